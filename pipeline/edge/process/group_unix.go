//go:build unix && !linux

package process

import (
	"errors"
	"os/exec"
	"syscall"
)

// runGroup starts the command as the leader of a process group and kills the group at the end. Here nothing kills it when this program is killed itself,
// and there are no limits on memory.
func runGroup(cmd *exec.Cmd, _ Limits) error {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return killGroup(cmd) }
	if err := cmd.Start(); err != nil {
		return err
	}
	err := cmd.Wait()
	return errors.Join(err, killGroup(cmd))
}

func killGroup(cmd *exec.Cmd) error {
	err := syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
	if errors.Is(err, syscall.ESRCH) || errors.Is(err, syscall.EPERM) { // EPERM: only zombies are left (macOS)
		return nil
	}
	return err
}

// Isolated tells whether a process can be kept from the network here.
func Isolated() bool { return false }
