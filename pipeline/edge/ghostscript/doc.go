// Package ghostscript makes PDF/A-2b of PDF with the Ghostscript that the user has installed (a program of its own; AGPL). Attachments, form fields, tags
// and signatures do not survive it, so it is never for a file that is PDF/A already, and the original is worth keeping.
//
// Ghostscript makes an empty PDF of one that is locked or cut off, and says that all went well, unless it is told to stop; and it throws titles away that
// are not ASCII. It is told to stop, and it is given a stand-in for the title, which the caller replaces (StandIn).
package ghostscript
