// Package pdfclaim reads what a PDF says of itself as PDF/A: part and level in the XMP packet, the output intent, whether every font is embedded, whether
// it is encrypted. It is a look, not a judgement: a file that claims all of this may still be refused by a validator, but one that does not is no PDF/A
// (ISO 19005-2: 6.1.3, 6.2.3, 6.2.11.4, 6.6.4).
//
// It reads the objects as they lie in the file, also those in object streams (ISO 32000-1, 7.5.7), and follows no reference; foreign and damaged files
// are harmless to it.
package pdfclaim

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// Claim is what the file says.
type Claim struct {
	Part      int    // of ISO 19005; 0 where it claims none
	Level     string // A, B or U
	Intent    bool   // it has an output intent for PDF/A with a profile
	Encrypted bool
	Fonts     []string // names without subset prefix, sorted, each once
	Loose     []string // fonts that are named and not embedded
	Attached  int      // files within it, by the specifications that lead to them (ISO 32000-1, 7.11.4); an older state of one in the same file counts too
}

// PDFA tells whether the file claims the part and lacks nothing of what is looked at.
func (c Claim) PDFA(part int) bool {
	return c.Part == part && c.Intent && !c.Encrypted && len(c.Loose) == 0
}

// Most is how large a file is looked at, and how much is unpacked from its object streams.
const Most = 512 << 20

// ErrTooLarge is that the file is larger than Most.
var ErrTooLarge = errors.New("the PDF is too large to be looked through")

// Look reads the file.
func Look(r io.ReaderAt, size int64) (Claim, error) {
	if size > Most {
		return Claim{}, ErrTooLarge
	}
	data := make([]byte, size)
	if _, err := r.ReadAt(data, 0); err != nil && err != io.EOF {
		return Claim{}, fmt.Errorf("read PDF: %w", err)
	}
	l := look{left: Most}
	l.objects(data)
	return l.claim(), nil
}

// look gathers what dictionaries say.
type look struct {
	c        Claim
	embedded map[string]bool // by font name, of descriptors
	named    []string        // fonts that need a descriptor
	left     int64           // bytes that may still be unpacked
}

var (
	objectMark = regexp.MustCompile(`\d+ \d+ obj\b`)
	part       = regexp.MustCompile(`pdfaid:part(?:>|\s*=\s*['"])\s*(\d)`)
	level      = regexp.MustCompile(`pdfaid:conformance(?:>|\s*=\s*['"])\s*([ABUabu])`)
	isFont     = regexp.MustCompile(`/Type\s*/Font\b`)
	isDescr    = regexp.MustCompile(`/Type\s*/FontDescriptor\b`)
	fontName   = regexp.MustCompile(`/FontName\s*/([^\s/<>\[\]()]+)`)
	baseFont   = regexp.MustCompile(`/BaseFont\s*/([^\s/<>\[\]()]+)`)
	subtype    = regexp.MustCompile(`/Subtype\s*/(\w+)`)
	attached   = regexp.MustCompile(`/EF\s*(?:<<|\d)`)
	fontFile   = regexp.MustCompile(`/FontFile[23]?\s`)
	intent     = regexp.MustCompile(`/S\s*/GTS_PDFA1\b`)
	profile    = regexp.MustCompile(`/DestOutputProfile\s`)
	encrypt    = regexp.MustCompile(`/Encrypt[\s<]`)
	objStream  = regexp.MustCompile(`/Type\s*/ObjStm\b`)
	trailer    = regexp.MustCompile(`(?s)\btrailer\s*<<.*?>>\s*startxref`)
	isXRef     = regexp.MustCompile(`/Type\s*/XRef\b`)
)

// objects looks at every object of the file, and at its trailers.
func (l *look) objects(data []byte) {
	for _, t := range trailer.FindAll(data, -1) {
		l.c.Encrypted = l.c.Encrypted || encrypt.Match(t)
	}
	marks := objectMark.FindAllIndex(data, -1)
	for i, m := range marks {
		end := len(data)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		body := data[m[1]:end]
		head, content, isStream := bytes.Cut(body, []byte("stream"))
		switch {
		case isStream && objStream.Match(head):
			l.packed(content)
			continue
		case isStream && isXRef.Match(head):
			l.c.Encrypted = l.c.Encrypted || encrypt.Match(head)
		case isStream && bytes.Contains(head, []byte("/Metadata")) && !bytes.Contains(head, []byte("/Filter")):
			l.metadata(content)
		}
		l.dictionary(head)
	}
}

func (l *look) metadata(xmp []byte) {
	if m := part.FindSubmatch(xmp); m != nil && l.c.Part == 0 {
		l.c.Part = int(m[1][0] - '0')
		if m := level.FindSubmatch(xmp); m != nil {
			l.c.Level = strings.ToUpper(string(m[1]))
		}
	}
}

// packed looks at the dictionaries of an object stream. What cannot be unpacked says nothing.
func (l *look) packed(content []byte) {
	z, err := zlib.NewReader(bytes.NewReader(bytes.TrimLeft(content, "\r\n")))
	if err != nil {
		return
	}
	text, _ := io.ReadAll(io.LimitReader(z, l.left)) // a damaged end: what came before it counts
	l.left -= int64(len(text))
	for len(text) > 0 {
		d, rest := dictionaryAt(text)
		l.dictionary(d)
		text = rest
	}
}

// dictionaryAt is the next dictionary of a text with those inside it, and what follows.
func dictionaryAt(text []byte) (d, rest []byte) {
	start := bytes.Index(text, []byte("<<"))
	if start < 0 {
		return nil, nil
	}
	depth := 0
	for i := start; i+1 < len(text); i++ {
		switch {
		case text[i] == '<' && text[i+1] == '<':
			depth++
			i++
		case text[i] == '>' && text[i+1] == '>':
			depth--
			i++
		}
		if depth == 0 {
			return text[start : i+1], text[i+1:]
		}
	}
	return text[start:], nil
}

func (l *look) dictionary(d []byte) {
	if intent.Match(d) && profile.Match(d) {
		l.c.Intent = true
	}
	l.c.Attached += len(attached.FindAll(d, -1))
	switch {
	case isDescr.Match(d):
		l.descriptor(d)
	case isFont.Match(d):
		l.font(d)
	}
}

func (l *look) descriptor(d []byte) {
	name := fontName.FindSubmatch(d)
	if name == nil {
		return
	}
	if l.embedded == nil {
		l.embedded = map[string]bool{}
	}
	key := string(name[1])
	l.embedded[key] = l.embedded[key] || fontFile.Match(d)
	l.named = append(l.named, key)
}

// font notes a font that must have a descriptor: all but composite fonts, whose descendants have it, and fonts of drawings.
func (l *look) font(d []byte) {
	kind, name := subtype.FindSubmatch(d), baseFont.FindSubmatch(d)
	if kind == nil || name == nil {
		return
	}
	if k := string(kind[1]); k != "Type0" && k != "Type3" {
		l.named = append(l.named, string(name[1]))
	}
}

func (l *look) claim() Claim {
	for _, name := range l.named {
		plain := withoutPrefix(name)
		l.c.Fonts = append(l.c.Fonts, plain)
		if !l.embedded[name] {
			l.c.Loose = append(l.c.Loose, plain)
		}
	}
	slices.Sort(l.c.Fonts)
	slices.Sort(l.c.Loose)
	l.c.Fonts, l.c.Loose = slices.Compact(l.c.Fonts), slices.Compact(l.c.Loose)
	return l.c
}

// withoutPrefix takes the six letters away that mark a subset (ISO 32000-1, 9.6.4).
func withoutPrefix(name string) string {
	if len(name) > 7 && name[6] == '+' {
		return name[7:]
	}
	return name
}
