// Package purge is the map room that says which documents of one client folder may go, and why the others that somebody proposed are kept (R5-2). It
// destroys nothing: its part is the material of a plan that two people approve and a third act carries out.
//
// What may go is shown by proof. Of a draft or a note every passage must stand in named documents of the same folder; of a copy the original must be
// here, the same bytes or the same content in another format. What no machine can read, paper or a scan, goes only by the word of a named person who
// held it against its carrier, and only on paper. A document that is itself proposed bears no other. The room sees one folder and has no way to ask for
// the text of another one's.
//
// Some documents are never on a plan, whatever rules or register say: those of a client who declined help, expert assessments, referrals, decisions,
// the journal print-out and the overview, what a hold stands on, required print-outs, and what came from another office.
package purge
