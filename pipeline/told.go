package pipeline

import (
	"context"
	"io/fs"
	"sync"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/intake"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// told tells how a walk of the folders comes along: how many have passed, and the bytes of the source files that were opened on the way. Only intake
// opens any. Files are opened by several workers at once, and a Teller is told by one at a time.
type told struct {
	sources intake.Sources
	tell    Teller // nil: nobody listens
	room    string

	mutex sync.Mutex
	p     Passed
}

// told is what a walk through the room is told by; what it will be in all is counted only where somebody listens.
func (o *Office) told(ctx context.Context, room stage.Name) (*told, error) {
	t := &told{sources: o.ports.Sources, tell: o.ports.Tell, room: string(room)}
	if t.tell == nil {
		return t, nil
	}
	came, err := o.ports.Store.Came(ctx)
	t.p.OfFolders = came.Folders
	if room == "intake" {
		t.p.OfBytes = came.Bytes
	}
	return t, err
}

// folders is told by the walk.
func (t *told) folders(_ stage.Name, passed int) {
	t.say(func() { t.p.Folders = int64(passed) })
}

// Open opens a source file, and counts it as read.
func (t *told) Open(path string) (fs.File, error) {
	file, err := t.sources.Open(path)
	if err != nil || t.tell == nil {
		return file, err
	}
	if _, _, part := deposit.CutPart(path); part { // the bytes that came in are those of the file that it lies in
		return file, nil
	}
	if info, statErr := file.Stat(); statErr == nil {
		t.say(func() { t.p.Bytes += info.Size() })
	}
	return file, nil
}

func (t *told) say(change func()) {
	if t.tell == nil {
		return
	}
	t.mutex.Lock()
	defer t.mutex.Unlock()
	change()
	t.tell.Progress(t.room, t.p)
}
