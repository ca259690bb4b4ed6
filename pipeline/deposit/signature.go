package deposit

import (
	"crypto/ed25519"
	"encoding/base64"
	"fmt"
	"strings"
)

// keyPrefix names the kind of a public key in its text form.
const keyPrefix = "ed25519:"

// PublicKeyText is a public Ed25519 key as deponering.yaml and the record have it.
func PublicKeyText(key ed25519.PublicKey) string {
	return keyPrefix + base64.RawStdEncoding.EncodeToString(key)
}

// ParsePublicKey reads the text form of a public key.
func ParsePublicKey(text string) (ed25519.PublicKey, error) {
	coded, ok := strings.CutPrefix(strings.TrimSpace(text), keyPrefix)
	raw, err := base64.RawStdEncoding.DecodeString(coded)
	if !ok || err != nil || len(raw) != ed25519.PublicKeySize || PublicKeyText(raw) != strings.TrimSpace(text) {
		return nil, fmt.Errorf("not a public key of the form %s…", keyPrefix)
	}
	return raw, nil
}

// Fingerprint is how people compare a public key: sixteen hexadecimal digits of its SHA-256, in groups of four.
func Fingerprint(key string) string {
	raw, err := ParsePublicKey(key)
	if err != nil {
		return ""
	}
	d := DigestOf(raw)
	return string(d[:4] + " " + d[4:8] + " " + d[8:12] + " " + d[12:16])
}

// Words is what a signature of the act binds: the deposit, the gate, what was seen, who in which role, when, and the legal basis in their own words.
func (a Act) Words(id ID) []byte {
	return fmt.Appendf(nil, "arkivdepot godkjenning 1\ndeponering %s\nport %s\nrolle %s\nplan %s\nperson %q\ntid %s\nhjemmel %q\n",
		id, a.Gate, a.Role, a.Digest, a.By, a.At, a.Basis)
}

// Signed tells whether the act carries a signature; whether it is a good one, Verify tells.
func (a Act) Signed() bool { return a.Signature != "" || a.Key != "" }

// Sign signs the act with a person's key.
func (a *Act) Sign(id ID, key ed25519.PrivateKey) {
	a.Key = PublicKeyText(key.Public().(ed25519.PublicKey))
	a.Signature = base64.RawStdEncoding.EncodeToString(ed25519.Sign(key, a.Words(id)))
}

// Verify tells whether the act's signature is by its key over exactly these words. An act without a signature has nothing to verify.
func (a Act) Verify(id ID) error {
	if !a.Signed() {
		return nil
	}
	key, err := ParsePublicKey(a.Key)
	if err != nil {
		return err
	}
	signature, err := base64.RawStdEncoding.DecodeString(a.Signature)
	if err != nil || !ed25519.Verify(key, a.Words(id), signature) {
		return fmt.Errorf("the signature does not fit the act")
	}
	return nil
}
