package workspace

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

const ownRules = `versjon: 1
id: prove-kommune
utgave: 2024-01-15
rekkefølge: [egen-voksen]
regler:
  - id: egen-voksen
    kilde: "vedtak i Prøve kommune 24/9"
    hjemmel: [instruks, vedtak-24-9]
    klienttyper: [voksen]
    utløser: out_of_active_use
    år: 5
    fra: 2024-01-15
    tekst: {nb: "Senest 5 år etter at mappen gikk ut av aktiv bruk.", nn: "Seinast 5 år etter at mappa gjekk ut av aktiv bruk.", en: "No later than 5 years after the folder went out of active use."}
hjemler:
  - {id: vedtak-24-9, tittel: "Vedtak 24/9", fra: 2024-01-15}
`

func withOwnRules(t *testing.T, old, now string) string {
	t.Helper()
	require.Contains(t, ownRules, old)
	dir := spoiled(t, DepositFile, "", "")
	require.NoError(t, os.WriteFile(filepath.Join(dir, filepath.FromSlash(OwnRulesFile)), []byte(strings.Replace(ownRules, old, now, 1)), 0o600))
	return dir
}

func TestOwnRulesGoBeforeTheRuleSet(t *testing.T) {
	without, err := Open(spoiled(t, DepositFile, "", ""), "nb")
	require.NoError(t, err)
	w, err := Open(withOwnRules(t, "", ""), "nb")
	require.NoError(t, err)
	require.Equal(t, append([]string{"egen-voksen"}, without.Rules.Precedence...), w.Rules.Precedence)
	require.Len(t, w.Rules.Rules, len(without.Rules.Rules)+1)
	require.True(t, w.Rules.Rules[0].Own)
	require.Equal(t, 5, w.Rules.Rules[0].Years)
	require.Equal(t, deposit.Date{Year: 2024, Month: 1, Day: 15}, w.Rules.Rules[0].Valid.From)
	require.Equal(t, "instruks-rogaland+prove-kommune", w.Rules.ID)
	require.NotEqual(t, without.Rules.Digest(), w.Rules.Digest(), "all folders are judged anew")
	require.Equal(t, without.Rules.Classes, w.Rules.Classes)
	require.Equal(t, without.Rules.Windows, w.Rules.Windows)
	require.Contains(t, w.Files, OwnRulesFile)
}

func TestEachFaultOfOwnRulesIsNamedWithItsPlace(t *testing.T) {
	for _, c := range []struct{ name, old, now, want string }{
		{"version", "versjon: 1", "versjon: 2", ":1:10: versjon må være 1"},
		{"an id of the rule set", "  - id: egen-voksen", "  - id: ika-6.1-voksen", ":6:9: id-en ika-6.1-voksen er brukt i regelsettet"},
		{"the id of the vedtak", "  - id: egen-voksen", "  - id: vedtak", "brukt før"},
		{"outside the order", "rekkefølge: [egen-voksen]", "rekkefølge: []", "rekkefølge mangler"},
		{"an order of nobody", "[egen-voksen]", "[egen-voksne]", "ingen regel har denne id-en"},
		{"authority of the rule set again", "id: vedtak-24-9,", "id: instruks,", "er brukt i regelsettet"},
		{"authority that is nowhere", "[instruks, vedtak-24-9]", "[instruks, vedtak-24-8]", "ingen hjemmel har denne id-en"},
		{"purge classes", "hjemler:", "kassasjon: []\nhjemler:", "ukjent nøkkel «kassasjon»"},
		{"windows", "hjemler:", "perioder: []\nhjemler:", "ukjent nøkkel «perioder»"},
		{"no text", ", en: \"No later than 5 years after the folder went out of active use.\"", "", "tekst.en mangler"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := withOwnRules(t, c.old, c.now)
			_, err := Open(dir, "nb")
			require.Equal(t, deposit.Usage, deposit.KindOf(err))
			require.ErrorContains(t, err, c.want)
			_, err = CheckRules(filepath.Join(dir, filepath.FromSlash(OwnRulesFile)), "instruks-rogaland", "nb")
			require.ErrorContains(t, err, c.want, "rules check says the same")
			var problems Problems
			require.True(t, errors.As(err, &problems))
		})
	}
}

const conditions = `    klienttyper: [grunnskole]
    når:
      eier: kommune
      medium: [digital, blandet]
      hjelp_avslått: true
      gjenopptatt: false
      født: {fra: 1990-01-01, til: 1999-12-31}
      siste_innførsel: {til: 2014-01-31}
    utløser: end_compulsory
    alder: 16
`

const plainCondition = "    klienttyper: [voksen]\n    utløser: out_of_active_use\n"

func TestARuleAsksWhatItsConditionSays(t *testing.T) {
	w, err := Open(withOwnRules(t, plainCondition, conditions), "nb")
	require.NoError(t, err)
	yes, no := true, false
	require.Equal(t, deposit.RuleCondition{Owner: "kommune", Media: []deposit.Medium{deposit.Digital, deposit.Mixed}, HelpRefused: &yes, Reactivated: &no,
		Born:      deposit.Span{From: deposit.Date{Year: 1990, Month: 1, Day: 1}, To: deposit.Date{Year: 1999, Month: 12, Day: 31}},
		LastEntry: deposit.Span{To: deposit.Date{Year: 2014, Month: 1, Day: 31}}}, w.Rules.Rules[0].When)
	require.Equal(t, "kommune", w.Rules.Owner, "whose delivery it is")
}

func TestEachFaultOfAConditionIsNamedWithItsPlace(t *testing.T) {
	for _, c := range []struct{ name, old, now, want string }{
		{"an unknown question", "eier: kommune", "eiger: kommune", ":11:7: ukjent nøkkel «eiger»; mente du «eier»?"},
		{"an owner that is none", "eier: kommune", "eier: stat", ":11:13: regler[1].når.eier må være en av: kommune, fylkeskommune"},
		{"a question without an answer", "eier: kommune", "eier:", ":11:12: regler[1].når.eier mangler"},
		{"no medium", "medium: [digital, blandet]", "medium: []", "når.medium mangler"},
		{"a medium that is none", "[digital, blandet]", "[pergament]", "må være en av: papir, digital, blandet"},
		{"a medium that is no list", "[digital, blandet]", "digital", "feil slag"},
		{"neither yes nor no", "hjelp_avslått: true", "hjelp_avslått: kanskje", "feil slag"},
		{"neither at all", "hjelp_avslått: true", "hjelp_avslått:", "når.hjelp_avslått mangler"},
		{"days without an end", "siste_innførsel: {til: 2014-01-31}", "siste_innførsel: {}", "når.siste_innførsel mangler"},
		{"days without anything", "siste_innførsel: {til: 2014-01-31}", "siste_innførsel:", "når.siste_innførsel mangler"},
		{"days backwards", "til: 1999-12-31", "til: 1989-12-31", "til ligger før fra"},
		{"a year is no day", "fra: 1990-01-01", "fra: 1990", "må være en dato"},
		{"reactivated without school", "utløser: end_compulsory", "utløser: last_entry", ":17:14: utløser (gjenopptatt) må være en av: end_compulsory, end_upper_secondary"},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.Contains(t, conditions, c.old)
			_, err := Open(withOwnRules(t, plainCondition, strings.Replace(conditions, c.old, c.now, 1)), "nb")
			require.Equal(t, deposit.Usage, deposit.KindOf(err))
			require.ErrorContains(t, err, c.want)
		})
	}
}

func TestRulesAreCheckedWhereverTheyLie(t *testing.T) {
	alone := filepath.Join(t.TempDir(), "egne-regler.yaml")
	require.NoError(t, os.WriteFile(alone, []byte(ownRules), 0o600))
	rules, err := CheckRules(alone, "instruks-rogaland", "nb")
	require.NoError(t, err)
	require.Len(t, rules.Rules, 5)
	dir := spoiled(t, RulesFile, "år: 25", "år: 0")
	_, err = CheckRules(filepath.Join(dir, filepath.FromSlash(RulesFile)), "instruks-rogaland", "nb")
	require.ErrorContains(t, err, "år må være fra 1 til 100")
	_, err = CheckRules(filepath.Join(dir, "borte.yaml"), "instruks-rogaland", "nb")
	require.Equal(t, deposit.Usage, deposit.KindOf(err))
	_, err = BuiltInRules("ingen", "nb")
	require.Equal(t, deposit.Usage, deposit.KindOf(err))
}

func TestTheRuleSetExplainsWhatJudgesNothing(t *testing.T) {
	rules, err := BuiltInRules("instruks-rogaland", "nb")
	require.NoError(t, err)
	require.Len(t, rules.Background, 3)
	sampling := rules.Background[2]
	require.Equal(t, "utvalg-1-11-21", sampling.ID)
	require.False(t, sampling.Valid.Holds(deposit.Date{Year: 2014, Month: 2, Day: 1}))
	digest := rules.Digest()
	rules.Background = nil
	require.Equal(t, digest, rules.Digest(), "what explains judges nothing anew")
	_, err = Open(spoiled(t, RulesFile, "hjemmel: [bevaring-2025]", "hjemmel: [bevaring-2035]"), "nb")
	require.ErrorContains(t, err, "ingen hjemmel har denne id-en")
}
