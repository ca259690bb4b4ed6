package workshop

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/render"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/soffice"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfclaim"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/words"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/convert"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/passages"
)

// enough is how many of the source's words, per mille, must stand in the rendition in whole passages. A line number, a page header between two halves of a
// paragraph and the like cost a little.
const enough = 900

const puidOfPDF = "fmt/477" // as which the reader reads a rendition

// look looks at every rendition.
func (p *place) look(ctx context.Context, all []*work) error {
	for _, w := range all {
		if w.trouble != "" || w.kept {
			continue
		}
		err := opened(w.done, func(f *os.File, size int64) error {
			trouble, err := w.claims(f, size)
			if w.trouble = trouble; err != nil || trouble != "" {
				return err
			}
			text, reason, err := p.reader.Of(ctx, puidOfPDF, words.Source{R: f, Size: size})
			if err != nil {
				return err
			}
			if w.trouble = w.pages(text); w.trouble == "" {
				w.trouble = w.says(text, reason)
			}
			if n := w.hidden(); n > 0 {
				w.saw("hidden", "left_out", n, "")
			}
			w.titled(text)
			w.noteInside()
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// claims looks at what the file says of itself.
func (w *work) claims(f io.ReaderAt, size int64) (deposit.RenditionTrouble, error) {
	claim, err := pdfclaim.Look(f, size)
	switch {
	case errors.Is(err, pdfclaim.ErrTooLarge):
		return deposit.TroubleLimit, nil
	case err != nil:
		return "", err
	case !claim.PDFA(2):
		return deposit.TroubleClaim, nil
	}
	w.saw("claim", "ok", 0, said(claim))
	w.saw("fonts", "ok", len(claim.Fonts), strings.Join(claim.Fonts, ", "))
	w.compareFonts(claim.Fonts)
	return "", nil
}

// said is a claim as people write it.
func said(c pdfclaim.Claim) string {
	return fmt.Sprintf("PDF/A-%d%s", c.Part, strings.ToLower(c.Level))
}

// pages compares the numbers of pages, where the source has pages.
func (w *work) pages(text words.Text) deposit.RenditionTrouble {
	if text.Pages < 1 || w.text.Pages > 0 && w.text.Pages != text.Pages {
		return deposit.TroublePages
	}
	w.saw("pages", "ok", text.Pages, "")
	return ""
}

// says compares the texts.
func (w *work) says(text words.Text, reason words.Reason) deposit.RenditionTrouble {
	switch {
	case w.noText == words.NoText:
		w.saw("text", "none", 0, "")
		return ""
	case w.noText == words.Unsupported:
		w.saw("text", "not_compared", 0, "")
		return ""
	case w.noText != "" || reason != "" && reason != words.NoText:
		w.saw("text", "unknown", 0, "")
		return ""
	}
	score := carried(w.text.Body, text.Body)
	if w.rearranged() {
		score = wordsIn(w.text.Body, text.Body)
	}
	switch {
	case score < shown, score < enough && !w.text.Rough:
		return deposit.TroubleText
	case score < enough: // what is missing may be deleted or hidden: a person may look
		w.saw("text", "unknown", score, "")
		return ""
	}
	w.saw("text", "ok", score, "")
	return ""
}

// carried is how many of a text's words, per mille, stand in another in whole passages: the measure of the room purge.
func carried(text, in string) int {
	result := passages.Carried(passages.Prepare(text), passages.Prepare(in))
	if result.Words == 0 {
		return 1000
	}
	return result.Score
}

// rearranged tells that the rendition sets the words otherwise than the source has them: a letter's head becomes a table, a list of values too; a sheet is cut
// into pages, and what stands on a slide has no order.
func (w *work) rearranged() bool {
	_, ok := render.KindOf(w.job.PUID)
	family, _ := soffice.FamilyOf(w.job.PUID)
	return ok || family.Sheets() || family.Slides()
}

// wordsIn is how many of a text's words, per mille, stand in another at all, each as often.
func wordsIn(text, in string) int {
	have := map[string]int{}
	for _, word := range wordsOf(in) {
		have[word]++
	}
	all, found := 0, 0
	for _, word := range wordsOf(text) {
		all++
		if have[word] > 0 {
			have[word]--
			found++
		}
	}
	if all == 0 {
		return 1000
	}
	return found * 1000 / all
}

func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(norm.NFKC.String(text)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// titled compares the titles, where the source has one and is a PDF: other programs put theirs in as they should.
func (w *work) titled(text words.Text) {
	if w.title == "" || !isPDF(w.job.PUID) {
		return
	}
	if text.Title == w.title {
		w.saw("title", "ok", 0, "")
		return
	}
	w.saw("title", "lost", 0, "")
}

// judge asks the validator about what has passed so far, in one start.
func (p *place) judge(ctx context.Context, all []*work) error {
	var paths []string
	var at []*work
	for _, w := range all {
		if w.trouble == "" && !w.kept {
			paths, at = append(paths, w.done), append(at, w)
		}
	}
	if p.shop.o.Judge == nil {
		for _, w := range at {
			w.saw("verapdf", "not_checked", 0, "")
		}
		return nil
	}
	valid, err := p.shop.o.Judge.Valid(ctx, paths)
	if err != nil {
		return toolError("veraPDF", err)
	}
	for i, w := range at {
		if !valid[i] {
			w.trouble = deposit.TroubleInvalid
			continue
		}
		w.saw("verapdf", "ok", 0, p.shop.o.Judge.Version())
	}
	return nil
}

// answer is the work's end.
func (p *place) answer(w *work, tool string) (convert.Made, error) {
	r := deposit.Rendition{Outcome: deposit.RenditionFailed, Trouble: w.trouble, Tool: tool}
	if w.tool != "" {
		r.Tool = w.tool
	}
	if w.trouble != "" {
		return convert.Made{Rendition: r}, nil
	}
	if w.kept {
		return convert.Made{Rendition: deposit.Rendition{Outcome: deposit.RenditionKept, Checks: w.checks}}, nil
	}
	r.Outcome, r.Checks, r.MIME, r.Extension = deposit.RenditionMade, w.checks, "application/pdf", ".pdf"
	err := opened(w.done, func(f *os.File, _ int64) error {
		format, err := p.shop.o.Identifier.Identify(f, filepath.Base(w.done))
		r.PUID = format.PUID
		return err
	})
	return convert.Made{Rendition: r, Open: func() (io.ReadCloser, error) { return os.Open(w.done) }}, err
}
