package sheet

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

const (
	fontFamily   = "Arial" // explicit everywhere: without it bold headings fell back to a serif
	fontSize     = 10
	dateCode     = "dd.mm.yyyy"
	textFormat   = 49 // @
	paperA4      = 9
	defaultWidth = 12
	sideMargin   = 0.5 // inches, as the file format has it
	tailMargin   = 0.75
	edgeMargin   = 0.3
	maxPageText  = 200 // a header or footer holds 255 with its codes
)

// noDimension takes away the range that a new sheet claims, A1 alone: it is never
// brought up to date, and readers that believe it (openpyxl when it streams) see
// one cell of a long list.
const noDimension = ""

// looks are the cell styles of a workbook.
type looks struct {
	title, line, heading, text, wrapped, date, plain int
}

func newLooks(f *excelize.File) (looks, error) {
	font := func(bold bool, size float64) *excelize.Font {
		return &excelize.Font{Family: fontFamily, Size: size, Bold: bold, Color: "000000"}
	}
	top := &excelize.Alignment{Vertical: "top"}
	wrap := &excelize.Alignment{Vertical: "top", WrapText: true}
	left := &excelize.Alignment{Vertical: "top", Horizontal: "left"}
	code := dateCode
	var l looks
	for _, s := range []struct {
		id    *int
		style excelize.Style
	}{
		{&l.title, excelize.Style{Font: font(true, 14), NumFmt: textFormat}},
		{&l.line, excelize.Style{Font: font(false, fontSize), NumFmt: textFormat}},
		{&l.heading, excelize.Style{Font: font(true, fontSize), NumFmt: textFormat, Alignment: wrap,
			Fill:       excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7E6E6"}},
			Border:     []excelize.Border{{Type: "bottom", Style: 2, Color: "000000"}},
			Protection: &excelize.Protection{Locked: true}}},
		{&l.text, excelize.Style{Font: font(false, fontSize), NumFmt: textFormat, Alignment: top}},
		{&l.wrapped, excelize.Style{Font: font(false, fontSize), NumFmt: textFormat, Alignment: wrap}},
		{&l.date, excelize.Style{Font: font(false, fontSize), CustomNumFmt: &code, Alignment: left}},
		{&l.plain, excelize.Style{Font: font(false, fontSize), Alignment: left}}, // a number at the right runs into the date beside it
	} {
		var err error
		if *s.id, err = f.NewStyle(&s.style); err != nil {
			return looks{}, err
		}
	}
	return l, nil
}

// begin sets what must stand before the rows, in the order that the stream
// writer demands, and writes the lines and headings.
func (s *Writer) begin() error {
	s.heading = len(s.layout.Lines) + 1
	if len(s.layout.Lines) > 0 {
		s.heading++
	}
	if err := s.setPage(); err != nil {
		return err
	}
	var err error
	if s.stream, err = s.book.file.NewStreamWriter(s.layout.Name); err != nil {
		return err
	}
	if err := s.setScreen(); err != nil {
		return err
	}
	return s.writeHead()
}

func (s *Writer) setPage() error {
	f, name := s.book.file, s.layout.Name
	size, high, wide, fit := paperA4, 0, 1, true
	orientation := "landscape"
	if s.layout.Portrait {
		orientation = "portrait"
	}
	side, tail, edge := sideMargin, tailMargin, edgeMargin
	header, footer := pageText("&L", s.layout.Header), pageText("&L", s.layout.Footer.Left)
	if s.layout.Footer.Page != "" {
		footer += "&R" + pageText("", s.layout.Footer.Page) + " &P " + pageText("", s.layout.Footer.Of) + " &N"
	}
	if len(header) > maxPageText || len(footer) > maxPageText {
		return &Error{Trouble: Misuse, Part: name}
	}
	for _, step := range []func() error{
		func() error {
			return f.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &size, Orientation: &orientation, FitToHeight: &high, FitToWidth: &wide})
		},
		func() error { return f.SetSheetDimension(name, noDimension) },
		func() error { return f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}) },
		func() error {
			return f.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &tail, Bottom: &tail, Header: &edge, Footer: &edge})
		},
		func() error {
			return f.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddHeader: header, OddFooter: footer})
		},
		func() error {
			return f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: name,
				RefersTo: fmt.Sprintf("%s!$%d:$%d", quoted(name), s.heading, s.heading)})
		},
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// pageText keeps the text of a header from being read as codes.
func pageText(place, text string) string {
	if text == "" {
		return ""
	}
	return place + strings.ReplaceAll(text, "&", "&&")
}

// quoted writes a sheet name as formulas need it.
func quoted(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

func (s *Writer) setScreen() error {
	err := s.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: s.heading,
		TopLeftCell: fmt.Sprintf("A%d", s.heading+1), ActivePane: "bottomLeft"})
	// Backwards, because each column is put before those already set, and
	// columns out of order make Excel offer a repair.
	for i := len(s.layout.Columns) - 1; i >= 0 && err == nil; i-- {
		c := s.layout.Columns[i]
		width := c.Width
		if width <= 0 {
			width = defaultWidth
		}
		if err = s.stream.SetColWidth(i+1, i+1, width); err == nil && s.layout.InputRows > 0 {
			err = s.stream.SetColStyle(i+1, i+1, s.columnLook(c))
		}
	}
	return err
}

// columnLook is the style of the cells that people will fill in.
func (s *Writer) columnLook(c Column) int {
	switch {
	case c.Kind == Date:
		return s.book.looks.date
	case c.Kind == Number:
		return s.book.looks.plain
	case c.Wrap:
		return s.book.looks.wrapped
	}
	return s.book.looks.text
}

func (s *Writer) writeHead() error {
	for _, line := range s.layout.Lines {
		if !Writable(line.Text) {
			return &Error{Trouble: Unwritable, Part: s.layout.Name, Row: s.row + 1}
		}
		look := s.book.looks.line
		if line.Bold {
			look = s.book.looks.title
		}
		if err := s.put([]any{excelize.Cell{Value: line.Text, StyleID: look}}, 0); err != nil {
			return err
		}
	}
	s.row = s.heading - 1
	headings := make([]any, len(s.layout.Columns))
	for i, c := range s.layout.Columns {
		if !Writable(c.Heading) {
			return &Error{Trouble: Unwritable, Part: s.layout.Name, Row: s.heading, Column: i + 1}
		}
		headings[i] = excelize.Cell{Value: c.Heading, StyleID: s.book.looks.heading}
	}
	return s.put(headings, 0)
}

// end adds filter, drop-downs and prompts. All of it comes before Flush: what is
// set after that is silently left out of the sheet.
func (s *Writer) end() error {
	if !s.layout.NoFilter {
		last := fmt.Sprintf("%s%d", ColumnName(len(s.layout.Columns)-1), s.row)
		if err := s.book.file.AutoFilter(s.layout.Name, fmt.Sprintf("A%d:%s", s.heading, last), nil); err != nil {
			return err
		}
	}
	for i, c := range s.layout.Columns {
		if s.layout.InputRows == 0 || len(c.Choices) == 0 && c.Prompt == "" {
			continue
		}
		if err := s.addHelp(i, c); err != nil {
			return err
		}
	}
	return s.stream.Flush()
}
