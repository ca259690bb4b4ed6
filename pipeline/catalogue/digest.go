package catalogue

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"hash"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// PartsDigest is the digest over ids, fates and the stored digests of the named parts of every folder that is still in the delivery. It reads an index
// from end to end, no part.
func (c *Catalogue) PartsDigest(ctx context.Context, parts ...string) (deposit.Digest, error) {
	sum := sha256.New()
	err := c.digest(ctx, sum, 3, `SELECT folder, name, digest FROM part WHERE folder NOT IN (SELECT id FROM folder WHERE fate <> $1) AND name IN `+
		marks(1, len(parts))+` ORDER BY folder, name`, listed(parts, string(deposit.FatePackaged))...)
	return deposit.Digest(hex.EncodeToString(sum.Sum(nil))), storeError("read digests", err)
}

// FoldersDigest is the digest over all folders, wherever they went: number, place by number, fate, and the stored digests of the named parts.
func (c *Catalogue) FoldersDigest(ctx context.Context, parts ...string) (deposit.Digest, error) {
	sum := sha256.New()
	err := c.digest(ctx, sum, 4, `SELECT id, journal, fate, key_journal FROM folder ORDER BY id`)
	if err == nil {
		err = c.digest(ctx, sum, 3, `SELECT folder, name, digest FROM part WHERE name IN `+marks(0, len(parts))+` ORDER BY folder, name`, listed(parts)...)
	}
	return deposit.Digest(hex.EncodeToString(sum.Sum(nil))), storeError("read digests", err)
}

// digest adds the rows of a query with so many columns to a digest, a line each.
func (c *Catalogue) digest(ctx context.Context, sum hash.Hash, columns int, query string, args ...any) error {
	cells, into := make([]sql.RawBytes, columns), make([]any, columns)
	for i := range cells {
		into[i] = &cells[i]
	}
	var line []byte
	return c.each(ctx, func(rows *sql.Rows) error {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		line = line[:0]
		for _, cell := range cells {
			line = append(append(line, cell...), ' ')
		}
		line[len(line)-1] = '\n'
		sum.Write(line)
		return nil
	}, query, args...)
}
