package pack

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/dias"
)

// tar streams the package into one tar. Every file is hashed on the way, and compared with what the metadata say of it. A tar with a file that is not valid,
// which shows only when both are done, does not stay.
func (w *work) tar() error {
	out, err := w.draft.Create(w.result.Tar)
	if err != nil {
		return err
	}
	sealed, err := w.fill(out)
	if err = cmp.Or(errors.Join(err, out.Close()), w.judging.verdict()); err != nil {
		return errors.Join(err, os.Remove(w.draft.Path(w.result.Tar)))
	}
	w.result.CRC32C, w.result.Size, w.result.Members = sealed.CRC32C, sealed.Size, sealed.Members
	return nil
}

func (w *work) fill(out io.Writer) (dias.Sealed, error) {
	t, err := dias.NewWriter(out, w.layout.Root(), w.d.Produced)
	if err != nil {
		return dias.Sealed{}, err
	}
	err = w.addMembers(t)
	sealed, closing := t.Close()
	return sealed, cmp.Or(err, closing)
}

func (w *work) addMembers(t *dias.Writer) error {
	waiting := slices.Clone(w.members)
	documents := path.Join(dias.Content, w.layout.Documents)
	waiting = append(waiting, member{path: documents}, member{path: dias.Descriptive})
	slices.SortFunc(waiting, func(a, b member) int { return dias.ComparePaths(a.path, b.path) })
	for _, m := range waiting {
		var err error
		switch m.path {
		case documents:
			err = w.addDocuments(t)
		case dias.Descriptive:
			err = t.AddFolder(m.path) // must be there in a SIP, and is empty
		default:
			err = w.addMember(t, m)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *work) addMember(t *dias.Writer, m member) error {
	r, err := w.open(m)
	if err != nil {
		return err
	}
	defer r.Close()
	_, err = t.Add(dias.File{Path: m.path, Size: m.size, SHA256: string(m.sha256)}, r)
	if errors.Is(err, dias.ErrChecksum) || errors.Is(err, dias.ErrSize) {
		return &deposit.Error{Kind: deposit.Disk, Op: "pack", At: m.name, Key: "written_otherwise"}
	}
	return err
}

// addDocuments adds the document files. A second goroutine reads ahead, so that reading and hashing overlap.
func (w *work) addDocuments(t *dias.Writer) error {
	ctx, cancel := context.WithCancel(w.ctx)
	ahead := make(chan *toPack, filesAhead)
	var reader sync.WaitGroup
	reader.Go(func() {
		defer close(ahead)
		w.readAhead(ctx, ahead)
	})
	err := w.drain(t, ahead)
	cancel()
	for f := range ahead { // the reader may stand at a full channel
		f.release()
	}
	reader.Wait()
	return err
}

func (w *work) drain(t *dias.Writer, ahead <-chan *toPack) error {
	var done int64
	for f := range ahead {
		if f.err != nil {
			return f.err
		}
		err := f.addTo(t)
		f.release()
		if err != nil {
			return fileTrouble(f, err)
		}
		done += f.size
		if w.room.ports.Tell != nil {
			w.room.ports.Tell(done, w.seen.bytes)
		}
	}
	return w.ctx.Err()
}

// Bounds of reading ahead: small files are held whole, 16 MB of them at most.
const (
	filesAhead = 64
	smallFile  = 256 << 10
)

var buffers = sync.Pool{New: func() any { b := make([]byte, smallFile+1); return &b }}

// toPack is a document file on its way into the tar.
type toPack struct {
	journal string
	ordinal int
	path    string
	size    int64
	sha256  deposit.Digest
	open    func() (io.ReadCloser, error)
	buffer  *[]byte
	n       int
	err     error // of the store: the stream ends here
}

// addTo adds the file's bytes: those read ahead, or the file itself.
func (f *toPack) addTo(t *dias.Writer) error {
	member := dias.File{Path: f.path, Size: f.size, SHA256: string(f.sha256)}
	if f.buffer != nil {
		_, err := t.Add(member, bytes.NewReader((*f.buffer)[:f.n]))
		return err
	}
	content, err := f.open()
	if err != nil {
		return err
	}
	_, err = t.Add(member, content)
	return errors.Join(err, content.Close())
}

func (f *toPack) release() {
	if f.buffer != nil {
		buffers.Put(f.buffer)
		f.buffer = nil
	}
}

// readAhead sends the document files in the order of the tar. A file that cannot be read ahead is left to be opened when its turn comes, so that its
// trouble is told in order.
func (w *work) readAhead(ctx context.Context, ahead chan<- *toPack) {
	send := func(f *toPack) bool {
		select {
		case ahead <- f:
			return true
		case <-ctx.Done():
			f.release()
			return false
		}
	}
	for folder, err := range w.folders(ctx) {
		if err != nil {
			send(&toPack{err: err})
			return
		}
		for _, o := range inTarOrder(folder.Description) {
			f := w.toPack(folder.Ref.Journal, o, folder.Files.At(o.Ordinal, o.Inside))
			f.read()
			if !send(f) {
				return
			}
		}
	}
}

func (w *work) toPack(journal string, o deposit.DescribedObject, source string) *toPack {
	f := &toPack{journal: journal, ordinal: o.Ordinal, path: w.layout.Document(o.Name), size: o.Size, sha256: o.SHA256}
	if o.Rendition {
		f.open = func() (io.ReadCloser, error) { return w.room.ports.Files.Kept(o.SHA256) }
		return f
	}
	f.open = func() (io.ReadCloser, error) { return w.room.ports.Files.Source(source) }
	return f
}

// read holds a small file whole; one byte more than announced is read, so that a file that has grown is seen.
func (f *toPack) read() {
	if f.size > smallFile {
		return
	}
	r, err := f.open()
	if err != nil {
		return
	}
	defer r.Close()
	buffer := buffers.Get().(*[]byte)
	n, err := io.ReadFull(r, (*buffer)[:f.size+1])
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		buffers.Put(buffer)
		return
	}
	f.buffer, f.n = buffer, n
}

// inTarOrder is the folder's files by name.
func inTarOrder(d deposit.Description) []deposit.DescribedObject {
	var all []deposit.DescribedObject
	for _, r := range d.Records {
		all = append(all, r.Files()...)
	}
	slices.SortFunc(all, func(a, b deposit.DescribedObject) int { return strings.Compare(a.Name, b.Name) })
	return all
}
