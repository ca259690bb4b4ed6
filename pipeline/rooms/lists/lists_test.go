package lists

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

func TestTheNineListsHoldTheSameRowsAndCopiesDifferInTheMarkOnly(t *testing.T) {
	s := &store{rows: people(), boxes: packed(people(), deposit.ByJournalNo)}
	result, folder := made(t, s, options())
	require.Equal(t, 16, result.Rows)
	require.Len(t, result.Files, 28)
	require.Len(t, folder, 28)
	var all []string
	for _, ordering := range deposit.Orderings() {
		var first [][]string
		for number := 1; number <= 3; number++ {
			rows := read(t, folder[fmt.Sprintf("lister/%s-%dav3.xlsx", ordering, number)], "")
			mark := []string{"Eksemplar 1/3 – første boks", "Eksemplar 2/3 – arkivskaper", "Eksemplar 3/3 – IKA"}[number-1]
			require.Equal(t, mark, rows[1][0])
			rows[1][0] = ""
			if number == 1 {
				first = rows
			}
			require.Equal(t, first, rows, "%s %d", ordering, number)
		}
		set := body(t, first)
		require.Len(t, set, 16)
		var lines []string
		for _, row := range set {
			lines = append(lines, strings.Join(row, "|"))
		}
		sort.Strings(lines)
		if all == nil {
			all = lines
		}
		require.Equal(t, all, lines, "%s", ordering)
	}
}

func TestListsStandInTheirOrder(t *testing.T) {
	s := &store{rows: people()}
	_, folder := made(t, s, options())
	column := func(file string, n int) (texts []string) {
		for _, row := range body(t, read(t, folder[file], "")) {
			texts = append(texts, row[n])
		}
		return texts
	}
	require.Equal(t, []string{"Berg", "Berg Hansen", "Berg-Hansen", "Bø", "Čáhput", "de Groot", "Đoarvi", "Müller", "Ŋuorgu", "van der Berg", "Zakariassen", "Ærlig", "Østby",
		"Aaberg", "Åsen", "Aasen"}, column("lister/alfabetisk-1av3.xlsx", 1))
	births := column("lister/fodselsdato-1av3.xlsx", 3)
	require.Equal(t, "", births[15], "unknown stands last")
	require.True(t, sort.StringsAreSorted(births[:15]), "%v", births)
	require.Contains(t, births, "1973", "a year alone stays a year")
	require.Equal(t, "40/1979-80", column("lister/journalnr-1av3.xlsx", 0)[5])
}

func TestTitleBlockAndPageFootTraceTheListToTheApprovedRows(t *testing.T) {
	s := &store{rows: people()}
	result, folder := made(t, s, options())
	rows := read(t, folder["lister/alfabetisk-2av3.xlsx"], "")
	var head []string
	for _, row := range rows {
		if len(row) > 1 {
			break
		}
		head = append(head, strings.Join(row, ""))
	}
	require.Equal(t, []string{"Liste over klientmapper, alfabetisk etter navn", "Eksemplar 2/3 – arkivskaper", "DEMO – syntetiske personer",
		"Unntatt offentlighet, Offl. § 13, jf. fvl. § 13", "Arkiveier: Testvik kommune", "Arkivskaper: PPT Testvik & Fjell", "Arkivdepot: IKA Rogaland",
		"Leveranse: ppt-2024 · 6f1c2a00-0000-4000-8000-000000000001", "Ordning: alfabetisk etter navn", "Antall mapper: 16",
		"Listens kontrollsum: " + result.Digest.Short()}, head)
	require.Equal(t, []string{"Journalnummer", "Etternavn", "Fornavn", "Fødselsdato", "Boks", "Mappe i boks", "Åpnet", "Avsluttet", "Medium"}, rows[len(head)])
	require.Equal(t, []string{"35/1981-82", "Berg Hansen", "Anne", "1971-02-28", "1, 2", "5, 1", "1981-09-01", "1985-06-20", "papir"}, rows[len(head)+2])
	require.Equal(t, []string{"36/1980-81", "Berg", "Anne", "1974-09-17", "–", "–", "1980-09-01", "1985-06-20", "digital"}, rows[len(head)+1])
	part := string(unzipped(t, folder["lister/alfabetisk-2av3.xlsx"], "xl/worksheets/sheet1.xml"))
	require.Contains(t, part, "<oddHeader>&amp;LEksemplar 2/3 – arkivskaper · DEMO – syntetiske personer</oddHeader>")
	require.Contains(t, part, "<oddFooter>&amp;LListens kontrollsum: "+result.Digest.Short()+" · ppt-2024 · Unntatt offentlighet, Offl. § 13, jf. fvl. § 13&amp;RSide &amp;P av &amp;N</oddFooter>")
	require.NotContains(t, part, "<f>", "a name that looks like a formula stays text")
}

func TestDraftIsMarkedAsDraft(t *testing.T) {
	s := &store{rows: people()}
	folder := folderOf{}
	var kept strings.Builder
	o := options()
	o.Text = &kept
	result, err := New(s, folder, o).Run(t.Context())
	require.NoError(t, err)
	require.True(t, result.Draft)
	require.Equal(t, []string{"utkast/liste-utkast.xlsx", "utkast/liste-utkast.pdf"}, result.Files)
	require.Equal(t, result.Digest, deposit.DigestOf([]byte(kept.String())))
	require.Equal(t, 16, strings.Count(kept.String(), "\n"))
	require.Contains(t, kept.String(), `{"journal":"35/1981-82","last":"Berg Hansen","first":"Anne","birth":"1971-02-28","opened":"1981-09-01","closed":"1985-06-20","medium":"papir","places":["1.5 1/2","2.1 2/2"]}`+"\n")
	for _, name := range []string{"Alfabetisk", "Fødselsdato", "Journalnummer"} {
		rows := read(t, folder["utkast/liste-utkast.xlsx"], name)
		require.Equal(t, "UTKAST – skal godkjennes av depotet", rows[1][0])
		require.Len(t, body(t, rows), 16)
	}
}

func TestOtherRowsThanTheApprovedOnesAreRefusedWithTheDifference(t *testing.T) {
	s := &store{rows: people()}
	var approved strings.Builder
	o := options()
	o.Text = &approved
	draft, err := New(s, folderOf{}, o).Run(t.Context())
	require.NoError(t, err)
	s.rows = s.rows[1:]
	s.rows[0].FirstName = "Pål"
	s.rows[1].Placings[0].Size++
	s.rows = append(s.rows, deposit.ListRow{Journal: "99/1981-82", LastName: "Ny"})
	folder := folderOf{}
	o.Text, o.Approved = nil, draft.Digest
	o.ApprovedText = func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(approved.String())), nil }
	_, err = New(s, folder, o).Run(t.Context())
	require.Equal(t, deposit.Conflict, deposit.KindOf(err))
	conflict, ok := AsConflict(err)
	require.True(t, ok)
	require.Equal(t, Difference{Added: []string{"99/1981-82"}, Removed: []string{"40/1979-80"}, Changed: []string{"39/1980-81"}}, conflict.Difference,
		"a thickness that moves nothing asks for no new approval")
	require.Empty(t, folder)
	for _, name := range []string{"Pål", "Ny", "Aasen"} {
		require.NotContains(t, err.Error(), name)
	}
	_, err = Compare(strings.NewReader("no row\n"), strings.NewReader(""))
	require.Error(t, err)
	require.NotContains(t, err.Error(), "no row\n")
}

func TestListsWhoseRowsDifferAreRefused(t *testing.T) {
	s := &store{rows: people()}
	twice := append([]deposit.ListRow(nil), people()...)
	twice[0] = twice[1]
	s.sorted = map[deposit.Ordering][]deposit.ListRow{deposit.ByBirth: twice}
	_, err := New(s, folderOf{}, options()).Run(t.Context())
	require.Equal(t, deposit.Conflict, deposit.KindOf(err))
	require.ErrorContains(t, err, "does not hold the same rows")
}

func TestPublicListShowsNoNameInAnyOrdering(t *testing.T) {
	want := map[deposit.Ordering]string{deposit.ByName: "Ber – B", deposit.ByBirth: "født 1971", deposit.ByJournalNo: "1 – 40/1979-80"}
	for _, ordering := range deposit.Orderings() {
		o := options()
		o.Profile.Ordering = ordering
		s := &store{rows: people(), boxes: packed(people(), ordering)}
		result, folder := made(t, s, o)
		require.Equal(t, 4, result.Boxes)
		table := string(folder["offentlig/bokser.csv"])
		book := read(t, folder["offentlig/bokser.xlsx"], "")
		require.Equal(t, "1;"+want[ordering]+";1979–1985;4;\"0,071\";DEMO – syntetiske personer", strings.Split(table, "\r\n")[1])
		require.Equal(t, []string{"1", want[ordering], "1979–1985", "4", "0.071"}, body(t, book)[0])
		for _, row := range s.rows {
			for _, name := range []string{row.LastName, row.FirstName} {
				require.NotContains(t, strings.FieldsFunc(table+fmt.Sprint(book), func(c rune) bool { return strings.ContainsRune(" ;\r\n[]–,", c) }), name)
			}
			if row.Birth.Full() {
				require.NotContains(t, table+fmt.Sprint(book), row.Birth.String())
			}
		}
	}
}

func TestLabelsFollowTheInstruks(t *testing.T) {
	want := map[deposit.Ordering]string{deposit.ByName: "B - B", deposit.ByBirth: "etter fødselsdato 1/1 - 26/4 1971", deposit.ByJournalNo: "journalnummer 1 - 40/1979-80"}
	for _, ordering := range deposit.Orderings() {
		o := options()
		o.Profile.Ordering = ordering
		_, folder := made(t, &store{rows: people(), boxes: packed(people(), ordering)}, o)
		lines := strings.Split(string(folder["etiketter/etiketter.csv"]), "\r\n")
		require.Equal(t, "\ufeffBoks;Linje 1;Linje 2;Linje 3;Linje 4;Linje 5", lines[0])
		require.Equal(t, "1;Testvik kommune;PPT-kontoret Testvik & Fjell;"+want[ordering]+";Boks 1 av 4;DEMO – syntetiske personer", lines[1])
	}
}

func TestSameRowsGiveTheSameBytes(t *testing.T) {
	s := &store{rows: people(), boxes: packed(people(), deposit.ByName)}
	_, first := made(t, s, options())
	_, again := made(t, s, options())
	for name, data := range first {
		require.True(t, bytes.Equal(data, again[name]), name)
	}
}

func TestTextsStandInThreeLanguages(t *testing.T) {
	for _, lang := range text.Languages() {
		o := options()
		o.Deposit.Language = string(lang)
		o.Deposit.Mark = ""
		_, folder := made(t, &store{rows: people(), boxes: packed(people(), deposit.ByBirth)}, o)
		for name, data := range folder {
			shown := string(data)
			switch path.Ext(name) {
			case ".xlsx":
				shown = fmt.Sprint(read(t, data, ""))
			case ".pdf":
				shown = extracted(t, data)
			}
			for _, topic := range []string{"lists.", "print.", "paper.", "{0}", "{1}"} {
				require.NotContains(t, shown, topic, "%s %s: a text is missing", lang, name)
			}
		}
	}
}

func TestOddInputIsRefusedOrShown(t *testing.T) {
	o := options()
	o.Profile.Columns = []string{"journalnr", "skostørrelse"}
	_, err := New(&store{}, folderOf{}, o).Run(t.Context())
	require.Equal(t, deposit.Usage, deposit.KindOf(err))
	o.Profile.Columns = []string{"etternavn", "journalnr"}
	s := &store{rows: []deposit.ListRow{{Journal: "1/1979-80", LastName: "Berg\x01\x00", Birth: deposit.Date{Year: 1899, Month: 5, Day: 3}}}}
	_, folder := made(t, s, o)
	require.Equal(t, [][]string{{"Berg\ufffd\ufffd", "1/1979-80"}}, body(t, read(t, folder["lister/journalnr-1av3.xlsx"], "")))
	full := &deposit.Error{Kind: deposit.Disk, Op: "full"}
	_, err = New(s, broken{full}, o).Run(t.Context())
	require.ErrorIs(t, err, full)
	cancelled, stop := context.WithCancel(t.Context())
	stop()
	_, err = New(s, folderOf{}, o).Run(cancelled)
	require.ErrorIs(t, err, context.Canceled)
}

type broken struct{ err error }

func (b broken) Create(string) (io.WriteCloser, error) { return nil, b.err }
