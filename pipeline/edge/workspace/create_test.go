package workspace

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/sheet"
)

func options() Options {
	return Options{
		Profile: "ika-rogaland", ID: "6f1c2b1e-0000-4000-8000-000000000001", AsOf: deposit.Date{Year: 2024, Month: 11, Day: 1},
		Produced: time.Date(2024, 11, 2, 12, 0, 0, 0, time.UTC), Lang: "nb",
		Known: deposit.Deposit{
			Owner: deposit.Body{Kind: "kommune", Number: "1101", Name: "Eigersund \"by\" kommune"}, Creator: deposit.Body{Name: "PPT-kontoret"},
			Depot: deposit.Body{Name: "IKA: Rogaland", Number: "999999999"}, Controller: "per", Archivist: "kari",
			Persons: []deposit.Person{{Key: "kari", Name: "Kari Åsen", Role: "arkivleder"}, {Key: "per", Name: "Per # Moe", Role: "behandlingsansvarlig"}},
			Century: 1900, Period: deposit.Window{From: 2020, To: 2023}, Synthetic: true, Mark: "DEMO – syntetiske personer", Reason: "nei: 'ja'\n# to linjer",
			System: "Fagsystem", Agreement: "24/1", Restriction: deposit.Restriction{Paragraph: "Offl. § 13", Years: 60},
		},
	}
}

func TestWhatNewWritesOpenReadsBack(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ppt-2024")
	o := options()
	require.NoError(t, Create(dir, o))
	w, err := Open(dir, "nb")
	require.NoError(t, err)

	want := o.Known
	want.ID, want.AsOf, want.Produced, want.Name, want.Language = o.ID, o.AsOf, o.Produced, "ppt-2024", "nb"
	want.Creator.Kind, want.Depot.Kind, want.Period.Year = "kontor", "depot", 2024
	require.Equal(t, want, w.Deposit)
	require.Equal(t, deposit.ByJournalNo, w.Profile.Ordering)
	require.Equal(t, 85, w.Profile.BoxCapacity)
	require.Equal(t, deposit.ListColumns(), w.Profile.Columns)
	require.Equal(t, "instruks-rogaland", w.Rules.ID)
	require.Equal(t, o.AsOf, w.Formats.AsOf)
	require.Len(t, w.Files, 4)
	for name, digest := range w.Files {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		require.NoError(t, err)
		require.Equal(t, deposit.DigestOf(data), digest)
	}
	for _, name := range []string{"LES-MEG.txt", RegisterFile} {
		require.FileExists(t, filepath.Join(dir, filepath.FromSlash(name)))
	}
	require.DirExists(t, filepath.Join(dir, filepath.FromSlash(FoldersIn)))
	text, err := os.ReadFile(filepath.Join(dir, DepositFile))
	require.NoError(t, err)
	require.NotContains(t, string(text), " \n", "no blanks at the end of a line")
}

func TestTheShippedDataSaysWhatTheDomainSays(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "w")
	require.NoError(t, Create(dir, options()))
	w, err := Open(dir, "nb")
	require.NoError(t, err)
	r := w.Rules
	require.Equal(t, []string{"ika-6.1-skole", "ika-6.1-vgs", "ika-6.1-voksen", "instruks-4.4"}, r.Precedence)
	require.Equal(t, deposit.PreferEarlier, r.Policy)
	require.Equal(t, deposit.Earliest{SetAside: true, NotUsed: true}, r.Earliest)
	require.False(t, r.Reactivated)
	var lines []string
	for _, rule := range r.Rules {
		lines = append(lines, strings.Join([]string{rule.ID, string(rule.Trigger), number(rule.Age), number(rule.Tolerance), number(rule.Years), number(rule.Ceiling)}, " "))
		require.NotEmpty(t, rule.Texts.Say("en"))
	}
	require.Equal(t, []string{"ika-6.1-skole end_compulsory 16 1 10 ", "ika-6.1-vgs end_upper_secondary 19 3 10 ", "ika-6.1-voksen out_of_active_use   10 ", "instruks-4.4 last_entry   25 30"}, lines)
	window, ok := r.WindowIn(2024)
	require.True(t, ok)
	require.Equal(t, deposit.Window{From: 2020, To: 2023, Year: 2024}, window)
	require.Len(t, r.Classes, 3)

	for puid, want := range map[string]deposit.FormatVerdict{
		"fmt/95": deposit.FormatAccepted, "fmt/354": deposit.FormatAccepted, "fmt/480": deposit.FormatHeld, "fmt/18": deposit.FormatConvert, "fmt/40": deposit.FormatConvert,
		"fmt/412": deposit.FormatAccepted, "fmt/291": deposit.FormatAccepted, "fmt/353": deposit.FormatAccepted, "fmt/43": deposit.FormatAccepted,
		"x-fmt/111": deposit.FormatAccepted, "fmt/494": deposit.FormatHeld, "x-fmt/263": deposit.FormatHeld, "fmt/999999": deposit.FormatHeld,
	} {
		verdict, rule := w.Formats.Judge(puid, deposit.Date{})
		require.Equal(t, want, verdict, "%s (%s)", puid, rule)
	}
}

func TestTheRegisterTemplateIsReadByItsOwnDictionary(t *testing.T) {
	for _, lang := range []string{"nb", "nn"} {
		var out bytes.Buffer
		require.NoError(t, WriteRegister(&out, options().Produced, lang))
		var again bytes.Buffer
		require.NoError(t, WriteRegister(&again, options().Produced, lang))
		require.Equal(t, out.Bytes(), again.Bytes(), "same bytes")
		book, err := sheet.Read(sheet.Source{Reader: bytes.NewReader(out.Bytes()), Size: int64(out.Len()), Name: "register.xlsx"}, sheet.Limits{})
		require.NoError(t, err)
		var names []string
		for _, s := range book.Sheets() {
			if !s.Hidden {
				names = append(names, s.Name)
			}
		}
		require.Equal(t, []string{"Klienter", "Dokumenter", "Endringer", "Forklaring"}, names)
		for name, columns := range map[string][]deposit.Column{"Klienter": deposit.RegisterColumns(), "Dokumenter": deposit.DocumentColumns(), "Endringer": deposit.ChangeColumns()} {
			for row, err := range book.Rows(name) {
				require.NoError(t, err)
				mapping := sheet.Columns(row, dictionary(columns))
				require.Len(t, mapping.Columns, len(columns), name)
				require.Empty(t, mapping.Unknown, name)
			}
		}
		rows := 0
		for _, err := range book.Rows("Forklaring") {
			require.NoError(t, err)
			rows++
		}
		require.Equal(t, 1+37+14+7, rows)
	}
}

func TestANewWorkspaceWithoutAnythingKnownSaysAllThatIsMissing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "w")
	o := options()
	o.Known = deposit.Deposit{}
	require.NoError(t, Create(dir, o))
	_, err := Open(dir, "nb")
	require.Equal(t, deposit.Usage, deposit.KindOf(err))
	for _, text := range []string{"eier.nummer mangler", "eier.navn mangler", "arkivskaper.navn mangler", "depot.navn mangler", "behandlingsansvarlig mangler", "arkivleder mangler"} {
		require.ErrorContains(t, err, text)
	}
	var problems Problems
	require.True(t, errors.As(err, &problems))
	require.Len(t, problems, 6)
	require.Contains(t, deposit.HintOf(err), "deponering.yaml")
}

func TestCreateRefusesAFolderWithSomethingInIt(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "x"), nil, 0o600))
	err := Create(dir, options())
	require.Equal(t, deposit.Usage, deposit.KindOf(err))
	require.NotEmpty(t, deposit.HintOf(err))
	require.Equal(t, deposit.Usage, deposit.KindOf(Create(filepath.Join(dir, "x"), options())), "a file")
	empty := filepath.Join(t.TempDir(), "empty")
	require.NoError(t, os.Mkdir(empty, 0o700))
	require.NoError(t, Create(empty, options()))
	require.Equal(t, deposit.Usage, deposit.KindOf(Create(empty, options())), "twice")
}

func TestCreateRefusesOptionsThatCannotBe(t *testing.T) {
	for name, spoil := range map[string]func(*Options){
		"profile": func(o *Options) { o.Profile = "../rules/instruks-rogaland" }, "id": func(o *Options) { o.ID = "1" },
		"as of": func(o *Options) { o.AsOf = deposit.Date{Year: 2024} }, "produced": func(o *Options) { o.Produced = time.Time{} },
	} {
		parent := t.TempDir()
		o := options()
		spoil(&o)
		require.Equal(t, deposit.Usage, deposit.KindOf(Create(filepath.Join(parent, "w"), o)), name)
		require.Empty(t, entries(t, parent), name)
	}
}

// TestAFaultAtAnyStepLeavesNothing fails the n-th durable act, for every n (design §8).
func TestAFaultAtAnyStepLeavesNothing(t *testing.T) {
	broken := errors.New("broken")
	for n := 1; ; n++ {
		parent := t.TempDir()
		o, step := options(), 0
		o.Before = func(string) error {
			if step++; step == n {
				return broken
			}
			return nil
		}
		err := Create(filepath.Join(parent, "w"), o)
		if err == nil {
			require.Greater(t, n, 10, "every file has several acts")
			return
		}
		require.ErrorIs(t, err, broken)
		require.Empty(t, entries(t, parent), "act %d", n)
	}
}

func TestWhatNewWritesIsPrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // permissions are lists of users there
	}
	dir := filepath.Join(t.TempDir(), "w")
	require.NoError(t, Create(dir, options()))
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		require.NoError(t, err)
		info, err := d.Info()
		require.NoError(t, err)
		require.Zero(t, info.Mode().Perm()&0o077, path)
		return nil
	}))
}

func entries(t *testing.T, dir string) []fs.DirEntry {
	t.Helper()
	list, err := os.ReadDir(dir)
	require.NoError(t, err)
	return list
}
