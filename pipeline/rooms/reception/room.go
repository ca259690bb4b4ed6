package reception

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/order"
)

// revision is raised when the same register and tree may give another result.
const revision = "3"

// Room is the room reception.
type Room struct {
	inbox   Inbox
	ledger  Ledger
	deposit deposit.Deposit
	profile deposit.Profile
	order   *order.Order
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
	return &Room{inbox: inbox, ledger: ledger, deposit: d, profile: p, order: order.New(order.Options{AaAsA: p.AaAsA})}
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
	listing, register, err := r.inventory(ctx)
	var bad *refusal
	if errors.As(err, &bad) {
		return r.refuse(ctx, bad)
	}
	if err != nil {
		return Report{}, err
	}
	mark := Mark{Basis: r.Basis().Digest(), Input: deposit.DigestOf([]byte(string(register) + "\n" + string(listing)))}
	last, err := r.ledger.Last(ctx)
	if err != nil || last == mark {
		return Report{Unchanged: err == nil}, err
	}
	var report Report
	err = r.ledger.Receive(ctx, func(s Sitting) error {
		w := newWork(ctx, r, s)
		err := w.receive(listing, mark)
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

// inventory is the digests of the tree's listing and of the register's bytes.
func (r *Room) inventory(ctx context.Context) (listing, register deposit.Digest, err error) {
	file, err := r.inbox.Register()
	if errors.Is(err, fs.ErrNotExist) {
		return "", "", &refusal{deposit.Finding{Code: NoRegister}}
	}
	if err != nil {
		return "", "", err
	}
	hash := sha256.New()
	_, err = io.Copy(hash, io.NewSectionReader(file.File, 0, file.Size))
	if err = errors.Join(err, file.Close()); err != nil {
		return "", "", &deposit.Error{Kind: deposit.Disk, Op: "read register", Err: err}
	}
	list := newLister()
	err = r.inbox.Walk(ctx, list.add)
	return list.digest(), deposit.Digest(hex.EncodeToString(hash.Sum(nil))), err
}

// lister digests a listing: path, kind, size and time of everything in the tree.
type lister struct {
	hash interface {
		io.Writer
		Sum([]byte) []byte
	}
}

func newLister() *lister { return &lister{sha256.New()} }

func (l *lister) add(e Entry) error {
	_, err := fmt.Fprintf(l.hash, "%q %s %d %d\n", e.Path, e.Kind, e.Size, e.Modified)
	return err
}

func (l *lister) digest() deposit.Digest { return deposit.Digest(hex.EncodeToString(l.hash.Sum(nil))) }
