package retention

import (
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// deadlines computes every rule's date and lets the first that applies win (domain §1.6). A rule that may apply but cannot be decided, or that applies
// and cannot be computed, ends the search: the rules after it are for other folders, not a way out.
func (j *judgement) deadlines() {
	winner := j.winner()
	j.verdict.Deadlines = make([]deposit.Deadline, 0, len(j.rules.Rules)+1) // and a vedtak
	for _, rule := range j.rules.Rules {
		d := j.deadline(rule)
		if rule.ID == winner {
			j.verdict.Winner, j.verdict.Latest = winner, d.Latest
		} else if d.Why = j.why(rule, d); d.Why == deposit.WhyLowerPrecedence && winner == "" {
			d.Why = deposit.WhyNoWinner
		}
		j.verdict.Deadlines = append(j.verdict.Deadlines, d)
	}
}

func (j *judgement) winner() string {
	for _, id := range j.rules.Precedence {
		rule, ok := j.rules.Rule(id)
		if !ok || !rule.Valid.Holds(j.asOf) {
			continue
		}
		applies, known := rule.For(j.in.Card.Client)
		switch {
		case !known:
			j.ask(ClientUnknown, "klienttype")
			return ""
		case !applies:
			continue
		case j.deadline(rule).Latest.IsZero():
			j.triggerUnknown(rule)
			return ""
		}
		return rule.ID
	}
	j.holdUnknown(NoRule, "klienttype", string(j.in.Card.Client))
	return ""
}

// triggerUnknown says what is missing for the rule that applies.
func (j *judgement) triggerUnknown(rule deposit.Rule) {
	switch rule.Trigger {
	case deposit.OutOfUse:
		j.holdUnknown(AdultUnknown, "ut_av_bruk")
	case deposit.LastEntry:
		j.holdUnknown(LastEntryUnsaid, "siste_innforsel")
	default:
		j.ask(BirthUnknown, "fodselsdato")
	}
}

// why is the reason why a rule did not win.
func (j *judgement) why(rule deposit.Rule, d deposit.Deadline) string {
	applies, known := rule.For(j.in.Card.Client)
	switch {
	case !rule.Valid.Holds(j.asOf):
		return deposit.WhyNotInForce
	case !known:
		return deposit.WhyClientUnknown
	case !applies:
		return deposit.WhyNotApplicable
	case d.Latest.IsZero():
		return deposit.WhyTriggerUnknown
	}
	return deposit.WhyLowerPrecedence
}

// deadline is a rule's date for the folder, with its trigger; Latest is unknown when the trigger is.
func (j *judgement) deadline(rule deposit.Rule) deposit.Deadline {
	on, computed := j.trigger(rule)
	return deposit.Deadline{Rule: rule.ID, Source: rule.Source, Trigger: string(rule.Trigger), On: on, Computed: computed,
		Years: rule.Years, Latest: on.AddYears(rule.Years)}
}

// trigger is the day that a rule counts from. A date that is only partly known counts from its last possible day: never too early.
func (j *judgement) trigger(rule deposit.Rule) (on deposit.Date, computed bool) {
	card := j.in.Card
	applies, known := rule.For(card.Client)
	switch rule.Trigger {
	case deposit.OutOfUse:
		return card.OutOfUse.Last(), false
	case deposit.LastEntry:
		on = card.LastEntry.Last()
	default:
		stated := applies && known && len(rule.Clients) > 0 // the stated end is of the client's own school
		if stated && !card.EndOfSchool.IsZero() {
			on = card.EndOfSchool.Last()
		} else if card.Birth.Year > 0 {
			on, computed = schoolEnd(card.Birth, rule.Age), true
		}
	}
	if later := card.OutOfUse.Last(); j.rules.Reactivated && applies && !on.IsZero() && on.Before(later) {
		return later, false
	}
	return on, computed
}

// schoolEnd is 31 July of the year of a birthday: only the birth year is needed, so a partial birth date computes it.
func schoolEnd(birth deposit.Date, age int) deposit.Date {
	return deposit.Date{Year: birth.Year + age, Month: 7, Day: 31}
}

// vedtak lets a decision of earlier deposit win when it is earlier than the winner and has a reference (R4.4-1). It never makes a date later.
func (j *judgement) vedtak() {
	v := j.in.Card.Vedtak
	if v.Ref == "" && v.Date.IsZero() {
		return
	}
	d := deposit.Deadline{Rule: j.rules.Vedtak.ID, Source: j.rules.Vedtak.Source, Trigger: string(deposit.ByDecision), On: v.Date, Latest: v.Date.Last()}
	matters := j.verdict.Winner == "" || d.Latest.Before(j.verdict.Latest)
	switch {
	case v.Date.IsZero():
		d.Why = deposit.WhyVedtakUnproven
		j.holdUnknown(VedtakUnproven, "vedtak_dato")
	case v.Ref == "":
		d.Why = deposit.WhyVedtakUnproven
		if matters {
			j.holdUnknown(VedtakUnproven, "vedtak_ref")
		}
	case j.verdict.Winner == "":
		d.Why = deposit.WhyNoWinner
	case !matters:
		d.Why = deposit.WhyVedtakLater
	default:
		j.beat(d)
	}
	j.verdict.Deadlines = append(j.verdict.Deadlines, d)
}

func (j *judgement) beat(d deposit.Deadline) {
	for i := range j.verdict.Deadlines {
		if j.verdict.Deadlines[i].Rule == j.verdict.Winner {
			j.verdict.Deadlines[i].Why = deposit.WhyLaterThanVedtak
		}
	}
	j.verdict.Winner, j.verdict.Latest = d.Rule, d.Latest
}

// sanity warns of what is legal and odd: a stated end of school far from the age, a winning date above the general ceiling of 4.4.
func (j *judgement) sanity() {
	card := j.in.Card
	for _, rule := range j.rules.Rules {
		if !rule.Valid.Holds(j.asOf) {
			continue
		}
		if applies, _ := rule.For(card.Client); applies && rule.Age > 0 && !card.EndOfSchool.IsZero() && card.Birth.Year > 0 {
			usual := schoolEnd(card.Birth, rule.Age).Year
			if abs(card.EndOfSchool.Year-usual) > rule.Tolerance {
				j.find(SchoolEndOdd, "skoleslutt", strconv.Itoa(card.EndOfSchool.Year), strconv.Itoa(usual))
			}
		}
		if on, _ := j.trigger(rule); rule.Ceiling > 0 && !on.IsZero() {
			if top := on.AddYears(rule.Ceiling); top.Before(j.verdict.Latest) {
				j.find(AboveCeiling, "", j.verdict.Latest.Norwegian(), top.Norwegian(), rule.Source)
			}
		}
	}
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
