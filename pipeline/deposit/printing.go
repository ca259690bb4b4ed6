package deposit

import "slices"

// A label of the archive trade is 17.5 cm high and 8 cm wide (domain §3.5); in millimetres.
const (
	LabelWidth  = 80
	LabelHeight = 175
)

// Printing is what a depot's profile asks of paper.
type Printing struct {
	Archival string     // pdf: "a-2a" (PDF/A-2a that is PDF/UA-1 too) or "a-1b"; empty is a-2a
	BoxLists bool       // a list of what stands in it for the front of each box (domain §3.2)
	Labels   []string   // which of LabelKinds are made; empty is all
	Years    string     // of LabelYears in a range of birth dates; empty follows the order of the boxes (domain §1.7 nr 8)
	Sheet    LabelSheet // how labels stand on a sheet; the zero value is DefaultLabelSheet
}

// LabelSheet is where labels stand on a sheet of paper; lengths are millimetres, counted from the upper left corner.
type LabelSheet struct {
	Width, Height float64
	Columns, Rows int
	Left, Top     float64 // of the first label
	GapX, GapY    float64 // between labels
	Frame         bool    // a thin line around each label, to cut along; off for sheets that are cut already
}

// What can be made of a box plan: a page a label, sheets of labels, or a sheet to write by from where the depot wants nothing glued to its boxes.
const (
	LabelPages  = "etiketter"
	LabelSheets = "a4"
	PencilSheet = "blyantark"
)

// LabelKinds is all that can be made.
func LabelKinds() []string { return []string{LabelPages, LabelSheets, PencilSheet} }

// LabelYears are the names of the three ways to write the year in a range of birth dates: not at all, once for a box of one cohort, always.
func LabelYears() []string { return []string{"ingen", "kull", "full"} }

// Archivals are the two kinds of PDF/A that a depot may ask for.
func Archivals() []string { return []string{"a-2a", "a-1b"} }

// DefaultLabelSheet is three labels beside each other on A4 across, to be cut out.
func DefaultLabelSheet() LabelSheet {
	return LabelSheet{Width: 297, Height: 210, Columns: 3, Rows: 1, Left: 23.5, Top: 17.5, GapX: 5, Frame: true}
}

// Makes tells whether a kind of label output is asked for.
func (p Printing) Makes(kind string) bool {
	return len(p.Labels) == 0 || slices.Contains(p.Labels, kind)
}

// Grid is the sheet of labels.
func (p Printing) Grid() LabelSheet {
	if p.Sheet == (LabelSheet{}) {
		return DefaultLabelSheet()
	}
	return p.Sheet
}

// Labels is how many labels a sheet holds.
func (s LabelSheet) Labels() int { return s.Columns * s.Rows }

// Place is the upper left corner of label i of a sheet, row by row.
func (s LabelSheet) Place(i int) (x, y float64) {
	return s.Left + float64(i%s.Columns)*(LabelWidth+s.GapX), s.Top + float64(i/s.Columns)*(LabelHeight+s.GapY)
}

// Fits tells whether all labels lie on the paper and beside each other.
func (s LabelSheet) Fits() bool {
	if s.Labels() < 1 || min(s.Left, s.Top, s.GapX, s.GapY) < 0 {
		return false
	}
	x, y := s.Place(s.Labels() - 1)
	return x+LabelWidth <= s.Width && y+LabelHeight <= s.Height
}
