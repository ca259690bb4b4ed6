package pdfa

import (
	"fmt"
	"unicode"

	"github.com/go-fonts/dejavu/dejavusans"
	"github.com/go-fonts/dejavu/dejavusansmono"
	"github.com/go-fonts/liberation/liberationmonoregular"
	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/bidi"
)

// Font is one of the three typefaces a text can be set in.
type Font int

// The typefaces: Liberation Sans, its bold, and Liberation Mono. What they lack is taken from DejaVu.
const (
	Sans Font = iota
	SansBold
	Mono
)

// The faces of a document: the three of Font, then the two that stand in for symbols.
const (
	symbols = iota + 3
	monoSymbols
	faceCount
)

// mark is what is printed where no face has a glyph: U+FFFD, the replacement character.
const mark = '\uFFFD'

// stand-ins within the same face: the same ink, another character. ToUnicode keeps the character.
var sameInk = map[rune]rune{
	'\u00A0': ' ', // no-break space
	'\u202F': ' ', // narrow no-break space
	'\u00AD': '-', // soft hyphen at the end of a line
	'\u2010': '-', // hyphen
	'\u2011': '-', // no-break hyphen
}

// A face is one font program and what the document has used of it.
// A character has a CID of its own, in order of first use, even where two share a glyph:
// so ToUnicode is exact, the subset is dense, and the same calls give the same font.
type face struct {
	name, res string
	ttf       []byte
	sf        *sfnt.Font
	buf       sfnt.Buffer
	ref       ref

	known [0x180]glyphInfo // Latin, the quick way
	more  map[rune]glyphInfo
	used  []usedGlyph // by CID-1
}

type glyphInfo struct {
	gid     sfnt.GlyphIndex
	advance int16  // thousandths of the size
	cid     uint16 // 0: not used yet
	state   uint8
}

const (
	unknown uint8 = iota
	present
	absent
)

type usedGlyph struct {
	r       rune
	gid     sfnt.GlyphIndex
	advance int16
}

func newFace(name, res string, ttf []byte) (*face, error) {
	sf, err := sfnt.Parse(ttf)
	if err != nil {
		return nil, fmt.Errorf("pdfa: read font %s: %w", name, err)
	}
	return &face{name: name, res: res, ttf: ttf, sf: sf, more: map[rune]glyphInfo{}}, nil
}

func newFaces() (faces [faceCount]*face, err error) {
	for i, f := range [faceCount]struct {
		name string
		ttf  []byte
	}{
		{"LiberationSans", liberationsansregular.TTF},
		{"LiberationSans-Bold", liberationsansbold.TTF},
		{"LiberationMono", liberationmonoregular.TTF},
		{"DejaVuSans", dejavusans.TTF},
		{"DejaVuSansMono", dejavusansmono.TTF},
	} {
		if faces[i], err = newFace(f.name, fmt.Sprintf("F%d", i), f.ttf); err != nil {
			return faces, err
		}
	}
	return faces, nil
}

// info returns what the face knows of a character.
func (f *face) info(r rune) glyphInfo {
	if r < rune(len(f.known)) {
		if f.known[r].state == unknown {
			f.known[r] = f.load(r)
		}
		return f.known[r]
	}
	g, ok := f.more[r]
	if !ok {
		g = f.load(r)
		f.more[r] = g
	}
	return g
}

func (f *face) load(r rune) glyphInfo {
	gid, err := f.sf.GlyphIndex(&f.buf, r)
	if stand, ok := sameInk[r]; ok && (gid == 0 || r == '\u00AD') {
		gid, err = f.sf.GlyphIndex(&f.buf, stand)
	}
	if err != nil || gid == 0 {
		return glyphInfo{state: absent}
	}
	advance, err := f.sf.GlyphAdvance(&f.buf, gid, fixed.I(1000), font.HintingNone)
	if err != nil {
		return glyphInfo{state: absent}
	}
	return glyphInfo{gid: gid, advance: int16(advance.Round()), state: present}
}

// cid returns the character's number in the embedded font, allotting it at first use.
func (f *face) cid(r rune) uint16 {
	g := f.info(r)
	if g.cid != 0 {
		return g.cid
	}
	f.used = append(f.used, usedGlyph{r, g.gid, g.advance})
	g.cid = uint16(len(f.used))
	if r < rune(len(f.known)) {
		f.known[r] = g
	} else {
		f.more[r] = g
	}
	return g.cid
}

// pick returns the face that can show the character, or nil when none can.
// Scripts that need joining, reordering or a right-to-left line are refused although DejaVu has some of their letters:
// a word in the wrong order is worse than a mark that says that something is missing.
func (d *Document) pick(f Font, r rune) *face {
	if !unicode.IsGraphic(r) || needsShaping(r) { // fonts have "glyphs" for controls, which ToUnicode may not name
		return nil
	}
	if own := d.faces[f]; own.info(r).state == present {
		return own
	}
	other := d.faces[symbols]
	if f == Mono {
		other = d.faces[monoSymbols]
	}
	for _, candidate := range []*face{other, d.faces[symbols]} {
		if candidate.info(r).state == present {
			return candidate
		}
	}
	return nil
}

// shaped scripts lie between Hebrew and Khmer, and among the presentation forms.
func needsShaping(r rune) bool {
	if r < 0x590 {
		return false
	}
	if unicode.In(r, unicode.Devanagari, unicode.Bengali, unicode.Tamil, unicode.Thai, unicode.Lao, unicode.Khmer,
		unicode.Myanmar, unicode.Sinhala, unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Gujarati,
		unicode.Gurmukhi, unicode.Oriya, unicode.Tibetan) {
		return true
	}
	p, _ := bidi.LookupRune(r)
	switch p.Class() {
	case bidi.R, bidi.AL, bidi.AN:
		return true
	}
	return false
}
