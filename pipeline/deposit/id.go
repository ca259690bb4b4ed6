package deposit

import (
	"crypto/sha1"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strings"
)

// ID is a UUID in its lower-case text form. The deposit's own is minted once by `new`; every other one is derived from it (Derive), so that a trial
// export and the final one, and a run on another machine, give the same ids (krav 6.4.26).
type ID string

// FolderID names one client folder inside the program. It is derived from the folder's natural key and holds nothing of it: state, logs and events
// may show it.
type FolderID string

// Derive is the UUID version 5 (RFC 9562 §5.5) of kind and natural key in the deposit's name space. Kinds are words of the code ("mappe",
// "dokumentobjekt" …), keys are natural keys; both stay stable for ever.
func (id ID) Derive(kind string, key ...string) ID {
	space, err := hex.DecodeString(strings.ReplaceAll(string(id), "-", ""))
	if err != nil || len(space) != 16 {
		space = make([]byte, 16) // an id that is no UUID is refused when deponering.yaml is read
	}
	h := sha1.New()
	h.Write(space)
	h.Write([]byte(kind))
	for _, k := range key {
		fmt.Fprintf(h, "\x00%s", k)
	}
	var u [16]byte
	copy(u[:], h.Sum(nil))
	u[6] = u[6]&0x0f | 0x50
	u[8] = u[8]&0x3f | 0x80
	return formatUUID(u)
}

// NewID makes an ID of 16 random bytes (UUID version 4).
func NewID(random [16]byte) ID {
	random[6] = random[6]&0x0f | 0x40
	random[8] = random[8]&0x3f | 0x80
	return formatUUID(random)
}

// ParseID accepts a UUID in text form, any letter case.
func ParseID(text string) (ID, error) {
	text = strings.ToLower(strings.TrimSpace(text))
	plain := strings.ReplaceAll(text, "-", "")
	if raw, err := hex.DecodeString(plain); err != nil || len(raw) != 16 || len(text) != 36 {
		return "", fmt.Errorf("not a UUID of the form 8-4-4-4-12")
	}
	var u [16]byte
	raw, _ := hex.DecodeString(plain)
	copy(u[:], raw)
	id := formatUUID(u)
	if string(id) != text {
		return "", fmt.Errorf("not a UUID of the form 8-4-4-4-12")
	}
	return id, nil
}

func formatUUID(u [16]byte) ID {
	return ID(fmt.Sprintf("%x-%x-%x-%x-%x", u[0:4], u[4:6], u[6:8], u[8:10], u[10:16]))
}

// Digest is a SHA-256 in lower-case hexadecimal.
type Digest string

// DigestOf is the SHA-256 of data.
func DigestOf(data []byte) Digest {
	sum := sha256.Sum256(data)
	return Digest(hex.EncodeToString(sum[:]))
}

// DigestOfFiles is the SHA-256 of the program's own files of a pattern, one after the other by name.
func DigestOfFiles(files embed.FS, pattern string) Digest {
	var all []byte
	names, _ := fs.Glob(files, pattern) // a pattern of ours
	for _, name := range names {
		data, _ := files.ReadFile(name) // what is embedded can be read
		all = append(all, data...)
	}
	return DigestOf(all)
}

// Short is the first twelve hexadecimal digits: enough for a person to name what was seen, and the least that an approval takes.
func (d Digest) Short() string {
	if len(d) < 12 {
		return string(d)
	}
	return string(d[:12])
}
