package retention

import (
	"slices"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// deadlines computes every rule's date and lets the first that applies win (domain §1.6). A rule that may apply but cannot be decided, or that applies
// and cannot be computed, ends the search: the rules after it are for other folders, not a way out.
func (j *judgement) deadlines() {
	rules := j.rules.Rules
	j.fits = make([]deposit.Fitting, len(rules))
	j.verdict.Deadlines = make([]deposit.Deadline, len(rules), len(rules)+1) // and a vedtak
	for i := range rules {
		j.fits[i], j.verdict.Deadlines[i] = j.weigh(&rules[i])
	}
	winner := j.winner()
	for i := range rules {
		d := &j.verdict.Deadlines[i]
		if rules[i].ID == winner {
			j.verdict.Winner, j.verdict.Latest = winner, d.Latest
		} else if d.Why = j.why(i); d.Why == deposit.WhyLowerPrecedence && winner == "" {
			d.Why = deposit.WhyNoWinner
		}
	}
}

// weigh tells whether a rule is for the folder, and its date with the trigger; Latest is unknown when the trigger is.
func (j *judgement) weigh(rule *deposit.Rule) (deposit.Fitting, deposit.Deadline) {
	fit := rule.For(deposit.Asked{Card: &j.in.Card, Medium: j.in.Paper.Medium, Owner: j.rules.Owner})
	on, computed := j.trigger(rule, fit.Fit)
	fit, on = rule.AfterTrigger(fit, on, j.in.Card.OutOfUse), on.Last()
	if later := j.in.Card.OutOfUse.Last(); j.rules.Reactivated && rule.OfSchool() && fit.Fit == deposit.Fits && !on.IsZero() && on.Before(later) {
		on, computed = later, false // 4.4 counts from the last entry, whatever happened after it
	}
	return fit, deposit.Deadline{Rule: rule.ID, Source: rule.Source, Trigger: string(rule.Trigger), On: on, Computed: computed,
		Years: rule.Years, Latest: on.AddYears(rule.Years)}
}

func (j *judgement) winner() string {
	for _, id := range j.rules.Precedence {
		i := j.place(id)
		if i < 0 || !j.rules.Rules[i].Valid.Holds(j.asOf) {
			continue
		}
		switch fit := j.fits[i]; {
		case fit.Fit == deposit.Unsure:
			j.fitUnknown(j.rules.Rules[i].ID, fit)
			return ""
		case fit.Fit == deposit.FitsNot:
			continue
		case j.verdict.Deadlines[i].Latest.IsZero():
			j.triggerUnknown(&j.rules.Rules[i])
			return ""
		}
		return id
	}
	j.holdUnknown(NoRule, "klienttype", string(j.in.Card.Client))
	return ""
}

// place is where a rule stands in the rule set, by index: a copy of every rule for every folder would be most of the work.
func (j *judgement) place(id string) int {
	for i := range j.rules.Rules {
		if j.rules.Rules[i].ID == id {
			return i
		}
	}
	return -1
}

// fitUnknown says what is missing to tell whether a rule is for the folder.
func (j *judgement) fitUnknown(rule string, fit deposit.Fitting) {
	if fit.Why == deposit.WhyClientUnknown {
		j.ask(ClientUnknown, fit.Field)
		return
	}
	j.ask(FactUnknown, fit.Field, rule, heading(fit.Field))
}

// triggerUnknown says what is missing for the rule that applies.
func (j *judgement) triggerUnknown(rule *deposit.Rule) {
	switch {
	case rule.Trigger == deposit.OutOfUse && j.in.Card.Client == deposit.Adult:
		j.holdUnknown(AdultUnknown, "ut_av_bruk")
	case rule.Trigger == deposit.OutOfUse:
		j.ask(FactUnknown, "ut_av_bruk", rule.ID, heading("ut_av_bruk"))
	case rule.Trigger == deposit.LastEntry:
		j.holdUnknown(LastEntryUnsaid, "siste_innforsel")
	default:
		j.ask(BirthUnknown, "fodselsdato")
	}
}

// heading is a column's name in the register.
func heading(field string) string {
	for _, c := range deposit.RegisterColumns() {
		if c.Key == field {
			return c.Bokmaal
		}
	}
	return field
}

// why is the reason why a rule did not win.
func (j *judgement) why(i int) string {
	switch {
	case !j.rules.Rules[i].Valid.Holds(j.asOf):
		return deposit.WhyNotInForce
	case j.fits[i].Fit != deposit.Fits:
		return j.fits[i].Why
	case j.verdict.Deadlines[i].Latest.IsZero():
		return deposit.WhyTriggerUnknown
	}
	return deposit.WhyLowerPrecedence
}

// trigger is the date that a rule counts from, as far as it is known. One that is only partly known counts from its last possible day: never too early.
func (j *judgement) trigger(rule *deposit.Rule, fit deposit.Fit) (on deposit.Date, computed bool) {
	card := &j.in.Card
	switch rule.Trigger {
	case deposit.OutOfUse:
		return card.OutOfUse, false
	case deposit.LastEntry:
		return card.LastEntry, false
	}
	// The stated end is of the client's own school. Where nobody knows what the client is, the rule is for the folder only if that school is the rule's:
	// what else it asks must not be settled by another day than it would count from then.
	stated := fit != deposit.FitsNot && (slices.Contains(rule.Clients, card.Client) || card.Client == "" && len(rule.Clients) > 0)
	switch {
	case stated && !card.EndOfSchool.IsZero():
		return card.EndOfSchool, false
	case card.Birth.Year > 0:
		return schoolEnd(card.Birth, rule.Age), true
	}
	return deposit.Date{}, false
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
	d := deposit.Deadline{Rule: j.rules.Vedtak.ID, Source: j.rules.Vedtak.Source, Trigger: string(deposit.ByDecision), On: v.Date.Last(), Latest: v.Date.Last()}
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
	for i := range j.rules.Rules {
		rule, on := &j.rules.Rules[i], j.verdict.Deadlines[i].On
		if !rule.Valid.Holds(j.asOf) || j.fits[i].Fit != deposit.Fits {
			continue
		}
		if rule.Age > 0 {
			j.oddEnd(rule)
		}
		if top := on.AddYears(rule.Ceiling); rule.Ceiling > 0 && !on.IsZero() && top.Before(j.verdict.Latest) {
			j.find(AboveCeiling, "", j.verdict.Latest.Norwegian(), top.Norwegian(), rule.Source)
		}
	}
}

// oddEnd warns of an end of school that is stated, and further from the usual one than the rule tolerates.
func (j *judgement) oddEnd(rule *deposit.Rule) {
	card := &j.in.Card
	if card.EndOfSchool.IsZero() || card.Birth.Year < 1 {
		return
	}
	if usual := schoolEnd(card.Birth, rule.Age).Year; abs(card.EndOfSchool.Year-usual) > rule.Tolerance {
		j.find(SchoolEndOdd, "skoleslutt", strconv.Itoa(card.EndOfSchool.Year), strconv.Itoa(usual))
	}
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
