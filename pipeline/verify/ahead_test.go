package verify

import (
	"bytes"
	"context"
	"errors"
	"io"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

func TestWhatIsReadAheadIsWhatIsThere(t *testing.T) {
	for _, size := range []int{0, 1, aheadBuffer - 1, aheadBuffer, aheadBuffer + 1, 7*aheadBuffer + 5} {
		want := bytes.Repeat([]byte("arkiv"), size/5+1)[:size]
		var told int64
		a := newAhead(t.Context(), iotest.HalfReader(bytes.NewReader(want)), func(n int64) { told = n })
		got, err := io.ReadAll(io.LimitReader(a, int64(size/2)))
		require.NoError(t, err)
		require.Equal(t, want[:size/2], got)
		digest, n, err := a.rest()
		require.NoError(t, err)
		require.Equal(t, deposit.DigestOf(want), digest, "of all, also of what nobody read")
		require.EqualValues(t, size, n)
		require.EqualValues(t, size, told)
		a.stop()
	}
}

func TestTroubleComesBehindWhatWasReadBeforeIt(t *testing.T) {
	broken := errors.New("input/output error")
	a := newAhead(t.Context(), io.MultiReader(bytes.NewReader(make([]byte, aheadBuffer+10)), iotest.ErrReader(broken)), nil)
	defer a.stop()
	got, err := io.ReadAll(a)
	require.ErrorIs(t, err, broken)
	require.Len(t, got, aheadBuffer+10)
}

// nothingEnds is a source that never ends.
type nothingEnds struct{ reads int }

func (n *nothingEnds) Read(p []byte) (int, error) { n.reads++; return len(p), nil }

func TestReadingAheadEndsWhenNobodyListens(t *testing.T) {
	source := &nothingEnds{}
	ctx, cancel := context.WithCancel(t.Context())
	a := newAhead(ctx, source, nil)
	_, err := io.ReadFull(a, make([]byte, 3*aheadBuffer))
	require.NoError(t, err)
	cancel()
	_, err = a.Read(make([]byte, 1))
	require.ErrorIs(t, err, context.Canceled)
	a.stop()
	before := source.reads // the reader has left: the race detector would see it otherwise
	require.LessOrEqual(t, before, 3+cap(a.empty)+1, "no more than the buffers hold is read ahead")
}
