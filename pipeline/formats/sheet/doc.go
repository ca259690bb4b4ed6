// Package sheet reads and writes tables: xlsx workbooks and CSV files become the
// same stream of rows, and lists, input templates and recorded corrections are
// written as workbooks or CSV with the same bytes for the same rows.
//
// It evaluates nothing (a formula is flagged, its stored value is text), follows
// no link, expands no entity and knows no word of the archive: headings come from
// the caller. Everything read is taken for hostile and is bounded by [Limits].
// Errors name a place (part, sheet row, column), never what a cell holds.
//
// Reading parses the parts itself instead of going through excelize: that
// library's row stream gives text only, and asking it for a cell's style or
// formula loads the whole sheet. Writing and editing use excelize.
package sheet
