package reception

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// filesOf makes the folder's list of files: ordinals by path in byte order of its composed form.
func filesOf(entries []Entry) []deposit.SourceFile {
	slices.SortFunc(entries, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(norm.NFC.String(a.Path), norm.NFC.String(b.Path)), cmp.Compare(a.Path, b.Path))
	})
	files := make([]deposit.SourceFile, len(entries))
	for i, e := range entries {
		files[i] = deposit.SourceFile{Ordinal: i + 1, Path: e.Path, Size: e.Size, Modified: e.Modified}
	}
	return files
}

// shelf finds a folder's files by what a row of the sheet of documents may call them.
type shelf struct {
	byName map[string][]int // folded path below inn/, below the folder's place, or base name → ordinals
	taken  map[int]bool
}

func newShelf(files []deposit.SourceFile, places []string) *shelf {
	s := &shelf{byName: map[string][]int{}, taken: map[int]bool{}}
	for _, f := range files {
		folded := fold(f.Path)
		names := []string{folded, path.Base(folded)}
		for _, place := range places {
			if below, ok := strings.CutPrefix(folded, place+"/"); ok {
				names = append(names, below)
			}
		}
		slices.Sort(names)
		for _, name := range slices.Compact(names) {
			s.byName[name] = append(s.byName[name], f.Ordinal)
		}
	}
	return s
}

// find is the ordinal of the one file that goes by the name; false when there is none, or more than one.
func (s *shelf) find(stated string) (int, bool) {
	name := strings.TrimPrefix(fold(path.Clean(strings.ReplaceAll(stated, `\`, "/"))), "inn/")
	ordinals := s.byName[name]
	return append(ordinals, 0)[0], len(ordinals) == 1
}

// documentsOf makes the document overview (R2.5-3): the rows of the sheet, then the files that no row names.
func (w *work) documentsOf(g *group, files []deposit.SourceFile, places []string) ([]deposit.Document, []deposit.Finding) {
	s := newShelf(files, places)
	var all []deposit.Document
	var found []deposit.Finding
	for _, n := range g.documents {
		f := &fields{noted: n, journal: g.journal}
		d := documentOf(f, s, g.refused)
		w.checkAhead(f, dated{"dato", d.Date}, dated{"journaldato", d.JournalDate})
		all = append(all, d)
		found = append(found, f.found...)
	}
	listed := len(all)
	for _, file := range files {
		if !s.taken[file.Ordinal] {
			all = append(all, fromFile(file))
		}
	}
	if n := len(all) - listed; n > 0 && listed > 0 {
		found = append(found, deposit.Finding{Code: FilesUnlisted, Journal: g.journal, Field: "fil", Args: []string{strconv.Itoa(n)}})
	}
	return numbered(all, g, &found), found
}

// documentOf reads a row of the sheet of documents. Zone, direction and what the mail journal says stand only where the row states them.
func documentOf(f *fields, s *shelf, refused bool) deposit.Document {
	d := deposit.Document{
		Number: f.number("doknr"), Date: f.date("dato"), Title: f.text("tittel"), Kind: kindStated(f.text("type")),
		Direction: deposit.Direction(f.choice(documentColumns["retning"])), Counterpart: f.text("motpart"),
		JournalYear: f.number("journalaar"), JournalSeq: f.number("journalsekvens"), JournalDate: f.date("journaldato"),
		Zone: deposit.Zone(f.choice(documentColumns["sone"])), Medium: deposit.Medium(f.choice(documentColumns["medium"])),
	}
	d.PurgeClass, d.Keep = purging(f)
	d.NumberStated = d.Number > 0
	d.File = fileOf(f, s, d.Medium)
	if d.Title == "" {
		d.Title = d.Kind
	}
	switch {
	case d.File > 0:
		d.Medium = deposit.Digital
	case d.Medium == "":
		d.Medium = deposit.OnPaper
	}
	if d.Zone == "" && f.table.has("sone") && (d.Kind == kindTest || d.Kind == kindNote) {
		f.find(ZoneMissing, "sone", d.Kind, strconv.Itoa(d.Number))
	}
	if refused && d.PurgeClass > 0 {
		f.find(PurgeAfterRefusal, "kassasjonsklasse", strconv.Itoa(d.Number))
	}
	return d
}

// purging is the class that the row proposes, 0 for none, and whether it decides to keep.
func purging(f *fields) (class int, keep bool) {
	stated := f.choice(documentColumns["kassasjonsklasse"])
	class, _ = strconv.Atoi(stated)
	return class, stated == deposit.KeepWord
}

// fileOf finds the file that the row names. A digital document without a file, a name that no file has, and one that several have, each hold.
func fileOf(f *fields, s *shelf, medium deposit.Medium) int {
	stated := f.text("fil")
	if stated == "" {
		if medium == deposit.Digital {
			f.find(DocumentNoFile, "fil", "", strconv.Itoa(f.Row))
		}
		return 0
	}
	ordinal, ok := s.find(stated)
	if !ok {
		f.find(DocumentNoFile, "fil", stated)
		return 0
	}
	if s.taken[ordinal] {
		f.find(FileTwice, "fil", stated)
		return 0
	}
	s.taken[ordinal] = true
	return ordinal
}

// fromFile makes a file that no row names a document: its title is the name's stem, its kind a known word in it. It lies in the pink cover when its
// directory is named so; nothing else is read out of names.
func fromFile(file deposit.SourceFile) deposit.Document {
	title := norm.NFC.String(stem(file.Path))
	d := deposit.Document{Title: title, Kind: kindOfText(title), Medium: deposit.Digital, File: file.Ordinal, FromFileName: true}
	for _, dir := range strings.Split(path.Dir(file.Path), "/") {
		if words := wordsOf(dir); words == "rosa" || words == "rosa omslag" {
			d.Zone = deposit.PinkCover
		}
	}
	return d
}

// numbered gives every document its own number: the stated one, else the next free after the highest, by date. A number stated twice counts once.
func numbered(all []deposit.Document, g *group, found *[]deposit.Finding) []deposit.Document {
	used := map[int]bool{}
	highest := 0
	for i, d := range all {
		if !d.NumberStated {
			continue
		}
		if used[d.Number] {
			*found = append(*found, deposit.Finding{Code: DocumentTwice, Journal: g.journal, Field: "doknr", Args: []string{strconv.Itoa(d.Number)}})
			all[i].NumberStated = false
			continue
		}
		used[d.Number] = true
		highest = max(highest, d.Number)
	}
	slices.SortStableFunc(all, func(a, b deposit.Document) int {
		switch {
		case a.NumberStated && b.NumberStated:
			return a.Number - b.Number
		case a.NumberStated != b.NumberStated:
			return map[bool]int{true: -1, false: 1}[a.NumberStated]
		case a.FromFileName != b.FromFileName:
			return map[bool]int{false: -1, true: 1}[a.FromFileName]
		}
		return a.Date.Compare(b.Date)
	})
	for i := range all {
		if !all[i].NumberStated {
			highest++
			all[i].Number = highest
		}
	}
	return all
}
