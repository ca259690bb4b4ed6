package catalogue

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/catalogue/sqlite"
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
		// The transaction itself ends with ctx. Its statements are short; given a context that can end, the driver starts a goroutine for each of them.
		s := &sitting{c: l.c, ctx: context.WithoutCancel(ctx), tx: tx, prepared: map[string]*sql.Stmt{}, scratch: scratch{most: scratchBytes}}
		defer s.release()
		for _, step := range []func() error{s.begin, func() error { return work(s) }, s.sweep} {
			if err := step(); err != nil {
				if ctx.Err() != nil { // the transaction is gone because somebody stopped the run
					return ctx.Err()
				}
				return err
			}
		}
		return nil
	})
}

// sitting is one reception under way. Statements are prepared once: a deposit of 20,000 folders runs some of them a hundred thousand times.
type sitting struct {
	c        *Catalogue
	ctx      context.Context
	tx       *sql.Tx
	prepared map[string]*sql.Stmt
	scratch  scratch
	decided  bool // somebody has decided something
	purged   bool // something was destroyed
}

func (s *sitting) stmt(text string) (*sql.Stmt, error) {
	if stmt, ok := s.prepared[text]; ok {
		return stmt, nil
	}
	stmt, err := s.tx.PrepareContext(s.ctx, text)
	if err == nil {
		s.prepared[text] = stmt
	}
	return stmt, err
}

func (s *sitting) exec(text string, args ...any) error {
	stmt, err := s.stmt(text)
	if err == nil {
		_, err = stmt.ExecContext(s.ctx, args...)
	}
	return err
}

// each reads the rows of a query to the end; no cursor is left open.
func (s *sitting) each(row func(*sql.Rows) error, text string, args ...any) error {
	stmt, err := s.stmt(text)
	if err != nil {
		return err
	}
	rows, err := stmt.QueryContext(s.ctx, args...)
	if err != nil {
		return err
	}
	return sqlite.EachOf(rows, row)
}

func (s *sitting) release() {
	for _, stmt := range s.prepared {
		_ = stmt.Close() // the transaction's end closes it too
	}
}

func (s *sitting) begin() error {
	if err := s.sweep(); err != nil {
		return err
	}
	return s.each(func(rows *sql.Rows) error { return rows.Scan(&s.decided, &s.purged) },
		`SELECT EXISTS (SELECT 1 FROM decision), EXISTS (SELECT 1 FROM part WHERE name = 'purged')`)
}

func (s *sitting) sweep() error { return s.exec(`DELETE FROM reception_scratch`) }

// Standing compares the folders' stamps, and counts their files: those of a folder that was away are loose. The fate is the one that a folder came in
// with, whatever people decided since.
func (s *sitting) Standing(asked ...reception.Asked) ([]deposit.Fate, error) {
	type row struct {
		stamp deposit.Digest
		fate  deposit.Fate
		files int
	}
	rows, ids := make(map[deposit.FolderID]row, len(asked)), make([]deposit.FolderID, len(asked))
	for i, a := range asked {
		ids[i] = a.Folder
	}
	err := s.each(func(r *sql.Rows) error {
		var id deposit.FolderID
		var is row
		err := r.Scan(&id, &is.stamp, &is.fate, &is.files)
		rows[id] = is
		return err
	}, `SELECT id, stamp, came_as, (SELECT count(*) FROM source WHERE folder = f.id) FROM folder f WHERE id IN `+marks(0, len(ids)), listed(ids)...)
	if err != nil {
		return nil, err
	}
	fates := make([]deposit.Fate, len(asked))
	for i, a := range asked {
		if is := rows[a.Folder]; is.stamp != "" && is.stamp == a.Stamp && is.files == a.Files {
			fates[i] = is.fate
			if err := s.Jot(reception.Scrap{Kind: namedFolder, Key: string(a.Folder)}); err != nil {
				return nil, err
			}
		}
	}
	return fates, nil
}

// Destroyed reads what was destroyed of a folder. Where nothing was in the whole deposit, no folder is asked.
func (s *sitting) Destroyed(folder deposit.FolderID) (gone deposit.Purged, err error) {
	if !s.purged {
		return gone, nil
	}
	return gone, s.each(func(rows *sql.Rows) error {
		var body []byte
		if err := rows.Scan(&body); err != nil {
			return err
		}
		return json.Unmarshal(body, &gone)
	}, `SELECT body FROM part WHERE folder = $1 AND name = $2`, string(folder), gone.Part().Name)
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
	if err := s.exec(`UPDATE folder SET stamp = $2, came_as = $3 WHERE id = $1`, string(f.Ref.ID), string(f.Stamp), string(f.Fate)); err != nil {
		return false, err
	}
	if row == isNew && s.decided {
		if err := s.keepAnswers(f.Ref.ID); err != nil {
			return false, err
		}
	}
	if row == isNew {
		if err := s.keepHolds(f.Ref.ID); err != nil {
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
	stands := false
	err := s.each(func(rows *sql.Rows) error {
		stands = true
		return rows.Scan(&fate, &because, &name, &birth, &journal, &version)
	}, `SELECT fate, because, key_name, key_birth, key_journal, collation FROM folder WHERE id = $1`, string(f.Ref.ID))
	if err != nil {
		return isSame, err
	}
	k := f.Keys
	if !stands {
		if s.decided {
			if err := s.recall(&f); err != nil {
				return isSame, err
			}
		}
		return isNew, s.exec(`INSERT INTO folder (id, journal, fate, because, key_name, key_birth, key_journal, collation) VALUES ($1,$2,$3,$4,$5,$6,$7,$8)`,
			string(f.Ref.ID), f.Ref.Journal, string(f.Fate), f.Because, solid(k.Name), solid(k.Birth), solid(k.Journal), k.Version)
	}
	if fate != string(deposit.FatePackaged) && fate != string(deposit.FateExcludedByRule) {
		f.Fate, f.Because = deposit.Fate(fate), because
	}
	if fate == string(f.Fate) && because == f.Because && version == k.Version && string(name) == string(k.Name) && string(birth) == string(k.Birth) && string(journal) == string(k.Journal) {
		return isSame, nil
	}
	return isChanged, s.exec(`UPDATE folder SET fate=$2, because=$3, key_name=$4, key_birth=$5, key_journal=$6, collation=$7 WHERE id=$1`,
		string(f.Ref.ID), string(f.Fate), f.Because, solid(k.Name), solid(k.Birth), solid(k.Journal), k.Version)
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
		err = s.exec(`INSERT INTO part (folder, name, revision, digest, body) VALUES ($1,$2,$3,$4,$5)
			ON CONFLICT (folder, name) DO UPDATE SET revision = excluded.revision, digest = excluded.digest, body = excluded.body`,
			string(f.Ref.ID), key.Name, key.Revision, string(digest), body)
		if err != nil {
			return nil, err
		}
		changed = append(changed, key.Name)
	}
	rows := 0
	err = s.each(func(r *sql.Rows) error { return r.Scan(&rows) }, `SELECT count(*) FROM source WHERE folder = $1`, string(f.Ref.ID))
	if err == nil && (rows != len(f.Files) || slices.Contains(changed, deposit.Files{}.Part().Name)) { // a folder that came back finds its files loose
		err = s.keepSources(f)
	}
	return changed, err
}

func (s *sitting) standingParts(folder deposit.FolderID) (stage.Stored, error) {
	have := stage.Stored{}
	return have, s.each(func(rows *sql.Rows) error {
		var name string
		var p stage.StoredPart
		err := rows.Scan(&name, &p.Revision, &p.Digest)
		have[name] = p
		return err
	}, `SELECT name, revision, digest FROM part WHERE folder = $1`, string(folder))
}

// keepSources gives the folder exactly the files of its list. A file that moved to another folder has that folder already, or gets it when its turn
// comes: the path is the key.
func (s *sitting) keepSources(f reception.Folder) error {
	if err := s.exec(`DELETE FROM source WHERE folder = $1`, string(f.Ref.ID)); err != nil {
		return err
	}
	for _, file := range f.Files {
		if err := s.putSource(file.Path, string(f.Ref.ID), file.Ordinal, file.Size, file.Modified, "", ""); err != nil {
			return err
		}
	}
	return nil
}

// putSource writes a row of the list of everything below inn/: path, folder, ordinal, size, time, digest, why loose.
func (s *sitting) putSource(row ...any) error {
	return s.exec(`INSERT INTO source (path, folder, ordinal, size, mtime, sha256, why) VALUES ($1,$2,$3,$4,$5,$6,$7)
		ON CONFLICT (path) DO UPDATE SET folder = excluded.folder, ordinal = excluded.ordinal, size = excluded.size, mtime = excluded.mtime,
		sha256 = excluded.sha256, why = excluded.why`, row...)
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
	have := map[string]string{}
	return have, s.each(func(rows *sql.Rows) error {
		var id, body string
		err := rows.Scan(&id, &body)
		have[id] = body
		return err
	}, `SELECT id, body FROM finding WHERE folder = $1 AND room = $2`, string(folder), receptionRoom)
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
	return true, s.exec(`INSERT INTO finding (folder, room, id, code, severity, body) VALUES ($1,$2,$3,$4,$5,$6)
		ON CONFLICT (folder, room, id) DO UPDATE SET severity = excluded.severity, body = excluded.body`,
		string(folder), receptionRoom, id, string(f.Code), string(f.Severity()), body)
}

func (s *sitting) dropFinding(folder deposit.FolderID, id string) error {
	return s.exec(`DELETE FROM finding WHERE folder = $1 AND room = $2 AND id = $3`, string(folder), receptionRoom, id)
}
