package catalogue

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// fateOrder is the order in which a balance lists where things went.
var fateOrder = []deposit.Fate{deposit.FatePackaged, deposit.FateBoth, deposit.FateRendition, deposit.FateUnpacked, deposit.FateExcludedByRule, deposit.FateExcludedByDecision,
	deposit.FateDeferred, deposit.FateHeld, deposit.FateUnderway}

// accounts gathers amounts by fate, and what is excluded by rule by rule too.
type accounts struct {
	fates map[deposit.Fate]*deposit.Amount
	rules map[string]*deposit.RuleAmount
}

func newAccounts() accounts {
	return accounts{fates: map[deposit.Fate]*deposit.Amount{}, rules: map[string]*deposit.RuleAmount{}}
}

func (a accounts) of(fate deposit.Fate) *deposit.Amount {
	if a.fates[fate] == nil {
		a.fates[fate] = &deposit.Amount{Fate: fate}
	}
	return a.fates[fate]
}

func (a accounts) by(rule string) *deposit.RuleAmount {
	if a.rules[rule] == nil {
		a.rules[rule] = &deposit.RuleAmount{Rule: rule}
	}
	return a.rules[rule]
}

func (a accounts) folder(fate deposit.Fate, because string) {
	a.of(fate).Folders++
	if fate == deposit.FateExcludedByRule {
		a.by(because).Folders++
	}
}

func (a accounts) file(fate deposit.Fate, because string, size int64) {
	to := a.of(fate)
	to.Files++
	to.Bytes += size
	if fate == deposit.FateExcludedByRule {
		rule := a.by(because)
		rule.Files++
		rule.Bytes += size
	}
}

// onto adds the amounts to a balance, in a fixed order.
func (a accounts) onto(b *deposit.Balance) {
	for _, fate := range fateOrder {
		if a.fates[fate] != nil {
			b.Went = append(b.Went, *a.fates[fate])
		}
	}
	for _, rule := range slices.Sorted(maps.Keys(a.rules)) {
		b.Rules = append(b.Rules, *a.rules[rule])
	}
}

// Balance is what came in, from the list of everything below inn/, against where it went, from what the rooms said of each file. The two come from
// different rows on purpose: a file that a room lost stands as underway, and one that no row of inn/ knows makes the sums differ.
// Between two changes to folders it is counted once.
func (c *Catalogue) Balance(ctx context.Context) (deposit.Balance, error) {
	at := c.folders.Load()
	if known := c.balanced.Load(); known != nil && known.at == at {
		return known.balance, nil
	}
	b, err := c.count(ctx)
	if err == nil {
		c.balanced.Store(&balanced{at, b})
	}
	return b, err
}

// balanced is a balance and the changes to folders that were made before it was counted.
type balanced struct {
	at      int64
	balance deposit.Balance
}

func (c *Catalogue) count(ctx context.Context) (deposit.Balance, error) {
	var b deposit.Balance
	var err error
	if b.Came, err = c.Came(ctx); err != nil {
		return b, err
	}
	if b.Rows, err = c.Rows(ctx); err != nil {
		return b, err
	}
	went := newAccounts()
	if err := c.looseFates(ctx, went); err != nil {
		return b, storeError("count loose files", err)
	}
	parts := unpackedAccounts{accounts: newAccounts()}
	var after string
	for {
		last, err := c.folderFates(ctx, after, went, &parts)
		if err != nil {
			return b, storeError("count files", err)
		}
		if last == "" {
			break
		}
		after = last
	}
	went.onto(&b)
	b.Unpacked = parts.account()
	return b, nil
}

// looseFates accounts for files that belong to no folder: what programs leave behind is out by rule, the rest as somebody decided.
func (c *Catalogue) looseFates(ctx context.Context, went accounts) error {
	decided, err := c.decidedFiles(ctx)
	if err != nil {
		return err
	}
	return c.each(ctx, func(rows *sql.Rows) error {
		var path, why string
		var size int64
		if err := rows.Scan(&path, &why, &size); err != nil {
			return err
		}
		switch {
		case why == "noise":
			went.file(deposit.FateExcludedByRule, deposit.RuleNoise, size)
		case decided[path]:
			went.file(deposit.FateExcludedByDecision, "", size)
		default:
			went.file(deposit.FateHeld, "", size)
		}
		return nil
	}, `SELECT path, why, size FROM source WHERE folder = ''`)
}

// decidedFiles is the files in no folder on which somebody decided: as many as there are such decisions.
func (c *Catalogue) decidedFiles(ctx context.Context) (map[string]bool, error) {
	decided := map[string]bool{}
	return decided, c.each(ctx, func(rows *sql.Rows) error {
		var body []byte
		var f deposit.Finding
		if err := rows.Scan(&body); err != nil {
			return err
		}
		if err := json.Unmarshal(body, &f); err != nil {
			return err
		}
		if f.File != "" {
			decided[f.File] = true
		}
		return nil
	}, `SELECT f.body FROM decision x JOIN finding f ON f.id = x.finding WHERE f.folder = '' AND f.room = 'reception'`)
}

const balancePage = 500 // folders a page

// folder is one folder of a page: where it went as a whole, and each of its files.
type folder struct {
	fate    deposit.Fate
	because string
	files   map[int]deposit.FileFate // below inn/
	parts   map[int]deposit.FileFate // that came out of them
}

// read takes in what convert said of each file, and whether a hold is open.
func (f *folder) read(renditions []byte, held bool) error {
	var r struct { // what is read of a deposit.Renditions
		Fates []deposit.FileFate `json:"fates"`
	}
	if len(renditions) > 0 && f.fate == deposit.FatePackaged {
		if err := json.Unmarshal(renditions, &r); err != nil {
			return err
		}
	}
	for _, x := range r.Fates {
		if len(x.Inside) > 0 {
			f.parts[x.Ordinal] = x
		} else {
			f.files[x.Ordinal] = x
		}
	}
	switch {
	case f.fate == deposit.FatePackaged && held:
		f.fate = deposit.FateHeld // with all that is in it: nobody knows yet where it goes
	case f.fate == deposit.FatePackaged && len(renditions) == 0:
		f.fate = deposit.FateUnderway
	}
	return nil
}

// folderFates accounts for a page of folders and returns the last of them, "" when there was none.
func (c *Catalogue) folderFates(ctx context.Context, after string, went accounts, parts *unpackedAccounts) (last string, err error) {
	folders := map[string]folder{}
	held, err := c.heldFolders(ctx, after)
	if err != nil {
		return "", err
	}
	err = c.each(ctx, func(rows *sql.Rows) error {
		var id string
		var body, taken []byte
		f := folder{files: map[int]deposit.FileFate{}, parts: map[int]deposit.FileFate{}}
		if err := rows.Scan(&id, &f.fate, &f.because, &body, &taken); err != nil {
			return err
		}
		if err := f.read(body, held[id]); err != nil {
			return err
		}
		folders[id], last = f, id
		went.folder(f.fate, f.because)
		return parts.folder(f, taken)
	}, `SELECT f.id, f.fate, f.because, COALESCE(p.body, x''), COALESCE(t.body, x'') FROM folder f LEFT JOIN part p ON p.folder = f.id AND p.name = 'renditions'
		LEFT JOIN part t ON t.folder = f.id AND t.name = 'taken'
		WHERE f.id > $1 ORDER BY f.id LIMIT $2`, after, balancePage)
	if err != nil || last == "" {
		return last, err
	}
	err = c.each(ctx, func(rows *sql.Rows) error {
		var id string
		var ordinal int
		var size int64
		if err := rows.Scan(&id, &ordinal, &size); err != nil {
			return err
		}
		f := folders[id]
		x, ok := f.files[ordinal]
		switch {
		case f.fate != deposit.FatePackaged:
			went.file(f.fate, f.because, size)
		case ok && x.Size == size:
			went.file(x.Fate, x.Because, size)
			delete(f.files, ordinal)
		default:
			went.file(deposit.FateUnderway, "", size)
		}
		return nil
	}, `SELECT folder, ordinal, size FROM source WHERE folder > $1 AND folder <= $2`, after, last)
	for _, f := range folders {
		for _, x := range f.files {
			if f.fate != deposit.FatePackaged {
				break
			}
			went.file(x.Fate, x.Because, x.Size) // a fate of a file that never came in: the sums will differ
		}
	}
	return last, err
}

// heldFolders is the folders of the page after the given one on which a hold is open.
func (c *Catalogue) heldFolders(ctx context.Context, after string) (map[string]bool, error) {
	held := map[string]bool{}
	return held, c.each(ctx, func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		held[id] = true
		return err
	}, `SELECT DISTINCT f.folder FROM finding f WHERE f.severity = 'hold' AND NOT EXISTS (SELECT 1 FROM decision x WHERE x.finding = f.id)
		AND f.folder IN (SELECT id FROM folder WHERE id > $1 ORDER BY id LIMIT $2)`, after, balancePage)
}

// Came is the part of the balance that came in.
func (c *Catalogue) Came(ctx context.Context) (came deposit.Amount, err error) {
	err = c.db.QueryRowContext(ctx, `SELECT (SELECT COUNT(*) FROM folder), COUNT(*), COALESCE(SUM(size), 0) FROM source`).
		Scan(&came.Folders, &came.Files, &came.Bytes)
	return came, storeError("count what came in", err)
}

// FileHashes streams what intake hashed of the owner's folders: a line a folder with its derived id, then a line a file with id, ordinal and SHA-256. Folders that people leave out or defer
// later are among them: to leave one out says nothing against the weeding of the others.
func (c *Catalogue) FileHashes(ctx context.Context, yield func(journal, line string) error) error {
	err := c.each(ctx, func(rows *sql.Rows) error {
		var folder, journal string
		var body []byte
		if err := rows.Scan(&folder, &journal, &body); err != nil {
			return err
		}
		var t struct { // what is read of a deposit.Taken
			Files []struct {
				Ordinal int            `json:"ordinal"`
				SHA256  deposit.Digest `json:"sha256"`
				Inside  deposit.Inside `json:"inside"`
			} `json:"files"`
		}
		if err := json.Unmarshal(body, &t); err != nil {
			return err
		}
		if err := yield(journal, folder+"\n"); err != nil {
			return err
		}
		for _, f := range t.Files {
			if len(f.Inside) > 0 {
				continue // the bytes of what it came out of decide it
			}
			if err := yield(journal, fmt.Sprintf("%s %d %s\n", folder, f.Ordinal, f.SHA256)); err != nil {
				return err
			}
		}
		return nil
	}, `SELECT p.folder, f.journal, p.body FROM part p JOIN folder f ON f.id = p.folder WHERE p.name = 'taken' AND f.fate <> 'excluded_by_rule' ORDER BY p.folder`)
	return storeError("read file hashes", err)
}

// Deadlines streams every folder's fate and stored verdict, by journal number; a folder that retention has not seen has none.
func (c *Catalogue) Deadlines(ctx context.Context, yield func(deposit.FolderRef, deposit.Fate, []byte) error) error {
	err := c.each(ctx, func(rows *sql.Rows) error {
		var ref deposit.FolderRef
		var fate deposit.Fate
		var verdict []byte
		if err := rows.Scan(&ref.ID, &ref.Journal, &fate, &verdict); err != nil {
			return err
		}
		return yield(ref, fate, verdict)
	}, `SELECT f.id, f.journal, f.fate, COALESCE(v.body, x'') FROM folder f LEFT JOIN part v ON v.folder = f.id AND v.name = 'verdict'
		ORDER BY f.key_journal, f.id`)
	return storeError("read deadlines", err)
}
