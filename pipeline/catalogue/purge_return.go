package catalogue

import (
	"database/sql"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// keepHolds gives a new folder the holds that stand on it in the record: one that left the register and came back is guarded still. No holds are no part.
func (s *sitting) keepHolds(folder deposit.FolderID) error {
	var holds deposit.Holds
	err := s.each(func(rows *sql.Rows) error {
		var h deposit.PurgeHold
		err := rows.Scan(&h.Document, &h.By, &h.At)
		holds.Holds = append(holds.Holds, h)
		return err
	}, `SELECT document, person, at FROM purge_hold h WHERE folder = $1 AND lifted = 0 AND NOT EXISTS (SELECT 1 FROM purge_hold l
		WHERE l.folder = h.folder AND l.document = h.document AND l.seq > h.seq) ORDER BY document`, string(folder))
	if err != nil || len(holds.Holds) == 0 {
		return err
	}
	body, err := stage.Encode(holds)
	if err != nil {
		return err
	}
	return putPart(s.ctx, s.tx, folder, holds.Part(), body, deposit.DigestOf(body))
}
