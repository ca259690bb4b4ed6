package deposit

import (
	"encoding/json"
	"slices"
	"strconv"
)

// Trigger names the event that a deadline is counted from (domain §1.6).
type Trigger string

// The triggers.
const (
	EndCompulsory Trigger = "end_compulsory"      // end of compulsory school, computed from the birth year when it is not stated
	EndUpper      Trigger = "end_upper_secondary" // end of upper secondary school, likewise
	OutOfUse      Trigger = "out_of_active_use"   // must be stated: there is no age rule for adults
	LastEntry     Trigger = "last_entry"          // siste innførsel
	ByDecision    Trigger = "decision"            // the date that a vedtak names
)

// Reasons why a deadline did not win or could not be computed: Deadline.Why.
const (
	WhyNotApplicable   = "not_applicable"      // the rule is for other clients
	WhyClientUnknown   = "client_type_unknown" // whether the rule applies is not known
	WhyTriggerUnknown  = "trigger_unknown"
	WhyLowerPrecedence = "lower_precedence"
	WhyLaterThanVedtak = "later_than_vedtak"
	WhyVedtakLater     = "vedtak_not_earlier" // a vedtak can only make a date earlier (R4.4-1)
	WhyVedtakUnproven  = "vedtak_incomplete"  // without reference or date it decides nothing
	WhyNoWinner        = "no_winner"          // which rule wins is not known, so there is nothing to be earlier than
	WhyNotInForce      = "not_in_force"
)

// Texts is a wording in nb, nn and en.
type Texts map[string]string

// Say is the wording in a language, bokmål where there is none.
func (t Texts) Say(lang string) string {
	if text, ok := t[lang]; ok {
		return text
	}
	return t["nb"]
}

// Validity is the span in which a rule or a legal source is in force; a zero date is open.
type Validity struct {
	From Date `json:"from"`
	To   Date `json:"to"`
}

// Holds tells whether the day lies in the span.
func (v Validity) Holds(day Date) bool {
	return !day.Before(v.From) && (v.To.IsZero() || !v.To.Last().Before(day))
}

// Authority is a law, regulation or instruks that rules lean on, with the time it is in force (domain §2.1).
type Authority struct {
	ID    string   `json:"id"`
	Title string   `json:"title"`
	Valid Validity `json:"valid"`
}

// Rule is one latest date of deposit (R4.4-1, R6.1-1).
type Rule struct {
	ID          string        `json:"id"`
	Source      string        `json:"source"`                // as printed: "instruks pkt. 6.1"
	Authorities []string      `json:"authorities,omitempty"` // ids of Authority
	Clients     []ClientType  `json:"clients,omitempty"`     // whom it is for; empty is everybody
	When        RuleCondition `json:"when,omitzero"`         // and of what else; empty is every folder
	Trigger     Trigger       `json:"trigger"`
	Age         int           `json:"age,omitempty"`       // school ends on 31 July of the year of this birthday, when it is not stated
	Tolerance   int           `json:"tolerance,omitempty"` // years that a stated end may lie from the computed one before somebody should look
	Years       int           `json:"years"`
	Ceiling     int           `json:"ceiling,omitempty"` // years after the trigger that no rule should pass (25–30 years in 4.4)
	Valid       Validity      `json:"valid"`
	Own         bool          `json:"-"` // of the owner's own file, beside the built-in ones
	Texts       Texts         `json:"-"` // a better wording judges nothing anew
}

// OfSchool tells that the rule counts from the end of a school, which can be computed, and after which a folder can be used again.
func (r *Rule) OfSchool() bool { return r.Trigger == EndCompulsory || r.Trigger == EndUpper }

// WindowPolicy says what happens to a deadline that falls between two delivery windows (domain §1.6, window clash).
type WindowPolicy string

// The three policies.
const (
	PreferEarlier WindowPolicy = "prefer_earlier" // the window before, so that no folder is late
	NextWindow    WindowPolicy = "next_window"    // the window after; the delay is reported
	ExtraDelivery WindowPolicy = "extra_delivery" // a delivery of its own in the year of the deadline
)

// Earliest is what must be so before a folder may be deposited at all.
type Earliest struct {
	SetAside bool `json:"set_aside"` // R4.3-1
	NotUsed  bool `json:"not_used"`  // not in the school year of the day it is judged by (R4.2-1)
}

// PurgeClass is a class of documents that may be proposed for disposal (R5-2). Room purge proves each proposal; nothing is destroyed by it.
type PurgeClass struct {
	Class       int      `json:"class"`
	ID          string   `json:"id"`
	Source      string   `json:"source"`
	Authorities []string `json:"authorities,omitempty"`
	Evidence    []string `json:"evidence,omitempty"` // what must be shown before anybody may approve it
	Valid       Validity `json:"valid"`
	Texts       Texts    `json:"-"`
}

// Background is a rule that judges nothing here and that people must know to understand what was kept and what is missing (domain §2.4): the national
// rules of what is kept, and sampling that is abolished.
type Background struct {
	ID          string
	Source      string
	Authorities []string
	Valid       Validity
	Texts       Texts
}

// RetentionRules is a rule set: everything that retention judges by, as data (design §5).
type RetentionRules struct {
	ID          string       `json:"id"`
	Edition     Date         `json:"edition"`
	Owner       string       `json:"owner,omitempty"` // kind of Body whose delivery is judged: one delivery has one owner (R2.1-2)
	Precedence  []string     `json:"precedence"`      // ids of Rule: the first that applies wins
	Rules       []Rule       `json:"rules"`
	Vedtak      Rule         `json:"vedtak"` // id and source of a decision; its date stands on the card
	Earliest    Earliest     `json:"earliest"`
	Reactivated bool         `json:"reactivated"` // count from out-of-use when that is later than the end of school
	Policy      WindowPolicy `json:"policy"`
	Windows     []Window     `json:"windows"` // in order of Year
	Classes     []PurgeClass `json:"classes"`
	Authorities []Authority  `json:"authorities"`

	Protected       []string `json:"protected,omitempty"`        // kinds of document that are never weeded, beside those that the program always keeps
	ToolsDocumented bool     `json:"tools_documented,omitempty"` // test tools and methods are documented: single print-outs may go (domain §2.4)

	Background []Background `json:"-"` // it decides nothing
	Texts      Texts        `json:"-"`
}

// Digest is over everything that decides a verdict; wordings and comments are not in it.
func (r RetentionRules) Digest() Digest { return digestOfRules(r) }

// Rule is the rule of an id.
func (r RetentionRules) Rule(id string) (Rule, bool) {
	for i := range r.Rules { // by index: a million folders ask for every rule of the order, and a copy of them all each time is most of the work
		if r.Rules[i].ID == id {
			return r.Rules[i], true
		}
	}
	if r.Vedtak.ID == id {
		return r.Vedtak, true
	}
	return Rule{}, false
}

// Class is the purge class of a number.
func (r RetentionRules) Class(number int) (PurgeClass, bool) {
	for _, c := range r.Classes {
		if c.Class == number {
			return c, true
		}
	}
	return PurgeClass{}, false
}

// InForce tells whether a purge class may be leant on that day. Where it names sources that come and go, one of them must be in force: what has always
// been there is not enough (domain §1.4, R5-2).
func (r RetentionRules) InForce(c PurgeClass, day Date) bool {
	if c.ID == "" || !c.Valid.Holds(day) {
		return false
	}
	bounded, holds := false, false
	for _, a := range r.Authorities {
		if slices.Contains(c.Authorities, a.ID) && a.Valid != (Validity{}) {
			bounded, holds = true, holds || a.Valid.Holds(day)
		}
	}
	return holds || !bounded
}

// WindowIn is the delivery window of a year (R6.1-2).
func (r RetentionRules) WindowIn(year int) (Window, bool) {
	for _, w := range r.Windows {
		if w.Year == year {
			return w, true
		}
	}
	return Window{}, false
}

// WindowOf is the delivery window of an archive period.
func (r RetentionRules) WindowOf(from, to int) (Window, bool) {
	for _, w := range r.Windows {
		if w.From == from && w.To == to {
			return w, true
		}
	}
	return Window{}, false
}

// CodeOutsideWindow is the deposit-wide finding that a delivery outside the windows has no reason.
const CodeOutsideWindow Code = "RET-014"

// OutsideWindow is the finding on a deposit that is made in a year without a delivery window and says no reason for it (R6.1-2).
func (r RetentionRules) OutsideWindow(d Deposit) (Finding, bool) {
	if _, regular := r.WindowIn(d.AsOf.Year); regular || d.Reason != "" {
		return Finding{}, false
	}
	return Finding{Code: CodeOutsideWindow, Args: []string{strconv.Itoa(d.AsOf.Year)}}, true
}

func digestOfRules(rules any) Digest {
	data, _ := json.Marshal(rules) // strings, numbers and dates always marshal
	return DigestOf(data)
}
