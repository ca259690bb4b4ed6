package depot

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/ledgers/loan"
)

// Enter adds an entry. One that is about pieces must fit their histories, or it is refused with every reason; a loan's first entry gets its own number as
// the loan's. What is derived from the ledger is brought up to date in the same transaction.
func (s *Store) Enter(ctx context.Context, e deposit.LedgerEntry) (deposit.LedgerEntry, error) {
	err := s.change(ctx, "write ledger", func(tx *sql.Tx) (err error) {
		e, err = enter(ctx, tx, e)
		return err
	})
	return e, err
}

// enter adds an entry inside the transaction of what it tells of.
func enter(ctx context.Context, tx *sql.Tx, e deposit.LedgerEntry) (deposit.LedgerEntry, error) {
	seq, head, err := headOf(ctx, tx)
	if err != nil {
		return e, err
	}
	e.Seq, e.Previous = seq+1, head
	if e.Kind == string(loan.Lend) {
		e.Loan = e.Seq
	}
	standing, err := stepsOf(ctx, tx, e.Pieces)
	if err != nil {
		return e, err
	}
	e, histories, against := loan.Enter(e, standing)
	if len(against) > 0 {
		return e, refusal(against, e)
	}
	e.Hash = loan.Link(e)
	_, err = tx.ExecContext(ctx, `INSERT INTO entry (seq, at, recorded, kind, person, loan, subject, takes, pieces, body, previous, hash)
		VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)`, e.Seq, e.At, e.Recorded, e.Kind, e.By, e.Loan, e.Subject, e.Takes, piecesText(e.Pieces), e.Body,
		string(e.Previous), string(e.Hash))
	if err != nil {
		return e, err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO meta (key, value) VALUES ('ledger head', $1) ON CONFLICT (key) DO UPDATE SET value = $1`,
		fmt.Sprintf("%d %s", e.Seq, e.Hash))
	if err != nil {
		return e, err
	}
	return e, derive(ctx, tx, e, histories)
}

// refusal is what stands against an entry, as findings.
func refusal(against []deposit.Code, e deposit.LedgerEntry) error {
	var found []deposit.Finding
	for _, code := range against {
		f := deposit.Finding{Code: code}
		switch code {
		case loan.AlreadyOut:
			f.Args = []string{"–"}
		case loan.NotInLoan:
			f.Args = []string{deposit.LoanNo(e.Loan)}
		case loan.NotTakenBack:
			f.Args = []string{strconv.FormatInt(e.Takes, 10)}
		}
		found = append(found, f)
	}
	return deposit.Refuse(found...)
}

// headOf is the number and hash of the last entry.
func headOf(ctx context.Context, from asker) (seq int64, head deposit.Digest, err error) {
	err = from.QueryRowContext(ctx, `SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1`).Scan(&seq, &head)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return seq, head, err
}

// Head is the number and hash of the last entry; 0 and "" of an empty ledger.
func (s *Store) Head(ctx context.Context) (int64, deposit.Digest, error) {
	seq, head, err := headOf(ctx, s.db)
	return seq, head, storeError("read ledger", err)
}

func stepsOf(ctx context.Context, from asker, pieces []deposit.PieceID) (loan.Steps, error) {
	all := loan.Steps{}
	for _, p := range pieces {
		err := each(ctx, from, func(rows *sql.Rows) error {
			var st loan.Step
			err := rows.Scan(&st.Seq, &st.At, &st.Act, &st.Loan)
			all[p] = append(all[p], st)
			return err
		}, `SELECT seq, at, kind, loan FROM step WHERE piece = $1 AND taken = 0 ORDER BY seq`, int64(p))
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Standings is what pieces are in now.
func (s *Store) Standings(ctx context.Context, pieces []deposit.PieceID) (map[deposit.PieceID]loan.Standing, error) {
	steps, err := stepsOf(ctx, s.db, pieces)
	if err != nil {
		return nil, storeError("read ledger", err)
	}
	all := map[deposit.PieceID]loan.Standing{}
	for _, p := range pieces {
		h, _ := loan.Replay(steps[p]) // what is in the ledger was judged when it was entered
		all[p] = h.Standing
	}
	return all, nil
}

// The conditions "> 0" and "<> ''" in what follows are those of the partial indexes of the ledger: without them SQLite would walk all of it.

// derive brings the indexes of the entry's pieces and loan up to date.
func derive(ctx context.Context, tx *sql.Tx, e deposit.LedgerEntry, histories map[deposit.PieceID]loan.History) error {
	for _, p := range e.Pieces {
		var err error
		if e.Kind == loan.TakeBack {
			_, err = tx.ExecContext(ctx, `UPDATE step SET taken = $3 WHERE piece = $1 AND seq = $2`, int64(p), e.Takes, e.Seq)
		} else {
			_, err = tx.ExecContext(ctx, `INSERT INTO step (piece, seq, at, kind, loan, taken) VALUES ($1,$2,$3,$4,$5,0)`, int64(p), e.Seq, e.At, e.Kind, e.Loan)
		}
		if err != nil {
			return err
		}
		if err := putHistory(ctx, tx, p, histories[p]); err != nil {
			return err
		}
	}
	if e.Loan == 0 {
		return nil
	}
	return deriveLoan(ctx, tx, e.Loan)
}

// putHistory writes what a replay says of one piece.
func putHistory(ctx context.Context, tx *sql.Tx, p deposit.PieceID, h loan.History) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM stay WHERE piece = $1`, int64(p)); err != nil {
		return err
	}
	for _, stay := range h.Stays {
		_, err := tx.ExecContext(ctx, `INSERT INTO stay (piece, since, loan, state, until) VALUES ($1,$2,$3,$4,$5)`, int64(p), stay.From, stay.Loan, string(stay.State), stay.To)
		if err != nil {
			return err
		}
	}
	if h.State == loan.Damaged {
		_, err := tx.ExecContext(ctx, `INSERT INTO damage (piece) VALUES ($1) ON CONFLICT (piece) DO NOTHING`, int64(p))
		return err
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM damage WHERE piece = $1`, int64(p))
	return err
}

// deriveLoan makes a loan's row from its entries and stays.
func deriveLoan(ctx context.Context, tx *sql.Tx, seq int64) error {
	var at, pieces, terms string
	err := tx.QueryRowContext(ctx, `SELECT at, pieces, body FROM entry WHERE seq = $1 AND kind = $2 AND NOT EXISTS (SELECT 1 FROM entry t WHERE t.takes = $1 AND t.takes > 0)`,
		seq, string(loan.Lend)).Scan(&at, &pieces, &terms)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = tx.ExecContext(ctx, `DELETE FROM loan WHERE seq = $1`, seq)
		return err
	}
	if err != nil {
		return err
	}
	var out, day, reminded, told int
	var last string
	err = tx.QueryRowContext(ctx, `SELECT COALESCE(SUM(CASE state WHEN $2 THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE state WHEN $3 THEN 1 ELSE 0 END), 0) FROM stay WHERE loan = $1 AND until = ''`,
		seq, string(loan.Out), string(loan.Day)).Scan(&out, &day)
	if err != nil {
		return err
	}
	err = tx.QueryRowContext(ctx, `SELECT COALESCE(SUM(CASE kind WHEN $2 THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE kind WHEN $3 THEN 1 ELSE 0 END), 0), COALESCE(MAX(at), '') FROM entry e
		WHERE loan = $1 AND loan > 0 AND kind IN ($2, $3) AND NOT EXISTS (SELECT 1 FROM entry t WHERE t.takes = e.seq AND t.takes > 0)`, seq, string(loan.Remind), string(loan.Escalate)).
		Scan(&reminded, &told, &last)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO loan (seq, at, due, pieces, out, day, reminded, told, last, terms) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)
		ON CONFLICT (seq) DO UPDATE SET at = $2, due = $3, pieces = $4, out = $5, day = $6, reminded = $7, told = $8, last = $9, terms = $10`,
		seq, at, termsOf(terms).Due.String(), len(strings.Fields(pieces)), out, day, reminded, told, last, terms)
	return err
}

// Entries streams the ledger in order.
func (s *Store) Entries(ctx context.Context) iter.Seq2[deposit.LedgerEntry, error] {
	return s.entries(ctx, `ORDER BY seq`)
}

const entryColumns = `SELECT seq, at, recorded, kind, person, loan, subject, takes, pieces, body, previous, hash FROM entry `

var errStopped = errors.New("stopped")

func (s *Store) entries(ctx context.Context, where string, args ...any) iter.Seq2[deposit.LedgerEntry, error] {
	return func(yield func(deposit.LedgerEntry, error) bool) {
		err := each(ctx, s.db, func(rows *sql.Rows) error {
			e, err := scanEntry(rows)
			if err == nil && !yield(e, nil) {
				err = errStopped
			}
			return err
		}, entryColumns+where, args...)
		if err != nil && !errors.Is(err, errStopped) {
			yield(deposit.LedgerEntry{}, storeError("read ledger", err))
		}
	}
}

func scanEntry(row interface{ Scan(...any) error }) (e deposit.LedgerEntry, err error) {
	var pieces string
	err = row.Scan(&e.Seq, &e.At, &e.Recorded, &e.Kind, &e.By, &e.Loan, &e.Subject, &e.Takes, &pieces, &e.Body, &e.Previous, &e.Hash)
	for _, word := range strings.Fields(pieces) {
		n, _ := strconv.ParseInt(word, 10, 64) // what was touched is no number and no longer fits the hash
		e.Pieces = append(e.Pieces, deposit.PieceID(n))
	}
	return e, err
}

func piecesText(pieces []deposit.PieceID) string {
	words := make([]string, len(pieces))
	for i, p := range pieces {
		words[i] = strconv.FormatInt(int64(p), 10)
	}
	return strings.Join(words, " ")
}

// EntryOf is one entry; ok is false when there is none of that number.
func (s *Store) EntryOf(ctx context.Context, seq int64) (e deposit.LedgerEntry, ok bool, err error) {
	e, err = scanEntry(s.db.QueryRowContext(ctx, entryColumns+`WHERE seq = $1`, seq))
	if errors.Is(err, sql.ErrNoRows) {
		return e, false, nil
	}
	return e, err == nil, storeError("read ledger", err)
}

// EntriesOf is the entries of a loan or, where loan is 0, of a subject or of pieces, in order.
func (s *Store) EntriesOf(ctx context.Context, loan int64, subject string, pieces []deposit.PieceID) ([]deposit.LedgerEntry, error) {
	var all []deposit.LedgerEntry
	collect := func(entries iter.Seq2[deposit.LedgerEntry, error]) error {
		for e, err := range entries {
			if err != nil {
				return err
			}
			all = append(all, e)
		}
		return nil
	}
	switch {
	case loan > 0:
		return all, collect(s.entries(ctx, `WHERE loan = $1 AND loan > 0 ORDER BY seq`, loan))
	case subject != "":
		return all, collect(s.entries(ctx, `WHERE subject = $1 AND subject <> '' ORDER BY seq`, subject))
	}
	seen := map[int64]bool{}
	for _, p := range pieces {
		err := collect(s.entries(ctx, `WHERE seq IN (SELECT seq FROM step WHERE piece = $1) OR takes > 0 AND takes IN (SELECT seq FROM step WHERE piece = $1) ORDER BY seq`, int64(p)))
		if err != nil {
			return nil, err
		}
	}
	kept := all[:0]
	for _, e := range all {
		if !seen[e.Seq] {
			seen[e.Seq] = true
			kept = append(kept, e)
		}
	}
	return kept, nil
}

// Audit walks the whole chain: how many entries it has, or the number of the first that does not fit. A ledger whose end was cut off breaks where the next
// entry should stand.
func (s *Store) Audit(ctx context.Context) (count, broken int64, err error) {
	count, head, broken, err := loan.Chain(s.Entries(ctx))
	if err != nil || broken > 0 {
		return count, broken, err
	}
	var known string
	err = s.db.QueryRowContext(ctx, `SELECT value FROM meta WHERE key = 'ledger head'`).Scan(&known)
	if errors.Is(err, sql.ErrNoRows) && count == 0 {
		return 0, 0, nil
	}
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return count, 0, storeError("read ledger", err)
	}
	if known != fmt.Sprintf("%d %s", count, head) {
		return count, count + 1, nil
	}
	return count, 0, nil
}
