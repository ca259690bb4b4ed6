package deposit

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestPublishedSamplesOfTheRuleFrom2032(t *testing.T) {
	for text, remainder := range map[string]int{"02013299997": 0, "02013299903": 2, "30108299920": 0, "30108299939": 1} { // domain §4.3, SKE-2032
		b, err := ParseBirthNumber(text, ControlFrom2032)
		require.NoError(t, err, text)
		require.Equal(t, remainder, b.Remainder, text)
		_, err = ParseBirthNumber(text, ControlStrict)
		if remainder == 0 {
			require.NoError(t, err, text)
		} else {
			require.ErrorIs(t, err, ErrControlFrom2032, text)
		}
	}
}

func TestSyntheticSampleOfNAV(t *testing.T) {
	b, err := ParseBirthNumber("109155 96784", ControlStrict)
	require.NoError(t, err)
	require.True(t, b.Synthetic)
	require.Equal(t, NationalNumber, b.Kind)
	birth, certain := b.Birth()
	require.True(t, certain)
	require.Equal(t, Date{1955, 11, 10}, birth)
}

// withControl ends nine digits, or the next series number that can be ended.
func withControl(t require.TestingT, day, month, year, individual int) string {
	for i := range 20 {
		if text, ok := withControlDigits(fmt.Sprintf("%02d%02d%02d%03d", day, month, year, individual+i)); ok {
			return text
		}
	}
	require.Fail(t, "no series number can be ended")
	return ""
}

func TestKindsAndTheirCombinations(t *testing.T) {
	for _, c := range []struct {
		day, month      int
		kind            BirthNumberKind
		d, h, synthetic bool
	}{
		{12, 5 + 80, NationalNumber, false, false, true},
		{12 + 40, 5 + 80, DNumber, true, false, true},
		{12, 5 + 40, HNumber, false, true, false},
		{12 + 40, 5 + 40, DNumber, true, true, false},
	} {
		b, err := ParseBirthNumber(withControl(t, c.day, c.month, 0, 500), ControlStrict)
		require.NoError(t, err)
		require.Equal(t, []any{c.kind, c.d, c.h, c.synthetic}, []any{b.Kind, b.D, b.H, b.Synthetic})
		birth, certain := b.Birth()
		require.Equal(t, Date{2000, 5, 12}, birth)
		require.Equal(t, !c.d && !c.h, certain, "a D-number or H-number does not tell its century")
		require.Equal(t, BirthAgrees, b.Check(Date{2000, 5, 12}))
		require.Equal(t, BirthDiffers, b.Check(Date{2000, 5, 13}))
	}
}

func TestCenturyIsToldByTheIndividualNumber(t *testing.T) {
	for _, c := range []struct{ two, individual, year int }{
		{79, 0, 1979}, {5, 499, 1905}, {79, 500, 1879}, {55, 749, 1855}, {54, 600, 0}, {54, 900, 1954}, {40, 999, 1940}, {39, 999, 2039}, {0, 500, 2000}, {79, 800, 0},
	} {
		require.Equal(t, c.year, yearByIndividual(c.two, c.individual), "%02d %03d", c.two, c.individual)
	}
}

func TestStoredBirthDateIsCheckedByWhatIsKnown(t *testing.T) {
	text, ok := SyntheticBirthNumber(Date{2000, 5, 12}, 0)
	require.True(t, ok)
	b, err := ParseBirthNumber(text, ControlStrict)
	require.NoError(t, err)
	for stored, want := range map[Date]BirthCheck{
		{}: BirthUnknown, {2000, 0, 0}: BirthAgrees, {2000, 5, 0}: BirthAgrees, {2000, 5, 12}: BirthAgrees,
		{1900, 5, 12}: BirthDiffers, {2001, 0, 0}: BirthDiffers, {2000, 6, 0}: BirthDiffers, {2000, 5, 13}: BirthDiffers,
	} {
		require.Equal(t, want, b.Check(stored), stored.String())
	}
	require.Equal(t, BirthUnknown, BirthNumber{}.Check(Date{2000, 5, 12}))
}

func TestDNumberOfTheExtendedSeriesDoesNotContradictItsDate(t *testing.T) {
	b, err := ParseBirthNumber(withControl(t, 12+40, 5+80, 79, 600), ControlStrict) // 600 would mean 1879 in a fødselsnummer
	require.NoError(t, err)
	require.Equal(t, BirthAgrees, b.Check(Date{1979, 5, 12}))
}

func TestWrongBirthNumbersSayWhy(t *testing.T) {
	good, _ := SyntheticBirthNumber(Date{2000, 5, 12}, 0)
	for text, want := range map[string]error{
		"": ErrNotElevenDigits, good[:10]: ErrNotElevenDigits, good + "0": ErrNotElevenDigits, "12850050x00": ErrNotElevenDigits,
		strings.Repeat("１", 11): ErrNotElevenDigits, good[:10] + "\x00": ErrNotElevenDigits, good[:6] + "-" + good[6:]: ErrNotElevenDigits,
		withControl(t, 31, 82, 0, 500): ErrNoBirthDay, withControl(t, 12, 80, 0, 500): ErrNoBirthDay, withControl(t, 12, 13, 0, 500): ErrNoBirthDay,
		withControl(t, 29, 82, 0, 100): ErrNoBirthDay, // 1900 had no 29 February
		"00000000000":                  ErrNoBirthDay, "81850050000": ErrNoBirthDay,
	} {
		_, err := ParseBirthNumber(text, ControlStrict)
		require.ErrorIs(t, err, want)
		require.NotRegexp(t, `[0-9]{6}`, err.Error())
	}
	_, err := ParseBirthNumber(withControl(t, 29, 82, 0, 500), ControlStrict) // 2000 had one
	require.NoError(t, err)
}

func TestOneWrongDigitIsAlwaysFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		date := Date{rapid.IntRange(1940, 2039).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day")}
		text, ok := SyntheticBirthNumber(date, rapid.IntRange(0, 200).Draw(t, "n"))
		require.True(t, ok)
		b, err := ParseBirthNumber(text[:6]+" "+text[6:], ControlStrict)
		require.NoError(t, err)
		birth, certain := b.Birth()
		require.True(t, b.Synthetic && certain)
		require.Equal(t, date, birth)
		wrong, at := []byte(text), rapid.IntRange(0, 10).Draw(t, "place")
		wrong[at] = '0' + (wrong[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "error")))%10
		_, err = ParseBirthNumber(string(wrong), ControlStrict)
		require.Error(t, err)
	})
}

func TestSyntheticNumbersOfADateDiffer(t *testing.T) {
	seen := map[string]bool{}
	n := 0
	for ; ; n++ {
		text, ok := SyntheticBirthNumber(Date{1999, 12, 31}, n)
		if !ok {
			break
		}
		require.False(t, seen[text])
		seen[text] = true
	}
	require.Greater(t, n, 400)
	for _, d := range []Date{{}, {1999, 0, 0}, {1999, 2, 29}, {1850, 1, 1}, {2040, 1, 1}, {1999, 13, 1}} {
		_, ok := SyntheticBirthNumber(d, 0)
		require.False(t, ok, d.String())
	}
	_, ok := SyntheticBirthNumber(Date{1999, 12, 31}, -1)
	require.False(t, ok)
}

func FuzzParseBirthNumber(f *testing.F) {
	for _, s := range []string{"02013299997", "109155 96784", "30108299939", "", "１２３", "00000000000", "99999999999", "\x00"} {
		f.Add(s, 0)
		f.Add(s, 1)
	}
	f.Fuzz(func(t *testing.T, text string, rule int) {
		b, err := ParseBirthNumber(text, ControlRule(rule))
		if err != nil {
			require.Equal(t, BirthNumber{}, b)
			return
		}
		require.Len(t, b.Digits, 11)
		birth, _ := b.Birth()
		require.True(t, birth.Full())
		require.NotEqual(t, BirthUnknown, b.Check(birth))
	})
}
