package depot

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/ledgers/loan"
)

func open(t require.TestingT, path string) *Store {
	s, err := Open(context.Background(), path, nil)
	require.NoError(t, err)
	return s
}

// shelf is a store with some folders of one piece each, on an office's shelf.
func shelf(t *testing.T, n int) *Store {
	s := open(t, filepath.Join(t.TempDir(), "depot.sqlite"))
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	for i := 1; i <= n; i++ {
		require.NoError(t, s.Ensure(t.Context(), deposit.KeptFolder{ID: deposit.ID(fmt.Sprint(i)), Journal: fmt.Sprintf("%d/1979", i), Medium: deposit.OnPaper, Pieces: []deposit.KeptPiece{{Volume: 1}}}))
	}
	return s
}

func moment(minute int) string {
	return time.Date(2026, 3, 1, 0, minute, 0, 0, time.UTC).Format(time.RFC3339)
}

func lend(pieces ...deposit.PieceID) deposit.LedgerEntry {
	terms, _ := json.Marshal(deposit.LoanTerms{Borrower: "kari", Due: deposit.Date{Year: 2026, Month: 3, Day: 1}})
	return deposit.LedgerEntry{Kind: string(loan.Lend), By: "ola", Pieces: pieces, Body: string(terms)}
}

// naive is the loans at a moment by walking the whole ledger and looking at nothing else; 0 minutes is now.
func naive(t require.TestingT, s *Store, moment string) map[int64]int {
	type step struct {
		at   string
		seq  int64
		kind loan.Act
		loan int64
	}
	taken, steps := map[int64]bool{}, map[deposit.PieceID][]step{}
	var all []deposit.LedgerEntry
	for e, err := range s.Entries(context.Background()) {
		require.NoError(t, err)
		all = append(all, e)
		if e.Kind == loan.TakeBack {
			taken[e.Takes] = true
		}
	}
	for _, e := range all {
		for _, p := range e.Pieces {
			if e.Kind != loan.TakeBack && !taken[e.Seq] && (moment == "" || e.At <= moment) {
				steps[p] = append(steps[p], step{e.At, e.Seq, loan.Act(e.Kind), e.Loan})
			}
		}
	}
	out := map[int64]int{}
	for _, of := range steps {
		for i := range of { // an insertion sort: by time, then number
			for k := i; k > 0 && (of[k].at < of[k-1].at || of[k].at == of[k-1].at && of[k].seq < of[k-1].seq); k-- {
				of[k], of[k-1] = of[k-1], of[k]
			}
		}
		with := int64(0)
		for _, s := range of {
			switch s.kind {
			case loan.Lend, loan.FromDay, loan.ToDay:
				with = s.loan
			case loan.Return, loan.ReturnDamaged:
				with = 0
			}
		}
		if with > 0 {
			out[with]++
		}
	}
	return out
}

func left(loans []deposit.Loan) map[int64]int {
	out := map[int64]int{}
	for _, l := range loans {
		out[l.Seq] = l.Left
	}
	return out
}

// TestOutNowIsWhatANaiveReplayGives writes random histories with late registrations, clocks that are set back and entries that are taken back.
func TestOutNowIsWhatANaiveReplayGives(t *testing.T) {
	dir, run := t.TempDir(), 0
	rapid.Check(t, func(t *rapid.T) {
		run++
		s := open(t, filepath.Join(dir, fmt.Sprintf("%d.sqlite", run)))
		defer s.Close()
		_, err := s.writer.Exec(`PRAGMA synchronous = OFF`) // the test is of the ledger, not of the disk
		require.NoError(t, err)
		clock := 1000
		for range rapid.IntRange(1, 40).Draw(t, "entries") {
			clock = max(0, clock+rapid.IntRange(-100, 200).Draw(t, "clock"))
			e := lend(rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) deposit.PieceID { return deposit.PieceID(rapid.IntRange(1, 4).Draw(t, "piece")) }), 1, 3, rapid.ID[deposit.PieceID]).Draw(t, "pieces")...)
			e.Recorded = moment(clock)
			if rapid.IntRange(0, 3).Draw(t, "late") == 0 {
				e.At = moment(rapid.IntRange(0, clock).Draw(t, "minute"))
			}
			if act := rapid.SampledFrom(append(loan.Acts(), loan.TakeBack, loan.Return, loan.Return)).Draw(t, "act"); act != loan.Lend {
				seq, _, err := s.Head(context.Background())
				require.NoError(t, err)
				e.Kind, e.Body = string(act), "{}"
				e.Loan = int64(rapid.IntRange(0, int(seq)).Draw(t, "loan"))
				if known, ok, _ := s.EntryOf(context.Background(), e.Loan); ok && act == loan.TakeBack {
					e.Takes, e.Pieces, e.Loan = e.Loan, known.Pieces, known.Loan
				} else if out, _ := s.OutOn(context.Background(), e.Loan); ok && len(out) > 0 {
					e.Pieces = out
				}
			}
			_, err := s.Enter(context.Background(), e)
			if refusal := new(deposit.Refusal); err != nil && !errors.As(err, &refusal) {
				require.NoError(t, err)
			}
		}
		now, err := s.OpenLoans(context.Background())
		require.NoError(t, err)
		require.Equal(t, naive(t, s, ""), left(now))
		for minute := 0; minute < 6000; minute += 97 {
			then, err := s.LoansAt(context.Background(), moment(minute))
			require.NoError(t, err)
			require.Equal(t, naive(t, s, moment(minute)), left(then), moment(minute))
		}
		_, broken, err := s.Audit(context.Background())
		require.NoError(t, err)
		require.Zero(t, broken)
		before := dump(t, s)
		require.NoError(t, s.Again(context.Background()))
		require.Equal(t, before, dump(t, s), "what is kept beside the ledger is what the ledger says")
	})
}

// dump is everything that is derived from the ledger.
func dump(t require.TestingT, s *Store) []string {
	var all []string
	for _, q := range []string{`SELECT piece || ' ' || seq || ' ' || at || ' ' || kind || ' ' || loan || ' ' || taken FROM step ORDER BY piece, seq`,
		`SELECT piece || ' ' || since || ' ' || loan || ' ' || state || ' ' || until FROM stay ORDER BY piece, since`, `SELECT 'damage ' || piece FROM damage ORDER BY piece`,
		`SELECT seq || ' ' || at || ' ' || pieces || ' ' || out || ' ' || day || ' ' || reminded || ' ' || told || ' ' || last || ' ' || terms FROM loan ORDER BY seq`} {
		require.NoError(t, each(context.Background(), s.db, func(rows *sql.Rows) error {
			var line string
			err := rows.Scan(&line)
			all = append(all, line)
			return err
		}, q))
	}
	return all
}

func TestAuditNamesTheFirstEntryThatWasTouchedInTheFile(t *testing.T) {
	for name, c := range map[string]struct {
		sql  string
		want int64
	}{
		"whole":     {`SELECT 1`, 0},
		"changed":   {`UPDATE entry SET person = 'kari' WHERE seq = 4`, 4},
		"removed":   {`DELETE FROM entry WHERE seq = 4`, 4},
		"reordered": {`UPDATE entry SET seq = 100 WHERE seq = 4; UPDATE entry SET seq = 4 WHERE seq = 5; UPDATE entry SET seq = 5 WHERE seq = 100`, 4},
		"put in":    {`UPDATE entry SET seq = seq + 100 WHERE seq > 3; INSERT INTO entry SELECT 4, at, recorded, kind, person, loan, subject, takes, pieces, body, previous, hash FROM entry WHERE seq = 3; UPDATE entry SET seq = seq - 99 WHERE seq > 100`, 4},
		"cut off":   {`DELETE FROM entry WHERE seq = 6`, 6},
		"all gone":  {`DELETE FROM entry`, 1},
	} {
		s := shelf(t, 6)
		for p := deposit.PieceID(1); p <= 6; p++ {
			e := lend(p)
			e.Recorded = moment(int(p))
			_, err := s.Enter(t.Context(), e)
			require.NoError(t, err)
		}
		_, err := s.writer.Exec(c.sql)
		require.NoError(t, err, name)
		_, broken, err := s.Audit(t.Context())
		require.NoError(t, err)
		require.Equal(t, c.want, broken, name)
	}
}

func TestTwoWritersLoseNoEntry(t *testing.T) {
	path := filepath.Join(t.TempDir(), "depot.sqlite")
	first, second := open(t, path), open(t, path)
	defer first.Close()
	defer second.Close()
	var wait sync.WaitGroup
	errs := make(chan error, 80)
	for i, s := range []*Store{first, second} {
		wait.Go(func() {
			for n := range 40 {
				e := lend(deposit.PieceID(1 + i*100 + n))
				e.Recorded = moment(n)
				_, err := s.Enter(context.Background(), e)
				errs <- err
			}
		})
	}
	wait.Wait()
	close(errs)
	for err := range errs {
		require.NoError(t, err)
	}
	count, broken, err := first.Audit(t.Context())
	require.NoError(t, err)
	require.Zero(t, broken)
	require.EqualValues(t, 80, count)
	loans, err := second.OpenLoans(t.Context())
	require.NoError(t, err)
	require.Len(t, loans, 80)
}

func TestAPieceIsLentOnceHoweverManyAsk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "depot.sqlite")
	first, second := open(t, path), open(t, path)
	defer first.Close()
	defer second.Close()
	e := lend(7)
	e.Recorded = moment(1)
	_, err := first.Enter(t.Context(), e)
	require.NoError(t, err)
	_, err = second.Enter(t.Context(), e)
	refusal := new(deposit.Refusal)
	require.ErrorAs(t, err, &refusal)
	require.Equal(t, loan.AlreadyOut, refusal.Findings[0].Code)
}

func TestFindNeedsEveryConditionToFit(t *testing.T) {
	s := shelf(t, 3)
	require.NoError(t, s.Ensure(t.Context(), deposit.KeptFolder{ID: "x", Journal: "45/1979-80", Name: "Åse 100%_Ærfugl", Birth: deposit.Date{Year: 1970, Month: 2, Day: 3}, Medium: deposit.Digital}))
	for name, c := range map[string]struct {
		q    deposit.Sought
		want int
	}{
		"all": {deposit.Sought{}, 4}, "most": {deposit.Sought{Most: 2}, 2}, "journal": {deposit.Sought{Journal: "45/79-80"}, 1}, "without the school year": {deposit.Sought{Journal: "45/1979"}, 1}, "name": {deposit.Sought{Name: "åSE"}, 1},
		"a wildcard is a letter": {deposit.Sought{Name: "%"}, 1}, "underscore": {deposit.Sought{Name: "1_0"}, 0}, "birth": {deposit.Sought{Birth: deposit.Date{Year: 1970, Month: 2, Day: 3}}, 1},
		"both": {deposit.Sought{Name: "åse", Journal: "1/1979"}, 0}, "box": {deposit.Sought{Box: "a.001"}, 0}, "owner": {deposit.Sought{Owner: "x"}, 0},
	} {
		found, err := s.Find(t.Context(), c.q)
		require.NoError(t, err, name)
		require.Len(t, found, c.want, name)
	}
	require.NoError(t, s.Ensure(t.Context(), deposit.KeptFolder{ID: "x", Journal: "45/1979-80"}), "once is enough")
}
