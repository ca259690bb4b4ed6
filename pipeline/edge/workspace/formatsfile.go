package workspace

import (
	"regexp"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// exceptionFile is a line of formatunntak in regler/profil.yaml: a rule of the format policy that the depot judges otherwise.
type exceptionFile struct {
	Rule    verbatim `yaml:"id"`
	Verdict verbatim `yaml:"utfall"`
	Because verbatim `yaml:"fordi"`
}

// except gives the policy with the profile's exceptions. Their faults are faults of the profile.
func (f profileFile) except(s *source, policy deposit.FormatPolicy) deposit.FormatPolicy {
	seen := map[verbatim]bool{}
	for i, e := range f.Exceptions {
		s.unused(seen, e.Rule, "formatunntak", i, "id")
		x := deposit.FormatException{Rule: s.text(e.Rule, "formatunntak", i, "id"), Because: s.text(e.Because, "formatunntak", i, "fordi"),
			Verdict: deposit.FormatVerdict(s.choice(e.Verdict, namesOf(deposit.FormatVerdicts()), "formatunntak", i, "utfall"))}
		var unknown string
		if policy, unknown = policy.Except([]deposit.FormatException{x}); unknown != "" {
			s.problem([]any{"formatunntak", i, "id"}, "no_rule")
		}
	}
	return policy
}

// namesOf is values as the words that stand in a file.
func namesOf[T ~string](values []T) []string {
	var names []string
	for _, v := range values {
		names = append(names, string(v))
	}
	return names
}

type formatFile struct {
	ID        verbatim   `yaml:"id"`
	Name      verbatim   `yaml:"navn"`
	PUIDs     []verbatim `yaml:"puid"`
	Verdict   verbatim   `yaml:"utfall"`
	From      verbatim   `yaml:"fra"`
	To        verbatim   `yaml:"til"`
	Otherwise verbatim   `yaml:"ellers"`
	Condition verbatim   `yaml:"vilkår"`
	Converter verbatim   `yaml:"med"`
	Copy      bool       `yaml:"kopi"`
	Container bool       `yaml:"beholder"`
	Charsets  []verbatim `yaml:"tegnsett"`
}

// formatsFile is regler/formater.yaml (versjon 1) as it stands on disk.
type formatsFile struct {
	Version int          `yaml:"versjon"`
	ID      verbatim     `yaml:"id"`
	Edition verbatim     `yaml:"utgave"`
	Source  verbatim     `yaml:"kilde"`
	Formats []formatFile `yaml:"formater"`
}

// policy judges the file's values and gives them as a format policy.
func (f formatsFile) policy(s *source) deposit.FormatPolicy {
	if f.Version != 1 {
		s.problem([]any{"versjon"}, "version")
	}
	if len(f.Formats) == 0 {
		s.problem([]any{"formater"}, "missing", "formater")
	}
	p := deposit.FormatPolicy{ID: s.text(f.ID, "id"), Edition: s.day(f.Edition, "utgave"), Source: s.text(f.Source, "kilde")}
	seen, owner := map[verbatim]bool{deposit.FormatUnknown: true, deposit.FormatNotListed: true}, map[verbatim]verbatim{}
	for i, line := range f.Formats {
		s.unused(seen, line.ID, "formater", i, "id")
		p.Rules = append(p.Rules, line.rule(s, i, owner))
	}
	return p
}

var puidForm = regexp.MustCompile(`^(x-)?fmt/[0-9]+$`)

func (f formatFile) rule(s *source, i int, owner map[verbatim]verbatim) deposit.FormatRule {
	verdicts := namesOf(deposit.FormatVerdicts())
	valid := s.valid(f.From, f.To, "formater", i)
	r := deposit.FormatRule{ID: s.text(f.ID, "formater", i, "id"), Name: s.text(f.Name, "formater", i, "navn"), Condition: string(f.Condition),
		Verdict: deposit.FormatVerdict(s.choice(f.Verdict, verdicts, "formater", i, "utfall")), From: valid.From, To: valid.To}
	r.Copy, r.Container = f.Copy, f.Container
	if f.Otherwise != "" {
		r.Otherwise = deposit.FormatVerdict(s.choice(f.Otherwise, verdicts, "formater", i, "ellers"))
	}
	if f.Converter != "" {
		r.Converter = deposit.Converter(s.choice(f.Converter, namesOf(deposit.Converters()), "formater", i, "med"))
	}
	for n, c := range f.Charsets {
		r.Charsets = append(r.Charsets, deposit.Charset(s.choice(c, namesOf(deposit.Charsets()), "formater", i, "tegnsett", n)))
	}
	if len(f.PUIDs) == 0 {
		s.problem([]any{"formater", i, "puid"}, "missing", "puid")
	}
	for n, puid := range f.PUIDs {
		if !puidForm.MatchString(string(puid)) {
			s.problem([]any{"formater", i, "puid", n}, "puid")
		} else if other, taken := owner[puid]; taken {
			s.problem([]any{"formater", i, "puid", n}, "same_puid", other)
		}
		owner[puid] = f.ID
		r.PUIDs = append(r.PUIDs, string(puid))
	}
	return r
}
