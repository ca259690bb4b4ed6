package workspace

import (
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// whenFile is a rule's når: what must be so of a folder beside its client type. What does not stand there is not asked.
type whenFile struct {
	Owner       verbatim   `yaml:"eier"`
	Media       []verbatim `yaml:"medium"`
	HelpRefused *bool      `yaml:"hjelp_avslått"`
	Reactivated *bool      `yaml:"gjenopptatt"`
	Born        *spanFile  `yaml:"født"`
	LastEntry   *spanFile  `yaml:"siste_innførsel"`
}

const reactivatedKey = "gjenopptatt"

// spanFile is days from one to another, one end or both.
type spanFile struct {
	From verbatim `yaml:"fra"`
	To   verbatim `yaml:"til"`
}

// condition judges what the rule of a number asks. A key without a value would ask nothing, which is not what the one who wrote it meant.
func (f whenFile) condition(s *source, rule int) deposit.RuleCondition {
	at := func(steps ...any) []any { return append([]any{"regler", rule, "når"}, steps...) }
	for _, asked := range []struct {
		key  string
		said bool
	}{{"eier", f.Owner != ""}, {"medium", len(f.Media) > 0}, {"hjelp_avslått", f.HelpRefused != nil}, {reactivatedKey, f.Reactivated != nil},
		{"født", f.Born.says()}, {"siste_innførsel", f.LastEntry.says()}} {
		if !asked.said && s.stands(at(asked.key)) {
			s.text("", at(asked.key)...)
		}
	}
	c := deposit.RuleCondition{HelpRefused: f.HelpRefused, Reactivated: f.Reactivated, Born: f.Born.span(s, at("født")), LastEntry: f.LastEntry.span(s, at("siste_innførsel"))}
	if f.Owner != "" {
		c.Owner = s.choice(f.Owner, []string{"kommune", "fylkeskommune"}, at("eier")...)
	}
	media := []string{string(deposit.OnPaper), string(deposit.Digital), string(deposit.Mixed)}
	for i, m := range f.Media {
		c.Media = append(c.Media, deposit.Medium(s.choice(m, media, at("medium", i)...)))
	}
	return c
}

func (f *spanFile) says() bool { return f != nil && (f.From != "" || f.To != "") }

func (f *spanFile) span(s *source, path []any) deposit.Span {
	if f == nil {
		return deposit.Span{}
	}
	return deposit.Span(s.valid(f.From, f.To, path...))
}

// stands tells whether a path's last key is in the file, whatever its value.
func (s *source) stands(path []any) bool {
	node := s.root
	for _, step := range path {
		key, value := child(node, step)
		if value == nil && key == nil {
			return false
		}
		node = value
	}
	return true
}
