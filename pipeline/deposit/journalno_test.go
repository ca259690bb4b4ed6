package deposit

import (
	"fmt"
	"path"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestJournalNumberIsReadInEveryFormOfTheRegisters(t *testing.T) {
	for _, c := range []struct{ text, key, year string }{
		{"45/1979-80", "1979-00045", "1979-80"}, // domain §4.2, the instruks' own form
		{"45/79", "1979-00045", "1979"},
		{"45/1979", "1979-00045", "1979"},
		{"45/79-80", "1979-00045", "1979-80"},
		{"45/1979-1980", "1979-00045", "1979-80"},
		{"1979-45", "1979-00045", "1979"},
		{"45-1979", "1979-00045", "1979"},
		{"1979/80-045", "1979-00045", "1979-80"},
		{"79/80-045", "1979-00045", "1979-80"},
		{"1979/45", "1979-00045", "1979"},
		{"1979-80/45", "1979-00045", "1979-80"}, // as the directories are named
		{"45_1979-80", "1979-00045", "1979-80"},
		{"45/1979/80", "1979-00045", "1979-80"},
		{"45-1979-80", "1979-00045", "1979-80"},
		{" 0045 / 1979 – 80 ", "1979-00045", "1979-80"}, // spaces and the dash of a word processor
		{"45\u00a0/\u00a01979", "1979-00045", "1979"},
		{"12/1999-00", "1999-00012", "1999-00"},
		{"12/99-00", "1999-00012", "1999-00"},
		{"12/05", "2005-00012", "2005"},
		{"2150/1979", "1979-02150", "1979"}, // 2150 is no year of an office
		{"1979/080", "1979-00080", "1979"},
		{"99999/1979", "1979-99999", "1979"},
		{"45b/79", "1979-00045b", "1979"},
		{"45 B/1979-80", "1979-00045b", "1979-80"},
		{"1979-45b", "1979-00045b", "1979"},
	} {
		n, err := ParseJournalNo(c.text, 1950)
		require.NoError(t, err, c.text)
		require.Equal(t, c.key, n.Key(), c.text)
		require.Equal(t, c.year, n.Year(), c.text)
		require.Equal(t, strings.TrimSpace(c.text), n.Written)
	}
}

func TestJournalNumberThatIsNotCertainIsRefusedWithItsReason(t *testing.T) {
	for text, want := range map[string]error{
		"": ErrNoNumber, "  ": ErrNoNumber, "ukjent": ErrNoNumber, "/": ErrNoNumber,
		"45": ErrNoYear, "1979": ErrNoYear, "45/123": ErrAmbiguous, "145/123": ErrNoYear, "145/5": ErrNoYear,
		"1979/1980": ErrAmbiguous, "1985/2003": ErrAmbiguous, "2003-1985": ErrAmbiguous,
		"1979/80": ErrAmbiguous, "1979-80": ErrAmbiguous, "45-79": ErrAmbiguous, "79-123": ErrAmbiguous, "79/5": ErrAmbiguous,
		"79/80-81": ErrAmbiguous, "1979/80-81": ErrAmbiguous, "1979/1980-81": ErrAmbiguous,
		"01-02-03": ErrNoYear, "01/02/03": ErrNoYear,
		"45/1979-82": ErrYearSpan, "45/1979-79": ErrYearSpan, "45/79-82": ErrYearSpan, "45/1980-1979": ErrYearSpan,
		"0/1979": ErrOutOfRange, "100000/1979": ErrOutOfRange, "123456789/1979": ErrOutOfRange, strings.Repeat("4", 65) + "/1979": ErrOutOfRange,
		"1234567890/1979": ErrCharacters, "45/1979\x00": ErrCharacters, "45\n/1979": ErrCharacters,
		"４５/１９７９": ErrCharacters, "٤٥/1979": ErrCharacters, "45²/1979": ErrCharacters, "45⁄1979": ErrCharacters, "45\u202e/1979": ErrCharacters,
		"45bc/79": ErrCharacters, "45/1979-80-81": ErrCharacters, "-45/1979": ErrCharacters, "4 5/79": ErrCharacters, "../1979": ErrCharacters,
	} {
		n, err := ParseJournalNo(text, 1950)
		require.ErrorIs(t, err, want, "%q", text)
		require.True(t, n.IsZero(), "%q", text)
	}
}

func TestTwoDigitYearNeedsTheCenturyOfTheDeposit(t *testing.T) {
	_, err := ParseJournalNo("45/79", 0)
	require.ErrorIs(t, err, ErrNoCentury)
	_, err = ParseJournalNo("45/79", -100)
	require.ErrorIs(t, err, ErrNoCentury)
	_, err = ParseJournalNo("45/79", 1800)
	require.ErrorIs(t, err, ErrOutOfRange)
	n, err := ParseJournalNo("45/1979-80", 0) // stated in full: no century needed
	require.NoError(t, err)
	require.Equal(t, 1979, n.Start)
	for century, want := range map[int]int{1900: 1949, 1949: 1949, 1950: 2049} {
		n, err := ParseJournalNo("45/49", century)
		require.NoError(t, err)
		require.Equal(t, want, n.Start, "century %d", century)
	}
}

// anyNumber draws a journal number as a person would write it, in a form that is read.
func anyNumber(t *rapid.T) JournalNo {
	n := JournalNo{
		Sequence: rapid.IntRange(1, maxSequence).Draw(t, "sequence"),
		Suffix:   rapid.SampledFrom([]string{"", "", "", "a", "z"}).Draw(t, "suffix"),
		Start:    rapid.IntRange(1950, 2030).Draw(t, "start"),
		Split:    rapid.Bool().Draw(t, "split"),
	}
	n.Written = n.String()
	return n
}

func TestKeysOrderByYearThenNumberThenSuffix(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyNumber(t), anyNumber(t)
		want := a.Start < b.Start || a.Start == b.Start && (a.Sequence < b.Sequence || a.Sequence == b.Sequence && a.Suffix < b.Suffix)
		require.Equal(t, want, a.Key() < b.Key())
		require.Equal(t, a.Start == b.Start && a.Sequence == b.Sequence && a.Suffix == b.Suffix, a.Key() == b.Key())
	})
}

func TestPrintedNumberIsReadBackOrAmbiguous(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := anyNumber(t)
		got, err := ParseJournalNo(n.String(), 0)
		if n.Sequence >= firstYear && n.Sequence <= lastYear && n.Suffix == "" && err != nil {
			require.ErrorIs(t, err, ErrAmbiguous) // 1979/1985: which is the year?
			return
		}
		require.NoError(t, err)
		require.Equal(t, n, got)
	})
}

func TestFolderPathsOfDifferentNumbersNeverMeet(t *testing.T) {
	forms := []string{"%[1]d/%[2]d", "%[1]d/%[2]d-%[4]02d", "%[1]d/%[3]02d", "%[1]d/%[3]02d-%[4]02d", "%[2]d-%[1]d", "%[2]d/%[1]d", "%[2]d/%[4]02d-%03[1]d", "0%[1]d/%[2]d"}
	draw := func(t *rapid.T) JournalNo {
		seq, start := rapid.IntRange(1, 120).Draw(t, "sequence"), rapid.IntRange(1978, 1982).Draw(t, "start")
		n, err := ParseJournalNo(fmt.Sprintf(rapid.SampledFrom(forms).Draw(t, "form"), seq, start, start%100, (start+1)%100), 1950)
		if err == nil {
			require.Equal(t, fmt.Sprintf("%d-%05d", start, seq), n.Key())
		}
		return n
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := draw(t), draw(t)
		if a.Key() == b.Key() {
			return
		}
		for _, p := range FolderKeyPaths(a) {
			require.NotContains(t, FolderKeyPaths(b), p, "%s and %s", a.Written, b.Written)
		}
	})
}

func TestFolderPathsOfANumber(t *testing.T) {
	n, err := ParseJournalNo("045/1979-80", 0)
	require.NoError(t, err)
	require.Equal(t, []string{"1979-80/45", "45_1979-80", "1979/45", "45_1979", "1979-80/045", "045_1979-80", "1979/045", "045_1979", "045-1979-80"}, FolderKeyPaths(n))
	require.Empty(t, FolderKeyPaths(JournalNo{}))
	for _, p := range FolderKeyPaths(JournalNo{Written: "../../45/1979", Sequence: 45, Start: 1979}) {
		require.Equal(t, path.Clean(p), p)
		require.NotContains(t, p, "..")
	}
}

func TestFolderIDHoldsNothingOfTheNumber(t *testing.T) {
	id := ID("0d4c2a0e-5f0e-4b5c-9a51-0c3f6f0b7a11")
	a, _ := ParseJournalNo("45/79", 1950)
	b, _ := ParseJournalNo("45/1979-80", 0)
	c, _ := ParseJournalNo("45b/79", 1950)
	require.Equal(t, FolderIDOf(id, a), FolderIDOf(id, b))
	require.NotEqual(t, FolderIDOf(id, a), FolderIDOf(id, c))
	require.Equal(t, string(id.Derive("mappe", "1979-00045")), string(FolderIDOf(id, a)))
}

func FuzzParseJournalNo(f *testing.F) {
	for _, s := range []string{"45/1979-80", "45/79", "1979/80-045", "45b/79", "1979-80/45", "４５/79", "9999999999/1979", "45\x00/79", "", "--//__"} {
		f.Add(s, 1950)
	}
	f.Fuzz(func(t *testing.T, text string, century int) {
		n, err := ParseJournalNo(text, century)
		if err != nil {
			require.Equal(t, JournalNo{}, n)
			return
		}
		require.Regexp(t, `^(19|20)[0-9]{2}-[0-9]{5}[a-z]?$`, n.Key())
		again, err := ParseJournalNo(n.Written, century)
		require.NoError(t, err)
		require.Equal(t, n, again)
		for _, p := range FolderKeyPaths(n) {
			require.Regexp(t, `^[0-9A-Za-z_-]+(/[0-9A-Za-z_-]+)?$`, p)
		}
	})
}
