package reception

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// fold brings together the names that some system takes for one: composed or decomposed letters, capital or small.
func fold(name string) string { return norm.NFC.String(strings.ToLower(norm.NFC.String(name))) }

// readTree puts the tree into the scratch. It must be the one that the mark was made of: a tree that changes while it is read is read again by the next run.
func (w *work) readTree(tree *listing) error {
	if !tree.over {
		return tree.each(w.entry)
	}
	again := newListing(0)
	err := w.inbox.Walk(w.ctx, func(e Entry) error {
		if err := again.add(e); err != nil {
			return err
		}
		return w.entry(e, slices.Clone(again.line))
	})
	if err == nil && again.digest() != tree.digest() {
		err = &deposit.Error{Kind: deposit.Conflict, Op: "read inn/", Key: "inbox_changes"}
	}
	return err
}

// entry notes one entry of the tree, whose bytes stay as they are.
func (w *work) entry(e Entry, body []byte) error {
	w.entries++
	name := path.Base(e.Path)
	switch {
	case e.Kind == Directory:
		return w.s.Jot(Scrap{scrapDir, fold(e.Path), w.entries, body})
	case e.Kind != PlainFile:
		w.report.Loose++
		return errors.Join(w.s.Loosen(LooseFile{Entry: e, Why: string(e.Kind)}), w.s.Find(deposit.Finding{Code: oddities[e.Kind], File: e.Path}))
	case deposit.NoiseKind(name) != "":
		return w.hush(name, e)
	}
	return w.s.Jot(Scrap{scrapFile, fold(e.Path), w.entries, body})
}

// oddities are the findings on what is no plain file.
var oddities = map[EntryKind]deposit.Code{Link: LinkFound, Device: NoFile, Unreadable: NoFile, BadName: BadFileName}

// noise is one kind of file that programs leave behind: how many, and where the first lies.
type noise struct {
	count int
	first string
}

func (w *work) hush(name string, e Entry) error {
	digest, err := w.digest(e)
	if err != nil {
		return err
	}
	kind := deposit.NoiseKind(name)
	if w.noise[kind] == nil {
		w.noise[kind] = &noise{first: e.Path}
	}
	w.noise[kind].count++
	w.report.Noise++
	w.report.Loose++
	return w.s.Loosen(LooseFile{Entry: e, Why: "noise", SHA256: digest})
}

// findNoise is one note for each kind of noise; each file has its own row among the sources.
func (w *work) findNoise() error {
	for _, kind := range slices.Sorted(maps.Keys(w.noise)) {
		n := w.noise[kind]
		if err := w.s.Find(deposit.Finding{Code: Noise, File: n.first, Args: []string{kind, strconv.Itoa(n.count)}}); err != nil {
			return err
		}
	}
	return nil
}

// digest is the SHA-256 of a file that no folder has; one that has not changed since it was hashed is not read again.
func (w *work) digest(e Entry) (deposit.Digest, error) {
	known, err := w.s.Digest(e)
	if err != nil || known != "" {
		return known, err
	}
	file, err := w.inbox.Open(e.Path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, file); err != nil {
		return "", &deposit.Error{Kind: deposit.Disk, Op: "read source file", Err: errors.Unwrap(err)}
	}
	return deposit.Digest(hex.EncodeToString(hash.Sum(nil))), nil
}

// findCollisions finds names that another system takes for one: NFC and NFD, capital and small letters.
func (w *work) findCollisions() error {
	for _, kind := range []string{scrapDir, scrapFile} {
		c := w.scan(kind, "", "")
		last := Scrap{}
		for {
			next, ok, err := c.next()
			if err != nil {
				return err
			}
			if !ok {
				break
			}
			if next.Key == last.Key {
				if err := w.findCollision(last, next); err != nil {
					return err
				}
			}
			last = next
		}
	}
	return nil
}

func (w *work) findCollision(one, two Scrap) error {
	a, errA := entryOf(one)
	b, errB := entryOf(two)
	if err := errors.Join(errA, errB); err != nil {
		return err
	}
	return w.s.Find(deposit.Finding{Code: Collision, File: b.Path, Args: []string{a.Path}})
}

// keepLoose records the files that no folder claims, each with a hold. Files and claims are walked side by side in key order; claims that stand do not lie
// inside each other, so the last one passed is the only one that can hold a file.
func (w *work) keepLoose() error {
	files, claims := w.scan(scrapFile, "", ""), w.scan(scrapClaim, "", "")
	claim, more, err := claims.next()
	if err != nil {
		return err
	}
	holder, contested := "", ""
	for {
		file, ok, err := files.next()
		if err != nil || !ok {
			return err
		}
		for more && claim.Key <= file.Key {
			if len(claim.Body) == 0 {
				holder, contested = "", claim.Key
			} else if claim.Key != contested {
				holder = claim.Key
			}
			if claim, more, err = claims.next(); err != nil {
				return err
			}
		}
		if holder != "" && strings.HasPrefix(file.Key, holder) {
			continue
		}
		if err := w.loosen(file); err != nil {
			return err
		}
	}
}

func (w *work) loosen(file Scrap) error {
	e, err := entryOf(file)
	if err != nil {
		return err
	}
	digest, err := w.digest(e)
	if err != nil {
		return err
	}
	w.report.Loose++
	return errors.Join(w.s.Loosen(LooseFile{Entry: e, Why: "unclaimed", SHA256: digest}),
		w.s.Find(deposit.Finding{Code: FileWithoutRow, File: e.Path, SHA256: digest}))
}
