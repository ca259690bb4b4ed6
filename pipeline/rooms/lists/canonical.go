package lists

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// canonicalRow is a folder as the approval binds it: what the lists show, and nothing that they do not show – a thickness corrected inside a box asks
// for no new approval.
type canonicalRow struct {
	Journal string         `json:"journal"`
	Last    string         `json:"last"`
	First   string         `json:"first"`
	Birth   deposit.Date   `json:"birth"`
	Opened  deposit.Date   `json:"opened"`
	Closed  deposit.Date   `json:"closed"`
	Medium  deposit.Medium `json:"medium"`
	Places  []string       `json:"places"` // box.position volume/volumes
}

// CanonicalLine is a row's line in the canonical text: one JSON object and a line feed.
func CanonicalLine(row deposit.ListRow) []byte {
	c := canonicalRow{Journal: row.Journal, Last: row.LastName, First: row.FirstName, Birth: row.Birth, Opened: row.Opened, Closed: row.Closed,
		Medium: row.Medium, Places: []string{}}
	for _, p := range row.Placings {
		c.Places = append(c.Places, fmt.Sprintf("%d.%d %d/%d", p.Box, p.Position, p.Volume, p.Volumes))
	}
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(c) // strings and dates always marshal
	return line.Bytes()
}

// rowSet is what is known of all rows together: how many, the digest of their canonical text, and a sum that does not depend on their order.
type rowSet struct {
	count  int
	digest deposit.Digest
	sum    [sha256.Size]byte
}

// add adds a row's hash to the sum, modulo 2^256: two lists with the same sum hold the same rows the same number of times.
func (s *rowSet) add(row deposit.ListRow) {
	s.count++
	hash := sha256.Sum256(shown(row))
	carry := 0
	for i := len(s.sum) - 1; i >= 0; i-- {
		carry += int(s.sum[i]) + int(hash[i])
		s.sum[i] = byte(carry)
		carry >>= 8
	}
}

// shown is what the lists show of a row, in bytes of which no two different rows have the same. It is hashed for every row of every list, and kept nowhere.
func shown(row deposit.ListRow) []byte {
	b := make([]byte, 0, 256)
	for _, words := range []string{row.Journal, row.LastName, row.FirstName, string(row.Medium)} {
		b = append(binary.AppendUvarint(b, uint64(len(words))), words...)
	}
	for _, day := range []deposit.Date{row.Birth, row.Opened, row.Closed} {
		b = appendNumbers(b, day.Year, int(day.Month), day.Day)
	}
	for _, p := range row.Placings {
		b = appendNumbers(b, p.Box, p.Position, p.Volume, p.Volumes)
	}
	return b
}

func appendNumbers(b []byte, numbers ...int) []byte {
	for _, n := range numbers {
		b = binary.AppendVarint(b, int64(n))
	}
	return b
}

// canonical streams the rows by journal number into their canonical text and its digest.
func (r Room) canonical(ctx context.Context, keep io.Writer) (rowSet, error) {
	var set rowSet
	hash := sha256.New()
	out := io.Writer(hash)
	if keep != nil {
		out = io.MultiWriter(hash, keep)
	}
	for row, err := range r.rows.List(ctx, deposit.ByJournalNo) {
		if err != nil {
			return set, err
		}
		line := CanonicalLine(row)
		set.add(row)
		if _, err := out.Write(line); err != nil {
			return set, diskError("", err)
		}
	}
	set.digest = deposit.Digest(hex.EncodeToString(hash.Sum(nil)))
	return set, ctx.Err()
}

// checked streams the rows of one list and ends with an error when they are not the rows of the set: lists whose rows differ are refused (R6.3-3).
func (r Room) checked(ctx context.Context, ordering deposit.Ordering, want rowSet) iter.Seq2[deposit.ListRow, error] {
	return func(yield func(deposit.ListRow, error) bool) {
		var got rowSet
		for row, err := range r.rows.List(ctx, ordering) {
			if err == nil {
				err = ctx.Err()
			}
			if err == nil {
				got.add(row)
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
		if got.count != want.count || got.sum != want.sum {
			yield(deposit.ListRow{}, &deposit.Error{Kind: deposit.Conflict, Op: "write lists", At: string(ordering), Key: "changed_meanwhile",
				Err: errors.New("the list does not hold the same rows as the others")})
		}
	}
}
