package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/lists"
)

// seen is the digest of what a person acts on at a gate, and of the kept text behind it where there is one.
func (o *Office) seen(ctx context.Context, g gate) (digest, shown deposit.Digest, err error) {
	digest, err = g.digest(o, ctx)
	if err != nil {
		return "", "", err
	}
	if g.name == GateList {
		shown = digest
	}
	if g.seen != nil && digest == "" {
		return "", "", usage(g.verb, g.name, "nothing_seen")
	}
	return digest, shown, nil
}

// fileHashes is what weeding binds: which folders there are, and the hashes of their files. Before reception there is nothing to attest.
func (o *Office) fileHashes(ctx context.Context) (deposit.Digest, error) {
	if _, received, err := o.ports.Store.HallSeal(ctx, "reception"); err != nil || !received {
		return "", err
	}
	sum := sha256.New()
	err := o.ports.Store.FileHashes(ctx, func(line string) error {
		_, err := io.WriteString(sum, line)
		return err
	})
	return deposit.Digest(hex.EncodeToString(sum.Sum(nil))), err
}

// listDigest is what the approval of the list binds: the canonical rows of the draft.
func (o *Office) listDigest(ctx context.Context) (deposit.Digest, error) {
	return o.output(ctx, "draft")
}

// boxDigest is what the attestation of the boxes binds: the plan of the boxes. It is asked for only after the lists.
func (o *Office) boxDigest(ctx context.Context) (deposit.Digest, error) { return o.output(ctx, "box") }

// listDiffers tells in which folders the rows differ from those that were approved.
func (o *Office) listDiffers(_ context.Context, acted deposit.Act, s *Stale) error {
	was, err := o.ports.Disk.Kept(acted.Digest)
	if err != nil {
		return err
	}
	now, err := o.ports.Disk.Kept(s.Now)
	if err != nil {
		return errors.Join(err, was.Close())
	}
	d, err := lists.Compare(was, now)
	s.Added, s.Removed, s.Changed = d.Added, d.Removed, d.Changed
	return errors.Join(err, was.Close(), now.Close())
}
