package pdfsteady

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

// Options are what stands in the file instead of what varied.
type Options struct {
	Created time.Time // written in UTC, to the second
	Profile []byte    // ICC profile of the output intent, three components
	// Title is written into document information and XMP where the file has a title in both; "" leaves what is there. (Ghostscript 10 throws away titles
	// that are not ASCII: it is given a stand-in, which is replaced here.)
	Title string
}

// Settle writes the settled file. Its error is an Unsteady where the file is not of the known shape; nothing has been written then.
func Settle(w io.Writer, r io.ReaderAt, size int64, o Options) error {
	f, err := openFile(r, size)
	if err != nil {
		return err
	}
	s := &settling{file: f, o: o}
	if err := s.plan(); err != nil {
		return err
	}
	digest := sha256.New()
	if err := s.write(digest); err != nil { // with identifiers of zeros
		return err
	}
	id := []byte(strings.ToUpper(hex.EncodeToString(digest.Sum(nil)[:16])))
	for i := range s.edits {
		if s.edits[i].id {
			s.edits[i].put = inHex(id)
		}
	}
	return s.write(w)
}

// edit replaces length bytes at a place.
type edit struct {
	at, length int64
	put        []byte
	id         bool // an identifier: made from all the rest
}

type settling struct {
	*file
	o     Options
	edits []edit
}

// plan finds every place, or says why the file stays as it is.
func (s *settling) plan() error {
	info, err := s.named(s.trailer, "Info")
	if err != nil {
		return err
	}
	root, err := s.named(s.trailer, "Root")
	if err != nil {
		return err
	}
	xmp, err := s.named(root.data, "Metadata")
	if err != nil {
		return err
	}
	intent, err := s.named(root.data, "OutputIntents")
	if err != nil {
		return err
	}
	profile, err := s.named(intent.data, "DestOutputProfile")
	if err != nil {
		return err
	}
	for _, step := range []func() error{
		func() error { return s.information(info) }, func() error { return s.metadata(xmp) }, func() error { return s.profile(profile) }, s.identifiers,
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return s.table()
}

// replace replaces what the pattern's first group fits. It must fit once; where it may be lacking, not at all is well too.
func (s *settling) replace(in span, pattern *regexp.Regexp, put []byte, lacking bool) error {
	m := pattern.FindAllSubmatchIndex(in.data, 2)
	if len(m) == 0 && lacking {
		return nil
	}
	if len(m) != 1 {
		return Unsteady(fmt.Sprintf("%s is found %d times", strings.SplitN(pattern.String(), "(", 2)[0], len(m)))
	}
	s.edits = append(s.edits, edit{at: in.at + int64(m[0][2]), length: int64(m[0][3] - m[0][2]), put: put})
	return nil
}

var (
	infoCreated  = regexp.MustCompile(`/CreationDate\s?(\((?:D:)?[0-9Z+'-]*\))`)
	infoModified = regexp.MustCompile(`/ModDate\s?(\((?:D:)?[0-9Z+'-]*\))`)
	infoTitle    = regexp.MustCompile(`/Title\s?(\([^()\\]*\)|<[0-9A-Fa-f\s]*>)`)
	anyDate      = regexp.MustCompile(`/(?:CreationDate|ModDate)\b`)
)

// information settles the document information dictionary.
func (s *settling) information(info span) error {
	date := []byte("(D:" + s.o.Created.UTC().Format("20060102150405") + "Z)")
	if err := s.replace(info, infoCreated, date, false); err != nil {
		return err
	}
	if err := s.replace(info, infoModified, date, true); err != nil {
		return err
	}
	if found := len(anyDate.FindAll(info.data, -1)); found != len(s.edits) {
		return Unsteady("a date in a shape of its own")
	}
	if s.o.Title == "" {
		return nil
	}
	return s.replace(info, infoTitle, hexText(s.o.Title), false)
}

// hexText is a text string of a PDF in UTF-16BE (ISO 32000-1, 7.9.2.2).
func hexText(text string) []byte {
	var b bytes.Buffer
	b.WriteString("<FEFF")
	for _, unit := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&b, "%04X", unit)
	}
	b.WriteByte('>')
	return b.Bytes()
}

var (
	xmpDates  = []*regexp.Regexp{xmpDate("CreateDate"), xmpDate("ModifyDate"), xmpDate("MetadataDate")}
	xmpIDs    = []*regexp.Regexp{xmpID("DocumentID"), xmpID("InstanceID")}
	xmpTitle  = regexp.MustCompile(`<dc:title>\s*<rdf:Alt>\s*<rdf:li xml:lang=['"]x-default['"]>([^<]*)</rdf:li>`)
	xmpLength = regexp.MustCompile(`/Length (\d+)\b`)
	xmpData   = regexp.MustCompile(`(?s)stream\r?\n(.*?)\r?\nendstream`)
)

// xmpDate is a date of XMP as an element or as an attribute.
func xmpDate(name string) *regexp.Regexp {
	return regexp.MustCompile(`xmp:` + name + `(?:>|=['"])([0-9T:Z.+-]+)[<'"]`)
}

func xmpID(name string) *regexp.Regexp {
	return regexp.MustCompile(`(?:xapMM|xmpMM):` + name + `(?:>|=['"])(?:uuid:)?([0-9A-Fa-f-]{36})[<'"]`)
}

// metadata settles the XMP packet, and the length of its stream.
func (s *settling) metadata(xmp span) error {
	if bytes.Contains(xmp.data[:bytes.Index(append(xmp.data, "stream"...), []byte("stream"))], []byte("/Filter")) {
		return Unsteady("the XMP packet is compressed")
	}
	before := len(s.edits)
	date := []byte(s.o.Created.UTC().Format(time.RFC3339))
	for _, pattern := range xmpDates {
		if err := s.replace(xmp, pattern, date, true); err != nil {
			return err
		}
	}
	for _, pattern := range xmpIDs {
		if err := s.replace(xmp, pattern, []byte("00000000-0000-0000-0000-000000000000"), true); err != nil {
			return err
		}
	}
	if s.o.Title != "" {
		if err := s.replace(xmp, xmpTitle, xmlText(s.o.Title), false); err != nil {
			return err
		}
	}
	data := xmpData.FindSubmatchIndex(xmp.data)
	if data == nil {
		return Unsteady("the XMP packet has no stream")
	}
	length := int64(data[3] - data[2])
	for _, e := range s.edits[before:] {
		length += int64(len(e.put)) - e.length
	}
	return s.replace(span{xmp.at, xmp.data[:data[0]]}, xmpLength, strconv.AppendInt(nil, length, 10), false)
}

// xmlText is text for an element; what XML has no character for is left away.
func xmlText(text string) []byte {
	plain := strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, text)
	return []byte(strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(plain))
}

var (
	threeParts  = regexp.MustCompile(`/N 3\b`)
	objectStart = regexp.MustCompile(`^\d+ 0 obj`)
)

// profile puts the given profile where the program's own stood: the same colours, without the hour. A length that stands in an object of its own is left
// unused.
func (s *settling) profile(profile span) error {
	head := objectStart.Find(profile.data)
	if head == nil || !threeParts.Match(profile.data) {
		return Unsteady("the colour profile is not one of three components")
	}
	var put bytes.Buffer
	fmt.Fprintf(&put, "%s\n<</N 3/Length %d>>\nstream\n%s\nendstream\nendobj", head, len(s.o.Profile), s.o.Profile)
	s.edits = append(s.edits, edit{at: profile.at, length: int64(len(profile.data)), put: put.Bytes()})
	if m := regexp.MustCompile(`/Length (\d+) 0 R`).FindSubmatch(profile.data); m != nil {
		number, _ := strconv.Atoi(string(m[1])) // of digits; too long ones are no object
		length, err := s.object(number)
		if err != nil {
			return err
		}
		return s.replace(length, regexp.MustCompile(`obj\s+(\d+)\s`), strconv.AppendInt(nil, int64(len(s.o.Profile)), 10), false)
	}
	return nil
}

const identifier = `<[0-9A-Fa-f]{32}>|\((?:[^()\\]|\\(?s:.))*\)`

var (
	// Ghostscript writes an identifier in letters where that is shorter, which its bytes decide: once in a hundred files.
	trailerIDs  = regexp.MustCompile(`/ID\s*\[\s*(` + identifier + `)\s*(` + identifier + `)\s*\]`)
	docChecksum = regexp.MustCompile(`/DocChecksum /([0-9A-F]{32})\b`)
)

func inHex(digits []byte) []byte { return append(append([]byte{'<'}, digits...), '>') }

// identifiers settles the two identifiers of the file and LibreOffice's checksum, which nobody reads.
func (s *settling) identifiers() error {
	ids := trailerIDs.FindAllSubmatchIndex(s.trailer, 2)
	if len(ids) != 1 {
		return Unsteady("the file's identifiers are not found once")
	}
	zeros := bytes.Repeat([]byte("0"), 32)
	for _, at := range [][]int{ids[0][2:4], ids[0][4:6]} {
		s.edits = append(s.edits, edit{at: s.trailAt + int64(at[0]), length: int64(at[1] - at[0]), put: inHex(zeros), id: true})
	}
	return s.replace(span{s.trailAt, s.trailer}, docChecksum, zeros, true)
}

// table puts every object where it stands after the edits.
func (s *settling) table() error {
	table := bytes.Clone(s.file.table)
	slices.SortFunc(s.edits, func(a, b edit) int { return cmp.Compare(a.at, b.at) })
	for i := 1; i < len(s.edits); i++ {
		if s.edits[i-1].at+s.edits[i-1].length > s.edits[i].at {
			return Unsteady("two things stand in the same place")
		}
	}
	for i := 0; i+entrySize <= len(table); i += entrySize {
		at, err := strconv.ParseInt(string(table[i:i+10]), 10, 64)
		if err != nil {
			return Unsteady("a line of the table that is no place")
		}
		if table[i+17] == 'n' {
			copy(table[i:], fmt.Sprintf("%010d", at+s.moved(at)))
		}
	}
	start, err := strconv.ParseInt(string(bytes.TrimSpace(s.startText())), 10, 64)
	if err != nil {
		return Unsteady("startxref is no number")
	}
	s.edits = append(s.edits, edit{at: s.tableAt, length: int64(len(table)), put: table},
		edit{at: s.startAt, length: int64(s.startLen), put: strconv.AppendInt(nil, start+s.moved(start), 10)})
	slices.SortFunc(s.edits, func(a, b edit) int { return cmp.Compare(a.at, b.at) })
	return nil
}

func (s *settling) startText() []byte {
	text, err := s.read(s.startAt, s.startLen)
	if err != nil {
		return nil
	}
	return text.data
}

// moved is how far what stands at a place has moved by the edits before it.
func (s *settling) moved(at int64) int64 {
	var by int64
	for _, e := range s.edits {
		if e.at >= at {
			break
		}
		by += int64(len(e.put)) - e.length
	}
	return by
}

// write writes the file with its edits.
func (s *settling) write(w io.Writer) error {
	var at int64
	for _, e := range append(s.edits[:len(s.edits):len(s.edits)], edit{at: s.size}) {
		if _, err := io.Copy(w, io.NewSectionReader(s.r, at, e.at-at)); err != nil {
			return fmt.Errorf("write PDF: %w", err)
		}
		if _, err := w.Write(e.put); err != nil {
			return fmt.Errorf("write PDF: %w", err)
		}
		at = e.at + e.length
	}
	return nil
}
