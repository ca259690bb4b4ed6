package keys

import "io/fs"

// readableByOthers is never told by the mode of a file on Windows: keep the key in your own profile (docs/security.md).
func readableByOthers(fs.FileInfo) bool { return false }
