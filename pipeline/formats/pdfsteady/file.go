package pdfsteady

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strconv"
)

// Unsteady is why a file cannot be made the same in every run. The word after it is for the record, not for people.
type Unsteady string

func (u Unsteady) Error() string { return "not reproducible: " + string(u) }

// Bounds on what is looked at: the programs that are known write far less.
const (
	endAtMost    = 2 << 10 // bytes at the end in which startxref stands
	objectAtMost = 1 << 20 // bytes of an object that is rewritten
	objectsMost  = 2_000_000
	entrySize    = 20 // bytes of a line in the cross-reference table
)

// file is a PDF with one classic cross-reference table.
type file struct {
	r        io.ReaderAt
	size     int64
	tableAt  int64 // where the first entry of the table stands
	table    []byte
	trailer  []byte
	trailAt  int64
	startAt  int64 // where the number behind startxref stands
	startLen int
}

// span is a piece of the file.
type span struct {
	at   int64
	data []byte
}

var (
	startWord  = regexp.MustCompile(`startxref\s+(\d+)\s+%%EOF\s*$`)
	tableHead  = regexp.MustCompile(`^xref\s+0 (\d+) ?(?:\r\n|\n|\r)`)
	tableEntry = regexp.MustCompile(`^\d{10} \d{5} [nf](?: \r| \n|\r\n)$`)
)

// openFile reads the end of the file, its table and its trailer.
func openFile(r io.ReaderAt, size int64) (*file, error) {
	f := &file{r: r, size: size}
	end, err := f.read(max(0, size-endAtMost), endAtMost)
	if err != nil {
		return nil, err
	}
	m := startWord.FindSubmatchIndex(end.data)
	if m == nil {
		return nil, Unsteady("no startxref at the end")
	}
	f.startAt, f.startLen = end.at+int64(m[2]), m[3]-m[2]
	at, err := strconv.ParseInt(string(end.data[m[2]:m[3]]), 10, 64)
	if err != nil || at >= size {
		return nil, Unsteady("startxref leads out of the file")
	}
	if err := f.readTable(at); err != nil {
		return nil, err
	}
	f.trailAt = f.tableAt + int64(len(f.table))
	if f.startAt-f.trailAt > objectAtMost || f.startAt < f.trailAt {
		return nil, Unsteady("the trailer is not where it should be")
	}
	trailer, err := f.read(f.trailAt, int(f.startAt-f.trailAt))
	f.trailer = trailer.data
	if err == nil && (!bytes.HasPrefix(f.trailer, []byte("trailer")) || bytes.Contains(f.trailer, []byte("/Prev")) || bytes.Contains(f.trailer, []byte("/Encrypt"))) {
		return nil, Unsteady("the trailer is not a plain one")
	}
	return f, err
}

func (f *file) readTable(at int64) error {
	head, err := f.read(at, 64)
	if err != nil {
		return err
	}
	m := tableHead.FindSubmatchIndex(head.data)
	if m == nil {
		return Unsteady("no classic cross-reference table")
	}
	count, err := strconv.Atoi(string(head.data[m[2]:m[3]]))
	if err != nil || count < 1 || count > objectsMost {
		return Unsteady("too many objects")
	}
	f.tableAt = at + int64(m[1])
	table, err := f.read(f.tableAt, count*entrySize)
	if err != nil {
		return err
	}
	if f.table = table.data; len(f.table) != count*entrySize || !tableEntry.Match(f.table[:entrySize]) || !tableEntry.Match(f.table[len(f.table)-entrySize:]) {
		return Unsteady("the cross-reference table is not a plain one")
	}
	return nil
}

// read reads at most n bytes; the end of the file cuts it short.
func (f *file) read(at int64, n int) (span, error) {
	n = int(min(int64(n), f.size-at))
	if at < 0 || n < 0 {
		return span{}, Unsteady("a place outside the file")
	}
	data := make([]byte, n)
	if _, err := f.r.ReadAt(data, at); err != nil && err != io.EOF {
		return span{}, fmt.Errorf("read PDF: %w", err)
	}
	return span{at, data}, nil
}

// offset is where the object with the number begins.
func (f *file) offset(number int) (int64, error) {
	if number < 0 || (number+1)*entrySize > len(f.table) || f.table[number*entrySize+17] != 'n' {
		return 0, Unsteady("an object that is not there")
	}
	return strconv.ParseInt(string(f.table[number*entrySize:number*entrySize+10]), 10, 64)
}

// object is the object with the number, from its number to endobj.
func (f *file) object(number int) (span, error) { return f.objectWithin(number, objectAtMost) }

// objectWithin is the object with the number, of at most so many bytes.
func (f *file) objectWithin(number, most int) (span, error) {
	at, err := f.offset(number)
	if err != nil {
		return span{}, err
	}
	o, err := f.read(at, most)
	if err != nil {
		return span{}, err
	}
	if !bytes.HasPrefix(o.data, []byte(strconv.Itoa(number)+" 0 obj")) {
		return span{}, Unsteady("an object that is not where the table says")
	}
	end := bytes.Index(o.data, []byte("endobj"))
	if end < 0 {
		return span{}, Unsteady("an object without an end")
	}
	o.data = o.data[:end+len("endobj")]
	return o, nil
}

// named is the object that a key of a dictionary refers to.
func (f *file) named(in []byte, key string) (span, error) {
	m := regexp.MustCompile(`/`+key+`\s*\[?\s*(\d+) 0 R`).FindAllSubmatch(in, -1)
	if len(m) != 1 {
		return span{}, Unsteady(key + " is not named once")
	}
	number, err := strconv.Atoi(string(m[0][1]))
	if err != nil {
		return span{}, Unsteady(key + " has no number")
	}
	return f.object(number)
}
