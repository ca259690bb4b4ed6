// Package lists is the room that makes the lists of a delivery: alphabetical, by birth date and by journal number, three copies each, all from one row
// set (R6.3-3, R6.3-4); before the depot has approved it, one draft workbook; and beside them the public list of boxes without names and the lines for
// labels. It decides no order and no box: rows come in order, with their places, from the store.
//
// What a person approves is the row set, not a file: its canonical text, one line per folder by journal number, whose digest stands on every page. When
// the rows are no longer those that were approved, nothing is written and the difference is told by journal number.
//
// Names leave this room only in the draft and in the nine lists. The public list shows the beginning of surnames, never a whole one.
package lists
