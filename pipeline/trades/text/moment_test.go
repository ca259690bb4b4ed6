package text

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestAMomentStandsOnTheClockOfNorway(t *testing.T) {
	for at, want := range map[string]string{
		"2024-10-01T12:00:00Z": "01.10.2024 14.00 norsk sommertid",
		"2024-12-01T12:00:00Z": "01.12.2024 13.00 norsk normaltid",
		"2024-12-31T23:30:00Z": "01.01.2025 00.30 norsk normaltid",
		"2024-03-31T00:59:59Z": "31.03.2024 01.59 norsk normaltid",
		"2024-03-31T01:00:00Z": "31.03.2024 03.00 norsk sommertid",
		"2024-10-27T00:59:59Z": "27.10.2024 02.59 norsk sommertid",
		"2024-10-27T01:00:00Z": "27.10.2024 02.00 norsk normaltid",
		"2026-10-25T01:00:00Z": "25.10.2026 02.00 norsk normaltid",
		"2024-09-01T00:00:00Z": "01.09.2024",
		"i går":                "i går",
	} {
		require.Equal(t, want, Bokmaal.Moment(at), at)
	}
	require.Equal(t, "01.10.2024 14.00 norsk sommartid", Nynorsk.Moment("2024-10-01T12:00:00Z"))
	require.Equal(t, "01.10.2024 14.00 Norwegian summer time", English.Moment("2024-10-01T12:00:00Z"))
}

// TestTheClockOfNorwayIsTheOneOfTheTables compares with the tables of the time zone, and goes back, every half hour of forty years.
func TestTheClockOfNorwayIsTheOneOfTheTables(t *testing.T) {
	tables, err := time.LoadLocation("Europe/Oslo")
	require.NoError(t, err, "install the time zone tables: apt-get install tzdata")
	twice := 0
	for at := time.Date(1996, time.January, 1, 0, 0, 0, 0, time.UTC); at.Year() < 2037; at = at.Add(30 * time.Minute) {
		ours := Oslo(at)
		_, offset := at.In(tables).Zone()
		_, is := ours.Zone()
		if offset != is {
			require.Equal(t, offset, is, at)
		}
		if back := FromOslo(ours); !back.Equal(at) {
			require.Equal(t, at.Add(-time.Hour), back, "the hour that comes twice is the first of the two")
			twice++
		}
	}
	require.Equal(t, 2*41, twice)
}
