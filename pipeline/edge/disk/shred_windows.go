package disk

import (
	"io/fs"
	"os"

	"golang.org/x/sys/windows"
)

// noFollow is nothing on Windows: os.Root does not follow a link out of the folder, and what is opened is compared with what was looked at.
const noFollow = 0

// linksOf is how many names the file has.
func linksOf(folder *os.Root, base string, _ fs.FileInfo) (uint64, error) {
	file, err := folder.Open(base)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	var info windows.ByHandleFileInformation
	err = windows.GetFileInformationByHandle(windows.Handle(file.Fd()), &info)
	return uint64(info.NumberOfLinks), err
}

// syncRoot does nothing on Windows, which has no sync of a folder: NTFS journals its names.
func syncRoot(*os.Root) error { return nil }
