package archive

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strconv"
	"strings"
)

const tarBlock = 512

// isTar looks at the checksum of the first header (POSIX.1-2001, ustar): older tar has no magic word, and a checksum is harder to have by chance.
func isTar(head []byte) bool {
	if len(head) < tarBlock {
		return false
	}
	stated, err := strconv.ParseInt(string(bytes.Trim(head[148:156], " \x00")), 8, 32)
	if err != nil {
		return false
	}
	var sum int64
	for i, c := range head {
		if i >= 148 && i < 156 {
			c = ' '
		}
		sum += int64(c)
	}
	return sum == stated
}

func readTar(r io.ReaderAt, size int64, limits Limits) (*Archive, error) {
	a := &Archive{open: func(n int) (io.ReadCloser, error) { return openEntry(r, size, n) }}
	t := tar.NewReader(io.NewSectionReader(r, 0, size))
	left := limits.allows(size)
	for n := 0; ; n++ {
		h, err := t.Next()
		switch {
		case errors.Is(err, io.EOF):
			return a, nil
		case err != nil && !errors.Is(err, tar.ErrInsecurePath):
			return nil, troubleOf(err)
		case h.Typeflag == tar.TypeXGlobalHeader:
			continue
		case h.Name != "./" && !honest(strings.TrimPrefix(h.Name, "./"), limits):
			return nil, BadName
		case h.Typeflag == tar.TypeDir:
			if n > 2*limits.Files {
				return nil, TooMany
			}
			continue
		case h.Typeflag != tar.TypeReg:
			return nil, NoFile
		case len(a.Files) == limits.Files:
			return nil, TooMany
		}
		if left -= h.Size; left < 0 {
			return nil, TooLarge
		}
		a.Files = append(a.Files, File{Name: decoded(h.Name), Size: h.Size})
	}
}

// openEntry goes through the headers to the file with a number; what lies between is passed over, not read.
func openEntry(r io.ReaderAt, size int64, n int) (io.ReadCloser, error) {
	t := tar.NewReader(io.NewSectionReader(r, 0, size))
	for {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil, Damaged
		}
		if err != nil && !errors.Is(err, tar.ErrInsecurePath) {
			return nil, troubleOf(err)
		}
		if h.Typeflag != tar.TypeReg {
			continue
		}
		if n--; n == 0 {
			return &bounded{r: t, left: h.Size, close: func() error { return nil }}, nil
		}
	}
}

// readGzip unpacks the one file once, to know how long it is.
func readGzip(r io.ReaderAt, size int64, limits Limits) (*Archive, error) {
	unpacked, err := gzip.NewReader(io.NewSectionReader(r, 0, size))
	if err != nil {
		return nil, troubleOf(err)
	}
	name := decoded(unpacked.Name)
	if name != "" && !honest(name, limits) {
		return nil, BadName
	}
	most := limits.allows(size)
	n, err := io.Copy(io.Discard, io.LimitReader(unpacked, most+1))
	switch {
	case err != nil:
		return nil, troubleOf(err)
	case n > limits.Bytes:
		return nil, TooLarge
	case n > most:
		return nil, TooDense
	}
	return &Archive{Files: []File{{Name: name, Size: n}}, open: func(int) (io.ReadCloser, error) {
		again, err := gzip.NewReader(io.NewSectionReader(r, 0, size))
		if err != nil {
			return nil, troubleOf(err)
		}
		return &bounded{r: again, left: n, close: again.Close}, nil
	}}, nil
}
