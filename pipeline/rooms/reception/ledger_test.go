package reception

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"sort"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// memory is a ledger in memory: what the catalogue promises, without a store.
type memory struct {
	mark    Mark
	folders map[deposit.FolderID]Folder
	loose   map[string]LooseFile
	found   map[deposit.FindingID]deposit.Finding
	removed []string
	acted   bool
	writes  int
	gone    map[deposit.FolderID]deposit.Purged
}

func newMemory() *memory {
	return &memory{folders: map[deposit.FolderID]Folder{}, loose: map[string]LooseFile{}, found: map[deposit.FindingID]deposit.Finding{}}
}

func (m *memory) Last(context.Context) (Mark, error) { return m.mark, nil }

func (m *memory) Receive(_ context.Context, work func(Sitting) error) error {
	return work(&memorySitting{m: m, scraps: map[string]Scrap{}, named: map[string]bool{}})
}

type memorySitting struct {
	m      *memory
	scraps map[string]Scrap
	named  map[string]bool
}

func (s *memorySitting) Jot(scraps ...Scrap) error {
	for _, p := range scraps {
		s.scraps[fmt.Sprintf("%s\x00%s\x00%020d", p.Kind, p.Key, p.Seq)] = p
	}
	return nil
}

func (s *memorySitting) Look(r Range) ([]Scrap, error) {
	var page []Scrap
	for _, p := range s.scraps {
		after := r.After == nil || cmp.Or(cmp.Compare(p.Key, r.After.Key), cmp.Compare(p.Seq, r.After.Seq)) > 0
		if p.Kind == r.Kind && p.Key >= r.From && (r.Before == "" || p.Key < r.Before) && after {
			page = append(page, p)
		}
	}
	slices.SortFunc(page, func(a, b Scrap) int { return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Seq, b.Seq)) })
	return page[:min(len(page), r.Limit)], nil
}

func (s *memorySitting) Have(kind string, keys []string) (map[string]bool, error) {
	have := map[string]bool{}
	for _, p := range s.scraps {
		if p.Kind == kind && slices.Contains(keys, p.Key) {
			have[p.Key] = true
		}
	}
	return have, nil
}

func (s *memorySitting) Standing(asked ...Asked) ([]deposit.Fate, error) {
	fates := make([]deposit.Fate, len(asked))
	for i, a := range asked {
		if f, ok := s.m.folders[a.Folder]; ok && f.Stamp == a.Stamp {
			s.named[string(a.Folder)] = true
			fates[i] = f.Fate
		}
	}
	return fates, nil
}

func (s *memorySitting) Destroyed(id deposit.FolderID) (deposit.Purged, error) {
	return s.m.gone[id], nil
}

func (s *memorySitting) Keep(f Folder) (bool, error) {
	s.named[string(f.Ref.ID)] = true
	old, stood := s.m.folders[f.Ref.ID]
	s.m.folders[f.Ref.ID] = f
	if stood && same(old, f) {
		return false, nil
	}
	s.m.writes++
	return true, nil
}

func same(a, b Folder) bool {
	if len(a.Parts) != len(b.Parts) || fmt.Sprint(a.Findings, a.Fate, a.Keys) != fmt.Sprint(b.Findings, b.Fate, b.Keys) {
		return false
	}
	for i := range a.Parts {
		one, _ := stage.Encode(a.Parts[i])
		two, _ := stage.Encode(b.Parts[i])
		if string(one) != string(two) {
			return false
		}
	}
	return true
}

func (s *memorySitting) Digest(e Entry) (deposit.Digest, error) { return s.m.loose[e.Path].SHA256, nil }

func (s *memorySitting) Loosen(files ...LooseFile) error {
	for _, f := range files {
		s.m.loose[f.Path] = f
		s.named["/"+f.Path] = true
	}
	return nil
}

func (s *memorySitting) Find(findings ...deposit.Finding) error {
	for _, f := range findings {
		s.m.found[f.ID()] = f
		s.named[string(f.ID())] = true
	}
	return nil
}

func (s *memorySitting) Refuse(f deposit.Finding, codes []deposit.Code) error {
	for id, old := range s.m.found {
		if slices.Contains(codes, old.Code) {
			delete(s.m.found, id)
		}
	}
	s.m.mark.Input = ""
	return s.Find(f)
}

func (s *memorySitting) Vanished(after string, limit int) ([]VanishedFolder, error) {
	var gone []VanishedFolder
	for id, f := range s.m.folders {
		if !s.named[string(id)] && f.Ref.Journal > after {
			gone = append(gone, VanishedFolder{f.Ref, s.m.acted})
		}
	}
	sort.Slice(gone, func(i, j int) bool { return gone[i].Ref.Journal < gone[j].Ref.Journal })
	return gone[:min(len(gone), limit)], nil
}

func (s *memorySitting) Remove(ref deposit.FolderRef) error {
	delete(s.m.folders, ref.ID)
	s.m.removed = append(s.m.removed, ref.Journal)
	return nil
}

func (s *memorySitting) Close(mark Mark, _ map[string]string) error {
	s.m.mark = mark
	for path := range s.m.loose {
		if !s.named["/"+path] {
			delete(s.m.loose, path)
		}
	}
	for id := range s.m.found {
		if !s.named[string(id)] {
			delete(s.m.found, id)
		}
	}
	return nil
}

// codes is every code that stands, once each, in order.
func (m *memory) codes() []string {
	set := map[string]bool{}
	for _, f := range m.found {
		set[string(f.Code)] = true
	}
	for _, folder := range m.folders {
		for _, f := range folder.Findings {
			set[string(f.Code)] = true
		}
	}
	codes := []string{}
	for code := range set {
		codes = append(codes, code)
	}
	sort.Strings(codes)
	for _, code := range codes {
		met[deposit.Code(code)] = true
	}
	return codes
}

// met is every code that some test met.
var met = map[deposit.Code]bool{}

// TestMain fails a whole run of the package's tests in which a code of the room was never met.
func TestMain(m *testing.M) {
	code := m.Run()
	for _, c := range deposit.Codes() {
		if strings.HasPrefix(string(c), "REC-") && !met[c] && code == 0 && flag.Lookup("test.run").Value.String() == "" && flag.Lookup("test.fuzz").Value.String() == "" {
			fmt.Println("no test meets", c)
			code = 1
		}
	}
	os.Exit(code)
}

// tray is an inbox in memory: plain files by path, and oddities.
type tray struct {
	files    fstest.MapFS
	odd      []Entry
	register []byte
	name     string
	absent   bool
	opened   []string
}

func (t *tray) Walk(_ context.Context, visit func(Entry) error) error {
	err := fs.WalkDir(t.files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == "." {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		e := Entry{Path: path, Kind: PlainFile, Size: info.Size(), Modified: info.ModTime().UnixNano()}
		if d.IsDir() {
			e = Entry{Path: path, Kind: Directory}
		}
		return visit(e)
	})
	for _, e := range t.odd {
		if err == nil {
			err = visit(e)
		}
	}
	return err
}

func (t *tray) Open(path string) (fs.File, error) {
	t.opened = append(t.opened, path)
	return t.files.Open(path)
}

func (t *tray) Register() (Register, error) {
	if t.absent {
		return Register{}, fs.ErrNotExist
	}
	return Register{File: strings.NewReader(string(t.register)), Size: int64(len(t.register)), Name: t.name, Closer: io.NopCloser(nil)}, nil
}

// put adds files with their paths as content.
func (t *tray) put(paths ...string) *tray {
	if t.files == nil {
		t.files = fstest.MapFS{}
	}
	for _, p := range paths {
		t.files[p] = &fstest.MapFile{Data: []byte(p), ModTime: time.Unix(1_600_000_000, 0)}
	}
	return t
}

var kommune = deposit.Deposit{
	ID: "6f1c1b52-0b5c-4b7e-8b6e-1d5f0f3c9a11", Owner: deposit.Body{Kind: "kommune", Number: "1103", Name: "Stavanger"},
	AsOf: deposit.Date{Year: 2024, Month: 3, Day: 1}, Century: 1900, Synthetic: true,
}

var profile = deposit.Profile{MeanThickness: 12, SheetsPerMM: 10, AaAsA: true}

func receive(t *testing.T, inbox *tray, m *memory, change ...func(*deposit.Deposit)) Report {
	t.Helper()
	d := kommune
	for _, c := range change {
		c(&d)
	}
	report, err := New(inbox, m, d, profile).Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return report
}
