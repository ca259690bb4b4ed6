package archive

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"strings"
)

// OpenZip reads the list of a ZIP's members, when it is not longer than most. It is for documents that are ZIP files themselves, such as docx, as well.
func OpenZip(r io.ReaderAt, size int64, most int) (*zip.Reader, error) {
	const ending = 22 + 1<<16 // the record at the end and the longest remark
	tail := make([]byte, min(size, ending))
	if _, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	at := bytes.LastIndex(tail, []byte(emptyZipMagic))
	if at < 0 || at+22 > len(tail) {
		return nil, Damaged
	}
	if int(binary.LittleEndian.Uint16(tail[at+10:])) > most {
		return nil, TooMany
	}
	z, err := zip.NewReader(r, size)
	switch {
	case err == nil, errors.Is(err, zip.ErrInsecurePath):
		return z, nil
	case errors.Is(err, zip.ErrFormat), errors.Is(err, zip.ErrAlgorithm), errors.Is(err, zip.ErrChecksum), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return nil, Damaged
	}
	return nil, err
}

func readZip(r io.ReaderAt, size int64, limits Limits) (*Archive, error) {
	z, err := OpenZip(r, size, 2*limits.Files) // directories have entries of their own
	if err != nil {
		return nil, err
	}
	var members []*zip.File
	a := &Archive{}
	left := limits.allows(size)
	for _, f := range z.File {
		switch trouble := memberTrouble(f, limits); {
		case trouble != "":
			return nil, trouble
		case strings.HasSuffix(f.Name, "/"):
			continue
		case len(members) == limits.Files:
			return nil, TooMany
		}
		n := int64(min(f.UncompressedSize64, 1<<62))
		if left -= n; left < 0 && limits.allows(size) == limits.Bytes {
			return nil, TooLarge
		} else if left < 0 || n > limits.allows(int64(min(f.CompressedSize64, 1<<50))) {
			return nil, TooDense
		}
		members, a.Files = append(members, f), append(a.Files, File{Name: decoded(f.Name), Size: n})
	}
	a.open = func(n int) (io.ReadCloser, error) { return openMember(members[n-1], a.Files[n-1].Size) }
	return a, nil
}

// memberTrouble is what speaks against a member before it is unpacked.
func memberTrouble(f *zip.File, limits Limits) Trouble {
	kind := f.Mode().Type()
	switch {
	case f.Flags&1 == 1:
		return Encrypted
	case !honest(f.Name, limits):
		return BadName
	case kind != 0 && kind != fs.ModeDir:
		return NoFile
	case f.Method != zip.Store && f.Method != zip.Deflate:
		return Damaged
	}
	return ""
}

func openMember(f *zip.File, size int64) (io.ReadCloser, error) {
	member, err := f.Open()
	if err != nil {
		return nil, troubleOf(err)
	}
	return &bounded{r: member, left: size, close: member.Close}, nil
}

// bounded reads so many bytes and not one more; what ends before or goes on behind is damaged.
type bounded struct {
	r     io.Reader
	left  int64
	close func() error
}

// Read reads on. At the end it looks for a byte too many.
func (b *bounded) Read(p []byte) (int, error) {
	if b.left == 0 {
		var one [1]byte
		switch n, err := io.ReadFull(b.r, one[:]); {
		case n > 0:
			return 0, Damaged
		case errors.Is(err, io.EOF):
			return 0, io.EOF
		default:
			return 0, troubleOf(err)
		}
	}
	n, err := b.r.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	if errors.Is(err, io.EOF) {
		if err = nil; b.left > 0 {
			err = Damaged
		}
		return n, err
	}
	return n, troubleOf(err)
}

// Close closes what is below.
func (b *bounded) Close() error { return troubleOf(b.close()) }

// troubleOf makes what unpacking says of the content a Trouble; anything else is trouble with reading.
func troubleOf(err error) error {
	var path *fs.PathError
	var trouble Trouble
	if err == nil || errors.As(err, &path) || errors.As(err, &trouble) {
		return err
	}
	return Damaged
}
