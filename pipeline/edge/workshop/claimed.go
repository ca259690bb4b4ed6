package workshop

import (
	"context"
	"errors"
	"os"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfclaim"
)

// claimed is the PRONOM ids of PDF that says it is PDF/A: 1a, 1b, 2a, 2b, 2u, 3a, 3b, 3u. An id is no proof: it rests on the claim.
var claimed = puids("fmt/95 fmt/354 fmt/476 fmt/477 fmt/478 fmt/479 fmt/480 fmt/481")

func isPDF(puid string) bool { return portable[puid] || claimed[puid] }

// claimRevision is raised when files that claim PDF/A are judged in another way.
const claimRevision = 1

// byClaim leaves files alone that are the PDF/A that they say they are, since nothing better can be made of them, and converts the others. With veraPDF it
// judges each by the part and level that it claims; without, a file is believed that opens and has pages, and what speaks against its claim is noted.
func (p *place) byClaim(ctx context.Context, all []*work) error {
	var asked []*work
	for _, w := range all {
		if w.trouble != "" {
			continue
		}
		if w.kept = w.text.Pages > 0; !w.kept {
			continue
		}
		if err := w.claim(); err != nil {
			return err
		}
		asked = append(asked, w)
	}
	if err := p.judgeClaims(ctx, asked); err != nil {
		return err
	}
	var wrong []*work
	for _, w := range all {
		switch {
		case w.kept || w.trouble != "":
		case p.shop.o.Ghostscript == nil:
			w.trouble = deposit.TroubleInvalid
		default:
			w.checks = nil // they were of the source
			wrong = append(wrong, w)
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	tool, err := p.version(ctx, ghostScript)
	if err != nil {
		return err
	}
	for _, w := range wrong {
		w.tool = tool
	}
	return p.byGhostscript(ctx, wrong)
}

// claim looks at what the file says of itself.
func (w *work) claim() error {
	return opened(w.source, func(f *os.File, size int64) error {
		claim, err := pdfclaim.Look(f, size)
		switch {
		case errors.Is(err, pdfclaim.ErrTooLarge):
			w.saw("claim", "doubt", 0, "")
			return nil
		case err != nil:
			return err
		case claim.Encrypted:
			w.kept = false
		case claim.Part == 0 || len(claim.Loose) > 0:
			w.saw("claim", "doubt", len(claim.Loose), listed(claim.Loose))
		default:
			w.saw("claim", "ok", 0, said(claim))
		}
		w.saw("pages", "ok", w.text.Pages, "")
		w.noteInside()
		return nil
	})
}

// noteInside notes files that lie inside a PDF. Nobody judges them, and a converted copy does not have them.
func (w *work) noteInside() {
	if w.inside > 0 {
		w.saw("attached_files", "inside", w.inside, "")
	}
}

func (p *place) judgeClaims(ctx context.Context, all []*work) error {
	if p.shop.o.Judge == nil {
		for _, w := range all {
			w.saw("verapdf", "not_checked", 0, "")
		}
		return nil
	}
	paths := make([]string, len(all))
	for i, w := range all {
		paths[i] = w.source
	}
	valid, err := p.shop.o.Judge.AsClaimed(ctx, paths)
	if err != nil {
		return toolError("veraPDF", err)
	}
	for i, w := range all {
		w.kept = w.kept && valid[i]
		w.saw("verapdf", "ok", 0, p.shop.o.Judge.Version()) // of one that is not valid nothing stands
		w.checks = withoutDoubt(w.checks)
	}
	return nil
}

// withoutDoubt leaves out what a validator has settled.
func withoutDoubt(checks []deposit.RenditionCheck) []deposit.RenditionCheck {
	var all []deposit.RenditionCheck
	for _, c := range checks {
		if c.What != "claim" || c.Seen != "doubt" {
			all = append(all, c)
		}
	}
	return all
}
