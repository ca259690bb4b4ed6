package gauge

import (
	"bufio"
	"context"
	"errors"
	"io"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/xsd"
)

// Gauge is a schema that judges one sort of file.
type Gauge struct {
	schema *xsd.Schema
	// Own tells that only our own metadata are judged, because no official schema is there.
	Own    bool
	strict bool
}

// Most is how many findings of one file are told. They are enough to see what is wrong, and a file that is wrong throughout would tell millions.
const Most = 5

// handed is how much is handed over at once: the file and its judging run side by side.
const handed = 1 << 17

// Watch judges the bytes that are written to it. Close tells the verdict.
type Watch struct {
	buffer *bufio.Writer
	pipe   *io.PipeWriter
	done   chan struct{}
	found  []xsd.Finding
	err    error
}

// Watch begins to judge a file. Whoever begins must end it, with Close or Drop.
func (g *Gauge) Watch(ctx context.Context) *Watch {
	r, w := io.Pipe()
	watch := &Watch{buffer: bufio.NewWriterSize(w, handed), pipe: w, done: make(chan struct{})}
	go func() {
		defer close(watch.done)
		watch.err = g.schema.Validate(ctx, r, xsd.Options{}, func(f xsd.Finding) bool {
			if !g.Own || g.strict || f.Code != xsd.UnknownType {
				watch.found = append(watch.found, f)
			}
			return len(watch.found) < Most
		})
		_ = r.Close() // what comes now is not listened to
	}()
	return watch
}

// Write implements io.Writer. It never fails: trouble of the judge is told by Close, and does not stop who reads or writes the file.
func (w *Watch) Write(p []byte) (int, error) {
	_, _ = w.buffer.Write(p)
	return len(p), nil
}

// Close ends the file and gives what is wrong with it, [Most] at most. The error is that of the context.
func (w *Watch) Close() ([]xsd.Finding, error) {
	_ = w.buffer.Flush() // fails when the judge has heard enough
	_ = w.pipe.Close()
	<-w.done
	return w.found, w.err
}

var errDropped = errors.New("dropped")

// Drop ends the judging of a file that did not come to its end.
func (w *Watch) Drop() {
	_ = w.pipe.CloseWithError(errDropped)
	<-w.done
}
