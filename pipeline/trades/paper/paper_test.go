package paper

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/order"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

func day(y, m, d int) deposit.Date { return deposit.Date{Year: y, Month: m, Day: d} }

func born(first, last deposit.Date) deposit.Box { return deposit.Box{FirstDay: first, LastDay: last} }

func numbers(ranges ...deposit.NoRange) deposit.Box { return deposit.Box{Ranges: ranges} }

func TestRangesInTheFormsOfTheInstruks(t *testing.T) {
	o := order.New(order.Options{AaAsA: true})
	for _, c := range []struct {
		name  string
		style Style
		box   deposit.Box
		want  string
	}{
		{"letters", Style{Ordering: deposit.ByName}, deposit.Box{FirstName: "A", LastName: "G"}, "A - G"},
		{"Aasen is Å", Style{Ordering: deposit.ByName}, deposit.Box{FirstName: o.Letter("Øye", 1), LastName: o.Letter("Aasen", 1)}, "Ø - Å"},
		{"three letters", Style{Ordering: deposit.ByName}, deposit.Box{FirstName: "Hag", LastName: "Han"}, "Hag - Han"},
		{"no surname", Style{Ordering: deposit.ByName}, deposit.Box{FirstName: "Å"}, "Å - ukjent"},
		{"no surnames", Style{Ordering: deposit.ByName}, deposit.Box{}, "ukjent navn"},
		{"journal year", Style{Ordering: deposit.ByJournalNo}, numbers(deposit.NoRange{First: 1, Last: 45, Year: "1979-80"}), "journalnummer 1 - 45/1979-80"},
		{"a range for each year", Style{Ordering: deposit.ByJournalNo}, numbers(deposit.NoRange{First: 40, Last: 52, Year: "1979-80"}, deposit.NoRange{First: 1, Last: 9, Year: "1980"}),
			"journalnummer 40 - 52/1979-80, 1 - 9/1980"},
		{"one folder", Style{Ordering: deposit.ByJournalNo}, numbers(deposit.NoRange{First: 45, Last: 45, Year: "1979-80"}), "journalnummer 45 - 45/1979-80"},
		{"no numbers", Style{Ordering: deposit.ByJournalNo}, deposit.Box{}, "uten journalnummer"},
		{"days", Style{Ordering: deposit.ByBirth}, born(day(1999, 1, 1), day(1999, 3, 30)), "etter fødselsdato 1/1 - 30/3"},
		{"one cohort", Style{Ordering: deposit.ByBirth, Years: Cohort}, born(day(1999, 1, 1), day(1999, 3, 30)), "etter fødselsdato 1/1 - 30/3 1999"},
		{"two cohorts", Style{Ordering: deposit.ByBirth, Years: Cohort}, born(day(1999, 7, 1), day(2000, 3, 30)), "etter fødselsdato 1/7 1999 - 30/3 2000"},
		{"full years", Style{Ordering: deposit.ByBirth, Years: FullYears}, born(day(1999, 1, 1), day(1999, 3, 30)), "etter fødselsdato 1/1 1999 - 30/3 1999"},
		{"month and year only", Style{Ordering: deposit.ByBirth}, born(day(1999, 3, 0), day(2001, 0, 0)), "etter fødselsdato 03.1999 - 2001"},
		{"unknown last", Style{Ordering: deposit.ByBirth}, born(day(1999, 3, 1), deposit.Date{}), "etter fødselsdato 1/3 - ukjent"},
		{"all unknown", Style{Ordering: deposit.ByBirth}, deposit.Box{}, "ukjent fødselsdato"},
		{"nynorsk", Style{Ordering: deposit.ByBirth, Lang: text.Nynorsk}, born(day(1999, 3, 1), deposit.Date{}), "etter fødselsdato 1/3 - ukjend"},
		{"English", Style{Ordering: deposit.ByBirth, Lang: text.English}, born(day(1999, 3, 1), day(1999, 4, 2)), "by date of birth 1/3 - 2/4"},
	} {
		if c.style.Lang == "" {
			c.style.Lang = text.Bokmaal
		}
		require.Equal(t, []string{c.want}, Ranges([]deposit.Box{c.box}, c.style), c.name)
	}
}

func TestBoxesThatReadAlikeGetTheirYears(t *testing.T) {
	s := Style{Lang: text.Bokmaal, Ordering: deposit.ByBirth}
	got := Ranges([]deposit.Box{born(day(1999, 1, 1), day(1999, 3, 30)), born(day(1999, 4, 1), day(1999, 12, 1)), born(day(2000, 1, 1), day(2000, 3, 30))}, s)
	require.Equal(t, []string{"etter fødselsdato 1/1 1999 - 30/3 1999", "etter fødselsdato 1/4 - 1/12", "etter fødselsdato 1/1 2000 - 30/3 2000"}, got)
	twins := born(day(1999, 1, 1), day(1999, 1, 1))
	require.Equal(t, []string{"etter fødselsdato 1/1 - 1/1", "etter fødselsdato 1/1 - 1/1"}, Ranges([]deposit.Box{twins, twins}, s), "a year that tells no box apart is not written")
}

func TestVolumesOfAThickFolderSayWhichPartTheyAre(t *testing.T) {
	s := Style{Lang: text.Bokmaal, Ordering: deposit.ByJournalNo}
	one := numbers(deposit.NoRange{First: 45, Last: 45, Year: "1979-80"})
	two := one
	one.Volume, two.Volume, one.Volumes, two.Volumes = 1, 2, 2, 2
	require.Equal(t, []string{"journalnummer 45 - 45/1979-80, del 1 av 2", "journalnummer 45 - 45/1979-80, del 2 av 2"}, Ranges([]deposit.Box{one, two}, s))
	two.LastVolume, two.Volumes = 3, 3
	require.Equal(t, []string{"journalnummer 45 - 45/1979-80, del 2 - 3 av 3"}, Ranges([]deposit.Box{two}, s))
}

func TestABoxThatBeginsOrEndsWithAPartOfAFolderSaysSo(t *testing.T) {
	span := func(first, last, of int) *deposit.VolumeSpan {
		return &deposit.VolumeSpan{First: first, Last: last, Of: of}
	}
	for _, c := range []struct {
		style      Style
		lead, tail *deposit.VolumeSpan
		want       string
	}{
		{Style{Ordering: deposit.ByJournalNo}, span(3, 3, 3), nil, "journalnummer 1 - 9/1980, første mappe del 3 av 3"},
		{Style{Ordering: deposit.ByJournalNo}, nil, span(1, 2, 3), "journalnummer 1 - 9/1980, siste mappe del 1 - 2 av 3"},
		{Style{Ordering: deposit.ByName}, span(2, 2, 2), span(1, 1, 4), "A - G, første mappe del 2 av 2, siste mappe del 1 av 4"},
		{Style{Ordering: deposit.ByBirth, Lang: text.English}, span(2, 2, 2), nil, "by date of birth 1/1 - 2/1, first folder part 2 of 2"},
	} {
		if c.style.Lang == "" {
			c.style.Lang = text.Bokmaal
		}
		box := deposit.Box{FirstName: "A", LastName: "G", FirstDay: day(1999, 1, 1), LastDay: day(1999, 1, 2), Ranges: []deposit.NoRange{{First: 1, Last: 9, Year: "1980"}}, Lead: c.lead, Tail: c.tail}
		label := Labels([]deposit.Box{box}, deposit.Deposit{}, c.style)[0]
		require.Equal(t, c.want, label.Content)
		require.Equal(t, c.want, strings.ReplaceAll(label.Break, "\n", ""))
		require.Contains(t, label.Break, ", \n", "the part stands on a line of its own")
	}
}

func TestLabelHasTheFourLines(t *testing.T) {
	d := deposit.Deposit{Owner: deposit.Body{Name: "Eigersund kommune"}, Creator: deposit.Body{Name: "PPT Dalane"}, Mark: "DEMO – syntetiske personer"}
	labels := Labels([]deposit.Box{{Number: 1, Of: 2, FirstName: "A", LastName: "G"}, {Number: 2, Of: 2, FirstName: "H", LastName: "Å"}}, d, Style{Lang: text.Bokmaal, Ordering: deposit.ByName})
	require.Equal(t, []string{"Eigersund kommune", "PPT-kontoret Dalane", "A - G", "Boks 1 av 2", "DEMO – syntetiske personer"}, labels[0].Lines())
	d.Mark = ""
	labels = Labels([]deposit.Box{{Number: 2, Of: 2, FirstName: "H", LastName: "Å"}}, d, Style{Lang: text.Nynorsk, Ordering: deposit.ByName})
	require.Equal(t, []string{"Eigersund kommune", "PPT-kontoret Dalane", "H - Å", "Boks 2 av 2"}, labels[0].Lines())
	require.Equal(t, 2, labels[0].Box)
	require.Empty(t, Labels(nil, d, Style{}))
}

func TestOfficeLineBeginsWithTheWordsOfTheInstruks(t *testing.T) {
	for name, want := range map[string]string{
		"": "PPT-kontoret", "PPT": "PPT-kontoret", "PPT-kontoret": "PPT-kontoret", "ppt-kontoret Dalane": "PPT-kontoret Dalane", "PPT Dalane": "PPT-kontoret Dalane",
		"PP-tjenesten i Randaberg": "PPT-kontoret i Randaberg", "Pedagogisk-psykologisk teneste for Vindafjord": "PPT-kontoret for Vindafjord", "Senter for oppvekst": "PPT-kontoret Senter for oppvekst",
		"PPTX": "PPT-kontoret PPTX",
	} {
		require.Equal(t, want, Style{Lang: text.Bokmaal}.Office(name), name)
	}
}

// TestLabelGrammar is domain §1.8 as a pattern: whatever the boxes are, line 3 is in it.
func TestLabelGrammar(t *testing.T) {
	grammar := map[deposit.Ordering]*regexp.Regexp{
		deposit.ByName:      regexp.MustCompile(`^\p{Lu}\p{Ll}{0,2} - \p{Lu}\p{Ll}{0,2}$`),
		deposit.ByJournalNo: regexp.MustCompile(`^journalnummer [0-9]+ - [0-9]+/[0-9]{4}(-[0-9]{2})?(, [0-9]+ - [0-9]+/[0-9]{4}(-[0-9]{2})?)*$`),
		deposit.ByBirth:     regexp.MustCompile(`^etter fødselsdato [1-9][0-9]?/[1-9][0-9]?( [0-9]{4})? - [1-9][0-9]?/[1-9][0-9]?( [0-9]{4})?$`),
	}
	rapid.Check(t, func(t *rapid.T) {
		var boxes []deposit.Box
		for range rapid.IntRange(1, 6).Draw(t, "boxes") {
			y := rapid.IntRange(1999, 2000).Draw(t, "year")
			boxes = append(boxes, deposit.Box{FirstName: "A", LastName: rapid.SampledFrom([]string{"B", "Bø", "Åås"}).Draw(t, "letters"),
				FirstDay: day(y, 1, rapid.IntRange(1, 2).Draw(t, "day")), LastDay: day(y, 12, 3),
				Ranges: []deposit.NoRange{{First: 1, Last: rapid.IntRange(1, 99).Draw(t, "last"), Year: deposit.JournalNo{Start: y, Split: rapid.Bool().Draw(t, "split")}.Year()}}})
		}
		for ordering, pattern := range grammar {
			style := Style{Lang: text.Bokmaal, Ordering: ordering}
			got := Ranges(boxes, style)
			require.Equal(t, got, Ranges(boxes, style))
			for i, content := range got {
				require.Regexp(t, pattern, content)
				require.NotContains(t, content, "{")
				for j := range boxes {
					if ordering == deposit.ByBirth && got[i] == got[j] {
						require.Equal(t, fmt.Sprint(boxes[i].FirstDay, boxes[i].LastDay), fmt.Sprint(boxes[j].FirstDay, boxes[j].LastDay), "boxes read alike only where their dates do")
					}
				}
			}
		}
	})
}

func TestBoxIDIsForEveryScanner(t *testing.T) {
	id := deposit.ID("6f1c2a00-0000-4000-8000-000000000001")
	require.Equal(t, "6f1c2a00.001", BoxID(id, 1))
	require.Equal(t, "6f1c2a00.1234", BoxID(id, 1234))
	require.Equal(t, "6f1c2a00.002", Labels([]deposit.Box{{Number: 2}}, deposit.Deposit{ID: id}, Style{})[0].ID)
}

func TestLinesOfALabelEndWhereTheyShould(t *testing.T) {
	years := func(n int) (ranges []deposit.NoRange) {
		for i := range n {
			ranges = append(ranges, deposit.NoRange{First: 1, Last: 2, Year: fmt.Sprint(1979 + i)})
		}
		return ranges
	}
	for _, c := range []struct {
		style Style
		box   deposit.Box
		want  string
	}{
		{Style{Ordering: deposit.ByName}, deposit.Box{FirstName: "A", LastName: "G"}, "A - G"},
		{Style{Ordering: deposit.ByName}, deposit.Box{FirstName: "A", LastName: "A", Volume: 1, Volumes: 2}, "A - A, \ndel 1 av 2"},
		{Style{Ordering: deposit.ByJournalNo}, deposit.Box{Ranges: years(2)}, "journalnummer \n1 - 2/1979, \n1 - 2/1980"},
		{Style{Ordering: deposit.ByJournalNo}, deposit.Box{Ranges: years(6)}, strings.ReplaceAll("journalnummer \n1_-_2/1979, 1_-_2/1980, 1_-_2/1981, 1_-_2/1982, 1_-_2/1983, 1_-_2/1984", "_", "\u00a0")},
		{Style{Ordering: deposit.ByJournalNo}, deposit.Box{}, "uten journalnummer"},
		{Style{Ordering: deposit.ByBirth}, born(day(1999, 1, 1), day(1999, 3, 30)), "etter fødselsdato \n1/1 - 30/3"},
		{Style{Ordering: deposit.ByBirth}, deposit.Box{}, "ukjent fødselsdato"},
		{Style{Ordering: deposit.ByBirth, Lang: text.English}, born(day(1999, 1, 1), day(1999, 3, 30)), "by date of birth \n1/1 - 30/3"},
	} {
		if c.style.Lang == "" {
			c.style.Lang = text.Bokmaal
		}
		label := Labels([]deposit.Box{c.box}, deposit.Deposit{}, c.style)[0]
		require.Equal(t, c.want, label.Break)
		require.Equal(t, label.Content, strings.NewReplacer("\n", "", "\u00a0", " ").Replace(label.Break), "the words are those of the instruks")
	}
}

func TestEveryWordIsInTheCatalogue(t *testing.T) {
	for _, key := range strings.Fields("office box part parts lead tail range.name range.journal range.birth unknown unknown.name unknown.birth unknown.journal") {
		require.True(t, text.Has("paper."+key), key)
	}
}
