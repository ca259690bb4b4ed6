package workspace

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"sort"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/schemas"
)

// faults are one change each to a good workspace, and what the error must say of it.
var faults = []struct{ name, file, old, now, want string }{
	{"unknown key", DepositFile, "eier:", "eigar:", "ukjent nøkkel «eigar»; mente du «eier»?"},
	{"unknown inner key", DepositFile, "  nummer: \"1101\"", "  kommunenr: \"1101\"", "ukjent nøkkel «kommunenr»"},
	{"key twice", DepositFile, "versjon: 1", "versjon: 1\nversjon: 1", "«versjon» står to ganger"},
	{"version", DepositFile, "versjon: 1", "versjon: 2", "versjon må være 1"},
	{"no UUID", DepositFile, "id: 6f1c", "id: 6f1x", "id må være en UUID"},
	{"no day", DepositFile, "dato: 2024-11-01", "dato: 2024-02-30", "dato må være en dato"},
	{"half a day", DepositFile, "dato: 2024-11-01", "dato: 2024-11", "dato må være en dato"},
	{"Norwegian day", DepositFile, "dato: 2024-11-01", "dato: 01.11.2024", "dato må være en dato"},
	{"no time", DepositFile, "produsert: 2024-11-02T12:00:00Z", "produsert: 2024-11-02", "produsert må være et tidspunkt"},
	{"century", DepositFile, "århundre: 1900", "århundre: 19", "århundre må være fra 1800 til 2100"},
	{"century in words", DepositFile, "århundre: 1900", "århundre: nittenhundre", "verdien er av feil slag"},
	{"owner kind", DepositFile, "type: kommune", "type: bydel", "eier.type må være en av: kommune, fylkeskommune"},
	{"owner number", DepositFile, "nummer: \"1101\"", "nummer: 101", "fire siffer"},
	{"county number", DepositFile, "type: kommune", "type: fylkeskommune", "to siffer"},
	{"owner that ended", DepositFile, "nummer: \"1101\"", "nummer: 1129", "ingen har dette nummeret 2024-11-01; i dag: 1108 Sandnes"},
	{"owner that never was", DepositFile, "nummer: \"1101\"", "nummer: 1199", "ingen kommune i fylke 11 har dette nummeret"},
	{"language", DepositFile, "språk: nb", "språk: no", "språk må være en av: nb, nn, en"},
	{"unknown controller", DepositFile, "behandlingsansvarlig: \"per\"", "behandlingsansvarlig: \"ola\"", "behandlingsansvarlig må være nøkkelen"},
	{"role", DepositFile, "rolle: \"arkivleder\"", "rolle: \"sjef\"", "personer[1].rolle må være en av"},
	{"key with capital", DepositFile, "nøkkel: \"kari\"", "nøkkel: \"Kari\"", "små bokstaver"},
	{"key of two", DepositFile, "nøkkel: \"per\"", "nøkkel: \"kari\"", "to personer har samme nøkkel"},
	{"period backwards", DepositFile, "til: 2023", "til: 2019", "til ligger før fra"},
	{"half a period", DepositFile, "til: 2023", "til:", "hører sammen"},
	{"tab", DepositFile, "  nummer: \"1101\"", "\tnummer: \"1101\"", "linjen begynner med tabulator"},
	{"empty list that is filled", DepositFile, "personer:\n", "personer: []\n", "ta bort [] på linjen over"},
	{"not a list", DepositFile, "personer:\n", "personer: kari\nx:\n", "verdien er av feil slag"},
	{"two documents", DepositFile, "versjon: 1\n", "versjon: 1\n---\n", "flere YAML-dokumenter"},

	{"profile key", ProfileFile, "boks_mm", "boksmm", "mente du «boks_mm»?"},
	{"profile column", ProfileFile, "[journalnr, etternavn", "[journalnr, fodselsnummer", "kolonner[2] må være en av"},
	{"profile column twice", ProfileFile, "[journalnr, etternavn", "[journalnr, journalnr", "brukt før"},
	{"box size", ProfileFile, "boks_mm: 85", "boks_mm: 0", "boks_mm må være fra 10 til 1000"},
	{"destroying", ProfileFile, "digitale_originaler: behold", "digitale_originaler: kanskje", "kassasjon.digitale_originaler må være en av: slett, behold"},
	{"ordering", ProfileFile, "ordning: journalnr", "ordning: tilfeldig", "ordning må være en av: journalnr, alfabetisk, fodselsdato"},

	{"precedence", RulesFile, "[ika-6.1-skole,", "[ika-6.1-barn,", "ingen regel har denne id-en"},
	{"policy", RulesFile, "vindusvalg: prefer_earlier", "vindusvalg: tidligst", "vindusvalg må være en av"},
	{"rule id twice", RulesFile, "id: ika-6.1-vgs", "id: ika-6.1-skole", "brukt før"},
	{"school rule without age", RulesFile, "    alder: 16\n", "", "trenger en alder"},
	{"years", RulesFile, "år: 25", "år: 0", "regler[4].år må være fra 1 til 100"},
	{"ceiling", RulesFile, "tak: 30", "tak: 20", "tak må være minst"},
	{"client", RulesFile, "[videregaende]", "[vgs]", "klienttyper[1] må være en av"},
	{"authority", RulesFile, "hjemmel: [instruks, opplaeringslova]", "hjemmel: [loven]", "ingen hjemmel har denne id-en"},
	{"window order", RulesFile, "avlevering: 2024}", "avlevering: 2020}", "må stå i rekkefølge"},
	{"window backwards", RulesFile, "til: 2023,", "til: 2018,", "til ligger før fra"},
	{"text missing", RulesFile, "      en: \"No later than 10 years after the client left compulsory school.\"\n", "", "regler[1].tekst.en mangler"},
	{"class number", RulesFile, "klasse: 3", "klasse: 4", "kassasjon[3].klasse må være fra 1 til 3"},
	{"class twice", RulesFile, "klasse: 3", "klasse: 2", "brukt før"},
	{"validity", RulesFile, "fra: 2014-02-01, til: 2017-12-31", "fra: 2014-02-01, til: 2013-12-31", "til ligger før fra"},

	{"PUID", FormatsFile, "fmt/95,", "fmt-95,", "en PUID ser ut som"},
	{"PUID twice", FormatsFile, "fmt/95,", "x-fmt/111,", "står også i regelen raf-tekst"},
	{"verdict", FormatsFile, "utfall: accept}", "utfall: kanskje}", "må være en av: accept, convert, hold"},
	{"otherwise", FormatsFile, "ellers: convert}", "ellers: kanskje}", "ellers må være en av"},
	{"reserved id", FormatsFile, "id: raf-pdfa,", "id: ukjent-format,", "brukt før"},
}

func TestEachFaultIsNamedWithItsPlace(t *testing.T) {
	for _, c := range faults {
		t.Run(c.name, func(t *testing.T) {
			dir := spoiled(t, c.file, c.old, c.now)
			_, err := Open(dir, "nb")
			require.Equal(t, deposit.Usage, deposit.KindOf(err))
			require.ErrorContains(t, err, c.want)
			require.NotEmpty(t, deposit.HintOf(err))
			var problems Problems
			require.True(t, errors.As(err, &problems))
			for _, p := range problems {
				require.Equal(t, c.file, p.File)
				require.Positive(t, p.Line)
				require.Contains(t, p.Excerpt, "^")
			}
			require.NotContains(t, err.Error(), "Åsen", "no person in an error")
			require.NotContains(t, err.Error(), "Moe", "no person in an error")
		})
	}
}

func TestTheCaretStandsUnderThePlace(t *testing.T) {
	dir := spoiled(t, DepositFile, "språk: nb", "språk: svensk")
	_, err := Open(dir, "nb")
	var problems Problems
	require.True(t, errors.As(err, &problems))
	line := problems[0].Line
	require.Equal(t, fmt.Sprintf("%5d | språk: svensk\n      |        ^", line), problems[0].Excerpt)
	require.Equal(t, 8, problems[0].Column)
	require.ErrorContains(t, err, fmt.Sprintf("deponering.yaml:%d:8: språk må være en av", line))
}

func TestNamesOfPersonsAreNotInTheExcerpt(t *testing.T) {
	dir := spoiled(t, DepositFile, "    navn: \"Kari Åsen\"", "    namn: \"Kari Åsen\"")
	_, err := Open(dir, "nb")
	require.ErrorContains(t, err, "mente du «navn»?")
	require.ErrorContains(t, err, "namn: …")
	require.NotContains(t, err.Error(), "Åsen")
}

func TestANumberIsWhatIsWritten(t *testing.T) {
	dir := spoiled(t, DepositFile, "nummer: \"1101\"", "nummer: 0301")
	w, err := Open(dir, "nb")
	require.NoError(t, err)
	require.Equal(t, "0301", w.Deposit.Owner.Number, "YAML would read an octal number")
}

func TestErrorsSpeakTheScreensLanguage(t *testing.T) {
	dir := spoiled(t, DepositFile, "versjon: 1", "versjon: 2")
	for lang, want := range map[string]string{"nb": "versjon må være 1", "nn": "versjon må vere 1", "en": "versjon must be 1", "se": "versjon må være 1"} {
		_, err := Open(dir, lang)
		require.ErrorContains(t, err, want)
	}
	for key, w := range messages {
		for _, text := range []string{w.nb, w.nn, w.en} {
			require.NotEmpty(t, text, key)
			for i := range 4 {
				arg := fmt.Sprintf("{%d}", i)
				require.Equal(t, strings.Contains(w.nb, arg), strings.Contains(text, arg), "%s differs on %s", key, arg)
			}
		}
	}
}

func TestAFolderWithoutOurFilesIsNoWorkspace(t *testing.T) {
	empty := t.TempDir()
	_, err := Open(empty, "nb")
	require.Equal(t, &deposit.Error{Kind: deposit.NoWorkspace, At: empty, Key: "no_workspace"}, err)
	_, err = Open(filepath.Join(empty, "borte"), "nb")
	require.Equal(t, &deposit.Error{Kind: deposit.NoWorkspace, At: filepath.Join(empty, "borte"), Key: "no_such_folder"}, err)
	require.NoError(t, os.WriteFile(filepath.Join(empty, "fil"), nil, 0o600))
	_, err = Open(filepath.Join(empty, "fil"), "nb")
	require.Equal(t, &deposit.Error{Kind: deposit.NoWorkspace, At: filepath.Join(empty, "fil"), Key: "no_workspace"}, err)
	dir := spoiled(t, DepositFile, "", "")
	require.NoError(t, os.Remove(filepath.Join(dir, RulesFile)))
	_, err = Open(dir, "nb")
	require.Equal(t, deposit.Usage, deposit.KindOf(err))
	require.ErrorContains(t, err, RulesFile)
}

func TestEditorsOfOtherSystemsDoNoHarm(t *testing.T) {
	dir := spoiled(t, DepositFile, "", "")
	path := filepath.Join(dir, DepositFile)
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, []byte("\ufeff"+strings.ReplaceAll(string(data), "\n", "\r\n")), 0o600))
	w, err := Open(dir, "nb")
	require.NoError(t, err)
	require.Equal(t, "1101", w.Deposit.Owner.Number)
	require.NoError(t, os.WriteFile(path, make([]byte, maxBytes+1), 0o600))
	_, err = Open(dir, "nb")
	require.ErrorContains(t, err, "1 MB")
	require.NoError(t, os.WriteFile(path, nil, 0o600))
	_, err = Open(dir, "nb")
	require.Equal(t, deposit.Usage, deposit.KindOf(err), "an empty file")
}

// TestTheSchemasKnowTheSameKeys keeps the JSON Schemas and what is read from drifting apart.
func TestTheSchemasKnowTheSameKeys(t *testing.T) {
	for path, into := range map[string]any{"rules/rules.schema.json": &rulesFile{}, "rules/own-rules.schema.json": &ownRulesFile{}, "profiles/profile.schema.json": &profileFile{}, "formats/formats.schema.json": &formatsFile{}} {
		data, err := schemas.Data.ReadFile(path)
		require.NoError(t, err)
		var schema any
		require.NoError(t, json.Unmarshal(data, &schema))
		require.Equal(t, distinct(keysOf(into)), distinct(properties(schema)), path)
	}
}

func properties(node any) []string {
	var keys []string
	switch n := node.(type) {
	case map[string]any:
		for key, value := range n {
			if inner, ok := value.(map[string]any); ok && key == "properties" {
				for name := range inner {
					keys = append(keys, name)
				}
			}
			keys = append(keys, properties(value)...)
		}
	case []any:
		for _, value := range n {
			keys = append(keys, properties(value)...)
		}
	}
	return keys
}

func distinct(keys []string) []string {
	sort.Strings(keys)
	var out []string
	for i, k := range keys {
		if i == 0 || keys[i-1] != k {
			out = append(out, k)
		}
	}
	return out
}

func FuzzOpenNeverPanics(f *testing.F) {
	f.Add([]byte("versjon: 1\nid: x\n"))
	f.Add([]byte("eier: &a {nummer: *a}\n"))
	f.Add([]byte("personer:\n- - -\n"))
	f.Add([]byte("? a\n: b\n"))
	f.Add([]byte("- 1"))
	f.Add([]byte("!!binary x"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, into := range []any{&depositFile{}, &rulesFile{}, &ownRulesFile{}, &profileFile{}, &formatsFile{}} {
			s := newSource("x.yaml", "nb", data)
			err := s.judged(into, func(s *source) { judgeAny(into, s) })
			if err != nil {
				require.Equal(t, deposit.Usage, deposit.KindOf(err))
			}
		}
	})
}

func judgeAny(into any, s *source) {
	switch f := reflect.ValueOf(into).Elem().Interface().(type) {
	case depositFile:
		f.deposit(s)
	case rulesFile:
		f.rules(s)
	case ownRulesFile:
		f.onto(s, deposit.RetentionRules{})
	case profileFile:
		f.profile(s)
	case formatsFile:
		f.policy(s)
	}
}

// good is a good workspace's files, made once: a workbook takes longer than all the rest.
var good = sync.OnceValues(func() (fs.FS, error) {
	parent, err := os.MkdirTemp("", "workspace")
	if err != nil {
		return nil, err
	}
	dir, files := filepath.Join(parent, "w"), fstest.MapFS{}
	err = errors.Join(Create(dir, options()), filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, outside := filepath.Rel(dir, path)
		files[filepath.ToSlash(name)] = &fstest.MapFile{Data: data, Mode: 0o600}
		return errors.Join(err, outside)
	}))
	return files, errors.Join(err, os.RemoveAll(parent))
})

// spoiled is a good workspace with one text replaced once.
func spoiled(t *testing.T, file, old, now string) string {
	t.Helper()
	files, err := good()
	require.NoError(t, err)
	dir := filepath.Join(t.TempDir(), "w")
	require.NoError(t, os.CopyFS(dir, files))
	path := filepath.Join(dir, filepath.FromSlash(file))
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Contains(t, string(data), old)
	require.NoError(t, os.WriteFile(path, []byte(strings.Replace(string(data), old, now, 1)), 0o600))
	return dir
}

// TestAnOldProfileGetsWhatIsUsualOnPaper reads a profile from before there was printing.
func TestAnOldProfileGetsWhatIsUsualOnPaper(t *testing.T) {
	data, err := schemas.Read(schemas.Profiles, "ika-rogaland")
	require.NoError(t, err)
	before, printing, found := strings.Cut(string(data), "\n# PDF-filene:")
	require.True(t, found)
	dir := spoiled(t, ProfileFile, "\n# PDF-filene:"+printing, "")
	w, err := Open(dir, "nb")
	require.NoError(t, err)
	require.NotContains(t, before, "etiketter")
	require.Equal(t, deposit.Printing{}, w.Profile.Printing)
	now, err := Open(spoiled(t, ProfileFile, "", ""), "nb")
	require.NoError(t, err)
	require.Equal(t, w.Profile.Printing.Grid(), now.Profile.Printing.Grid(), "the profile says what is usual")
	for _, kind := range deposit.LabelKinds() {
		require.Equal(t, w.Profile.Printing.Makes(kind), now.Profile.Printing.Makes(kind))
	}
}
