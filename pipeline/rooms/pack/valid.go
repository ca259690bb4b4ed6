package pack

import (
	"errors"
	"io"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/xsd"
	"github.com/arkivdepot/arkivdepot/pipeline/verify/gauge"
)

// gauges reads the schemas by which everything that the room writes is judged: ours, and the official ones that the user has imported. One that cannot be
// used stops the room before anything is written.
func (w *work) gauges() error {
	w.set = gauge.NewSet()
	w.set.Strict = true
	if err := w.set.Bring(w.room.o.Schemas); err != nil {
		return unfit(err)
	}
	for _, p := range gauge.Paths() {
		if _, trouble := w.set.For(p); trouble != nil {
			return unfit(trouble)
		}
	}
	return nil
}

// judged fills a file that is judged while it is written; as is its path in the package. What has no schema at hand is only written.
func (w *work) judged(as string, out io.Writer, fill func(io.Writer) error) error {
	g, _ := w.set.For(as)
	if g == nil {
		return fill(out)
	}
	watch := g.Watch(w.ctx)
	if err := fill(io.MultiWriter(out, watch)); err != nil {
		watch.Drop()
		return err
	}
	found, err := watch.Close()
	if err == nil && len(found) > 0 {
		err = faulty(as, found[0])
	}
	return err
}

// faulty says which of our own files is not valid, and where: never what stands there.
func faulty(as string, f xsd.Finding) error {
	return &deposit.Error{Kind: deposit.Internal, Op: "pack", At: as, Key: "own_xml", Args: []string{strconv.Itoa(f.Line), f.Path, string(f.Code)}}
}

func unfit(err error) error {
	var told *gauge.Unfit
	if !errors.As(err, &told) {
		return err
	}
	return &deposit.Error{Kind: deposit.Usage, Op: "pack", At: told.File, Key: "imported_schema", Args: []string{strconv.Itoa(told.Line), told.Reason}}
}
