package stage

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sort"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// hash is a room that reads files; judge reads what hash made. They stand for any two rooms.
type hash struct{ fail deposit.FolderID }

type hashIn struct{ Files deposit.Files }

func (hash) Name() Name   { return "hash" }
func (hash) Basis() Basis { return Basis{"revision": "1"} }
func (h hash) Run(_ context.Context, in hashIn, b Bench) (deposit.Taken, error) {
	if b.Folder().ID == h.fail {
		return deposit.Taken{}, errors.New("disk gone")
	}
	var out deposit.Taken
	for _, f := range in.Files.Files {
		out.Files = append(out.Files, deposit.TakenFile{Ordinal: f.Ordinal, Size: f.Size})
	}
	return out, nil
}

type judge struct{ revision string }

type judgeIn struct {
	Taken deposit.Taken
	Card  deposit.Card
}

func (judge) Name() Name     { return "judge" }
func (j judge) Basis() Basis { return Basis{"revision": j.revision} }
func (judge) Run(_ context.Context, in judgeIn, b Bench) (deposit.Verdict, error) {
	if len(in.Taken.Files) == 0 {
		b.Find(deposit.Finding{Code: "TST-001"})
	}
	return deposit.Verdict{Due: deposit.DueNow, Winner: fmt.Sprint(len(in.Taken.Files))}, nil
}

// memory is a store of folders in memory.
type memory struct {
	mu       sync.Mutex
	parts    map[deposit.FolderID]Stored
	seals    map[deposit.FolderID]map[Name]Seal
	findings int
	commits  [][]Done
}

func (m *memory) Tasks(_ context.Context, ask Ask) ([]Task, error) {
	var ids []string
	for id := range m.parts {
		if id > ask.After {
			ids = append(ids, string(id))
		}
	}
	sort.Strings(ids)
	var tasks []Task
	for _, id := range ids[:min(ask.Most, len(ids))] {
		t := Task{Ref: deposit.FolderRef{ID: deposit.FolderID(id), Journal: "J" + id}, Fate: deposit.FatePackaged, Parts: Stored{}, Seals: map[Name]Seal{}}
		for name, p := range m.parts[t.Ref.ID] {
			if slices.Contains(ask.Parts, name) {
				p.Body = nil
				t.Parts[name] = p
			}
		}
		for name, s := range m.seals[t.Ref.ID] {
			if slices.Contains(ask.Rooms, name) {
				t.Seals[name] = s
			}
		}
		tasks = append(tasks, t)
	}
	return tasks, nil
}

func (m *memory) Parts(_ context.Context, folder deposit.FolderID, names []string) (Stored, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := Stored{}
	for _, n := range names {
		if p, ok := m.parts[folder][n]; ok {
			out[n] = p
		}
	}
	return out, nil
}

func (m *memory) Commit(_ context.Context, done []Done) error {
	m.commits = append(m.commits, done)
	for _, d := range done {
		m.parts[d.Folder.ID][d.Makes.Name] = StoredPart{Revision: d.Makes.Revision, Digest: d.Seal.Output, Body: d.Body}
		if m.seals[d.Folder.ID] == nil {
			m.seals[d.Folder.ID] = map[Name]Seal{}
		}
		m.seals[d.Folder.ID][d.Room] = d.Seal
		m.findings += len(d.Findings)
	}
	return nil
}

func (m *memory) put(t *testing.T, id string, part deposit.Part) {
	body, err := Encode(part)
	require.NoError(t, err)
	if m.parts[deposit.FolderID(id)] == nil {
		m.parts[deposit.FolderID(id)] = Stored{}
	}
	m.parts[deposit.FolderID(id)][part.Part().Name] = StoredPart{Revision: part.Part().Revision, Digest: deposit.DigestOf(body), Body: body}
}

func filled(t *testing.T, folders int) *memory {
	m := &memory{parts: map[deposit.FolderID]Stored{}, seals: map[deposit.FolderID]map[Name]Seal{}}
	for i := range folders {
		id := fmt.Sprintf("%04d", i)
		m.put(t, id, deposit.Card{LastName: "Testesen"})
		m.put(t, id, deposit.Files{Files: []deposit.SourceFile{{Ordinal: 1, Size: int64(i)}}})
	}
	return m
}

func corridor(t *testing.T, first hash, second judge) []Step {
	c, err := Then(Enter(deposit.Card{}, deposit.Files{}), first)
	require.NoError(t, err)
	c, err = Then(c, second)
	require.NoError(t, err)
	return c.Steps()
}

func TestThenRefusesRoomsInTheWrongOrder(t *testing.T) {
	_, err := Then(Enter(deposit.Card{}, deposit.Files{}), judge{})
	require.ErrorContains(t, err, `reads part "taken"`)
	c, err := Then(Enter(deposit.Card{}, deposit.Files{}), hash{})
	require.NoError(t, err)
	_, err = Then(c, hash{})
	require.ErrorContains(t, err, "made before it")
}

func TestWalkGivesTheSameCommitsWithAnyNumberOfWorkers(t *testing.T) {
	var want []Done
	for _, workers := range []int{1, 2, 8} {
		m := filled(t, 300)
		_, err := Walk{Steps: corridor(t, hash{}, judge{"1"}), Workers: workers}.Run(t.Context(), m)
		require.NoError(t, err)
		var all []Done
		for _, c := range m.commits {
			all = append(all, c...)
		}
		if want == nil {
			want = all
			require.Len(t, want, 600)
		}
		require.Equal(t, want, all, "%d workers", workers)
	}
}

func TestSecondWalkWorksOnlyWhereSomethingChanged(t *testing.T) {
	m := filled(t, 40)
	steps := corridor(t, hash{}, judge{"1"})
	_, err := Walk{Steps: steps, Workers: 2}.Run(t.Context(), m)
	require.NoError(t, err)

	counts, err := Walk{Steps: steps, Workers: 2}.Run(t.Context(), m)
	require.NoError(t, err)
	require.Zero(t, counts.Worked["hash"]+counts.Worked["judge"])
	require.Equal(t, 40, counts.Held["hash"])

	m.put(t, "0007", deposit.Card{LastName: "Prøvesen"})
	counts, err = Walk{Steps: steps, Workers: 2}.Run(t.Context(), m)
	require.NoError(t, err)
	require.Equal(t, 0, counts.Worked["hash"], "the card is not what hash reads")
	require.Equal(t, 1, counts.Worked["judge"])

	m.put(t, "0008", deposit.Files{Files: []deposit.SourceFile{{Ordinal: 1, Size: 8, Path: "moved"}}})
	counts, err = Walk{Steps: steps, Workers: 2}.Run(t.Context(), m)
	require.NoError(t, err)
	require.Equal(t, 1, counts.Worked["hash"])
	require.Equal(t, 0, counts.Worked["judge"], "hash made the same again")

	counts, err = Walk{Steps: corridor(t, hash{}, judge{"2"}), Workers: 2}.Run(t.Context(), m)
	require.NoError(t, err)
	require.Equal(t, 40, counts.Worked["judge"], "another basis")
	require.Equal(t, 0, counts.Worked["hash"])
}

func TestWalkStopsAtAnErrorAndKeepsWhatWasDoneBefore(t *testing.T) {
	m := filled(t, 100)
	_, err := Walk{Steps: corridor(t, hash{fail: "0050"}, judge{"1"}), Workers: 1}.Run(t.Context(), m)
	require.ErrorContains(t, err, "room hash: folder J0050: disk gone")
	require.Len(t, m.seals, 48, "three whole pages of sixteen")
	counts, err := Walk{Steps: corridor(t, hash{}, judge{"1"}), Workers: 1}.Run(t.Context(), m)
	require.NoError(t, err)
	require.Equal(t, 52, counts.Worked["hash"])
}

func TestAFolderOutsideTheFateDoesNotEnter(t *testing.T) {
	m := filled(t, 3)
	counts, err := Walk{Steps: corridor(t, hash{}, judge{"1"}), Workers: 1,
		Enters: func(room Name, _ deposit.Fate) bool { return room == "hash" }}.Run(t.Context(), m)
	require.NoError(t, err)
	require.Equal(t, 3, counts.Worked["hash"])
	require.Zero(t, counts.Worked["judge"]+counts.Held["judge"])
}
