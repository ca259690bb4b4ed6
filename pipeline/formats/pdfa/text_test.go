package pdfa_test

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
)

var created = time.Date(2026, 11, 21, 12, 0, 0, 0, time.FixedZone("", 3600))

func options(flavour pdfa.Flavour) pdfa.Options {
	return pdfa.Options{Flavour: flavour, Title: "Prøve", Lang: "nb-NO", Created: created}
}

// print makes a PDF/A-1 file and reads it back.
func printed(t require.TestingT, fill func(*pdfa.Document)) (*pdfFile, *pdfa.Document) {
	var b bytes.Buffer
	doc, err := pdfa.New(&b, options(pdfa.A1b))
	require.NoError(t, err)
	fill(doc)
	require.NoError(t, doc.Close())
	return readPDF(t, b.Bytes()), doc
}

// readable is what a reader should get of a text: composed, line ends as spaces, without what steers nothing,
// with U+FFFD for what nobody can read. It follows the promises of the package comment, not its code.
func readable(s string) string {
	var b strings.Builder
	for _, r := range strings.ReplaceAll(norm.NFC.String(s), "\r\n", "\n") {
		switch {
		case r == '\u00AD', r == '\u200B':
		case strings.ContainsRune("\t\n\v\f\r\u0085\u2028\u2029", r):
			b.WriteByte(' ')
		case unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r), unicode.Is(unicode.Variation_Selector, r),
			r >= 0x200C && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F, r == 0xFEFF, r == 0x61C,
			r >= 0xE0000 && r <= 0xE0FFF:
		case !unicode.IsGraphic(r):
			b.WriteRune('\uFFFD')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func withoutSoftHyphens(s string) string { return strings.ReplaceAll(s, "\u00AD", "") }

func TestTextComesBack(t *testing.T) {
	for _, s := range []string{
		"Kárášjohka", "Ærlig Øvrebø på Åsgård", "Čeavlli Eŋŋor, Đoroŋ Šaldi, Ŧuo Žanna",
		"A\u030Ase og e\u0301n", "co\u00ADoperation", "1 - 45/1979-80", "ikke\u00A0her\u202Fheller\u2007nei", "no\u2011break\u2010hyphen",
		"☐ ☑ ✓ →", "Łódź Ελλάδα Москва Việt", "a\tb", "linje 1\nlinje 2\r\nlinje 3", "漢字 og שלום og مرحبا", "\x00\x1B[m", "\xff\xfe",
		"👍🏽 e-post", "\u200Bnull\u200Dbredde\uFEFF", "  to  mellomrom  ", "ẹ́ m̂ Q\u0303\u0301 \u0301", "µ Ω Ω Δ ∆ – — …", "(parentes) \\ <vinkel>",
	} {
		file, _ := printed(t, func(doc *pdfa.Document) { doc.Paragraph(s) })
		require.Equal(t, readable(s), withoutSoftHyphens(file.text()))
	}
}

// So many letters that every byte occurs in their codes, those too that a literal string must escape.
func TestEveryCodeComesBack(t *testing.T) {
	var letters strings.Builder
	for r := 'A'; r <= 0x52F; r++ {
		if unicode.IsLetter(r) {
			letters.WriteRune(r)
		}
	}
	s := letters.String()
	file, _ := printed(t, func(doc *pdfa.Document) {
		for part := range slices.Chunk([]rune(s), 40) {
			doc.Paragraph(string(part))
		}
	})
	require.Equal(t, readable(s), file.text())
	for _, escaped := range []string{`\(`, `\)`, `\\`, `\r`, `\n`} {
		require.Contains(t, strings.Join(file.contents(), ""), escaped)
	}
}

func TestMissingIsReported(t *testing.T) {
	_, doc := printed(t, func(doc *pdfa.Document) { doc.Paragraph("漢字漢 Ærlig ✓ \x01 \xff ש \uE000") })
	require.Equal(t, []pdfa.MissingRune{{1, 1}, {'ש', 1}, {'字', 1}, {'漢', 2}, {'\uE000', 1}, {'\uFFFD', 1}}, doc.Missing())
	_, doc = printed(t, func(doc *pdfa.Document) { doc.Paragraph("Kárášjohka ☐☑✓ \u00A0\u2011\u00AD\u200B") })
	require.Empty(t, doc.Missing())
}

func TestSoftHyphenShowsOnlyAtTheEndOfALine(t *testing.T) {
	file, _ := printed(t, func(doc *pdfa.Document) {
		doc.Paragraph("ord\u00ADdeling")
		doc.Text(pdfa.Style{Indent: 170}, pdfa.Run{Text: "driftsbyg\u00ADning"})
	})
	require.Equal(t, "orddelingdriftsbyg\u00ADning", file.text())
}

// Any text in any cell is printed whole, or refused in words.
func TestAnyTextInAnyCell(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfN(rapid.OneOf(rapid.String(), rapid.StringMatching(`[A-Zæøåáčŋ \-\x{AD}\n]{0,80}`)), 6, 6).Draw(t, "texts")
		split := rapid.Bool().Draw(t, "split")
		var b bytes.Buffer
		doc, err := pdfa.New(&b, options(pdfa.A1b))
		require.NoError(t, err)
		table := doc.Table(pdfa.Table{Columns: []pdfa.Column{{Title: texts[0], Width: 40}, {Title: texts[1]}}, SplitCells: split})
		table.Row(texts[2], texts[3])
		table.Row(texts[4], texts[5])
		table.End()
		if err := doc.Close(); err != nil {
			require.ErrorContains(t, err, "pdfa: ")
			return
		}
		want := readable(strings.Join(texts, "\x00"))
		require.Equal(t, strings.ReplaceAll(want, "\uFFFD", ""), strings.ReplaceAll(withoutSoftHyphens(readPDF(t, b.Bytes()).text()), "\uFFFD", ""))
	})
}

func FuzzParagraph(f *testing.F) {
	for _, s := range []string{"Kárášjohka", "e\u0301", "\u00AD", "\xff", "漢", "a\u202Eb", "\uFFFE", "\U0010FFFF", "", "-\u0301-"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, title, text string) {
		for _, flavour := range []pdfa.Flavour{pdfa.A1b, pdfa.A2aUA1} {
			o := options(flavour)
			o.Title = title
			var b bytes.Buffer
			doc, err := pdfa.New(&b, o)
			if err != nil {
				require.ErrorContains(t, err, "pdfa: ")
				return
			}
			doc.Heading(1, text)
			doc.Paragraph(text)
			doc.List(pdfa.Numbers, text)
			doc.KeyValues(pdfa.KeyValues{Pairs: []pdfa.Pair{{Key: text, Value: text}}})
			doc.Preformatted(0, text)
			if err := doc.Close(); err != nil {
				require.ErrorContains(t, err, "pdfa: ")
				return
			}
			if flavour == pdfa.A1b {
				readPDF(t, b.Bytes()).text()
			}
		}
	})
}

func TestSameCallsSameBytes(t *testing.T) {
	for name, write := range examples() {
		var a, b bytes.Buffer
		require.NoError(t, write(&a))
		require.NoError(t, write(&b))
		require.True(t, bytes.Equal(a.Bytes(), b.Bytes()), name)
	}
}

// examples are all documents of the package's examples.
func examples() map[string]func(io.Writer) error {
	of := func(write func(io.Writer, pdfa.Flavour) error, f pdfa.Flavour) func(io.Writer) error {
		return func(w io.Writer) error { return write(w, f) }
	}
	return map[string]func(io.Writer) error{
		"list":         func(w io.Writer) error { return indexList(w, "1/3 første boks") },
		"labels":       of(labels, pdfa.A2aUA1),
		"receipt":      of(receipt, pdfa.A2aUA1),
		"rendition":    of(rendition, pdfa.A2aUA1),
		"a1-labels":    of(labels, pdfa.A1b),
		"a1-receipt":   of(receipt, pdfa.A1b),
		"a1-rendition": of(rendition, pdfa.A1b),
	}
}
