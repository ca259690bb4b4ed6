package workspace

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/disk"
	"github.com/arkivdepot/arkivdepot/schemas"
)

// Options say what `new` makes.
type Options struct {
	Name     string       // of the deposit; empty is the folder's name
	Profile  string       // depot profile: ika-rogaland
	ID       deposit.ID   // minted by the caller
	AsOf     deposit.Date // dato:
	Produced time.Time    // produsert:
	Lang     string       // of the screen and of the register template: nb, nn, en

	Known  deposit.Deposit       // what is known already; the fields above go before it, empty ones are left for people to fill in
	Before func(op string) error // asked before each durable act (fault sweep); nil asks nothing
}

// Create makes a workspace in a folder that does not exist or is empty: deponering.yaml with comments, regler/ with copies of profile, rules and format
// policy, inn/, and the register template. It is made beside its place and renamed, so that a killed `new` leaves nothing under the final name.
func Create(dir string, o Options) error {
	files, err := o.files(filepath.Base(dir))
	if err != nil {
		return err
	}
	if err := vacant(dir, o.Lang); err != nil {
		return err
	}
	draft, err := os.MkdirTemp(parentOf(dir), ".arkivdepot-new-*")
	if err != nil {
		return o.diskError(err)
	}
	if err := o.fill(draft, files); err != nil {
		return errors.Join(err, os.RemoveAll(draft))
	}
	if err := o.show(draft, dir); err != nil {
		return errors.Join(o.diskError(err), os.RemoveAll(draft))
	}
	return nil
}

// file is one file of a new workspace.
type file struct {
	name  string
	write func(io.Writer) error
}

// files are what a new workspace holds. Everything that can be wrong with the options is found here, before the disk is touched.
func (o Options) files(folder string) ([]file, error) {
	profile, err := schemas.Read(schemas.Profiles, o.Profile)
	if err != nil {
		return nil, o.usage(say(o.Lang, "no_profile", strings.Join(schemas.Names(schemas.Profiles), ", ")))
	}
	var p profileFile
	s := newSource(ProfileFile, o.Lang, profile)
	if err := s.judged(&p, func(s *source) { p.profile(s) }); err != nil {
		return nil, err
	}
	rules, err := schemas.Read(schemas.Rules, string(p.Rules))
	if err != nil {
		return nil, o.usage(err.Error())
	}
	formats, err := schemas.Read(schemas.Formats, string(p.Formats))
	if err != nil {
		return nil, o.usage(err.Error())
	}
	d, err := o.deposit(folder)
	if err != nil {
		return nil, err
	}
	return []file{
		{DepositFile, text(depositYAML(d))}, {ProfileFile, text(string(profile))}, {RulesFile, text(string(rules))}, {FormatsFile, text(string(formats))},
		{"LES-MEG.txt", text(readMe)}, {RegisterFile, func(w io.Writer) error { return WriteRegister(w, o.Produced, o.Lang) }},
	}, nil
}

// deposit is what deponering.yaml begins with.
func (o Options) deposit(folder string) (deposit.Deposit, error) {
	d := o.Known
	d.Name, d.ID, d.AsOf, d.Produced = o.Name, o.ID, o.AsOf, o.Produced.UTC()
	if d.Name == "" {
		d.Name = folder
	}
	if d.Language == "" {
		d.Language = "nb"
	}
	_, err := deposit.ParseID(string(d.ID))
	switch {
	case err != nil:
		return d, o.usage(say(o.Lang, "uuid"))
	case !d.AsOf.Full():
		return d, o.usage(say(o.Lang, "date", "dato"))
	case d.Produced.Year() < 1970:
		return d, o.usage(say(o.Lang, "time", "produsert"))
	}
	return d, nil
}

// fill writes the files into the draft folder.
func (o Options) fill(draft string, files []file) error {
	for _, dir := range []string{"regler", FoldersIn} {
		if err := os.MkdirAll(filepath.Join(draft, filepath.FromSlash(dir)), 0o700); err != nil {
			return o.diskError(err)
		}
	}
	d := disk.Open(draft, o.Before)
	for _, f := range files {
		if err := d.WriteFile(filepath.Join(draft, filepath.FromSlash(f.name)), f.write); err != nil {
			return err
		}
	}
	return nil
}

// show gives the draft its final name. An empty folder of that name gives way: not every system renames onto one.
func (o Options) show(draft, dir string) error {
	if o.Before != nil {
		if err := o.Before("rename"); err != nil {
			return err
		}
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return os.Rename(draft, dir)
}

// vacant refuses a place where something stands.
func vacant(dir, lang string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, os.ErrNotExist):
		if _, err := os.Stat(parentOf(dir)); errors.Is(err, os.ErrNotExist) {
			return &deposit.Error{Kind: deposit.Usage, At: parentOf(dir), Key: "no_such_parent"}
		}
		return nil
	case err != nil:
		return &deposit.Error{Kind: deposit.Usage, Op: say(lang, "create"), At: dir, Hint: say(lang, "hint_empty"), Err: withoutPath(err)}
	case len(entries) > 0:
		return &deposit.Error{Kind: deposit.Usage, Op: say(lang, "create"), At: dir, Hint: say(lang, "hint_empty"), Err: deposit.Said(say(lang, "not_empty"))}
	}
	return nil
}

func (o Options) usage(text string) error {
	return &deposit.Error{Kind: deposit.Usage, Op: say(o.Lang, "create"), Hint: say(o.Lang, "hint_option"), Err: deposit.Said(text)}
}

func (o Options) diskError(err error) error {
	return &deposit.Error{Kind: deposit.Disk, Op: say(o.Lang, "create"), Hint: say(o.Lang, "hint_disk"), Err: withoutPath(err)}
}

func parentOf(dir string) string { return filepath.Dir(filepath.Clean(dir)) }

func text(content string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, content)
		return err
	}
}
