package pack

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/dias"
)

// asError gives trouble its kind once; an error that has one passes unchanged. Paths are left out: they may hold a person's name.
func asError(err error) error {
	var known *deposit.Error
	if errors.As(err, &known) {
		return err
	}
	kind := deposit.Internal
	var path *fs.PathError
	switch {
	case errors.Is(err, context.Canceled):
		kind = deposit.Interrupted
	case errors.As(err, &path):
		kind, err = deposit.Disk, path.Err
	}
	return &deposit.Error{Kind: kind, Op: "pack", Err: err}
}

// nothing refuses a package without folders: there is nothing to deposit.
func nothing() error {
	return &deposit.Error{Kind: deposit.Held, Op: "pack", Key: "nothing_to_pack"}
}

// fileTrouble says of which file, by journal number and ordinal, and that the package was not made.
func fileTrouble(f *toPack, err error) error {
	at := fmt.Sprintf("%s, fil %d", f.journal, f.ordinal)
	var path *fs.PathError
	switch {
	case errors.Is(err, dias.ErrOutput): // no trouble of this file
		return err
	case errors.Is(err, dias.ErrSize), errors.Is(err, dias.ErrChecksum):
		return &deposit.Error{Kind: deposit.Conflict, Op: "pakke fil", At: at, Key: "file_altered"}
	case errors.Is(err, fs.ErrNotExist):
		return &deposit.Error{Kind: deposit.Conflict, Op: "pakke fil", At: at, Key: "file_gone"}
	case errors.As(err, &path):
		err = path.Err
	}
	return &deposit.Error{Kind: deposit.Disk, Op: "pakke fil", At: at, Key: "file_unread", Err: err}
}

// conserved is nil when the description holds exactly the files that convert said go along: a file that falls out between two rooms stops the package.
func conserved(f Folder) error {
	described := map[deposit.Digest]int{}
	for _, r := range f.Description.Records {
		for _, o := range r.Files() {
			described[o.SHA256]++
		}
	}
	for _, digest := range f.Packed {
		described[digest]--
	}
	for _, n := range described {
		if n != 0 {
			return &deposit.Error{Kind: deposit.Internal, Op: "pack", At: f.Ref.Journal, Err: errors.New("the described files are not those that go into the package")}
		}
	}
	return nil
}
