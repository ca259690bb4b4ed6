package sheet

import "io"

// Template is a workbook for people to fill in.
type Template struct {
	Properties Properties
	Sheets     []TemplateSheet
}

// TemplateSheet is one sheet of a template. One with Layout.InputRows is for
// input: its columns have their formats to the very end, its drop-downs and
// prompts for that many rows. One without is for reading: the sheet that explains
// the columns. Both may come with rows.
type TemplateSheet struct {
	Layout Layout
	Rows   [][]Cell
}

// WriteTo writes the template.
func (t Template) WriteTo(out io.Writer) (n int64, err error) {
	book, err := NewWorkbook(t.Properties)
	if err != nil {
		return 0, err
	}
	defer func() {
		if closing := book.Close(); err == nil && closing != nil {
			err = &Error{Trouble: Unwritable, Err: closing}
		}
	}()
	for _, s := range t.Sheets {
		w, err := book.Sheet(s.Layout)
		if err != nil {
			return 0, err
		}
		for _, row := range s.Rows {
			if err := w.Write(row); err != nil {
				return 0, err
			}
		}
	}
	return book.WriteTo(out)
}
