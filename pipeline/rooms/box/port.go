package box

import (
	"context"
	"iter"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Line is the order in which folders stand on the shelf.
type Line struct {
	Ordering deposit.Ordering
	MonthDay bool // by birth date: month and day before the year (domain §1.7 nr 8); concerns boxes only, never the birth-date list
}

// Standing is one volume of a folder where it stands.
type Standing struct {
	Folder  deposit.FolderRef
	Placing deposit.Placing
}

// Filled is a box with what stands in it, in order.
type Filled struct {
	Box      deposit.Box
	Standing []Standing
}

// Shelf is what the room needs of the store.
type Shelf interface {
	// Folders streams every packaged folder, with paper or without, in the line's order. It reads in pages: no cursor is open between two rows.
	Folders(ctx context.Context, line Line) iter.Seq2[deposit.FolderRow, error]
	// Stored streams the plan that the store holds, by box number, each box's volumes by position and volume.
	Stored(ctx context.Context) iter.Seq2[Filled, error]
	// Replace lets fill write the whole plan and the room's findings in one transaction that begins by clearing the former ones. When fill fails, what
	// was there stays. The result tells what the event of this act says.
	Replace(ctx context.Context, result Result, fill func(Sink) error) error
}

// Sink takes a plan, box by box.
type Sink interface {
	Box(Filled) error
	// Find records all that the room found on a folder, in one call; the empty folder id is the deposit as a whole.
	Find(deposit.FolderID, []deposit.Finding) error
}
