package pack

import (
	"errors"
	"io"
	"os"
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

// judging judges the files that are written, one after the other, while the next ones are made.
type judging struct {
	files chan toJudge
	err   error // of the first file that is not valid
}

// toJudge is a file to be judged, or who waits for the verdicts so far.
type toJudge struct {
	judge   func() error
	reached chan struct{}
}

// filesJudged is more files than are ever written: nobody waits for the judge who does not ask.
const filesJudged = 32

func newJudging() *judging {
	j := &judging{files: make(chan toJudge, filesJudged)}
	go func() {
		for f := range j.files {
			if f.judge != nil && j.err == nil {
				j.err = f.judge()
			}
			if f.reached != nil {
				close(f.reached)
			}
		}
	}()
	return j
}

// end lets the judge leave, who has judged everything then.
func (j *judging) end() {
	_ = j.verdict()
	close(j.files)
}

// verdict waits until all that was written is judged, and tells of the first file that is not valid.
func (j *judging) verdict() error {
	reached := make(chan struct{})
	j.files <- toJudge{reached: reached}
	<-reached
	return j.err
}

// judge has a file of the draft judged; as is its path in the package. What has no schema at hand is not judged.
func (w *work) judge(name, as string) {
	if g, _ := w.set.For(as); g != nil {
		w.judging.files <- toJudge{judge: func() error { return w.valid(g, name, as) }}
	}
}

// valid is the error of a file that its schema does not take.
func (w *work) valid(g *gauge.Gauge, name, as string) error {
	in, err := os.Open(w.draft.Path(name))
	if err != nil {
		return err
	}
	defer in.Close()
	watch := g.Watch(w.ctx)
	if _, err := io.Copy(watch, in); err != nil {
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
