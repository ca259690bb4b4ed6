package reception

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// group is everything in the scratch that speaks of one number; a number on several rows becomes a group for each row (parted).
type group struct {
	key       string // of the number
	mark      string // what tells the row from the others with its number; empty when there are none
	twice     deposit.Finding
	id        deposit.FolderID
	stamp     deposit.Digest
	journal   string // canonical, with the mark
	rows      []noted
	documents []noted
	changes   []noted
	unread    []Scrap  // documents and changes, as they lie in the scratch
	files     []Scrap  // below the folder's places, and what was destroyed of them
	again     []string // paths of destroyed files where a file lies again
	contested []string // places
	twins     []string // birth number, "/", canonical number of another folder of the same person
	refused   bool     // help was refused (R2.3-8)
}

// keepFolders walks the scratch in the order of the numbers and keeps folder after folder.
func (w *work) keepFolders() error {
	c := w.scan(scrapFolder, "", "")
	var g *group
	for {
		s, ok, err := c.next()
		if err != nil {
			return err
		}
		key, letter, _ := strings.Cut(s.Key, "/")
		if g != nil && (!ok || key != g.key) {
			if err := w.keepGroup(g); err != nil {
				return err
			}
			g = nil
		}
		if !ok {
			return w.keepWaiting()
		}
		if g == nil {
			g = &group{key: key}
		}
		if err := w.add(g, letter, s); err != nil {
			return err
		}
	}
}

// add sorts a scrap in. What speaks of places is read at once; the rest only when it is known that the folder must be made anew.
func (w *work) add(g *group, letter string, s Scrap) error {
	switch letter {
	case ofContest:
		g.contested = append(g.contested, string(s.Body))
	case ofTwinOther:
		g.twins = append(g.twins, string(s.Body))
	case ofRow:
		n, err := w.tables[deposit.SheetClients].noted(s.Body)
		g.rows = append(g.rows, n)
		return err
	default:
		g.unread = append(g.unread, s)
	}
	return nil
}

// read reads the rows, and the documents and changes.
func (w *work) read(g *group) error {
	for i := range g.rows {
		if err := g.rows[i].read(); err != nil {
			return err
		}
	}
	for _, s := range g.unread {
		kind := sheetOf(s)
		n, err := w.tables[kind].noted(s.Body)
		if err = errors.Join(err, n.read()); err != nil {
			return err
		}
		if kind == deposit.SheetDocuments {
			g.documents = append(g.documents, n)
		} else {
			g.changes = append(g.changes, n)
		}
	}
	return nil
}

// sheetOf is the sheet that a document or a change was noted from.
func sheetOf(s Scrap) string {
	if strings.HasSuffix(s.Key, "/"+ofDocument) {
		return deposit.SheetDocuments
	}
	return deposit.SheetChanges
}

func (w *work) keepGroup(g *group) error {
	if len(g.rows) == 0 {
		return errors.Join(w.read(g), w.keepOrphans(g))
	}
	parts, err := w.parted(g)
	if err != nil {
		return err
	}
	for _, one := range parts {
		if err := w.keepFolder(one); err != nil {
			return err
		}
	}
	return nil
}

// waitingScraps is how many scraps the folders that wait hold together, besides those of the last one: memory follows neither their number nor their files.
const waitingScraps = 8192

// keepFolder keeps the folder of a row, together with others.
func (w *work) keepFolder(g *group) error {
	g.id = w.idOf(g.rows[0].Number, g.mark)
	var err error
	if g.files, err = w.filesBelow(g.places()); err != nil {
		return err
	}
	if err := w.addDestroyed(g, g.id); err != nil {
		return err
	}
	g.stamp = w.stampOf(g)
	w.waiting = append(w.waiting, g)
	if w.scraps += len(g.rows) + len(g.unread) + len(g.files); w.scraps < waitingScraps && len(w.waiting) < pageSize {
		return nil
	}
	return w.keepWaiting()
}

// keepWaiting asks for the folders that wait, and makes anew those that do not stand as they are. Once one was, the others are asked for one by one: the
// files that it took may have been theirs.
func (w *work) keepWaiting() error {
	if len(w.waiting) == 0 {
		return nil
	}
	fates, err := w.standing(w.waiting)
	if err != nil {
		return err
	}
	anew := false
	for i, g := range w.waiting {
		fate := fates[i : i+1]
		if anew {
			if fate, err = w.standing(w.waiting[i : i+1]); err != nil {
				return err
			}
		}
		if fate[0] == "" {
			anew = true
			if fate[0], err = w.makeAnew(g); err != nil {
				return err
			}
		}
		w.count(g, fate[0])
	}
	clear(w.waiting)
	w.waiting, w.scraps = w.waiting[:0], 0
	return nil
}

func (w *work) standing(groups []*group) ([]deposit.Fate, error) {
	asked := make([]Asked, len(groups))
	for i, g := range groups {
		asked[i] = Asked{Folder: g.id, Stamp: g.stamp, Files: len(g.files)}
	}
	return w.s.Standing(asked...)
}

func (w *work) count(g *group, fate deposit.Fate) {
	w.report.Folders++
	w.report.Files += len(g.files)
	if fate == deposit.FateExcludedByRule {
		w.report.Excluded++
	}
}

// makeAnew reads everything of the folder and keeps what differs.
func (w *work) makeAnew(g *group) (deposit.Fate, error) {
	if err := w.read(g); err != nil {
		return "", err
	}
	folder, err := w.folderOf(g)
	if err != nil {
		return "", err
	}
	changed, err := w.s.Keep(folder)
	if changed {
		w.report.Changed++
	}
	return folder.Fate, err
}

// keepOrphans tells of documents and corrections whose folder no row has.
func (w *work) keepOrphans(g *group) error {
	for _, o := range []struct {
		code deposit.Code
		rows []noted
	}{{DocumentNoFolder, g.documents}, {ChangeNoFolder, g.changes}} {
		if len(o.rows) == 0 {
			continue
		}
		first := o.rows[0]
		f := deposit.Finding{Code: o.code, Field: "journalnr", Args: []string{first.text("journalnr"), strconv.Itoa(len(o.rows))}}
		if err := w.find(first, f); err != nil {
			return err
		}
	}
	return nil
}

// folderOf brings a row, documents and files together.
func (w *work) folderOf(g *group) (Folder, error) {
	no := g.rows[0].Number
	no.Written, _ = soundText(no.Written)
	g.journal = marked(canonical(no), g.mark)
	f := &fields{noted: g.rows[0], journal: g.journal}
	ref := deposit.FolderRef{ID: g.id, Journal: g.journal}
	card := w.cardOf(f, no)
	g.refused = card.HelpRefused
	checkRow(g, f)
	places := g.places()
	g.findPlaces(f)
	entries, err := g.entries()
	if err != nil {
		return Folder{}, err
	}
	files := filesOf(entries)
	documents, found := w.documentsOf(g, files, places)
	settleDates(f, &card, documents)
	paper := w.paperOf(f, len(files), documents)
	changes, more := w.changesOf(g, ref.ID)
	for _, path := range g.again {
		more = append(more, deposit.Finding{Code: DestroyedAgain, Journal: g.journal, File: path})
	}
	folder := Folder{Ref: ref, Stamp: g.stamp, Keys: w.order.Keys(card), Files: files, Fate: w.ownerOf(f, card.Owner),
		Parts: []deposit.Part{card, paper, deposit.Documents{Documents: documents}, deposit.Files{Files: files}, deposit.Changes{Changes: changes}}}
	if folder.Fate == deposit.FateExcludedByRule {
		folder.Because = ruleOneOwner
		folder.Findings = onlyOwner(f.found) // what is wrong with another owner's folder is not asked here
		return folder, nil
	}
	folder.Findings = distinct(slices.Concat(f.found, found, more))
	return folder, nil
}

// distinct keeps the first of findings that are the same to a person who decides.
func distinct(found []deposit.Finding) []deposit.Finding {
	seen := map[deposit.FindingID]bool{}
	return slices.DeleteFunc(found, func(f deposit.Finding) bool {
		id := f.ID()
		twice := seen[id]
		seen[id] = true
		return twice
	})
}

func onlyOwner(found []deposit.Finding) []deposit.Finding {
	return slices.DeleteFunc(found, func(f deposit.Finding) bool { return f.Code != OtherOwner })
}

// checkRow finds what shows beside the row itself: that its number stands on others too (R2.5-1, R2.3-7), and another folder of the same person.
func checkRow(g *group, f *fields) {
	if f.Ragged {
		f.find(RaggedRow, "")
	}
	if g.mark != "" {
		f.find(g.twice.Code, "journalnr", g.twice.Args...)
	}
	for _, twin := range g.twins {
		if number, other, _ := strings.Cut(twin, "/"); number == f.birthDigits() {
			f.find(TwoFolders, "fodselsnummer", other)
		}
	}
}

// places is where the folder's files lie. A place that is stated wrongly, not there, ambiguous or claimed by another row too is none.
func (g *group) places() []string {
	var places []string
	for _, n := range g.rows {
		if n.Place == "" && len(n.Places) == 1 && !slices.Contains(g.contested, n.Places[0]) && !slices.Contains(places, n.Places[0]) {
			places = append(places, n.Places[0])
		}
	}
	return places
}

// findPlaces holds for every row whose place is none.
func (g *group) findPlaces(f *fields) {
	for _, n := range g.rows {
		switch {
		case n.Place != "":
			f.find(n.Place, "mappesti", n.text("mappesti"))
		case len(n.Places) > 1:
			f.find(PlaceAmbiguous, "mappesti", n.Places...)
		case len(n.Places) == 1 && slices.Contains(g.contested, n.Places[0]):
			f.find(PlaceContested, "mappesti", n.Places[0])
		}
	}
}

// filesBelow is the scraps of the plain files below the places.
func (w *work) filesBelow(places []string) ([]Scrap, error) {
	var files []Scrap
	for _, place := range places {
		c := w.scan(scrapFile, place+"/", place+"0") // "0" is the byte after "/"
		for {
			s, ok, err := c.next()
			if err != nil {
				return nil, err
			}
			if !ok {
				break
			}
			files = append(files, s)
		}
	}
	return files, nil
}

// entries reads the notes on the folder's files.
func (g *group) entries() ([]Entry, error) {
	entries := make([]Entry, len(g.files))
	for i, s := range g.files {
		var err error
		if entries[i], err = entryOf(s); err != nil {
			return nil, err
		}
	}
	return entries, nil
}
