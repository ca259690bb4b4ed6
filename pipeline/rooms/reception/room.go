package reception

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/order"
)

// revision is raised when the same register and tree may give another result.
const revision = "4"

// Room is the room reception.
type Room struct {
	inbox   Inbox
	ledger  Ledger
	deposit deposit.Deposit
	profile deposit.Profile
	order   *order.Order
	kept    int // bytes of the tree's listing that are kept
}

// Report is what one reception did, in numbers.
type Report struct {
	Unchanged  bool `json:"unchanged,omitempty"` // register, tree and basis are those of the last time: nothing was done
	Refused    bool `json:"refused,omitempty"`   // the register could not be read: a hold says why, the folders stand as they stood
	Rows       int  `json:"rows"`                // of the sheet Klienter: each is a folder, or has no number that can be read
	Unnumbered int  `json:"unnumbered,omitempty"`
	Folders    int  `json:"folders"`
	Excluded   int  `json:"excluded"` // of them another owner's (R2.1-2)
	Changed    int  `json:"changed"`  // folders of which anything was written
	Removed    int  `json:"removed"`
	Files      int  `json:"files"` // in folders
	Loose      int  `json:"loose"` // in none, noise included
	Noise      int  `json:"noise"`
}

// New is the room with its ports, for one deposit and its depot's profile.
func New(inbox Inbox, ledger Ledger, d deposit.Deposit, p deposit.Profile) *Room {
	return &Room{inbox: inbox, ledger: ledger, deposit: d, profile: p, order: order.New(order.Options{AaAsA: p.AaAsA}), kept: listingBytes}
}

// Name is the room's name.
func (r *Room) Name() stage.Name { return "reception" }

// Basis is everything besides register and tree that decides what reception makes of them.
func (r *Room) Basis() stage.Basis {
	d, p := r.deposit, r.profile
	return stage.Basis{
		"revision": revision, "deposit": string(d.ID), "as_of": d.AsOf.String(), "century": strconv.Itoa(d.Century),
		"synthetic": strconv.FormatBool(d.Synthetic), "owner": d.Owner.Kind + " " + d.Owner.Number + " " + d.Owner.Name, "order": r.order.Version(),
		"thickness": strconv.Itoa(p.MeanThickness) + " " + strconv.Itoa(p.SheetsPerMM),
	}
}

// Run receives what lies in the inbox. With register, tree and basis unchanged since the last time it writes nothing. A register that cannot be read is a
// hold, and leaves the folders as they stand.
func (r *Room) Run(ctx context.Context) (Report, error) {
	tree, register, err := r.inventory(ctx)
	var bad *refusal
	if errors.As(err, &bad) {
		return r.refuse(ctx, bad)
	}
	if err != nil {
		return Report{}, err
	}
	mark := Mark{Basis: r.Basis().Digest(), Input: deposit.DigestOf([]byte(string(register) + "\n" + string(tree.digest())))}
	last, err := r.ledger.Last(ctx)
	if err != nil || last == mark {
		return Report{Unchanged: err == nil}, err
	}
	var report Report
	err = r.ledger.Receive(ctx, func(s Sitting) error {
		w := newWork(ctx, r, s)
		err := w.receive(tree, mark)
		report = w.report
		return err
	})
	if errors.As(err, &bad) {
		return r.refuse(ctx, bad)
	}
	return report, err
}

// refuse records why the register cannot be read. Nothing else is touched: what was received before stays as it is.
func (r *Room) refuse(ctx context.Context, bad *refusal) (Report, error) {
	return Report{Refused: true}, r.ledger.Receive(ctx, func(s Sitting) error { return s.Refuse(bad.finding, Refusals()) })
}

// Refusals are the codes of the findings on a register that cannot be read; one stands at most.
func Refusals() []deposit.Code {
	return []deposit.Code{NoRegister, RegisterPassword, RegisterFormat, RegisterUnsafe, RegisterDamaged, NoHeadings, NoNumberColumn}
}

// refusal is an error inside the room that becomes a finding: the register cannot be read.
type refusal struct{ finding deposit.Finding }

// Error tells the code only.
func (r *refusal) Error() string { return "register: " + string(r.finding.Code) }

// inventory is the tree's listing and the digest of the register's bytes.
func (r *Room) inventory(ctx context.Context) (tree *listing, register deposit.Digest, err error) {
	file, err := r.inbox.Register()
	if errors.Is(err, fs.ErrNotExist) {
		return nil, "", &refusal{deposit.Finding{Code: NoRegister}}
	}
	if err != nil {
		return nil, "", err
	}
	hash := sha256.New()
	_, err = io.Copy(hash, io.NewSectionReader(file.File, 0, file.Size))
	if err = errors.Join(err, file.Close()); err != nil {
		return nil, "", &deposit.Error{Kind: deposit.Disk, Op: "read register", Err: err}
	}
	tree = newListing(r.kept)
	err = r.inbox.Walk(ctx, tree.add)
	return tree, deposit.Digest(hex.EncodeToString(hash.Sum(nil))), err
}
