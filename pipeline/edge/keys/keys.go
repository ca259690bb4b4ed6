// Package keys keeps a person's Ed25519 key in a file of their own, sealed with a passphrase (scrypt, AES-256-GCM). The file lies outside every workspace:
// whoever has a copy of the workspace must not have the keys that approve in it. The package knows no rule of who may approve what.
package keys

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"unicode/utf8"

	"golang.org/x/crypto/scrypt"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// The file: a PEM block whose headers say which way it is sealed and which public key it holds. Cost of scrypt belongs to the version, so that a file from
// elsewhere cannot ask for all the memory there is.
const (
	blockType  = "ARKIVDEPOT PRIVATE KEY"
	version    = "1"
	saltSize   = 16
	costN      = 1 << 16 // with r = 8: 64 MiB, about a fifth of a second
	costR      = 8
	costP      = 1
	keySize    = 32
	fileMode   = 0o600
	maxFile    = 4 << 10
	ShortestIn = 10 // characters of a passphrase
)

// New makes a key and writes its file, which must not exist, and returns the public key in text form.
func New(path string, passphrase []byte) (public string, err error) {
	if utf8.RuneCount(passphrase) < ShortestIn {
		return "", trouble("passphrase_short", nil, fmt.Sprint(ShortestIn))
	}
	if err := outside(path); err != nil {
		return "", err
	}
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return "", trouble("disk", err)
	}
	sealed, err := seal(key, passphrase)
	if err != nil {
		return "", trouble("disk", err)
	}
	if err := write(path, sealed); err != nil {
		return "", err
	}
	return deposit.PublicKeyText(key.Public().(ed25519.PublicKey)), nil
}

// Open reads a key file with its passphrase.
func Open(path string, passphrase []byte) (ed25519.PrivateKey, error) {
	block, err := read(path)
	if err != nil {
		return nil, err
	}
	return unseal(block, passphrase)
}

// Public is the public key of a key file: it stands in the open.
func Public(path string) (string, error) {
	block, err := read(path)
	if err != nil {
		return "", err
	}
	if _, err := deposit.ParsePublicKey(block.Headers["Public"]); err != nil {
		return "", trouble("no_key_file", nil)
	}
	return block.Headers["Public"], nil
}

func seal(key ed25519.PrivateKey, passphrase []byte) (*pem.Block, error) {
	random := make([]byte, saltSize+12) // salt, then the nonce of GCM; crypto/rand does not fail
	_, _ = rand.Read(random)
	public := deposit.PublicKeyText(key.Public().(ed25519.PublicKey))
	box, err := boxOf(passphrase, random[:saltSize])
	if err != nil {
		return nil, err
	}
	return &pem.Block{Type: blockType, Headers: map[string]string{"Version": version, "Public": public},
		Bytes: box.Seal(random, random[saltSize:], key.Seed(), bound(public))}, nil
}

func unseal(block *pem.Block, passphrase []byte) (ed25519.PrivateKey, error) {
	if len(block.Bytes) < saltSize+12 {
		return nil, trouble("no_key_file", nil)
	}
	box, err := boxOf(passphrase, block.Bytes[:saltSize])
	if err != nil {
		return nil, trouble("no_key_file", err)
	}
	seed, err := box.Open(nil, block.Bytes[saltSize:saltSize+12], block.Bytes[saltSize+12:], bound(block.Headers["Public"]))
	if err != nil || len(seed) != ed25519.SeedSize {
		return nil, trouble("wrong_passphrase", nil)
	}
	key := ed25519.NewKeyFromSeed(seed)
	if deposit.PublicKeyText(key.Public().(ed25519.PublicKey)) != block.Headers["Public"] {
		return nil, trouble("no_key_file", nil)
	}
	return key, nil
}

// bound is what the seal holds together with the key: a file cannot be given another public key or version.
func bound(public string) []byte { return []byte(blockType + " " + version + " " + public) }

func boxOf(passphrase, salt []byte) (cipher.AEAD, error) {
	key, err := scrypt.Key(passphrase, salt, costN, costR, costP, keySize)
	if err != nil {
		return nil, err
	}
	cipherBlock, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(cipherBlock)
}

// read reads a key file; it may be nobody's but its owner's, and lies outside every workspace.
func read(path string) (*pem.Block, error) {
	if err := outside(path); err != nil {
		return nil, err
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, trouble("no_key", plain(err))
	case !info.Mode().IsRegular() || info.Size() > maxFile:
		return nil, trouble("no_key_file", nil)
	case readableByOthers(info):
		return nil, trouble("key_open", nil)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, trouble("no_key", plain(err))
	}
	block, _ := pem.Decode(data)
	if block == nil || block.Type != blockType || block.Headers["Version"] != version {
		return nil, trouble("no_key_file", nil)
	}
	return block, nil
}

// write puts the file there for its owner alone, synced; one that exists is never written over.
func write(path string, block *pem.Block) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, fileMode)
	if errors.Is(err, fs.ErrExist) {
		return trouble("key_exists", nil)
	}
	if err != nil {
		return trouble("disk", plain(err))
	}
	if err := errors.Join(pem.Encode(f, block), f.Sync(), f.Close()); err != nil {
		return errors.Join(trouble("disk", plain(err)), os.Remove(path))
	}
	return nil
}

// outside refuses a path inside a workspace, wherever links lead.
func outside(path string) error {
	full, err := filepath.Abs(path)
	if err != nil {
		return trouble("no_key", plain(err))
	}
	real, err := filepath.EvalSymlinks(full)
	if err != nil { // the file is not there yet
		folder, err := filepath.EvalSymlinks(filepath.Dir(full))
		if err != nil {
			return trouble("no_key", plain(err))
		}
		real = filepath.Join(folder, filepath.Base(full))
	}
	for _, at := range []string{full, real} {
		for dir := filepath.Dir(at); ; dir = filepath.Dir(dir) {
			if isWorkspace(dir) {
				return trouble("key_inside", nil)
			}
			if dir == filepath.Dir(dir) {
				break
			}
		}
	}
	return nil
}

func isWorkspace(dir string) bool {
	for _, name := range []string{"deponering.yaml", ".arkivdepot"} {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			return true
		}
	}
	return false
}

// plain is what the system says without the path, which may hold a user's name.
func plain(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

func trouble(key string, err error, args ...string) error {
	kind := deposit.Usage
	if key == "disk" {
		kind = deposit.Disk
	}
	return &deposit.Error{Kind: kind, Op: "key", Key: key, Args: args, Err: err}
}
