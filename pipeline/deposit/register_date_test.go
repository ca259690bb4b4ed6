package deposit

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestRegisterDatesAreReadInEveryForm(t *testing.T) {
	for text, want := range map[string]Date{
		"": {}, "   ": {},
		"12.05.1979": {1979, 5, 12}, "12.5.1979": {1979, 5, 12}, "12. 5. 1979": {1979, 5, 12}, "12.05.1979.": {1979, 5, 12},
		"12/5-1979": {1979, 5, 12}, "5/3-1979": {1979, 3, 5}, "5/3 1979": {1979, 3, 5}, "5/3–1979": {1979, 3, 5},
		"25/12/1979": {1979, 12, 25}, "25-12-1979": {1979, 12, 25}, "5/5/1979": {1979, 5, 5},
		"1979-05-12": {1979, 5, 12}, "1979.05.12": {1979, 5, 12}, "1979/5/2": {1979, 5, 2},
		"19790512": {1979, 5, 12}, "12051979": {1979, 5, 12}, "20101112": {2010, 11, 12}, "20101910": {1910, 10, 20},
		"1979": {1979, 0, 0}, "05.1979": {1979, 5, 0}, "5.1979": {1979, 5, 0}, "5/1979": {1979, 5, 0}, "1979-05": {1979, 5, 0}, "2003-05": {2003, 5, 0},
		"mars 1979": {1979, 3, 0}, "Mars 1979": {1979, 3, 0}, "12. mars 1979": {1979, 3, 12}, "12 MARS 1979": {1979, 3, 12}, "12.mar.1979": {1979, 3, 12},
		"mar-1979": {1979, 3, 0}, "1. desember 1979": {1979, 12, 1}, "sept. 1979": {1979, 9, 0}, "mai 1979": {1979, 5, 0}, "1. juni 2000": {2000, 6, 1},
		"1979-05-12T00:00:00": {1979, 5, 12}, "1979-05-12 23:59:59": {1979, 5, 12}, "1979-05-12T10:30": {1979, 5, 12}, "1979-05-12T10:30:00.000": {1979, 5, 12},
		"1979-05-12T00:00:00Z": {1979, 5, 12}, "1979-05-12T23:00:00Z": {1979, 5, 13}, "1979-05-12T00:00:00+02:00": {1979, 5, 12}, "1979-05-12T20:00:00-0500": {1979, 5, 13},
		"29.02.2000": {2000, 2, 29},
	} {
		got, err := ParseRegisterDate(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
	}
}

func TestRegisterDateThatIsNotCertainIsRefusedWithItsReason(t *testing.T) {
	for text, want := range map[string]error{
		"5/3/1979": ErrAmbiguous, "5-3-1979": ErrAmbiguous, "5/3/79": ErrAmbiguous, "79-03-05": ErrAmbiguous, "25-12-79": ErrAmbiguous, "05.79": ErrAmbiguous, "5.7": ErrAmbiguous,
		"79": ErrAmbiguous, "050379": ErrAmbiguous, "2003/04": ErrAmbiguous, "2003-04": ErrAmbiguous, "mars 12": ErrAmbiguous, "1979-05-11T22:30:00Z": ErrAmbiguous,
		"31.02.1979": ErrNoSuchDay, "29.02.1900": ErrNoSuchDay, "00.00.1979": ErrNoSuchDay, "00.05.1979": ErrNoSuchDay, "13.1979": ErrNoSuchDay,
		"12/25/1979": ErrNoSuchDay, "1979/80": ErrAmbiguous, "1979/82": ErrNoSuchDay, "1979-05-12T25:00:00": ErrNoSuchDay, "99999999": ErrOutOfRange,
		"12.05.1679": ErrOutOfRange, "0979": ErrOutOfRange, "9999": ErrOutOfRange,
		"ca. 1979": ErrNoDate, "1979?": ErrNoDate, "ukjent": ErrNoDate, "12. march 1979": ErrNoDate, "marsj 1979": ErrNoDate, "12. mars": ErrNoDate, "28976": ErrNoDate, "-": ErrNoDate,
		"１２.05.1979": ErrCharacters, "12.05.1979\x00": ErrCharacters, "12\n.05.1979": ErrCharacters, strings.Repeat("1", 65): ErrOutOfRange,
	} {
		got, err := ParseRegisterDate(text)
		require.ErrorIs(t, err, want, "%q", text)
		require.True(t, got.IsZero(), "%q", text)
	}
	for _, text := range []string{"12.5.79", "31.12.02", "1.5.04", "12/5-79", "25/12/79", "mar-79", "12.mar.79", "12. mars 02", "31.02.79"} {
		_, err := ParseRegisterDate(text)
		require.ErrorIs(t, err, ErrShortYear, text)
	}
}

func TestEveryPrintedDateIsReadBack(t *testing.T) {
	months := strings.Fields("januar februar mars april mai juni juli august september oktober november desember")
	rapid.Check(t, func(t *rapid.T) {
		d := Date{rapid.IntRange(1950, 2049).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day")}
		switch rapid.IntRange(0, 2).Draw(t, "known") {
		case 0:
			d.Month, d.Day = 0, 0
		case 1:
			d.Day = 0
		}
		texts := []string{d.Norwegian()}
		if d.Month > 0 {
			texts = append(texts, strings.TrimPrefix(fmt.Sprintf("%d. %s %d", d.Day, months[d.Month-1], d.Year), "0. "))
		}
		if d.Full() {
			texts = append(texts, d.String(), fmt.Sprintf("%d/%d-%d", d.Day, d.Month, d.Year), d.String()+"T00:00:00")
		}
		for _, text := range texts {
			got, err := ParseRegisterDate(text)
			require.NoError(t, err, text)
			require.Equal(t, d, got, text)
		}
	})
}

func FuzzParseRegisterDate(f *testing.F) {
	for _, s := range []string{"12.05.1979", "12.5.79", "5/3-1979", "mars 1979", "1979-05-12T22:00:00Z", "2003/04", "00.00.0000", "1２.05.1979", "sept", "29.02.1900"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := ParseRegisterDate(text)
		if err != nil || d.IsZero() {
			require.Equal(t, Date{}, d)
			return
		}
		again, err := ParseDate(d.String())
		require.NoError(t, err)
		require.Equal(t, d, again)
	})
}
