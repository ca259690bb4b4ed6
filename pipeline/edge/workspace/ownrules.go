package workspace

import (
	"errors"
	"os"
	"path/filepath"
	"slices"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/schemas"
)

// ownRulesFile is regler/egne-regler.yaml (versjon 1): deadlines that the owner has decided beside the rule set. They go before the rule set's own, in the
// order that the file states, because what is decided for one owner is more special than what is decided for all. Nothing else can be set here: windows,
// vedtak and above all purge classes stay as the rule set has them.
type ownRulesFile struct {
	Version     int             `yaml:"versjon"`
	ID          verbatim        `yaml:"id"`
	Edition     verbatim        `yaml:"utgave"`
	Precedence  []verbatim      `yaml:"rekkefølge"`
	Rules       []ruleFile      `yaml:"regler"`
	Authorities []authorityFile `yaml:"hjemler"`
}

// onto judges the file's values and lays its rules before those of a rule set.
func (f ownRulesFile) onto(s *source, base deposit.RetentionRules) deposit.RetentionRules {
	if f.Version != 1 {
		s.problem([]any{"versjon"}, "version")
	}
	s.day(f.Edition, "utgave")
	own := rulesFile{Precedence: f.Precedence, Rules: f.Rules, Authorities: f.Authorities, Vedtak: vedtakFile{ID: verbatim(base.Vedtak.ID)}}
	sources := own.sources(s)
	for _, a := range base.Authorities {
		own.Authorities = append(own.Authorities, authorityFile{ID: verbatim(a.ID)}) // what the rule set leans on may be leant on here
	}
	rules, order := own.latest(s), own.precedence(s)
	f.clashes(s, base)
	for i := range rules {
		rules[i].Own = true
	}
	base.ID += "+" + s.text(f.ID, "id")
	base.Rules = append(rules, base.Rules...)
	base.Precedence = append(order, base.Precedence...)
	base.Authorities = append(slices.Clone(base.Authorities), sources...)
	return base
}

// clashes finds ids that the rule set has already, and rules that no order mentions.
func (f ownRulesFile) clashes(s *source, base deposit.RetentionRules) {
	for i, rule := range f.Rules {
		if _, taken := base.Rule(string(rule.ID)); taken {
			s.problem([]any{"regler", i, "id"}, "built_in_id", rule.ID)
		}
		if !slices.Contains(f.Precedence, rule.ID) {
			s.problem([]any{"regler", i, "id"}, "not_in_order", rule.ID)
		}
	}
	for i, a := range f.Authorities {
		if slices.ContainsFunc(base.Authorities, func(b deposit.Authority) bool { return b.ID == string(a.ID) }) {
			s.problem([]any{"hjemler", i, "id"}, "built_in_id", a.ID)
		}
	}
}

// readOwnRules makes the rule set the owner's: whose delivery it is, and the owner's own rules before the rule set's, where the workspace has such a file.
func (w *Workspace) readOwnRules(lang string) error {
	w.Rules.Owner = w.Deposit.Owner.Kind
	if _, err := os.Lstat(filepath.Join(w.Dir, filepath.FromSlash(OwnRulesFile))); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	var f ownRulesFile
	return w.read(OwnRulesFile, lang, &f, func(s *source) { w.Rules = f.onto(s, w.Rules) })
}

// BuiltInRules is a rule set of the program by its name.
func BuiltInRules(name, lang string) (deposit.RetentionRules, error) {
	data, err := schemas.Read(schemas.Rules, name)
	if err != nil {
		return deposit.RetentionRules{}, &deposit.Error{Kind: deposit.Usage, Op: say(lang, "read"), Err: err}
	}
	var f rulesFile
	var rules deposit.RetentionRules
	err = newSource(name+".yaml", lang, data).judged(&f, func(s *source) { rules = f.rules(s) })
	return rules, err
}

// CheckRules reads a rule file wherever it lies as strictly as a workspace's: egne-regler.yaml as the owner's own rules, upon the regler.yaml beside it or
// else the named built-in set; any other name as a rule set. What is wrong comes as Problems with line and column.
func CheckRules(path, builtIn, lang string) (deposit.RetentionRules, error) {
	if filepath.Base(path) != filepath.Base(filepath.FromSlash(OwnRulesFile)) {
		return ruleSetAt(path, lang)
	}
	beside := filepath.Join(filepath.Dir(path), filepath.Base(filepath.FromSlash(RulesFile)))
	var base deposit.RetentionRules
	_, err := os.Stat(beside)
	if err == nil {
		base, err = ruleSetAt(beside, lang)
	} else {
		base, err = BuiltInRules(builtIn, lang)
	}
	if err != nil {
		return base, err
	}
	var f ownRulesFile
	s, _, err := readSource("", filepath.ToSlash(path), lang)
	if err == nil {
		err = s.judged(&f, func(s *source) { base = f.onto(s, base) })
	}
	return base, err
}

func ruleSetAt(path, lang string) (rules deposit.RetentionRules, err error) {
	var f rulesFile
	s, _, err := readSource("", filepath.ToSlash(path), lang)
	if err == nil {
		err = s.judged(&f, func(s *source) { rules = f.rules(s) })
	}
	return rules, err
}
