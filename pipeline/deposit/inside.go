package deposit

import (
	"slices"
	"strconv"
	"strings"
)

// Inside is where a document lies that came out of an archive or a letter: the ordinal of the file below inn/, then the document's number in that file,
// from 1, and, where archives lie in archives, its number in the inner one. A file below inn/ has none.
type Inside []int

// Depth is how many archives and letters the document came out of.
func (i Inside) Depth() int { return max(len(i)-1, 0) }

// From tells whether the document came out of another, directly or through what lies between.
func (i Inside) From(other Inside) bool {
	return len(i) > len(other) && slices.Equal(i[:len(other)], other)
}

// Next is where the document with a number lies in this one.
func (i Inside) Next(n int) Inside { return append(slices.Clone(i), n) }

// Key is the numbers below the file as text, such as 2.1: what ids are derived from and people are shown.
func (i Inside) Key() string {
	var all []string
	for _, n := range i[min(1, len(i)):] {
		all = append(all, strconv.Itoa(n))
	}
	return strings.Join(all, ".")
}

// partMark stands between a container and the number of what came out of it. No path below inn/ has an empty name in it, so that no file is ever taken for
// a part, and a part's own name, which a stranger chose, is no part of its path.
const partMark = "//"

// PartPath is the path of a container's document with a number, as room intake and everybody after it opens it and findings show it: brev.eml//2.
func PartPath(container string, n int) string { return container + partMark + strconv.Itoa(n) }

// CutPart is the container and the number of a part's path; false for a file below inn/.
func CutPart(path string) (container string, n int, ok bool) {
	at := strings.LastIndex(path, partMark)
	if at < 0 {
		return path, 0, false
	}
	n, err := strconv.Atoi(path[at+len(partMark):])
	return path[:at], n, err == nil && n > 0
}

// At is the path of a file, or of a document that came out of one; empty when there is no such file.
func (f Files) At(ordinal int, inside Inside) string {
	if len(inside) == 0 {
		return f.Path(ordinal)
	}
	path := f.Path(inside[0])
	if path == "" {
		return ""
	}
	for _, n := range inside[1:] {
		path = PartPath(path, n)
	}
	return path
}

// UnpackedAccount is the documents that came out of archives and letters against where they went. They are counted beside the files that came in.
type UnpackedAccount struct {
	From int64    `json:"from"` // files below inn/ that something came out of
	Came Amount   `json:"came"`
	Went []Amount `json:"went"` // by fate, in a fixed order
}

// Adds tells whether every one of them went somewhere.
func (u UnpackedAccount) Adds() bool {
	var sum Amount
	for _, a := range u.Went {
		sum.Files, sum.Bytes = sum.Files+a.Files, sum.Bytes+a.Bytes
	}
	return sum.Files == u.Came.Files && sum.Bytes == u.Came.Bytes
}

// noiseNames are files that programs leave beside what people made: folder views and thumbnails.
var noiseNames = []string{".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", ".directory"}

// noisePrefixes begin the names of locks of open documents and of what macOS keeps beside a file.
var noisePrefixes = []string{"~$", "._", ".~lock."}

// NoiseKind is the name under which a file that a program left behind is counted, from its base name; empty for any other file. The rest of a lock's name
// is a document's.
func NoiseKind(name string) string {
	for _, prefix := range noisePrefixes {
		if strings.HasPrefix(name, prefix) {
			return prefix + "…"
		}
	}
	if lower := strings.ToLower(name); slices.Contains(noiseNames, lower) {
		return lower
	}
	return ""
}
