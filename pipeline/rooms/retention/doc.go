// Package retention is the room that says by when a folder must be deposited, in which delivery, and whether it may be deposited yet: both deadlines
// (4.4 and 6.1), the winner by the configured precedence, and why the others did not win.
//
// It decides nothing, and what the register proposes to weed is room purge's. What is unknown is never due and never guessed; it is a finding that
// holds. It reads the card and the document overview of one folder and asks no clock: the day to judge by is an input.
package retention
