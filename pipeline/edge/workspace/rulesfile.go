package workspace

import (
	"slices"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

type textsFile struct {
	Bokmaal verbatim `yaml:"nb"`
	Nynorsk verbatim `yaml:"nn"`
	English verbatim `yaml:"en"`
}

func (t textsFile) texts(s *source, path ...any) deposit.Texts {
	at := func(lang string) []any { return append(slices.Clone(path), "tekst", lang) }
	return deposit.Texts{"nb": s.text(t.Bokmaal, at("nb")...), "nn": s.text(t.Nynorsk, at("nn")...), "en": s.text(t.English, at("en")...)}
}

type ruleFile struct {
	ID          verbatim   `yaml:"id"`
	Source      verbatim   `yaml:"kilde"`
	Authorities []verbatim `yaml:"hjemmel"`
	Clients     []verbatim `yaml:"klienttyper"`
	When        whenFile   `yaml:"når"`
	Trigger     verbatim   `yaml:"utløser"`
	Age         int        `yaml:"alder"`
	Tolerance   int        `yaml:"slingring"`
	Years       int        `yaml:"år"`
	Ceiling     int        `yaml:"tak"`
	From        verbatim   `yaml:"fra"`
	To          verbatim   `yaml:"til"`
	Texts       textsFile  `yaml:"tekst"`
}

type vedtakFile struct {
	ID          verbatim   `yaml:"id"`
	Source      verbatim   `yaml:"kilde"`
	Authorities []verbatim `yaml:"hjemmel"`
	Texts       textsFile  `yaml:"tekst"`
}

type earliestFile struct {
	SetAside bool `yaml:"bortsatt"`
	NotUsed  bool `yaml:"ikke_brukt_dette_skoleåret"`
}

type windowFile struct {
	From int `yaml:"fra"`
	To   int `yaml:"til"`
	Year int `yaml:"avlevering"`
}

type classFile struct {
	Class       int        `yaml:"klasse"`
	ID          verbatim   `yaml:"id"`
	Source      verbatim   `yaml:"kilde"`
	Authorities []verbatim `yaml:"hjemmel"`
	Evidence    []verbatim `yaml:"krever"`
	From        verbatim   `yaml:"fra"`
	To          verbatim   `yaml:"til"`
	Texts       textsFile  `yaml:"tekst"`
}

type testsFile struct {
	ToolsDocumented bool `yaml:"verktøy_dokumentert"`
}

type authorityFile struct {
	ID    verbatim `yaml:"id"`
	Title verbatim `yaml:"tittel"`
	From  verbatim `yaml:"fra"`
	To    verbatim `yaml:"til"`
}

type backgroundFile struct {
	ID          verbatim   `yaml:"id"`
	Source      verbatim   `yaml:"kilde"`
	Authorities []verbatim `yaml:"hjemmel"`
	From        verbatim   `yaml:"fra"`
	To          verbatim   `yaml:"til"`
	Texts       textsFile  `yaml:"tekst"`
}

// rulesFile is regler/regler.yaml (versjon 1) as it stands on disk.
type rulesFile struct {
	Version     int             `yaml:"versjon"`
	ID          verbatim        `yaml:"id"`
	Edition     verbatim        `yaml:"utgave"`
	Texts       textsFile       `yaml:"tekst"`
	Precedence  []verbatim      `yaml:"rekkefølge"`
	Reactivated bool            `yaml:"regn_fra_senere_bruk"`
	Policy      verbatim        `yaml:"vindusvalg"`
	Earliest    earliestFile    `yaml:"tidligst"`
	Vedtak      vedtakFile      `yaml:"vedtak"`
	Rules       []ruleFile      `yaml:"regler"`
	Windows     []windowFile    `yaml:"perioder"`
	Classes     []classFile     `yaml:"kassasjon"`
	Authorities []authorityFile `yaml:"hjemler"`

	Protected  []verbatim       `yaml:"aldri_kassert"`
	Tests      testsFile        `yaml:"testutskrifter"`
	Background []backgroundFile `yaml:"forklaringer"`
}

// rules judges the file's values and gives them as a rule set.
func (f rulesFile) rules(s *source) deposit.RetentionRules {
	if f.Version != 1 {
		s.problem([]any{"versjon"}, "version")
	}
	policies := []string{string(deposit.PreferEarlier), string(deposit.NextWindow), string(deposit.ExtraDelivery)}
	r := deposit.RetentionRules{
		ID: s.text(f.ID, "id"), Edition: s.day(f.Edition, "utgave"), Texts: f.Texts.texts(s), Reactivated: f.Reactivated,
		Policy:   deposit.WindowPolicy(s.choice(f.Policy, policies, "vindusvalg")),
		Earliest: deposit.Earliest{SetAside: f.Earliest.SetAside, NotUsed: f.Earliest.NotUsed},
		Vedtak: deposit.Rule{ID: s.text(f.Vedtak.ID, "vedtak", "id"), Source: s.text(f.Vedtak.Source, "vedtak", "kilde"), Trigger: deposit.ByDecision,
			Authorities: f.authorities(s, f.Vedtak.Authorities, "vedtak"), Texts: f.Vedtak.Texts.texts(s, "vedtak")},
	}
	r.Rules = f.latest(s)
	r.Precedence = f.precedence(s)
	r.Windows = f.windows(s)
	r.Classes = f.classes(s)
	r.Authorities = f.sources(s)
	r.Background = f.background(s)
	r.ToolsDocumented = f.Tests.ToolsDocumented
	for i, kind := range f.Protected {
		r.Protected = append(r.Protected, s.text(kind, "aldri_kassert", i))
	}
	return r
}

func (f rulesFile) background(s *source) []deposit.Background {
	var all []deposit.Background
	seen := map[verbatim]bool{}
	for i, b := range f.Background {
		at := func(key string) []any { return []any{"forklaringer", i, key} }
		s.unused(seen, b.ID, at("id")...)
		all = append(all, deposit.Background{ID: s.text(b.ID, at("id")...), Source: s.text(b.Source, at("kilde")...),
			Authorities: f.authorities(s, b.Authorities, "forklaringer", i), Valid: s.valid(b.From, b.To, "forklaringer", i), Texts: b.Texts.texts(s, "forklaringer", i)})
	}
	return all
}

func (f rulesFile) latest(s *source) []deposit.Rule {
	if len(f.Rules) == 0 {
		s.problem([]any{"regler"}, "missing", "regler")
	}
	rules := make([]deposit.Rule, 0, len(f.Rules))
	seen := map[verbatim]bool{f.Vedtak.ID: true}
	for i, rule := range f.Rules {
		s.unused(seen, rule.ID, "regler", i, "id")
		rules = append(rules, f.rule(s, i))
	}
	return rules
}

func (f rulesFile) rule(s *source, i int) deposit.Rule {
	from, at := f.Rules[i], func(key string) []any { return []any{"regler", i, key} }
	triggers := append(schoolTriggers(), string(deposit.OutOfUse), string(deposit.LastEntry))
	clients := []string{string(deposit.PreSchool), string(deposit.Compulsory), string(deposit.UpperSecondary), string(deposit.Adult)}
	r := deposit.Rule{
		ID: s.text(from.ID, at("id")...), Source: s.text(from.Source, at("kilde")...), Age: from.Age, Tolerance: from.Tolerance, Years: from.Years,
		Trigger: deposit.Trigger(s.choice(from.Trigger, triggers, at("utløser")...)), Ceiling: from.Ceiling,
		Authorities: f.authorities(s, from.Authorities, "regler", i), Texts: from.Texts.texts(s, "regler", i),
		Valid: s.valid(from.From, from.To, "regler", i), When: from.When.condition(s, i),
	}
	for n, c := range from.Clients {
		r.Clients = append(r.Clients, deposit.ClientType(s.choice(c, clients, "regler", i, "klienttyper", n)))
	}
	s.between(r.Years, 1, 100, at("år")...)
	s.between(r.Tolerance, 0, 100, at("slingring")...)
	s.between(r.Age, 0, 100, at("alder")...)
	if r.OfSchool() && r.Age == 0 {
		s.problem(at("utløser"), "needs_age", r.Trigger)
	}
	if r.When.Reactivated != nil && !r.OfSchool() && r.Trigger != "" { // other rules count from the use itself
		s.problem(at("utløser"), "one_of", "utløser ("+reactivatedKey+")", strings.Join(schoolTriggers(), ", "))
	}
	if r.Ceiling != 0 && r.Ceiling < r.Years {
		s.problem(at("tak"), "low_ceiling")
	}
	return r
}

func schoolTriggers() []string {
	return []string{string(deposit.EndCompulsory), string(deposit.EndUpper)}
}

func (f rulesFile) precedence(s *source) []string {
	if len(f.Precedence) == 0 {
		s.problem([]any{"rekkefølge"}, "missing", "rekkefølge")
	}
	var ids []string
	seen := map[verbatim]bool{}
	for i, id := range f.Precedence {
		s.unused(seen, id, "rekkefølge", i)
		if !slices.ContainsFunc(f.Rules, func(r ruleFile) bool { return r.ID == id }) {
			s.problem([]any{"rekkefølge", i}, "no_rule")
		}
		ids = append(ids, string(id))
	}
	return ids
}

func (f rulesFile) windows(s *source) []deposit.Window {
	if len(f.Windows) == 0 {
		s.problem([]any{"perioder"}, "missing", "perioder")
	}
	windows := make([]deposit.Window, 0, len(f.Windows))
	last := 0
	for i, w := range f.Windows {
		s.between(w.From, 1800, 2200, "perioder", i, "fra")
		s.between(w.Year, 1800, 2200, "perioder", i, "avlevering")
		if w.To < w.From {
			s.problem([]any{"perioder", i, "til"}, "backwards")
		}
		if w.Year <= w.To || w.Year <= last {
			s.problem([]any{"perioder", i, "avlevering"}, "order")
		}
		last = w.Year
		windows = append(windows, deposit.Window{From: w.From, To: w.To, Year: w.Year})
	}
	return windows
}

func (f rulesFile) classes(s *source) []deposit.PurgeClass {
	var classes []deposit.PurgeClass
	ids, numbers := map[verbatim]bool{}, map[int]bool{}
	for i, c := range f.Classes {
		s.unused(ids, c.ID, "kassasjon", i, "id")
		s.between(c.Class, 1, 3, "kassasjon", i, "klasse")
		if numbers[c.Class] {
			s.problem([]any{"kassasjon", i, "klasse"}, "same_id")
		}
		numbers[c.Class] = true
		class := deposit.PurgeClass{Class: c.Class, ID: s.text(c.ID, "kassasjon", i, "id"), Source: s.text(c.Source, "kassasjon", i, "kilde"),
			Authorities: f.authorities(s, c.Authorities, "kassasjon", i), Valid: s.valid(c.From, c.To, "kassasjon", i), Texts: c.Texts.texts(s, "kassasjon", i)}
		for _, e := range c.Evidence {
			class.Evidence = append(class.Evidence, string(e))
		}
		classes = append(classes, class)
	}
	return classes
}

func (f rulesFile) sources(s *source) []deposit.Authority {
	var all []deposit.Authority
	seen := map[verbatim]bool{}
	for i, a := range f.Authorities {
		s.unused(seen, a.ID, "hjemler", i, "id")
		all = append(all, deposit.Authority{ID: s.text(a.ID, "hjemler", i, "id"), Title: s.text(a.Title, "hjemler", i, "tittel"), Valid: s.valid(a.From, a.To, "hjemler", i)})
	}
	return all
}

// authorities are references to hjemler, each of which must be there.
func (f rulesFile) authorities(s *source, ids []verbatim, path ...any) []string {
	var refs []string
	for i, id := range ids {
		if !slices.ContainsFunc(f.Authorities, func(a authorityFile) bool { return a.ID == id }) {
			s.problem(append(slices.Clone(path), "hjemmel", i), "no_authority")
		}
		refs = append(refs, string(id))
	}
	return refs
}

// unused records an id that stands before in the same list.
func (s *source) unused(seen map[verbatim]bool, id verbatim, path ...any) {
	if id != "" && seen[id] {
		s.problem(path, "same_id")
	}
	seen[id] = true
}

// valid is a span of dates, both ends optional.
func (s *source) valid(from, to verbatim, path ...any) deposit.Validity {
	var v deposit.Validity
	if from != "" {
		v.From = s.day(from, append(slices.Clone(path), "fra")...)
	}
	if to != "" {
		v.To = s.day(to, append(slices.Clone(path), "til")...)
	}
	if from != "" && to != "" && v.To.Before(v.From) {
		s.problem(append(slices.Clone(path), "til"), "backwards")
	}
	return v
}
