package catalogue

import (
	"context"
	"database/sql"
	"errors"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// PutAct adds an act. The same act by the same person in the same words, while it stands, is the one that was: it keeps its first time. In other words, with
// another letter or another reason, it is another act.
func (c *Catalogue) PutAct(ctx context.Context, a deposit.Act) (deposit.Act, error) {
	err := c.change(ctx, "store act", func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `SELECT seq FROM act WHERE gate = $1 AND role = $2 AND person = $3 AND digest = $4 AND key = $5 AND for_whom = $6 AND ref = $7
			AND because = $8 AND basis = $9 AND number = $10 AND undone = 0 AND gate <> 'reopen' ORDER BY seq DESC LIMIT 1`,
			a.Gate, a.Role, a.By, string(a.Digest), a.Key, a.For, a.Ref, a.Because, a.Basis, a.Number).Scan(&a.Seq)
		if err == nil {
			return c.actOf(ctx, tx, &a)
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		return c.insertAct(ctx, tx, &a)
	})
	return a, err
}

const actColumns = `seq, gate, role, person, for_whom, ref, because, digest, shown, at, undone, basis, key, signature, number`

func scanAct(row interface{ Scan(...any) error }) (a deposit.Act, err error) {
	err = row.Scan(&a.Seq, &a.Gate, &a.Role, &a.By, &a.For, &a.Ref, &a.Because, &a.Digest, &a.Shown, &a.At, &a.Undone, &a.Basis, &a.Key, &a.Signature, &a.Number)
	return a, err
}

// actOf is the act of a number as it stands.
func (c *Catalogue) actOf(ctx context.Context, tx *sql.Tx, a *deposit.Act) (err error) {
	*a, err = scanAct(tx.QueryRowContext(ctx, `SELECT `+actColumns+` FROM act WHERE seq = $1`, a.Seq))
	return err
}

func (c *Catalogue) insertAct(ctx context.Context, tx *sql.Tx, a *deposit.Act) error {
	if err := tx.QueryRowContext(ctx, `SELECT COALESCE(MAX(seq), 0) + 1 FROM act`).Scan(&a.Seq); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO act (seq, gate, role, person, for_whom, ref, because, digest, shown, at, undone, basis, key, signature, number)
		VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,0,$11,$12,$13,$14)`, a.Seq, a.Gate, a.Role, a.By, a.For, a.Ref, a.Because, string(a.Digest), string(a.Shown), a.At,
		a.Basis, a.Key, a.Signature, a.Number)
	if err != nil {
		return err
	}
	if err := c.trust(ctx, tx, *a); err != nil {
		return err
	}
	data := map[string]string{"gate": a.Gate, "role": a.Role, "by": a.By, "digest": a.Digest.Short(), "at": a.At}
	if a.Signed() {
		data["key"] = deposit.Fingerprint(a.Key)
	}
	return c.appendEvent(ctx, tx, "act", "", data)
}

// trust remembers the key that a person first signs with. Whether a later one may be another is decided by whoever knows deponering.yaml.
func (c *Catalogue) trust(ctx context.Context, tx *sql.Tx, a deposit.Act) error {
	if !a.Signed() {
		return nil
	}
	result, err := tx.ExecContext(ctx, `INSERT INTO person_key (person, key, at) VALUES ($1,$2,$3) ON CONFLICT DO NOTHING`, a.By, a.Key, a.At)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return err
	}
	return c.appendEvent(ctx, tx, "key trusted on first use", "", map[string]string{"person": a.By, "key": deposit.Fingerprint(a.Key)})
}

// Reopen takes back every standing act at the gates and adds the act that says who did it and why.
func (c *Catalogue) Reopen(ctx context.Context, gates []string, a deposit.Act) error {
	return c.change(ctx, "reopen", func(tx *sql.Tx) error {
		a.Gate = "reopen"
		if err := c.insertAct(ctx, tx, &a); err != nil {
			return err
		}
		for _, gate := range gates {
			if _, err := tx.ExecContext(ctx, `UPDATE act SET undone = $1 WHERE gate = $2 AND undone = 0`, a.Seq, gate); err != nil {
				return err
			}
		}
		return nil
	})
}

// Acts is every act in order, those taken back too.
func (c *Catalogue) Acts(ctx context.Context) ([]deposit.Act, error) {
	var acts []deposit.Act
	err := c.each(ctx, func(rows *sql.Rows) error {
		a, err := scanAct(rows)
		acts = append(acts, a)
		return err
	}, `SELECT `+actColumns+` FROM act ORDER BY seq`)
	return acts, storeError("read acts", err)
}

// HallSeal is the seal of a deposit-wide room, and whether there is one.
func (c *Catalogue) HallSeal(ctx context.Context, room string) (stage.Seal, bool, error) {
	var s stage.Seal
	err := c.db.QueryRowContext(ctx, `SELECT basis, input, output FROM hall WHERE room = $1`, room).Scan(&s.Basis, &s.Input, &s.Output)
	if errors.Is(err, sql.ErrNoRows) {
		return s, false, nil
	}
	return s, err == nil, storeError("read seal", err)
}

// NoteView notes what a view of the store was made from, as a room of its own that HallSeal reads. No event tells of it: a view moves nothing.
func (c *Catalogue) NoteView(ctx context.Context, view string, s stage.Seal) error {
	return c.beside(ctx, "note "+view, func(tx *sql.Tx) error { return putHall(ctx, tx, view, s) })
}

func putHall(ctx context.Context, tx *sql.Tx, room string, s stage.Seal) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO hall (room, basis, input, output) VALUES ($1,$2,$3,$4)
		ON CONFLICT (room) DO UPDATE SET basis = $2, input = $3, output = $4`, room, string(s.Basis), string(s.Input), string(s.Output))
	return err
}

// SealHall seals a deposit-wide room: the last thing that is done for its output.
func (c *Catalogue) SealHall(ctx context.Context, room string, s stage.Seal) error {
	return c.beside(ctx, "seal "+room, func(tx *sql.Tx) error {
		if err := putHall(ctx, tx, room, s); err != nil {
			return err
		}
		return c.appendEvent(ctx, tx, "room sealed", "", map[string]string{"room": room, "output": s.Output.Short()})
	})
}

// Record adds an event of its own to the log.
func (c *Catalogue) Record(ctx context.Context, kind string, data map[string]string) error {
	return c.beside(ctx, "record event", func(tx *sql.Tx) error { return c.appendEvent(ctx, tx, kind, "", data) })
}
