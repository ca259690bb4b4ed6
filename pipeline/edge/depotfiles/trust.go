package depotfiles

import (
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/disk"
)

// Trust is the public key of the depot that a workspace trusts, in a file of its own that people can read and compare.
type Trust struct {
	dir  string
	disk *disk.Disk
}

// NewTrust is the trust of the workspace at dir.
func NewTrust(dir string, before func(op string) error) Trust {
	return Trust{dir, disk.Open(dir, before)}
}

func (t Trust) path() string { return filepath.Join(t.dir, filepath.FromSlash(TrustedKey)) }

// Trusted is the key in text form, empty while there is none. A file that holds no key is an error: nobody is trusted by a slip.
func (t Trust) Trusted() (string, error) {
	data, err := readBounded(t.path())
	if errors.Is(err, os.ErrNotExist) {
		return "", nil
	}
	key := strings.TrimSpace(string(data))
	if err == nil {
		_, err = deposit.ParsePublicKey(key)
	}
	if err != nil {
		return "", &deposit.Error{Kind: deposit.Usage, Op: "read depot key", At: TrustedKey, Key: "no_public_key"}
	}
	return key, nil
}

// Trust writes the key.
func (t Trust) Trust(key string) error {
	return t.disk.WriteFile(t.path(), func(w io.Writer) error {
		_, err := io.WriteString(w, key+"\n")
		return err
	})
}

// ReadPublicKey reads a public Ed25519 key: PEM, as `depot new` writes it, or the text form.
func ReadPublicKey(path string) (ed25519.PublicKey, error) {
	data, err := readBounded(path)
	if err != nil {
		return nil, &deposit.Error{Kind: deposit.Usage, Op: "read depot key", Key: "cannot_open"}
	}
	if block, _ := pem.Decode(data); block != nil {
		parsed, err := x509.ParsePKIXPublicKey(block.Bytes)
		if key, ok := parsed.(ed25519.PublicKey); err == nil && ok {
			return key, nil
		}
	}
	key, err := deposit.ParsePublicKey(strings.TrimSpace(string(data)))
	if err != nil {
		return nil, &deposit.Error{Kind: deposit.Usage, Op: "read depot key", Key: "no_public_key"}
	}
	return key, nil
}
