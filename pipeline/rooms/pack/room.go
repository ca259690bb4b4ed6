package pack

import (
	"context"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/dias"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/noark5"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
	"github.com/arkivdepot/arkivdepot/pipeline/verify/gauge"
)

// revision is raised when the same input may give other bytes.
const revision = 4

// Options decide besides what the source holds.
type Options struct {
	Deposit deposit.Deposit
	Profile deposit.Profile
	Schemas Schemas
	Edition int    // 1 is the first package of the deposit; a later one replaces the one before
	Version string // of the program: recorded in METS and PREMIS, no part of the basis
}

// Room makes the package.
type Room struct {
	ports Ports
	o     Options
}

// New makes the room.
func New(p Ports, o Options) Room { return Room{p, o} }

// Name is the room's name in seals, events and findings.
func (Room) Name() stage.Name { return "pack" }

// Basis is everything besides the folders that decides the bytes of the package, but the program's version: a newer program does not redo a package.
func (r Room) Basis() stage.Basis {
	d := r.o.Deposit
	b := stage.Basis{
		"revision":  strconv.Itoa(revision),
		"deposit":   string(d.ID) + " " + d.Name,
		"owner":     d.Owner.Kind + " " + d.Owner.Number + " " + d.Owner.Name,
		"creator":   d.Creator.Number + " " + d.Creator.Name,
		"depot":     d.Depot.Number + " " + d.Depot.Name,
		"agreement": d.Agreement,
		"system":    d.System,
		"mark":      d.Mark,
		"period":    strconv.Itoa(d.Period.From) + "-" + strconv.Itoa(d.Period.To),
		"as_of":     d.AsOf.String(),
		"produced":  d.Produced.UTC().Format(stamp),
		"documents": r.layout().Documents,
	}
	if r.o.Edition > 1 {
		b["edition"] = strconv.Itoa(r.o.Edition)
	}
	for _, name := range schemaOrder {
		digest, err := r.o.Schemas.digest(name)
		if err != nil {
			digest = "unreadable: " + deposit.Digest(err.Error()) // Run meets the same and says so
		}
		b["schema "+name] = string(digest)
	}
	return b
}

const stamp = "2006-01-02T15:04:05Z"

// Result is what the room says of the package. Names are below ut/.
type Result struct {
	ID        deposit.ID // of the package
	Tar       string     // pakke/<uuid>.tar
	Info      string     // pakke/<uuid>.xml
	Sums      string     // pakke/<uuid>.sha256
	CRC32C    uint32     // of the tar as it was written
	Size      int64      // of the tar
	Members   int        // of the tar, folders too
	Folders   int
	Records   int
	Documents int // document files
	Bytes     int64
	Posts     int
	Changes   int
	Findings  []deposit.Finding
}

// Package is a package in the draft that lacks what travels beside the tar: Describe writes that.
type Package struct {
	Result
	work *work
}

// PackageID is the id of the package that a deposit becomes; the same in a trial and in the final run (krav 6.4.26). An edition that replaces another has
// an id of its own.
func PackageID(d deposit.ID, edition int) deposit.ID {
	if edition > 1 {
		return d.Derive("pakke", strconv.Itoa(edition))
	}
	return d.Derive("pakke")
}

func (r Room) layout() dias.Layout {
	documents := r.o.Profile.DocumentFolder
	if documents == "" {
		documents = dias.StandardDocuments
	}
	return dias.Layout{ID: string(PackageID(r.o.Deposit.ID, r.o.Edition)), Documents: documents}
}

// Run makes the package in the draft.
func (r Room) Run(ctx context.Context) (Package, error) {
	w := &work{room: r, ctx: ctx, layout: r.layout(), d: r.o.Deposit, draft: r.ports.Draft, seriesID: string(r.o.Deposit.ID.Derive("arkivdel", "klientmapper"))}
	w.result = Result{ID: deposit.ID(w.layout.ID), Tar: "pakke/" + w.layout.Tar(), Info: "pakke/" + w.layout.Info(), Sums: "pakke/" + w.layout.Checksum()}
	w.judging = newJudging()
	err := w.steps()
	w.judging.end()
	if left := w.dropCopy(); err == nil {
		err = left
	}
	if err != nil {
		return Package{}, asError(err)
	}
	return Package{w.result, w}, nil
}

// Describe writes the submission description and the sums, by the SHA-256 of the tar: whoever judges the tar reads all of it, and so nobody has to while it is
// made.
func (p Package) Describe(tar deposit.Digest) error {
	w := p.work
	w.digest, w.judging = tar, newJudging()
	defer w.judging.end()
	for _, step := range []func() error{w.info, w.sums, w.judging.verdict} {
		if err := step(); err != nil {
			return asError(err)
		}
	}
	return nil
}

func (w *work) steps() error {
	for _, step := range []func() error{w.gauges, w.survey, w.schemas, w.structure, w.journals, w.extraction, w.log, w.premis, w.mets, w.tar} {
		if err := w.ctx.Err(); err != nil {
			return &deposit.Error{Kind: deposit.Interrupted, Op: "pack", Err: err}
		}
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// work is one package being made.
type work struct {
	room   Room
	ctx    context.Context
	layout dias.Layout
	d      deposit.Deposit
	draft  Draft

	seriesID string     // of the one arkivdel: every mappe and every registrering names it
	set      *gauge.Set // of schemas, by which everything is judged
	judging  *judging

	copied     int // folders
	seen       survey
	members    []member // metadata files of the package that are written, in the order of writing
	counts     noark5.Counts
	journal    [2]int         // entries of the two journals
	inner      member         // dias-mets.xml
	submission member         // <uuid>.xml
	digest     deposit.Digest // of the tar
	result     Result
}

func (w *work) find(code deposit.Code, journal string, args ...string) {
	w.result.Findings = append(w.result.Findings, deposit.Finding{Code: code, Journal: journal, Args: args})
}
