package sheet

import (
	"testing"

	"github.com/stretchr/testify/require"
)

var dictionary = Dictionary{
	{Key: "number", Names: []string{"Journalnummer", "Journal nr.", "Journal number"}, Required: true},
	{Key: "born", Names: []string{"Fødselsdato", "Fødd", "Date of birth"}, Required: true},
	{Key: "thickness", Names: []string{"Tykkelse", "Tjukkleik"}},
	{Key: "boxed", Names: []string{"Eske"}, Required: true},
	{Key: "closed", Names: []string{"Dato (avsluttet)"}},
	{Key: "opened", Names: []string{"Dato (åpnet)"}},
}

func TestColumns(t *testing.T) {
	row := Row{Number: 4, Cells: cellsOf("FOEDSELSDATO *", "", "Skostørrelse", "journal-NR", "Tykkelse (mm)", "Date of Birth", "dato (aapnet)")}
	m := Columns(row, dictionary)
	require.Equal(t, Mapping{
		Row:     4,
		Columns: map[string]int{"born": 0, "number": 3, "thickness": 4, "opened": 6},
		Headings: []Heading{{0, "FOEDSELSDATO *", "born"}, {2, "Skostørrelse", ""}, {3, "journal-NR", "number"},
			{4, "Tykkelse (mm)", "thickness"}, {5, "Date of Birth", "born"}, {6, "dato (aapnet)", "opened"}},
		Unknown:   []Heading{{2, "Skostørrelse", ""}},
		Duplicate: []Heading{{5, "Date of Birth", "born"}},
		Missing:   []string{"boxed"},
	}, m)
	require.Equal(t, 4, m.Known())
	data := Row{Cells: cellsOf("1.1.1980", "", "", "1/1979")}
	number, ok := m.Cell(data, "number")
	require.True(t, ok)
	require.Equal(t, "1/1979", number.Text)
	short, ok := m.Cell(data, "opened")
	require.True(t, ok)
	require.Equal(t, Cell{}, short)
	_, ok = m.Cell(data, "boxed")
	require.False(t, ok)
}

func TestFoldBringsSpellingsTogether(t *testing.T) {
	for _, same := range [][]string{
		{"Fødselsdato", "fodselsdato", "FOEDSELSDATO", "Fødsels-dato*", " fødsels dato. ", "fo\u0308dselsdato"},
		{"Ærend", "Aerend", "ærend"}, {"Åpnet", "Aapnet", "A\u030Apnet", "apnet"},
		{"mappe_sti", "Mappesti", "mappe\u00A0sti"},
	} {
		for _, s := range same {
			require.Equal(t, Fold(same[0]), Fold(s), s)
		}
	}
	require.NotEqual(t, Fold("Navn"), Fold("Etternavn"))
	require.Empty(t, Fold(" *.- "))
}

func TestClashes(t *testing.T) {
	require.Empty(t, dictionary.Clashes())
	require.Equal(t, []string{"eske-"}, Dictionary{{Key: "a", Names: []string{"Eske", "ESKE"}}, {Key: "b", Names: []string{"eske-"}}}.Clashes())
}
