package catalogue

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"slices"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// dated is what is read of a deposit.Documents here: a third of it.
type dated struct {
	Documents []struct {
		File int          `json:"file"`
		Date deposit.Date `json:"date"`
	} `json:"documents"`
}

// Formats is how much of each format came in, with what came out of archives and letters, the most used first. A destroyed file is none any more.
func (c *Catalogue) Formats(ctx context.Context) ([]deposit.FormatUse, error) {
	uses := map[string]*deposit.FormatUse{}
	var at string
	var folder struct {
		taken     deposit.Taken
		documents dated
		rendered  deposit.Rendered
	}
	count := func() {
		years := map[int]int{}
		for _, d := range folder.documents.Documents {
			years[d.File] = d.Date.Year
		}
		for _, f := range folder.taken.Files {
			if f.Verdict == deposit.FormatPurged || f.Verdict == deposit.FormatNoise {
				continue
			}
			if uses[f.PUID] == nil {
				uses[f.PUID] = &deposit.FormatUse{}
			}
			r, _ := folder.rendered.For(f.Ordinal)
			uses[f.PUID].Add(f, years[f.Place()[0]], r)
		}
	}
	err := c.each(ctx, func(rows *sql.Rows) error {
		var id, name string
		var body []byte
		if err := rows.Scan(&id, &name, &body); err != nil {
			return err
		}
		if id != at {
			count()
			at, folder.taken, folder.documents, folder.rendered = id, deposit.Taken{}, dated{}, deposit.Rendered{}
		}
		switch name {
		case deposit.Taken{}.Part().Name:
			return json.Unmarshal(body, &folder.taken)
		case deposit.Documents{}.Part().Name:
			return json.Unmarshal(body, &folder.documents)
		}
		return json.Unmarshal(body, &folder.rendered)
	}, `SELECT folder, name, body FROM part WHERE name IN ($1, $2, $3) ORDER BY folder, name`,
		deposit.Taken{}.Part().Name, deposit.Documents{}.Part().Name, deposit.Rendered{}.Part().Name)
	if err != nil {
		return nil, storeError("read formats", err)
	}
	count()
	all := make([]deposit.FormatUse, 0, len(uses))
	for _, u := range uses {
		all = append(all, *u)
	}
	slices.SortFunc(all, func(a, b deposit.FormatUse) int {
		return cmp.Or(cmp.Compare(b.Files, a.Files), cmp.Compare(a.PUID, b.PUID))
	})
	return all, nil
}
