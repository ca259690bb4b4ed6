package describe

import "github.com/arkivdepot/arkivdepot/pipeline/deposit"

// Findings of the room (deposit/findings/describe.json).
const (
	Unholdable       deposit.Code = "DES-001"
	OpenedDefault    deposit.Code = "DES-002"
	ClosedDefault    deposit.Code = "DES-003"
	DatesDefault     deposit.Code = "DES-004"
	TitlesDefault    deposit.Code = "DES-005"
	KindsDefault     deposit.Code = "DES-006"
	NoRestriction    deposit.Code = "DES-007"
	PostIncomplete   deposit.Code = "DES-008"
	NameInTitle      deposit.Code = "DES-009"
	UnknownFormat    deposit.Code = "DES-010"
	ChangeWithoutOne deposit.Code = "DES-011"
	Backwards        deposit.Code = "DES-012"
	NoCaseworker     deposit.Code = "DES-013"
)
