package catalogue

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/convert"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

var _ convert.Shelf = (*Catalogue)(nil)

// keysAtOnce is how many sources one question names.
const keysAtOnce = 500

// Renditions is what is known of the keys.
func (c *Catalogue) Renditions(ctx context.Context, keys []deposit.RenditionKey) (map[deposit.RenditionKey]deposit.Rendition, error) {
	asked := make(map[deposit.RenditionKey]bool, len(keys))
	for _, k := range keys {
		asked[k] = true
	}
	known := map[deposit.RenditionKey]deposit.Rendition{}
	for some := range slices.Chunk(keys, keysAtOnce) {
		sources := make([]deposit.Digest, len(some))
		for i, k := range some {
			sources[i] = k.Source
		}
		err := c.each(ctx, func(rows *sql.Rows) error {
			var k deposit.RenditionKey
			var body []byte
			if err := rows.Scan(&k.Source, &k.Way, &body); err != nil || !asked[k] {
				return err
			}
			var r deposit.Rendition
			err := json.Unmarshal(body, &r)
			known[k] = r
			return err
		}, `SELECT source, way, body FROM rendition WHERE source IN `+marks(0, len(sources)), listed(sources)...)
		if err != nil {
			return nil, storeError("read renditions", err)
		}
	}
	return known, nil
}

// PutRenditions writes the rows with one event. What is there stays: the first rendition of a source is the one that everybody gets.
func (c *Catalogue) PutRenditions(ctx context.Context, made map[deposit.RenditionKey]deposit.Rendition) error {
	if len(made) == 0 {
		return nil
	}
	count := map[deposit.RenditionOutcome]int{}
	return c.change(ctx, "store renditions", func(tx *sql.Tx) error {
		for _, k := range slices.SortedFunc(maps.Keys(made), compareKeys) {
			r := made[k]
			count[r.Outcome]++
			body, err := json.Marshal(r)
			if err != nil {
				return err
			}
			_, err = tx.ExecContext(ctx, `INSERT INTO rendition (source, way, outcome, sha256, body) VALUES ($1,$2,$3,$4,$5) ON CONFLICT (source, way) DO NOTHING`,
				string(k.Source), string(k.Way), string(r.Outcome), string(r.SHA256), body)
			if err != nil {
				return err
			}
		}
		return c.appendEvent(ctx, tx, "converted", "", map[string]string{
			"made": strconv.Itoa(count[deposit.RenditionMade]), "failed": strconv.Itoa(count[deposit.RenditionFailed])})
	})
}

func compareKeys(a, b deposit.RenditionKey) int {
	return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Way, b.Way))
}

// PutRendered writes the part of each folder.
func (c *Catalogue) PutRendered(ctx context.Context, folders map[deposit.FolderID]deposit.Rendered) error {
	return c.change(ctx, "store renditions", func(tx *sql.Tx) error {
		for _, id := range slices.Sorted(maps.Keys(folders)) {
			body, err := stage.Encode(folders[id])
			if err == nil {
				err = putPart(ctx, tx, id, deposit.Rendered{}.Part(), body, deposit.DigestOf(body))
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// ForgetFailed takes the failed conversions away, so that the next run tries them again, and says in the log who wanted it and why. It tells how many
// there were.
func (c *Catalogue) ForgetFailed(ctx context.Context, because string) (int64, error) {
	var forgotten int64
	err := c.change(ctx, "forget failed conversions", func(tx *sql.Tx) error {
		gone, err := tx.ExecContext(ctx, `DELETE FROM rendition WHERE outcome = $1`, string(deposit.RenditionFailed))
		if err != nil {
			return err
		}
		if forgotten, err = gone.RowsAffected(); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM hall WHERE room = $1`, convert.PreparationHall); err != nil {
			return err
		}
		return c.appendEvent(ctx, tx, "conversions forgotten", "", map[string]string{"failed": strconv.FormatInt(forgotten, 10), "because": because})
	})
	return forgotten, err
}
