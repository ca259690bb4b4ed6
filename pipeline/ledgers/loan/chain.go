package loan

import (
	"fmt"
	"iter"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Link is the hash that chains an entry to the one before it: SHA-256 over its fields, a line each, in the order of deposit.LedgerEntry (docs/on-disk.md).
// None but the last two, which are JSON and hexadecimal, can hold a line feed.
func Link(e deposit.LedgerEntry) deposit.Digest {
	var pieces strings.Builder
	for _, p := range e.Pieces {
		fmt.Fprintf(&pieces, "%d ", p)
	}
	return deposit.DigestOf(fmt.Appendf(nil, "%d\n%s\n%s\n%s\n%s\n%d\n%s\n%d\n%s\n%s\n%s",
		e.Seq, e.At, e.Recorded, e.Kind, e.By, e.Loan, e.Subject, e.Takes, pieces.String(), e.Body, e.Previous))
}

// Chain walks entries in the order of their numbers. It returns how many there are and the hash of the last, or in broken the number at which the chain
// breaks first: an entry changed, removed, put in or moved.
func Chain(entries iter.Seq2[deposit.LedgerEntry, error]) (count int64, head deposit.Digest, broken int64, err error) {
	for e, err := range entries {
		if err != nil {
			return count, head, 0, err
		}
		if e.Seq != count+1 || e.Previous != head || Link(e) != e.Hash {
			return count, head, count + 1, nil
		}
		count, head = e.Seq, e.Hash
	}
	return count, head, 0, nil
}
