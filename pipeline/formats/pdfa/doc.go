// Package pdfa writes documents that last and that can be read aloud: tagged PDF/A-2a (ISO 19005-2) that is PDF/UA-1
// (ISO 14289-1) as well, or PDF/A-1b (ISO 19005-1). It knows nothing of archives, reads no clock and no file, and
// gives the same bytes for the same calls.
//
// A document is a row of blocks: headings, paragraphs, lists, tables, figures. Text is measured and wrapped with the metrics
// of the embedded fonts; nothing is cut off. A page leaves memory when it is full, so a list of a hundred thousand rows takes
// little more memory than a letter; page furniture, with its "Side 3 av 812", is written last.
//
//	doc, err := pdfa.New(w, pdfa.Options{
//		Title:   "Mappeliste",
//		Lang:    "nb-NO",
//		Created: created,
//		Page:    pdfa.A4Landscape(),
//		Furniture: func(page, pages int) pdfa.Furniture {
//			return pdfa.Furniture{Footer: []pdfa.FurnitureLine{{Center: fmt.Sprintf("Side %d av %d", page, pages)}}}
//		},
//	})
//	if err != nil {
//		return err
//	}
//	doc.Heading(1, "Mappeliste")
//	table := doc.Table(pdfa.Table{Columns: []pdfa.Column{{Title: "Navn"}, {Title: "Boks", Width: 20, Align: pdfa.Right}}})
//	for _, folder := range folders {
//		table.Row(folder.Name, folder.Box)
//	}
//	table.End()
//	if err := doc.Close(); err != nil {
//		return err
//	}
//
// # Units
//
// Lengths on paper are millimetres, sizes of text are points (1/72 inch). Places on a Sheet or in a Drawing are counted from
// the upper left corner, to the right and downwards.
//
// # Errors
//
// The first error sticks, as in bufio.Writer: blocks can be set without looking, and Close tells. Errors say what was asked
// that cannot be, by row or page number; they never repeat the text, which may be about people. After an error
// the file is of no use.
//
// # Characters
//
// Liberation Sans, its bold and Liberation Mono are embedded as subsets, with DejaVu for symbols that they lack. Text is composed
// (Unicode NFC) first. A character that no font shows, and one of a script that needs joining or runs from right to left,
// is printed as U+FFFD; the character itself is kept for search and copy, and reported by Missing.
// Lines are broken at spaces, at soft hyphens, and after hyphens and dashes between letters; no other hyphen is ever added.
//
// # Structure
//
// Every text belongs to an element: Document, Sect, H1 to H3, P, Span, Link, L, LI, Lbl, LBody, Table, THead, TBody, TR, TH, TD, Figure.
// What is printed is read in the order of the calls. Lines, frames, page furniture and repeated table headers are artifacts,
// which a screen reader passes over.
//
// # Limits
//
// There is no encryption, no form, no attachment, no transparency and no justified text. A file may be 4 GB large.
package pdfa
