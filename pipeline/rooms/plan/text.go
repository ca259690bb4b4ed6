package plan

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// format is the first line of a plan's text; another form of the lines has another number.
const format = "arkivdepot kassasjonsplan 1"

// largestLine bounds a line that is read: a line names a few carriers.
const largestLine = 1 << 20

// Head is what all lines of a plan hang on.
type Head struct {
	Deposit deposit.ID     `json:"deposit"`
	Rules   deposit.Digest `json:"rules"` // of the rule set that allowed the classes
	AsOf    deposit.Date   `json:"as_of"`
}

// Lines streams planned lines.
type Lines func(yield func(deposit.PlannedLine) error) error

// Write writes the canonical text of a plan and returns its sums with its digest.
func Write(to io.Writer, h Head, lines Lines) (deposit.PurgePlan, error) {
	var plan deposit.PurgePlan
	sum := sha256.New()
	out := bufio.NewWriterSize(io.MultiWriter(to, sum), 64<<10)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	if _, err := fmt.Fprintln(out, format); err != nil {
		return plan, err
	}
	if err := enc.Encode(h); err != nil {
		return plan, err
	}
	err := lines(func(l deposit.PlannedLine) error {
		plan.Count(l.Line)
		return enc.Encode(l)
	})
	if err != nil {
		return plan, err
	}
	if err := out.Flush(); err != nil {
		return plan, err
	}
	plan.Digest = deposit.Digest(hex.EncodeToString(sum.Sum(nil)))
	return plan, nil
}

// Read streams the lines of a plan's text. It refuses a text that is not the one of the digest, and a line whose name does not fit what it says: yield may
// have seen lines by then, so whoever acts on them reads once before.
func Read(from io.Reader, digest deposit.Digest, yield func(deposit.PlannedLine) error) (Head, error) {
	var h Head
	sum := sha256.New()
	rows := bufio.NewScanner(io.TeeReader(from, sum))
	rows.Buffer(make([]byte, 0, 64<<10), largestLine)
	if !rows.Scan() || rows.Text() != format {
		return h, notThePlan(rows.Err(), "its first line")
	}
	if !rows.Scan() {
		return h, notThePlan(rows.Err(), "no head")
	}
	if err := json.Unmarshal(rows.Bytes(), &h); err != nil {
		return h, notThePlan(err, "its head")
	}
	for n := 1; rows.Scan(); n++ {
		var l deposit.PlannedLine
		if err := json.Unmarshal(rows.Bytes(), &l); err != nil {
			return h, notThePlan(err, fmt.Sprintf("line %d", n))
		}
		if l.ID != l.Line.ID(l.Folder) {
			return h, notThePlan(nil, fmt.Sprintf("line %d has another name", n))
		}
		if err := yield(l); err != nil {
			return h, err
		}
	}
	if rows.Err() != nil || hex.EncodeToString(sum.Sum(nil)) != string(digest) {
		return h, notThePlan(rows.Err(), "its checksum")
	}
	return h, nil
}

func notThePlan(err error, what string) error {
	if err == nil {
		err = fmt.Errorf("%s", what)
	} else {
		err = fmt.Errorf("%s: %w", what, err)
	}
	return &deposit.Error{Kind: deposit.Internal, Op: "read purge plan", Key: "plan_altered", Err: err}
}

// Text is a kept plan.
type Text struct {
	Digest deposit.Digest
	Open   func() (io.ReadCloser, error)
}

// Lines streams the lines of a kept plan.
func (t Text) Lines(yield func(deposit.PlannedLine) error) error {
	_, err := t.read(yield)
	return err
}

func (t Text) read(yield func(deposit.PlannedLine) error) (Head, error) {
	file, err := t.Open()
	if err != nil {
		return Head{}, err
	}
	defer file.Close()
	return Read(file, t.Digest, yield)
}

// Difference is what another plan has or lacks; documents are named by journal number and number in the overview.
type Difference struct{ Added, Removed, Changed []string }

// Compare tells in which documents two plans differ. Where no document does, the rules or the day differ on which they hang.
func Compare(was, now Text) (Difference, error) {
	var d Difference
	old, order := map[string]deposit.LineID{}, []string{}
	oldHead, err := was.read(func(l deposit.PlannedLine) error {
		old[l.Place()], order = l.ID, append(order, l.Place())
		return nil
	})
	if err != nil {
		return d, err
	}
	newHead, err := now.read(func(l deposit.PlannedLine) error {
		id, stood := old[l.Place()]
		switch {
		case !stood:
			d.Added = append(d.Added, l.Place())
		case id != l.ID:
			d.Changed = append(d.Changed, l.Place())
		}
		delete(old, l.Place())
		return nil
	})
	for _, place := range order {
		if _, left := old[place]; left {
			d.Removed = append(d.Removed, place)
		}
	}
	if oldHead != newHead {
		d.Changed = append(d.Changed, "regler/regler.yaml")
	}
	return d, err
}
