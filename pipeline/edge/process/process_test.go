//go:build linux

package process

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// asParent makes the test program a parent that runs a command until it is killed.
const asParent = "PROCESS_TEST_PARENT"

func TestMain(m *testing.M) {
	if script := os.Getenv(asParent); script != "" {
		_, err := Run(context.Background(), shell(script))
		fmt.Println(err)
		return
	}
	os.Exit(m.Run())
}

func shell(script string) Command {
	return Command{Program: "/bin/sh", Args: []string{"-c", script}, Env: []string{"PATH=/usr/bin:/bin"}, Time: 20 * time.Second}
}

func TestAFailureIsAnOutcome(t *testing.T) {
	o, err := Run(t.Context(), shell("echo ut; echo feil >&2; exit 3"))
	require.NoError(t, err)
	require.Equal(t, Outcome{Code: 3, Said: "ut\nfeil\n"}, o)
	require.False(t, o.OK())
	_, err = Run(t.Context(), Command{Program: "/finnes/ikke", Time: time.Second})
	require.ErrorIs(t, err, os.ErrNotExist)
}

func TestTheEnvironmentIsWhatTheCallerWrote(t *testing.T) {
	t.Setenv("http_proxy", "http://127.0.0.1:1")
	o, err := Run(t.Context(), Command{Program: "/usr/bin/env", Env: []string{"A=1"}, Time: 5 * time.Second})
	require.NoError(t, err)
	require.Equal(t, "A=1\n", o.Said)
}

func TestOnlyTheEndOfALongOutputIsKept(t *testing.T) {
	o, err := Run(t.Context(), shell("head -c 3000000 /dev/zero | tr '\\0' x; echo slutt"))
	require.NoError(t, err)
	require.Len(t, o.Said, saidAtMost)
	require.True(t, strings.HasSuffix(o.Said, "slutt\n"))
}

func TestNothingIsLeftWhenTheTimeIsUp(t *testing.T) {
	marker := fmt.Sprintf("30%d", os.Getpid())
	c := shell("sleep " + marker + " & (sleep " + marker + " &) ; setsid sleep " + marker + " & sleep " + marker)
	c.Time = 700 * time.Millisecond
	o, err := Run(t.Context(), c)
	require.NoError(t, err)
	require.True(t, o.TimedOut)
	requireNone(t, marker)
}

func TestNothingIsLeftWhenAProgramLeavesChildrenBehind(t *testing.T) {
	marker := fmt.Sprintf("31%d", os.Getpid())
	c := shell("sleep " + marker + " >/dev/null 2>&1 & exit 0")
	o, err := Run(t.Context(), c)
	require.NoError(t, err)
	require.True(t, o.OK())
	requireNone(t, marker)
}

// TestNothingIsLeftWhenTheParentIsKilled is the promise that a SIGKILLed run leaves no orphan.
func TestNothingIsLeftWhenTheParentIsKilled(t *testing.T) {
	marker := fmt.Sprintf("32%d", os.Getpid())
	parent := exec.Command(os.Args[0])
	parent.Env = append(os.Environ(), asParent+"=sleep "+marker+" & (sleep "+marker+" &) ; setsid sleep "+marker+" & sleep "+marker)
	require.NoError(t, parent.Start())
	require.Eventually(t, func() bool { return len(running(t, marker)) == 4 }, 10*time.Second, 20*time.Millisecond)
	require.NoError(t, parent.Process.Signal(syscall.SIGKILL))
	require.Error(t, parent.Wait())
	requireNone(t, marker)
}

func TestWhoGetsSomethingDoneHasItsTimeAgain(t *testing.T) {
	dir := t.TempDir()
	c := shell("for i in 1 2 3 4 5; do sleep 0.6; touch $i; done")
	c.Dir, c.Time = dir, 2*time.Second
	c.Signs = func() int {
		names, _ := os.ReadDir(dir)
		return len(names)
	}
	o, err := Run(t.Context(), c)
	require.NoError(t, err)
	require.True(t, o.OK(), "%+v", o)
	c = shell("touch once; sleep 300")
	c.Dir, c.Time = t.TempDir(), 500*time.Millisecond
	o, err = Run(t.Context(), c)
	require.NoError(t, err)
	require.True(t, o.TimedOut)
}

func TestACancelledRunEndsWithTheContextsError(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(200*time.Millisecond, cancel)
	_, err := Run(ctx, shell("sleep 300"))
	require.ErrorIs(t, err, context.Canceled)
}

func TestLimitsHold(t *testing.T) {
	dir := t.TempDir()
	c := shell("sleep 0.2; head -c 4000000 /dev/zero > big; exit 0")
	c.Dir, c.Limits.File = dir, 1<<20
	o, err := Run(t.Context(), c)
	require.NoError(t, err)
	info, err := os.Stat(filepath.Join(dir, "big"))
	require.NoError(t, err)
	require.LessOrEqual(t, info.Size(), int64(1<<20), "exit %d", o.Code)

	c = shell("sleep 0.2; x=$(head -c 200000000 /dev/zero | tr '\\0' x); echo ${#x}")
	c.Limits.Memory = 64 << 20
	o, err = Run(t.Context(), c)
	require.NoError(t, err)
	require.False(t, o.OK(), "it got more memory than it may have: %s", o.Said)
}

func TestNoProcessReachesTheNetwork(t *testing.T) {
	if !Isolated() {
		t.Log("this system forbids unprivileged user namespaces: processes are not kept from the network here")
		return
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	require.NoError(t, err)
	connect := fmt.Sprintf("exec 3<>/dev/tcp/127.0.0.1/%s && echo naadd", port)
	c := Command{Program: "/bin/bash", Args: []string{"-c", connect}, Time: 5 * time.Second}
	o, err := Run(t.Context(), c)
	require.NoError(t, err)
	require.NotContains(t, o.Said, "naadd")
	c.Limits.Online = true
	o, err = Run(t.Context(), c)
	require.NoError(t, err)
	require.Contains(t, o.Said, "naadd", "the probe itself works")
}

// requireNone waits a moment for the kernel to take the processes away.
func requireNone(t *testing.T, marker string) {
	t.Helper()
	require.Eventually(t, func() bool { return len(running(t, marker)) == 0 }, 20*time.Second, 20*time.Millisecond, "processes are left: %v", running(t, marker))
}

// running is the processes that sleep for the marker's time.
func running(t *testing.T, marker string) []int {
	t.Helper()
	var pids []int
	names, err := filepath.Glob("/proc/[0-9]*/cmdline")
	require.NoError(t, err)
	for _, name := range names {
		line, err := os.ReadFile(name)
		if err != nil || string(line) != "sleep\x00"+marker+"\x00" {
			continue
		}
		pid, err := strconv.Atoi(strings.Split(name, "/")[2])
		require.NoError(t, err)
		pids = append(pids, pid)
	}
	return pids
}
