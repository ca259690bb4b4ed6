package sheet

import (
	"archive/zip"
	"path"
	"strings"
	"sync"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/xmltext"
)

const (
	mainSpace      = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	strictPrefix   = "http://purl.oclc.org/ooxml/"
	maxParts       = 20_000
	maxSheets      = 4_096
	ratioFrom      = 4 << 20
	zipEncrypted   = 0x1
	relOffice      = "/officeDocument"
	relSheet       = "/worksheet"
	relStyles      = "/styles"
	relStrings     = "/sharedStrings"
	strictRelation = "http://purl.oclc.org/ooxml/officeDocument"
)

// workbook is an opened xlsx: what is held in memory are the names of its parts,
// the formats of its styles and, from the first read on, the shared strings.
type workbook struct {
	parts    map[string]*zip.File
	limits   Limits
	tabs     []tab
	formats  []format
	strings  string // name of the part
	date1904 bool

	once      sync.Once
	shared    []string
	sharedErr error
}

// tab is a sheet and where its rows lie.
type tab struct {
	Sheet
	part string
}

// relation is one line of a .rels part.
type relation struct{ kind, target string }

func openWorkbook(from Source, limits Limits) (*Book, error) {
	archive, err := zip.NewReader(from.Reader, from.Size)
	if err != nil {
		return nil, &Error{Trouble: Truncated, Err: err}
	}
	w := &workbook{limits: limits, parts: map[string]*zip.File{}}
	for _, step := range []func() error{
		func() error { return w.takeParts(archive.File) },
		w.checkProlog,
		w.readWorkbook,
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return &Book{source: w, info: Info{Format: "xlsx", Date1904: w.date1904}}, nil
}

// takeParts notes the parts by name and refuses what is too large before
// anything is unpacked. The sizes are claims; the meter holds them to it.
func (w *workbook) takeParts(files []*zip.File) error {
	if len(files) > maxParts {
		return &Error{Trouble: TooLarge}
	}
	var total uint64
	for _, f := range files {
		if f.Flags&zipEncrypted != 0 {
			return &Error{Trouble: Encrypted}
		}
		size := f.UncompressedSize64
		total += size
		if size > uint64(w.limits.PartBytes) || total > uint64(w.limits.TotalBytes) ||
			size > ratioFrom && size/max(f.CompressedSize64, 1) > uint64(w.limits.Ratio) {
			return &Error{Trouble: TooLarge}
		}
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		if strings.HasSuffix(name, "/") {
			continue
		}
		if w.parts[name] != nil { // two parts of one name: readers would see different books
			return &Error{Trouble: Damaged}
		}
		w.parts[name] = f
	}
	return w.checkFamily()
}

// checkFamily tells other zip files from workbooks.
func (w *workbook) checkFamily() error {
	switch {
	case w.parts["[content_types].xml"] == nil && w.parts["mimetype"] != nil,
		w.parts["xl/workbook.bin"] != nil: // OpenDocument, binary workbook
		return &Error{Trouble: Unsupported}
	case w.parts["[content_types].xml"] == nil, w.parts["word/document.xml"] != nil, w.parts["ppt/presentation.xml"] != nil:
		return &Error{Trouble: NotWorkbook}
	}
	return nil
}

// checkProlog refuses a DOCTYPE in any XML part, also in those that are not read.
func (w *workbook) checkProlog() error {
	for name, f := range w.parts {
		if !strings.HasSuffix(name, ".xml") && !strings.HasSuffix(name, ".rels") {
			continue
		}
		p, err := openPart(f, w.limits.PartBytes, w.limits.RecordBytes)
		if err != nil {
			return err
		}
		if err := p.prolog(); err != nil {
			return err
		}
		if strings.HasPrefix(string(p.attr("xmlns")), strictPrefix) {
			return &Error{Trouble: Strict, Part: f.Name}
		}
	}
	return nil
}

// open opens a part that must be there.
func (w *workbook) open(name string, size int64) (*part, error) {
	f := w.parts[strings.ToLower(name)]
	if f == nil {
		return nil, &Error{Trouble: Damaged, Part: name}
	}
	return openPart(f, size, w.limits.RecordBytes)
}

// relations reads the .rels beside a part, resolved to part names.
func (w *workbook) relations(of string) (map[string]relation, error) {
	dir, base := path.Split(of)
	p, err := w.open(dir+"_rels/"+base+".rels", smallPart)
	if err != nil {
		return nil, err
	}
	found := map[string]relation{}
	return found, p.each(func(local string) error {
		if local != "Relationship" || string(p.attr("TargetMode")) == "External" {
			return nil
		}
		target := strings.ReplaceAll(string(p.attr("Target")), `\`, "/")
		if !strings.HasPrefix(target, "/") {
			target = path.Join("/", dir, target)
		}
		kind := string(p.attr("Type"))
		if strings.HasPrefix(kind, strictRelation) {
			return &Error{Trouble: Strict, Part: p.name}
		}
		found[string(p.attr("Id"))] = relation{kind: kind, target: strings.TrimPrefix(path.Clean(target), "/")}
		return nil
	})
}

// readWorkbook follows the relations from the root to the sheets.
func (w *workbook) readWorkbook() error {
	root, err := w.relations("")
	if err != nil {
		return err
	}
	for _, r := range root {
		if strings.HasSuffix(r.kind, relOffice) {
			return w.readSheets(r.target)
		}
	}
	return &Error{Trouble: NotWorkbook}
}

func (w *workbook) readSheets(book string) error {
	related, err := w.relations(book)
	if err != nil {
		return err
	}
	p, err := w.open(book, smallPart)
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	err = p.each(func(local string) error {
		switch local {
		case "workbookPr":
			w.date1904 = truth(p.attr("date1904"))
		case "sheet":
			name := string(p.attr("name"))
			if len(w.tabs) >= maxSheets {
				return &Error{Trouble: TooLarge, Part: p.name}
			}
			if fold := strings.ToLower(name); seen[fold] || name == "" {
				return &Error{Trouble: Damaged, Part: p.name}
			} else {
				seen[fold] = true
			}
			if r := related[string(p.attrOf("id", true))]; strings.HasSuffix(r.kind, relSheet) { // charts have no rows
				state := string(p.attr("state"))
				w.tabs = append(w.tabs, tab{Sheet{name, state == "hidden" || state == "veryHidden"}, r.target})
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if len(w.tabs) == 0 {
		return &Error{Trouble: NotWorkbook}
	}
	return w.readAround(related)
}

// readAround reads the styles and finds the shared strings; both may be absent.
func (w *workbook) readAround(related map[string]relation) error {
	for _, r := range related {
		switch {
		case strings.HasSuffix(r.kind, relStrings):
			w.strings = r.target
		case strings.HasSuffix(r.kind, relStyles):
			p, err := w.open(r.target, smallPart)
			if err != nil {
				return err
			}
			if w.formats, err = readFormats(p); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *workbook) sheets() []Sheet {
	list := make([]Sheet, len(w.tabs))
	for i, t := range w.tabs {
		list[i] = t.Sheet
	}
	return list
}

// find gives the part of a sheet; the empty name is the first that is not hidden.
func (w *workbook) find(name string) (string, bool) {
	for _, t := range w.tabs {
		if t.Name == name || name == "" && !t.Hidden {
			return t.part, true
		}
	}
	return "", false
}

// texts gives the shared strings, read once when the first sheet is.
func (w *workbook) texts() ([]string, error) {
	w.once.Do(func() {
		if w.strings != "" {
			w.shared, w.sharedErr = w.readShared()
		}
	})
	return w.shared, w.sharedErr
}

func (w *workbook) readShared() ([]string, error) {
	p, err := w.open(w.strings, w.limits.PartBytes)
	if err != nil {
		return nil, err
	}
	defer func() { _ = p.close.Close() }()
	const header = 16 // what an empty string costs in memory
	var list []string
	var text []byte
	for left := w.limits.SharedBytes; ; {
		kind, err := p.next()
		switch {
		case err != nil:
			return nil, err
		case kind == xmltext.Start && p.src.Name().Local == "si":
			if text, err = p.richText(text[:0], "si", w.limits.RecordBytes); err != nil {
				return nil, err
			}
			if left -= int64(len(text)) + header; left < 0 {
				return nil, &Error{Trouble: TooLarge, Part: p.name}
			}
			list = append(list, string(text))
		case kind == xmltext.End && p.src.Ended().Local == "sst":
			return list, nil
		case kind == xmltext.Done:
			return nil, &Error{Trouble: Truncated, Part: p.name}
		}
	}
}

func truth(s []byte) bool { return string(s) == "1" || string(s) == "true" || string(s) == "on" }
