package catalogue

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/reception"
)

// handedIn is an inbox that makes up n folders with three files each; nothing of it lies in memory.
type handedIn struct {
	rows  func(yield func(string) bool)
	tree  func(visit func(reception.Entry) error) error
	bytes []byte
}

func (h *handedIn) Walk(_ context.Context, visit func(reception.Entry) error) error {
	return h.tree(visit)
}

func (h *handedIn) Open(path string) (fs.File, error) {
	return fstest.MapFS{path: &fstest.MapFile{Data: []byte(path)}}.Open(path)
}

func (h *handedIn) Register() (reception.Register, error) {
	if h.bytes == nil {
		var text strings.Builder
		text.WriteString("Journalnummer;Etternavn;Fornavn;Fødselsdato;Bortsatt;Henvist;Klienttype;Sist brukt;Avsluttet\n")
		for row := range h.rows {
			text.WriteString(row + "\n")
		}
		h.bytes = []byte(text.String())
	}
	return reception.Register{File: strings.NewReader(string(h.bytes)), Size: int64(len(h.bytes)), Name: "register.csv", Closer: io.NopCloser(nil)}, nil
}

func clientRow(n int, name string) string {
	return fmt.Sprintf("%d/%d;Fjell;%s;12.05.1971;ja;01.09.1979;grunnskole;01.06.1987;15.06.1987", n%1000+1, 1970+n/1000, name)
}

func clients(n int, changed ...int) *handedIn {
	return &handedIn{
		rows: func(yield func(string) bool) {
			for i := range n {
				name := "Rask"
				if slices.Contains(changed, i) {
					name = "Rolig"
				}
				if !yield(clientRow(i, name)) {
					return
				}
			}
		},
		tree: func(visit func(reception.Entry) error) error {
			last := ""
			for i := range n {
				year := fmt.Sprintf("mapper/%d", 1970+i/1000)
				dir := fmt.Sprintf("%s/%d", year, i%1000+1)
				var entries []reception.Entry
				if year != last {
					entries, last = append(entries, reception.Entry{Path: year, Kind: reception.Directory}), year
				}
				entries = append(entries, reception.Entry{Path: dir, Kind: reception.Directory})
				for f := range 3 {
					entries = append(entries, reception.Entry{Path: fmt.Sprintf("%s/brev %d.pdf", dir, f), Kind: reception.PlainFile, Size: 1000, Modified: 7})
				}
				for _, e := range entries {
					if err := visit(e); err != nil {
						return err
					}
				}
			}
			return nil
		},
	}
}

var received = deposit.Deposit{ID: "6f1c1b52-0b5c-4b7e-8b6e-1d5f0f3c9a11", Owner: deposit.Body{Number: "1103", Name: "Stavanger"},
	AsOf: deposit.Date{Year: 2024, Month: 3, Day: 1}, Century: 1900, Synthetic: true}

func receiveInto(t testing.TB, c *Catalogue, inbox reception.Inbox) reception.Report {
	t.Helper()
	report, err := reception.New(inbox, c.Reception(), received, deposit.Profile{MeanThickness: 12}).Run(context.Background())
	require.NoError(t, err)
	return report
}

// dump is every row of the tables that reception writes, without the log.
func dump(t testing.TB, c *Catalogue) string {
	t.Helper()
	var out strings.Builder
	for _, table := range []string{"folder", "part", "source", "finding", "hall", "reception_scratch", "seal"} {
		err := c.each(context.Background(), func(rows *sql.Rows) error {
			columns, err := rows.Columns()
			if err != nil {
				return err
			}
			cells, to := make([]any, len(columns)), make([]any, len(columns))
			for i := range cells {
				to[i] = &cells[i]
			}
			err = rows.Scan(to...)
			fmt.Fprintf(&out, "%s %q\n", table, cells)
			return err
		}, `SELECT * FROM `+table+` ORDER BY 1, 2, 3`)
		require.NoError(t, err)
	}
	return out.String()
}

func count(t testing.TB, c *Catalogue, query string, args ...any) (n int) {
	t.Helper()
	require.NoError(t, c.db.QueryRow(query, args...).Scan(&n))
	return n
}

func TestReceptionStandsInTheCatalogue(t *testing.T) {
	c := open(t, nil)
	report := receiveInto(t, c, clients(40))
	require.Equal(t, reception.Report{Rows: 40, Folders: 40, Changed: 40, Files: 120}, report)
	require.Equal(t, 40, count(t, c, `SELECT count(*) FROM folder WHERE fate = 'packaged'`))
	require.Equal(t, 200, count(t, c, `SELECT count(*) FROM part`), "card, paper, documents, files, changes")
	require.Equal(t, 120, count(t, c, `SELECT count(*) FROM source WHERE folder <> ''`))
	require.Zero(t, count(t, c, `SELECT count(*) FROM reception_scratch`), "nothing of the scratch stays")
	require.Equal(t, 41, count(t, c, `SELECT count(*) FROM event`))
	require.Zero(t, count(t, c, `SELECT count(*) FROM event WHERE data LIKE '%Fjell%' OR data LIKE '%brev%'`))
}

func TestAnUnchangedReceptionWritesNothing(t *testing.T) {
	acts := 0
	c := open(t, func(string) error { acts++; return nil })
	receiveInto(t, c, clients(5))
	before, did := dump(t, c), acts
	require.True(t, receiveInto(t, c, clients(5)).Unchanged)
	require.Equal(t, did, acts, "not even an empty transaction")
	require.Equal(t, before, dump(t, c))
}

func TestOneChangedRowTouchesOneCard(t *testing.T) {
	c := open(t, nil)
	receiveInto(t, c, clients(30))
	before := strings.Split(dump(t, c), "\n")
	events := count(t, c, `SELECT count(*) FROM event`)
	require.Equal(t, 1, receiveInto(t, c, clients(30, 7)).Changed)
	after := strings.Split(dump(t, c), "\n")
	var changed []string
	for i := range before {
		if before[i] != after[i] {
			table, _, _ := strings.Cut(before[i], " ")
			changed = append(changed, table)
		}
	}
	require.Equal(t, []string{"folder", "part", "hall"}, changed, "sort keys, card and mark")
	require.Equal(t, events+2, count(t, c, `SELECT count(*) FROM event`))
}

func TestAFailedReceptionLeavesWhatStood(t *testing.T) {
	full := errors.New("full")
	fail := false
	c := open(t, func(op string) error {
		if fail {
			return full
		}
		return nil
	})
	receiveInto(t, c, clients(10))
	before := dump(t, c)
	fail = true
	_, err := reception.New(clients(20), c.Reception(), received, deposit.Profile{}).Run(t.Context())
	require.ErrorIs(t, err, full)
	require.Equal(t, before, dump(t, c))
	fail = false
	require.Equal(t, 20, receiveInto(t, c, clients(20)).Folders)
}

func TestAStoppedReceptionIsInterruptedAndLeavesNothing(t *testing.T) {
	c := open(t, nil)
	ctx, stop := context.WithCancel(t.Context())
	_, err := reception.New(&stopped{handedIn: clients(600), stop: stop}, c.Reception(), received, deposit.Profile{}).Run(ctx)
	require.Equal(t, deposit.Interrupted, deposit.KindOf(err), "%v", err)
	require.Empty(t, dump(t, c))
}

// stopped stops the run when its register is read, after it was digested.
type stopped struct {
	*handedIn
	stop func()
	read int
}

func (s *stopped) Register() (reception.Register, error) {
	if s.read++; s.read == 2 {
		s.stop()
	}
	return s.handedIn.Register()
}

func TestFoldersLeaveOnlyWhileNobodyActed(t *testing.T) {
	c := open(t, nil)
	receiveInto(t, c, clients(4))
	require.Equal(t, 1, receiveInto(t, c, clients(3)).Removed)
	require.Equal(t, 3, count(t, c, `SELECT count(*) FROM folder`))
	require.Equal(t, 9, count(t, c, `SELECT count(*) FROM source`))
	require.Equal(t, 1, count(t, c, `SELECT count(*) FROM finding WHERE code = $1`, string(reception.Removed)))
	require.Equal(t, 1, count(t, c, `SELECT count(*) FROM event WHERE kind = 'folder removed'`))
	_, err := c.PutAct(t.Context(), deposit.Act{Gate: "contact", By: "kari", At: "2024-01-01T00:00:00Z"})
	require.NoError(t, err)
	require.Equal(t, 1, receiveInto(t, c, clients(2)).Removed, "a first contact saw no folder")
	_, err = c.PutAct(t.Context(), deposit.Act{Gate: "weeding", By: "kari", At: "2024-01-01T00:00:00Z"})
	require.NoError(t, err)
	require.Zero(t, receiveInto(t, c, clients(1)).Removed)
	require.Equal(t, 2, count(t, c, `SELECT count(*) FROM folder`))
	require.Equal(t, 1, count(t, c, `SELECT count(*) FROM finding WHERE code = $1`, string(reception.VanishedAfterActs)))
}

func TestAFolderThatComesBackHasItsFilesAgain(t *testing.T) {
	c := open(t, nil)
	receiveInto(t, c, clients(3))
	_, err := c.PutAct(t.Context(), deposit.Act{Gate: "weeding", By: "kari", At: "2024-01-01T00:00:00Z"})
	require.NoError(t, err)
	without := clients(3)
	whole := without.rows
	without.rows = func(yield func(string) bool) {
		n := 0
		for row := range whole {
			if n++; n < 3 && !yield(row) {
				return
			}
		}
	}
	require.Equal(t, 3, receiveInto(t, c, without).Loose)
	require.Equal(t, 9, count(t, c, `SELECT count(*) FROM source`))
	receiveInto(t, c, clients(3))
	require.Equal(t, 9, count(t, c, `SELECT count(*) FROM source WHERE folder <> ''`))
}

func TestDecidedFatesAndAnswersOutliveAReception(t *testing.T) {
	c := open(t, nil)
	receiveInto(t, c, clients(3))
	require.NoError(t, c.change(t.Context(), "test", func(tx *sql.Tx) error {
		_, err := tx.Exec(`UPDATE folder SET fate = 'deferred', because = 'F-1'`)
		return err
	}))
	receiveInto(t, c, clients(3, 0, 1, 2))
	require.Equal(t, 3, count(t, c, `SELECT count(*) FROM folder WHERE fate = 'deferred' AND because = 'F-1'`))
}

func TestLooseFilesComeAndGo(t *testing.T) {
	c := open(t, nil)
	inbox := clients(2)
	tree := inbox.tree
	inbox.tree = func(visit func(reception.Entry) error) error {
		return errors.Join(tree(visit), visit(reception.Entry{Path: "mapper/x.pdf", Kind: reception.PlainFile, Size: 3, Modified: 1}),
			visit(reception.Entry{Path: "mapper/Thumbs.db", Kind: reception.PlainFile, Size: 3, Modified: 1}))
	}
	require.Equal(t, 2, receiveInto(t, c, inbox).Loose)
	require.Equal(t, 1, count(t, c, `SELECT count(*) FROM source WHERE folder = '' AND why = 'unclaimed' AND sha256 = $1`, string(deposit.DigestOf([]byte("mapper/x.pdf")))))
	require.Equal(t, 1, count(t, c, `SELECT count(*) FROM source WHERE folder = '' AND why = 'noise'`))
	require.Equal(t, 1, count(t, c, `SELECT count(*) FROM finding WHERE code = $1`, string(reception.FileWithoutRow)))
	receiveInto(t, c, clients(2))
	require.Zero(t, count(t, c, `SELECT count(*) FROM source WHERE folder = ''`))
	require.Zero(t, count(t, c, `SELECT count(*) FROM finding`))
}

// BenchmarkReception receives 20,000 folders with 60,000 files and, with twice as many, shows that memory does not follow their number.
func BenchmarkReception(b *testing.B) {
	for _, n := range []int{5_000, 20_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				c, err := Open(b.Context(), b.TempDir()+"/k.sqlite", Options{Now: func() time.Time { return time.Unix(0, 0) }})
				require.NoError(b, err)
				stop, peak := make(chan bool), make(chan uint64)
				go watchHeap(stop, peak)
				receiveInto(b, c, clients(n))
				close(stop)
				b.ReportMetric(float64(<-peak)/1e6, "peak-MB")
				require.NoError(b, c.Close())
			}
		})
	}
}

func watchHeap(stop chan bool, peak chan uint64) {
	var most uint64
	for {
		select {
		case <-stop:
			peak <- most
			return
		case <-time.After(20 * time.Millisecond):
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse)
		}
	}
}
