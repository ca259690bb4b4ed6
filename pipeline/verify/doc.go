// Package verify judges a package as a stream: structure, every checksum and size against dias-mets.xml, dias-premis.xml against that, the submission
// description against the tar, and the Noark 5 extraction against what it says of itself. Every XML file is judged by its schema while it passes: the one in
// the package, else the one that the caller brings, and our own metadata always. It unpacks nothing and trusts nothing of the tar; memory is a few hundred
// bytes for each file and sixteen for each systemID.
//
// It decides nothing: everything that it finds is a finding, and its caller turns them into an exit code. Packages of other kinds (E-ARK, BagIt) are
// recognised and said not to be judged, with a hold: what was not judged is never valid. The rules go by the numbers of Arkade's tests (N5.nn) where they
// mirror one, so that people at the depot know them again.
package verify
