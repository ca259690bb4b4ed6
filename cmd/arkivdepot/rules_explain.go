package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// ruleSetView is a rule set as `rules explain` tells it, on one day and in one language.
type ruleSetView struct {
	ID      string           `json:"id"`
	Edition deposit.Date     `json:"edition"`
	AsOf    deposit.Date     `json:"as_of"`
	Text    string           `json:"text"`
	Rules   []ruleView       `json:"rules"` // in order of precedence, the vedtak last
	Conduct []string         `json:"conduct"`
	Windows []deposit.Window `json:"windows"`
	Classes []ruleView       `json:"purge_classes"`
	Others  []ruleView       `json:"background"` // they judge nothing
}

// ruleView is one rule: where it comes from, whom it is for, what it says, and whether it is in force.
type ruleView struct {
	ID          string           `json:"id"`
	Source      string           `json:"source"`
	Place       int              `json:"precedence,omitempty"` // 1 goes before all others
	Own         bool             `json:"own,omitempty"`
	InForce     bool             `json:"in_force"`
	Valid       deposit.Validity `json:"valid"`
	Text        string           `json:"text"`
	Details     []string         `json:"details,omitempty"`
	Authorities []authorityView  `json:"authorities,omitempty"`
}

type authorityView struct {
	deposit.Authority
	InForce bool `json:"in_force"`
}

// rulesTeller puts a rule set into words.
type rulesTeller struct {
	l     text.Lang
	rules deposit.RetentionRules
	day   deposit.Date
}

func explainedRules(l text.Lang, rules deposit.RetentionRules, day deposit.Date) ruleSetView {
	r := rulesTeller{l, rules, day}
	v := ruleSetView{ID: rules.ID, Edition: rules.Edition, AsOf: day, Text: rules.Texts.Say(string(l)), Windows: rules.Windows, Conduct: r.conduct()}
	for i, id := range rules.Precedence {
		rule, _ := rules.Rule(id)
		v.Rules = append(v.Rules, r.rule(rule, i+1))
	}
	for _, rule := range rules.Rules {
		if !slices.Contains(rules.Precedence, rule.ID) {
			v.Rules = append(v.Rules, r.rule(rule, 0))
		}
	}
	vedtak := r.rule(rules.Vedtak, 0)
	vedtak.Details = []string{r.say("vedtak")}
	v.Rules = append(v.Rules, vedtak)
	for _, c := range rules.Classes {
		one := r.view(c.ID, c.Source, c.Authorities, c.Valid)
		one.Text, one.Details = c.Texts.Say(string(l)), []string{r.say("class", c.Class), r.say("evidence", r.evidence(c.Evidence))}
		v.Classes = append(v.Classes, one)
	}
	for _, b := range rules.Background {
		one := r.view(b.ID, b.Source, b.Authorities, b.Valid)
		one.Text = b.Texts.Say(string(l))
		v.Others = append(v.Others, one)
	}
	return v
}

func (r rulesTeller) say(key string, args ...any) string { return r.l.Say("rules."+key, args...) }

func (r rulesTeller) view(id, source string, authorities []string, valid deposit.Validity) ruleView {
	v := ruleView{ID: id, Source: source, Valid: valid, InForce: valid.Holds(r.day)}
	for _, a := range r.rules.Authorities {
		if slices.Contains(authorities, a.ID) {
			v.Authorities = append(v.Authorities, authorityView{a, a.Valid.Holds(r.day)})
		}
	}
	return v
}

// rule is a deadline: for whom, counted from what, for how long.
func (r rulesTeller) rule(rule deposit.Rule, place int) ruleView {
	v := r.view(rule.ID, rule.Source, rule.Authorities, rule.Valid)
	v.Place, v.Own, v.Text = place, rule.Own, rule.Texts.Say(string(r.l))
	clients := make([]string, 0, len(rule.Clients))
	for _, c := range rule.Clients {
		clients = append(clients, r.say("client."+string(c)))
	}
	if len(clients) == 0 {
		clients = []string{r.say("everybody")}
	}
	v.Details = append([]string{r.say("for", strings.Join(clients, ", "))}, r.condition(rule.When)...)
	v.Details = append(v.Details, r.say("period", rule.Years, r.l.Say("report.trigger."+string(rule.Trigger))))
	if rule.Age > 0 {
		v.Details = append(v.Details, r.say("age", rule.Age, rule.Tolerance))
	}
	if rule.Ceiling > 0 {
		v.Details = append(v.Details, r.say("ceiling", rule.Ceiling))
	}
	return v
}

// condition is what a rule asks beside the client type, a line for each thing.
func (r rulesTeller) condition(c deposit.RuleCondition) (said []string) {
	if c.Owner != "" {
		said = append(said, r.say("when.owner."+c.Owner))
	}
	if len(c.Media) > 0 {
		media := make([]string, 0, len(c.Media))
		for _, m := range c.Media {
			media = append(media, r.say("when.medium."+string(m)))
		}
		said = append(said, r.say("when.medium", strings.Join(media, ", ")))
	}
	for _, asked := range []struct {
		key string
		yes *bool
	}{{"when.help_refused", c.HelpRefused}, {"when.reactivated", c.Reactivated}} {
		if asked.yes != nil {
			said = append(said, r.say(asked.key+"."+strconv.FormatBool(*asked.yes)))
		}
	}
	for _, asked := range []struct {
		key  string
		span deposit.Span
	}{{"when.born", c.Born}, {"when.last_entry", c.LastEntry}} {
		if asked.span != (deposit.Span{}) {
			said = append(said, r.say(asked.key, strings.TrimSpace(asked.span.From.Norwegian()+" – "+asked.span.To.Norwegian())))
		}
	}
	return said
}

func (r rulesTeller) evidence(keys []string) string {
	words := make([]string, 0, len(keys))
	for _, key := range keys {
		if word := "rules.evidence." + key; text.Has(word) {
			key = r.l.Say(word)
		}
		words = append(words, key)
	}
	return strings.Join(words, ", ")
}

// conduct is what the rule set settles beside the deadlines.
func (r rulesTeller) conduct() []string {
	said := []string{r.say("policy." + string(r.rules.Policy))}
	for _, c := range []struct {
		on  bool
		key string
	}{{r.rules.Earliest.SetAside, "set_aside"}, {r.rules.Earliest.NotUsed, "not_used"}, {r.rules.Reactivated, "later_use"}, {!r.rules.Reactivated, "no_later_use"},
		{r.rules.ToolsDocumented, "tools_documented"}, {!r.rules.ToolsDocumented, "tools_undocumented"}} {
		if c.on {
			said = append(said, r.say(c.key))
		}
	}
	if len(r.rules.Protected) > 0 {
		said = append(said, r.say("protected", strings.Join(r.rules.Protected, ", ")))
	}
	return said
}

// sayRules writes the rule set for the screen.
func sayRules(t terminal, l text.Lang, v ruleSetView) error {
	w := &lineWriter{w: t.out}
	w.line("%s", l.Say("rules.head", v.ID, v.Edition.Norwegian(), v.AsOf.Norwegian()))
	w.line("%s", v.Text)
	for _, s := range []struct {
		key string
		all []ruleView
	}{{"rules.deadlines", v.Rules}, {"rules.classes", v.Classes}, {"rules.background", v.Others}} {
		if len(s.all) == 0 {
			continue
		}
		w.line("\n%s", l.Say(s.key))
		for _, one := range s.all {
			sayRule(w, l, one)
		}
	}
	w.line("\n%s", l.Say("rules.conduct"))
	for _, said := range v.Conduct {
		w.line("  %s", said)
	}
	var years []string
	for _, window := range v.Windows {
		if window.Year >= v.AsOf.Year && len(years) < 4 {
			years = append(years, windowWords(l, window))
		}
	}
	w.line("  %s", l.Say("rules.windows", strings.Join(years, ", ")))
	return w.err
}

func sayRule(w *lineWriter, l text.Lang, v ruleView) {
	name := v.ID
	if v.Place > 0 {
		name = strconv.Itoa(v.Place) + ". " + name
	}
	if v.Own {
		name += " (" + l.Say("rules.own") + ")"
	}
	w.line("  %s – %s – %s", name, v.Source, validWords(l, v.Valid, v.InForce))
	w.line("     %s", v.Text)
	for _, d := range v.Details {
		w.line("     %s", d)
	}
	for _, a := range v.Authorities {
		w.line("     %s", l.Say("rules.authority", a.Title, validWords(l, a.Valid, a.InForce)))
	}
}

// validWords is a span of time and whether the day lies in it.
func validWords(l text.Lang, v deposit.Validity, inForce bool) string {
	said := l.Say("rules.in_force")
	if !inForce {
		said = l.Say("rules.not_in_force")
	}
	if v.From.IsZero() && v.To.IsZero() {
		return said
	}
	return said + " (" + strings.TrimSpace(v.From.Norwegian()+" – "+v.To.Norwegian()) + ")"
}
