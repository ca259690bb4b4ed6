// Package pdfsteady makes a PDF that a converter wrote the same for the same source. LibreOffice and Ghostscript put the hour into each file that they
// make: into the document information, the XMP metadata, the file's identifiers, and LibreOffice into the embedded colour profile too, whose
// compressed length then varies by a byte or two and moves everything behind it. Settle writes the file anew with a date that the caller gives, a profile that
// the caller gives, identifiers made from the file's own content, and the cross-reference table that fits.
//
// It knows the shape that these programs write: one classic cross-reference table (ISO 32000-1, 7.5.4), an unencrypted file, an uncompressed
// XMP packet. In any other file, and where a thing to be settled is found twice or in a shape of its own, it changes nothing and says so
// (Unsteady): such a file is kept as it came, and what was made twice may then differ.
//
// Files are read and written as streams; the cross-reference table alone lies in memory.
package pdfsteady
