package workshop

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

func TestFontsThatTookThePlaceOfOthers(t *testing.T) {
	r := replaced([]string{"Times New Roman", "Calibri", "Comic Sans MS", "Georgia", "Wingdings", "Arial", "Comic\x00\nSans" + strings.Repeat("x", 99)},
		[]string{"Carlito-Bold", "LiberationSerif", "LiberationSerif-Italic", "DejaVuSans", "OpenSymbol", "ArialMT"})
	require.Equal(t, replacements{kept: []string{"Calibri → Carlito", "Times New Roman → LiberationSerif"}, changed: []string{"Comic Sans MS", "ComicSans" + strings.Repeat("x", 31), "Georgia"}}, r)
	require.Empty(t, replaced([]string{"TimesNewRomanPSMT", "Arial,Bold", "Verdana"}, []string{"TimesNewRomanPS-BoldMT", "Arial-BoldMT", "Verdana-Bold"}))
	require.Equal(t, "a, b, c, d, e, f, g, h, i, j, k, l, …", listed(strings.Split("abcdefghijklmnop", "")))
}

// TestReplacedFontsAreRecorded converts with the fonts that the tests install (make tools): those of Microsoft are not among them.
func TestReplacedFontsAreRecorded(t *testing.T) {
	asking := func(font string) string {
		return `{\rtf1\ansi\deff0{\fonttbl{\f0 ` + font + `;}{\f1 Wide Latin;}}\f0 Eleven leser godt og regner raskt.\par}`
	}
	s := sources{"a.rtf": asking("Times New Roman"), "b.rtf": asking("Comic Sans MS"), "c.rtf": asking("Liberation Serif"), "d.pdf": plainPDF(1, "(x)")}
	got, _ := made(t, shop(t, s, nil), jobs(s, "fmt/50", "a.rtf", "b.rtf", "c.rtf"))
	require.Equal(t, deposit.RenditionCheck{What: "replaced_fonts", Seen: "same_widths", N: 1, More: "Times New Roman → LiberationSerif"}, checked(t, got[0], "replaced_fonts"))
	require.Equal(t, deposit.RenditionCheck{What: "replaced_fonts", Seen: "other_widths", N: 1, More: "Comic Sans MS"}, checked(t, got[1], "replaced_fonts"))
	_, any := got[2].Check("replaced_fonts")
	require.False(t, any)
	got, _ = made(t, shop(t, s, nil), jobs(s, "fmt/18", "d.pdf"))
	require.Equal(t, deposit.RenditionCheck{What: "replaced_fonts", Seen: "same_widths", N: 1, More: "Helvetica → NimbusSans"}, checked(t, got[0], "replaced_fonts"))
}
