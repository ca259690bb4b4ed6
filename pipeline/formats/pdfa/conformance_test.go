//go:build conformance

package pdfa_test

// What other people's programs say of our files:
//
//	go test -tags conformance ./pipeline/formats/pdfa/
//
// The judges are found in the directory that ARKIVDEPOT_ORACLES names, or beside the module in ../shared/oracles.
// They install veraPDF, qpdf, poppler and zbar when these are missing. A judge that cannot run fails the test.

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup/oracle"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
)

func write(t *testing.T, dir, name string, fill func(io.Writer) error) string {
	path := filepath.Join(dir, name+".pdf")
	f, err := os.Create(path)
	require.NoError(t, err)
	require.NoError(t, fill(f), name)
	require.NoError(t, f.Close())
	return path
}

// odd documents go where the examples do not.
func odd() map[string]func(io.Writer) error {
	out := map[string]func(io.Writer) error{}
	for _, flavour := range []pdfa.Flavour{pdfa.A2aUA1, pdfa.A1b} {
		prefix := map[pdfa.Flavour]string{pdfa.A2aUA1: "", pdfa.A1b: "a1-"}[flavour]
		titled := func(title string, fill func(*pdfa.Document)) func(io.Writer) error {
			return func(w io.Writer) error {
				o := options(flavour)
				o.Title, o.Author, o.Subject, o.Creator = title, "O'Hara & sønner", "漢字 👍", "prøve"
				doc, err := pdfa.New(w, o)
				if err != nil { // refused in words; then an odd title that is not
					o.Title = `Æ "<&>" (a) \ 漢`
					doc, err = pdfa.New(w, o)
				}
				if err != nil {
					return err
				}
				fill(doc)
				return doc.Close()
			}
		}
		made := func(fill func(*pdfa.Document)) func(io.Writer) error { return titled("", fill) }
		rows := map[pdfa.Flavour]int{pdfa.A2aUA1: 400, pdfa.A1b: 8100}[flavour] // more than an array of PDF 1.4 takes
		out[prefix+"rows"] = made(func(d *pdfa.Document) {
			table := d.Table(pdfa.Table{Columns: []pdfa.Column{{Title: "Navn"}}, Size: 4})
			for range rows {
				table.Row("Åse")
			}
			table.End()
		})
		out[prefix+"split"] = made(func(d *pdfa.Document) {
			table := d.Table(pdfa.Table{Columns: []pdfa.Column{{Title: ""}, {Title: "Tekst"}}, SplitCells: true})
			table.RowOf(pdfa.Cell{Text: "", Bold: true}, pdfa.Cell{Text: strings.Repeat("Kárášjohka ", 4000), Lang: "se-NO"})
			table.End()
		})
		out[prefix+"images"] = made(func(d *pdfa.Document) {
			d.Figure(d.CCITT(g4()).Figure("Halvt hvitt, halvt svart", 40, 0), pdfa.Left)
			d.Figure(d.JPEG(cmykJPEG()).Figure("Grått", 40, 0), pdfa.Right)
			d.Figure(pdfa.Figure{Alt: "Tekst", W: 50, H: 10, Draw: func(g *pdfa.Drawing) {
				g.Fill(pdfa.Rect{W: 50, H: 10}, 0.8)
				g.Text(pdfa.TextBox{Rect: pdfa.Rect{W: 50, H: 10}, Text: "I en figur ✓", Middle: true})
			}}, pdfa.Center)
		})
		out[prefix+"runs"] = made(func(d *pdfa.Document) {
			for range 80 { // links and languages across page breaks
				d.Text(pdfa.Style{Align: pdfa.Center}, pdfa.Run{Text: "Før, "}, pdfa.Run{Text: strings.Repeat("en lang lenke ", 20), Link: "mailto:post@example.no"},
					pdfa.Run{Text: strings.Repeat("Dát lea sámegiella. ", 20), Lang: "se"}, pdfa.Run{Text: "mono", Font: pdfa.Mono})
			}
		})
		for seed := range 12 {
			texts := rapid.SliceOfN(rapid.String(), 6, 6).Example(seed)
			out[fmt.Sprintf("%srandom-%02d", prefix, seed)] = titled(texts[2], func(d *pdfa.Document) {
				d.Heading(1, "Overskrift "+texts[0])
				d.Paragraph(texts[1])
				d.List(pdfa.Bullets, texts...)
				d.Text(pdfa.Style{}, pdfa.Run{Text: texts[3], Lang: "en"}, pdfa.Run{Text: texts[4], Link: "https://example.no/a?b=(c)"})
				d.KeyValues(pdfa.KeyValues{Columns: 2, Pairs: []pdfa.Pair{{Key: texts[4], Value: texts[5]}, {}, {Key: texts[0]}}})
				table := d.Table(pdfa.Table{Columns: []pdfa.Column{{Title: texts[2]}, {Title: ""}}, SplitCells: true})
				table.Group(2, "Gruppe "+texts[3])
				table.Row(texts[4], texts[5])
				table.End()
				d.Signatures(texts[0])
				d.Preformatted(0, texts[1]+"\f"+texts[2])
			})
		}
	}
	return out
}

func TestJudges(t *testing.T) {
	dir := t.TempDir()
	var modern, old []string
	for _, set := range []map[string]func(io.Writer) error{examples(), odd()} {
		for name, fill := range set {
			if path := write(t, dir, name, fill); strings.HasPrefix(name, "a1-") {
				old = append(old, path)
			} else {
				modern = append(modern, path)
			}
		}
	}
	for flavour, files := range map[string][]string{"2a": modern, "ua1": modern, "1b": old} {
		out := oracle.Run(t, oracle.Tool(t, "verapdf"), append([]string{flavour}, files...)...)
		require.Equal(t, len(files), strings.Count(out, "valid\t"), out)
	}
	for _, path := range append(modern, old...) {
		require.Contains(t, oracle.Run(t, "qpdf", "--check", path), "No syntax or stream encoding errors found")
	}
}

func TestScannersReadTheLabels(t *testing.T) {
	path := write(t, t.TempDir(), "labels", examples()["labels"])
	out := oracle.Run(t, oracle.Tool(t, "barcode"), path)
	for _, kind := range []string{"QR-Code", "CODE-128"} {
		require.Contains(t, out, "page-1\t"+kind+"\t2026-014-001\n")
		for i := 1; i <= 3; i++ {
			require.Contains(t, out, fmt.Sprintf("page-3\t%s\t2026-014-%03d\n", kind, i))
		}
	}
}

func TestPopplerReadsInOrder(t *testing.T) {
	dir := t.TempDir()
	list := write(t, dir, "list", examples()["list"])
	text := oracle.Run(t, "pdftotext", "-layout", list, "-")
	inOrder(t, text, "Alfabetisk liste", "Kárášjoga gielda", "Navn", "Født", "Boks", "\nA\n", "Anes, Čeavlli Eŋŋor", "01.01.1960",
		"Side 1 av 10", "Bnes", "Ænes", "Ønes", "Ånes", "Side 10 av 10")
	require.Equal(t, 10, strings.Count(text, "1/3 første boks")-1, "on every page, and in the title block")

	tags := oracle.Run(t, "pdfinfo", "-struct-text", list)
	inOrder(t, tags, "H1 (block)", `"Alfabetisk liste"`, "Table", "TH", "/Scope /Row", `"Eier"`, "TD", "THead", "/Scope /Column", `"Navn"`,
		"TBody", "H2 (block)", `"A"`, "TH", "/Scope /Row", `"Anes, Čeavlli Eŋŋor"`, "TD", `"01.01.1960"`)
	require.NotContains(t, tags, "Side 1", "furniture is not read")
	require.Equal(t, 1, strings.Count(tags, `"Navn"`), "repeated headers are not read")
	require.Equal(t, 1, strings.Count(tags, `"A"`), "nor are groups that go on")
	require.Greater(t, strings.Count(text, "\nA\n"), 1, "but they are seen")

	fonts := strings.Split(strings.TrimSpace(oracle.Run(t, "pdffonts", list)), "\n")[2:]
	for _, f := range fonts {
		require.Regexp(t, `^[A-Z]{6}\+\S+ +CID TrueType +Identity-H +yes yes yes`, f, "embedded, subset, ToUnicode")
	}
}

func inOrder(t *testing.T, text string, parts ...string) {
	rest := text
	for _, p := range parts {
		_, after, ok := strings.Cut(rest, p)
		require.True(t, ok, "%q is missing, or stands too early", p)
		rest = after
	}
}

// A fax image is black where its black runs are, and the other way round when black is zero.
func TestGroup4Polarity(t *testing.T) {
	for zero, want := range map[bool][2]byte{false: {255, 0}, true: {0, 255}} {
		path := write(t, t.TempDir(), "fax", func(w io.Writer) error {
			doc, err := pdfa.New(w, options(pdfa.A2aUA1))
			if err != nil {
				return err
			}
			g := g4()
			g.BlackIsZero = zero
			doc.Sheet(pdfa.PageSize{W: 20, H: 20}).Figure(pdfa.Point{}, doc.CCITT(g).Figure("Faks", 20, 20))
			return doc.Close()
		})
		pgm := oracle.Run(t, "pdftoppm", "-gray", "-r", "25.4", path)
		var w, h int
		_, err := fmt.Sscanf(pgm, "P5\n%d %d\n255\n", &w, &h)
		require.NoError(t, err)
		row := pgm[len(pgm)-w*(h-10):] // in the middle
		require.Equal(t, want, [2]byte{row[5], row[15]})
	}
}
