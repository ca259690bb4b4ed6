package reception

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// listingBytes is how much of the tree's listing is kept from the look that tells whether anything changed: some hundred thousand entries. A larger tree is
// walked once more when it did.
const listingBytes = 8 << 20

// listing digests path, kind, size and time of everything in the tree, and keeps them while they are few enough.
type listing struct {
	sum  hash.Hash
	kept pen
	most int  // bytes
	over bool // there is more than is kept
	line pen
}

func newListing(most int) *listing { return &listing{sum: sha256.New(), most: most} }

func (l *listing) add(e Entry) error {
	l.line = l.line[:0]
	l.line.entry(e)
	if l.over = l.over || len(l.kept)+len(l.line) > l.most; l.over {
		l.kept = nil
	} else {
		l.kept = append(l.kept, l.line...)
	}
	_, err := l.sum.Write(l.line)
	return err
}

func (l *listing) digest() deposit.Digest { return deposit.Digest(hex.EncodeToString(l.sum.Sum(nil))) }

// each visits what is kept, each entry with its own bytes.
func (l *listing) each(visit func(Entry, []byte) error) error {
	y := eye{rest: l.kept}
	for len(y.rest) > 0 {
		before := y.rest
		e := y.entry()
		if y.err != nil {
			return y.err
		}
		if err := visit(e, before[:len(before)-len(y.rest)]); err != nil {
			return err
		}
	}
	return nil
}
