package catalogue

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/reception"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// receptionRoom is the name under which reception's findings and mark stand.
const receptionRoom = "reception"

// Kinds of the adapter's own scraps: what was named in this sitting.
const (
	namedFolder  = "=folder"
	namedLoose   = "=loose"
	namedFinding = "=finding"
)

// Reception is the catalogue as the room reception sees it.
func (c *Catalogue) Reception() reception.Ledger { return receptionLedger{c} }

type receptionLedger struct{ c *Catalogue }

// Last reads the mark of the last finished reception.
func (l receptionLedger) Last(ctx context.Context) (reception.Mark, error) {
	var m reception.Mark
	err := l.c.db.QueryRowContext(ctx, `SELECT basis, input FROM hall WHERE room = $1`, receptionRoom).Scan(&m.Basis, &m.Input)
	if errors.Is(err, sql.ErrNoRows) {
		return m, nil
	}
	return m, storeError("read reception", err)
}

// Receive runs one sitting in one transaction.
func (l receptionLedger) Receive(ctx context.Context, work func(reception.Sitting) error) error {
	return l.c.change(ctx, "receive", func(tx *sql.Tx) error {
		s, err := l.c.sit(ctx, tx)
		if err != nil {
			return err
		}
		defer s.release()
		if err := s.sweep(); err != nil {
			return err
		}
		if err := work(s); err != nil {
			return err
		}
		return s.sweep()
	})
}

// sitting is one reception under way. Its statements are prepared once: a deposit of 20,000 folders runs some of them a hundred thousand times.
type sitting struct {
	c   *Catalogue
	ctx context.Context
	tx  *sql.Tx

	jot, parts, putPart, found, putFound, putSource *sql.Stmt
}

func (c *Catalogue) sit(ctx context.Context, tx *sql.Tx) (*sitting, error) {
	s := &sitting{c: c, ctx: ctx, tx: tx}
	for _, p := range []struct {
		to   **sql.Stmt
		text string
	}{
		{&s.jot, `INSERT INTO reception_scratch (kind, key, seq, body) VALUES ($1,$2,$3,$4) ON CONFLICT (kind, key, seq) DO UPDATE SET body = excluded.body`},
		{&s.parts, `SELECT name, revision, digest FROM part WHERE folder = $1`},
		{&s.putPart, `INSERT INTO part (folder, name, revision, digest, body) VALUES ($1,$2,$3,$4,$5)
			ON CONFLICT (folder, name) DO UPDATE SET revision = excluded.revision, digest = excluded.digest, body = excluded.body`},
		{&s.found, `SELECT id, body FROM finding WHERE folder = $1 AND room = $2`},
		{&s.putFound, `INSERT INTO finding (folder, room, id, code, severity, body) VALUES ($1,$2,$3,$4,$5,$6)
			ON CONFLICT (folder, room, id) DO UPDATE SET severity = excluded.severity, body = excluded.body`},
		{&s.putSource, `INSERT INTO source (path, folder, ordinal, size, mtime, sha256, why) VALUES ($1,$2,$3,$4,$5,$6,$7)
			ON CONFLICT (path) DO UPDATE SET folder = excluded.folder, ordinal = excluded.ordinal, size = excluded.size, mtime = excluded.mtime,
			sha256 = excluded.sha256, why = excluded.why`},
	} {
		stmt, err := tx.PrepareContext(ctx, p.text)
		if err != nil {
			s.release()
			return nil, err
		}
		*p.to = stmt
	}
	return s, nil
}

func (s *sitting) release() {
	for _, stmt := range []*sql.Stmt{s.jot, s.parts, s.putPart, s.found, s.putFound, s.putSource} {
		if stmt != nil {
			_ = stmt.Close() // the transaction's end closes it too
		}
	}
}

func (s *sitting) sweep() error {
	_, err := s.tx.ExecContext(s.ctx, `DELETE FROM reception_scratch`)
	return err
}

// Jot adds or replaces scraps.
func (s *sitting) Jot(scraps ...reception.Scrap) error {
	for _, p := range scraps {
		body := p.Body
		if body == nil {
			body = []byte{}
		}
		if _, err := s.jot.ExecContext(s.ctx, p.Kind, []byte(p.Key), p.Seq, body); err != nil {
			return err
		}
	}
	return nil
}

// Look reads a page of scraps.
func (s *sitting) Look(r reception.Range) ([]reception.Scrap, error) {
	text := `SELECT key, seq, body FROM reception_scratch WHERE kind = $1 AND key >= $2`
	args := []any{r.Kind, []byte(r.From)}
	if r.Before != "" {
		args = append(args, []byte(r.Before))
		text += ` AND key < $` + strconv.Itoa(len(args))
	}
	if r.After != nil {
		args = append(args, []byte(r.After.Key), r.After.Seq)
		text += ` AND (key, seq) > ($` + strconv.Itoa(len(args)-1) + `, $` + strconv.Itoa(len(args)) + `)`
	}
	args = append(args, r.Limit)
	rows, err := s.tx.QueryContext(s.ctx, text+` ORDER BY key, seq LIMIT $`+strconv.Itoa(len(args)), args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var page []reception.Scrap
	for rows.Next() {
		p := reception.Scrap{Kind: r.Kind}
		var key []byte
		if err := rows.Scan(&key, &p.Seq, &p.Body); err != nil {
			return nil, err
		}
		p.Key = string(key)
		page = append(page, p)
	}
	return page, rows.Err()
}

// Keep writes what differs of a folder. A fate that people decided stays; it is decisions that move it.
func (s *sitting) Keep(f reception.Folder) (bool, error) {
	if err := s.Jot(reception.Scrap{Kind: namedFolder, Key: string(f.Ref.ID)}); err != nil {
		return false, err
	}
	row, err := s.keepRow(f)
	if err != nil {
		return false, err
	}
	changed, err := s.keepParts(f)
	if err != nil {
		return false, err
	}
	found, err := s.keepFindings(f)
	if err != nil {
		return false, err
	}
	if row == isNew {
		if err := s.keepAnswers(f.Ref.ID); err != nil {
			return false, err
		}
	}
	if row == isSame && len(changed) == 0 {
		return found, nil
	}
	data := map[string]string{"journal": f.Ref.Journal, "fate": string(f.Fate), "parts": strings.Join(changed, " ")}
	return true, s.c.appendEvent(s.ctx, s.tx, "folder received", f.Ref.ID, data)
}

// rowState tells what keeping a folder's row did.
type rowState int

const (
	isSame rowState = iota
	isNew
	isChanged
)

func (s *sitting) keepRow(f reception.Folder) (rowState, error) {
	var fate, because, version string
	var name, birth, journal []byte
	err := s.tx.QueryRowContext(s.ctx, `SELECT fate, because, key_name, key_birth, key_journal, collation FROM folder WHERE id = $1`, string(f.Ref.ID)).
		Scan(&fate, &because, &name, &birth, &journal, &version)
	k := f.Keys
	if errors.Is(err, sql.ErrNoRows) {
		_, err = s.tx.ExecContext(s.ctx, `INSERT INTO folder (id, journal, fate, because, key_name, key_birth, key_journal, collation) VALUES ($1,$2,$3,$4,$5,$6,$7,$8)`,
			string(f.Ref.ID), f.Ref.Journal, string(f.Fate), f.Because, solid(k.Name), solid(k.Birth), solid(k.Journal), k.Version)
		return isNew, err
	}
	if err != nil {
		return isSame, err
	}
	if fate != string(deposit.FatePackaged) && fate != string(deposit.FateExcludedByRule) {
		f.Fate, f.Because = deposit.Fate(fate), because
	}
	if fate == string(f.Fate) && because == f.Because && version == k.Version && string(name) == string(k.Name) && string(birth) == string(k.Birth) && string(journal) == string(k.Journal) {
		return isSame, nil
	}
	_, err = s.tx.ExecContext(s.ctx, `UPDATE folder SET fate=$2, because=$3, key_name=$4, key_birth=$5, key_journal=$6, collation=$7 WHERE id=$1`,
		string(f.Ref.ID), string(f.Fate), f.Because, solid(k.Name), solid(k.Birth), solid(k.Journal), k.Version)
	return isChanged, err
}

// solid is never nil: the columns refuse NULL, and no key is an empty key.
func solid(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// keepParts writes the parts whose digest or revision changed, and the source rows together with the list of files.
func (s *sitting) keepParts(f reception.Folder) (changed []string, err error) {
	have, err := s.standingParts(f.Ref.ID)
	if err != nil {
		return nil, err
	}
	for _, part := range f.Parts {
		body, err := stage.Encode(part)
		if err != nil {
			return nil, err
		}
		key, digest := part.Part(), deposit.DigestOf(body)
		if old, ok := have[key.Name]; ok && old.Digest == digest && old.Revision == key.Revision {
			continue
		}
		if _, err := s.putPart.ExecContext(s.ctx, string(f.Ref.ID), key.Name, key.Revision, string(digest), body); err != nil {
			return nil, err
		}
		changed = append(changed, key.Name)
	}
	if slices.Contains(changed, deposit.Files{}.Part().Name) {
		err = s.keepSources(f)
	}
	return changed, err
}

func (s *sitting) standingParts(folder deposit.FolderID) (stage.Stored, error) {
	rows, err := s.parts.QueryContext(s.ctx, string(folder))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	have := stage.Stored{}
	for rows.Next() {
		var name string
		var p stage.StoredPart
		if err := rows.Scan(&name, &p.Revision, &p.Digest); err != nil {
			return nil, err
		}
		have[name] = p
	}
	return have, rows.Err()
}

// keepSources gives the folder exactly the files of its list. A file that moved to another folder has that folder already, or gets it when its turn
// comes: the path is the key.
func (s *sitting) keepSources(f reception.Folder) error {
	if _, err := s.tx.ExecContext(s.ctx, `DELETE FROM source WHERE folder = $1`, string(f.Ref.ID)); err != nil {
		return err
	}
	for _, file := range f.Files {
		if _, err := s.putSource.ExecContext(s.ctx, file.Path, string(f.Ref.ID), file.Ordinal, file.Size, file.Modified, "", ""); err != nil {
			return err
		}
	}
	return nil
}

// keepFindings makes reception's findings on the folder exactly these.
func (s *sitting) keepFindings(f reception.Folder) (bool, error) {
	have, err := s.standingFindings(f.Ref.ID)
	if err != nil {
		return false, err
	}
	changed := false
	for _, finding := range f.Findings {
		wrote, err := s.putFinding(f.Ref.ID, finding, have)
		if err != nil {
			return false, err
		}
		changed = changed || wrote
		delete(have, string(finding.ID()))
	}
	for _, id := range slices.Sorted(maps.Keys(have)) {
		changed = true
		if err := s.dropFinding(f.Ref.ID, id); err != nil {
			return false, err
		}
	}
	return changed, nil
}

func (s *sitting) standingFindings(folder deposit.FolderID) (map[string]string, error) {
	rows, err := s.found.QueryContext(s.ctx, string(folder), receptionRoom)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	have := map[string]string{}
	for rows.Next() {
		var id, body string
		if err := rows.Scan(&id, &body); err != nil {
			return nil, err
		}
		have[id] = body
	}
	return have, rows.Err()
}

func (s *sitting) putFinding(folder deposit.FolderID, f deposit.Finding, have map[string]string) (bool, error) {
	body, err := json.Marshal(f)
	if err != nil {
		return false, err
	}
	id := string(f.ID())
	if old, ok := have[id]; ok && old == string(body) {
		return false, nil
	}
	_, err = s.putFound.ExecContext(s.ctx, string(folder), receptionRoom, id, string(f.Code), string(f.Severity()), body)
	return true, err
}

func (s *sitting) dropFinding(folder deposit.FolderID, id string) error {
	_, err := s.tx.ExecContext(s.ctx, `DELETE FROM finding WHERE folder = $1 AND room = $2 AND id = $3`, string(folder), receptionRoom, id)
	return err
}
