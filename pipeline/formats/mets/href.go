package mets

import (
	"net/url"
	"path"
	"strings"
)

// href makes the reference for a path in the package. Only what would break a reference is escaped:
// letters beyond ASCII may stand as they are (XLink), and depots compare them with names in the tar.
func href(p string) string {
	return "file:" + strings.NewReplacer("%", "%25", " ", "%20", "#", "%23", "?", "%3F").Replace(p)
}

// safePath tells whether a path stays inside the package, on any operating system.
func safePath(p string) bool {
	return p != "" && !path.IsAbs(p) && path.Clean(p) == p && p != ".." && !strings.HasPrefix(p, "../") &&
		!strings.ContainsAny(p, "\\\x00") && !drive(p)
}

// drive tells whether a path begins with a Windows drive letter.
func drive(p string) bool {
	return len(p) >= 2 && p[1] == ':' && (p[0]|0x20 >= 'a' && p[0]|0x20 <= 'z')
}

// pathOf resolves a reference that was read; the second result tells whether it may be followed.
// References are URLs, so everything escaped is decoded first.
func pathOf(ref string) (string, bool) {
	rest := strings.TrimSpace(ref)
	if len(rest) >= 5 && strings.EqualFold(rest[:5], "file:") {
		rest = rest[5:]
	}
	decoded, err := url.PathUnescape(rest)
	if err != nil {
		return rest, false
	}
	decoded = strings.TrimPrefix(decoded, "./")
	if strings.Contains(decoded, "://") {
		return decoded, false
	}
	return decoded, safePath(decoded)
}
