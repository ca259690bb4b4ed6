package lists

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/sheet"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/order"
)

// store is rows and boxes in memory; the order is that of trades/order.
type store struct {
	rows   []deposit.ListRow
	boxes  []Contents
	sorted map[deposit.Ordering][]deposit.ListRow
}

func (s *store) List(_ context.Context, ordering deposit.Ordering) iter.Seq2[deposit.ListRow, error] {
	rows, ok := s.sorted[ordering]
	if !ok {
		rows = inOrder(s.rows, ordering)
	}
	return func(yield func(deposit.ListRow, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
}

func (s *store) Boxes(context.Context) iter.Seq2[Contents, error] {
	return func(yield func(Contents, error) bool) {
		for _, c := range s.boxes {
			if !yield(c, nil) {
				return
			}
		}
	}
}

func inOrder(rows []deposit.ListRow, ordering deposit.Ordering) []deposit.ListRow {
	by := order.New(order.Options{AaAsA: true})
	key := func(row deposit.ListRow) []byte {
		no, _ := deposit.ParseJournalNo(row.Journal, 1900)
		return by.BoxKey(deposit.Card{LastName: row.LastName, FirstName: row.FirstName, Birth: row.Birth, Journal: no}, ordering, false)
	}
	sorted := append([]deposit.ListRow(nil), rows...)
	sort.SliceStable(sorted, func(i, j int) bool { return bytes.Compare(key(sorted[i]), key(sorted[j])) < 0 })
	return sorted
}

// folderOf is a draft folder in memory; files appear when they are closed.
type folderOf map[string][]byte

type fileOf struct {
	bytes.Buffer
	done func([]byte)
}

func (f *fileOf) Close() error { f.done(f.Bytes()); return nil }

func (f folderOf) Create(name string) (io.WriteCloser, error) {
	return &fileOf{done: func(b []byte) { f[name] = b }}, nil
}

// people are synthetic; their names are the traps of domain §4.1.
func people() []deposit.ListRow {
	names := []string{"Aasen, Kari", "Åsen, Per", "Ærlig, Mona", "Østby, Liv", "Berg, Anne", "Berg Hansen, Anne", "Berg-Hansen, Anne", "van der Berg, Jan", "de Groot, Eva",
		"Čáhput, Máret", "Đoarvi, Ánte", "Ŋuorgu, Biret", "Bø, Nils", "Zakariassen, Odd", "Müller, Max", "Aaberg, Siv"}
	var rows []deposit.ListRow
	for i, name := range names {
		last, first, _ := strings.Cut(name, ", ")
		rows = append(rows, deposit.ListRow{Journal: fmt.Sprintf("%d/%d-%02d", 40-i, 1979+i%3, 80+i%3), LastName: last, FirstName: first,
			Birth: deposit.Date{Year: 1971 + i*7%5, Month: 1 + i*5%12, Day: 1 + i*11%28}, Opened: deposit.Date{Year: 1979 + i%3, Month: 9, Day: 1},
			Closed: deposit.Date{Year: 1985, Month: 6, Day: 20}, Medium: deposit.OnPaper,
			Placings: []deposit.Placing{{Volume: 1, Volumes: 1, Box: 1 + i/4, Position: 1 + i%4, Size: 20}}})
	}
	rows[2].Birth = deposit.Date{}
	rows[3].Birth = deposit.Date{Year: 1973}
	rows[4].Medium, rows[4].Placings = deposit.Digital, nil
	rows[5].Placings = []deposit.Placing{{Volume: 1, Volumes: 2, Box: 1, Position: 5, Size: 40}, {Volume: 2, Volumes: 2, Box: 2, Position: 1, Size: 40}}
	rows[6].FirstName = "=1+1"
	return rows
}

// crowd is the people n times over, with numbers of their own: enough for several pages.
func crowd(n int) []deposit.ListRow {
	var rows []deposit.ListRow
	for i := range n {
		for _, row := range people() {
			_, year, _ := strings.Cut(row.Journal, "/")
			row.Journal = fmt.Sprintf("%d/%s", len(rows)+1, year)
			row.FirstName += strings.Repeat(" Test", i%3)
			rows = append(rows, row)
		}
	}
	return rows
}

// packed puts rows into boxes of four in an order, as the box room would.
func packed(rows []deposit.ListRow, ordering deposit.Ordering) []Contents {
	var boxes []Contents
	letters := order.New(order.Options{AaAsA: true}).Letter
	for i, row := range inOrder(rows, ordering) {
		if i%4 == 0 {
			boxes = append(boxes, Contents{Box: deposit.Box{Number: len(boxes) + 1}})
		}
		c := &boxes[len(boxes)-1]
		row.Placings = []deposit.Placing{{Volume: 1, Volumes: 1, Box: c.Box.Number, Position: i%4 + 1}}
		c.Rows = append(c.Rows, row)
	}
	for i := range boxes {
		b, rows := &boxes[i].Box, boxes[i].Rows
		first, last := rows[0], rows[len(rows)-1]
		b.Of, b.Folders, b.Used = len(boxes), len(rows), 71+i
		switch ordering {
		case deposit.ByName:
			b.FirstName, b.LastName = letters(first.LastName, 1), letters(last.LastName, 1)
		case deposit.ByBirth:
			b.FirstDay, b.LastDay = first.Birth, last.Birth
		default:
			b.Ranges = []deposit.NoRange{{First: 1, Last: 40, Year: "1979-80"}}
		}
	}
	return boxes
}

func options() Options {
	return Options{Program: "arkivdepot", Profile: deposit.Profile{Ordering: deposit.ByJournalNo, AaAsA: true}, Deposit: deposit.Deposit{
		ID: "6f1c2a00-0000-4000-8000-000000000001", Name: "ppt-2024", Owner: deposit.Body{Name: "Testvik kommune"}, Creator: deposit.Body{Name: "PPT Testvik & Fjell"},
		Depot: deposit.Body{Name: "IKA Rogaland"}, Produced: time.Date(2024, 11, 21, 10, 0, 0, 0, time.UTC), AsOf: deposit.Date{Year: 2024, Month: 11, Day: 21},
		Language: "nb", Mark: "DEMO – syntetiske personer", Restriction: deposit.Restriction{Paragraph: "Offl. § 13, jf. fvl. § 13", Years: 60}}}
}

// made runs the room, first for the digest, then with it approved.
func made(t testing.TB, s *store, o Options) (Result, folderOf) {
	t.Helper()
	draft, err := New(s, folderOf{}, o).Run(context.Background())
	require.NoError(t, err)
	o.Approved = draft.Digest
	folder := folderOf{}
	result, err := New(s, folder, o).Run(context.Background())
	require.NoError(t, err)
	return result, folder
}

// read is every row of a sheet as texts, by row number.
func read(t testing.TB, data []byte, name string) [][]string {
	t.Helper()
	book, err := sheet.Read(sheet.Source{Name: "x.xlsx", Reader: bytes.NewReader(data), Size: int64(len(data))}, sheet.Limits{})
	require.NoError(t, err)
	defer book.Close()
	if name == "" {
		name = book.Sheets()[0].Name
	}
	var rows [][]string
	for row, err := range book.Rows(name) {
		require.NoError(t, err)
		var texts []string
		for _, c := range row.Cells {
			texts = append(texts, c.Text)
		}
		rows = append(rows, texts)
	}
	return rows
}

// body is what stands below the headings.
func body(t testing.TB, rows [][]string) [][]string {
	t.Helper()
	for i, row := range rows {
		if len(row) > 1 {
			return rows[i+1:]
		}
	}
	t.Fatal("no headings")
	return nil
}
