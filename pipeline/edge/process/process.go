// Package process runs foreign programs that may hang, crash, eat memory or ask the network for something. Each gets a process group of its own that is
// killed as a whole when its time is up, when the run is stopped, and when this program dies; an environment that holds what the caller wrote and nothing
// else; and, where the system can, limits on memory and file size and no network at all.
//
// What a system can: Linux all of it (no network where unprivileged user namespaces are allowed); Windows the group and the memory, by a job object; other
// Unixes the group while this program lives.
package process

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"sync/atomic"
	"time"
)

// Find is the first of the names that is a program: a name is looked for on the path, a path is looked at. Where the user has named one it is that or none.
func Find(named string, names ...string) (path string, ok bool) {
	if named != "" {
		names = []string{named}
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, true
		}
	}
	return "", false
}

// Command is one run of a program.
type Command struct {
	Program string
	Args    []string
	Dir     string   // where it runs
	Env     []string // all of its environment
	Time    time.Duration
	Limits  Limits
	// Signs counts what the process has got done; nil where it shows nothing. Each time that it grows the process has all of its Time again: one that does
	// many things in a row is stopped soon after the one that it hangs on.
	Signs func() int
}

// Limits are what a process may use at most; 0 is no limit.
type Limits struct {
	Memory int64 // bytes of address space
	File   int64 // bytes of the largest file that it may write
	Online bool  // it may reach the network
}

// Outcome is how a process ended. A program that fails is an outcome, not an error.
type Outcome struct {
	Code     int    // exit code, -1 where a signal ended it
	TimedOut bool   // it was killed because its time was up
	Said     string // the end of what it wrote to its two outputs, for the judgement of its caller: it may hold names, so it is never shown or stored
}

// OK tells that the process ended by itself and said that all was well.
func (o Outcome) OK() bool { return o.Code == 0 && !o.TimedOut }

const (
	saidAtMost = 64 << 10        // bytes of output that are kept
	pipesClose = 2 * time.Second // after the end: a grandchild that escaped may hold the pipes open
)

// Run runs the command and waits for its end, at most for its time. It returns an error when the program cannot be started, and the context's when that
// ended the run. No process of the group is left when it returns.
func Run(ctx context.Context, c Command) (Outcome, error) {
	limited, cancel := context.WithCancel(ctx)
	defer cancel()
	up := watch(limited, c, cancel)
	said := &tail{most: saidAtMost}
	cmd := exec.CommandContext(limited, c.Program, c.Args...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr, cmd.WaitDelay = c.Dir, c.Env, said, said, pipesClose
	if cmd.Env == nil {
		cmd.Env = []string{}
	}
	err := runGroup(cmd, c.Limits)
	if ctx.Err() != nil {
		return Outcome{}, ctx.Err()
	}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) && !up.Load() && !errors.Is(err, exec.ErrWaitDelay) {
		return Outcome{}, err
	}
	o := Outcome{Code: -1, TimedOut: up.Load(), Said: said.String()}
	if cmd.ProcessState != nil {
		o.Code = cmd.ProcessState.ExitCode()
	}
	return o, nil
}

const looksEvery = 100 * time.Millisecond

// watch kills the process when its time is up, and tells then that it did.
func watch(ctx context.Context, c Command, kill func()) *atomic.Bool {
	up := &atomic.Bool{}
	go func() {
		look := time.NewTicker(looksEvery)
		defer look.Stop()
		since, done := time.Now(), 0
		for {
			select {
			case <-ctx.Done():
				return
			case now := <-look.C:
				if c.Signs != nil {
					if n := c.Signs(); n > done {
						since, done = now, n
					}
				}
				if now.Sub(since) >= c.Time {
					up.Store(true)
					kill()
					return
				}
			}
		}
	}()
	return up
}

// tail keeps the end of what is written to it.
type tail struct {
	most int
	data []byte
}

func (t *tail) Write(p []byte) (int, error) {
	t.data = append(t.data, p...)
	if over := len(t.data) - t.most; over > 0 {
		t.data = append(t.data[:0], t.data[over:]...)
	}
	return len(p), nil
}

func (t *tail) String() string { return string(bytes.ToValidUTF8(t.data, []byte("?"))) }
