package wire

import (
	"io"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/disk"
)

// packFiles opens what goes into a package: source files through the inbox, which follows no link, and what rooms made from the store of files.
type packFiles struct {
	inbox *disk.Inbox
	disk  *disk.Disk
}

func (p packFiles) Source(path string) (io.ReadCloser, error) { return p.inbox.Open(path) }

func (p packFiles) Kept(digest deposit.Digest) (io.ReadCloser, error) { return p.disk.Kept(digest) }
