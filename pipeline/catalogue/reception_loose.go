package catalogue

import (
	"database/sql"
	"errors"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/reception"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// Have tells which of the keys stand in the scratch.
func (s *sitting) Have(kind string, keys []string) (map[string]bool, error) {
	found := map[string]bool{}
	if len(keys) == 0 {
		return found, nil
	}
	marks, args := make([]string, len(keys)), []any{kind}
	for i, key := range keys {
		args = append(args, []byte(key))
		marks[i] = "$" + strconv.Itoa(len(args))
	}
	rows, err := s.tx.QueryContext(s.ctx, `SELECT DISTINCT key FROM reception_scratch WHERE kind = $1 AND key IN (`+strings.Join(marks, ",")+`)`, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var key []byte
		if err := rows.Scan(&key); err != nil {
			return nil, err
		}
		found[string(key)] = true
	}
	return found, rows.Err()
}

// keepAnswers gives a new folder what people decided earlier on findings that it has now: a folder that left the register and came back has its
// decisions still. No answers are no part.
func (s *sitting) keepAnswers(folder deposit.FolderID) error {
	rows, err := s.tx.QueryContext(s.ctx, `SELECT DISTINCT d.finding, d.code, d.answer FROM decision d JOIN finding f ON f.id = d.finding WHERE f.folder = $1 ORDER BY d.finding`, string(folder))
	if err != nil {
		return err
	}
	defer rows.Close()
	var answers deposit.Answers
	for rows.Next() {
		var a deposit.Answer
		if err := rows.Scan(&a.Finding, &a.Code, &a.Kind); err != nil {
			return err
		}
		answers.Answers = append(answers.Answers, a)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil || len(answers.Answers) == 0 {
		return err
	}
	body, err := stage.Encode(answers)
	if err != nil {
		return err
	}
	return putPart(s.ctx, s.tx, folder, answers.Part(), body, deposit.DigestOf(body))
}

// Digest is the digest of a loose file whose size and time are those it was hashed with.
func (s *sitting) Digest(e reception.Entry) (deposit.Digest, error) {
	var digest deposit.Digest
	err := s.tx.QueryRowContext(s.ctx, `SELECT sha256 FROM source WHERE path = $1 AND folder = '' AND size = $2 AND mtime = $3`, e.Path, e.Size, e.Modified).Scan(&digest)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return digest, err
}

// Loosen records files that belong to no folder.
func (s *sitting) Loosen(files ...reception.LooseFile) error {
	for _, f := range files {
		if _, err := s.putSource.ExecContext(s.ctx, f.Path, "", 0, f.Size, f.Modified, string(f.SHA256), f.Why); err != nil {
			return err
		}
		if err := s.Jot(reception.Scrap{Kind: namedLoose, Key: f.Path}); err != nil {
			return err
		}
	}
	return nil
}

// Find records findings on the deposit as a whole.
func (s *sitting) Find(findings ...deposit.Finding) error {
	for _, f := range findings {
		if err := s.Jot(reception.Scrap{Kind: namedFinding, Key: string(f.ID())}); err != nil {
			return err
		}
		if _, err := s.putFinding("", f, nil); err != nil {
			return err
		}
	}
	return nil
}

// Vanished lists folders that stand and were not kept in this sitting. People have acted when a gate beyond the first contact stands: what they saw had
// the folder in it.
func (s *sitting) Vanished(after string, limit int) ([]reception.VanishedFolder, error) {
	var acts int
	if err := s.tx.QueryRowContext(s.ctx, `SELECT count(*) FROM act WHERE undone = 0 AND gate <> 'contact'`).Scan(&acts); err != nil {
		return nil, err
	}
	rows, err := s.tx.QueryContext(s.ctx, `SELECT id, journal FROM folder f WHERE journal > $1
		AND NOT EXISTS (SELECT 1 FROM reception_scratch s WHERE s.kind = $2 AND s.key = CAST(f.id AS BLOB)) ORDER BY journal LIMIT $3`, after, namedFolder, limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var gone []reception.VanishedFolder
	for rows.Next() {
		v := reception.VanishedFolder{Acted: acts > 0}
		if err := rows.Scan(&v.Ref.ID, &v.Ref.Journal); err != nil {
			return nil, err
		}
		gone = append(gone, v)
	}
	return gone, rows.Err()
}

// Remove takes a folder out with its parts, seals, findings and placings. Its files are loose by now, or gone.
func (s *sitting) Remove(ref deposit.FolderRef) error {
	for _, text := range []string{
		`DELETE FROM source WHERE folder = $1`,
		`DELETE FROM finding WHERE folder = $1`,
		`DELETE FROM placing WHERE folder = $1`,
		`DELETE FROM folder WHERE id = $1`, // parts and seals go with it
	} {
		if _, err := s.tx.ExecContext(s.ctx, text, string(ref.ID)); err != nil {
			return err
		}
	}
	return s.c.appendEvent(s.ctx, s.tx, "folder removed", ref.ID, map[string]string{"journal": ref.Journal})
}

// Close drops what was not named again, sets the mark and tells the log.
func (s *sitting) Close(mark reception.Mark, counts map[string]string) error {
	for _, step := range []struct {
		text string
		args []any
	}{
		{`DELETE FROM source WHERE folder = '' AND NOT EXISTS (SELECT 1 FROM reception_scratch s WHERE s.kind = $1 AND s.key = CAST(source.path AS BLOB))`, []any{namedLoose}},
		{`DELETE FROM finding WHERE folder = '' AND room = $1 AND NOT EXISTS (SELECT 1 FROM reception_scratch s WHERE s.kind = $2 AND s.key = CAST(finding.id AS BLOB))`,
			[]any{receptionRoom, namedFinding}},
		{`INSERT INTO hall (room, basis, input, output) VALUES ($1,$2,$3,$4) ON CONFLICT (room) DO UPDATE SET basis = excluded.basis, input = excluded.input, output = excluded.output`,
			[]any{receptionRoom, string(mark.Basis), string(mark.Input), ""}},
	} {
		if _, err := s.tx.ExecContext(s.ctx, step.text, step.args...); err != nil {
			return err
		}
	}
	return s.c.appendEvent(s.ctx, s.tx, "received", "", counts)
}
