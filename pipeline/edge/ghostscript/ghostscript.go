package ghostscript

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/process"
)

// Ghostscript is an installed Ghostscript.
type Ghostscript struct{ program string }

// ErrNone is that there is no Ghostscript, or none where the user said.
var ErrNone = errors.New("no Ghostscript")

// Find finds Ghostscript: where the user says, else on the path, else where it is usually installed.
func Find(named string) (Ghostscript, error) {
	path, ok := process.Find(named, append([]string{"gs", "gswin64c", "gswin32c"}, usualPlaces()...)...)
	if !ok {
		return Ghostscript{}, ErrNone
	}
	return Ghostscript{path}, nil
}

// usualPlaces is where installers put it without a word on the path, the newest first.
func usualPlaces() []string {
	switch runtime.GOOS {
	case "windows":
		var all []string
		for _, variable := range []string{"ProgramFiles", "ProgramFiles(x86)"} {
			for _, name := range []string{"gswin64c.exe", "gswin32c.exe"} {
				found, _ := filepath.Glob(filepath.Join(os.Getenv(variable), "gs", "gs*", "bin", name)) // the pattern is ours and well-formed
				slices.Sort(found)
				slices.Reverse(found)
				all = append(all, found...)
			}
		}
		return all
	case "darwin":
		return []string{"/opt/homebrew/bin/gs", "/usr/local/bin/gs", "/opt/local/bin/gs"}
	}
	return nil
}

// Names in the work folder. They never change, because Ghostscript writes its command line into the file. The definitions must not be called PDFA_def.ps: Ghostscript
// would take its own sample of that name.
const (
	definitionsFile = "arkivdepot_pdfa.ps"
	profileFile     = "srgb.icc"
	titleFile       = "tittel.ps"
	sourceFile      = "kilde.pdf"
	resultFile      = "ut.pdf"
)

// StandIn is the title that Ghostscript writes where the source has one; the caller puts the real one in its place (pdfsteady.Options.Title).
const StandIn = "arkivdepot"

const revision = "1"

// Basis is what decides a rendition besides the document and the program's version.
func Basis() string {
	return "ghostscript " + revision + " " + strings.Join(arguments("", "", true), " ") + " " + definitions("")
}

// arguments turn a PDF into PDF/A-2b in RGB, keep what fonts and pictures it has, stop at the first thing in the source that is not as it should be, and
// write one classic cross-reference table.
func arguments(profile, definitions string, title bool) []string {
	all := []string{"-dPDFA=2", "-dBATCH", "-dNOPAUSE", "-dQUIET", "-dSAFER", "--permit-file-read=" + profile, "-dPDFSTOPONERROR",
		"-sColorConversionStrategy=RGB", "-dPDFACompatibilityPolicy=1", "-dWriteXRefStm=false", "-dWriteObjStms=false",
		"-sDEVICE=pdfwrite", "-sOutputFile=" + resultFile, definitions, sourceFile}
	if title {
		all = append(all, titleFile)
	}
	return all
}

// definitions is the output intent: sRGB, as PDF/A asks for device colours (ISO 19005-2, 6.2.3).
func definitions(profile string) string {
	return `%!
[/_objdef {icc_PDFA} /type /stream /OBJ pdfmark
[{icc_PDFA} <</N 3>> /PUT pdfmark
[{icc_PDFA} ` + postscript(profile) + ` (r) file /PUT pdfmark
[/_objdef {OutputIntent_PDFA} /type /dict /OBJ pdfmark
[{OutputIntent_PDFA} <</Type /OutputIntent /S /GTS_PDFA1 /DestOutputProfile {icc_PDFA} /OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1)>> /PUT pdfmark
[{Catalog} <</OutputIntents [{OutputIntent_PDFA}]>> /PUT pdfmark
`
}

// postscript is a path as a string of PostScript.
func postscript(path string) string {
	return "(" + strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(filepath.ToSlash(path)) + ")"
}

// Desk is where one worker converts: a folder of its own. It is for one goroutine.
type Desk struct {
	program  string
	dir      string
	patience time.Duration // tests wait less; 0 is timeFor
}

// Desk lays a desk in a folder, which is made; profile is the colour profile of the output intent.
func (g Ghostscript) Desk(dir string, profile []byte) (*Desk, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	d := &Desk{program: g.program, dir: abs}
	if err := os.MkdirAll(abs, 0o700); err != nil {
		return nil, err
	}
	icc := filepath.Join(abs, profileFile)
	return d, errors.Join(os.WriteFile(icc, profile, 0o600),
		os.WriteFile(filepath.Join(abs, definitionsFile), []byte(definitions(icc)), 0o600),
		os.WriteFile(filepath.Join(abs, titleFile), []byte("%!\n[/Title ("+StandIn+") /DOCINFO pdfmark\n"), 0o600))
}

// Document is a PDF to be converted.
type Document struct {
	Pages  int
	Titled bool // it has a title: the rendition gets the stand-in
}

// Source is where the document must be put before Convert is called.
func (d *Desk) Source() string { return filepath.Join(d.dir, sourceFile) }

// Result is what became of a document.
type Result struct {
	Path    string // the PDF/A; it stands until the next call
	Trouble deposit.RenditionTrouble
}

// A page of text in TrueType CID fonts was measured at half a second.
const (
	perDocument = 60 * time.Second
	perPage     = 2 * time.Second
)

var limits = process.Limits{Memory: 4 << 30, File: 4 << 30}

// Convert converts the document that stands in Source. Its error is trouble of the machine.
func (d *Desk) Convert(ctx context.Context, doc Document) (Result, error) {
	out := filepath.Join(d.dir, resultFile)
	if err := os.RemoveAll(out); err != nil {
		return Result{}, err
	}
	if pdf, err := isPDF(d.Source()); err != nil || !pdf {
		return Result{Trouble: deposit.TroubleDisguise}, err
	}
	c := d.command(arguments(filepath.Join(d.dir, profileFile), filepath.Join(d.dir, definitionsFile), doc.Titled))
	if c.Time = perDocument + time.Duration(doc.Pages)*perPage; d.patience > 0 {
		c.Time = d.patience
	}
	outcome, err := process.Run(ctx, c)
	if err != nil {
		return Result{}, err
	}
	info, err := os.Stat(out)
	switch {
	case outcome.TimedOut:
		return Result{Trouble: deposit.TroubleTime}, nil
	case outcome.Code < 0 || outcome.Code > 2: // it was killed, or fell; 1 and 2 are its own complaints
		return Result{Trouble: deposit.TroubleCrash}, nil
	case !outcome.OK() || err != nil || info.Size() == 0:
		return Result{Trouble: deposit.TroubleRefused}, nil
	}
	return Result{Path: out}, nil
}

// isPDF looks for the mark of a PDF where readers look for it. What has none is not shown to Ghostscript, which would run it as a program in PostScript.
func isPDF(path string) (bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	head := make([]byte, 1024)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return false, err
	}
	return bytes.Contains(head[:n], []byte("%PDF-")), nil
}

// command runs Ghostscript with an environment of its own. The zone is one that is not UTC, for which Ghostscript 10 writes two different dates.
func (d *Desk) command(args []string) process.Command {
	env := []string{"HOME=" + d.dir, "TMPDIR=" + d.dir, "TMP=" + d.dir, "TEMP=" + d.dir, "TZ=Europe/Oslo", "LC_ALL=C.UTF-8"}
	for _, name := range []string{"PATH", "SystemRoot", "SystemDrive", "windir"} {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return process.Command{Program: d.program, Args: args, Dir: d.dir, Env: env, Limits: limits}
}

var versionWord = regexp.MustCompile(`(?m)^\d+\.\d+(?:\.\d+)?\s*$`)

// Version is the program's name and version.
func (g Ghostscript) Version(ctx context.Context, dir string) (string, error) {
	d, err := g.Desk(dir, nil)
	if err != nil {
		return "", err
	}
	c := d.command([]string{"--version"})
	c.Time = 30 * time.Second
	out, err := process.Run(ctx, c)
	if err != nil {
		return "", err
	}
	if version := versionWord.FindString(out.Said); version != "" {
		return "Ghostscript " + strings.TrimSpace(version), nil
	}
	return "", errors.New("it does not say its version")
}
