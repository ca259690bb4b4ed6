// Package depotfiles is a depot's folder on disk: depot.yaml, where packages come in, are kept or are held back, and the key that a sender trusts
// (docs/on-disk.md). Nothing half-received has its final name.
package depotfiles

// Files of a depot's folder, with "/".
const (
	File       = "depot.yaml"
	PublicKey  = "nokkel/depot.pub"         // PEM, for senders and for common tools
	Store      = ".arkivdepot/depot.sqlite" // the catalogue
	LoanStore  = ".arkivdepot/utlan.sqlite" // of an office: its own ledger of loans
	TrustedKey = "regler/depotnokkel.txt"   // of a workspace: the public key of its depot
	packages   = "pakker"                   // received packages, a folder each
	quarantine = "karantene"                // refused ones, with the report
	incoming   = ".arkivdepot/incoming"     // what is just being read
)
