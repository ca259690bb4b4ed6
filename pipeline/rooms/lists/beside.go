package lists

import (
	"sync/atomic"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Of a list, as many rows wait for a rendering as these batches hold.
const (
	batchRows    = 64
	batchesAhead = 4
)

// beside is a rendering on a goroutine of its own, so that the ways to make a list work beside each other. What fails is told by a later call, by finish at
// the latest. Not safe for concurrent use; abandon must be called.
type beside struct {
	rendering
	batch  []deposit.ListRow
	work   chan func() error // in order; nil when no more comes
	done   chan struct{}
	failed atomic.Bool
	err    error // whole behind failed, and behind done
}

func workBeside(r rendering) *beside {
	b := &beside{rendering: r, work: make(chan func() error, batchesAhead), done: make(chan struct{})}
	go func(work <-chan func() error) {
		defer close(b.done)
		for do := range work {
			if b.failed.Load() {
				continue
			}
			if b.err = do(); b.err != nil {
				b.failed.Store(true)
			}
		}
	}(b.work)
	return b
}

func (b *beside) do(what func() error) error {
	if b.failed.Load() {
		return b.err
	}
	b.work <- what
	return nil
}

func (b *beside) begin(p page) error { return b.do(func() error { return b.rendering.begin(p) }) }

func (b *beside) row(row deposit.ListRow) error {
	if b.batch = append(b.batch, row); len(b.batch) < batchRows {
		return nil
	}
	return b.handOver()
}

// handOver gives the rows of the batch to the rendering.
func (b *beside) handOver() error {
	rows := b.batch
	b.batch = make([]deposit.ListRow, 0, batchRows)
	return b.do(func() error {
		for _, row := range rows {
			if err := b.rendering.row(row); err != nil {
				return err
			}
		}
		return nil
	})
}

func (b *beside) end() error {
	if err := b.handOver(); err != nil {
		return err
	}
	return b.do(b.rendering.end)
}

func (b *beside) finish() error {
	if err := b.do(b.rendering.finish); err != nil {
		return err
	}
	b.wait()
	return b.err
}

func (b *beside) abandon() error {
	b.failed.Store(true) // what waits is not worth doing any more
	b.wait()
	return b.rendering.abandon()
}

// wait ends the work, and returns when nothing is done any more.
func (b *beside) wait() {
	if b.work != nil {
		close(b.work)
		b.work = nil
	}
	<-b.done
}
