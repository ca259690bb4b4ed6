package convert

import (
	"context"
	"errors"
	"sync"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// Preparation makes the renditions that folders want and that nobody has made, and tells every folder what is known of its own.
type Preparation struct {
	Store    stage.Store
	Shelf    Shelf
	Keeper   Keeper
	Workshop Workshop
	Workers  int
	Make     bool // false makes nothing: `check` says what would be made
	Enters   func(deposit.Fate) bool
	// Room is the room's own step where the workshop can do what it could the last time: for a folder that it is done for everything was made then.
	Room *stage.Step
	Tell func(folders int) // how many folders have passed; nil when nobody listens
}

// PreparationHall is the name of the seal under which nothing is looked through again.
const PreparationHall = "renditions"

const (
	foldersAtOnce = 1024 // what they want is made before the next are looked at: enough to fill batches, few enough for memory
	batchAtMost   = 20   // documents in one start of a program: more gain little and lose more when one of them falls
	bytesAtMost   = 64 << 20
)

// Counts is what a preparation did.
type Counts struct{ Made, Failed int }

// Run goes through all folders. What is made stands on the shelf as soon as its batch is done: whoever is killed goes on from there.
func (p Preparation) Run(ctx context.Context) (Counts, error) {
	var counts Counts
	places := &places{workshop: p.Workshop}
	ask := stage.Ask{Parts: []string{deposit.Rendered{}.Part().Name}}
	if p.Room != nil {
		ask = p.Room.Asks()
	}
	ask.Most = foldersAtOnce
	passed := 0
	for {
		tasks, err := p.Store.Tasks(ctx, ask)
		if err != nil || len(tasks) == 0 {
			return counts, errors.Join(err, places.close())
		}
		did, err := p.page(ctx, p.undone(tasks), places)
		counts.Made, counts.Failed = counts.Made+did.Made, counts.Failed+did.Failed
		if err != nil {
			return counts, errors.Join(err, places.close())
		}
		if passed += len(tasks); p.Tell != nil {
			p.Tell(passed)
		}
		ask.After = tasks[len(tasks)-1].Ref.ID
	}
}

// undone is the folders that the room is not done for.
func (p Preparation) undone(tasks []stage.Task) []stage.Task {
	if p.Room == nil {
		return tasks
	}
	var left []stage.Task
	for _, t := range tasks {
		if input, ok := p.Room.Input(t.Parts); !ok || !p.Room.Sealed(t, input) {
			left = append(left, t)
		}
	}
	return left
}

// want is a file of which a rendition is wanted.
type want struct {
	folder deposit.FolderID
	file   deposit.TakenFile
	path   string
	way    Way
	ok     bool // there is a way
}

func (w want) key() deposit.RenditionKey { return w.way.Key(w.file.SHA256) }

// known is what is known of the file.
func (w want) known(all map[deposit.RenditionKey]deposit.Rendition) (deposit.Rendition, bool) {
	if better, ok := w.way.BetterKey(w.file.SHA256); ok {
		if r, ok := all[better]; ok {
			return r, true
		}
	}
	r, ok := all[w.key()]
	return r, ok
}

// page makes what some folders want, and tells them.
func (p Preparation) page(ctx context.Context, tasks []stage.Task, places *places) (Counts, error) {
	wants, err := p.wants(ctx, tasks)
	if err != nil {
		return Counts{}, err
	}
	known, err := p.Shelf.Renditions(ctx, keysOf(wants))
	if err != nil {
		return Counts{}, err
	}
	counts, err := p.missing(ctx, wants, known, places)
	if err != nil {
		return counts, err
	}
	changed := map[deposit.FolderID]deposit.Rendered{}
	rendered := p.rendered(wants, known)
	for _, t := range tasks {
		part := rendered[t.Ref.ID]
		body, err := stage.Encode(part)
		if err != nil {
			return counts, err
		}
		if t.Parts[part.Part().Name].Digest != deposit.DigestOf(body) {
			changed[t.Ref.ID] = part
		}
	}
	if len(changed) == 0 {
		return counts, nil
	}
	return counts, p.Shelf.PutRendered(ctx, changed)
}

// wants is the files of the folders of which renditions are wanted.
func (p Preparation) wants(ctx context.Context, tasks []stage.Task) ([]want, error) {
	var all []want
	names := []string{deposit.Taken{}.Part().Name, deposit.Files{}.Part().Name, deposit.Purged{}.Part().Name}
	for _, t := range tasks {
		if p.Enters != nil && !p.Enters(t.Fate) {
			continue
		}
		parts, err := p.Store.Parts(ctx, t.Ref.ID, names)
		if err != nil {
			return nil, err
		}
		in, err := stage.Decode[struct {
			Taken  deposit.Taken
			Files  deposit.Files
			Purged deposit.Purged
		}](parts)
		if err != nil {
			return nil, err
		}
		for _, f := range in.Taken.Files {
			path := in.Files.At(f.Ordinal, f.Inside)
			if _, gone := in.Purged.File(path); gone || !Wanted(f) {
				continue
			}
			w := want{folder: t.Ref.ID, file: f, path: path}
			w.way, w.ok = p.Workshop.Way(f.PUID)
			all = append(all, w)
		}
	}
	return all, nil
}

func keysOf(wants []want) []deposit.RenditionKey {
	var keys []deposit.RenditionKey
	for _, w := range wants {
		if !w.ok {
			continue
		}
		keys = append(keys, w.key())
		if better, ok := w.way.BetterKey(w.file.SHA256); ok {
			keys = append(keys, better)
		}
	}
	return keys
}

// rendered is what each folder is told.
func (p Preparation) rendered(wants []want, known map[deposit.RenditionKey]deposit.Rendition) map[deposit.FolderID]deposit.Rendered {
	all := map[deposit.FolderID]deposit.Rendered{}
	for _, w := range wants {
		part := all[w.folder]
		part.Files = append(part.Files, deposit.RenderedFile{Ordinal: w.file.Ordinal, Rendition: p.told(w, known)})
		all[w.folder] = part
	}
	return all
}

func (p Preparation) told(w want, known map[deposit.RenditionKey]deposit.Rendition) deposit.Rendition {
	if !w.ok {
		return deposit.Rendition{Outcome: deposit.RenditionNoWay}
	}
	if r, ok := w.known(known); ok {
		return r
	}
	if p.Workshop.Missing(w.way) {
		return deposit.Rendition{Outcome: deposit.RenditionNoTool, Tool: w.way.Tool}
	}
	return deposit.Rendition{Outcome: deposit.RenditionWaiting, Tool: w.way.Tool}
}

// missing makes what is not known yet and adds it to what is.
func (p Preparation) missing(ctx context.Context, wants []want, known map[deposit.RenditionKey]deposit.Rendition, places *places) (Counts, error) {
	var counts Counts
	if !p.Make {
		return counts, nil
	}
	var jobs []want
	asked := map[deposit.RenditionKey]bool{}
	for _, w := range wants {
		if !w.ok || p.Workshop.Missing(w.way) {
			continue
		}
		if _, ok := w.known(known); !ok && !asked[w.key()] { // the same document in two folders is one job
			jobs, asked[w.key()] = append(jobs, w), true
		}
	}
	var mutex sync.Mutex
	err := places.each(ctx, max(p.Workers, 1), batches(jobs, p.Workers), func(ctx context.Context, place Place, batch []want) error {
		made, err := p.batch(ctx, place, batch)
		mutex.Lock()
		defer mutex.Unlock()
		for key, r := range made {
			known[key] = r
			switch r.Outcome {
			case deposit.RenditionMade:
				counts.Made++
			case deposit.RenditionFailed:
				counts.Failed++
			}
		}
		return err
	})
	return counts, err
}

// batches puts jobs that go the same way together: at most so many and so much, and so few that every worker has some.
func batches(jobs []want, workers int) [][]want {
	var ways []Way
	byWay := map[Way][]want{}
	for _, j := range jobs {
		if _, seen := byWay[j.way]; !seen {
			ways = append(ways, j.way)
		}
		byWay[j.way] = append(byWay[j.way], j)
	}
	var all [][]want
	for _, way := range ways {
		jobs := byWay[way]
		most := min(batchAtMost, (len(jobs)+max(workers, 1)-1)/max(workers, 1))
		var batch []want
		var bytes int64
		for _, j := range jobs {
			if len(batch) > 0 && (len(batch) == most || bytes+j.file.Size > bytesAtMost) {
				all, batch, bytes = append(all, batch), nil, 0
			}
			batch, bytes = append(batch, j), bytes+j.file.Size
		}
		all = append(all, batch)
	}
	return all
}

// batch makes one batch and puts it on the shelf: contents first, then the rows.
func (p Preparation) batch(ctx context.Context, place Place, batch []want) (map[deposit.RenditionKey]deposit.Rendition, error) {
	jobs := make([]Job, len(batch))
	for i, w := range batch {
		jobs[i] = Job{Path: w.path, SHA256: w.file.SHA256, Size: w.file.Size, PUID: w.file.PUID}
	}
	answers, err := place.Make(ctx, batch[0].way, jobs)
	if err != nil {
		return nil, err
	}
	all, kept := map[deposit.RenditionKey]deposit.Rendition{}, map[deposit.RenditionKey]deposit.Rendition{}
	for i, a := range answers {
		r, err := p.keep(a)
		if err != nil {
			return nil, err
		}
		all[batch[i].key()] = r
		if r.Trouble != deposit.TroubleChanged { // that is no property of these bytes
			kept[batch[i].key()] = r
		}
	}
	return all, p.Shelf.PutRenditions(ctx, kept)
}

func (p Preparation) keep(a Made) (r deposit.Rendition, err error) {
	if r = a.Rendition; r.Outcome != deposit.RenditionMade {
		return r, nil
	}
	content, err := a.Open()
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, content.Close()) }()
	r.SHA256, r.Size, err = p.Keeper.Keep(content)
	return r, err
}
