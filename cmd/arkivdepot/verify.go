package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/cmd/arkivdepot/wire"
	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
	"github.com/arkivdepot/arkivdepot/pipeline/verify"
)

func verifyCommand(t terminal) *cli.Command {
	return &cli.Command{
		Name: "verify", Aliases: []string{"verifiser"}, Usage: "verb.verify",
		ArgsUsage: "PAKKE.tar [PAKKE.xml]", Flags: []cli.Flag{jsonFlag(), langFlag, &cli.StringSliceFlag{Name: "schemas", Usage: "flag.schemas"}},
		Action: func(c *cli.Context) error { return verifyPackage(c, t) },
	}
}

// verdict is what verify says as JSON.
type verdict struct {
	Package  string            `json:"package"`
	Valid    bool              `json:"valid"`
	Summary  verify.Summary    `json:"summary"`
	Findings []deposit.Finding `json:"findings"`
}

// mostShown is how many findings of one package are kept to be shown; all are counted.
const mostShown = 1000

func verifyPackage(c *cli.Context, t terminal) error {
	if c.NArg() == 0 {
		return noSubject(c)
	}
	if err := tooMany(c, 2); err != nil {
		return err
	}
	schemas, err := wire.SchemasBelow(c.StringSlice("schemas"))
	if err != nil {
		return err
	}
	p, closed, err := openPackage("verify", c.Args().Get(0), c.Args().Get(1))
	if err != nil {
		return err
	}
	defer closed()
	draw := newProgress(t, lang(c))
	draw.Enter("transfer", "")
	v := verdict{Package: c.Args().First(), Findings: []deposit.Finding{}}
	total := size(v.Package)
	tell := func(read int64) { draw.Progress("transfer", pipeline.Passed{Bytes: read, OfBytes: total}) }
	v.Summary, err = verify.Run(c.Context, p, verify.Options{Schemas: schemas, Lang: lang(c), Tell: tell}, func(f deposit.Finding) error {
		if len(v.Findings) < mostShown {
			v.Findings = append(v.Findings, f)
		}
		return nil
	})
	draw.done()
	if err != nil && deposit.KindOf(err) == deposit.Usage {
		return err // of a schema that was brought
	}
	if err != nil {
		return &deposit.Error{Kind: deposit.KindOf(err), Op: "verify", Key: "cannot_read", Err: err}
	}
	v.Valid = v.Summary.Valid()
	if err := sayVerdict(c, t, v); err != nil {
		return err
	}
	if !v.Valid {
		return held{exitNotValid}
	}
	return nil
}

// size is how long a file is, 0 where nobody can tell.
func size(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// openPackage opens the tar, and beside it what travels with it: the submission description and the sums, under the names that they go by.
func openPackage(verb, tar, info string) (p verify.Package, closed func(), err error) {
	stem := strings.TrimSuffix(tar, filepath.Ext(tar))
	stated := info != ""
	if !stated {
		info = stem + ".xml"
	}
	var open []io.Closer
	closed = func() {
		for _, f := range open {
			_ = f.Close() // only read
		}
	}
	p.Name = filepath.Base(tar)
	for _, part := range []struct {
		name   string
		needed bool
		to     *io.Reader
	}{{tar, true, &p.Tar}, {info, stated, &p.Info}, {stem + ".sha256", false, &p.Sums}} {
		f, err := os.Open(part.name)
		if errors.Is(err, os.ErrNotExist) && !part.needed {
			continue
		}
		if err == nil {
			var info os.FileInfo
			if info, err = f.Stat(); err == nil && !info.Mode().IsRegular() {
				err = os.ErrInvalid
			}
			open = append(open, f)
		}
		if err != nil {
			closed()
			return p, nil, wrongCall(verb, part.name, "cannot_open")
		}
		*part.to = f
	}
	return p, closed, nil
}

func sayVerdict(c *cli.Context, t terminal, v verdict) error {
	if c.Bool(flagJSON) {
		return sayJSON(t.out, v)
	}
	l, w := lang(c), &lineWriter{w: t.out}
	for _, f := range v.Findings {
		said := f.Say(string(l))
		w.line("%s %s  %s", f.Code, l.Say("report.severity."+string(f.Severity())), where(f)+said.Text)
		w.line("  → %s", said.Remedy)
	}
	s := v.Summary
	if s.Label != "" {
		w.line("%s", s.Label)
	}
	w.line("%s", l.Say("verify.counted", s.Kind, text.Count(int64(s.Files)), text.Bytes(s.Bytes), text.Count(int64(s.Folders)), text.Count(int64(s.Records)), text.Count(int64(s.Objects))))
	w.line("SHA-256 %s", s.Digest)
	w.line("%s", v.last(l))
	return w.err
}

// last is the line that says whether the package can be sent. One that lacks schemas is valid, and Arkade refuses it all the same: that must be read too.
func (v verdict) last(l text.Lang) string {
	s := v.Summary
	switch {
	case !v.Valid:
		return l.Say("verify.invalid", v.Package, s.Findings.Holds)
	case len(s.SchemasMissing) > 0:
		return l.Say("verify.valid.schemas", v.Package, s.Findings.Warnings, s.Findings.Notes, len(s.SchemasMissing))
	}
	return l.Say("verify.valid", v.Package, s.Findings.Warnings, s.Findings.Notes)
}

// where is the member that a finding is about, when there is one.
func where(f deposit.Finding) string {
	if f.File == "" {
		return ""
	}
	return f.File + ": "
}
