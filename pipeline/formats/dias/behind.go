package dias

import (
	"fmt"
	"hash"
	"hash/crc32"
	"io"
)

// Of what is written, as much waits for its turn as two buffers hold while a third is filled.
const (
	behindBuffer  = 1 << 18
	behindWaiting = 2
)

// NewCRC32C is the hash that tells whether a tar that is read is the one that was written. It finds what disks and memory do to bytes, at no cost; it is no
// proof against people.
func NewCRC32C() hash.Hash32 { return crc32.New(crc32.MakeTable(crc32.Castagnoli)) }

// behind passes on what is written on a goroutine of its own: whoever makes the bytes makes the next ones meanwhile. A fault of the writer below
// is told by a later Write or by close, and nothing is passed on after it. Not safe for concurrent use; close must be called.
type behind struct {
	filling []byte
	full    chan []byte // in order
	empty   chan []byte
	broken  chan struct{} // closed at the first fault
	done    chan struct{} // closed at the end: the fields below are whole then, and err is behind broken too

	w   io.Writer
	sum hash.Hash32
	n   int64
	err error
}

func newBehind(w io.Writer) *behind {
	b := &behind{filling: make([]byte, 0, behindBuffer), full: make(chan []byte, behindWaiting), empty: make(chan []byte, behindWaiting+1),
		broken: make(chan struct{}), done: make(chan struct{}), w: w, sum: NewCRC32C()}
	for range behindWaiting {
		b.empty <- make([]byte, 0, behindBuffer)
	}
	go b.passOn()
	return b
}

func (b *behind) passOn() {
	defer close(b.done)
	for p := range b.full {
		if b.err == nil {
			b.sum.Write(p)
			n, err := b.w.Write(p)
			b.n += int64(n)
			if err != nil {
				b.err = fmt.Errorf("%w: %w", ErrOutput, err)
				close(b.broken)
			}
		}
		b.empty <- p[:0]
	}
}

// Write implements io.Writer.
func (b *behind) Write(p []byte) (int, error) {
	written := 0
	for len(p) > 0 {
		n := min(len(p), cap(b.filling)-len(b.filling))
		b.filling = append(b.filling, p[:n]...)
		written, p = written+n, p[n:]
		if len(b.filling) < cap(b.filling) {
			break
		}
		if err := b.handOver(); err != nil {
			return written, err
		}
	}
	return written, nil
}

func (b *behind) handOver() error {
	b.full <- b.filling
	b.filling = <-b.empty
	select {
	case <-b.broken:
		return b.err
	default:
		return nil
	}
}

// close passes on what is left, and gives the checksum and the size of all of it. A second call gives the same.
func (b *behind) close() (crc32c uint32, size int64, err error) {
	if b.filling != nil {
		b.full <- b.filling
		b.filling = nil
		close(b.full)
	}
	<-b.done
	return b.sum.Sum32(), b.n, b.err
}
