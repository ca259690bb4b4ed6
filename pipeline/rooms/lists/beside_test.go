package lists

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// noting is a rendering that notes what it is told, and fails at a row.
type noting struct {
	said   []string
	fails  int
	broken error
}

func (n *noting) begin(p page) error { n.said = append(n.said, "begin "+p.name); return nil }

func (n *noting) row(row deposit.ListRow) error {
	if n.said = append(n.said, row.Journal); len(n.said) == n.fails {
		return n.broken
	}
	return nil
}

func (n *noting) end() error { n.said = append(n.said, "end"); return nil }

func (n *noting) finish() error { n.said = append(n.said, "finish"); return nil }

func (n *noting) abandon() error { n.said = append(n.said, "abandon"); return nil }

func TestARenderingBesideIsToldTheSameInTheSameOrder(t *testing.T) {
	plain := &noting{}
	other := &noting{}
	beside := workBeside(other)
	for _, r := range []rendering{plain, beside} {
		for _, name := range []string{"a", "b"} {
			require.NoError(t, r.begin(page{name: name}))
			for range 3*batchRows + 1 {
				require.NoError(t, r.row(deposit.ListRow{Journal: name}))
			}
			require.NoError(t, r.end())
		}
		require.NoError(t, r.finish())
		require.NoError(t, r.abandon())
	}
	require.Equal(t, plain.said, other.said)
}

func TestWhatFailsBesideIsToldAndNothingIsDoneBehindIt(t *testing.T) {
	failing := &noting{fails: batchRows + 3, broken: errors.New("no space left on device")}
	b := workBeside(failing)
	var err error
	for _, do := range []func() error{func() error { return b.begin(page{}) }, func() (err error) {
		for range 2 * batchRows {
			err = errors.Join(err, b.row(deposit.ListRow{}))
		}
		return err
	}, b.end, b.finish} {
		err = errors.Join(err, do())
	}
	require.ErrorIs(t, err, failing.broken)
	require.Len(t, failing.said, failing.fails)
	require.NoError(t, b.abandon())
	require.Equal(t, "abandon", failing.said[len(failing.said)-1])
}
