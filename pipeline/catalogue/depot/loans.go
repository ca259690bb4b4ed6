package depot

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/ledgers/loan"
)

func termsOf(text string) deposit.LoanTerms {
	var t deposit.LoanTerms
	_ = json.Unmarshal([]byte(text), &t) // the ledger's own text: what was touched is found by audit, and is a loan without terms until then
	return t
}

const loanColumns = `SELECT seq, at, pieces, out, day, reminded, told, last, terms FROM loan `

func scanLoan(row interface{ Scan(...any) error }) (l deposit.Loan, err error) {
	var out int
	var told int
	var terms string
	err = row.Scan(&l.Seq, &l.Out, &l.Pieces, &out, &l.InDay, &l.Reminded, &told, &l.Last, &terms)
	l.No, l.Left, l.Told, l.Terms = deposit.LoanNo(l.Seq), out+l.InDay, told > 0, termsOf(terms)
	return l, err
}

func (s *Store) loans(ctx context.Context, where string, args ...any) (all []deposit.Loan, err error) {
	err = each(ctx, s.db, func(rows *sql.Rows) error {
		l, err := scanLoan(rows)
		all = append(all, l)
		return err
	}, loanColumns+where, args...)
	return all, storeError("read loans", err)
}

// Loan is a loan by its number.
func (s *Store) Loan(ctx context.Context, seq int64) (deposit.Loan, bool, error) {
	l, err := scanLoan(s.db.QueryRowContext(ctx, loanColumns+`WHERE seq = $1`, seq))
	if errors.Is(err, sql.ErrNoRows) {
		return l, false, nil
	}
	return l, err == nil, storeError("read loans", err)
}

// OpenLoans is the loans of which something is not back, oldest first.
func (s *Store) OpenLoans(ctx context.Context) ([]deposit.Loan, error) {
	return s.loans(ctx, `WHERE out + day > 0 ORDER BY seq`)
}

// Overdue is the loans that are past their due date on a day, longest overdue first. What lies in the day archive is not overdue (R3.1-2).
func (s *Store) Overdue(ctx context.Context, on deposit.Date) ([]deposit.Loan, error) {
	return s.loans(ctx, `WHERE out > 0 AND due < $1 ORDER BY due, seq`, on.String())
}

// LoansAt is the loans as they stood at a moment, by what the ledger knows now.
func (s *Store) LoansAt(ctx context.Context, moment string) ([]deposit.Loan, error) {
	type count struct{ left, day int }
	counts := map[int64]count{}
	var order []int64
	err := each(ctx, s.db, func(rows *sql.Rows) error {
		var seq int64
		var c count
		err := rows.Scan(&seq, &c.left, &c.day)
		counts[seq] = c
		order = append(order, seq)
		return err
	}, `SELECT loan, COUNT(*), SUM(CASE state WHEN $2 THEN 1 ELSE 0 END) FROM stay WHERE since <= $1 AND (until = '' OR until > $1) GROUP BY loan ORDER BY loan`,
		moment, string(loan.Day))
	if err != nil {
		return nil, storeError("read loans", err)
	}
	var all []deposit.Loan
	for _, seq := range order {
		l, ok, err := s.Loan(ctx, seq)
		if err != nil {
			return nil, err
		}
		if ok {
			l.Left, l.InDay = counts[seq].left, counts[seq].day
			all = append(all, l)
		}
	}
	return all, nil
}

// OutOn is the pieces that are out on a loan now, in the order of their numbers.
func (s *Store) OutOn(ctx context.Context, seq int64) ([]deposit.PieceID, error) {
	all, err := s.pieceIDs(ctx, `SELECT piece FROM stay WHERE loan = $1 AND until = '' ORDER BY piece`, seq)
	return all, storeError("read loans", err)
}

// Again makes everything that is derived from the ledger anew, by walking it from its first entry. It changes nothing where the indexes are what the
// ledger says.
func (s *Store) Again(ctx context.Context) error {
	return s.change(ctx, "derive loans", func(tx *sql.Tx) error {
		for _, table := range []string{"step", "stay", "damage", "loan"} {
			if _, err := tx.ExecContext(ctx, `DELETE FROM `+table); err != nil {
				return err
			}
		}
		var after int64
		for {
			e, err := scanEntry(tx.QueryRowContext(ctx, entryColumns+`WHERE seq > $1 ORDER BY seq LIMIT 1`, after))
			if errors.Is(err, sql.ErrNoRows) {
				return nil
			}
			if err != nil {
				return err
			}
			after = e.Seq
			standing, err := stepsOf(ctx, tx, e.Pieces)
			if err != nil {
				return err
			}
			_, histories, against := loan.Enter(e, standing)
			if len(against) > 0 {
				return refusal(against, e)
			}
			if err := derive(ctx, tx, e, histories); err != nil {
				return err
			}
		}
	})
}
