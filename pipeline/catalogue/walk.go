package catalogue

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

var _ stage.Store = (*Catalogue)(nil)

// unwritten are the parts that stand empty until somebody acts: answers, holds, what was destroyed, what was converted. They are not stored for every folder.
var unwritten = func() stage.Stored {
	parts := stage.Stored{}
	for _, p := range []deposit.Part{deposit.Answers{}, deposit.Holds{}, deposit.Purged{}, deposit.Rendered{}} {
		body, err := stage.Encode(p)
		if err != nil {
			panic(err) // facts always marshal
		}
		parts[p.Part().Name] = stage.StoredPart{Revision: p.Part().Revision, Digest: deposit.DigestOf(body), Body: body}
	}
	return parts
}()

// Tasks is the next folders with their parts' digests and their seals. A walk in which little changed reads nothing else, and reads it in the order in
// which it lies in two indexes: the parts of a folder come as one text, and so do its seals, with ";" between them and spaces within, which no name and no
// digest has.
func (c *Catalogue) Tasks(ctx context.Context, ask stage.Ask) ([]stage.Task, error) {
	var tasks []stage.Task
	err := c.each(ctx, func(rows *sql.Rows) error {
		var t stage.Task
		err := rows.Scan(&t.Ref.ID, &t.Ref.Journal, &t.Fate)
		tasks = append(tasks, t)
		return err
	}, `SELECT id, journal, fate FROM folder WHERE id > $1 ORDER BY id LIMIT $2`, string(ask.After), ask.Most)
	if err != nil || len(tasks) == 0 {
		return nil, storeError("read folders", err)
	}
	last := tasks[len(tasks)-1].Ref.ID
	parts, err := c.texts(ctx, `SELECT folder, string_agg(name || ' ' || revision || ' ' || digest, ';') FROM part WHERE folder > $1 AND folder <= $2 AND name IN `+
		marks(2, len(ask.Parts))+` GROUP BY folder`, listed(ask.Parts, string(ask.After), string(last)), len(tasks))
	if err != nil {
		return nil, err
	}
	seals, err := c.texts(ctx, `SELECT folder, string_agg(room || ' ' || basis || ' ' || input || ' ' || output, ';') FROM seal WHERE folder > $1 AND folder <= $2 AND room IN `+
		marks(2, len(ask.Rooms))+` GROUP BY folder`, listed(ask.Rooms, string(ask.After), string(last)), len(tasks))
	if err != nil {
		return nil, err
	}
	for i := range tasks {
		t := &tasks[i]
		if t.Parts, err = partsIn(parts[t.Ref.ID], len(ask.Parts)); err == nil {
			t.Seals, err = sealsIn(seals[t.Ref.ID], len(ask.Rooms))
		}
		if err != nil {
			return nil, storeError("read folders", err)
		}
	}
	return tasks, nil
}

// texts is the text that a query has for each folder of a page. More folders than the page has are an error: one came while they were read.
func (c *Catalogue) texts(ctx context.Context, query string, args []any, most int) (map[deposit.FolderID]string, error) {
	all := make(map[deposit.FolderID]string, most)
	err := c.each(ctx, func(rows *sql.Rows) error {
		var id deposit.FolderID
		var text string
		err := rows.Scan(&id, &text)
		all[id] = text
		return err
	}, query, args...)
	if err == nil && len(all) > most {
		err = fmt.Errorf("%d folders in a page of %d", len(all), most)
	}
	return all, storeError("read folders", err)
}

// partsIn reads parts as Tasks has them, and adds those that stand empty.
func partsIn(text string, asked int) (stage.Stored, error) {
	parts := make(stage.Stored, asked+len(unwritten))
	for name, empty := range unwritten {
		parts[name] = stage.StoredPart{Revision: empty.Revision, Digest: empty.Digest}
	}
	for one := range entries(text) {
		name, rest, _ := strings.Cut(one, " ")
		number, digest, _ := strings.Cut(rest, " ")
		revision, err := strconv.Atoi(number)
		if err != nil {
			return nil, err
		}
		parts[name] = stage.StoredPart{Revision: revision, Digest: deposit.Digest(digest)}
	}
	return parts, nil
}

// sealsIn reads seals as Tasks has them.
func sealsIn(text string, asked int) (map[stage.Name]stage.Seal, error) {
	seals := make(map[stage.Name]stage.Seal, asked)
	for one := range entries(text) {
		words := strings.Split(one, " ")
		if len(words) != 4 {
			return nil, fmt.Errorf("a seal of %d words", len(words))
		}
		seals[stage.Name(words[0])] = stage.Seal{Basis: deposit.Digest(words[1]), Input: deposit.Digest(words[2]), Output: deposit.Digest(words[3])}
	}
	return seals, nil
}

// entries is what stands between the semicolons; nothing where there is nothing.
func entries(text string) iter.Seq[string] {
	if text == "" {
		return func(func(string) bool) {}
	}
	return strings.SplitSeq(text, ";")
}

// marks is a list of n parameters after those before it.
func marks(before, n int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = "$" + strconv.Itoa(before+i+1)
	}
	return "(" + strings.Join(all, ",") + ")"
}

// listed is the arguments that go with marks.
func listed[S ~string](names []S, before ...any) []any {
	for _, name := range names {
		before = append(before, string(name))
	}
	return before
}

// Parts is the named parts of a folder with their bodies.
func (c *Catalogue) Parts(ctx context.Context, folder deposit.FolderID, names []string) (stage.Stored, error) {
	parts := stage.Stored{}
	for _, name := range names {
		var p stage.StoredPart
		empty, mayLack := unwritten[name]
		err := c.db.QueryRowContext(ctx, `SELECT revision, digest, body FROM part WHERE folder = $1 AND name = $2`, string(folder), name).
			Scan(&p.Revision, &p.Digest, &p.Body)
		switch {
		case err == nil:
			parts[name] = p
		case err != sql.ErrNoRows:
			return nil, storeError("read part", err)
		case mayLack:
			parts[name] = empty
		}
	}
	return parts, nil
}

// Commit stores the work of rooms on folders: part, seal, findings and one event for each folder, all in one transaction.
func (c *Catalogue) Commit(ctx context.Context, done []stage.Done) error {
	return c.change(ctx, "seal folders", func(tx *sql.Tx) error {
		for i := 0; i < len(done); {
			folder := done[i].Folder
			var rooms []string
			for ; i < len(done) && done[i].Folder == folder; i++ {
				if err := commitRoom(ctx, tx, done[i]); err != nil {
					return err
				}
				rooms = append(rooms, string(done[i].Room))
			}
			if err := c.appendEvent(ctx, tx, "sealed", folder.ID, map[string]string{"rooms": strings.Join(rooms, " ")}); err != nil {
				return err
			}
		}
		return nil
	})
}

func commitRoom(ctx context.Context, tx *sql.Tx, d stage.Done) error {
	if err := putPart(ctx, tx, d.Folder.ID, d.Makes, d.Body, d.Seal.Output); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO seal (folder, room, basis, input, output) VALUES ($1,$2,$3,$4,$5)
		ON CONFLICT (folder, room) DO UPDATE SET basis = $3, input = $4, output = $5`,
		string(d.Folder.ID), string(d.Room), string(d.Seal.Basis), string(d.Seal.Input), string(d.Seal.Output))
	if err != nil {
		return err
	}
	return putFindings(ctx, tx, d.Folder.ID, string(d.Room), d.Findings)
}

// putPart stores a part's bytes under their digest.
func putPart(ctx context.Context, tx *sql.Tx, folder deposit.FolderID, key deposit.PartKey, body []byte, digest deposit.Digest) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO part (folder, name, revision, digest, body) VALUES ($1,$2,$3,$4,$5)
		ON CONFLICT (folder, name) DO UPDATE SET revision = $3, digest = $4, body = $5`,
		string(folder), key.Name, key.Revision, string(digest), body)
	return err
}

// putFindings replaces what a room found on a folder; folder "" is the deposit as a whole. The same finding twice is one.
func putFindings(ctx context.Context, tx *sql.Tx, folder deposit.FolderID, room string, findings []deposit.Finding) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM finding WHERE folder = $1 AND room = $2`, string(folder), room); err != nil {
		return err
	}
	for _, f := range findings {
		body, err := json.Marshal(f)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO finding (folder, room, id, code, severity, body) VALUES ($1,$2,$3,$4,$5,$6)
			ON CONFLICT (folder, room, id) DO NOTHING`, string(folder), room, string(f.ID()), string(f.Code), string(f.Severity()), body)
		if err != nil {
			return err
		}
	}
	return nil
}
