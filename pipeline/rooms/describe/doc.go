// Package describe is the map room that turns one client folder into the values of a Noark 5 extraction (version 5.0): mappe, registrering, document and
// file, restriction, remarks, and the recorded corrections as change log entries. The values are position-free: boxes, counts and what hangs on other
// folders are pack's. Ids are derived, so that a trial and the final package have the same (krav 6.4.26).
//
// It invents nothing. Where the schema demands what the source does not know, a documented default stands and a finding says so; a record becomes a
// journal post only where the source journaled it in full. Text that XML cannot hold is a hold, never replaced. The client's name stands only as the
// part Klient; titles of folders and names of files in the package hold the journal number.
package describe
