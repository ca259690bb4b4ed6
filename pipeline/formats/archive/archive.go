// Package archive reads archives of files: ZIP (ISO/IEC 21320-1), tar (POSIX.1-2001), and one file packed with gzip (RFC 1952). It tells what lies inside
// and opens one file at a time by its number. It writes nothing: the names in an archive were chosen by strangers, and no path is ever made of one. What an
// archive may cost is bounded by [Limits] before anything is unpacked, by what it says of itself, and again while it is unpacked, since that may be a lie.
package archive

import (
	"bytes"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// File is one file in an archive. Its number is its place in Archive.Files, from 1.
type File struct {
	Name string // as the archive has it, in UTF-8: a text for people, never a path
	Size int64  // unpacked
}

// Archive is an archive that has been looked through.
type Archive struct {
	Files []File // in the order of the archive, without directories
	Alike int    // files whose name another one has, or one that some system takes for the same

	open func(n int) (io.ReadCloser, error)
}

// Limits bound what an archive may hold. Zero fields take the value of [DefaultLimits].
type Limits struct {
	Files int   // in one archive
	Bytes int64 // of all its files together, unpacked
	Ratio int64 // unpacked to packed, beyond the first megabyte
	Name  int   // bytes of one name
}

// DefaultLimits fits what people put together in one archive.
func DefaultLimits() Limits { return Limits{Files: 1_000, Bytes: 2 << 30, Ratio: 200, Name: 1_024} }

func (l Limits) filled() Limits {
	d := DefaultLimits()
	if l.Files <= 0 {
		l.Files = d.Files
	}
	if l.Bytes <= 0 {
		l.Bytes = d.Bytes
	}
	if l.Ratio <= 0 {
		l.Ratio = d.Ratio
	}
	if l.Name <= 0 {
		l.Name = d.Name
	}
	return l
}

// allows is the most that a packed size may become.
func (l Limits) allows(packed int64) int64 { return min(l.Bytes, 1<<20+l.Ratio*packed) }

// Trouble says why an archive is not unpacked. Each value is an error of its own: errors.Is(err, archive.TooMany).
type Trouble string

// The troubles. An error of the reader that was given comes back as it is.
const (
	NotArchive Trouble = "file is no archive of a kind that is read"
	Damaged    Trouble = "archive is damaged, or packed in a way that is not read"
	Encrypted  Trouble = "archive is encrypted"
	TooMany    Trouble = "archive has more files than the limits allow"
	TooLarge   Trouble = "archive holds more bytes than the limits allow"
	TooDense   Trouble = "archive holds more than its size can honestly hold"
	NoFile     Trouble = "archive holds links or devices"
	BadName    Trouble = "archive has names that lead out of it, or are too long"
)

// Error makes a Trouble an error. It never quotes the archive.
func (t Trouble) Error() string { return string(t) }

const (
	zipMagic      = "PK\x03\x04"
	emptyZipMagic = "PK\x05\x06"
	gzipMagic     = "\x1F\x8B"
)

// Is tells whether a file is an archive that is read here, from its first block.
func Is(r io.ReaderAt) bool { return kindOf(r) != nil }

// kindOf is the reader of the file's kind, nil where there is none.
func kindOf(r io.ReaderAt) func(io.ReaderAt, int64, Limits) (*Archive, error) {
	head := make([]byte, tarBlock)
	n, _ := r.ReadAt(head, 0) // a short file has a short head, and trouble with reading shows again
	switch head = head[:n]; {
	case bytes.HasPrefix(head, []byte(zipMagic)), bytes.HasPrefix(head, []byte(emptyZipMagic)):
		return readZip
	case bytes.HasPrefix(head, []byte(gzipMagic)):
		return readGzip
	case isTar(head):
		return readTar
	}
	return nil
}

// Read looks through an archive of size bytes. What it finds wrong is a [Trouble].
func Read(r io.ReaderAt, size int64, limits Limits) (*Archive, error) {
	read := kindOf(r)
	if read == nil {
		return nil, NotArchive
	}
	a, err := read(r, size, limits.filled())
	if err != nil {
		return nil, err
	}
	a.Alike = alike(a.Files)
	return a, nil
}

// Open opens a file by its number. What it reads is at most as long as File.Size says, and what is damaged is a Trouble at the latest when the last byte was
// read.
func (a *Archive) Open(n int) (io.ReadCloser, error) {
	if n < 1 || n > len(a.Files) {
		return nil, Damaged
	}
	return a.open(n)
}

// alike counts the files whose folded name another one before has.
func alike(files []File) (n int) {
	seen := map[string]bool{}
	for _, f := range files {
		folded := norm.NFC.String(strings.ToLower(norm.NFC.String(strings.ReplaceAll(f.Name, `\`, "/"))))
		if seen[folded] {
			n++
		}
		seen[folded] = true
	}
	return n
}

// decoded is a name as text: UTF-8, else what DOS and Windows wrote in western Europe.
func decoded(name string) string {
	if utf8.ValidString(name) {
		return name
	}
	text, err := charmap.CodePage850.NewDecoder().String(name)
	if err != nil {
		return strings.ToValidUTF8(name, "�")
	}
	return text
}

// honest tells a name below the place where an archive is unpacked from one that leads out of it, has a drive or a device in it, or is too long. Nothing
// is written by these names; who gives a file such a name did not do so by accident.
func honest(name string, limits Limits) bool {
	name = strings.ReplaceAll(name, `\`, "/")
	if name == "" || len(name) > limits.Name || strings.HasPrefix(name, "/") || len(name) > 1 && name[1] == ':' || strings.ContainsFunc(name, unicode.IsControl) {
		return false
	}
	for _, part := range strings.Split(name, "/") {
		if part == ".." {
			return false
		}
	}
	return true
}

// Clean is a name as a text for people: composed letters, no characters that are not seen, and of a path what stands behind the last slash.
func Clean(name string) string {
	name = norm.NFC.String(decoded(name))
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if !unicode.IsGraphic(r) || r == utf8.RuneError {
			return ' '
		}
		return r
	}, name)), " ")
	const most = 200 // characters: a title, not a text
	if runes := []rune(name); len(runes) > most {
		name = string(runes[:most])
	}
	return name
}
