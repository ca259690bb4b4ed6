package pack

import (
	"bufio"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
)

// foldersCopy holds the folders while the package is made. The room walks over them up to seven times, and to read them from the store, where they are JSON,
// takes ten times as long as to read them here. It lies in the draft, where a killed run's is swept, and is gone before the package is shown.
const foldersCopy = "pakke/mapper.kopi"

// copyFolders reads the folders from the store, the only time, and writes them down for the walks to come; each is seen on the way. What convert said has
// been compared with the description by then, and is left out.
func (w *work) copyFolders(see func(Folder) error) error {
	_, err := w.create(foldersCopy, "", func(out io.Writer) error {
		to := gob.NewEncoder(out)
		for f, err := range w.room.ports.Source.Folders(w.ctx) {
			if err != nil {
				return err
			}
			if err := see(f); err != nil {
				return err
			}
			f.Packed = nil
			if err := to.Encode(&f); err != nil {
				return err
			}
			w.copied++
		}
		return nil
	})
	return err
}

// folders walks over the folders as they were copied. A copy that ends too early is an error: nobody falls out of a package silently.
func (w *work) folders(ctx context.Context) iter.Seq2[Folder, error] {
	return func(yield func(Folder, error) bool) {
		file, err := os.Open(w.draft.Path(foldersCopy))
		if err != nil {
			yield(Folder{}, err)
			return
		}
		defer file.Close()
		from := gob.NewDecoder(bufio.NewReaderSize(file, copyBuffer))
		for n := 0; ; n++ {
			var f Folder // a new one: the decoder leaves what is zero untouched
			err := errors.Join(from.Decode(&f), ctx.Err())
			if errors.Is(err, io.EOF) && n == w.copied {
				return
			}
			if err != nil {
				err = fmt.Errorf("read the copy of the folders: %w", err)
			}
			if !yield(f, err) || err != nil {
				return
			}
		}
	}
}

const copyBuffer = 1 << 16

// dropCopy removes the copy, where there is one.
func (w *work) dropCopy() error {
	if err := os.Remove(w.draft.Path(foldersCopy)); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
