package reception

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// stampOf digests all that a folder is made from: the room's basis, what the sheets that speak of it have, its own rows with their numbers, what tells it
// from others with its number, and its files. Whoever lets a folder depend on more puts that here too.
func (w *work) stampOf(g *group) (deposit.Digest, error) {
	rows, err := json.Marshal(g.rows)
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	fmt.Fprintf(sum, "%s %s %q\n%s %q\n%q %q\n%s\n", w.basis(), w.facts(deposit.SheetClients), w.absent, g.mark, g.twice.Args, g.contested, g.twins, rows)
	if len(g.again) > 0 {
		fmt.Fprintf(sum, "%q\n", g.again)
	}
	for _, kind := range g.sheets() {
		fmt.Fprintf(sum, "%s\n", w.facts(kind))
	}
	for _, s := range slices.Concat(g.unread, g.files) {
		fmt.Fprintf(sum, "%s %d ", s.Key, len(s.Body))
		sum.Write(s.Body)
	}
	return deposit.Digest(hex.EncodeToString(sum.Sum(nil))), nil
}

// sheets is the other sheets that speak of the folder.
func (g *group) sheets() []string {
	var kinds []string
	for _, s := range g.unread {
		kind := deposit.SheetChanges
		if strings.HasSuffix(s.Key, "/"+ofDocument) {
			kind = deposit.SheetDocuments
		}
		if !slices.Contains(kinds, kind) {
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

// facts is what rows of a sheet are read by: which columns it has, where, and in which anybody wrote.
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
	w.stamped[kind] = text
	return text
}
