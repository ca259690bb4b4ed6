package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/xsd"
	"github.com/arkivdepot/arkivdepot/pipeline/verify/gauge"
)

func validateCommand(t terminal) *cli.Command {
	return &cli.Command{
		Name: "validate", Aliases: []string{"valider"}, Usage: "verb.validate", ArgsUsage: "FIL…",
		Flags: []cli.Flag{jsonFlag(), langFlag,
			&cli.StringSliceFlag{Name: "schema", Usage: "flag.schema", Required: true},
			&cli.StringFlag{Name: "catalog", Usage: "flag.catalog"},
			&cli.IntFlag{Name: "max", Usage: "flag.max", Value: 100}},
		Action: func(c *cli.Context) error { return validate(c, t) },
	}
}

// fault is a finding of the validator as the verb shows it; the value that was found is never told, it may be personal.
type fault struct {
	Code     xsd.Code `json:"code"`
	Line     int      `json:"line"`
	Column   int      `json:"column"`
	Path     string   `json:"path,omitempty"`
	Text     string   `json:"text"`
	Expected []string `json:"expected,omitempty"`
	Warning  bool     `json:"warning,omitempty"`
}

// judgement is what the validator says of one file.
type judgement struct {
	File   string  `json:"file"`
	Valid  bool    `json:"valid"`
	Faults []fault `json:"faults"`
}

func validate(c *cli.Context, t terminal) error {
	if c.NArg() == 0 {
		return noSubject(c)
	}
	schema, err := loadSchema(c.StringSlice("schema"), c.String("catalog"))
	if err != nil {
		return err
	}
	all, ok := []judgement{}, true
	for _, name := range c.Args().Slice() {
		j, err := judge(c, schema, name)
		if err != nil {
			return err
		}
		ok = ok && j.Valid
		if !c.Bool(flagJSON) {
			if err := sayJudgement(c, t, j); err != nil {
				return err
			}
			continue
		}
		all = append(all, j)
	}
	if c.Bool(flagJSON) {
		if err := sayJSON(t.out, all); err != nil {
			return err
		}
	}
	if !ok {
		return held{exitNotValid}
	}
	return nil
}

// loadSchema reads schemas from their own folders: one file system from the root of the disk, so that includes beside and above them are found.
func loadSchema(names []string, catalogName string) (*xsd.Schema, error) {
	root, roots, err := rooted(append([]string{catalogName}, names...))
	if err != nil {
		return nil, err
	}
	var catalog xsd.Catalog
	if catalogName != "" {
		if catalog, err = xsd.ReadCatalog(root, roots[0]); err != nil {
			return nil, &deposit.Error{Kind: deposit.Usage, Op: "--catalog", Key: "bad_catalog", Err: err}
		}
	}
	schema, err := xsd.Load(root, catalog, roots[1:]...)
	if err != nil {
		return nil, &deposit.Error{Kind: deposit.Usage, Op: "--schema", Key: "bad_schema", Err: err}
	}
	return schema, nil
}

// rooted turns paths into names of one file system.
func rooted(paths []string) (fs.FS, []string, error) {
	var names []string
	volume := ""
	for _, p := range paths {
		if p == "" {
			names = append(names, "")
			continue
		}
		abs, err := filepath.Abs(p)
		if err != nil {
			return nil, nil, &deposit.Error{Kind: deposit.Usage, Op: "--schema", Key: "bad_schema", Err: err}
		}
		volume = filepath.VolumeName(abs)
		names = append(names, strings.TrimPrefix(filepath.ToSlash(abs[len(volume):]), "/"))
	}
	return os.DirFS(volume + string(filepath.Separator)), names, nil
}

func judge(c *cli.Context, schema *xsd.Schema, name string) (judgement, error) {
	j := judgement{File: name, Valid: true, Faults: []fault{}}
	f, err := os.Open(name)
	if err != nil {
		return j, wrongCall("validate", name, "cannot_open")
	}
	defer f.Close()
	err = schema.Validate(c.Context, f, xsd.Options{MaxFindings: c.Int("max")}, func(found xsd.Finding) bool {
		j.Valid = j.Valid && found.Severity == xsd.Warning
		j.Faults = append(j.Faults, fault{Code: found.Code, Line: found.Line, Column: found.Column, Path: found.Path,
			Text: gauge.Say(lang(c), found), Expected: found.Expected, Warning: found.Severity == xsd.Warning})
		return true
	})
	if err != nil && c.Context.Err() == nil {
		err = &deposit.Error{Kind: deposit.Disk, Op: "validate", Key: "cannot_read", Err: err}
	}
	return j, err
}

func sayJudgement(c *cli.Context, t terminal, j judgement) error {
	w := &lineWriter{w: t.out}
	if len(j.Faults) == 0 {
		w.line("%s", lang(c).Say("validate.valid", j.File))
	}
	for _, f := range j.Faults {
		w.line("%s: %s", j.File, lang(c).Say("validate.place", f.Line, f.Column, f.Text))
		w.line("    %s", f.Path)
		if len(f.Expected) > 0 {
			w.line("    %s", lang(c).Say("validate.expected", strings.Join(f.Expected, ", ")))
		}
	}
	if !j.Valid {
		w.line("  → %s", lang(c).Say("validate.remedy"))
	}
	return w.err
}
