// Package page writes one self-contained web page: a report of sections with tables, small charts and notices, that reads on a screen, on a telephone and on
// paper (A4), needs no script and nothing from a network, and can be used with a screen reader (WCAG 2.1 AA).
//
// The page is a value, Document; its long tables are not: their rows are asked for one at a time while the page is written, so that a report of 40,000 rows
// takes no more memory than one of forty. It knows nothing of deposits, formats no numbers and chooses no words: the caller brings them.
package page
