package words

import "strings"

// fontsOfODF reads the fonts of the styles that text stands in: their own, or those of the styles they rest on, or the usual one.
func fontsOfODF(s Source, limits Limits) (fontSet, error) {
	c, _, err := openODF(s, limits)
	if err != nil {
		return nil, err
	}
	v := &odfFonts{faces: map[string]string{}, styles: stylesByID{}, found: fontSet{}}
	for _, name := range []string{"styles.xml", "content.xml"} {
		v.body, v.open = 0, nil
		if err := c.walkNamed(name, v); err != nil {
			return nil, err
		}
	}
	return v.found, nil
}

// odfFonts are the styles of an OpenDocument file, and the fonts of its text.
type odfFonts struct {
	faces  map[string]string // families by the names that styles call them
	styles stylesByID
	usual  string // the font of text whose style says nothing
	now    *wordStyle
	common bool // the style that all others of its family rest on
	body   int  // elements deep in the document
	open   []string
	found  fontSet
}

func (v *odfFonts) start(e element) error {
	if v.body > 0 {
		v.body++
		v.open = append(v.open, e.attr["style-name"])
		return nil
	}
	switch e.name {
	case "body":
		v.body = 1
	case "font-face":
		v.faces[e.attr["name"]] = e.attr["font-family"]
	case "style", "default-style":
		v.now, v.common = &wordStyle{on: e.attr["parent-style-name"]}, e.name == "default-style"
		if !v.common {
			v.styles[e.attr["name"]] = v.now
		}
	case "text-properties":
		v.properties(e)
	}
	return nil
}

func (v *odfFonts) properties(e element) {
	font := e.attr["font-name"]
	if family := v.faces[font]; family != "" {
		font = family
	}
	if font == "" {
		font = e.attr["font-family"]
	}
	switch {
	case v.now == nil || font == "":
	case v.common && v.usual == "":
		v.usual = font
	case !v.common:
		v.now.font = font
	}
}

// text notes the font of the innermost element whose style says one.
func (v *odfFonts) text(s string) {
	if v.body == 0 || strings.TrimSpace(s) == "" {
		return
	}
	for i := len(v.open) - 1; i >= 0; i-- {
		if font := v.styles.of(v.open[i]); font != "" {
			v.found[fontName(font)] = true
			return
		}
	}
	v.found[fontName(v.usual)] = true
}

func (v *odfFonts) end(string) {
	if v.body > 0 {
		if v.body--; len(v.open) > 0 {
			v.open = v.open[:len(v.open)-1]
		}
		return
	}
}
