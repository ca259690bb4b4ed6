package lists

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/paper"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// tool runs a program of poppler or qpdf on a PDF file; `make tools` installs them.
func tool(t testing.TB, data []byte, name string, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.pdf")
	require.NoError(t, os.WriteFile(path, data, 0o600))
	for i, a := range args {
		if a == "FILE" {
			args[i] = path
		}
	}
	cmd := exec.Command(name, args...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	require.NoError(t, err, "%s %v: %s (make tools installs it)", name, args, errs.String())
	return string(out)
}

// extracted is the text of a PDF file, a page ending with a form feed.
func extracted(t testing.TB, data []byte) string {
	t.Helper()
	return tool(t, data, "pdftotext", "FILE", "-")
}

// lined is the text of each page in the order in which it stands in the file: without page furniture that is the order in which it is read.
func lined(t testing.TB, data []byte) []string {
	t.Helper()
	pages := strings.Split(tool(t, data, "pdftotext", "-raw", "FILE", "-"), "\f")
	return pages[:len(pages)-1]
}

// sheetsOf is the text of each page.
func sheetsOf(t testing.TB, data []byte) []string {
	t.Helper()
	pages := strings.Split(extracted(t, data), "\f")
	require.Empty(t, strings.TrimSpace(pages[len(pages)-1]))
	return pages[:len(pages)-1]
}

// spoken is a text in words with one space between them: how lines fall does not matter.
func spoken(shown string) string { return strings.Join(strings.Fields(shown), " ") }

func inOrderOf(t testing.TB, shown string, parts ...string) {
	t.Helper()
	rest := shown
	for _, p := range parts {
		_, after, ok := strings.Cut(rest, p)
		require.True(t, ok, "%q is missing or stands too early", p)
		rest = after
	}
}

// asked is options with everything that a profile can ask for on paper.
func asked() Options {
	o := options()
	o.Profile.Printing.BoxLists = true
	return o
}

func TestPrintedCopiesDifferInTheMarkOnly(t *testing.T) {
	s := &store{rows: crowd(8), boxes: packed(crowd(8), deposit.ByJournalNo)}
	_, folder := made(t, s, asked())
	marks := []string{"Eksemplar 1/3 – første boks", "Eksemplar 2/3 – arkivskaper", "Eksemplar 3/3 – IKA"}
	for _, ordering := range deposit.Orderings() {
		var first string
		for number := 1; number <= 3; number++ {
			shown := spoken(extracted(t, folder[fmt.Sprintf("lister/%s-%dav3.pdf", ordering, number)]))
			for i, mark := range marks {
				require.Equal(t, i+1 == number, strings.Contains(shown, mark), "%s %d", ordering, number)
			}
			shown = strings.ReplaceAll(shown, marks[number-1], "")
			if number == 1 {
				first = shown
			}
			require.Equal(t, first, shown, "%s %d", ordering, number)
		}
	}
}

func TestEveryPrintedPageSaysWhoseItIs(t *testing.T) {
	s := &store{rows: crowd(8), boxes: packed(crowd(8), deposit.ByJournalNo)}
	result, folder := made(t, s, asked())
	pages := sheetsOf(t, folder["lister/fodselsdato-2av3.pdf"])
	require.Greater(t, len(pages), 3)
	for i, page := range pages {
		for _, want := range []string{"Liste over klientmapper, kronologisk etter fødselsdato", "Eksemplar 2/3 – arkivskaper", "Arkiveier: Testvik kommune",
			"Arkivskaper: PPT Testvik & Fjell", "Arkivdepot: IKA Rogaland", "Leveranse: ppt-2024 · 6f1c2a00-0000-4000-8000-000000000001", "Antall mapper: 128",
			"Listens kontrollsum: " + result.Digest.Short(), "Unntatt offentlighet, Offl. § 13, jf. fvl. § 13", "DEMO – syntetiske personer",
			fmt.Sprintf("Side %d av %d", i+1, len(pages)), "Etternavn", "Fødselsdato"} {
			require.Contains(t, spoken(page), want, "page %d", i+1)
		}
	}
}

func TestPrintedRowsAreThoseOfTheWorkbook(t *testing.T) {
	rows := people()
	rows[0].LastName = strings.Repeat("Langenavnet-", 400) + "Olsen"
	s := &store{rows: rows}
	_, folder := made(t, s, options())
	for _, ordering := range deposit.Orderings() {
		book := body(t, read(t, folder[listName(ordering, 1)+".xlsx"], ""))
		tags := tool(t, folder[listName(ordering, 1)+".pdf"], "pdfinfo", "-struct-text", "FILE")
		var cells []string
		for _, row := range book {
			for _, cell := range row {
				if day, err := deposit.ParseDate(cell); err == nil && day.Full() {
					cell = day.Norwegian()
				}
				if cell != "" {
					cells = append(cells, cell)
				}
			}
		}
		_, table, _ := strings.Cut(tags, "THead")
		_, table, _ = strings.Cut(table, "TBody")
		inOrderOf(t, unbroken(table), cells...)
	}
	for _, name := range []string{"Čáhput", "Máret", "Đoarvi", "Ánte", "Ŋuorgu", "Ærlig", "Østby", "Åsen"} {
		require.Contains(t, extracted(t, folder["lister/journalnr-1av3.pdf"]), name)
	}
}

var quoted = regexp.MustCompile(`"([^"\n]*)"`)

// unbroken is what pdfinfo -struct-text shows, the lines of a cell joined.
func unbroken(tags string) string {
	var out strings.Builder
	for block := range strings.SplitSeq(tags, "(block)") {
		for _, m := range quoted.FindAllStringSubmatch(block, -1) {
			out.WriteString(m[1])
		}
		out.WriteString("\n")
	}
	return out.String()
}

func TestAlphabeticalListIsGroupedByLetter(t *testing.T) {
	_, folder := made(t, &store{rows: crowd(20)}, options())
	bookmarks := func(name string) (titles []string) {
		outline := tool(t, folder[name], "qpdf", "--json", "--json-key=outlines", "FILE")
		for _, m := range regexp.MustCompile(`"title": "([^"]*)"`).FindAllStringSubmatch(outline, -1) {
			titles = append(titles, m[1])
		}
		slices.Sort(titles)
		return titles
	}
	require.Equal(t, []string{"B", "C", "D", "Liste over klientmapper, alfabetisk etter navn", "M", "V", "Z", "Å", "Æ", "Ø", "Ŋ"}, bookmarks("lister/alfabetisk-1av3.pdf"),
		"Čáhput with C, Aasen with Å, once each")
	require.Len(t, bookmarks("lister/journalnr-1av3.pdf"), 1)
	_, folder = made(t, &store{rows: []deposit.ListRow{{Journal: "1/1979"}, {Journal: "2/1979", LastName: "Berg"}}}, options())
	inOrderOf(t, spoken(lined(t, folder["lister/alfabetisk-1av3.pdf"])[0]), " B ", "2/1979", " Uten forbokstav ", "1/1979")
}

func TestPrintedDraftSaysDraftOnEveryPage(t *testing.T) {
	folder := folderOf{}
	_, err := New(&store{rows: crowd(8)}, folder, options()).Run(t.Context())
	require.NoError(t, err)
	pages := sheetsOf(t, folder["utkast/liste-utkast.pdf"])
	titles := map[string]int{}
	for i, page := range pages {
		require.Contains(t, page, "UTKAST – skal godkjennes av depotet")
		require.Contains(t, page, fmt.Sprintf("Side %d av %d", i+1, len(pages)))
		require.NotContains(t, page, "Eksemplar")
		titles[regexp.MustCompile(`Liste over klientmapper, .*`).FindString(page)]++
	}
	require.Len(t, titles, 1, "one list is printed: %v", titles)
	require.Contains(t, titles, "Liste over klientmapper, kronologisk etter journalnummer", "in the order of the boxes")
}

func TestTheProfileSaysWhatIsPrinted(t *testing.T) {
	s := &store{rows: people(), boxes: packed(people(), deposit.ByName)}
	o := options()
	o.Profile.Printing = deposit.Printing{Labels: []string{deposit.PencilSheet}}
	_, folder := made(t, s, o)
	require.Contains(t, folder, "etiketter/blyantark.pdf")
	require.NotContains(t, folder, "etiketter/etiketter.pdf")
	require.NotContains(t, folder, "etiketter/a4.pdf")
	require.NotContains(t, folder, "lister/innhold-i-bokser.pdf")

	o.Profile.Printing = deposit.Printing{BoxLists: true, Archival: "a-1b", Sheet: deposit.LabelSheet{Width: 210, Height: 297, Columns: 2, Rows: 1, Left: 20, Top: 40, GapX: 10}}
	_, folder = made(t, s, o)
	require.Contains(t, folder, "lister/innhold-i-bokser.pdf")
	require.True(t, bytes.HasPrefix(folder["lister/alfabetisk-1av3.pdf"], []byte("%PDF-1.4")))
	require.Len(t, sheetsOf(t, folder["etiketter/a4.pdf"]), 3, "two labels on a sheet")
	require.Contains(t, tool(t, folder["etiketter/a4.pdf"], "pdfinfo", "FILE"), "A4")

	o.Profile.Printing = deposit.Printing{Sheet: deposit.LabelSheet{Width: 210, Height: 297, Columns: 3, Rows: 1}}
	_, err := New(s, folderOf{}, o).Run(t.Context())
	require.NoError(t, err, "the draft has no labels")
	require.NotEqual(t, New(s, nil, options()).Basis(), New(s, nil, o).Basis(), "another grid makes the labels anew")

	o.Profile.Ordering, o.Profile.BirthOrder = deposit.ByBirth, "md"
	for years, want := range map[string]paper.Years{"": paper.NoYears, "ingen": paper.NoYears, "kull": paper.Cohort, "full": paper.FullYears} {
		o.Profile.Printing.Years = years
		require.Equal(t, want, New(s, nil, o).style().Years, years)
	}
}

func TestADeliveryWithoutBoxesGetsNothingForBoxes(t *testing.T) {
	rows := people()
	for i := range rows {
		rows[i].Medium, rows[i].Placings = deposit.Digital, nil
	}
	_, folder := made(t, &store{rows: rows}, asked())
	for name := range folder {
		require.False(t, strings.HasPrefix(name, "etiketter/") && strings.HasSuffix(name, ".pdf"), name)
	}
	require.NotContains(t, folder, "lister/innhold-i-bokser.pdf")
	require.Contains(t, extracted(t, folder["lister/omslag-1av3.pdf"]), "Leveransen har ingen bokser. Settet følger pakken.")
}

func TestCoverSaysWhatTheSetHoldsAndWhereItBelongs(t *testing.T) {
	result, folder := made(t, &store{rows: people(), boxes: packed(people(), deposit.ByName)}, options())
	for number, where := range []string{"Fremst i den første boksen", "Hos arkivskaperen", "Hos arkivdepotet"} {
		shown := spoken(lined(t, folder[fmt.Sprintf("lister/omslag-%dav3.pdf", number+1)])[0])
		inOrderOf(t, shown, fmt.Sprintf("Eksemplar %d/3", number+1), "Arkiveier", "Testvik kommune", "Antall mapper", "16", "Antall bokser", "4", result.Digest.Short(),
			fmt.Sprintf("alfabetisk-%dav3", number+1), fmt.Sprintf("fodselsdato-%dav3", number+1), fmt.Sprintf("journalnr-%dav3", number+1), where)
	}
}

func TestBoxListsTellWhatStandsInEachBox(t *testing.T) {
	boxes := packed(people(), deposit.ByName)
	boxes[1].Rows[0].Placings = []deposit.Placing{{Volume: 2, Volumes: 3, Box: 2, Position: 1}, {Volume: 3, Volumes: 3, Box: 2, Position: 1}}
	_, folder := made(t, &store{rows: people(), boxes: boxes}, asked())
	pages := sheetsOf(t, folder["lister/innhold-i-bokser.pdf"])
	require.Len(t, pages, 4)
	for i, page := range pages {
		require.Equal(t, 2, strings.Count(page, fmt.Sprintf("Innhold i boks %d av 4", i+1)), "at the top and as title")
		require.Contains(t, page, "Antall mapper: 4")
		require.Contains(t, page, "Side 1 av 1", "each box has its own")
		for _, row := range boxes[i].Rows {
			require.Contains(t, page, row.LastName)
			require.Contains(t, page, row.Birth.Norwegian())
		}
		for _, row := range boxes[(i+1)%4].Rows {
			require.NotContains(t, page, row.Journal)
		}
	}
	require.Contains(t, spoken(pages[1]), "del 2 - 3 av 3")
}

func TestOutCardHasNoPlaceForAClientsName(t *testing.T) {
	for lang, want := range map[string]string{"nb": "aldri navn på klienten", "nn": "aldri namn på klienten", "en": "never the client's name"} {
		o := options()
		o.Deposit.Language = lang
		_, folder := made(t, &store{rows: people(), boxes: packed(people(), deposit.ByName)}, o)
		require.Contains(t, spoken(extracted(t, folder["etiketter/utlanskort.pdf"])), want)
	}
}

// onPaper writes everything that is printed of a store, straight from the room.
func onPaper(s *store, o Options) error {
	r := New(s, nil, o)
	r.missing = map[rune]bool{}
	set, err := r.canonical(context.Background(), nil)
	if err != nil {
		return err
	}
	var boxes []deposit.Box
	for _, c := range s.boxes {
		boxes = append(boxes, c.Box)
	}
	err = onlyPrinted(r, []page{r.page(deposit.ByName, set, 1), r.page(deposit.ByBirth, set, 0)})
	for _, f := range r.outputs(set, len(boxes)) {
		if strings.HasSuffix(f.name, ".pdf") {
			err = errors.Join(err, f.write(context.Background(), io.Discard, boxes))
		}
	}
	return err
}

// onlyPrinted prints lists without the workbook beside them.
func onlyPrinted(r Room, pages []page) error {
	doc, err := r.printed(io.Discard, pages)
	if err != nil {
		return err
	}
	return r.written(context.Background(), pages, opened{rendering: doc})
}

func TestAnyTextInAnyCellGivesAFile(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := &store{}
		for range rapid.IntRange(0, 6).Draw(rt, "rows") {
			s.rows = append(s.rows, deposit.ListRow{Journal: rapid.String().Draw(rt, "journal"), LastName: rapid.String().Draw(rt, "last"), FirstName: rapid.String().Draw(rt, "first"),
				Birth: deposit.Date{Year: rapid.IntRange(0, 9999).Draw(rt, "year")}, Placings: []deposit.Placing{{Volume: 1, Volumes: 1, Box: 1, Position: 1}}})
		}
		s.boxes = []Contents{{Box: deposit.Box{Number: 1, Of: 1, FirstName: rapid.StringN(0, 3, 12).Draw(rt, "letters")}, Rows: s.rows}}
		o := asked()
		o.Deposit.Owner.Name, o.Deposit.Creator.Name, o.Deposit.Mark = rapid.String().Draw(rt, "owner"), rapid.String().Draw(rt, "creator"), rapid.String().Draw(rt, "mark")
		o.Profile.Ordering = rapid.SampledFrom(deposit.Orderings()).Draw(rt, "ordering")
		require.NoError(rt, onPaper(s, o))
	})
}

// FuzzNamesOnPaper looks for a name that keeps a list or a label from being printed.
func FuzzNamesOnPaper(f *testing.F) {
	f.Add("Aasen", "Kari", "1/1979-80", "Testvik kommune")
	f.Add("\xff\u00ad", "\u202e漢\n", "", "\ufffe \x00")
	f.Fuzz(func(t *testing.T, last, given, journal, owner string) {
		o := options()
		o.Deposit.Owner.Name = owner[:min(len(owner), 300)]
		r := New(&store{rows: []deposit.ListRow{{Journal: journal, LastName: last, FirstName: given}}}, nil, o)
		r.missing = map[rune]bool{}
		set, err := r.canonical(t.Context(), nil)
		require.NoError(t, err)
		require.NoError(t, onlyPrinted(r, []page{r.page(deposit.ByName, set, 1)}))
		require.NoError(t, r.labelPages(t.Context(), io.Discard, []deposit.Box{{Number: 1, Of: 1}}))
	})
}

func TestCharactersThatNoFontShowsAreToldAndMarked(t *testing.T) {
	result, folder := made(t, &store{rows: []deposit.ListRow{{Journal: "1/1979-80", LastName: "Berg漢", FirstName: "Kari\x01"}}}, options())
	require.Equal(t, []rune{'\x01', '漢'}, result.Missing)
	require.Contains(t, folder, "lister/journalnr-1av3.pdf")
	result, _ = made(t, &store{rows: people()}, options())
	require.Empty(t, result.Missing)
}

func TestPaperSpeaksTheDepositsLanguage(t *testing.T) {
	for _, lang := range text.Languages() {
		o := options()
		o.Deposit.Language = string(lang)
		_, folder := made(t, &store{rows: people(), boxes: packed(people(), deposit.ByName)}, o)
		plain := tool(t, folder["lister/alfabetisk-1av3.pdf"], "qpdf", "--qdf", "--object-streams=disable", "FILE", "-")
		require.Contains(t, plain, "/Lang ("+map[text.Lang]string{text.Bokmaal: "nb-NO", text.Nynorsk: "nn-NO", text.English: "en-GB"}[lang]+")")
		require.Contains(t, extracted(t, folder["lister/alfabetisk-1av3.pdf"]), lang.Say("lists.column.etternavn"))
	}
}
