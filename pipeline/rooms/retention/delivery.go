package retention

import (
	"slices"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// earliest tells whether the folder may be deposited at all: it stands set aside (R4.3-1) and was not used in the school year of the day (R4.2-1).
func (j *judgement) earliest() {
	switch {
	case !j.rules.Earliest.SetAside, j.in.Card.SetAside:
	case slices.Contains(j.in.Card.Absent, "bortsatt"):
		j.lack("bortsatt")
	default:
		j.holdTooSoon(NotSetAside, "bortsatt")
	}
	if j.rules.Earliest.NotUsed {
		j.lastUse()
	}
}

// use is a day on which the folder was in use, and the column that says so.
type use struct {
	field string
	on    deposit.Date
}

// uses is all evidence of use: the register's own column, and what shows that somebody worked with the folder. A closing date that reception derived is
// no evidence.
func (j *judgement) uses() []use {
	card := j.in.Card
	all := []use{{"sist_brukt", card.LastUsed}, {"siste_innforsel", card.LastEntry}, {"ut_av_bruk", card.OutOfUse}}
	if card.ClosedFrom == deposit.ClosedStated {
		all = append(all, use{"avsluttet", card.Closed})
	}
	for _, d := range j.in.Documents.Documents {
		all = append(all, use{"dato", d.Date}, use{"journaldato", d.JournalDate})
	}
	return all
}

// lastUse holds a folder that was used in this school year, and one of which nobody can tell: no evidence at all, or a date so vague that it may lie
// in this school year. A date after the day that judges shows no use: it is wrong, reception holds for it, and nothing is known until it is right.
func (j *judgement) lastUse() {
	begin := deposit.Date{Year: j.asOf.SchoolYear(), Month: 8, Day: 1}
	evidence, vague := false, use{field: "sist_brukt"}
	for _, u := range j.uses() {
		switch {
		case u.on.IsZero():
			continue
		case j.asOf.Before(u.on.First()):
			j.lack(u.field)
		case !u.on.First().Before(begin):
			j.holdTooSoon(UsedThisYear, u.field, u.on.Norwegian())
			return
		case !u.on.Last().Before(begin):
			vague = u
		}
		evidence = true
	}
	switch {
	case !vague.on.IsZero():
		j.holdUnknown(UseUnknown, vague.field)
	case !evidence:
		j.ask(UseUnknown, "sist_brukt")
	}
}

// delivery chooses the delivery window and says whether it is this one.
func (j *judgement) delivery() {
	v := &j.verdict
	if v.Winner != "" {
		v.Window = j.window(v.Latest.Year)
		v.Late = v.Latest.Year < v.Window.Year || v.Window.Year == j.asOf.Year && v.Latest.Before(j.asOf)
	}
	switch {
	case j.tooSoon:
		v.Due = deposit.DueTooSoon
	case j.unknown:
		v.Due = deposit.DueUnknown
	case v.Window.Year <= j.asOf.Year:
		v.Due = deposit.DueNow
	default:
		v.Due = deposit.DueEarly
	}
	if v.Late {
		j.find(Late, "", v.Latest.Norwegian(), strconv.Itoa(v.Window.Year))
	}
}

// window is the delivery for a deadline in a year, by the configured policy (R6.1-2, domain §1.6). A delivery may be made on any day of its year, so one
// in the year of the deadline can be in time. Windows that are past cannot be chosen; the one of the day's own year can. A window without a period is a
// delivery outside the regular ones.
func (j *judgement) window(deadline int) deposit.Window {
	year := max(deadline, j.asOf.Year)
	switch j.rules.Policy {
	case deposit.NextWindow:
		for _, w := range j.rules.Windows {
			if w.Year >= year {
				return w
			}
		}
	case deposit.PreferEarlier:
		best := deposit.Window{}
		for _, w := range j.rules.Windows {
			if w.Year >= j.asOf.Year && w.Year <= year {
				best = w
			}
		}
		if best.Year > 0 {
			return best
		}
		// The next regular one would be too late, and this delivery is made anyway.
		return deposit.Window{Year: j.asOf.Year}
	}
	if w, regular := j.rules.WindowIn(year); regular {
		return w
	}
	return deposit.Window{Year: year}
}
