package pipeline

import (
	"context"
	"crypto/ed25519"
	"errors"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/pack"
)

// Why the sender does not take a receipt (deposit/findings/depot.json).
const (
	NoReceipt         deposit.Code = "DEP-050"
	ReceiptAltered    deposit.Code = "DEP-051"
	ReceiptOtherKey   deposit.Code = "DEP-052"
	ReceiptOtherID    deposit.Code = "DEP-053"
	ReceiptOtherBytes deposit.Code = "DEP-054"
	NothingSealed     deposit.Code = "DEP-055"
	ReceiptOlder      deposit.Code = "DEP-056"
)

// Trust is the public key of the depot that a workspace trusts. It lies outside every basis: another key changes no judgement.
type Trust interface {
	// Trusted is the key in text form, empty while there is none.
	Trusted() (string, error)
	Trust(key string) error
}

// ReceiptTaken is what a receipt says that was taken.
type ReceiptTaken struct {
	Receipt     deposit.Receipt `json:"receipt"`
	Fingerprint string          `json:"fingerprint"`
	FirstUse    bool            `json:"first_use"` // the key was trusted because it came first; nobody compared it
	Act         deposit.Act     `json:"act"`
}

// TakeRequest is a receipt that a person brings.
type TakeRequest struct {
	Data  []byte            // the whole of kvittering.json
	Key   ed25519.PublicKey // of the depot, where the person states one
	Trust Trust
	By    string // key of a person
	At    string // RFC 3339; empty: now
}

// TakeReceipt closes the deposit by the depot's receipt (gate 5): the signature must be by the trusted key and fit the text, and the package be this
// deposit's, byte for byte. A key that a person states is trusted from then on; without one the first that comes is, and the log says so. Of a package's
// receipts the highest number counts: a lower one is refused once a higher one was taken.
func (o *Office) TakeReceipt(ctx context.Context, r TakeRequest) (ReceiptTaken, error) {
	if _, err := o.person(r.By); err != nil {
		return ReceiptTaken{}, err
	}
	at, err := o.when(r.At)
	if err != nil {
		return ReceiptTaken{}, err
	}
	receipt, signature, err := deposit.OpenReceipt(r.Data)
	switch {
	case errors.Is(err, deposit.ErrBadSignature):
		return ReceiptTaken{}, deposit.Refuse(deposit.Finding{Code: ReceiptAltered})
	case err != nil:
		return ReceiptTaken{}, deposit.Refuse(deposit.Finding{Code: NoReceipt})
	}
	taken := ReceiptTaken{Receipt: receipt, Fingerprint: deposit.Fingerprint(signature.Key)}
	known, err := r.Trust.Trusted()
	if err != nil {
		return taken, err
	}
	if r.Key != nil {
		known = deposit.PublicKeyText(r.Key)
	}
	if known != "" && known != signature.Key {
		return taken, deposit.Refuse(deposit.Finding{Code: ReceiptOtherKey, Args: []string{taken.Fingerprint, deposit.Fingerprint(known)}})
	}
	digest, err := o.receiptFits(ctx, receipt)
	if err != nil {
		return taken, err
	}
	if err := o.newestReceipt(ctx, receipt, digest); err != nil {
		return taken, err
	}
	taken.FirstUse = known == ""
	if err := o.trust(ctx, r.Trust, signature.Key, r.Key != nil); err != nil {
		return taken, err
	}
	taken.Act, err = o.ports.Store.PutAct(ctx, deposit.Act{Gate: GateReceipt, Number: receipt.Number, By: r.By, For: receipt.By + ", " + receipt.Depot,
		Ref: string(receipt.ID), Digest: digest, At: at})
	return taken, err
}

// receiptFits compares the receipt with the sealed package, and returns the package's digest.
func (o *Office) receiptFits(ctx context.Context, r deposit.Receipt) (deposit.Digest, error) {
	seal, sealed, err := o.ports.Store.HallSeal(ctx, "pack")
	if err != nil {
		return "", err
	}
	e, err := o.edition(ctx)
	if err != nil {
		return "", err
	}
	id := pack.PackageID(o.Deposit.ID, e.number)
	switch {
	case !sealed:
		err = deposit.Refuse(deposit.Finding{Code: NothingSealed})
	case !strings.EqualFold(string(r.Package.ID), string(id)):
		err = deposit.Refuse(deposit.Finding{Code: ReceiptOtherID, Args: []string{string(r.Package.ID), string(id)}})
	case r.Package.Digest != seal.Output:
		err = deposit.Refuse(deposit.Finding{Code: ReceiptOtherBytes, Args: []string{r.Package.Digest.Short(), seal.Output.Short()}})
	}
	return seal.Output, err
}

// newestReceipt refuses a receipt when one with a higher number stands for the package, or another one with the same number.
func (o *Office) newestReceipt(ctx context.Context, r deposit.Receipt, digest deposit.Digest) error {
	acts, err := o.ports.Store.Acts(ctx)
	if err != nil {
		return err
	}
	act, ok := takenReceipt(acts, digest)
	if !ok || r.Number > act.Number || r.Number == act.Number && act.Ref == string(r.ID) {
		return nil
	}
	return deposit.Refuse(deposit.Finding{Code: ReceiptOlder, Args: []string{strconv.Itoa(r.Number), string(r.ID), strconv.Itoa(act.Number), act.Ref}})
}

// takenReceipt is the act on the receipt that counts for the package: the last one, since none comes in behind a higher number.
func takenReceipt(acts []deposit.Act, digest deposit.Digest) (deposit.Act, bool) {
	act, ok := standingActs(acts, gate{name: GateReceipt})[""]
	return act, ok && act.Digest == digest
}

// trust notes the key, where it is not the one that is trusted already, and writes into the log how it came to be.
func (o *Office) trust(ctx context.Context, trust Trust, key string, stated bool) error {
	known, err := trust.Trusted()
	if err != nil || known == key {
		return err
	}
	how := "first use"
	if stated {
		how = "stated"
	}
	if err := o.ports.Store.Record(ctx, "depot key trusted", map[string]string{"key": deposit.Fingerprint(key), "how": how}); err != nil {
		return err
	}
	return trust.Trust(key)
}

// closeDeposit is the last station: it waits for nobody, and says whether the depot has given its receipt for exactly the sealed package.
func closeDeposit(v *visit, ctx context.Context) error {
	if v.past {
		return nil
	}
	seal, _, err := v.office.ports.Store.HallSeal(ctx, "pack")
	if act, ok := takenReceipt(v.acts, seal.Output); ok {
		v.status.Receipt = &act
		v.status.Met = append(v.status.Met, GateReceipt)
	}
	return err
}
