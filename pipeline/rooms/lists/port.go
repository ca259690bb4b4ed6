package lists

import (
	"context"
	"io"
	"iter"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Rows is what the room needs of the store. Both streams are read in pages: no cursor is open between two rows.
type Rows interface {
	// List streams a row for every packaged folder, digital ones too, in the ordering. By birth date is always year, month, day, with unknown dates last
	// (domain §1.7 nr 8), whatever the boxes follow.
	List(ctx context.Context, ordering deposit.Ordering) iter.Seq2[deposit.ListRow, error]
	// Boxes streams the boxes by number with what stands in them.
	Boxes(ctx context.Context) iter.Seq2[Contents, error]
}

// Contents is a box and a row for each folder in it, in position order; the rows' placings are those in this box.
type Contents struct {
	Box  deposit.Box
	Rows []deposit.ListRow
}

// Draft is a private folder in which the room writes. Whoever runs the room shows it by one rename when the run has succeeded, and throws it away when
// not: a failed run may leave files that are not whole.
type Draft interface {
	// Create begins a file below ut/, with "/" between its parts.
	Create(name string) (io.WriteCloser, error)
}
