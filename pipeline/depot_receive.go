package pipeline

import (
	"archive/tar"
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/noark5"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/paper"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
	"github.com/arkivdepot/arkivdepot/pipeline/verify"
)

// Why a depot does not take a package, or takes it with a remark (deposit/findings/depot.json). Those of supplements and replacements: depot_replace.go.
const (
	SameIDOtherBytes  deposit.Code = "DEP-001"
	StatusNotTaken    deposit.Code = "DEP-005"
	DeliveryKnown     deposit.Code = "DEP-006"
	PaperWithoutBoxes deposit.Code = "DEP-008"
)

// ReceiveRequest is a package at the door.
type ReceiveRequest struct {
	Package verify.Package
	Doer
	Of   string // beginning of the id of the package that this one adds to or replaces; empty: what the package says. A new package with it replaces that one
	Lang text.Lang
	Tell func(read int64)
}

// Reception is what became of a package at the door.
type Reception struct {
	Package  deposit.Delivered `json:"package"`
	Summary  verify.Summary    `json:"summary"`
	Valid    bool              `json:"valid"`
	Received bool              `json:"received"`         // registered now
	Again    bool              `json:"again,omitempty"`  // known by id and hash; nothing changed
	Trial    bool              `json:"trial,omitempty"`  // it says that it is a trial: judged, told, and thrown away
	Expected int               `json:"expected"`         // boxes to tick
	Changed  deposit.Exchange  `json:"changed,omitzero"` // by a replacement
	Place    string            `json:"quarantine,omitempty"`
	Findings []deposit.Finding `json:"findings"`
}

// mostFindings is how many findings of one package a report shows; all are counted.
const mostFindings = 1000

// tarOnly refuses what is no tar before a byte of it is kept: the wrong file, picked by a slip. A tar that is damaged further on is judged.
func tarOnly(r io.Reader) (io.Reader, error) {
	buffered := bufio.NewReaderSize(r, 256<<10)
	head, err := buffered.Peek(tarHead)
	if err != nil && err != io.EOF {
		return nil, receiving(err)
	}
	if _, err := tar.NewReader(bytes.NewReader(head)).Next(); err != nil && (len(head) < tarHead || errors.Is(err, tar.ErrHeader)) {
		return nil, usage("receive package", "", "no_tar")
	}
	return buffered, nil
}

// tarHead is how much of a file shows whether it is a tar: the headers in front of its first member.
const tarHead = 64 << 10

// Receive judges a package while it is copied into quarantine, and registers it with its boxes and folders when it is valid and fits the catalogue. One
// that does not stays in quarantine with a report to send back. The same package again changes nothing, and a trial package is judged and never
// registered. However it is interrupted, a package is received as a whole or not at all.
func (d *Depot) Receive(ctx context.Context, r ReceiveRequest) (Reception, error) {
	e, err := d.entry(entryReceived, r.Doer, "", struct{}{})
	if err != nil {
		return Reception{}, err
	}
	if r.Package.Tar, err = tarOnly(r.Package.Tar); err != nil {
		return Reception{}, err
	}
	in, err := d.ports.Disk.Incoming()
	if err != nil {
		return Reception{}, err
	}
	w := &arrival{depot: d, ctx: ctx, in: in, r: r, entry: e, got: Reception{Findings: []deposit.Finding{}}}
	err = w.run()
	if err != nil || w.got.Again || w.got.Trial {
		err = errors.Join(err, in.Discard())
	}
	return w.got, err
}

// arrival is one package being received.
type arrival struct {
	depot *Depot
	ctx   context.Context
	in    Incoming
	r     ReceiveRequest
	entry deposit.LedgerEntry
	got   Reception
	stem  string // of the file names in quarantine
	info  []byte
	sums  []byte

	folders []arrived // a few hundred bytes each, as much as verify holds of each file: the XML is read once
}

func (w *arrival) run() error {
	w.stem = "pakke"
	if id, err := deposit.ParseID(strings.TrimSuffix(w.r.Package.Name, ".tar")); err == nil {
		w.stem = string(id) // any other name may be a person's
	}
	if err := w.judge(); err != nil {
		return err
	}
	if !w.got.Valid {
		return w.refuse()
	}
	err := w.register()
	refusal := new(deposit.Refusal)
	if errors.As(err, &refusal) {
		w.got.Findings = append(refusal.Findings, w.got.Findings...)
		return w.refuse()
	}
	return err
}

// maxBeside bounds what travels beside a tar, in bytes; real ones are a few kilobytes.
const maxBeside = 8 << 20

// judge copies and judges in one pass: what is kept is, byte for byte, what was judged.
func (w *arrival) judge() (err error) {
	p := w.r.Package
	for _, beside := range []struct {
		from *io.Reader
		to   *[]byte
		ext  string
	}{{&p.Info, &w.info, ".xml"}, {&p.Sums, &w.sums, ".sha256"}} {
		if *beside.from == nil {
			continue
		}
		if *beside.to, err = io.ReadAll(io.LimitReader(*beside.from, maxBeside+1)); err != nil {
			return usage("receive package", "", "cannot_read")
		}
		if err := w.write(w.stem+beside.ext, *beside.to); err != nil {
			return err
		}
		*beside.from = bytes.NewReader(*beside.to)
	}
	out, err := w.in.Create(w.stem + ".tar")
	if err != nil {
		return err
	}
	p.Tar = io.TeeReader(p.Tar, out)
	w.got.Summary, err = verify.Run(w.ctx, p, verify.Options{Schemas: w.depot.ports.Schemas, Lang: w.r.Lang, Tell: w.r.Tell, Folder: w.folder}, func(f deposit.Finding) error {
		if len(w.got.Findings) < mostFindings {
			w.got.Findings = append(w.got.Findings, f)
		}
		return nil
	})
	if err = errors.Join(err, out.Close()); err != nil {
		return receiving(err)
	}
	w.got.Valid = w.got.Summary.Valid()
	return nil
}

// folder takes a folder as it passes; it counts only when the package turns out to be valid.
func (w *arrival) folder(f *noark5.Folder) error {
	w.folders = append(w.folders, arrivedOf(f))
	return nil
}

// receiving gives trouble while a package is read its words.
func receiving(err error) error {
	var known *deposit.Error
	if errors.As(err, &known) {
		return known
	}
	return &deposit.Error{Kind: deposit.Disk, Op: "receive package", Key: "cannot_read", Err: err}
}

func (w *arrival) write(name string, data []byte) error {
	out, err := w.in.Create(name)
	if err != nil {
		return err
	}
	_, err = out.Write(data)
	return errors.Join(err, out.Close())
}

// register reads what the package says of itself and puts it into the catalogue, in one transaction.
func (w *arrival) register() error {
	kept, err := w.in.Open(w.stem + ".tar")
	if err != nil {
		return err
	}
	defer kept.Close()
	inside, err := openInside(kept)
	if err != nil {
		return err
	}
	p, err := w.delivered(inside)
	if err != nil {
		return err
	}
	if p.Status == deposit.Trial {
		return w.tried(p)
	}
	known, ok, err := w.depot.ports.Store.Package(w.ctx, p.ID)
	switch {
	case err != nil:
		return err
	case ok && known.Digest == p.Digest:
		w.got.Again, w.got.Package = true, known
		return nil
	case ok:
		return deposit.Refuse(deposit.Finding{Code: SameIDOtherBytes, Args: []string{string(p.ID), known.Digest.Short(), p.Digest.Short()}})
	}
	if p.Of, err = w.earlier(p.Status, inside); err != nil {
		return err
	}
	w.entry.Subject = packageSubject(p.ID)
	unboxed := 0
	w.got.Package, w.got.Changed, err = w.depot.ports.Store.Register(w.ctx, deposit.Registration{
		Package: p, Code: paper.BoxID, Entry: w.entry,
		Walk: func(add func(deposit.KeptFolder, deposit.ID) error) error {
			for _, f := range w.folders {
				if len(f.Pieces) == 1 && f.Pieces[0].Box <= 0 {
					unboxed++
				}
				if err := add(f.KeptFolder, f.delivery); err != nil {
					return err
				}
			}
			return nil
		},
		Judge: func(p deposit.Delivered, rivals deposit.Rivals) error {
			if err := deposit.Refuse(clashes(p, rivals)...); err != nil {
				return err
			}
			return w.in.Keep(p.ID)
		},
		Body: receivedBody,
	})
	if err == nil && unboxed > 0 {
		w.got.Findings = append(w.got.Findings, deposit.Finding{Code: PaperWithoutBoxes, Args: []string{text.Count(int64(unboxed))}})
	}
	if err == nil && !w.got.Changed.IsZero() {
		w.got.Findings = append(w.got.Findings, changed(w.got.Package, w.got.Changed))
	}
	if w.got.Received = err == nil; w.got.Received {
		var states map[deposit.BoxState]int
		states, err = w.depot.ports.Store.Tallied(w.ctx, p.ID)
		w.got.Expected = states[deposit.BoxExpected]
	}
	return err
}

// tried notes a valid trial package. Nothing of it is kept: what a sender tries may not stand in the way of what it sends afterwards under the same id.
func (w *arrival) tried(p deposit.Delivered) error {
	p.Folders = len(w.folders)
	body, err := receivedBody(p, deposit.Exchange{})
	if err != nil {
		return err
	}
	w.entry.Kind, w.entry.Subject, w.entry.Body = entryTried, packageSubject(p.ID), body
	if _, err := w.depot.Book.Enter(w.ctx, w.entry); err != nil {
		return err
	}
	w.got.Package, w.got.Trial = p, true
	return nil
}

func receivedBody(p deposit.Delivered, x deposit.Exchange) (string, error) {
	facts := map[string]any{"sha256": p.Digest, "status": p.Status, "folders": p.Folders, "boxes": p.Boxes, "files": p.Files, "of": p.Of}
	if !x.IsZero() {
		facts["changed"] = x
	}
	body, err := json.Marshal(facts)
	return string(body), err
}

// delivered is the package by what its header says.
func (w *arrival) delivered(inside *inside) (deposit.Delivered, error) {
	h, s := inside.header, w.got.Summary
	p := deposit.Delivered{ID: deposit.ID(strings.ToLower(h.ID)), Digest: s.Digest, Size: s.Size, Status: deposit.PackageStatus(h.Status), Label: h.Label, Owner: inside.owner(),
		Creator: inside.creator(), At: w.entry.At, By: w.entry.By, Files: s.Files}
	if w.info != nil {
		p.Info = deposit.DigestOf(w.info)
	}
	if p.At == "" {
		p.At = w.entry.Recorded
	}
	if p.Status == deposit.NewPackage && w.r.Of != "" {
		p.Status = deposit.Replacement // a sender that made its package anew calls it new; a person at the depot says which one it replaces
	}
	switch p.Status {
	case deposit.NewPackage, deposit.Supplement, deposit.Replacement, deposit.Trial:
		return p, nil
	}
	return p, deposit.Refuse(deposit.Finding{Code: StatusNotTaken, Args: []string{h.Status}})
}

// refuse leaves the package in quarantine with the report to send back, and notes it.
func (w *arrival) refuse() error {
	report := w.depot.rejection(w)
	data, err := json.MarshalIndent(report, "", "  ")
	if err != nil {
		return err
	}
	if err := w.write("avvisning.json", append(data, '\n')); err != nil {
		return err
	}
	out, err := w.in.Create("avvisning.pdf")
	if err != nil {
		return err
	}
	if err := errors.Join(w.depot.print(out, report.sheet(w.depot)), out.Close()); err != nil {
		return err
	}
	name := w.got.Summary.Digest.Short()
	if w.got.Place, err = w.in.Refuse(name); err != nil {
		return err
	}
	w.entry.Kind, w.entry.Subject = entryRefused, "quarantine "+name
	body, err := json.Marshal(map[string]any{"sha256": w.got.Summary.Digest, "codes": codesOf(w.got.Findings)})
	w.entry.Body = string(body)
	if err != nil {
		return err
	}
	_, err = w.depot.Book.Enter(w.ctx, w.entry)
	return err
}
