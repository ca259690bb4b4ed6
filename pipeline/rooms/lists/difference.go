package lists

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Difference is how two row sets differ, by journal number as written; names stay out of it.
type Difference struct {
	Added   []string `json:"added,omitempty"`
	Removed []string `json:"removed,omitempty"`
	Changed []string `json:"changed,omitempty"`
}

// Conflict is the refusal to make lists of other rows than those that the depot has approved.
type Conflict struct {
	Approved   deposit.Digest `json:"approved"`
	Now        deposit.Digest `json:"now"`
	Known      bool           `json:"known"` // the approved text was there, so Difference tells all
	Difference Difference     `json:"difference"`
}

// Error says how much differs.
func (c *Conflict) Error() string {
	text := fmt.Sprintf("the approved list is %s and the rows are now %s", c.Approved.Short(), c.Now.Short())
	if !c.Known {
		return text
	}
	d := c.Difference
	return fmt.Sprintf("%s: %d added, %d removed, %d changed", text, len(d.Added), len(d.Removed), len(d.Changed))
}

// AsConflict is the conflict in an error's chain, if there is one.
func AsConflict(err error) (*Conflict, bool) {
	var c *Conflict
	ok := errors.As(err, &c)
	return c, ok
}

// longestLine bounds a line of a canonical text: a row is a few hundred bytes, and a damaged file must not fill the memory.
const longestLine = 1 << 20

// Compare reads two canonical texts and tells which rows were added, removed and changed, each in the order of the text that has them.
func Compare(approved, now io.Reader) (Difference, error) {
	var d Difference
	type known struct {
		hash [sha256.Size]byte
		seen bool
	}
	was := map[string]*known{}
	var order []string
	err := eachLine(approved, func(journal string, line []byte) {
		was[journal] = &known{hash: sha256.Sum256(line)}
		order = append(order, journal)
	})
	if err != nil {
		return d, err
	}
	err = eachLine(now, func(journal string, line []byte) {
		before, ok := was[journal]
		switch {
		case !ok:
			d.Added = append(d.Added, journal)
			return
		case before.hash != sha256.Sum256(line):
			d.Changed = append(d.Changed, journal)
		}
		before.seen = true
	})
	for _, journal := range order {
		if !was[journal].seen {
			d.Removed = append(d.Removed, journal)
		}
	}
	return d, err
}

func eachLine(from io.Reader, take func(journal string, line []byte)) error {
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, longestLine)
	for number := 1; lines.Scan(); number++ {
		var row struct {
			Journal string `json:"journal"`
		}
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			return fmt.Errorf("line %d of the list's text is no row", number) // the cause would quote the line
		}
		take(row.Journal, lines.Bytes())
	}
	return lines.Err()
}

// refuse makes the conflict, with the difference where the approved text was kept.
func (r Room) refuse(ctx context.Context, now deposit.Digest) error {
	conflict := &Conflict{Approved: r.options.Approved, Now: now}
	if r.options.ApprovedText != nil {
		var err error
		if conflict.Difference, err = r.difference(ctx); err != nil {
			return err
		}
		conflict.Known = true
	}
	return &deposit.Error{Kind: deposit.Conflict, Op: "make lists", Err: conflict,
		Hint: "Rett det som er endret, eller åpne listen på nytt: arkivdepot reopen … list --by … --because \"…\""}
}

func (r Room) difference(ctx context.Context) (Difference, error) {
	approved, err := r.options.ApprovedText()
	if err != nil {
		return Difference{}, diskError("", err)
	}
	defer approved.Close()
	var now bytes.Buffer // a refusal is rare and ends the run: the rows of this moment may be held for it
	if _, err := r.canonical(ctx, &now); err != nil {
		return Difference{}, err
	}
	return Compare(approved, &now)
}
