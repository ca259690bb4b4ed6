package reception

import (
	"slices"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// addDestroyed puts the files that executed purge plans destroyed back on the folder's list, as they were: they came in, and where they went is on record.
// So a folder is the same before and after, and its other files keep their ordinals. A file that lies where a destroyed one lay is not taken for it; a
// finding holds until it is gone or has another name.
func (w *work) addDestroyed(g *group, folder deposit.FolderID) error {
	gone, err := w.s.Destroyed(folder)
	if err != nil {
		return err
	}
	for _, d := range gone.Documents {
		if d.Path == "" {
			continue
		}
		var body pen
		body.entry(Entry{Path: d.Path, Kind: PlainFile, Size: d.Size, Modified: d.Modified})
		was := Scrap{Kind: scrapFile, Key: fold(d.Path), Body: body}
		if i := slices.IndexFunc(g.files, func(s Scrap) bool { return liesAt(s, d.Path) }); i >= 0 {
			g.again = append(g.again, d.Path)
			g.files[i] = was
			continue
		}
		g.files = append(g.files, was)
	}
	slices.SortStableFunc(g.files, func(a, b Scrap) int { return strings.Compare(a.Key, b.Key) })
	return nil
}

// liesAt tells whether a note on a file is about that path.
func liesAt(s Scrap, path string) bool {
	e, err := entryOf(s)
	return err == nil && s.Key == fold(path) && e.Path == path
}
