package lists

import (
	"bytes"
	"fmt"
	"maps"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/paper"
)

func TestPrintedLabelsFollowTheInstruks(t *testing.T) {
	want := map[deposit.Ordering]string{deposit.ByName: "B - B", deposit.ByBirth: "etter fødselsdato 1/1 - 26/4 1971", deposit.ByJournalNo: "journalnummer 1 - 40/1979-80"}
	for _, ordering := range deposit.Orderings() {
		o := options()
		o.Profile.Ordering = ordering
		_, folder := made(t, &store{rows: people(), boxes: packed(people(), ordering)}, o)
		single := lined(t, folder["etiketter/etiketter.pdf"])
		require.Len(t, single, 4, "one label a page")
		require.Equal(t, "Testvik kommune PPT-kontoret Testvik & Fjell "+want[ordering]+" Boks 1 av 4 6f1c2a00.001 DEMO – syntetiske personer", spoken(single[0]))
		sheets := lined(t, folder["etiketter/a4.pdf"])
		require.Len(t, sheets, 3, "the test sheet, three labels, one label")
		require.Contains(t, spoken(sheets[0]), "Kontrollark Skriv ut i 100 %")
		tags := spoken(unbroken(tool(t, folder["etiketter/a4.pdf"], "pdfinfo", "-struct-text", "FILE")))
		inOrderOf(t, tags, "Kontrollark", want[ordering], "Boks 1 av 4", "6f1c2a00.001", "Boks 2 av 4", "Boks 4 av 4", "6f1c2a00.004")
		pencil := spoken(strings.Join(lined(t, folder["etiketter/blyantark.pdf"]), ""))
		inOrderOf(t, pencil, "Blyantark", "Testvik kommune", "Testvik & Fjell", want[ordering], "Boks 1 av 4", "Boks 4 av 4")
		require.Contains(t, pencil, "1979–1985")
		for _, row := range people() { // labels name nobody
			for _, file := range []string{"etiketter/etiketter.pdf", "etiketter/a4.pdf", "etiketter/blyantark.pdf"} {
				words := strings.Fields(extracted(t, folder[file]))
				require.NotContains(t, words, row.LastName)
				require.NotContains(t, words, row.FirstName)
			}
		}
	}
}

// TestALabelMeasuresWhatItShould reads the sizes out of the files: a label is 80 × 175 mm, on a page of its own and as a frame on a sheet.
func TestALabelMeasuresWhatItShould(t *testing.T) {
	_, folder := made(t, &store{rows: people(), boxes: packed(people(), deposit.ByName)}, options())
	const mm = 72 / 25.4
	plain := func(name string) string {
		return tool(t, folder[name], "qpdf", "--qdf", "--object-streams=disable", "FILE", "-")
	}
	box := regexp.MustCompile(`/MediaBox \[\s*0\s+0\s+([0-9.]+)\s+([0-9.]+)\s*\]`).FindAllStringSubmatch(plain("etiketter/etiketter.pdf"), -1)
	require.Len(t, box, 4)
	for _, b := range box {
		require.InDelta(t, 80*mm, number(t, b[1]), 0.01)
		require.InDelta(t, 175*mm, number(t, b[2]), 0.01)
	}
	frames := map[string]int{}
	for _, f := range regexp.MustCompile(`(?m)([0-9.]+) ([0-9.]+) ([0-9.]+) ([0-9.]+) re\s+S$`).FindAllStringSubmatch(plain("etiketter/a4.pdf"), -1) {
		require.InDelta(t, 80*mm, number(t, f[3]), 0.01)
		require.InDelta(t, 175*mm, number(t, f[4]), 0.01)
		frames[f[1]+" "+f[2]]++
	}
	require.Len(t, frames, 3, "three places on a sheet")
	all := 0
	for n := range maps.Values(frames) {
		all += n
	}
	require.Equal(t, 7, all, "three frames to test with, and one a label")
}

func number(t *testing.T, s string) (n float64) {
	_, err := fmt.Sscan(s, &n)
	require.NoError(t, err)
	return n
}

func TestABoxOfManyYearsStillHasALabel(t *testing.T) {
	boxes := packed(people(), deposit.ByJournalNo)
	for i := range 85 {
		boxes[0].Box.Ranges = append(boxes[0].Box.Ranges, deposit.NoRange{First: i + 1, Last: 1000 + i, Year: deposit.JournalNo{Start: 1900 + i, Split: true}.Year()})
	}
	o := options()
	o.Deposit.Owner.Name = strings.Repeat("Testvik og Fjell interkommunale ", 12)
	_, folder := made(t, &store{rows: people(), boxes: boxes}, o)
	require.Contains(t, spoken(lined(t, folder["etiketter/etiketter.pdf"])[0]), "85 - 1084/1984-85")
}

func TestALabelShowsTheDepotsShelfOnceThereIsOne(t *testing.T) {
	r := New(&store{}, nil, options())
	r.missing = map[rune]bool{}
	for shelf, want := range map[string]string{"": "", "M 12-3-4": "Plass: M 12-3-4"} {
		var out bytes.Buffer
		doc, err := r.open(&out, opening{title: "Prøve"})
		require.NoError(t, err)
		label := paper.Labels([]deposit.Box{{Number: 1, Of: 1}}, r.options.Deposit, r.style())[0]
		label.Shelf = shelf
		require.NoError(t, r.label(doc.Sheet(pdfa.PageSize{W: deposit.LabelWidth, H: deposit.LabelHeight}), label))
		require.NoError(t, doc.close())
		shown := spoken(lined(t, out.Bytes())[0])
		require.Equal(t, want != "", strings.Contains(shown, "Plass"))
		require.Contains(t, shown, want)
	}
}

func TestSheetsThatAreCutAlreadyGetNoFrames(t *testing.T) {
	o := options()
	o.Profile.Printing.Sheet = deposit.DefaultLabelSheet()
	o.Profile.Printing.Sheet.Frame = false
	_, folder := made(t, &store{rows: people(), boxes: packed(people(), deposit.ByName)}, o)
	plain := tool(t, folder["etiketter/a4.pdf"], "qpdf", "--qdf", "--object-streams=disable", "FILE", "-")
	require.Len(t, regexp.MustCompile(`(?m) re\s+S$`).FindAllString(plain, -1), 3, "on the test sheet only")
}
