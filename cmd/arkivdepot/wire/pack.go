package wire

import (
	"io"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/disk"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/intake"
)

// packFiles opens what goes into a package: source files and what lies in them through the inbox, which follows no link, and what rooms made from the store
// of files.
type packFiles struct {
	sources intake.Sources
	disk    *disk.Disk
}

func (p packFiles) Source(path string) (io.ReadCloser, error) { return p.sources.Open(path) }

func (p packFiles) Kept(digest deposit.Digest) (io.ReadCloser, error) { return p.disk.Kept(digest) }
