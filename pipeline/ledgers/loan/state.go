package loan

import "github.com/arkivdepot/arkivdepot/pipeline/deposit"

// State is what a piece of paper is in.
type State string

// The states. The first four come from the ledger; the last two are what the catalogue knows of a unit, and no entry changes them.
const (
	In      State = "inne"
	Out     State = "ute"
	Day     State = "dagligarkiv" // of the office: locked away, not on its shelf (R3.1-2)
	Damaged State = "skadet"      // on its shelf, not to be lent
	Absent  State = "ikke mottatt"
	Digital State = "digital"
)

// States is every state.
func States() []State { return []State{In, Out, Day, Damaged, Absent, Digital} }

// Act is what an entry says was done with a piece. It is the kind of the entry.
type Act string

// The acts.
const (
	Lend          Act = "lent"
	Onward        Act = "lent on"
	ToDay         Act = "to day archive"
	FromDay       Act = "from day archive"
	Return        Act = "returned"
	ReturnDamaged Act = "returned damaged"
	Remind        Act = "reminded"
	Escalate      Act = "archivist told"
	Copy          Act = "copied"
	Damage        Act = "found damaged"
	Mend          Act = "mended"
)

// Acts is every act.
func Acts() []Act {
	return []Act{Lend, Onward, ToDay, FromDay, Return, ReturnDamaged, Remind, Escalate, Copy, Damage, Mend}
}

// TakeBack is the kind of the entry that takes another back. It is no act on a piece: the other is passed over, as if it had never been.
const TakeBack = "taken back"

// cell is what an act leads to: a state, or the reason why it is refused.
type cell struct {
	to  State
	why deposit.Code
}

func to(s State) cell             { return cell{to: s} }
func refused(c deposit.Code) cell { return cell{why: c} }

// table is the whole model, a row a state, a column an act. What has no cell is refused with the state's own reason, the cell of "".
var table = map[State]map[Act]cell{
	In: {
		"": refused(NotOut), Lend: to(Out), Damage: to(Damaged),
		Copy: refused(PaperNoCopy), Mend: refused(NotDamaged),
	},
	Out: {
		"": refused(AlreadyOut), Onward: to(Out), ToDay: to(Day), Return: to(In), ReturnDamaged: to(Damaged), Remind: to(Out), Escalate: to(Out),
		FromDay: refused(NotInDay), Copy: refused(PaperNoCopy), Damage: refused(DamageWhileOut), Mend: refused(NotDamaged),
	},
	Day: {
		"": refused(InDayArchive), FromDay: to(Out), Return: to(In), ReturnDamaged: to(Damaged),
		Lend: refused(AlreadyOut), Copy: refused(PaperNoCopy), Damage: refused(DamageWhileOut), Mend: refused(NotDamaged),
	},
	Damaged: {
		"": refused(NotOut), Damage: to(Damaged), Mend: to(In),
		Lend: refused(DamagedStays), Copy: refused(PaperNoCopy),
	},
	Absent:  {"": refused(NotHere)},
	Digital: {"": refused(DigitalStays), Copy: to(Digital)},
}

// Next is the state that an act leads to, or the code of the reason why it is refused; then the state stays. What is in no state is not here.
func Next(s State, a Act) (State, deposit.Code) {
	row, ok := table[s]
	if !ok {
		return s, NotHere
	}
	c, ok := row[a]
	if !ok {
		c = row[""]
	}
	if c.why != "" {
		return s, c.why
	}
	return c.to, ""
}
