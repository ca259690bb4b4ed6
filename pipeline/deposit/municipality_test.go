package deposit

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTableOfMunicipalitiesIsWhole(t *testing.T) {
	today := 0
	for i, m := range Municipalities() {
		require.Regexp(t, `^[0-9]{2}([0-9]{2})?$`, m.Number)
		require.NotEmpty(t, m.Name)
		require.NotEmpty(t, m.Source, m.Name)
		require.Equal(t, m.IsCounty(), m.County == "", m.Name)
		require.Equal(t, m.To.IsZero(), len(m.Successors) == 0, "%s: ended has successors, current has none", m.Name)
		require.NotEmpty(t, m.Current(), m.Name)
		for _, c := range m.Current() {
			require.True(t, c.To.IsZero(), "%s ends in %s", m.Name, c.Name)
			require.Equal(t, m.IsCounty(), c.IsCounty())
		}
		if m.To.IsZero() && m.County == "11" {
			today++
		}
		if i == 0 {
			continue
		}
		before := municipalities[i-1]
		require.True(t, len(before.Number) < len(m.Number) || before.Number < m.Number || before.Number == m.Number && !before.To.IsZero() && before.To.Before(m.From), "%s and %s are in order and do not overlap", before.Name, m.Name)
	}
	require.Equal(t, 23, today, "municipalities of Rogaland today (domain §4.4)")
}

func TestNumbersThatWereUsedAgainAreToldApartByTheDay(t *testing.T) {
	for _, c := range []struct {
		number string
		on     Date
		name   string
	}{
		{"1154", Date{1964, 12, 31}, "Skjold"}, {"1154", Date{1965, 1, 1}, "Vindafjord"}, {"1154", Date{2005, 12, 31}, "Vindafjord"}, {"1160", Date{2006, 1, 1}, "Vindafjord"},
		{"1119", Date{1960, 0, 0}, "Nærbø"}, {"1119", Date{1979, 0, 0}, "Hå"}, {"1149", Date{1979, 5, 0}, "Karmøy"}, {"1102", Date{2019, 12, 31}, "Sandnes"}, {"1108", Date{2020, 1, 1}, "Sandnes"},
		{"1103", Date{}, "Stavanger"}, {" 1103 ", Date{1979, 1, 1}, "Stavanger"}, {"11", Date{2024, 1, 1}, "Rogaland fylkeskommune"}, {"1214", Date{2001, 12, 31}, "Ølen"},
	} {
		m, ok := MunicipalityAt(c.number, c.on)
		require.True(t, ok, "%s %s", c.number, c.on)
		require.Equal(t, c.name, m.Name)
	}
	for _, c := range []struct {
		number string
		on     Date
	}{{"1154", Date{}}, {"1154", Date{2006, 1, 1}}, {"1108", Date{2019, 12, 31}}, {"1102", Date{2020, 1, 1}}, {"9999", Date{2024, 1, 1}}, {"", Date{2024, 1, 1}}, {"1154", Date{2006, 0, 0}}} {
		_, ok := MunicipalityAt(c.number, c.on)
		require.False(t, ok, "%s %s", c.number, c.on)
	}
}

func TestSuccessorsAreFollowedToToday(t *testing.T) {
	for _, c := range []struct {
		number string
		on     Date
		want   []string
	}{
		{"1129", Date{2019, 1, 1}, []string{"1108", "1130"}}, {"1141", Date{1979, 1, 1}, []string{"1103"}}, {"1154", Date{1979, 1, 1}, []string{"1160"}}, {"1154", Date{1960, 1, 1}, []string{"1160", "1146"}},
		{"1214", Date{1979, 1, 1}, []string{"1160"}}, {"1126", Date{1960, 1, 1}, []string{"1103", "1108"}}, {"1140", Date{1960, 1, 1}, []string{"1103"}}, {"1103", Date{1979, 1, 1}, []string{"1103"}},
		{"12", Date{1979, 1, 1}, []string{"46"}},
	} {
		m, ok := MunicipalityAt(c.number, c.on)
		require.True(t, ok, c.number)
		var got []string
		for _, s := range m.Current() {
			got = append(got, s.Number)
		}
		require.Equal(t, c.want, got, c.number)
	}
}

func TestCountyOfAMunicipality(t *testing.T) {
	county, ok := CountyAt("1103", Date{2024, 1, 1})
	require.True(t, ok)
	require.Equal(t, "11", county.Number)
	county, ok = CountyAt("1214", Date{1990, 1, 1})
	require.True(t, ok)
	require.Equal(t, "Hordaland fylkeskommune", county.Name)
	_, ok = CountyAt("9999", Date{2024, 1, 1})
	require.False(t, ok)
}
