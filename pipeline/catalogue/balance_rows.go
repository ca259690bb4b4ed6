package catalogue

import (
	"context"
	"database/sql"
	"errors"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/reception"
)

// metaRows is where the number of rows of the last finished reception stands.
const metaRows = "register rows"

// Rows sets the rows that reception counted while it read the register against the folders that stand and the findings on rows that became none. A
// folder that stands after its row went, because people acted with it in, is no row. Before the first reception nothing came in.
func (c *Catalogue) Rows(ctx context.Context) (deposit.RowAccount, error) {
	var a deposit.RowAccount
	var rows string
	err := c.db.QueryRowContext(ctx, `SELECT value FROM meta WHERE key = $1`, metaRows).Scan(&rows)
	if errors.Is(err, sql.ErrNoRows) {
		return a, nil
	}
	if err == nil {
		a.Came, err = strconv.ParseInt(rows, 10, 64)
	}
	if err != nil {
		return a, storeError("count rows", err)
	}
	err = c.db.QueryRowContext(ctx, `SELECT (SELECT COUNT(*) FROM folder) - COUNT(*) FILTER (WHERE code = $2), COUNT(*) FILTER (WHERE code IN ($3, $4))
		FROM finding WHERE folder = '' AND room = $1`,
		receptionRoom, string(reception.VanishedAfterActs), string(reception.NumberMissing), string(reception.NumberUnclear)).Scan(&a.Folders, &a.Unnumbered)
	return a, storeError("count rows", err)
}
