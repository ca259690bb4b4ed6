// Package plan is what people see of purging, and the text that they approve. A plan is canonical text, a line for each document that may go: its digest
// is what two people put their names to, so that any changed line is another plan. From the same lines come the plan as people read it (PDF/A, workbook)
// and the shredding list with boxes to tick; from outcomes alone, never from intentions, comes the certificate (R5-2, R5-3, domain §3.7). None of them has
// a title of a document or a name of a client: journal number and document number say which.
package plan
