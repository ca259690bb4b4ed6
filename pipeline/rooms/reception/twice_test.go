package reception

import (
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// byName is the folders that stand, by the first name on their cards.
func (m *memory) byName(t *testing.T) map[string]Folder {
	named := map[string]Folder{}
	for _, f := range m.folders {
		named[f.Parts[0].(deposit.Card).FirstName] = f
	}
	require.Len(t, named, len(m.folders))
	return named
}

func TestTwoRowsWithOneNumberAreTwoFolders(t *testing.T) {
	m := newMemory()
	report := receive(t, book{clients: rows(soundRow("45/79"), soundRow("45/1979-80", "Fornavn", "Rolig"), soundRow("46/79", "Fornavn", "Rar"))}.tray(t), m)
	require.Equal(t, Report{Rows: 3, Folders: 3, Changed: 3}, report)
	first := m.byName(t)
	for name, written := range map[string]string{"Rask": "45/79", "Rolig": "45/1979-80"} {
		f := first[name]
		require.Regexp(t, `^45/1979#[0-9a-f]{8}$`, f.Ref.Journal)
		require.Len(t, f.Findings, 1)
		require.Equal(t, TwoPersons, f.Findings[0].Code)
		require.Equal(t, f.Ref.Journal, f.Findings[0].Journal)
		require.Equal(t, []string{written, "2"}, f.Findings[0].Args)
	}
}

func TestRowsOfOneNumberAreKnownByWhatStandsInThem(t *testing.T) {
	a, b, c := soundRow("45/79"), soundRow("45/79", "Fornavn", "Rolig"), soundRow("45/79", "Fornavn", "Rar")
	ids := func(list ...map[string]string) map[string]deposit.FolderID {
		m := newMemory()
		receive(t, book{clients: list}.tray(t), m)
		named := map[string]deposit.FolderID{}
		for name, f := range m.byName(t) {
			named[name] = f.Ref.ID
		}
		return named
	}
	three := ids(a, b, c)
	require.Equal(t, three, ids(c, a, b), "the order of rows says nothing")
	two := ids(b, a)
	require.Equal(t, three["Rask"], two["Rask"])
	require.Equal(t, three["Rolig"], two["Rolig"])
	require.Equal(t, three, ids(soundRow("45/79", "Adresse", "Lia 1", "Fødselsdato", "1971-05-12"), b, c), "another address is the same person, and so is a date in another form")
	require.NotEqual(t, two["Rask"], ids(a)["Rask"], "what was decided before there were two is about neither")
}

func TestNoRowIsLost(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text, n := soundHead+";Adresse\n", rapid.IntRange(1, 8).Draw(rt, "rows")
		for range n {
			text += rapid.SampledFrom([]string{"45/79", "45/1979", "46/79", "", "1979/80"}).Draw(rt, "number") + ";Fjell;" + rapid.SampledFrom([]string{"Rask", "Rolig"}).Draw(rt, "name") +
				";12.05.1971;ja;01.09.1979;grunnskole;01.06.1987;15.06.1987;" + rapid.SampledFrom([]string{"", "Lia 1"}).Draw(rt, "address") + "\n"
		}
		m := newMemory()
		report := receive(t, &tray{register: []byte(text), name: "register.csv"}, m)
		held := 0
		for _, f := range m.found {
			if f.Code == NumberMissing || f.Code == NumberUnclear {
				held++
			}
		}
		require.Equal(rt, n, report.Rows)
		require.Equal(rt, n, len(m.folders)+held, "each row is a folder, or a finding of its own")
		require.Equal(rt, held, report.Unnumbered)
		journals := map[string]bool{}
		for _, f := range m.folders {
			require.False(rt, journals[f.Ref.Journal], "folders have names of their own")
			journals[f.Ref.Journal] = true
		}
	})
}

func TestFilesOfANumberOnTwoRowsGoToNeither(t *testing.T) {
	m := newMemory()
	inbox := book{clients: rows(soundRow("45/79"), soundRow("45/79", "Fornavn", "Rolig")), documents: rows(map[string]string{"Journalnummer": "45/79", "Tittel": "Brev"})}.tray(t, inFolder+"a.pdf")
	receive(t, inbox, m)
	require.Equal(t, []string{string(TwoPersons), string(FileWithoutRow), string(PlaceContested)}, m.codes())
	require.True(t, accounted(inbox, m))
	for _, f := range m.folders {
		require.Empty(t, f.Parts[2].(deposit.Documents).Documents)
	}
}

func TestRowsOfOneNumberWithDirectoriesOfTheirOwnKeepThem(t *testing.T) {
	m := newMemory()
	receive(t, book{clients: rows(soundRow("45/79", "Mappesti", "rask"), soundRow("45/79", "Fornavn", "Rolig", "Mappesti", "rolig"))}.tray(t, "mapper/rask/a.pdf", "mapper/rolig/b.pdf"), m)
	named := m.byName(t)
	require.Equal(t, "mapper/rask/a.pdf", named["Rask"].Files[0].Path)
	require.Equal(t, "mapper/rolig/b.pdf", named["Rolig"].Files[0].Path)
}

func TestANumberThatGoesFromOneRowToTwoAndBackVanishesNowhere(t *testing.T) {
	m := newMemory()
	one, two := book{clients: rows(soundRow("45/79"))}, book{clients: rows(soundRow("45/79"), soundRow("45/79", "Fornavn", "Rolig"))}
	for _, acted := range []bool{false, true} {
		m.acted = acted
		receive(t, one.tray(t), m)
		plain := slices.Collect(maps.Keys(m.folders))
		require.Equal(t, 1, receive(t, two.tray(t), m).Removed)
		require.Equal(t, []string{string(TwoPersons)}, m.codes(), "the rows say what happened")
		require.Len(t, m.folders, 2)
		require.Equal(t, 2, receive(t, one.tray(t), m).Removed)
		require.Equal(t, plain, slices.Collect(maps.Keys(m.folders)))
		require.Empty(t, m.codes())
	}
}

func TestATwinIsSaidOfTheRowThatHasHisNumber(t *testing.T) {
	number := synthetic(t)
	m := newMemory()
	receive(t, book{clients: rows(soundRow("44/79", "Fornavn", "Rak", "Fødselsnummer", number), soundRow("45/79", "Fødselsnummer", number), soundRow("45/79", "Fornavn", "Rolig"))}.tray(t), m)
	for name, f := range m.byName(t) {
		said := slices.ContainsFunc(f.Findings, func(f deposit.Finding) bool { return f.Code == TwoFolders })
		require.Equal(t, name == "Rask", said, name)
	}
}

func TestWhatIsEmptyForAllGoesWithEveryCard(t *testing.T) {
	m := newMemory()
	receive(t, book{clients: rows(soundRow("45/79", "Fødselsdato", "", "Bortsatt", ""), soundRow("46/79", "Fødselsdato", "", "Bortsatt", ""))}.tray(t), m)
	for _, f := range m.folders {
		require.Equal(t, []string{"fodselsdato", "bortsatt"}, f.Parts[0].(deposit.Card).Absent)
		require.Empty(t, f.Findings, "one finding for all of them")
	}
	receive(t, book{clients: rows(soundRow("45/79", "Fødselsdato", ""), soundRow("46/79"))}.tray(t), m)
	for _, f := range m.folders {
		require.Empty(t, f.Parts[0].(deposit.Card).Absent)
	}
	require.Equal(t, []string{string(BirthMissing)}, m.codes())
}

func TestADateContradictsOnlyWhatItCannotMean(t *testing.T) {
	for name, c := range map[string]struct {
		change []string
		want   []string
	}{
		"closed in the year of the referral":  {[]string{"Avsluttet", "1979"}, nil},
		"closed in the month of the referral": {[]string{"Avsluttet", "09.1979"}, nil},
		"closed the year before":              {[]string{"Avsluttet", "1978"}, []string{"Avsluttet", "1978", "Henvisning mottatt", "01.09.1979"}},
		"referred before the birth":           {[]string{"Henvist", "11.05.1971"}, []string{"Henvisning mottatt", "11.05.1971", "Fødselsdato", "12.05.1971"}},
		"referred on the day of the birth":    {[]string{"Henvist", "12.05.1971"}, nil},
		"on the day that judges":              {[]string{"Avsluttet", "01.03.2024"}, nil},
		"the day after":                       {[]string{"Avsluttet", "02.03.2024"}, []string{"Avsluttet", "02.03.2024", "01.03.2024"}},
		"in the year that judges":             {[]string{"Avsluttet", "2024"}, nil},
		"in the year after":                   {[]string{"Avsluttet", "2025"}, []string{"Avsluttet", "2025", "01.03.2024"}},
		"all before the birth, one finding":   {[]string{"Fødselsdato", "12.05.1991"}, []string{"Henvisning mottatt", "01.09.1979", "Fødselsdato", "12.05.1991"}},
		"before the birth and the referral":   {[]string{"Avsluttet", "01.01.1970"}, []string{"Avsluttet", "01.01.1970", "Fødselsdato", "12.05.1971"}},
		"two rules, one finding":              {[]string{"Avsluttet", "01.01.1979", "Registrert dato", "01.09.1979"}, []string{"Avsluttet", "01.01.1979", "Registrert dato", "01.09.1979"}},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMemory()
			receive(t, book{clients: rows(soundRow("45/79", c.change...))}.tray(t), m)
			found := m.only(t).Findings
			if c.want == nil {
				require.Empty(t, found)
				return
			}
			require.Len(t, found, 1)
			require.Equal(t, c.want, found[0].Args)
			require.Equal(t, deposit.Hold, found[0].Severity())
		})
	}
}

func TestTheCenturyOfJournalNumbersSaysNothingOfDates(t *testing.T) {
	m := newMemory()
	receive(t, book{clients: rows(soundRow("1/2003-04", "Fødselsdato", "31.12.02", "Henvist", "01.09.2003", "Sist brukt", "01.06.2009", "Avsluttet", "01.06.2009"))}.tray(t), m)
	require.Equal(t, []string{string(DateShort)}, m.codes())
	require.True(t, m.only(t).Parts[0].(deposit.Card).Birth.IsZero(), "1902 is a guess")
}
