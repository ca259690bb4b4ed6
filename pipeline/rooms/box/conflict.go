package box

import (
	"errors"
	"fmt"
	"iter"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// shown is how many differing boxes a conflict describes; the rest is counted.
const shown = 50

// Kinds of change of a box.
const (
	Added   = "added"
	Removed = "removed"
	Changed = "changed"
)

// Change is how one box of the new plan differs from the stored one, by journal number. Both lists empty in a changed box: the same folders, with
// another thickness, position or label.
type Change struct {
	Box  int      `json:"box"`
	Kind string   `json:"kind"`
	In   []string `json:"in,omitempty"`
	Out  []string `json:"out,omitempty"`
}

// Conflict is the refusal to change a plan that people have acted on, with the difference.
type Conflict struct {
	Pinned  deposit.Digest `json:"pinned"`
	New     deposit.Digest `json:"new"`
	Boxes   int            `json:"boxes"`   // how many differ
	Changes []Change       `json:"changes"` // the first of them
}

// Error says how much differs and where it begins.
func (c *Conflict) Error() string {
	if len(c.Changes) == 0 {
		return fmt.Sprintf("the boxes are pinned as %s and would become %s", c.Pinned.Short(), c.New.Short())
	}
	return fmt.Sprintf("the boxes are pinned as %s and would become %s: %d differ, beginning with box %d", c.Pinned.Short(), c.New.Short(), c.Boxes, c.Changes[0].Box)
}

// comparison walks the stored plan beside the new one; both come by box number.
type comparison struct {
	next  func() (Filled, error, bool)
	stop  func()
	found Conflict
}

func newComparison(stored iter.Seq2[Filled, error]) *comparison {
	next, stop := iter.Pull2(stored)
	return &comparison{next: next, stop: stop}
}

func (c *comparison) box(now Filled) error {
	was, err, ok := c.next()
	if err != nil {
		return err
	}
	switch {
	case !ok:
		c.note(Change{Box: now.Box.Number, Kind: Added, In: journals(now, nil)})
	case Lines(was) != Lines(now):
		c.note(Change{Box: now.Box.Number, Kind: Changed, In: journals(now, &was), Out: journals(was, &now)})
	}
	return nil
}

// conflict counts the boxes that the new plan no longer has and closes the comparison.
func (c *comparison) conflict(pinned, now deposit.Digest) error {
	for {
		was, err, ok := c.next()
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		c.note(Change{Box: was.Box.Number, Kind: Removed, Out: journals(was, nil)})
	}
	c.found.Pinned, c.found.New = pinned, now
	return &deposit.Error{Kind: deposit.Conflict, Op: "plan boxes", Err: &c.found,
		Hint: "Rett det som er endret, eller åpne boksene på nytt: arkivdepot reopen … boxes --by … --because \"…\""}
}

func (c *comparison) note(change Change) {
	c.found.Boxes++
	if len(c.found.Changes) < shown {
		c.found.Changes = append(c.found.Changes, change)
	}
}

// journals is the journal numbers in a box that the other one does not hold, each once.
func journals(f Filled, other *Filled) []string {
	seen := map[string]bool{}
	if other != nil {
		for _, s := range other.Standing {
			seen[s.Folder.Journal] = true
		}
	}
	var numbers []string
	for _, s := range f.Standing {
		if !seen[s.Folder.Journal] {
			seen[s.Folder.Journal] = true
			numbers = append(numbers, s.Folder.Journal)
		}
	}
	return numbers
}

// AsConflict is the conflict in an error's chain, if there is one.
func AsConflict(err error) (*Conflict, bool) {
	var c *Conflict
	ok := errors.As(err, &c)
	return c, ok
}
