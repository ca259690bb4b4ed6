// Package wire is the only place that picks adapters: it opens a workspace's files, store, disk and inbox and hands them to the house. Commands, tests and
// benchmarks start here.
package wire

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/catalogue"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/clock"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/disk"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/pronom"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/unpack"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/workspace"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/pack"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// Options say how an office is opened.
type Options struct {
	Command string // shown to whoever finds the workspace in use
	Version string
	Lang    text.Lang
	Workers int
	Write   bool // takes the lock; without it the office only reads
	Scratch bool // works on a private copy of the store: nothing in the workspace changes
	Tools   Tools
	Tell    pipeline.Teller
	Before  func(op string) error // fault sweep; nil asks nothing
}

// Office opens the sender's house on the workspace at dir. closed lets go of everything that was opened.
func Office(ctx context.Context, dir string, o Options) (office *pipeline.Office, closed func() error, err error) {
	var open closers
	defer func() {
		if err != nil {
			err = errors.Join(err, open.close())
		}
	}()
	at, fixed, err := clock.Now()
	if err != nil {
		return nil, nil, err
	}
	w, err := workspace.Open(dir, string(o.Lang))
	if err != nil {
		return nil, nil, err
	}
	d := disk.Open(dir, o.Before)
	if o.Write {
		unlock, err := d.Lock("arkivdepot "+o.Command, at)
		if err != nil {
			return nil, nil, err
		}
		open.add(unlock)
	}
	if o.Write {
		if err := d.Prepare(); err != nil {
			return nil, nil, err
		}
	}
	store, err := openStore(ctx, d, catalogue.Options{Now: func() time.Time { return at }, Before: o.Before}, o, &open)
	if err != nil {
		return nil, nil, err
	}
	if fixed && o.Write {
		if err := store.Record(ctx, "clock fixed", map[string]string{"variable": clock.Variable}); err != nil {
			return nil, nil, err
		}
	}
	ports, err := portsOf(w, d, store)
	if err != nil {
		return nil, nil, err
	}
	ports.Texts = textsOf(ports.Sources, o.Workers, &open)
	ports.Workshop, err = workshopOf(ctx, workshopOptions{tools: o.Tools, dir: d.State("work", "verksted"), deposit: w.Deposit, sources: ports.Sources,
		identifier: ports.Identifier, workers: o.Workers, version: o.Version}, &open)
	if err != nil {
		return nil, nil, err
	}
	ports.Now, ports.Workers, ports.Tell, ports.Version = at, o.Workers, o.Tell, o.Version
	settings := pipeline.Settings{Deposit: w.Deposit, Profile: w.Profile, Rules: w.Rules, Formats: w.Formats, Schemas: schemasIn(dir)}
	return pipeline.NewOffice(settings, ports), open.close, nil
}

// openStore opens the catalogue: the workspace's own, a private copy of it, or, where there is none yet and nothing is to be written, an empty one.
func openStore(ctx context.Context, d *disk.Disk, co catalogue.Options, o Options, open *closers) (*catalogue.Catalogue, error) {
	path := d.State(catalogueFile)
	_, statErr := os.Stat(path)
	switch {
	case o.Scratch:
		copied := d.State("work", "check.sqlite")
		open.add(func() error { return os.RemoveAll(d.State("work")) }) // a copy that a kill leaves is swept by the next run
		if statErr == nil {
			if err := copyStore(ctx, path, copied, co); err != nil {
				return nil, err
			}
		}
		path = copied
	case statErr != nil && !o.Write:
		dir, err := os.MkdirTemp("", "arkivdepot-*")
		if err != nil {
			return nil, &deposit.Error{Kind: deposit.Disk, Op: "open catalogue", Key: "disk", Err: err}
		}
		open.add(func() error { return os.RemoveAll(dir) })
		path = filepath.Join(dir, catalogueFile)
	}
	store, err := catalogue.Open(ctx, path, co)
	if err != nil {
		return nil, err
	}
	open.add(store.Close)
	return store, nil
}

func copyStore(ctx context.Context, from, to string, co catalogue.Options) error {
	store, err := catalogue.Open(ctx, from, co)
	if err != nil {
		return err
	}
	return errors.Join(store.Backup(ctx, to), store.Close())
}

const catalogueFile = "catalogue.sqlite"

// portsOf brings an adapter for each port of the office.
func portsOf(w workspace.Workspace, d *disk.Disk, store *catalogue.Catalogue) (pipeline.Ports, error) {
	identifier, err := pronom.New()
	if err != nil {
		return pipeline.Ports{}, err
	}
	register, err := w.Register()
	if err != nil {
		return pipeline.Ports{}, err
	}
	inbox := disk.NewInbox(filepath.Join(w.Dir, workspace.InFolder), register)
	sources := unpack.New(inbox, d.State("work", "utpakking"))
	return pipeline.Ports{
		Store: store, Ledger: store.Reception(), Shelf: store.BoxShelf(), Rows: store.ListRows(), Source: store.PackSource(),
		Files: packFiles{sources, d}, Disk: officeDisk{d}, Inbox: inbox, Sources: sources, Identifier: identifier,
		Register: workspace.NewRegister(register, w.Deposit.Century, d), WorkDir: d.State("work"),
	}, nil
}

// officeDisk is the disk as the office sees it: interfaces instead of the disk's own types.
type officeDisk struct{ *disk.Disk }

func (d officeDisk) Draft(name string) (pipeline.Draft, error) { return d.Disk.Draft(name) }

func (d officeDisk) Kept(digest deposit.Digest) (io.ReadCloser, error) { return d.Disk.Kept(digest) }

func (d officeDisk) OpenOutput(name string) (io.ReadCloser, error) { return d.Disk.OpenOutput(name) }

// schemaDir is where `schemas import` lays the official XSDs, the only place they are read from.
const schemaDir = "regler/skjema"

// schemasIn is the official XSDs that were imported into the workspace.
func schemasIn(dir string) pack.Schemas {
	all := pack.Schemas{}
	found, _ := filepath.Glob(filepath.Join(dir, filepath.FromSlash(schemaDir), "*.xsd")) // the pattern is ours and well-formed
	for _, path := range found {
		all[filepath.Base(path)] = func() (io.ReadCloser, error) { return os.Open(path) }
	}
	return all
}

// closers are closed in the opposite order of opening.
type closers struct{ all []func() error }

func (c *closers) add(f func() error) { c.all = append(c.all, f) }

func (c *closers) close() error {
	var err error
	for i := len(c.all) - 1; i >= 0; i-- {
		err = errors.Join(err, c.all[i]())
	}
	c.all = nil
	return err
}
