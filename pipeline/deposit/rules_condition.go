package deposit

import "slices"

// RuleCondition is what must be so of a folder for a rule to be for it, beside the client type. What is empty asks nothing; everything that is asked must
// hold. It asks of facts that a register has, so that a rule of one owner needs no program of its own.
type RuleCondition struct {
	Owner       string   `json:"owner,omitempty"`        // kind of Body: kommune or fylkeskommune (R2.1-2)
	Media       []Medium `json:"media,omitempty"`        // on what the folder exists
	HelpRefused *bool    `json:"help_refused,omitempty"` // R2.3-8
	Reactivated *bool    `json:"reactivated,omitempty"`  // went out of active use after the day that the rule counts from (domain §1.6)
	Born        Span     `json:"born,omitzero"`
	LastEntry   Span     `json:"last_entry,omitzero"`
}

// asksNothing tells that every folder meets the condition.
func (c *RuleCondition) asksNothing() bool {
	return c.Owner == "" && len(c.Media) == 0 && c.HelpRefused == nil && c.Reactivated == nil && c.Born == (Span{}) && c.LastEntry == (Span{})
}

// Span is the days from one to another, both included; a zero end is open.
type Span struct {
	From Date `json:"from,omitzero"`
	To   Date `json:"to,omitzero"`
}

// Has tells whether a day lies in the span. A date that is known to the year or the month lies in it when all its days do, and outside when none does;
// otherwise, and where nothing is known, the answer is Unsure.
func (s Span) Has(d Date) Fit {
	switch {
	case s == (Span{}):
		return Fits
	case d.IsZero():
		return Unsure
	}
	first, last := d.First(), d.Last()
	switch {
	case last.Before(s.From), !s.To.IsZero() && s.To.Before(first):
		return FitsNot
	case first.Before(s.From), !s.To.IsZero() && s.To.Before(last):
		return Unsure
	}
	return Fits
}

// Fit tells whether a rule is for a folder. Unsure is its zero: nothing is known before something is said, and unknown never means due.
type Fit int

// The three answers.
const (
	Unsure Fit = iota
	Fits
	FitsNot
)

// Reasons why a rule with a condition is not for a folder, and why nobody knows: Deadline.Why.
const (
	WhyOwnerKind        = "condition_owner"
	WhyMedium           = "condition_medium"
	WhyHelpRefused      = "condition_help_refused"
	WhyReactivated      = "condition_reactivated"
	WhyBorn             = "condition_born"
	WhyLastEntry        = "condition_last_entry"
	WhyConditionUnknown = "condition_unknown"
)

// Fitting is whether a rule is for a folder and, unless it is, what decides that.
type Fitting struct {
	Fit   Fit
	Why   string // reason code of Deadline.Why
	Field string // key of the register's column that is not known, where the answer is Unsure
}

// Asked is the facts of a folder that rules ask about.
type Asked struct {
	Card   *Card
	Medium Medium
	Owner  string // kind of Body of the delivery
}

// For tells whether the rule is for a folder, all but RuleCondition.Reactivated, which needs the day that the rule counts from. One thing that does not hold
// settles it, whatever else is unknown.
func (r *Rule) For(a Asked) Fitting {
	unsure := Fitting{Fit: Fits}
	if len(r.Clients) > 0 {
		switch {
		case a.Card.Client == "":
			unsure = Fitting{Why: WhyClientUnknown, Field: "klienttype"}
		case !slices.Contains(r.Clients, a.Card.Client):
			return Fitting{Fit: FitsNot, Why: WhyNotApplicable}
		}
	}
	if r.When.asksNothing() {
		return unsure
	}
	for _, asked := range r.When.asks(a) {
		switch {
		case asked.fit == FitsNot:
			return Fitting{Fit: FitsNot, Why: asked.why}
		case asked.fit == Unsure && unsure.Fit == Fits:
			unsure = Fitting{Why: WhyConditionUnknown, Field: asked.field}
		}
	}
	return unsure
}

// ask is one thing that a condition asks, answered.
type ask struct {
	fit        Fit
	why, field string
}

func (c *RuleCondition) asks(a Asked) [5]ask {
	return [...]ask{
		{c.ownerFits(a.Owner), WhyOwnerKind, "eier"},
		{c.mediumFits(a.Medium), WhyMedium, "medium"},
		{fitIf(c.HelpRefused == nil || *c.HelpRefused == a.Card.HelpRefused), WhyHelpRefused, "hjelp_avslatt"},
		{c.Born.Has(a.Card.Birth), WhyBorn, "fodselsdato"},
		{c.LastEntry.Has(a.Card.LastEntry), WhyLastEntry, "siste_innforsel"},
	}
}

func fitIf(holds bool) Fit {
	if holds {
		return Fits
	}
	return FitsNot
}

func (c *RuleCondition) ownerFits(kind string) Fit {
	if c.Owner != "" && kind == "" {
		return Unsure
	}
	return fitIf(c.Owner == "" || c.Owner == kind)
}

func (c *RuleCondition) mediumFits(m Medium) Fit {
	if len(c.Media) > 0 && m == "" {
		return Unsure
	}
	return fitIf(len(c.Media) == 0 || slices.Contains(c.Media, m))
}

// AfterTrigger tells whether a rule that is for the folder so far still is, now that the day it counts from is known: RuleCondition.Reactivated. A folder of
// which nobody says when it went out of active use is not reactivated.
func (r *Rule) AfterTrigger(f Fitting, on, outOfUse Date) Fitting {
	if r.When.Reactivated == nil || f.Fit == FitsNot {
		return f
	}
	later := after(outOfUse, on)
	switch {
	case later == Unsure && f.Fit == Fits:
		return Fitting{Why: WhyConditionUnknown, Field: "ut_av_bruk"}
	case later != Unsure && *r.When.Reactivated != (later == Fits):
		return Fitting{Fit: FitsNot, Why: WhyReactivated}
	}
	return f
}

// after tells whether a date lies after another, whichever days they mean; a date of which nothing is said does not.
func after(d, other Date) Fit {
	switch {
	case d.IsZero():
		return FitsNot
	case other.IsZero():
		return Unsure
	case other.Last().Before(d.First()):
		return Fits
	case !other.First().Before(d.Last()):
		return FitsNot
	}
	return Unsure
}

// ForAll tells that a rule is for every folder there is.
func (r *Rule) ForAll() bool { return len(r.Clients) == 0 && r.When.asksNothing() }

// OfOthers tells that the rule of a deadline is not for the folder, or not in force on the day.
func (d Deadline) OfOthers() bool {
	switch d.Why {
	case WhyNotApplicable, WhyNotInForce, WhyOwnerKind, WhyMedium, WhyHelpRefused, WhyReactivated, WhyBorn, WhyLastEntry:
		return true
	}
	return false
}
