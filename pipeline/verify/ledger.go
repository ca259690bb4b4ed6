package verify

import "crypto/sha256"

// fact is what somebody says of a file, or what it is.
type fact struct {
	sum  [sha256.Size]byte
	size int64
}

// take notes what is said of a file. Two sayings that differ leave one that no file can meet: the second must not hide the first.
func (f *fact) take(said fact, again bool) {
	if again && *f != said {
		said = fact{size: -1}
		for i := range said.sum {
			said.sum[i] = 0xFF
		}
	}
	*f = said
}

// Who has said something of a path.
const (
	inTar uint16 = 1 << iota
	isFolder
	inMETS
	inPREMIS
	inNoark
	withoutSum // METS lists it without a SHA-256
	listedTwice
	referredTwice
	inMETSOnlyAsMetadata
	toldMissing // as a schema
)

// record is one path of the package.
type record struct {
	tar, mets, premis, noark fact
	name                     int // where its name begins in the ledger's names
	length                   int
	has                      uint16
}

// ledger holds every path once, whoever named it first, in that order.
type ledger struct {
	index   map[[16]byte]int32
	records []record
	names   []byte
}

func newLedger() *ledger { return &ledger{index: map[[16]byte]int32{}} }

// at is the record of a path; it is good until the next call.
func (l *ledger) at(path string) *record {
	key := keyOf(path)
	i, ok := l.index[key]
	if !ok {
		i = int32(len(l.records))
		l.index[key] = i
		l.records = append(l.records, record{name: len(l.names), length: len(path)})
		l.names = append(l.names, path...)
	}
	return &l.records[i]
}

// has tells whether the tar has a file or folder at the path; folders may be known only by what lies in them.
func (l *ledger) has(path string) bool {
	i, ok := l.index[keyOf(path)]
	return ok && l.records[i].has&(inTar|isFolder) != 0
}

func (l *ledger) nameOf(r *record) string { return string(l.names[r.name : r.name+r.length]) }

// keyOf stands for a text, so that millions of long ones take little memory.
func keyOf(text string) [16]byte {
	sum := sha256.Sum256([]byte(text))
	return [16]byte(sum[:16])
}
