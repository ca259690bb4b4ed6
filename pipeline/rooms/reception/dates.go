package reception

import (
	"slices"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// dated is a date with the column that states it.
type dated struct {
	field string
	on    deposit.Date
}

// checkDates holds for dates of which one must be wrong: one that lies after the day by which the deposit is judged, something in a life before its
// birth, and use of a folder before it was opened. Each is said with the column that it stands in, and with the one that it contradicts; a date that is
// known in part contradicts only what lies outside all that it can mean. The end of school may lie ahead, and so may the last day of a decision.
func (w *work) checkDates(f *fields, c deposit.Card) {
	birth := dated{"fodselsdato", c.Birth}
	opened := []dated{{"registrert", c.Registered}, {"henvist", c.Referred}}
	used := []dated{{"siste_innforsel", c.LastEntry}, {"avsluttet", c.Closed}, {"sist_brukt", c.LastUsed}, {"ut_av_bruk", c.OutOfUse}}
	others := []dated{{"forste_kontakt", c.FirstMet}, {"utskrevet", c.Printed}}
	w.checkAhead(f, slices.Concat([]dated{birth}, opened, others, used)...)
	w.checkBefore(f, birth, slices.Concat(opened, others, used, []dated{{"skoleslutt", c.EndOfSchool}}))
	used = slices.DeleteFunc(used, func(d dated) bool { return w.before(d, birth) })
	if !w.checkBefore(f, opened[0], used) {
		w.checkBefore(f, opened[1], used)
	}
}

// checkAhead finds dates after the day that judges: nobody has used, closed or written anything then.
func (w *work) checkAhead(f *fields, dates ...dated) {
	for _, d := range dates {
		if w.ahead(d.on) {
			f.find(DateAhead, d.field, f.table.heading(d.field), d.on.Norwegian(), w.deposit.AsOf.Norwegian())
		}
	}
}

// checkBefore finds what lies before a date, and tells whether anything does. Of several the earliest is said: where the date itself is wrong, one finding
// is enough, and where the earliest is, the next run says the next.
func (w *work) checkBefore(f *fields, first dated, dates []dated) bool {
	var earliest dated
	for _, d := range dates {
		if w.before(d, first) && (earliest.field == "" || d.on.Before(earliest.on)) {
			earliest = d
		}
	}
	if earliest.field == "" {
		return false
	}
	f.find(DateOrder, earliest.field, f.table.heading(earliest.field), earliest.on.Norwegian(), f.table.heading(first.field), first.on.Norwegian())
	return true
}

// before tells that a date lies before another one, whatever both can mean. What lies ahead is said already, and contradicts everything.
func (w *work) before(d, first dated) bool {
	return !d.on.IsZero() && !first.on.IsZero() && !w.ahead(d.on) && !w.ahead(first.on) && d.on.Last().Before(first.on)
}

// ahead tells that all that a date can mean lies after the day by which the deposit is judged.
func (w *work) ahead(on deposit.Date) bool {
	earliest := deposit.Date{Year: on.Year, Month: max(on.Month, 1), Day: max(on.Day, 1)}
	return !on.IsZero() && w.deposit.AsOf.Before(earliest)
}
