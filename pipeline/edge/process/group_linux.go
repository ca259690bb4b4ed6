package process

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// runGroup starts the command as the leader of a process group, and as the first process of name spaces of its own where the system allows that: it then
// has no network, and everything that it started dies with it, even what left the group. The kernel kills it when this program dies, however that
// happens (PR_SET_PDEATHSIG). That signal hangs on the thread that starts the process, so the thread waits for its end.
func runGroup(cmd *exec.Cmd, l Limits) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	cmd.SysProcAttr = attributes(Isolated(), l.Online)
	cmd.Cancel = func() error { return killGroup(cmd) }
	if err := cmd.Start(); err != nil {
		return err
	}
	if err := limit(cmd.Process.Pid, l); err != nil {
		return errors.Join(err, killGroup(cmd), cmd.Wait())
	}
	err := cmd.Wait()
	return errors.Join(err, killGroup(cmd))
}

func attributes(isolated, online bool) *syscall.SysProcAttr {
	a := &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	if !isolated {
		return a
	}
	a.Cloneflags = syscall.CLONE_NEWUSER | syscall.CLONE_NEWPID
	if !online {
		a.Cloneflags |= syscall.CLONE_NEWNET
	}
	a.UidMappings = []syscall.SysProcIDMap{{ContainerID: os.Getuid(), HostID: os.Getuid(), Size: 1}}
	a.GidMappings = []syscall.SysProcIDMap{{ContainerID: os.Getgid(), HostID: os.Getgid(), Size: 1}}
	return a
}

// limit is set from outside, right after the start: the process has not done more than load itself by then.
func limit(pid int, l Limits) error {
	for resource, most := range map[int]int64{unix.RLIMIT_AS: l.Memory, unix.RLIMIT_FSIZE: l.File, unix.RLIMIT_CORE: 0} {
		if most == 0 && resource != unix.RLIMIT_CORE {
			continue
		}
		bound := unix.Rlimit{Cur: uint64(most), Max: uint64(most)}
		if err := unix.Prlimit(pid, resource, &bound, nil); err != nil && !errors.Is(err, syscall.ESRCH) { // ESRCH: it has ended already
			return err
		}
	}
	return nil
}

func killGroup(cmd *exec.Cmd) error {
	if err := syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL); err != nil && !errors.Is(err, syscall.ESRCH) {
		return err
	}
	return nil
}

// Isolated tells whether a process can be given name spaces of its own here: some systems and containers forbid it. It is tried once.
func Isolated() bool { return isolated() }

var isolated = sync.OnceValue(func() bool {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, "/bin/true")
	cmd.SysProcAttr = attributes(true, false)
	return cmd.Run() == nil
})
