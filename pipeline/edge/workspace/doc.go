// Package workspace is the adapter between a deposit's folder on disk and the facts: it makes the folder (`new`), reads deponering.yaml and the copies
// of rules, profile and format policy in regler/, and judges that what stands there can be used. All four files are read strictly: an unknown key, a
// wrong value or a missing one is an error that names file, line and column and points at the place.
//
// It decides nothing about folders and reads no register: that is the rooms' work. The excerpts in its errors never show what stands under personer.
package workspace
