package purge

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// What the documents of these tests say. The people and schools are made up.
const (
	observed = "Observasjon i klassen 12. mars viste at eleven fulgte godt med i de første tjue minuttene av timen."
	readWell = "Leseprøven ga 34 riktige svar av 60, som er under det som er ventet for trinnet."
	advised  = "PP-tjenesten tilrår to timer spesialundervisning i uken i liten gruppe ut skoleåret."
	hearing  = "Husk å spørre helsesykepleier om hørselsprøven fra tredje trinn før møtet med foresatte."
)

// doc is a document of a test's folder with the text of its file; no text is paper.
type doc struct {
	deposit.Document
	text    string
	read    Read // beside the text, or why there is none
	finding deposit.FindingID
	content string // bytes that stand for the file: copies have the same; empty is the text
}

func file(number, class int, kind, text string) doc {
	return doc{Document: deposit.Document{Number: number, NumberStated: true, PurgeClass: class, Kind: kind, Medium: deposit.Digital, File: number}, text: text}
}

func paper(number, class int, kind string) doc {
	return doc{Document: deposit.Document{Number: number, NumberStated: true, PurgeClass: class, Kind: kind, Medium: deposit.OnPaper}}
}

// library is the texts of a test's files by path. It knows which it was asked for, and fails on one that is not in the folder.
type library struct {
	reads map[string]Read
	asked map[string]int
	err   error
}

func (l *library) Text(_ context.Context, s Source) (Read, error) {
	if l.err != nil {
		return Read{}, l.err
	}
	read, ok := l.reads[s.Path]
	if !ok {
		return Read{}, fmt.Errorf("%s is not in the folder", s.Path)
	}
	l.asked[s.Path]++
	return read, nil
}

func (*library) Basis() string { return "test" }

type bench struct{ found []deposit.Finding }

func (*bench) Folder() deposit.FolderRef { return deposit.FolderRef{ID: "f-1", Journal: "10/2009"} }
func (b *bench) Find(f deposit.Finding)  { f.Journal = "10/2009"; b.found = append(b.found, f) }
func (b *bench) codes() []deposit.Code {
	var all []deposit.Code
	for _, f := range b.found {
		all = append(all, f.Code)
	}
	return all
}

// of is the finding of a code on a document.
func (b *bench) of(t *testing.T, code deposit.Code, number int) deposit.Finding {
	t.Helper()
	for _, f := range b.found {
		if f.Code == code && f.Args[0] == fmt.Sprint(number) {
			return f
		}
	}
	require.Fail(t, "no such finding", "%s on document %d among %v", code, number, b.codes())
	return deposit.Finding{}
}

// rules are the classes as the built-in rule set has them.
func rules() deposit.RetentionRules {
	return deposit.RetentionRules{
		Classes: []deposit.PurgeClass{
			{Class: 1, ID: "r5-klasse-1", Authorities: []string{"instruks", "bevaring-2014", "bevaring-2018"}},
			{Class: 2, ID: "r5-klasse-2", Authorities: []string{"instruks"}}, {Class: 3, ID: "r5-klasse-3", Authorities: []string{"instruks"}}},
		Authorities: []deposit.Authority{{ID: "instruks"},
			{ID: "bevaring-2014", Valid: deposit.Validity{From: deposit.Date{Year: 2014, Month: 2, Day: 1}, To: deposit.Date{Year: 2017, Month: 12, Day: 31}}},
			{ID: "bevaring-2018", Valid: deposit.Validity{From: deposit.Date{Year: 2018, Month: 1, Day: 1}, To: deposit.Date{Year: 2025, Month: 12, Day: 31}}}},
	}
}

func options() Options {
	return Options{Rules: rules(), AsOf: deposit.Date{Year: 2024, Month: 10, Day: 1}}
}

// situation is a folder of documents, ready to be changed before the room sees it.
type situation struct {
	In
	library
	options Options
}

func folderOf(docs ...doc) *situation {
	s := &situation{options: options(), library: library{reads: map[string]Read{}, asked: map[string]int{}}}
	for _, d := range docs {
		s.Documents.Documents = append(s.Documents.Documents, d.Document)
		if d.File == 0 {
			continue
		}
		path := fmt.Sprintf("mapper/2009-10/10/%02d.txt", d.File)
		content := d.content
		if content == "" {
			content = d.text + d.read.Why
		}
		digest := deposit.DigestOf([]byte(content))
		s.Files.Files = append(s.Files.Files, deposit.SourceFile{Ordinal: d.File, Path: path, Size: int64(len(content))})
		s.Taken.Files = append(s.Taken.Files, deposit.TakenFile{Ordinal: d.File, SHA256: digest, Size: int64(len(content)), Verdict: deposit.FormatAccepted, Finding: d.finding})
		d.read.Text = d.text
		s.reads[path] = d.read
	}
	return s
}

func (s *situation) judge(t *testing.T) (deposit.Weeding, *bench) {
	t.Helper()
	b := &bench{}
	w, err := New(&s.library, s.options).Run(t.Context(), s.In, b)
	require.NoError(t, err)
	return w, b
}

// answer answers a finding as decide does.
func (s *situation) answer(f deposit.Finding, kind deposit.AnswerKind, carriers ...int) {
	s.Answers.Answers = append(s.Answers.Answers, deposit.Answer{Finding: f.ID(), Code: f.Code, Kind: kind, Carriers: carriers, By: "signe"})
}

func numbers(w deposit.Weeding) []int {
	var all []int
	for _, l := range w.Lines {
		all = append(all, l.Document)
	}
	return all
}

// kept is the reasons by document.
func kept(w deposit.Weeding) map[int]deposit.KeptWhy {
	all := map[int]deposit.KeptWhy{}
	for _, k := range w.Kept {
		all[k.Document] = k.Why
	}
	return all
}
