//go:build !windows

package disk

import (
	"io/fs"
	"os"
	"syscall"
)

// noFollow makes opening a link fail.
const noFollow = syscall.O_NOFOLLOW

// linksOf is how many names the file has.
func linksOf(_ *os.Root, _ string, seen fs.FileInfo) (uint64, error) {
	if stat, ok := seen.Sys().(*syscall.Stat_t); ok {
		return uint64(stat.Nlink), nil
	}
	return 0, fs.ErrInvalid
}

// syncRoot makes the names in a folder durable.
func syncRoot(folder *os.Root) error {
	d, err := folder.Open(".")
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
