package wire

import (
	"context"
	"path/filepath"

	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/disk"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/keys"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/workspace"
)

// Purger opens the sender's house with the one port that destroys: for `purge execute`, and for nothing else.
func Purger(ctx context.Context, dir string, o Options) (p *pipeline.Purger, closed func() error, err error) {
	office, closed, err := Office(ctx, dir, o)
	if err != nil {
		return nil, nil, err
	}
	return pipeline.NewPurger(office, disk.NewShredder(filepath.Join(dir, workspace.InFolder), o.Before)), closed, nil
}

// NewKey makes a person's key file outside every workspace and returns its public part.
func NewKey(path string, passphrase []byte) (string, error) { return keys.New(path, passphrase) }

// PublicKey is the public part of a key file.
func PublicKey(path string) (string, error) { return keys.Public(path) }

// Signer opens a person's key file.
func Signer(path string, passphrase []byte) (pipeline.Signer, error) {
	return keys.Open(path, passphrase)
}
