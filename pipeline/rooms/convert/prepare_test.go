package convert

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// house is folders, shelf and workshop in memory. It counts how often each source is made.
type house struct {
	mutex   sync.Mutex
	folders []stage.Task
	parts   map[deposit.FolderID]stage.Stored
	shelf   map[deposit.RenditionKey]deposit.Rendition
	kept    map[deposit.Digest]bool
	made    map[deposit.Digest]int
	batches []int
	lacks   string // a tool that is not there
	fails   int    // the batch that fails, from 1
	opened  int
	asked   []deposit.FolderID // whose parts were read
}

func (h *house) Tasks(_ context.Context, ask stage.Ask) ([]stage.Task, error) {
	var all []stage.Task
	for _, t := range h.folders {
		if t.Ref.ID > ask.After && len(all) < ask.Most {
			t.Parts = stage.Stored{}
			for _, name := range ask.Parts {
				if p, ok := h.parts[t.Ref.ID][name]; ok {
					t.Parts[name] = stage.StoredPart{Revision: p.Revision, Digest: p.Digest}
				}
			}
			all = append(all, t)
		}
	}
	return all, nil
}

func (h *house) Parts(_ context.Context, id deposit.FolderID, names []string) (stage.Stored, error) {
	h.asked = append(h.asked, id)
	all := stage.Stored{}
	for _, name := range names {
		if p, ok := h.parts[id][name]; ok {
			all[name] = p
		}
	}
	return all, nil
}

func (h *house) Commit(context.Context, []stage.Done) error { return nil }

func (h *house) Renditions(_ context.Context, keys []deposit.RenditionKey) (map[deposit.RenditionKey]deposit.Rendition, error) {
	known := map[deposit.RenditionKey]deposit.Rendition{}
	for _, k := range keys {
		if r, ok := h.shelf[k]; ok {
			known[k] = r
		}
	}
	return known, nil
}

func (h *house) PutRenditions(_ context.Context, made map[deposit.RenditionKey]deposit.Rendition) error {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	for k, r := range made {
		if r.Outcome == deposit.RenditionMade && !h.kept[r.SHA256] {
			return errors.New("a row names content that does not stand")
		}
		h.shelf[k] = r
	}
	return nil
}

func (h *house) PutRendered(_ context.Context, folders map[deposit.FolderID]deposit.Rendered) error {
	for id, part := range folders {
		h.put(id, part)
	}
	return nil
}

func (h *house) put(id deposit.FolderID, part deposit.Part) {
	body, err := stage.Encode(part)
	if err != nil {
		panic(err)
	}
	h.parts[id][part.Part().Name] = stage.StoredPart{Revision: part.Part().Revision, Digest: deposit.DigestOf(body), Body: body}
}

func (h *house) Keep(r io.Reader) (deposit.Digest, int64, error) {
	data, err := io.ReadAll(r)
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.kept[deposit.DigestOf(data)] = true
	return deposit.DigestOf(data), int64(len(data)), err
}

func (h *house) Way(puid string) (Way, bool) {
	return Way{Tool: "tool of " + puid, Group: puid, Basis: "1 " + puid}, puid != "fmt/0"
}
func (h *house) Missing(w Way) bool { return w.Tool == h.lacks }
func (h *house) Basis() string      { return "house" }
func (h *house) Close() error       { h.opened--; return nil }
func (h *house) Place(context.Context) (Place, error) {
	h.opened++
	return h, nil
}

func (h *house) Make(_ context.Context, _ Way, jobs []Job) ([]Made, error) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.batches = append(h.batches, len(jobs))
	if len(h.batches) == h.fails {
		return nil, errors.New("disk full")
	}
	var all []Made
	for _, j := range jobs {
		h.made[j.SHA256]++
		r := deposit.Rendition{Outcome: deposit.RenditionMade, Tool: "tool 1"}
		switch {
		case strings.Contains(j.Path, "krasj"):
			r = deposit.Rendition{Outcome: deposit.RenditionFailed, Trouble: deposit.TroubleCrash}
		case strings.Contains(j.Path, "endret"):
			r = deposit.Rendition{Outcome: deposit.RenditionFailed, Trouble: deposit.TroubleChanged}
		}
		all = append(all, Made{r, func() (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader("PDF av " + string(j.SHA256))), nil
		}})
	}
	return all, nil
}

// newHouse has folders with the files that are named, by content; equal names are equal files.
func newHouse(folders ...[]string) *house {
	h := &house{parts: map[deposit.FolderID]stage.Stored{}, shelf: map[deposit.RenditionKey]deposit.Rendition{}, kept: map[deposit.Digest]bool{}, made: map[deposit.Digest]int{}}
	for i, names := range folders {
		id := deposit.FolderID(fmt.Sprintf("%04d", i))
		h.folders = append(h.folders, stage.Task{Ref: deposit.FolderRef{ID: id, Journal: string(id)}, Fate: deposit.FatePackaged})
		h.parts[id] = stage.Stored{}
		var taken deposit.Taken
		var files deposit.Files
		for n, name := range names {
			puid, _, _ := strings.Cut(name, " ")
			verdict := deposit.FormatConvert
			if puid == "fmt/43" {
				verdict = deposit.FormatAccepted
			}
			taken.Files = append(taken.Files, deposit.TakenFile{Ordinal: n + 1, SHA256: deposit.DigestOf([]byte(name)), Size: 10, PUID: puid, Verdict: verdict})
			files.Files = append(files.Files, deposit.SourceFile{Ordinal: n + 1, Path: fmt.Sprintf("%s/%s", id, name)})
		}
		h.put(id, taken)
		h.put(id, files)
		h.put(id, deposit.Purged{})
	}
	return h
}

func (h *house) prepare(t *testing.T, workers int, make bool) (Counts, error) {
	t.Helper()
	counts, err := Preparation{Store: h, Shelf: h, Keeper: h, Workshop: h, Workers: workers, Make: make}.Run(t.Context())
	require.Zero(t, h.opened, "every place is closed")
	return counts, err
}

func (h *house) rendered(t *testing.T, folder int) deposit.Rendered {
	in, err := stage.Decode[struct{ Rendered deposit.Rendered }](h.parts[h.folders[folder].Ref.ID])
	require.NoError(t, err)
	return in.Rendered
}

func TestEveryFolderIsToldWhatBecameOfItsFiles(t *testing.T) {
	h := newHouse([]string{"fmt/40 a", "fmt/43 arkiv", "fmt/40 krasj"}, []string{"fmt/0 ukjent", "fmt/40 a"}, []string{"fmt/43 b"}, []string{"fmt/18 p", "fmt/40 endret"})
	h.lacks = "tool of fmt/18"
	counts, err := h.prepare(t, 2, true)
	require.NoError(t, err)
	require.Equal(t, Counts{Made: 1, Failed: 2}, counts)
	outcomes := func(folder int) (all []deposit.RenditionOutcome) {
		for _, f := range h.rendered(t, folder).Files {
			all = append(all, f.Outcome)
		}
		return all
	}
	require.Equal(t, []deposit.RenditionOutcome{"made", "failed"}, outcomes(0))
	require.Equal(t, []deposit.RenditionOutcome{"no_way", "made"}, outcomes(1))
	require.Empty(t, outcomes(2))
	require.Equal(t, []deposit.RenditionOutcome{"no_tool", "failed"}, outcomes(3))
	require.Equal(t, 1, h.made[deposit.DigestOf([]byte("fmt/40 a"))], "the same document in two folders is made once")
	require.Len(t, h.shelf, 2, "a changed file is no property of a source, and is not kept")

	before := h.parts
	h.made = map[deposit.Digest]int{}
	counts, err = h.prepare(t, 2, true)
	require.NoError(t, err)
	require.Equal(t, Counts{Failed: 1}, counts, "only the changed file is tried again")
	require.Equal(t, before, h.parts)
}

func TestACheckMakesNothing(t *testing.T) {
	h := newHouse([]string{"fmt/40 a"}, []string{"fmt/18 p"})
	h.lacks = "tool of fmt/18"
	counts, err := h.prepare(t, 2, false)
	require.NoError(t, err)
	require.Zero(t, counts)
	require.Empty(t, h.made)
	require.Equal(t, deposit.RenditionWaiting, h.rendered(t, 0).Files[0].Outcome)
	require.Equal(t, deposit.Rendition{Outcome: deposit.RenditionNoTool, Tool: "tool of fmt/18"}, h.rendered(t, 1).Files[0].Rendition)
}

func TestTheSameIsToldWithAnyNumberOfWorkersAndAfterAnyFailure(t *testing.T) {
	var folders [][]string
	for i := range 90 {
		folders = append(folders, []string{fmt.Sprintf("fmt/40 %d", i), fmt.Sprintf("fmt/50 %d", i%40)})
	}
	plain := newHouse(folders...)
	_, err := plain.prepare(t, 1, true)
	require.NoError(t, err)
	for _, size := range plain.batches {
		require.LessOrEqual(t, size, batchAtMost)
	}
	for _, workers := range []int{2, 8} {
		h := newHouse(folders...)
		_, err := h.prepare(t, workers, true)
		require.NoError(t, err)
		require.Equal(t, plain.parts, h.parts)
	}
	for fails := 1; fails <= len(plain.batches); fails++ {
		h := newHouse(folders...)
		h.fails = fails
		_, err := h.prepare(t, 1, true)
		require.ErrorContains(t, err, "disk full")
		h.fails = 0
		_, err = h.prepare(t, 1, true)
		require.NoError(t, err)
		require.Equal(t, plain.parts, h.parts)
		for source, n := range h.made {
			require.Equal(t, 1, n, "%s was made twice", source)
		}
	}
}

// TestWhatTheRoomIsDoneForIsNotLookedThroughAgain has three folders that the room is done for; one has another file since.
func TestWhatTheRoomIsDoneForIsNotLookedThroughAgain(t *testing.T) {
	h := newHouse([]string{"fmt/412 en"}, []string{"fmt/412 to"}, []string{"fmt/412 tre"})
	_, err := h.prepare(t, 1, true)
	require.NoError(t, err)
	c, err := stage.Then(stage.Enter(deposit.Taken{}, deposit.Files{}, deposit.Documents{}, deposit.Rendered{}, deposit.Answers{}, deposit.Purged{}), New(Options{}))
	require.NoError(t, err)
	room := c.Steps()[0]
	for i, f := range h.folders {
		h.put(f.Ref.ID, deposit.Documents{})
		h.put(f.Ref.ID, deposit.Answers{})
		h.put(f.Ref.ID, deposit.Renditions{})
		input, ok := room.Input(h.parts[f.Ref.ID])
		require.True(t, ok)
		h.folders[i].Seals = map[stage.Name]stage.Seal{room.Name: {Basis: room.Basis, Input: input, Output: h.parts[f.Ref.ID][room.Makes.Name].Digest}}
	}
	other := newHouse(nil, []string{"fmt/412 fire"})
	h.parts["0001"]["taken"] = other.parts["0001"]["taken"]
	h.asked = nil
	counts, err := Preparation{Store: h, Shelf: h, Keeper: h, Workshop: h, Workers: 1, Make: true, Room: &room}.Run(t.Context())
	require.NoError(t, err)
	require.Equal(t, Counts{Made: 1}, counts)
	require.Equal(t, []deposit.FolderID{"0001"}, h.asked, "the others are done")
}
