package wire

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/disk"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/purge"
)

// texts reads what source files say, for the room purge. The bytes that are read are those that intake hashed, or none.
type texts struct{ inbox *disk.Inbox }

// textsRevision is raised when the same file may give another text.
const textsRevision = "1"

// Basis names the extractors.
func (texts) Basis() string { return textsRevision }

const mostText = 64 << 20 // bytes of a file that is read for its text; a larger one is kept

// Text is the text of one source file.
func (t texts) Text(ctx context.Context, s purge.Source) (purge.Read, error) {
	if err := ctx.Err(); err != nil {
		return purge.Read{}, err
	}
	data, why, err := t.content(s)
	if err != nil || why != "" {
		return purge.Read{Why: why}, err
	}
	if s.PUID != "x-fmt/111" {
		return purge.Read{Why: "unsupported"}, nil
	}
	return purge.Read{Text: string(data)}, nil
}

// content is the file's bytes; why says that they are not those that intake hashed, or too many.
func (t texts) content(s purge.Source) (data []byte, why string, err error) {
	file, err := t.inbox.Open(s.Path)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		return nil, "changed", nil
	}
	if err != nil {
		return nil, "", err
	}
	var all bytes.Buffer
	n, err := io.Copy(&all, io.LimitReader(file, mostText+1))
	if err = errors.Join(err, file.Close()); err != nil {
		return nil, "", err
	}
	switch {
	case n > mostText:
		return nil, "too_large", nil
	case deposit.DigestOf(all.Bytes()) != s.SHA256:
		return nil, "changed", nil
	}
	return all.Bytes(), "", nil
}
