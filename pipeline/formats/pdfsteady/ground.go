package pdfsteady

import (
	"bytes"
	"io"
	"regexp"
	"strconv"
)

// Ground is what has to be known of a file by whoever writes pages behind its end (ISO 32000-1, 7.5.6): nothing of what stands there is moved or changed.
type Ground struct {
	Size       int64  // bytes
	Objects    int    // the number that the next new object gets
	Table      int64  // where the cross-reference table stands
	Root, Info int    // numbers of the catalog and of the document information
	ID         string // the file's first identifier, in hex
	Pages      Object // the root of the page tree
	Tags       Object // the root of the logical structure (14.7.2)
	Parents    Object // its parent tree
}

// Object is an object of the file: its number, and what stands between obj and endobj.
type Object struct {
	Number int
	Body   []byte
}

// treeAtMost is the bytes of an object that grows with the pages: a hundred thousand rows have some ten.
const treeAtMost = 64 << 20

// Survey reads the ground of a file that has one plain cross-reference table and is tagged. Its error is an Unsteady where the file is not of that shape.
func Survey(r io.ReaderAt, size int64) (Ground, error) {
	f, err := openFile(r, size)
	if err != nil {
		return Ground{}, err
	}
	g := Ground{Size: size, Objects: len(f.table) / entrySize}
	ids := trailerIDs.FindSubmatch(f.trailer)
	if ids == nil {
		return Ground{}, Unsteady("the file's identifiers are not found once")
	}
	if g.ID = string(bytes.Trim(ids[1], "<>")); ids[1][0] != '<' {
		return Ground{}, Unsteady("the file's identifiers are not in hex")
	}
	if g.Table, err = strconv.ParseInt(string(bytes.TrimSpace((&settling{file: f}).startText())), 10, 64); err != nil {
		return Ground{}, Unsteady("startxref is no number")
	}
	return g, f.survey(&g)
}

// survey follows the references from the trailer to what new pages hang on.
func (f *file) survey(g *Ground) error {
	var root Object
	for _, step := range []struct {
		in   *[]byte
		key  string
		body *Object // nil: only the number is wanted
		n    *int
	}{
		{&f.trailer, "Root", &root, &g.Root}, {&f.trailer, "Info", nil, &g.Info}, {&root.Body, "Pages", &g.Pages, nil},
		{&root.Body, "StructTreeRoot", &g.Tags, nil}, {&g.Tags.Body, "ParentTree", &g.Parents, nil},
	} {
		number, err := numberAt(*step.in, step.key)
		if err != nil {
			return err
		}
		if step.n != nil {
			*step.n = number
		}
		if step.body != nil {
			if *step.body, err = f.whole(number); err != nil {
				return err
			}
		}
	}
	return nil
}

// numberAt is the number of the object that a key of a dictionary refers to.
func numberAt(in []byte, key string) (int, error) {
	m := regexp.MustCompile(`/`+key+`\s+(\d+) 0 R`).FindAllSubmatch(in, 2)
	if len(m) != 1 {
		return 0, Unsteady(key + " is not named once")
	}
	number, err := strconv.Atoi(string(m[0][1]))
	if err != nil {
		return 0, Unsteady(key + " has no number")
	}
	return number, nil
}

// whole is the object with the number, however long it is.
func (f *file) whole(number int) (Object, error) {
	o, err := f.objectWithin(number, treeAtMost)
	if err != nil {
		return Object{}, err
	}
	head := objectStart.Find(o.data)
	return Object{Number: number, Body: bytes.TrimSpace(bytes.TrimSuffix(o.data[len(head):], []byte("endobj")))}, nil
}
