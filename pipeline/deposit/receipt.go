package deposit

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
)

// Receipt is the depot's word that it has what was sent (domain §3.6): the package by its hash, every box with what is to be said of it. What is missing
// stands in it.
type Receipt struct {
	Version  int          `json:"version"` // 1
	ID       ID           `json:"id"`
	Number   int          `json:"number"` // of the package's receipts, from 1: the highest counts
	Depot    string       `json:"depot"`
	DepotID  ID           `json:"depot_id"`
	Mark     string       `json:"mark,omitempty"`
	Package  Delivered    `json:"package"`
	Boxes    []ReceiptBox `json:"boxes"`
	Complete bool         `json:"complete"` // every box of the list came
	Entry    int64        `json:"entry"`    // of the depot's ledger, with its hash: binds the ledger up to here
	Ledger   Digest       `json:"ledger"`
	Issued   string       `json:"issued"` // UTC, RFC 3339
	By       string       `json:"by"`     // name of the person who signs for the depot
}

// ReceiptBox is a box in a receipt.
type ReceiptBox struct {
	Number int      `json:"number"`
	Code   string   `json:"code"`
	State  BoxState `json:"state"`
	Remark string   `json:"remark,omitempty"`
	Place  string   `json:"place,omitempty"`
}

// Shortfall is the boxes of the list that did not come.
func (r Receipt) Shortfall() (missing []int) {
	for _, b := range r.Boxes {
		if !b.State.Here() {
			missing = append(missing, b.Number)
		}
	}
	return missing
}

// Listed is how many boxes the list of the delivery has.
func (r Receipt) Listed() (n int) {
	for _, b := range r.Boxes {
		if b.State != BoxExtra {
			n++
		}
	}
	return n
}

// ReceiptSignature is what stands beside a receipt. The signature is Ed25519 (RFC 8032) over the receipt's bytes exactly as they stand in the file.
type ReceiptSignature struct {
	Algorithm string `json:"algorithm"` // Ed25519
	Key       string `json:"key"`       // the depot's public key; see PublicKeyText
	Value     string `json:"value"`     // base64
}

// signedReceipt is kvittering.json.
type signedReceipt struct {
	Receipt   json.RawMessage  `json:"receipt"`
	Signature ReceiptSignature `json:"signature"`
}

// SignReceipt is the whole of kvittering.json: the receipt on the second line, alone, so that common tools can cut it out and check it (docs/on-disk.md).
func SignReceipt(r Receipt, key ed25519.PrivateKey) ([]byte, error) {
	var body bytes.Buffer
	enc := json.NewEncoder(&body)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(r); err != nil {
		return nil, err
	}
	text := bytes.TrimSuffix(body.Bytes(), []byte("\n"))
	s := ReceiptSignature{Algorithm: "Ed25519", Key: PublicKeyText(key.Public().(ed25519.PublicKey)), Value: base64.StdEncoding.EncodeToString(ed25519.Sign(key, text))}
	signature, err := json.Marshal(s)
	return fmt.Appendf(nil, "{\"receipt\":\n%s\n,\"signature\":%s}\n", text, signature), err
}

// Why a receipt is not taken.
var (
	ErrNoReceipt    = errors.New("is no receipt of this version")
	ErrBadSignature = errors.New("the signature does not fit the text")
)

// MostReceipt bounds a kvittering.json in bytes; one of ten thousand boxes has about a megabyte.
const MostReceipt = 16 << 20

// OpenReceipt reads a kvittering.json and checks its signature by the key that stands in it. Whether that is the depot's key, the caller must know.
func OpenReceipt(data []byte) (Receipt, ReceiptSignature, error) {
	var s signedReceipt
	var r Receipt
	if len(data) > MostReceipt || strict(data, &s) != nil || strict(s.Receipt, &r) != nil || r.Version != 1 || s.Signature.Algorithm != "Ed25519" {
		return r, s.Signature, ErrNoReceipt
	}
	key, err := ParsePublicKey(s.Signature.Key)
	if err != nil {
		return r, s.Signature, ErrNoReceipt
	}
	value, err := base64.StdEncoding.DecodeString(s.Signature.Value)
	if err != nil || !ed25519.Verify(key, s.Receipt, value) {
		return r, s.Signature, ErrBadSignature
	}
	return r, s.Signature, nil
}

// strict reads one JSON value and nothing behind it; an unknown key is refused, because a reader would pass over what it says.
func strict(data []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return err
	}
	if dec.More() {
		return ErrNoReceipt
	}
	return nil
}
