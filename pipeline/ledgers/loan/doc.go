// Package loan is the rules of lending, and the one way to read a ledger. A ledger is a chain of entries that are only ever added (chain.go). What a piece
// of paper is in at a moment is a replay of its entries in the order in which they happened (replay.go) through one table (state.go); nothing else is
// true, and every index of a store is made by the same replay. Whom paper may be lent to, and on what, is in rules.go.
//
// It keeps no store and reads no clock: the catalogue brings entries, the house brings the time. The rules are those of the instruks, chapter 3 for the
// office (R3.1) and 6.5 for the depot (R6.5).
package loan
