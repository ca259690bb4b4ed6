package pipeline

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"slices"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/lists"
)

// seen is the digest of what a person acts on at a gate.
func (o *Office) seen(ctx context.Context, g gate) (deposit.Digest, error) {
	digest, err := g.digest(o, ctx)
	if err == nil && g.seen != nil && digest == "" {
		err = usage(g.verb, g.name, "nothing_seen")
	}
	return digest, err
}

// shown is the digest of the kept text by which a later difference is told: the approved rows of the list, the weeded folders; empty at other gates.
func (o *Office) shown(ctx context.Context, g gate, seen deposit.Digest) (deposit.Digest, error) {
	switch g.name {
	case GateList:
		return seen, nil
	case GateWeeding:
		to, kept := o.keepWhileWriting()
		err := o.weeded(ctx, to)
		digest, keepErr := kept(err)
		return digest, errors.Join(err, keepErr)
	}
	return "", nil
}

// fileHashes is what weeding binds: which folders there are, and the hashes of their files. Before reception there is nothing to attest.
func (o *Office) fileHashes(ctx context.Context) (deposit.Digest, error) {
	if _, received, err := o.ports.Store.HallSeal(ctx, "reception"); err != nil || !received {
		return "", err
	}
	sum := sha256.New()
	err := o.ports.Store.FileHashes(ctx, func(_, line string) error {
		_, err := io.WriteString(sum, line)
		return err
	})
	return deposit.Digest(hex.EncodeToString(sum.Sum(nil))), err
}

// weeded writes a row for each folder: its journal number, and a digest over what weeding binds of it.
func (o *Office) weeded(ctx context.Context, to io.Writer) error {
	rows, of, sum := json.NewEncoder(to), "", sha256.New()
	end := func() error {
		if of == "" {
			return nil
		}
		return rows.Encode(weededRow{of, deposit.Digest(hex.EncodeToString(sum.Sum(nil)))})
	}
	err := o.ports.Store.FileHashes(ctx, func(journal, line string) error {
		if journal != of {
			if err := end(); err != nil {
				return err
			}
			of, sum = journal, sha256.New()
		}
		_, err := io.WriteString(sum, line)
		return err
	})
	if err != nil {
		return err
	}
	return end()
}

// weededRow is a folder in the kept text of an attestation of weeding.
type weededRow struct {
	Journal string         `json:"journal"`
	Files   deposit.Digest `json:"files"`
}

// weedingDiffers tells which folders are not those that were attested. What was attested before there was a kept text, only differs.
func (o *Office) weedingDiffers(ctx context.Context, acted deposit.Act, s *Stale) error {
	if acted.Shown == "" {
		return nil
	}
	var now bytes.Buffer // a row a folder, and only while people must act
	if err := o.weeded(ctx, &now); err != nil {
		return err
	}
	was, err := o.ports.Disk.Kept(acted.Shown)
	if err != nil {
		return err
	}
	d, err := lists.Compare(was, &now)
	for _, journals := range [][]string{d.Added, d.Removed, d.Changed} {
		slices.SortFunc(journals, o.byJournal)
	}
	s.Added, s.Removed, s.Changed = d.Added, d.Removed, d.Changed
	return errors.Join(err, was.Close())
}

// byJournal orders journal numbers as lists do.
func (o *Office) byJournal(a, b string) int {
	one, _ := deposit.ParseJournalNo(a, o.Deposit.Century)
	other, _ := deposit.ParseJournalNo(b, o.Deposit.Century)
	return cmp.Compare(one.Key(), other.Key())
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
