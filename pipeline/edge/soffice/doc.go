// Package soffice makes PDF/A-2b of office documents with the LibreOffice that the user has installed. It starts the program on batches of documents,
// because starting takes longer than converting, and on one document at a time where a batch does not come through; whatever a document does to the
// program, the others go on.
//
// LibreOffice says that all went well whatever happened, takes garbage for text and makes a page of nothing. So a filter is named for each format, and
// what it made is believed only as far as it is a whole file: whether it carries the document's text is for the caller to judge.
//
// The program runs with a profile folder of its own that holds nothing but our settings (no macros, no links, no remote content), with an
// environment of a handful of variables, in a process group that cannot outlive us, and without network where the system can do that.
package soffice
