package reception

import (
	"encoding/binary"
	"errors"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Rows and entries lie in the scratch in a short form of the room's own: numbers as varints, texts after their length. A deposit has one for each of its
// rows and files, and those of a folder that stands are not read to their end. The form never leaves a reception.

// pen writes a scrap.
type pen []byte

func (p *pen) number(n int64) { *p = binary.AppendVarint(*p, n) }

func (p *pen) text(s string) {
	*p = binary.AppendUvarint(*p, uint64(len(s)))
	*p = append(*p, s...)
}

func (p *pen) bytes(b []byte) {
	*p = binary.AppendUvarint(*p, uint64(len(b)))
	*p = append(*p, b...)
}

func (p *pen) texts(all []string) {
	*p = binary.AppendUvarint(*p, uint64(len(all)))
	for _, s := range all {
		p.text(s)
	}
}

func (p *pen) flag(b bool) {
	*p = append(*p, 0)
	if b {
		(*p)[len(*p)-1] = 1
	}
}

func (p *pen) entry(e Entry) {
	p.text(e.Path)
	p.text(string(e.Kind))
	p.number(e.Size)
	p.number(e.Modified)
}

// errScrap says that a scrap is not as the room wrote it. It holds nothing of it.
var errScrap = errors.New("a note in reception's scratch cannot be read")

// eye reads a scrap. After damage it reads nothing but empty values; whoever is done with it asks for the error.
type eye struct {
	rest []byte
	err  error
}

func (y *eye) damaged() {
	y.rest, y.err = nil, errScrap
}

func (y *eye) number() int64 {
	n, size := binary.Varint(y.rest)
	if size <= 0 {
		y.damaged()
		return 0
	}
	y.rest = y.rest[size:]
	return n
}

// length is the length of what follows, which is no longer than what is there.
func (y *eye) length() int {
	n, size := binary.Uvarint(y.rest)
	if size <= 0 || n > uint64(len(y.rest)-size) {
		y.damaged()
		return 0
	}
	y.rest = y.rest[size:]
	return int(n)
}

func (y *eye) text() string {
	n := y.length()
	s := string(y.rest[:n])
	y.rest = y.rest[n:]
	return s
}

func (y *eye) texts() []string {
	n := y.length() // each takes a byte at least
	if n == 0 {
		return nil
	}
	all := make([]string, n)
	for i := range all {
		all[i] = y.text()
	}
	return all
}

func (y *eye) octet() byte {
	if len(y.rest) == 0 {
		y.damaged()
		return 0
	}
	b := y.rest[0]
	y.rest = y.rest[1:]
	return b
}

func (y *eye) flag() bool { return y.octet() != 0 }

func (y *eye) entry() Entry {
	return Entry{Path: y.text(), Kind: EntryKind(y.text()), Size: y.number(), Modified: y.number()}
}

// entryOf reads a note on an entry of the tree.
func entryOf(s Scrap) (Entry, error) {
	y := eye{rest: s.Body}
	return y.entry(), y.err
}

func (p *pen) journal(no deposit.JournalNo) {
	p.text(no.Written)
	p.number(int64(no.Sequence))
	p.text(no.Suffix)
	p.number(int64(no.Start))
	p.flag(no.Split)
}

func (y *eye) journal() deposit.JournalNo {
	return deposit.JournalNo{Written: y.text(), Sequence: int(y.number()), Suffix: y.text(), Start: int(y.number()), Split: y.flag()}
}
