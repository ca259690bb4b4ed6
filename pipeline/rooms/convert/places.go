package convert

import (
	"context"
	"errors"
	"sync"
)

// places is the workers' places, opened when they are first needed and kept until the end: tools that start slowly are started once.
type places struct {
	workshop Workshop
	open     []Place
}

// each hands batches to workers, each at a place of its own. It stops at the first error.
func (s *places) each(ctx context.Context, workers int, batches [][]want, do func(context.Context, Place, []want) error) error {
	workers = min(workers, len(batches))
	for len(s.open) < workers {
		place, err := s.workshop.Place(ctx)
		if err != nil {
			return err
		}
		s.open = append(s.open, place)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	next := make(chan []want)
	var group sync.WaitGroup
	for i := range workers {
		group.Go(func() {
			for batch := range next {
				if ctx.Err() != nil {
					continue
				}
				if err := do(ctx, s.open[i], batch); err != nil {
					cancel(err)
				}
			}
		})
	}
	for _, batch := range batches {
		next <- batch
	}
	close(next)
	group.Wait()
	return context.Cause(ctx)
}

func (s *places) close() error {
	var err error
	for _, p := range s.open {
		err = errors.Join(err, p.Close())
	}
	s.open = nil
	return err
}
