package verify

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Of a tar, as much is read and hashed ahead as these buffers hold.
const (
	aheadBuffer = 1 << 18
	aheadFull   = 3
)

// ahead reads and hashes a tar on a goroutine of its own, while its members are judged. Not safe for concurrent use; stop must be called.
type ahead struct {
	ctx    context.Context
	cancel context.CancelFunc
	tell   func(read int64)

	full  chan []byte
	empty chan []byte // as many as there are buffers: giving one back never waits
	taken []byte      // the buffer that is being read
	left  []byte      // of it
	n     int64       // bytes given out

	hash hash.Hash // with err, whole once full is closed
	err  error     // io.EOF at the end
}

func newAhead(ctx context.Context, r io.Reader, tell func(int64)) *ahead {
	a := &ahead{tell: tell, full: make(chan []byte, aheadFull), empty: make(chan []byte, aheadFull+2), hash: sha256.New()}
	a.ctx, a.cancel = context.WithCancel(ctx)
	for range cap(a.empty) {
		a.empty <- make([]byte, aheadBuffer)
	}
	go a.readOn(r)
	return a
}

func (a *ahead) readOn(r io.Reader) {
	defer close(a.full)
	for a.err == nil {
		var p []byte
		select {
		case p = <-a.empty:
		case <-a.ctx.Done():
			a.err = a.ctx.Err()
			return
		}
		var n int
		n, a.err = io.ReadFull(r, p)
		if errors.Is(a.err, io.ErrUnexpectedEOF) {
			a.err = io.EOF
		}
		a.hash.Write(p[:n])
		a.full <- p[:n]
	}
}

// Read implements io.Reader.
func (a *ahead) Read(p []byte) (int, error) {
	if err := a.ctx.Err(); err != nil {
		return 0, err
	}
	for len(a.left) == 0 {
		if a.taken != nil {
			a.empty <- a.taken[:cap(a.taken)]
		}
		next, more := <-a.full
		if a.taken, a.left = next, next; !more {
			return 0, a.err
		}
	}
	n := copy(p, a.left)
	a.left = a.left[n:]
	a.n += int64(n)
	if a.tell != nil {
		a.tell(a.n)
	}
	return n, nil
}

// rest reads what is left, and gives the checksum and size of all of it.
func (a *ahead) rest() (deposit.Digest, int64, error) {
	if _, err := io.Copy(io.Discard, a); err != nil {
		return "", a.n, err
	}
	return deposit.Digest(hex.EncodeToString(a.hash.Sum(nil))), a.n, nil
}

// stop ends the reading, wherever it is.
func (a *ahead) stop() {
	a.cancel()
	for range a.full { // until the reader has left
	}
}
