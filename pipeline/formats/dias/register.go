package dias

import (
	"crypto/sha256"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// digest stands for a name, so that millions of long names take little memory.
type digest [16]byte

func digestOf(s string) digest {
	sum := sha256.Sum256([]byte(s))
	return digest(sum[:16])
}

// seen is what is remembered of a name: how it was written, and in form NFC.
type seen struct {
	exact, nfc [8]byte
	file       bool
}

// register finds names that a file system might take for the same.
type register struct {
	fold  cases.Caser
	names map[digest]seen
}

func newRegister() *register {
	return &register{fold: cases.Fold(), names: map[digest]seen{}}
}

// add takes a name, or says in which way it is there already.
func (r *register) add(name string, folder bool) ProblemKind {
	nfc := norm.NFC.String(name)
	key := r.key(nfc)
	exact, form := digestOf(name), digestOf(nfc)
	now := seen{exact: [8]byte(exact[:8]), nfc: [8]byte(form[:8]), file: !folder}
	before, twice := r.names[key]
	switch {
	case twice && before.exact == now.exact:
		return Duplicate
	case twice && before.nfc == now.nfc:
		return DuplicateForm
	case twice:
		return DuplicateCase
	case r.underFile(nfc):
		return UnderFile
	}
	r.names[key] = now
	return ""
}

// key is the name as a file system without case and with normal forms sees it.
func (r *register) key(nfc string) digest {
	return digestOf(norm.NFC.String(r.fold.String(nfc)))
}

// underFile tells whether a folder above the name is known as a file.
func (r *register) underFile(nfc string) bool {
	for i, c := range nfc {
		if c == '/' && r.names[r.key(nfc[:i])].file {
			return true
		}
	}
	return false
}

// plainName refuses what no file system or list should be asked to hold.
func plainName(name string, depth int) bool {
	if name == "" || !utf8.ValidString(name) || strings.Contains(name, `\`) || strings.ContainsFunc(name, unicode.IsControl) {
		return false
	}
	segments := strings.Split(name, "/")
	if len(segments) > depth {
		return false
	}
	for _, s := range segments {
		if s == "" || s == "." || len(s) > maxName {
			return false
		}
	}
	return true
}
