package workshop

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/ghostscript"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/render"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/soffice"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfsteady"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/words"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/convert"
)

// hidden is how many places of the source no print shows.
func (w *work) hidden() int {
	for _, b := range w.text.Beside {
		if b.Kind == words.Hidden {
			return b.Count
		}
	}
	return 0
}

// work is one job on its way.
type work struct {
	job     convert.Job
	source  string // the private copy
	done    string // the settled rendition, where there is one
	trouble deposit.RenditionTrouble
	title   string     // of a PDF: what Ghostscript's stand-in becomes
	text    words.Text // of the source
	noText  words.Reason
	fonts   []string // that the source asks for, where that is known
	checks  []deposit.RenditionCheck

	fontsKnown bool

	inside int    // files that lie inside a source that is a PDF
	kept   bool   // the source is PDF/A and stays as it is
	tool   string // that made it, where it is not the way's
}

// Make makes renditions of jobs that go the same way.
func (p *place) Make(ctx context.Context, way convert.Way, jobs []convert.Job) ([]convert.Made, error) {
	all, err := p.lay(way, jobs)
	if err != nil {
		return nil, err
	}
	tool, err := p.version(ctx, way.Tool)
	if err != nil {
		return nil, err
	}
	for _, step := range []func(context.Context, []*work) error{p.read, p.maker(way), p.annex, p.look, p.judge} {
		if err := step(ctx, all); err != nil {
			return nil, err
		}
	}
	made := make([]convert.Made, len(all))
	for i, w := range all {
		if made[i], err = p.answer(w, tool); err != nil {
			return nil, err
		}
	}
	return made, nil
}

// maker is what the way's program does with the works that nothing speaks against.
func (p *place) maker(way convert.Way) func(context.Context, []*work) error {
	switch way.Tool {
	case libreOffice:
		return p.byOffice
	case ghostScript:
		return p.byGhostscript
	}
	if way.Group == claimedGroup {
		return p.byClaim
	}
	return p.byOurselves
}

// lay puts private copies of the sources into the emptied place, under numbers: names of people's files go nowhere.
func (p *place) lay(way convert.Way, jobs []convert.Job) ([]*work, error) {
	for _, sub := range []string{sourceDir, doneDir} {
		if err := errors.Join(os.RemoveAll(filepath.Join(p.dir, sub)), os.Mkdir(filepath.Join(p.dir, sub), 0o700)); err != nil {
			return nil, diskError(err)
		}
	}
	all := make([]*work, len(jobs))
	for i, job := range jobs {
		name := fmt.Sprintf("%04d", i+1)
		if family, ok := soffice.FamilyOf(job.PUID); ok && way.Tool == libreOffice {
			name = family.NameOf(i + 1)
		}
		if claimed[job.PUID] {
			name += ".pdf" // as veraPDF wants it
		}
		w := &work{job: job, source: filepath.Join(p.dir, sourceDir, name), done: filepath.Join(p.dir, doneDir, fmt.Sprintf("%04d.pdf", i+1))}
		same, err := p.copied(job, w.source)
		if err != nil {
			return nil, err
		}
		if !same {
			w.trouble = deposit.TroubleChanged
		}
		all[i] = w
	}
	return all, nil
}

// read reads what the sources say, to compare it with what their renditions say.
func (p *place) read(ctx context.Context, all []*work) error {
	for _, w := range all {
		if w.trouble != "" {
			continue
		}
		err := opened(w.source, func(f *os.File, size int64) (err error) {
			w.text, w.noText, err = p.reader.Printed(ctx, w.job.PUID, words.Source{R: f, Size: size})
			return err
		})
		if err != nil {
			return err
		}
		w.title = w.text.Title
		if err := p.asks(ctx, w); err != nil {
			return err
		}
	}
	return nil
}

func (p *place) byOffice(ctx context.Context, all []*work) error {
	desk, err := p.officeDesk()
	if err != nil {
		return err
	}
	var documents []soffice.Document
	var at []*work
	for _, w := range all {
		if w.trouble == "" {
			documents, at = append(documents, soffice.Document{Path: w.source, Size: w.job.Size}), append(at, w)
		}
	}
	if len(at) == 0 {
		return nil
	}
	family, _ := soffice.FamilyOf(at[0].job.PUID) // Way has asked
	results, err := desk.Convert(ctx, family, documents)
	if err != nil {
		return toolError(libreOffice, err)
	}
	for i, r := range results {
		if at[i].trouble = r.Trouble; r.Trouble == "" {
			if err := at[i].settle(r.Path, p.shop.settled("")); err != nil {
				return err
			}
		}
	}
	return p.reread(ctx, family, at)
}

func (p *place) byGhostscript(ctx context.Context, all []*work) error {
	desk, err := p.ghostDesk()
	if err != nil {
		return err
	}
	for _, w := range all {
		if w.trouble == "" && w.text.Pages == 0 {
			w.trouble = deposit.TroubleRefused // locked, cut off, or no PDF: what cannot be opened cannot be compared
		}
		if w.trouble != "" {
			continue
		}
		if err := os.Rename(w.source, desk.Source()); err != nil {
			return diskError(err)
		}
		r, err := desk.Convert(ctx, ghostscript.Document{Pages: w.text.Pages, Titled: w.title != ""})
		if err != nil {
			return toolError(ghostScript, err)
		}
		if w.trouble = r.Trouble; r.Trouble == "" {
			if err := w.settle(r.Path, p.shop.settled(w.title)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *Workshop) settled(title string) pdfsteady.Options {
	return pdfsteady.Options{Created: w.o.Created, Profile: pdfa.SRGB(), Title: title}
}

// settle writes the rendition so that every run writes the same, or as it came where its shape is not known.
func (w *work) settle(from string, o pdfsteady.Options) error {
	return opened(from, func(f *os.File, size int64) error {
		err := w.write(func(out io.Writer) error { return pdfsteady.Settle(out, f, size, o) })
		var unsteady pdfsteady.Unsteady
		if !errors.As(err, &unsteady) {
			return err
		}
		w.saw("steady", "no", 0, string(unsteady))
		return w.write(func(out io.Writer) error {
			_, err := io.Copy(out, io.NewSectionReader(f, 0, size))
			return err
		})
	})
}

// renderTitle stands where PDF/UA asks for a title and the source has none of its own: the title of the document is in the description.
const renderTitle = "Dokument"

func (p *place) byOurselves(ctx context.Context, all []*work) error {
	for _, w := range all {
		if w.trouble != "" {
			continue
		}
		title := w.title
		if title == "" {
			title = renderTitle
		}
		var made render.Made
		var reason render.Reason
		err := opened(w.source, func(f *os.File, size int64) error {
			return w.write(func(out io.Writer) (err error) {
				made, reason, err = render.Render(ctx, render.Source{PUID: w.job.PUID, R: f, Size: size}, out, render.Options{Title: title, Creator: "arkivdepot", Created: p.shop.o.Created})
				return err
			})
		})
		if err != nil {
			return err
		}
		w.trouble = troubleOf(reason)
		notes := 0
		for _, n := range made.Notes {
			w.saw("render", string(n.Code), n.Count, n.Value)
			notes++
		}
		if notes > 0 {
			w.saw("content", "changed", notes, "")
		}
	}
	return nil
}

func troubleOf(r render.Reason) deposit.RenditionTrouble {
	switch r {
	case "":
		return ""
	case render.TooLarge:
		return deposit.TroubleLimit
	case render.NotText:
		return deposit.TroubleDisguise
	}
	return deposit.TroubleRefused
}

func (w *work) write(write func(io.Writer) error) error {
	f, err := os.OpenFile(w.done, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return diskError(err)
	}
	buffered := bufio.NewWriterSize(f, 1<<16)
	if err := write(buffered); err != nil {
		return errors.Join(unwritten(err), f.Close())
	}
	return diskError(errors.Join(buffered.Flush(), f.Close()))
}

// opened lets a file of the place be read.
func opened(path string, read func(f *os.File, size int64) error) (err error) {
	f, err := os.Open(path)
	if err != nil {
		return diskError(err)
	}
	defer func() { err = errors.Join(err, diskError(f.Close())) }()
	info, err := f.Stat()
	if err != nil {
		return diskError(err)
	}
	return read(f, info.Size())
}

func (w *work) saw(what, seen string, n int, more string) {
	w.checks = append(w.checks, deposit.RenditionCheck{What: what, Seen: seen, N: n, More: more})
}
