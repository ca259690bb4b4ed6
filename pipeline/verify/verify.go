package verify

import (
	"context"
	"crypto/sha256"
	"io"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/dias"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/mets"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/noark5"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
	"github.com/arkivdepot/arkivdepot/pipeline/verify/gauge"
)

// Package is what is judged. Only Tar is needed; what is nil is said to be missing, or passed over.
type Package struct {
	Name string    // file name of the tar: uuid.tar
	Tar  io.Reader // read once, to the end
	Info io.Reader // the submission description uuid.xml
	Sums io.Reader // uuid.sha256: covers the submission description, which nothing else does
	// Judged gets the bytes of the tar that are judged, in order and once; nil: nobody asks. A reader around Tar would hide that it can be read twice, and
	// with it the schemas that the package carries.
	Judged io.Writer
	// Describe brings Info and Sums when the tar is read, and has been told its checksum and size by then: whoever makes a package describes what stands on
	// the disk. nil: the two above are what there is.
	Describe func(tar deposit.Digest, size int64) (info, sums io.Reader, err error)
}

// Options bound the judging. The zero value is fit for any package.
type Options struct {
	Limits dias.Limits
	Tell   func(read int64) // told how many bytes of the tar are read; may be nil
	// Schemas judge the files whose schema the package does not carry.
	Schemas gauge.Schemas
	// Folder is told every folder of the extraction while it passes, before it is known whether the package is valid; may be nil.
	Folder func(*noark5.Folder) error
	// Lang is the language of what findings say of a schema; nb when empty.
	Lang text.Lang
}

// Kind is what sort of package it is.
type Kind string

// The kinds. Only the first is judged in full.
const (
	NoarkDIAS Kind = "dias-noark5"
	OtherDIAS Kind = "dias"
	EARK      Kind = "e-ark"
	BagIt     Kind = "bagit"
	Unknown   Kind = "unknown"
)

// Summary is what the package is, and how much is wrong with it.
type Summary struct {
	Kind    Kind           `json:"kind"`
	ID      string         `json:"id,omitempty"`    // OBJID of dias-mets.xml
	Label   string         `json:"label,omitempty"` // of the same: what the sender calls the package
	Digest  deposit.Digest `json:"sha256"`          // of the tar
	Size    int64          `json:"size"`
	Members int            `json:"members"`
	Files   int            `json:"files"`
	Bytes   int64          `json:"bytes"` // of the files
	Folders int            `json:"folders"`
	Records int            `json:"records"`
	Objects int            `json:"objects"` // dokumentobjekter
	// SchemasMissing are the schemas that a depot looks for and the package lacks: valid, but to be agreed with the depot (krav 6.4.18).
	SchemasMissing []string      `json:"schemas_missing,omitempty"`
	Findings       deposit.Tally `json:"findings"`
}

// Valid tells that nothing found stands against the package. Warnings do not.
func (s Summary) Valid() bool { return s.Findings.Holds == 0 }

// Run judges a package and gives each finding to found, in an order that is the same every time. Its error is machine trouble, or found's own.
func Run(ctx context.Context, p Package, o Options, found func(deposit.Finding) error) (Summary, error) {
	j := &judge{ctx: ctx, name: p.Name, o: o, found: found, ledger: newLedger(), noark: newExtraction()}
	steps := []func(*Package) error{j.gather, j.readInfo, j.readTar, j.againstInfo, j.againstSums, j.contents}
	if p.Describe != nil {
		steps[1], steps[2] = j.readTar, j.describedInfo
	}
	for _, step := range steps {
		if err := step(&p); err != nil {
			return j.summary, asError(err)
		}
	}
	return j.summary, nil
}

// judge is one package being judged.
type judge struct {
	ctx     context.Context
	name    string
	o       Options
	found   func(deposit.Finding) error
	summary Summary

	schemas  gauging     // what the XML files are judged by
	info     description // the submission description
	header   *mets.Header
	report   dias.Report
	roots    []string // first segments of names; more than one is a fault
	hasMETS  bool
	ledger   *ledger
	noark    *extraction
	complete bool
}

// find counts a finding and passes it on.
func (j *judge) find(code deposit.Code, args ...string) error {
	return j.about("", code, args...)
}

// about is find with the member that the finding is about.
func (j *judge) about(member string, code deposit.Code, args ...string) error {
	f := deposit.Finding{Code: code, File: member, Args: args}
	switch f.Severity() {
	case deposit.Note:
		j.summary.Findings.Notes++
	case deposit.Warn:
		j.summary.Findings.Warnings++
	default:
		j.summary.Findings.Holds++
		j.summary.Findings.Open++
	}
	return j.found(f)
}

// readTar reads the whole tar once: every member is hashed, and the metadata are read while they pass.
func (j *judge) readTar(p *Package) error {
	from := p.Tar
	if p.Judged != nil {
		from = io.TeeReader(from, p.Judged)
	}
	tar := newAhead(j.ctx, from, j.o.Tell)
	defer tar.stop()
	report, err := dias.Walk(tar, j.o.Limits, j.member)
	if err == nil {
		j.summary.Digest, j.summary.Size, err = tar.rest() // a damaged tar ends the walk early; its checksum is of all of it
	}
	if err != nil {
		return err
	}
	j.report, j.complete = report, report.Complete
	j.summary.Members, j.summary.Files, j.summary.Bytes = report.Members, report.Files, report.Bytes
	for _, problem := range report.Problems {
		if problem.Kind == dias.Damaged || problem.Kind == dias.TooMany || problem.Kind == dias.Trailing {
			err = j.find(TarDamaged, string(problem.Kind))
		} else {
			err = j.about(problem.Name, MemberRefused, problem.Name, string(problem.Kind))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// top are the names that stand at the top of a DIAS package; a tar without a folder around them has them at its own top (older packages).
var top = map[string]bool{dias.METS: true, dias.METSSchema: true, dias.Log: true, dias.Administrative: true, dias.Descriptive: true, dias.Content: true}

// inPackage is a member's path in the package's folder, and that folder.
func inPackage(name string) (root, rest string) {
	first, rest, _ := strings.Cut(name, "/")
	if top[first] {
		return "", name
	}
	return first, rest
}

// member takes one member of the tar.
func (j *judge) member(m dias.Member, content io.Reader) error {
	root, path := inPackage(m.Name)
	j.root(root)
	r := j.ledger.at(path)
	if m.Folder {
		r.has |= isFolder
		return nil
	}
	sum := sha256.New()
	watch, err := j.watch(path)
	if err != nil {
		return err
	}
	through := io.TeeReader(content, watch.beside(sum))
	if err := j.read(path, through); err != nil {
		watch.drop()
		return err
	}
	if _, err := io.Copy(watch.beside(sum), content); err != nil {
		watch.drop()
		return nil // damage is the walk's to report
	}
	r = j.ledger.at(path) // reading may have moved it
	r.has |= inTar
	r.tar = fact{size: m.Size}
	sum.Sum(r.tar.sum[:0])
	return j.verdict(watch)
}

func (j *judge) root(name string) {
	for _, known := range j.roots {
		if known == name {
			return
		}
	}
	if len(j.roots) < 3 {
		j.roots = append(j.roots, name)
	}
}

// read reads the members that say something of the others.
func (j *judge) read(path string, content io.Reader) error {
	var err error
	switch path {
	case dias.METS:
		j.hasMETS = true
		err = j.readMETS(content)
	case dias.PREMIS:
		err = j.readPREMIS(content)
	case contentOf("arkivuttrekk.xml"):
		err = j.readExtraction(content)
	case contentOf(noark5.StructureFile):
		err = j.readStructure(content)
	case contentOf(noark5.ChangeLogFile):
		err = j.readChanges(content)
	case contentOf(noark5.RunningJournalFile):
		err = j.readJournal(0, content)
	case contentOf(noark5.PublicJournalFile):
		err = j.readJournal(1, content)
	default:
		return nil
	}
	if fault, line := unreadable(err); fault != "" {
		j.schemas.unread = path
		return j.about(path, Unreadable, path, line, fault)
	}
	return err
}

func contentOf(name string) string { return dias.Content + "/" + name }
