package pdfa

import (
	"crypto/sha256"
	"fmt"

	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
)

// Fonts as Type 0 with a CIDFontType2 descendant, Identity-H, CID = glyph (ISO 32000-1, 9.7.4; ISO 19005-2, 6.2.11).

// bfchar sections hold at most 100 entries (Adobe Technical Note 5014).
const mapSection = 100

// fontDictionary is shared by all pages and may name fonts that a page does not use.
func (d *Document) fontDictionary() []byte {
	b := []byte("<<")
	for _, f := range d.faces {
		if f.ref != 0 {
			b = appendRef(append(append(append(b, '/'), f.res...), ' '), f.ref)
		}
	}
	return append(b, ">>"...)
}

// embedFonts writes every face that has been used.
func (d *Document) embedFonts() error {
	for _, f := range d.faces {
		if len(f.used) == 0 {
			continue
		}
		f.ref = d.out.alloc()
		if err := d.embed(f); err != nil {
			return err
		}
	}
	return nil
}

func (d *Document) embed(f *face) error {
	glyphs := make([]uint16, len(f.used))
	for i, u := range f.used {
		glyphs[i] = uint16(u.gid)
	}
	program, count, err := subset(f.ttf, glyphs)
	if err != nil {
		return fmt.Errorf("subset %s: %w", f.name, err)
	}
	name := subsetName(f, program)
	descendant, unicode, descriptor, file := d.out.alloc(), d.out.alloc(), d.out.alloc(), d.out.alloc()

	b := append([]byte("<</Type/Font/Subtype/Type0/BaseFont/"), name...)
	b = appendRef(append(b, "/Encoding/Identity-H/DescendantFonts["...), descendant)
	b = appendRef(append(b, "]/ToUnicode "...), unicode)
	d.out.put(f.ref, append(b, ">>"...))

	b = append([]byte("<</Type/Font/Subtype/CIDFontType2/BaseFont/"), name...)
	b = append(b, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000/W[1["...)
	for i, u := range f.used {
		if i > 0 {
			b = append(b, ' ')
		}
		b = appendInt(b, int(u.advance))
	}
	b = appendRef(append(b, "]]/CIDToGIDMap/Identity/FontDescriptor "...), descriptor)
	d.out.put(descendant, append(b, ">>"...))

	d.out.deflated(unicode, "", toUnicode(f))
	d.out.deflated(file, fmt.Sprintf("/Length1 %d", len(program)), program)
	return d.describeFont(f, descriptorRefs{descriptor, file, name, count})
}

type descriptorRefs struct {
	descriptor, file ref
	name             string
	glyphs           int
}

func (d *Document) describeFont(f *face, r descriptorRefs) error {
	m, err := f.sf.Metrics(&f.buf, fixed.I(1000), font.HintingNone)
	if err != nil {
		return fmt.Errorf("measure %s: %w", f.name, err)
	}
	box, err := f.sf.Bounds(&f.buf, fixed.I(1000), font.HintingNone)
	if err != nil {
		return fmt.Errorf("measure %s: %w", f.name, err)
	}
	flags := 4 // symbolic: the encoding is the font's own (ISO 32000-1, table 123)
	if f == d.faces[Mono] || f == d.faces[monoSymbols] {
		flags |= 1
	}
	b := append([]byte("<</Type/FontDescriptor/FontName/"), r.name...)
	b = fmt.Appendf(b, "/Flags %d/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV 80/FontFile2 ",
		flags, box.Min.X.Round(), -box.Max.Y.Round(), box.Max.X.Round(), -box.Min.Y.Round(),
		m.Ascent.Round(), -m.Descent.Round(), m.CapHeight.Round())
	b = appendRef(b, r.file)
	if d.opt.Flavour == A1b {
		set := d.out.alloc()
		d.out.deflated(set, "", cidSet(r.glyphs))
		b = appendRef(append(b, "/CIDSet "...), set)
	}
	d.out.put(r.descriptor, append(b, ">>"...))
	return nil
}

// cidSet has a bit for every glyph of the program (ISO 19005-1, 6.3.5).
func cidSet(glyphs int) []byte {
	set := make([]byte, (glyphs+7)/8)
	for g := range glyphs {
		set[g/8] |= 0x80 >> (g % 8)
	}
	return set
}

// subsetName is six letters out of the program and the font's name (ISO 32000-1, 9.6.4).
func subsetName(f *face, program []byte) string {
	sum := sha256.Sum256(program)
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag) + "+" + f.name
}

// toUnicode tells which character each CID stands for (ISO 32000-1, 9.10.3).
func toUnicode(f *face) []byte {
	b := []byte("/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n" +
		"/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n")
	for from := 0; from < len(f.used); from += mapSection {
		part := f.used[from:min(from+mapSection, len(f.used))]
		b = append(appendInt(b, len(part)), " beginbfchar\n"...)
		for i, u := range part {
			b = append(appendHex16(append(b, '<'), uint16(from+i+1)), "><"...)
			b = append(appendUTF16(b, u.r), ">\n"...)
		}
		b = append(b, "endbfchar\n"...)
	}
	return append(b, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n"...)
}
