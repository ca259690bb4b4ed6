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
	"github.com/arkivdepot/arkivdepot/pipeline/formats/mail"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/mail/compound"
)

// contents is what lies inside a file and would be lost, or run, or fetched, without anybody having said so.
type contents struct {
	locked   bool
	macros   bool
	external int // links that load what they show from elsewhere
	comments int // of cells and paragraphs: a page of paper does not show them
	embedded int // objects and files within a document

	archive bool             // the policy says so, even of an empty one
	files   []deposit.Digest // of the files in an archive, or attached to a letter
	unread  bool             // an archive of a kind that is not read, or beyond the limits: what it holds is not known
	letters int              // attached letters, which are printed with the letter
}

// Limits of one look inside. A file beyond them is unread, not refused: a person looks.
const (
	mostMembers  = 10_000
	mostUnpacked = 2 << 30   // bytes of all members together
	mostPart     = 32 << 20  // bytes of one XML part
	mostCompound = 128 << 20 // a compound file is read into memory
	mostRatio    = 200       // unpacked to packed, beyond the first megabyte
	mostNested   = 3         // letters in letters
)

// steady reads at places and remembers trouble of the disk, to tell it from what is wrong with the content.
type steady struct {
	r   io.ReaderAt
	err error
}

func (s *steady) ReadAt(b []byte, at int64) (int, error) {
	n, err := s.r.ReadAt(b, at)
	if err != nil && !errors.Is(err, io.EOF) {
		s.err = err
	}
	return n, err
}

// inside looks into an identified file. Its error is trouble with reading; what cannot be understood has no contents, since identification has spoken.
func (r *Room) inside(file fs.File, size int64, f Format) (contents, error) {
	places, ok := file.(io.ReaderAt)
	if !ok {
		return contents{}, fmt.Errorf("the file cannot be read at places: %w", fs.ErrInvalid)
	}
	s := &steady{r: places}
	_, line := r.policy.Judge(f.PUID, deposit.Date{})
	rule, _ := r.policy.Rule(line)
	head := make([]byte, 8)
	n, _ := s.ReadAt(head, 0) // a short file has a short head
	head = head[:n]
	var c contents
	switch {
	case rule.Converter == deposit.ConverterMail:
		c = insideLetter(s, size, f.PUID)
	case rule.Container:
		c = insideArchive(s, size, head)
		c.archive = true
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		c = insideZip(s, size)
	case compound.Is(head) && size <= mostCompound && f.PUID != puidProtectedOffice:
		c = insideCompound(s, size)
	}
	return c, s.err
}

const puidOutlook = "x-fmt/430"

// insideLetter is the digests of what is attached. Letters attached are printed with it; what they have attached counts as its own.
func insideLetter(s *steady, size int64, puid string) contents {
	limits := mail.Limits{Depth: mostNested + 2}
	var l mail.Letter
	var err error
	if puid == puidOutlook {
		l, err = mail.ReadMSG(s, size, limits)
	} else {
		l, err = mail.ReadEML(io.NewSectionReader(s, 0, size), limits)
	}
	if err != nil {
		return contents{unread: true}
	}
	c := contents{locked: l.Encrypted}
	c.attached(l)
	return c
}

func (c *contents) attached(l mail.Letter) {
	for _, a := range l.Attachments {
		if a.Message != nil {
			c.letters++
			c.locked = c.locked || a.Message.Encrypted
			c.attached(*a.Message)
			continue
		}
		sum := sha256.Sum256(a.Content)
		c.files = append(c.files, deposit.Digest(hex.EncodeToString(sum[:])))
	}
}
