package render

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
	reading "github.com/arkivdepot/arkivdepot/pipeline/formats/words"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// AnnexRevision is raised when the same workbook may get another annex.
const AnnexRevision = 1

// Behind is what stands in a workbook and not on the pages of its rendition.
type Behind struct {
	Notes []reading.CellNote // comments on cells, of which no page shows any
	Cut   []reading.CellText // texts of which the pages show a part, because the cell is too small
}

// Annex writes pages with what a workbook's rendition does not show. They go on behind the end of the rendition; w gets only what is to stand there. Its
// error is pdfa.ErrGround where the rendition has a shape behind which nothing can be written; then, and with any other error, what was written must be
// thrown away. Glyphs are the characters that no font of ours shows.
func Annex(ctx context.Context, w io.Writer, onto pdfa.Ground, b Behind, o Options) (glyphs int, err error) {
	say := text.Parse(string(o.Lang))
	doc, err := pdfa.Append(w, onto, pdfa.Options{Title: say.Say("render.notes"), Lang: langTag(say), Created: o.Created})
	if err != nil {
		return 0, err
	}
	place := []pdfa.Column{{Title: say.Say("render.sheet"), Width: 35}, {Title: say.Say("render.cell"), Width: 20}}
	if len(b.Notes) > 0 {
		table := annexed(doc, say, "notes", append(place[:2:2], pdfa.Column{Title: say.Say("render.author"), Width: 35}, pdfa.Column{Title: say.Say("render.note")}))
		for _, n := range b.Notes {
			table.Row(oneLine(n.Sheet), oneLine(n.Cell), oneLine(n.Author), strings.TrimSpace(lines(n.Text)))
		}
		table.End()
	}
	if len(b.Cut) > 0 {
		table := annexed(doc, say, "cut", append(place[:2:2], pdfa.Column{Title: say.Say("render.text")}))
		for _, c := range b.Cut {
			table.Row(oneLine(c.Sheet), oneLine(c.Cell), strings.TrimSpace(lines(c.Text)))
		}
		table.End()
	}
	if err := errors.Join(ctx.Err(), doc.Close()); err != nil {
		return 0, err
	}
	for _, m := range doc.Missing() {
		glyphs += m.Count
	}
	return glyphs, nil
}

// annexed begins a part of the annex.
func annexed(doc *pdfa.Document, say text.Lang, part string, columns []pdfa.Column) *pdfa.Rows {
	doc.Heading(1, say.Say("render."+part))
	doc.Paragraph(say.Say("render." + part + "_why"))
	return doc.Table(pdfa.Table{SplitCells: true, Columns: columns})
}

// langTag is a language as documents say it.
func langTag(say text.Lang) string {
	switch say {
	case text.Nynorsk:
		return "nn-NO"
	case text.English:
		return "en"
	}
	return "nb-NO"
}
