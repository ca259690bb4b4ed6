// Package pipeline is the building: the corridor that a deposit walks through (corridor.go), and the two houses that use it. Office is the sender's,
// one method a verb; the depot's house stands beside it and shares the rooms.
//
// Who may import whom (walls_test.go holds it):
//
//	cmd/arkivdepot → cmd/arkivdepot/wire → pipeline → rooms, ledgers → verify → trades, formats → stage → deposit
//	edge, catalogue → the ports of rooms, stage, deposit, schemas; never pipeline
//
// A room knows no other room, no disk and no store: it names the small port that it needs, and wire brings the adapter. What rooms hand on are the
// facts of package deposit.
package pipeline
