package words

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
)

// Fonts are the names of the fonts that a document's text asks for, sorted, each once; ok is false where nobody here can tell: of a format that is not
// read, or of a file that cannot be. A font that is only listed, and that no text uses, is none of them. The error is that of the reader.
func (rd Reader) Fonts(ctx context.Context, puid string, s Source) (names []string, ok bool, err error) {
	family := families[puid]
	if family == "" {
		family = printedFamilies[puid]
	}
	limits := rd.Limits.filled()
	read := fontReaders[family]
	if read == nil || s.Size == 0 || s.Size > limits.Bytes {
		return nil, false, ctx.Err()
	}
	disk := &watched{ReaderAt: s.R}
	found, err := read(Source{R: disk, Size: s.Size}, limits)
	if disk.failed != nil {
		return nil, false, disk.failed
	}
	var why Reason
	if errors.As(err, &why) {
		return nil, false, nil
	}
	delete(found, "")
	return slices.Sorted(maps.Keys(found)), err == nil, err
}

type fontSet map[string]bool

var fontReaders = map[string]func(Source, Limits) (fontSet, error){"docx": fontsOfDocx, "rtf": fontsOfRTF, "odt": fontsOfODF, "ods": fontsOfODF, "odp": fontsOfODF,
	"xlsx": fontsOfXlsx, "pptx": fontsOfPptx}

// fontName is a name without what programs add to tell its kinds apart.
func fontName(name string) string {
	name, _, _ = strings.Cut(name, ",") // a list of alternatives: the first is what is asked for
	return strings.Trim(strings.TrimSpace(name), `'"`)
}

// theme is the two fonts that Office documents ask for by their roles.
type theme struct {
	in           string
	major, minor string
}

func (t *theme) start(e element) error {
	switch e.name {
	case "majorFont", "minorFont":
		t.in = e.name
	case "latin":
		switch t.in {
		case "majorFont":
			t.major = e.attr["typeface"]
		case "minorFont":
			t.minor = e.attr["typeface"]
		}
		t.in = ""
	}
	return nil
}
func (*theme) text(string) {}
func (*theme) end(string)  {}

// of is the font of a role, such as minorHAnsi or +mn-lt.
func (t *theme) of(role string) string {
	switch {
	case strings.HasPrefix(role, "major"), strings.HasPrefix(role, "+mj"):
		return t.major
	case strings.HasPrefix(role, "minor"), strings.HasPrefix(role, "+mn"):
		return t.minor
	}
	return ""
}

// themeOf is the first theme that a part leads to.
func (c *container) themeOf(part string) (*theme, error) {
	t := &theme{}
	relations, err := c.relations(part)
	if err != nil {
		return nil, err
	}
	for _, r := range relations {
		if r.kind == "theme" {
			return t, c.walkNamed(r.target, t)
		}
	}
	return t, nil
}

// fontsOfRTF reads the table of fonts and which of its numbers text stands in.
func fontsOfRTF(s Source, limits Limits) (fontSet, error) {
	r, err := readRTF(s, limits)
	if err != nil {
		return nil, err
	}
	found := fontSet{}
	for n := range r.inFont {
		found[fontName(strings.TrimSuffix(r.fonts[n], ";"))] = true
	}
	return found, nil
}
