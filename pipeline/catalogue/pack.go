package catalogue

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"slices"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/pack"
)

// PackSource is the pack room's port on the store.
func (c *Catalogue) PackSource() pack.Source { return packSource{c} }

type packSource struct{ c *Catalogue }

// packRow is a folder with the key at which the next page begins: the journal key is the bytes of the canonical number, the order of the package.
type packRow struct {
	pack.Folder
	key []byte
	id  string
}

// Folders streams the packaged folders by journal number, a page at a time, each with its places.
func (s packSource) Folders(ctx context.Context) iter.Seq2[pack.Folder, error] {
	return func(yield func(pack.Folder, error) bool) {
		at := packRow{}
		for {
			page, err := s.page(ctx, at)
			if err == nil && len(page) == 0 {
				return
			}
			var placings map[deposit.FolderID][]deposit.Placing
			if err == nil {
				placings, err = s.placings(ctx, at, page[len(page)-1])
			}
			if err != nil {
				yield(pack.Folder{}, storeError("read folders", err))
				return
			}
			for _, row := range page {
				row.Placings = placings[row.Ref.ID]
				if !yield(row.Folder, nil) {
					return
				}
			}
			at = page[len(page)-1]
		}
	}
}

// packedSums is what packing reads of the [deposit.Renditions].
type packedSums struct {
	Packed []struct {
		SHA256 deposit.Digest `json:"sha256"`
	} `json:"packed"`
}

// page is the next page of packaged folders after a place. A folder that lacks a part is an error: nobody falls out of a package silently.
func (s packSource) page(ctx context.Context, after packRow) ([]packRow, error) {
	page := make([]packRow, 0, folderPage)
	err := s.c.each(ctx, func(rows *sql.Rows) error {
		var row packRow
		var described, renditions, files []byte
		var along packedSums
		if err := rows.Scan(&row.id, &row.Ref.Journal, &row.key, &described, &renditions, &files); err != nil {
			return err
		}
		row.Ref.ID = deposit.FolderID(row.id)
		err := decodePart(row.Ref, deposit.Description{}.Part(), described, &row.Description)
		if err == nil {
			err = decodePart(row.Ref, deposit.Renditions{}.Part(), renditions, &along)
		}
		if err == nil {
			err = decodePart(row.Ref, deposit.Files{}.Part(), files, &row.Files)
		}
		for _, p := range along.Packed {
			row.Packed = append(row.Packed, p.SHA256)
		}
		page = append(page, row)
		return err
	}, `SELECT f.id, f.journal, f.key_journal, d.body, r.body, s.body
		FROM (SELECT id, journal, key_journal FROM folder WHERE fate = $1 AND (key_journal, id) > ($2, $3) ORDER BY key_journal, id LIMIT $4) f
		LEFT JOIN part d ON d.folder = f.id AND d.name = $5
		LEFT JOIN part r ON r.folder = f.id AND r.name = $6
		LEFT JOIN part s ON s.folder = f.id AND s.name = $7
		ORDER BY f.key_journal, f.id`,
		string(deposit.FatePackaged), bytesOf(after.key), after.id, folderPage,
		deposit.Description{}.Part().Name, deposit.Renditions{}.Part().Name, deposit.Files{}.Part().Name)
	return page, err
}

// placings is where the folders of a page stand: those after one folder, up to another.
func (s packSource) placings(ctx context.Context, after, last packRow) (map[deposit.FolderID][]deposit.Placing, error) {
	all := make(map[deposit.FolderID][]deposit.Placing, folderPage)
	err := s.c.each(ctx, func(rows *sql.Rows) error {
		var folder deposit.FolderID
		var p deposit.Placing
		if err := rows.Scan(&folder, &p.Volume, &p.Volumes, &p.Box, &p.Position, &p.Size); err != nil {
			return err
		}
		all[folder] = append(all[folder], p)
		return nil
	}, `SELECT p.folder, p.volume, p.volumes, p.box, p.position, p.mm FROM folder f JOIN placing p ON p.folder = f.id
		WHERE f.fate = $1 AND (f.key_journal, f.id) > ($2, $3) AND (f.key_journal, f.id) <= ($4, $5) ORDER BY p.folder, p.volume`,
		string(deposit.FatePackaged), bytesOf(after.key), after.id, bytesOf(last.key), last.id)
	return all, err
}

// decodePart reads a stored part; the cause names part and journal number, never a value.
func decodePart(ref deposit.FolderRef, key deposit.PartKey, body []byte, into any) error {
	if body == nil {
		return fmt.Errorf("folder %s has no part %s", ref.Journal, key.Name)
	}
	if err := json.Unmarshal(body, into); err != nil {
		return fmt.Errorf("%s of %s: %w", key.Name, ref.Journal, err)
	}
	return nil
}

// postAt is what is kept of a journal post while they are put in order: a few bytes each.
type postAt struct {
	year, sequence int32
	folder         int32 // in journal order
	record         int32
}

// Posts streams the journal posts by year and sequence number, then by folder and document. Their places are sorted in memory, their contents read a
// page of posts at a time.
func (s packSource) Posts(ctx context.Context) iter.Seq2[pack.Post, error] {
	return func(yield func(pack.Post, error) bool) {
		posts, ids, err := s.postPlaces(ctx)
		if err != nil {
			yield(pack.Post{}, err)
			return
		}
		for len(posts) > 0 {
			n := min(len(posts), folderPage)
			described, err := s.descriptions(ctx, posts[:n], ids)
			if err != nil {
				yield(pack.Post{}, storeError("read journal posts", err))
				return
			}
			for _, p := range posts[:n] {
				d := described[p.folder]
				record := d.Records[p.record]
				d.Records = nil
				if !yield(pack.Post{Folder: d, Record: record}, nil) {
					return
				}
			}
			posts = posts[n:]
		}
	}
}

// postPlaces is where the journal posts are, in order, and the ids of the folders that have any. Descriptions without one are not unpacked: most deposits
// have none at all.
func (s packSource) postPlaces(ctx context.Context) ([]postAt, map[int32]deposit.FolderID, error) {
	var posts []postAt
	ids := map[int32]deposit.FolderID{}
	err := s.c.each(ctx, func(rows *sql.Rows) error {
		var ref deposit.FolderRef
		var body []byte
		if err := rows.Scan(&ref.ID, &ref.Journal, &body); err != nil {
			return err
		}
		if !bytes.Contains(body, []byte(`"post":`)) {
			return nil
		}
		var d deposit.Description
		if err := decodePart(ref, d.Part(), body, &d); err != nil {
			return err
		}
		nth := int32(len(ids))
		for i, r := range d.Records {
			if r.Post != nil {
				posts = append(posts, postAt{int32(r.Post.Year), int32(r.Post.Sequence), nth, int32(i)})
				ids[nth] = ref.ID
			}
		}
		return nil
	}, `SELECT f.id, f.journal, d.body FROM folder f JOIN part d ON d.folder = f.id AND d.name = $1
		WHERE f.fate = $2 ORDER BY f.key_journal, f.id`, deposit.Description{}.Part().Name, string(deposit.FatePackaged))
	if err != nil {
		return nil, nil, storeError("read journal posts", err)
	}
	slices.SortFunc(posts, func(a, b postAt) int {
		return cmp.Or(cmp.Compare(a.year, b.year), cmp.Compare(a.sequence, b.sequence), cmp.Compare(a.folder, b.folder), cmp.Compare(a.record, b.record))
	})
	return posts, ids, nil
}

// descriptions reads those of the folders in which the posts of one page stand.
func (s packSource) descriptions(ctx context.Context, posts []postAt, ids map[int32]deposit.FolderID) (map[int32]deposit.Description, error) {
	name := deposit.Description{}.Part().Name
	all := map[int32]deposit.Description{}
	for _, p := range posts {
		if _, have := all[p.folder]; have {
			continue
		}
		parts, err := s.c.Parts(ctx, ids[p.folder], []string{name})
		if err != nil {
			return nil, err
		}
		var d deposit.Description
		if err := json.Unmarshal(parts[name].Body, &d); err != nil || int(p.record) >= len(d.Records) || d.Records[p.record].Post == nil {
			return nil, fmt.Errorf("the descriptions changed while they were read")
		}
		all[p.folder] = d
	}
	return all, nil
}
