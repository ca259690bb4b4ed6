// Package lists is the room that makes what is printed of a delivery: the lists – alphabetical, by birth date and by journal number, three copies each, all
// from one row set (R6.3-3, R6.3-4), as workbook and as PDF/A – with a cover for each copy; before the depot has approved it, one draft; the public list of
// boxes without names; and what belongs to the boxes: labels (R6.4-1), the pencil sheet that is their alternative, the list at the front of each box, and
// the out-card of R3.1-1. It decides no order and no box: rows come in order, with their places, from the store.
//
// What a person approves is the row set, not a file: its canonical text, one line per folder by journal number, whose digest stands on every page. When
// the rows are no longer those that were approved, nothing is written and the difference is told by journal number.
//
// Names leave this room only in the draft, in the nine lists and in the lists of the boxes. The public list shows the beginning of surnames, never a whole
// one; labels, their codes and the forms name nobody. What a depot wants on paper is deposit.Printing.
package lists
