// Package deposit holds the facts of a deposit: client folders, documents, verdicts, renditions, boxes, findings and errors, as values that every
// room can read and hand on. It knows no disk, no clock and no other package than the standard library; whoever needs a fact of the trade that is not a
// value here (order, texts, formats) finds it in the packages above.
//
// Words follow docs/glossary.md; the ids in comments (R6.3-4 …) are the rules of the instruks that a fact comes from.
package deposit
