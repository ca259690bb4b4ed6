package reception

import (
	"fmt"
	"maps"
	"slices"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// stampOf digests all that a folder is made from: the room's basis, what the sheets that speak of it have, its own rows with their numbers, what tells it
// from others with its number, and its files. Whoever lets a folder depend on more puts that here too.
func (w *work) stampOf(g *group) deposit.Digest {
	p := &w.pen
	*p = (*p)[:0]
	p.text(w.basis())
	p.text(w.facts(deposit.SheetClients))
	p.text(g.mark)
	p.text(string(g.twice.Code))
	for _, all := range [][]string{w.absent, g.twice.Args, g.contested, g.twins, g.again} {
		p.texts(all)
	}
	for _, n := range g.rows {
		p.bytes(n.scrap)
	}
	kinds := g.sheets()
	p.texts(kinds)
	for _, kind := range kinds {
		p.text(w.facts(kind))
	}
	for _, all := range [][]Scrap{g.unread, g.files} {
		p.number(int64(len(all)))
		for _, s := range all {
			p.text(s.Key)
			p.bytes(s.Body)
		}
	}
	return deposit.DigestOf(*p)
}

// sheets is the other sheets that speak of the folder.
func (g *group) sheets() []string {
	var kinds []string
	for _, s := range g.unread {
		if kind := sheetOf(s); !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// basis is the digest of the room's basis.
func (w *work) basis() string {
	if w.stamped[""] == "" {
		w.stamped[""] = string(w.Basis().Digest())
	}
	return w.stamped[""]
}

// facts is a digest of what rows of a sheet are read by: which columns it has, where, and in which anybody wrote.
func (w *work) facts(kind string) string {
	if text, ok := w.stamped[kind]; ok {
		return text
	}
	t := w.tables[kind]
	if t == nil {
		return ""
	}
	text := fmt.Sprintf("%q", t.name)
	for _, field := range slices.Sorted(maps.Keys(t.mapping.Columns)) {
		text += fmt.Sprintf(" %s=%d,%t", field, t.mapping.Columns[field], t.has(field))
	}
	w.stamped[kind] = string(deposit.DigestOf([]byte(text)))
	return w.stamped[kind]
}
