// Package pack is the deposit-wide room that makes the package: a DIAS SIP with a Noark 5 extraction (version 5.0) in it. It streams the described folders
// in journal order, puts in what hangs on the whole (boxes, journals, counts, checksums), writes every metadata file of the package into the draft, and
// then streams everything into one tar. Memory does not grow with the number of folders, but for a few bytes for each journal post
// and each file (its ID in METS, where the official schema judges it).
//
// Order, because each names the checksums of what stands before it: documents → arkivstruktur → change log and journals → arkivuttrekk → log → PREMIS →
// METS → tar → submission description → checksum file (standards §22 nr 8).
//
// Every XML file is judged by its schema while it is written: ours always, the official ones where the user has imported them. What is not valid stops the
// room.
//
// It trusts nothing that it has not read again: every file is hashed while it goes into the tar, and one that is not what intake took in stops the room
// with its journal number and file ordinal. It shows nothing: the draft gets its final names from whoever runs the room. It reads no clock: all times are
// the deposit's (produsert), all ids are derived.
package pack
