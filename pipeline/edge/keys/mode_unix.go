//go:build !windows

package keys

import "io/fs"

// readableByOthers tells whether anybody but the owner may do something with the file.
func readableByOthers(info fs.FileInfo) bool { return info.Mode().Perm()&0o077 != 0 }
