// Package fax reads the codings of fax machines that scanners put into TIFF files – ITU-T T.4 in one and two dimensions, with and without end-of-line
// words, and T.6 (Group 4) – and writes T.6. Rows are packed, eight pixels a byte, the leftmost in the highest bit, and a set bit is black.
//
// Data is judged strictly: a row that does not end where the width says is an error, and so is data that ends before the last row. Bytes after the last row
// are passed over.
package fax
