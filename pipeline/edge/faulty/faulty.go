// Package faulty fails on purpose: it stands before every durable act of a run and, at the n-th, returns an error or kills the process. Only tests use
// it; the real program's hook asks nothing.
package faulty

import (
	"errors"
	"sync/atomic"
	"syscall"
)

// ErrDiskFull is the fault that Fail injects.
var ErrDiskFull = errors.Join(errors.New("injected fault"), syscall.ENOSPC)

// Counter counts durable acts and acts at the n-th.
type Counter struct {
	at   int64 // 0: never
	seen atomic.Int64
	do   func() error
}

// Count only counts.
func Count() *Counter { return &Counter{} }

// Fail returns ErrDiskFull at the n-th durable act and at every one after it, as a full disk does.
func Fail(n int64) *Counter { return &Counter{at: n, do: func() error { return ErrDiskFull }} }

// Kill ends the process without any clean-up (SIGKILL) at the n-th durable act.
func Kill(n int64, kill func()) *Counter {
	return &Counter{at: n, do: func() error { kill(); select {} }}
}

// Before is the hook.
func (c *Counter) Before(string) error {
	if n := c.seen.Add(1); c.at > 0 && n >= c.at {
		return c.do()
	}
	return nil
}

// Seen is how many durable acts were asked about.
func (c *Counter) Seen() int64 { return c.seen.Load() }
