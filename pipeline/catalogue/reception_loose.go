package catalogue

import (
	"database/sql"
	"errors"
	"slices"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/reception"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// keepAnswers gives a new folder what people decided earlier on findings that it has now: a folder that left the register and came back has its
// decisions still. No answers are no part.
func (s *sitting) keepAnswers(folder deposit.FolderID) error {
	var answers deposit.Answers
	err := s.each(func(rows *sql.Rows) error {
		var a deposit.Answer
		var carriers, by string
		err := rows.Scan(&a.Finding, &a.Code, &a.Kind, &carriers, &by)
		answers.Answers = append(answers.Answers, answerOf(a, carriers, by))
		return err
	}, `SELECT DISTINCT d.finding, d.code, d.answer, d.carriers, d.person FROM decision d JOIN finding f ON f.id = d.finding WHERE f.folder = $1 ORDER BY d.finding`, string(folder))
	if err != nil || len(answers.Answers) == 0 {
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
	err := s.each(func(rows *sql.Rows) error { return rows.Scan(&digest) },
		`SELECT sha256 FROM source WHERE path = $1 AND folder = '' AND size = $2 AND mtime = $3`, e.Path, e.Size, e.Modified)
	return digest, err
}

// Loosen records files that belong to no folder.
func (s *sitting) Loosen(files ...reception.LooseFile) error {
	for _, f := range files {
		if err := s.putSource(f.Path, "", 0, f.Size, f.Modified, string(f.SHA256), f.Why); err != nil {
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

// Refuse records why the register cannot be read.
func (s *sitting) Refuse(f deposit.Finding, codes []deposit.Code) error {
	for _, code := range codes {
		if err := s.exec(`DELETE FROM finding WHERE folder = '' AND room = $1 AND code = $2`, receptionRoom, string(code)); err != nil {
			return err
		}
	}
	return errors.Join(s.Find(f), s.exec(`UPDATE hall SET input = '' WHERE room = $1`, receptionRoom))
}

// Vanished lists folders that stand and were not kept in this sitting. People have acted when a gate beyond the first contact stands: what they saw had
// the folder in it. Where something of a folder was destroyed, its record must not go with it.
func (s *sitting) Vanished(after string, limit int) ([]reception.VanishedFolder, error) {
	acted := false
	err := s.each(func(rows *sql.Rows) error { return rows.Scan(&acted) }, `SELECT count(*) > 0 FROM act WHERE undone = 0 AND gate <> 'contact'`)
	if err != nil {
		return nil, err
	}
	var gone []reception.VanishedFolder
	for len(gone) < limit {
		page, err := s.standingFolders(after, acted, limit)
		if err != nil || len(page) == 0 {
			return gone, err
		}
		after = page[len(page)-1].Ref.Journal
		ids := make([]string, len(page))
		for i, v := range page {
			ids[i] = string(v.Ref.ID)
		}
		named, err := s.Have(namedFolder, ids)
		if err != nil {
			return nil, err
		}
		gone = append(gone, slices.DeleteFunc(page, func(v reception.VanishedFolder) bool { return named[string(v.Ref.ID)] })...)
	}
	return gone[:min(len(gone), limit)], nil
}

// standingFolders is folders that stand, by journal number.
func (s *sitting) standingFolders(after string, acted bool, limit int) ([]reception.VanishedFolder, error) {
	var page []reception.VanishedFolder
	return page, s.each(func(rows *sql.Rows) error {
		var v reception.VanishedFolder
		err := rows.Scan(&v.Ref.ID, &v.Ref.Journal, &v.Acted)
		v.Acted = v.Acted || acted
		page = append(page, v)
		return err
	}, `SELECT id, journal, CASE WHEN $3 THEN EXISTS (SELECT 1 FROM part p WHERE p.folder = f.id AND p.name = 'purged') ELSE 0 END
		FROM folder f WHERE journal > $1 ORDER BY journal LIMIT $2`, after, limit, s.purged)
}

// metaLeft is where the fate stands that people decided of a folder that left, before its id.
const metaLeft = "left "

// recall gives a folder that comes back the fate that people decided before it left: what was deferred is not packed because a row was away for a run.
func (s *sitting) recall(f *reception.Folder) error {
	key := metaLeft + string(f.Ref.ID)
	err := s.each(func(rows *sql.Rows) error {
		var was string
		err := rows.Scan(&was)
		if fate, because, ok := strings.Cut(was, " "); ok && f.Fate == deposit.FatePackaged {
			f.Fate, f.Because = deposit.Fate(fate), because
		}
		return err
	}, `SELECT value FROM meta WHERE key = $1`, key)
	return errors.Join(err, s.exec(`DELETE FROM meta WHERE key = $1`, key))
}

// Remove takes a folder out with its parts, seals, findings and placings. Its files are loose by now, or gone. What people decided of it is remembered.
func (s *sitting) Remove(ref deposit.FolderRef) error {
	for _, text := range []string{
		`INSERT INTO meta (key, value) SELECT '` + metaLeft + `' || id, fate || ' ' || because FROM folder WHERE id = $1 AND fate IN ('deferred', 'excluded_by_decision')
			ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
		`DELETE FROM source WHERE folder = $1`,
		`DELETE FROM finding WHERE folder = $1`,
		`DELETE FROM placing WHERE folder = $1`,
		`DELETE FROM folder WHERE id = $1`, // parts and seals go with it
	} {
		if err := s.exec(text, string(ref.ID)); err != nil {
			return err
		}
	}
	return s.c.appendEvent(s.ctx, s.tx, "folder removed", ref.ID, map[string]string{"journal": ref.Journal})
}

// Close drops what was not named again, sets the mark and the number of rows, and tells the log.
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
		{`INSERT INTO meta (key, value) VALUES ($1,$2) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, []any{metaRows, counts["rows"]}},
	} {
		if err := s.exec(step.text, step.args...); err != nil {
			return err
		}
	}
	return s.c.appendEvent(s.ctx, s.tx, "received", "", counts)
}
