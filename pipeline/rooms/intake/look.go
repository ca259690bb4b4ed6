package intake

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// look is what one opening of a file shows.
type look struct {
	sha256   deposit.Digest
	read     int64 // bytes that came through the hash
	size     int64 // as the handle says afterwards
	modified int64
	format   Format
	contents contents
	glance
}

// look reads the file from end to end, and lets the identifier look at the same handle.
func (r *Room) look(file fs.File, name string) (look, error) {
	info, err := file.Stat()
	if err != nil {
		return look{}, err
	}
	l, err := r.read(file, name, info.Size())
	if err != nil {
		return l, err
	}
	if l.read > 0 {
		if l.contents, err = r.inside(file, l.read, l.format); err != nil {
			return l, err
		}
	}
	if info, err = file.Stat(); err != nil {
		return l, err
	}
	l.size, l.modified = info.Size(), info.ModTime().UnixNano()
	return l, nil
}

// sideBySide is from which size on, in bytes, a file is hashed and identified at the same time. Each takes about as long as the other, and neither needs what
// the other finds; below it, starting a second one costs more than it saves.
const sideBySide = 4 << 20

// read hashes the file and identifies it.
func (r *Room) read(file fs.File, name string, size int64) (l look, err error) {
	places, ok := file.(io.ReaderAt)
	if !ok || size < sideBySide {
		if err = l.hash(file); err == nil && l.read > 0 {
			l.format, err = r.identify(file, name)
		}
		return l, err
	}
	done := make(chan error, 1)
	var format Format
	go func() {
		var err error
		format, err = r.identify(file, name)
		done <- err
	}()
	err = l.hash(io.NewSectionReader(places, 0, size)) // at its own places: the identifier moves the handle
	err = errors.Join(err, <-done)
	l.format = format
	return l, err
}

func (l *look) hash(r io.Reader) (err error) {
	hash := sha256.New()
	if l.read, err = io.Copy(io.MultiWriter(hash, &l.glance), r); err != nil {
		return err
	}
	l.sha256 = deposit.Digest(hex.EncodeToString(hash.Sum(nil)))
	return nil
}

func (r *Room) identify(file fs.File, name string) (Format, error) {
	back, ok := file.(io.Seeker)
	if !ok {
		return Format{}, fmt.Errorf("the file cannot be read from its beginning again: %w", fs.ErrInvalid)
	}
	if _, err := back.Seek(0, io.SeekStart); err != nil {
		return Format{}, err
	}
	return r.identifier.Identify(file, name)
}

// accordsWith tells that the file is the one that reception saw (design §3: unchanged = same size and time).
func (l look) accordsWith(source deposit.SourceFile) bool {
	return l.read == source.Size && l.size == source.Size && l.modified == source.Modified
}

// PRONOM ids that need a word of their own.
const (
	puidProtectedOffice = "fmt/494"   // whatever the kind of document
	puidPlainText       = "x-fmt/111" // plain text and CSV have no signature:
	puidCSV             = "x-fmt/18"  // their name is proof enough when the bytes are text
)

// trouble is why the file is no matter for the format policy at all, and empty when it is.
func (l look) trouble() deposit.Code {
	text := (l.format.PUID == puidPlainText || l.format.PUID == puidCSV) && !l.binary
	switch {
	case l.read == 0:
		return Empty
	case l.format.PUID == puidProtectedOffice, l.protected, l.contents.locked:
		return Encrypted
	case l.format.PUID == "":
		return Unknown
	case l.format.ByExtensionOnly && !text:
		return ByNameOnly
	}
	return ""
}

// glance notices, while the bytes go by, what format signatures do not tell: that a PDF or a zip member is encrypted, and that bytes are no text.
type glance struct {
	seen      int64
	pdf       bool
	protected bool
	binary    bool
	charset   charset
	tail      []byte // the end of what went by, so that a word across two blocks is found
}

var encryptWord = []byte("/Encrypt")

// Write looks at the next block. It never fails.
func (g *glance) Write(block []byte) (int, error) {
	if g.seen == 0 {
		g.pdf = bytes.Contains(block[:min(len(block), 1024)], []byte("%PDF-"))
		g.protected = len(block) > 6 && bytes.HasPrefix(block, []byte("PK\x03\x04")) && block[6]&1 == 1
	}
	if g.binary = g.binary || !textual(block); !g.binary || g.seen == 0 {
		g.charset.see(block, g.seen == 0)
	}
	g.seen += int64(len(block))
	if g.pdf && !g.protected {
		g.protected = encrypts(append(g.tail, block...))
		g.tail = append([]byte(nil), block[max(0, len(block)-len(encryptWord)):]...)
	}
	return len(block), nil
}

// encrypts finds the key /Encrypt; /EncryptMetadata alone is none.
func encrypts(data []byte) bool {
	for {
		i := bytes.Index(data, encryptWord)
		if i < 0 || i+len(encryptWord) >= len(data) {
			return false
		}
		data = data[i+len(encryptWord):]
		if c := data[0]; c <= ' ' || c == '<' {
			return true
		}
	}
}

func textual(block []byte) bool {
	for _, c := range block {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' {
			return false
		}
	}
	return true
}
