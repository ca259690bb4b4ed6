package wire

import (
	"context"
	"crypto/ed25519"
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/catalogue"
	"github.com/arkivdepot/arkivdepot/pipeline/catalogue/depot"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/clock"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/depotfiles"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/disk"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/keys"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/workspace"
)

// NewDepotOptions say what depot is made.
type NewDepotOptions struct {
	Name       string
	Profile    string
	ID         deposit.ID
	Persons    []deposit.Person
	Key        string // file of the depot's key pair; it is made where it does not exist
	Passphrase []byte
	Before     func(op string) error
}

// NewDepot makes a depot's folder, and its key pair beside it. The fingerprint is what senders compare.
func NewDepot(dir string, o NewDepotOptions) (fingerprint string, err error) {
	made := depotfiles.Options{Name: o.Name, Profile: o.Profile, ID: o.ID, Persons: o.Persons, Before: o.Before}
	if err := depotfiles.Check(dir, made); err != nil {
		return "", err
	}
	public, err := keys.Public(o.Key)
	if err != nil {
		if public, err = keys.New(o.Key, o.Passphrase); err != nil {
			return "", err
		}
	}
	if made.Public, err = deposit.ParsePublicKey(public); err != nil {
		return "", err
	}
	return deposit.Fingerprint(public), depotfiles.Create(dir, made)
}

// DepotKey opens the depot's private key. It must be the one whose public part stands in the depot's folder: a receipt signed by another would be refused
// by every sender.
func DepotKey(dir, path string, passphrase []byte) (ed25519.PrivateKey, error) {
	public, err := depotfiles.ReadPublicKey(filepath.Join(dir, filepath.FromSlash(depotfiles.PublicKey)))
	if err != nil {
		return nil, err
	}
	key, err := keys.Open(path, passphrase)
	if err != nil {
		return nil, err
	}
	if !public.Equal(key.Public()) {
		return nil, &deposit.Error{Kind: deposit.Usage, Op: "key", Key: "not_depot_key", Args: []string{depotfiles.PublicKey}}
	}
	return key, nil
}

// IsDepot tells whether a folder is a depot's.
func IsDepot(dir string) bool {
	return exists(filepath.Join(dir, depotfiles.File))
}

// Depot opens the receiver's house at dir. With Write it takes the lock, for what moves packages and boxes; the counter of loans needs none: each entry is
// a transaction of its own, and two people may lend at once.
func Depot(ctx context.Context, dir string, o Options) (house *pipeline.Depot, closed func() error, err error) {
	var open closers
	defer func() {
		if err != nil {
			err = errors.Join(err, open.close())
		}
	}()
	now, _, err := clock.Now()
	if err != nil {
		return nil, nil, err
	}
	keeper, err := depotfiles.Open(dir)
	if err != nil {
		return nil, nil, err
	}
	if o.Write {
		d := disk.Open(dir, o.Before)
		unlock, err := d.Lock("arkivdepot "+o.Command, now)
		if err != nil {
			return nil, nil, err
		}
		open.add(unlock)
		if err := d.Prepare(); err != nil {
			return nil, nil, err
		}
	}
	store, err := openBook(ctx, filepath.Join(dir, filepath.FromSlash(depotfiles.Store)), o, &open)
	if err != nil {
		return nil, nil, err
	}
	ports := pipeline.DepotPorts{Store: store, Disk: depotDisk{depotfiles.NewDisk(dir, o.Before)}, Schemas: schemasIn(dir), Now: now}
	return pipeline.NewDepot(keeper, ports), open.close, nil
}

func openBook(ctx context.Context, path string, o Options, open *closers) (*depot.Store, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, &deposit.Error{Kind: deposit.Disk, Op: "open depot catalogue", Key: "disk", Err: err}
	}
	store, err := depot.Open(ctx, path, o.Before)
	if err == nil {
		open.add(store.Close)
	}
	return store, err
}

// OfficeLender opens the counter of the office whose workspace is at dir.
func OfficeLender(ctx context.Context, dir string, o Options) (l *pipeline.Lender, closed func() error, err error) {
	var open closers
	now, _, err := clock.Now()
	if err != nil {
		return nil, nil, err
	}
	w, err := workspace.Open(dir, string(o.Lang))
	if err != nil {
		return nil, nil, err
	}
	store, err := openBook(ctx, filepath.Join(dir, filepath.FromSlash(depotfiles.LoanStore)), o, &open)
	if err != nil {
		return nil, nil, err
	}
	ports := pipeline.OfficePorts{Book: store, Papers: depotfiles.NewDisk(dir, o.Before), Now: now}
	if path := disk.Open(dir, o.Before).State(catalogueFile); exists(path) {
		register, err := catalogue.Open(ctx, path, catalogue.Options{Now: func() time.Time { return now }, Before: o.Before})
		if err != nil {
			return nil, nil, errors.Join(err, open.close())
		}
		open.add(register.Close)
		ports.Register = register
	}
	return pipeline.NewOfficeLender(w.Deposit, ports), open.close, nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// HasLoans tells whether a workspace has a ledger of loans.
func HasLoans(dir string) bool {
	return exists(filepath.Join(dir, filepath.FromSlash(depotfiles.LoanStore)))
}

// Trust is the depot's key that a workspace trusts.
func Trust(dir string, o Options) pipeline.Trust { return depotfiles.NewTrust(dir, o.Before) }

// StatedKey reads the public key that a person states; nil where none is.
func StatedKey(path string) (ed25519.PublicKey, error) {
	if path == "" {
		return nil, nil
	}
	return depotfiles.ReadPublicKey(path)
}

// depotDisk is the depot's folder as the house sees it: interfaces instead of the adapter's own types.
type depotDisk struct{ *depotfiles.Disk }

func (d depotDisk) Incoming() (pipeline.Incoming, error) { return d.Disk.Incoming() }
