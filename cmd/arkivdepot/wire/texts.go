package wire

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/pdftext"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/words"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/intake"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/purge"
)

// texts reads what source files say, for the room purge. The bytes that are read are those that intake hashed, or none. The reader of PDF is started for
// the first PDF of which somebody asks: most runs ask for none.
type texts struct {
	files intake.Sources
	pdf   func() (*pdftext.Reader, error)
}

// textsOf is the reader of texts. What it starts ends with the office.
func textsOf(files intake.Sources, workers int, open *closers) texts {
	var started *pdftext.Reader
	open.add(func() error {
		if started == nil {
			return nil
		}
		return started.Close(context.Background())
	})
	return texts{files: files, pdf: sync.OnceValues(func() (reader *pdftext.Reader, err error) {
		started, err = openPDF(workers)
		return started, err
	})}
}

// openPDF starts the reader of PDF. Its compiled code is kept where the system keeps what can be made again, so that the next start takes no seconds; where
// there is no such place it is compiled each time.
func openPDF(workers int) (*pdftext.Reader, error) {
	o := pdftext.Options{Workers: max(workers, 1)}
	if dir, err := os.UserCacheDir(); err == nil {
		kept := o
		kept.CacheDir = filepath.Join(dir, "arkivdepot", "pdfium")
		if reader, err := pdftext.Open(context.Background(), kept); err == nil {
			return reader, nil
		}
	}
	return pdftext.Open(context.Background(), o)
}

// mostText bounds the file that is read for its text, in bytes; a larger one is kept. It lies in memory while it is read.
const mostText = 64 << 20

// Basis names the extractors: a new one judges every proposal anew.
func (texts) Basis() string { return pdftext.Revision }

// Text is the text of one source file, and what stands beside it.
func (t texts) Text(ctx context.Context, s purge.Source) (purge.Read, error) {
	data, why, err := t.content(ctx, s)
	if err != nil || why != "" {
		return purge.Read{Why: why}, err
	}
	reader := words.Reader{PDF: t.readPDF, Letter: pdftext.Letter, Limits: words.Limits{Bytes: mostText}}
	text, reason, err := reader.Of(ctx, s.PUID, words.Source{R: bytes.NewReader(data), Size: int64(len(data))})
	if err != nil || reason != "" {
		return purge.Read{Why: string(reason)}, err
	}
	read := purge.Read{Text: text.Body}
	for _, b := range text.Beside {
		if b.Kind == words.TextBoxes {
			continue // their words stand in the text
		}
		for _, sum := range b.SHA256 {
			read.Beside = append(read.Beside, string(b.Kind)+" "+sum)
		}
		if b.Count > len(b.SHA256) {
			read.Loose = append(read.Loose, string(b.Kind))
		}
	}
	return read, nil
}

func (t texts) readPDF(ctx context.Context, s words.Source) (words.Text, error) {
	reader, err := t.pdf()
	if err != nil {
		return words.Text{}, err
	}
	return reader.Text(ctx, s)
}

// content is the file's bytes; why says that they are not those that intake hashed, or too many.
func (t texts) content(ctx context.Context, s purge.Source) (data []byte, why string, err error) {
	if err := ctx.Err(); err != nil {
		return nil, "", err
	}
	file, err := t.files.Open(s.Path)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		return nil, changedSince, nil
	}
	if err != nil {
		return nil, "", err
	}
	var all bytes.Buffer
	n, err := io.Copy(&all, io.LimitReader(file, mostText+1))
	if err = errors.Join(err, file.Close()); err != nil {
		return nil, "", err
	}
	switch {
	case n > mostText:
		return nil, string(words.TooLarge), nil
	case deposit.DigestOf(all.Bytes()) != s.SHA256:
		return nil, changedSince, nil
	}
	return all.Bytes(), "", nil
}

// changedSince is why a file has no text that is not the one that intake read: the next run takes it in anew.
const changedSince = "changed"
