package deposit

import (
	"cmp"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"sort"
	"strings"
)

// Severity tells what a finding asks of a person.
type Severity string

// Severities: a note tells, a warning should be looked at, a hold must be answered before the deposit goes on.
const (
	Note Severity = "note"
	Warn Severity = "warn"
	Hold Severity = "hold"
)

// Code names a kind of finding: three letters for the room, a hyphen, three digits. Texts, rule and legal answers are in the catalogue (Lookup).
type Code string

// AnswerKind is what a person may answer to a finding; the catalogue says which answers are legal for which code.
type AnswerKind string

// The answers.
const (
	Accept  AnswerKind = "accept"  // as it is
	Exclude AnswerKind = "exclude" // the file or folder stays out of the package
	Defer   AnswerKind = "defer"   // the folder moves to the next delivery
	Keep    AnswerKind = "keep"    // the document is kept, whatever was proposed
	Weed    AnswerKind = "weed"    // the document may be proposed for a purge plan; two people approve the plan before anything goes
)

// FindingID is the hash of what makes a finding the same in the next run. Decisions hang on it.
type FindingID string

// Finding is content trouble, or a thing to know: a code, a place and arguments, never a sentence.
type Finding struct {
	Code    Code     `json:"code"`
	Journal string   `json:"journal,omitempty"` // folder's journal number in canonical form; empty for the deposit as a whole
	Field   string   `json:"field,omitempty"`   // register field key, e.g. fodselsdato
	File    string   `json:"file,omitempty"`    // path below inn/
	SHA256  Digest   `json:"sha256,omitempty"`  // of that file, so that a decision does not outlive its content
	Args    []string `json:"args,omitempty"`    // arguments of the text; part of the identity

	Sheet  string `json:"sheet,omitempty"`  // where a person finds it: shown, never part of the identity,
	Row    int    `json:"row,omitempty"`    // so that decisions survive inserted rows
	Column string `json:"column,omitempty"` // letter or heading
}

// ID is the finding's identity: code, natural key and arguments; not the sheet row.
func (f Finding) ID() FindingID {
	key := append([]string{string(f.Code), f.Journal, f.Field, f.File, string(f.SHA256)}, f.Args...)
	data, _ := json.Marshal(key) // strings always marshal
	return FindingID("F-" + DigestOf(data)[:12])
}

// Severity is the catalogue's.
func (f Finding) Severity() Severity { return Lookup(f.Code).Severity }

// CodeText is a finding's wording in one language: what is so, and what a person does next. {0}, {1} … stand for the arguments.
type CodeText struct {
	Text   string `json:"text"`
	Remedy string `json:"remedy"`
}

// CodeEntry is a line of the finding catalogue.
type CodeEntry struct {
	Code     Code                `json:"code"`
	Severity Severity            `json:"severity"`
	Rule     string              `json:"rule"`              // R2.5-1, krav 6.4.40, design §…
	Answers  []AnswerKind        `json:"answers,omitempty"` // legal answers of a hold
	Args     []string            `json:"args,omitempty"`    // what {0}, {1} … are
	Texts    map[string]CodeText `json:"texts"`             // nb, nn, en

	// Words is what the last argument is called, by language, where it is one of a closed set; any other is said as it is.
	Words map[string]map[string]string `json:"words,omitempty"`
}

// May tells whether an answer is legal for the code.
func (e CodeEntry) May(kind AnswerKind) bool {
	for _, a := range e.Answers {
		if a == kind {
			return true
		}
	}
	return false
}

//go:embed findings/*.json
var catalogueFiles embed.FS

var catalogue = mustReadCatalogue(catalogueFiles)

// CatalogueDigest tells one wording of the findings from another, whatever the program's version says.
func CatalogueDigest() Digest { return DigestOfFiles(catalogueFiles, "findings/*.json") }

// Lookup is the catalogue's entry of a code. An unknown code gets an entry that holds and says so: a room that invents codes is caught by a test, and
// if not, its findings are never lost.
func Lookup(code Code) CodeEntry {
	if entry, ok := catalogue[code]; ok {
		return entry
	}
	text := CodeText{Text: "Ukjent funnkode " + string(code), Remedy: "Meld fra til dem som lager programmet."}
	return CodeEntry{Code: code, Severity: Hold, Texts: map[string]CodeText{"nb": text, "nn": text, "en": text}}
}

// Codes is every code of the catalogue, in order.
func Codes() []Code {
	codes := make([]Code, 0, len(catalogue))
	for code := range catalogue {
		codes = append(codes, code)
	}
	sort.Slice(codes, func(i, j int) bool { return codes[i] < codes[j] })
	return codes
}

// Say is the finding's text and remedy in a language (nb, nn, en; anything else is nb), arguments filled in.
func (f Finding) Say(lang string) CodeText {
	entry := Lookup(f.Code)
	text, ok := entry.Texts[lang]
	if !ok {
		text = entry.Texts["nb"]
	}
	args := entry.worded(f.Args, lang)
	return CodeText{Text: fill(text.Text, args), Remedy: fill(text.Remedy, args)}
}

// worded is arguments with the word of the last one, where it has any.
func (e CodeEntry) worded(args []string, lang string) []string {
	if len(args) == 0 {
		return args
	}
	last := len(args) - 1
	word, ok := e.Words[args[last]]
	if !ok {
		return args
	}
	return append(slices.Clone(args[:last]), cmp.Or(word[lang], word["nb"]))
}

func fill(text string, args []string) string {
	pairs := make([]string, 0, 2*len(args))
	for i, a := range args {
		pairs = append(pairs, fmt.Sprintf("{%d}", i), a)
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

func mustReadCatalogue(files fs.FS) map[Code]CodeEntry {
	entries := map[Code]CodeEntry{}
	names, _ := fs.Glob(files, "findings/*.json")
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			panic(fmt.Sprintf("%s: %v", name, err)) // embedded at build time; the package's own test reads it first
		}
		var list []CodeEntry
		if err := json.Unmarshal(data, &list); err != nil {
			panic(fmt.Sprintf("%s: %v", name, err))
		}
		for _, e := range list {
			if _, twice := entries[e.Code]; twice {
				panic(fmt.Sprintf("%s: code %s stands twice", name, e.Code))
			}
			entries[e.Code] = e
		}
	}
	return entries
}
