package pdfa_test

import (
	"bytes"
	"errors"
	"image"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
)

func TestOptionsThatCannotBe(t *testing.T) {
	for want, change := range map[string]func(*pdfa.Options){
		"pdfa: Options.Title is empty: PDF/UA asks for a title":                      func(o *pdfa.Options) { o.Title = " " },
		"pdfa: Options.Title holds the control character U+0007":                     func(o *pdfa.Options) { o.Title = "a\a" },
		"pdfa: Options.Author is not UTF-8":                                          func(o *pdfa.Options) { o.Author = "\xff" },
		"pdfa: Options.Subject begins or ends with a space":                          func(o *pdfa.Options) { o.Subject = "a " },
		`pdfa: Options.Lang: "norsk" is not a language tag like nb-NO`:               func(o *pdfa.Options) { o.Lang = "norsk" },
		`pdfa: Options.Lang: "" is not a language tag like nb-NO`:                    func(o *pdfa.Options) { o.Lang = "" },
		"pdfa: Options.Created is not set: the document has no other clock":          func(o *pdfa.Options) { o.Created = time.Time{} },
		"pdfa: Options.Created has a zone with seconds, which a PDF date cannot say": func(o *pdfa.Options) { o.Created = created.In(time.FixedZone("", 61)) },
		"pdfa: a page of 5 × 5 mm: both must be 10 to 5000":                          func(o *pdfa.Options) { o.Page = pdfa.PageSize{W: 5, H: 5} },
		"pdfa: a page of NaN × 5 mm: both must be 10 to 5000":                        func(o *pdfa.Options) { o.Page = pdfa.PageSize{W: math.NaN(), H: 5} },
		"pdfa: the margins leave less than 20 mm of the page":                        func(o *pdfa.Options) { o.Margins.Left = 195 },
		"pdfa: Options.Margins must be 0 mm or more":                                 func(o *pdfa.Options) { o.Margins.Left = -1 },
		"pdfa: text of 1 points: must be 2 to 400":                                   func(o *pdfa.Options) { o.Size = 1 },
		"pdfa: no such flavour: 7":                                                   func(o *pdfa.Options) { o.Flavour = 7 },
	} {
		o := options(pdfa.A2aUA1)
		change(&o)
		_, err := pdfa.New(&bytes.Buffer{}, o)
		require.EqualError(t, err, want)
	}
}

func TestBlocksThatCannotBe(t *testing.T) {
	table := func(columns ...pdfa.Column) func(*pdfa.Document) {
		return func(d *pdfa.Document) { d.Table(pdfa.Table{Columns: columns}) }
	}
	sheet := func(use func(*pdfa.Sheet)) func(*pdfa.Document) {
		return func(d *pdfa.Document) { use(d.Sheet(pdfa.A4())) }
	}
	figure := func(f pdfa.Figure) func(*pdfa.Document) {
		return func(d *pdfa.Document) { d.Figure(f, pdfa.Left) }
	}
	nothing := func(*pdfa.Drawing) {}
	for want, fill := range map[string]func(*pdfa.Document){
		"a heading of level 2 after level 0: PDF/UA allows no gap":   func(d *pdfa.Document) { d.Heading(2, "a") },
		"a heading of level 4: there are 1, 2 and 3":                 func(d *pdfa.Document) { d.Heading(4, "a") },
		"an empty heading of level 1":                                func(d *pdfa.Document) { d.Heading(1, "\n") },
		"a table without columns":                                    table(),
		"the columns are 20.0 mm wider than the text area":           table(pdfa.Column{Width: 100}, pdfa.Column{Width: 100}),
		`column "a" is 3.0 mm wide, too narrow for text of 9 points`: table(pdfa.Column{Title: "a", Width: 3}),
		`column "a" is 0.0 mm wide, too narrow for text of 9 points`: table(pdfa.Column{Width: 180}, pdfa.Column{Title: "a"}),
		`column "a" is NaN mm wide`:                                  table(pdfa.Column{Title: "a", Width: math.NaN()}),
		"row 1 has 2 cells, the table has 1 columns": func(d *pdfa.Document) {
			d.Table(pdfa.Table{Columns: []pdfa.Column{{Title: "a"}}}).Row("a", "b")
		},
		"Heading before the table's End": func(d *pdfa.Document) { table(pdfa.Column{})(d); d.Heading(1, "a") },
		"a row after the table's End": func(d *pdfa.Document) {
			r := d.Table(pdfa.Table{Columns: []pdfa.Column{{Title: "a"}}})
			r.End()
			r.Row("a")
		},
		`row 1, column 1: "x" is not a language tag like nb-NO`: func(d *pdfa.Document) {
			d.Table(pdfa.Table{Columns: []pdfa.Column{{Title: "a"}}}).RowOf(pdfa.Cell{Text: "a", Lang: "x"})
		},
		"an indent of 200 mm leaves no room for text":                 func(d *pdfa.Document) { d.Text(pdfa.Style{Indent: 200}, pdfa.Run{Text: "a"}) },
		`a link with scheme "file": http, https and mailto are known`: func(d *pdfa.Document) { d.Text(pdfa.Style{}, pdfa.Run{Text: "a", Link: "file:///a"}) },
		"a link that is not an address in ASCII":                      func(d *pdfa.Document) { d.Text(pdfa.Style{}, pdfa.Run{Text: "a", Link: "https://å.no"}) },
		"no such font: 9":                                             func(d *pdfa.Document) { d.Text(pdfa.Style{}, pdfa.Run{Text: "a", Font: 9}) },
		"a block is higher than a page and may not be split":          func(d *pdfa.Document) { d.Text(pdfa.Style{Keep: true}, pdfa.Run{Text: strings.Repeat("a\n", 99)}) },
		"a figure without alternative text":                           figure(pdfa.Figure{W: 1, H: 1, Draw: nothing}),
		"a figure without Draw":                                       figure(pdfa.Figure{Alt: "a", W: 1, H: 1}),
		"a figure of 0 × 1 mm":                                        figure(pdfa.Figure{Alt: "a", H: 1, Draw: nothing}),
		"a figure 300 mm wide, the text area has 180.0 mm":            figure(pdfa.Figure{Alt: "a", W: 300, H: 1, Draw: nothing}),
		"10 × 10 mm at 205, 0 mm is not inside 210 × 297 mm":          sheet(func(s *pdfa.Sheet) { s.Text(pdfa.TextBox{Rect: pdfa.Rect{X: 205, W: 10, H: 10}, Text: "a"}) }),
		"5 × 5 mm at NaN, 0 mm is not inside 210 × 297 mm":            sheet(func(s *pdfa.Sheet) { s.Area(pdfa.Rect{X: math.NaN(), W: 5, H: 5}, nil) }),
		"Text on a sheet that has been left":                          sheet2(func(s *pdfa.Sheet) { s.Text(pdfa.TextBox{Text: "a"}) }),
		"Area without content":                                        sheet(func(s *pdfa.Sheet) { s.Area(pdfa.Rect{W: 5, H: 5}, nil) }),
		"a box 0.0 mm wide is too narrow for a letter of 10 points":   sheet(func(s *pdfa.Sheet) { s.Text(pdfa.TextBox{Text: "a"}) }),
		"a space of -1 mm":                                            func(d *pdfa.Document) { d.Space(-1) },
		"Text within a drawing": func(d *pdfa.Document) {
			d.Figure(pdfa.Figure{Alt: "a", W: 1, H: 1, Draw: func(*pdfa.Drawing) { d.Paragraph("a") }}, pdfa.Left)
		},
		"Decorate without a drawing":                sheet(func(s *pdfa.Sheet) { s.Decorate(nil) }),
		"gray of 2: must be 0 to 1":                 sheet(func(s *pdfa.Sheet) { s.Decorate(func(g *pdfa.Drawing) { g.Fill(pdfa.Rect{}, 2) }) }),
		"a line -1 mm wide":                         sheet(func(s *pdfa.Sheet) { s.Decorate(func(g *pdfa.Drawing) { g.Frame(pdfa.Rect{}, -1) }) }),
		"key values in 9 columns with keys of 0 mm": func(d *pdfa.Document) { d.KeyValues(pdfa.KeyValues{Columns: 9, Pairs: make([]pdfa.Pair, 1)}) },
		"no image": func(d *pdfa.Document) { d.Image(nil) },
		"an image of 0 × 0 pixels: must be at least one and at most 400000000 in all": func(d *pdfa.Document) { d.Image(&image.Gray{}) },
		"JPEG: no JPEG file":          func(d *pdfa.Document) { d.JPEG([]byte("GIF89a")) },
		"JPEG: the file is cut short": func(d *pdfa.Document) { d.JPEG(cmykJPEG()[:150]) },
	} {
		doc, err := pdfa.New(&bytes.Buffer{}, options(pdfa.A2aUA1))
		require.NoError(t, err)
		fill(doc)
		doc.Paragraph("mer") // does nothing after an error
		err = doc.Close()
		require.EqualError(t, err, "pdfa: "+want)
		require.Equal(t, err, doc.Err())
	}
}

func TestNoPages(t *testing.T) {
	doc, err := pdfa.New(&bytes.Buffer{}, options(pdfa.A2aUA1))
	require.NoError(t, err)
	require.EqualError(t, doc.Close(), "pdfa: the document is empty")
}

// sheet2 uses a sheet after another page has begun.
func sheet2(use func(*pdfa.Sheet)) func(*pdfa.Document) {
	return func(d *pdfa.Document) {
		s := d.Sheet(pdfa.A4())
		d.Sheet(pdfa.A4())
		use(s)
	}
}

func TestBarcodesThatCannotBe(t *testing.T) {
	_, err := pdfa.Code128("æ", "a", 0, 0)
	require.EqualError(t, err, "pdfa: code 128: the text is not printable ASCII, which is all that every scanner reads")
	_, err = pdfa.Code128("a", "a", 0.1, 0)
	require.EqualError(t, err, "pdfa: code 128: modules of 0.1 mm: must be 0.19 to 20")
	_, err = pdfa.QR("", "a", 0)
	require.EqualError(t, err, "pdfa: QR: there is nothing to encode")
	_, err = pdfa.QR("a", "a", math.NaN())
	require.Error(t, err)
}

func TestErrorsNeverRepeatText(t *testing.T) {
	const secret = "Ola Nordmann"
	for _, fill := range []func(*pdfa.Document){
		func(d *pdfa.Document) { d.Heading(3, secret) },
		func(d *pdfa.Document) { d.Text(pdfa.Style{}, pdfa.Run{Text: secret, Link: "x:" + secret}) },
		func(d *pdfa.Document) {
			d.Table(pdfa.Table{Columns: []pdfa.Column{{Title: "a"}}}).Row(strings.Repeat(secret+"\n", 200))
		},
		func(d *pdfa.Document) {
			d.Sheet(pdfa.A4()).Text(pdfa.TextBox{Rect: pdfa.Rect{W: 10, H: 1}, Text: secret})
		},
	} {
		doc, err := pdfa.New(&bytes.Buffer{}, options(pdfa.A2aUA1))
		require.NoError(t, err)
		fill(doc)
		require.Error(t, doc.Err())
		require.NotContains(t, doc.Err().Error(), secret)
	}
}

type fullDisk struct{ left int }

var errFull = errors.New("disk full")

func (f *fullDisk) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestAFullDiskIsTold(t *testing.T) {
	for _, left := range []int{0, 70_000} {
		doc, err := pdfa.New(&fullDisk{left}, options(pdfa.A1b))
		require.NoError(t, err)
		manyRows(5000)(doc)
		require.ErrorIs(t, doc.Close(), errFull)
	}
}

func TestAfterClose(t *testing.T) {
	doc, err := pdfa.New(&bytes.Buffer{}, options(pdfa.A2aUA1))
	require.NoError(t, err)
	doc.Paragraph("a")
	require.NoError(t, doc.Close())
	doc.Paragraph("b")
	require.EqualError(t, doc.Err(), "pdfa: Text after Close")
}
