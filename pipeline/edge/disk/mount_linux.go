package disk

import (
	"errors"
	"io/fs"
	"os"

	"golang.org/x/sys/unix"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// sameMount asks the kernel to walk from the folder to the name without following a link, leaving the folder, or crossing into anything that is mounted
// below it (openat2). A bind mount on the same disk is found too. A kernel without openat2 leaves the question to the disk's number.
func sameMount(root *os.Root, name string) (deposit.OutcomeWhy, error) {
	top, err := root.Open(".")
	if err != nil {
		return "", err
	}
	defer top.Close()
	how := unix.OpenHow{Flags: unix.O_PATH | unix.O_NOFOLLOW | unix.O_CLOEXEC,
		Resolve: unix.RESOLVE_BENEATH | unix.RESOLVE_NO_XDEV | unix.RESOLVE_NO_SYMLINKS}
	fd, err := unix.Openat2(int(top.Fd()), name, &how)
	switch {
	case err == nil:
		return "", unix.Close(fd)
	case errors.Is(err, unix.EXDEV):
		return deposit.NotInside, nil
	case errors.Is(err, unix.ELOOP):
		return deposit.NotPlain, nil
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, unix.ENOTDIR):
		return "", nil // the walk itself will say what is not there
	case errors.Is(err, unix.ENOSYS), errors.Is(err, unix.EPERM):
		return sameDevice(root, name)
	}
	return "", err
}
