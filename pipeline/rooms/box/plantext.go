package box

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// text is the canonical text of a plan, streamed into its digest: what the person attests who packs the boxes (R6.4-3). It holds what stands on the
// box and what lies in it, by journal number; no name, and no number of boxes before the end, so that each box's lines can be compared alone.
type text struct {
	hash hash.Hash
	out  io.Writer
}

func newText(keep io.Writer) *text {
	t := &text{hash: sha256.New()}
	t.out = t.hash
	if keep != nil {
		t.out = io.MultiWriter(t.hash, keep)
	}
	return t
}

func (t *text) box(f Filled) error {
	_, err := io.WriteString(t.out, Lines(f))
	return err
}

func (t *text) end(r Result) error {
	_, err := fmt.Fprintf(t.out, "end\t%d\n", r.Boxes)
	return err
}

func (t *text) digest() deposit.Digest { return deposit.Digest(hex.EncodeToString(t.hash.Sum(nil))) }

// Lines is the canonical text of one box: a line for the box (number, millimetres used, folders, what its label says) and one for each volume
// (position, volume of volumes, millimetres, journal number), fields set apart by tabs.
func Lines(f Filled) string {
	var text strings.Builder
	b := f.Box
	fmt.Fprintf(&text, "box\t%d\t%d\t%d\t%q\n", b.Number, b.Used, b.Folders, label(b))
	for _, s := range f.Standing {
		p := s.Placing
		fmt.Fprintf(&text, "\t%d\t%d/%d\t%d\t%q\n", p.Position, p.Volume, p.Volumes, p.Size, s.Folder.Journal)
	}
	return text.String()
}

func label(b deposit.Box) string {
	var parts []string
	for _, p := range []string{b.FirstName, b.LastName, b.FirstDay.String(), b.LastDay.String()} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	for _, r := range b.Ranges {
		parts = append(parts, fmt.Sprintf("%d-%d/%s", r.First, r.Last, r.Year))
	}
	return strings.Join(parts, " ")
}
