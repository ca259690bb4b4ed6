package workshop

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/edge/render"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/soffice"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfsteady"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/words"
)

// reread has LibreOffice write workbooks of the old format as OpenDocument and reads those: nobody else here reads the old ones. One that does not come out
// stays unread.
func (p *place) reread(ctx context.Context, family soffice.Family, all []*work) error {
	as, puid, ok := family.Reread()
	if !ok {
		return nil
	}
	var documents []soffice.Document
	var at []*work
	for _, w := range all {
		if w.trouble == "" {
			documents, at = append(documents, soffice.Document{Path: w.source, Size: w.job.Size}), append(at, w)
		}
	}
	results, err := p.office.Convert(ctx, as, documents)
	if err != nil {
		return toolError(libreOffice, err)
	}
	for i, r := range results {
		if r.Trouble != "" {
			continue
		}
		err := opened(r.Path, func(f *os.File, size int64) (err error) {
			at[i].text, at[i].noText, err = p.reader.Printed(ctx, puid, words.Source{R: f, Size: size})
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// annex puts pages behind the renditions of workbooks, with what stands on none of their pages: comments on cells, and text that is too long for its cell, of
// which LibreOffice prints what fits.
func (p *place) annex(ctx context.Context, all []*work) error {
	for _, w := range all {
		if w.trouble != "" || len(w.text.CellNotes)+len(w.text.Cells) == 0 {
			continue
		}
		behind := render.Behind{Notes: w.text.CellNotes}
		err := opened(w.done, func(f *os.File, size int64) error {
			pages, reason, err := p.reader.Of(ctx, puidOfPDF, words.Source{R: f, Size: size})
			if reason == "" {
				behind.Cut = cut(w.text.Cells, pages.Body)
			}
			return err
		})
		if err != nil {
			return err
		}
		if err := w.put(ctx, behind, render.Options{Created: p.shop.o.Created}); err != nil {
			return err
		}
	}
	return nil
}

// shown is how many of a workbook's words, per mille, its pages must show by themselves. With fewer they are not those of the workbook, whatever stands in an
// annex.
const shown = 500

// cut is the cells with words that the pages do not have as often as the workbook. Where pages lack most of it, it is none: the check of the text is to see it.
func cut(cells []words.CellText, pages string) []words.CellText {
	left := map[string]int{}
	for _, word := range wordsOf(pages) {
		left[word]++
	}
	all, missing := 0, 0
	for _, c := range cells {
		for _, word := range wordsOf(c.Text) {
			if left[word]--; left[word] < 0 {
				missing++
			}
			all++
		}
	}
	if missing*1000 > all*(1000-shown) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(cells), func(c words.CellText) bool {
		return !slices.ContainsFunc(wordsOf(c.Text), func(word string) bool { return left[word] < 0 })
	})
}

// put writes the annex and records it.
func (w *work) put(ctx context.Context, b render.Behind, o render.Options) error {
	if len(b.Notes)+len(b.Cut) == 0 {
		return nil
	}
	glyphs, err := w.annexed(ctx, b, o)
	var unsteady pdfsteady.Unsteady
	if errors.As(err, &unsteady) || errors.Is(err, pdfa.ErrGround) {
		w.saw("annex", "left_out", len(b.Notes)+len(b.Cut), "")
		return nil
	}
	if err != nil {
		return err
	}
	if len(b.Notes) > 0 {
		w.saw("comments", "annexed", len(b.Notes), "")
	}
	if len(b.Cut) > 0 {
		w.saw("cut_cells", "annexed", len(b.Cut), "")
	}
	if glyphs > 0 {
		w.saw("render", string(render.Glyphs), glyphs, "")
		w.saw("content", "changed", 1, "")
	}
	for _, n := range b.Notes { // they are to be found in the rendition like the rest
		w.text.Body += strings.Join([]string{n.Sheet, n.Cell, n.Author, n.Text}, " ") + "\n"
	}
	if w.noText == words.NoText && len(b.Notes) > 0 {
		w.noText = ""
	}
	return nil
}

// annexed writes behind the end of the rendition.
func (w *work) annexed(ctx context.Context, b render.Behind, o render.Options) (glyphs int, err error) {
	var ground pdfsteady.Ground
	err = opened(w.done, func(f *os.File, size int64) (err error) {
		ground, err = pdfsteady.Survey(f, size)
		return err
	})
	if err != nil {
		return 0, err
	}
	out, err := os.OpenFile(w.done, os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, diskError(err)
	}
	glyphs, err = render.Annex(ctx, out, groundOf(ground), b, o)
	return glyphs, errors.Join(err, diskError(out.Close()))
}

func groundOf(g pdfsteady.Ground) pdfa.Ground {
	return pdfa.Ground{Size: g.Size, Objects: g.Objects, Table: g.Table, Root: g.Root, Info: g.Info, ID: g.ID,
		Pages: pdfa.Object(g.Pages), Tags: pdfa.Object(g.Tags), Parents: pdfa.Object(g.Parents)}
}
