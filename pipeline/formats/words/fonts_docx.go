package words

import (
	"path"
	"strings"
)

// fontsOfDocx reads the fonts of the runs that have text: their own, or that of the style of the run, of the paragraph, of paragraphs without a style, or
// the document's.
func fontsOfDocx(s Source, limits Limits) (fontSet, error) {
	c, main, err := openOOXML(s, limits)
	if err != nil {
		return nil, err
	}
	theme, err := c.themeOf(main)
	if err != nil {
		return nil, err
	}
	styles := &wordStyles{theme: theme, all: stylesByID{}}
	if err := c.walkNamed(path.Join(path.Dir(main), "styles.xml"), styles); err != nil {
		return nil, err
	}
	runs := &wordRuns{styles: styles, found: fontSet{}}
	for _, name := range c.docxText(main) {
		if path.Base(name) == "comments.xml" {
			continue
		}
		if err := c.walk(c.find(name), runs); err != nil {
			return nil, err
		}
	}
	return runs.found, nil
}

// wordStyle is what a style says of fonts.
type wordStyle struct{ font, on string }

// wordStyles are the styles of a document.
type wordStyles struct {
	theme     *theme
	all       stylesByID
	now       *wordStyle
	usual     string // the style of paragraphs that name none
	otherwise string // the document's font
	defaults  bool
}

func (w *wordStyles) start(e element) error {
	switch e.name {
	case "docDefaults":
		w.defaults = true
	case "style":
		w.now = &wordStyle{}
		w.all[e.attr["styleId"]] = w.now
		if e.attr["type"] == "paragraph" && isTrue(e.attr["default"]) {
			w.usual = e.attr["styleId"]
		}
	case "basedOn":
		if w.now != nil {
			w.now.on = e.attr["val"]
		}
	case "rFonts":
		font := w.font(e)
		switch {
		case w.now != nil:
			w.now.font = font
		case w.defaults:
			w.otherwise = font
		}
	}
	return nil
}
func (*wordStyles) text(string) {}
func (w *wordStyles) end(name string) {
	switch name {
	case "docDefaults":
		w.defaults = false
	case "style":
		w.now = nil
	}
}

// font is the font that an rFonts element asks for. A theme's goes before a name (ECMA-376 part 1, 17.3.2.26).
func (w *wordStyles) font(e element) string {
	for _, key := range []string{"asciiTheme", "hAnsiTheme"} {
		if font := w.theme.of(e.attr[key]); font != "" {
			return font
		}
	}
	if e.attr["ascii"] != "" {
		return e.attr["ascii"]
	}
	return e.attr["hAnsi"]
}

// stylesByID is styles by what texts call them.
type stylesByID map[string]*wordStyle

// of is the font of a style, or of one that it rests on.
func (all stylesByID) of(id string) string {
	for range 20 { // styles that rest on each other end
		style := all[id]
		if style == nil {
			return ""
		}
		if style.font != "" {
			return style.font
		}
		id = style.on
	}
	return ""
}

// wordRuns are the runs of a part.
type wordRuns struct {
	styles                 *wordStyles
	found                  fontSet
	paragraph, run, direct string
	inRun, inText          bool
}

func (w *wordRuns) start(e element) error {
	switch e.name {
	case "p":
		w.paragraph = ""
	case "pStyle":
		w.paragraph = e.attr["val"]
	case "r":
		w.inRun, w.run, w.direct = true, "", ""
	case "rStyle":
		w.run = e.attr["val"]
	case "rFonts":
		if w.inRun {
			w.direct = w.styles.font(e)
		}
	case "t":
		w.inText = true
	}
	return nil
}

func (w *wordRuns) text(s string) {
	if !w.inText || strings.TrimSpace(s) == "" {
		return
	}
	paragraph := w.paragraph
	if paragraph == "" {
		paragraph = w.styles.usual
	}
	for _, font := range []string{w.direct, w.styles.all.of(w.run), w.styles.all.of(paragraph), w.styles.otherwise} {
		if font != "" {
			w.found[fontName(font)] = true
			return
		}
	}
}

func (w *wordRuns) end(name string) {
	switch name {
	case "r":
		w.inRun = false
	case "t":
		w.inText = false
	}
}
