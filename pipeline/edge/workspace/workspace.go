package workspace

import (
	"os"
	"path/filepath"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Files of a workspace, with "/" (docs/on-disk.md).
const (
	DepositFile  = "deponering.yaml"
	ProfileFile  = "regler/profil.yaml"
	RulesFile    = "regler/regler.yaml"
	OwnRulesFile = "regler/egne-regler.yaml" // the owner's own rules, where there are any
	FormatsFile  = "regler/formater.yaml"
	RegisterFile = "register.xlsx"
	RegisterText = "register.csv" // in its place, where a system exports no workbook
	InFolder     = "inn"
	FoldersIn    = "inn/mapper"
)

// Workspace is what stands in a workspace's own files.
type Workspace struct {
	Dir     string
	Deposit deposit.Deposit
	Profile deposit.Profile
	Rules   deposit.RetentionRules
	Formats deposit.FormatPolicy
	Files   map[string]deposit.Digest // SHA-256 of each file read, by its path inside the workspace
}

// Open reads and judges a workspace's files. lang is the screen's language, for errors (nb, nn, en). All faults of a file come in one deposit.Error of
// kind Usage whose Err is Problems; a folder without deponering.yaml is one of kind NoWorkspace.
func Open(dir, lang string) (Workspace, error) {
	w := Workspace{Dir: dir, Files: map[string]deposit.Digest{}}
	var d depositFile
	if err := w.read(DepositFile, lang, &d, func(s *source) { w.Deposit = d.deposit(s) }); err != nil {
		return Workspace{}, err
	}
	var f formatsFile
	if err := w.read(FormatsFile, lang, &f, func(s *source) { w.Formats = f.policy(s) }); err != nil {
		return Workspace{}, err
	}
	var p profileFile
	if err := w.read(ProfileFile, lang, &p, func(s *source) { w.Profile, w.Formats = p.profile(s), p.except(s, w.Formats) }); err != nil {
		return Workspace{}, err
	}
	var r rulesFile
	if err := w.read(RulesFile, lang, &r, func(s *source) { w.Rules = r.rules(s) }); err != nil {
		return Workspace{}, err
	}
	if err := w.readOwnRules(lang); err != nil {
		return Workspace{}, err
	}
	w.Formats.AsOf = w.Deposit.AsOf
	if window, ok := w.Rules.WindowOf(w.Deposit.Period.From, w.Deposit.Period.To); ok {
		w.Deposit.Period = window
	}
	return w, nil
}

// read decodes one file and lets judge turn it into facts; both record their faults in the source.
func (w *Workspace) read(name, lang string, into any, judge func(*source)) error {
	s, data, err := readSource(w.Dir, name, lang)
	if err != nil {
		return err
	}
	w.Files[name] = deposit.DigestOf(data)
	return s.judged(into, judge)
}

// judged decodes a source and judges its values.
func (s *source) judged(into any, judge func(*source)) error {
	if err := s.decode(into); err != nil {
		return err
	}
	judge(s)
	return s.err()
}

// Register is the path of the workspace's register: register.xlsx, or register.csv where that stands in its place. Both at once is a usage error: nobody
// could say which one was read. So is a folder by that name.
func (w Workspace) Register() (string, error) {
	book, text := filepath.Join(w.Dir, RegisterFile), filepath.Join(w.Dir, RegisterText)
	bookInfo, bookErr := os.Stat(book)
	textInfo, textErr := os.Stat(text)
	switch {
	case bookErr == nil && textErr == nil:
		return "", &deposit.Error{Kind: deposit.Usage, Op: RegisterFile, At: RegisterText, Key: "two_registers"}
	case bookErr == nil && bookInfo.IsDir():
		return "", &deposit.Error{Kind: deposit.Usage, Op: RegisterFile, Key: "register_folder"}
	case textErr == nil && textInfo.IsDir():
		return "", &deposit.Error{Kind: deposit.Usage, Op: RegisterText, Key: "register_folder"}
	case textErr == nil:
		return text, nil
	}
	return book, nil
}
