package words

import (
	"path"
	"strconv"
	"strings"
)

// fontsOfXlsx reads the fonts of the cells that have something in them.
func fontsOfXlsx(s Source, limits Limits) (fontSet, error) {
	c, main, err := openOOXML(s, limits)
	if err != nil {
		return nil, err
	}
	relations, err := c.relations(main)
	if err != nil {
		return nil, err
	}
	used, styles := &cellStyles{used: map[int]bool{}}, &bookStyles{}
	for _, r := range relations {
		switch r.kind {
		case "worksheet":
			err = c.walkNamed(r.target, used)
		case "styles":
			err = c.walkNamed(r.target, styles)
		}
		if err != nil {
			return nil, err
		}
	}
	found := fontSet{}
	for n := range used.used {
		if n < len(styles.cells) && styles.cells[n] < len(styles.fonts) {
			found[fontName(styles.fonts[styles.cells[n]])] = true
		}
	}
	return found, nil
}

// cellStyles are the numbers of the styles of cells with a value.
type cellStyles struct {
	used map[int]bool
	now  int
}

func (v *cellStyles) start(e element) error {
	switch e.name {
	case "c":
		n, err := strconv.Atoi(e.attr["s"])
		if v.now = n; err != nil || n < 0 {
			v.now = 0
		}
	case "v", "is":
		v.used[v.now] = true
	}
	return nil
}
func (*cellStyles) text(string) {}
func (*cellStyles) end(string)  {}

// bookStyles are the fonts of a workbook, and which of them the cells' styles have.
type bookStyles struct {
	fonts []string
	cells []int
	in    string
}

func (v *bookStyles) start(e element) error {
	switch e.name {
	case "fonts", "cellXfs":
		v.in = e.name
	case "font":
		if v.in == "fonts" {
			v.fonts = append(v.fonts, "")
		}
	case "name":
		if v.in == "fonts" && len(v.fonts) > 0 {
			v.fonts[len(v.fonts)-1] = e.attr["val"]
		}
	case "xf":
		if v.in == "cellXfs" {
			n, err := strconv.Atoi(e.attr["fontId"])
			if err != nil || n < 0 {
				n = 0
			}
			v.cells = append(v.cells, n)
		}
	}
	return nil
}
func (*bookStyles) text(string) {}
func (v *bookStyles) end(name string) {
	if name == v.in {
		v.in = ""
	}
}

// fontsOfPptx reads the fonts of the runs that have text: their own, or the theme's, of which titles have one and the rest another.
func fontsOfPptx(s Source, limits Limits) (fontSet, error) {
	c, main, err := openOOXML(s, limits)
	if err != nil {
		return nil, err
	}
	theme, err := c.themeOf(main)
	if err != nil {
		return nil, err
	}
	runs := &slideRuns{theme: theme, found: fontSet{}}
	for _, part := range c.parts {
		if ok, _ := path.Match(path.Join(path.Dir(main), "slides", "*.xml"), part.Name); !ok {
			continue
		}
		if err := c.walk(part, runs); err != nil {
			return nil, err
		}
	}
	return runs.found, nil
}

// slideRuns are the runs of a slide.
type slideRuns struct {
	theme  *theme
	found  fontSet
	direct string
	inRun  bool
	inText bool
	title  bool
}

func (v *slideRuns) start(e element) error {
	switch e.name {
	case "sp", "graphicFrame":
		v.title = false
	case "ph":
		v.title = strings.HasSuffix(strings.ToLower(e.attr["type"]), "title") && e.attr["type"] != "subTitle"
	case "r":
		v.inRun, v.direct = true, ""
	case "latin":
		if v.inRun {
			v.direct = e.attr["typeface"]
		}
	case "t":
		v.inText = true
	}
	return nil
}

func (v *slideRuns) text(s string) {
	if !v.inText || !v.inRun || strings.TrimSpace(s) == "" {
		return
	}
	font := v.direct
	switch {
	case strings.HasPrefix(font, "+"):
		font = v.theme.of(font)
	case font == "" && v.title:
		font = v.theme.major
	case font == "":
		font = v.theme.minor
	}
	v.found[fontName(font)] = true
}

func (v *slideRuns) end(name string) {
	switch name {
	case "r":
		v.inRun = false
	case "t":
		v.inText = false
	}
}
