package stage

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Seal says that a room is done for a folder: what decided the result (basis), what it read (input) and what it made (output).
type Seal struct {
	Basis  deposit.Digest
	Input  deposit.Digest
	Output deposit.Digest
}

// MadeAlike tells that both were made from the same, in the same way.
func (s Seal) MadeAlike(o Seal) bool { return s.Basis == o.Basis && s.Input == o.Input }

// Task is a folder with what decides which rooms it still needs. Part bodies are left out; a room that must work gets them from the store.
type Task struct {
	Ref   deposit.FolderRef
	Fate  deposit.Fate
	Parts Stored // Body empty
	Seals map[Name]Seal
}

// Ask is what a walk wants to know of the next folders: only the parts that its steps read or make, and only their seals.
type Ask struct {
	After deposit.FolderID
	Most  int
	Parts []string
	Rooms []Name
}

// Done is one room's finished work on one folder: part, seal and findings, committed together or not at all.
type Done struct {
	Folder   deposit.FolderRef
	Room     Name
	Seal     Seal
	Makes    deposit.PartKey
	Body     []byte
	Findings []deposit.Finding
}

// Store is the port to the catalogue.
type Store interface {
	// Tasks is the next folders in order of their ids, with what is asked of each.
	Tasks(ctx context.Context, ask Ask) ([]Task, error)
	// Parts is the named parts of a folder with their bodies; a part that is missing is left out.
	Parts(ctx context.Context, folder deposit.FolderID, names []string) (Stored, error)
	// Commit stores finished work with its seals, findings and events in one transaction.
	Commit(ctx context.Context, done []Done) error
}

// Walk is one walk of all folders through some rooms.
type Walk struct {
	Steps   []Step
	Workers int                           // folders worked on at once, at least 1
	Enters  func(Name, deposit.Fate) bool // whether a folder of that fate goes into the room
	Tell    func(room Name, folders int)  // liveness: how many folders have passed; may be nil
}

// Counts tells how often each room worked and how often its seal held.
type Counts struct {
	Worked map[Name]int
	Held   map[Name]int // sealed with the same basis and input: not done again
}

const (
	foldersPerWorker = 16  // a commit takes this many folders per worker: few enough to lose little to a kill, enough to spread the fsync
	foldersPerLook   = 512 // at least; where little changed, most of a walk is looking at seals that hold
)

// Run walks every folder through the steps. The result and the order of commits are the same for any number of workers. It stops at the first error;
// what was committed before it stays done.
func (w Walk) Run(ctx context.Context, store Store) (Counts, error) {
	counts := Counts{Worked: map[Name]int{}, Held: map[Name]int{}}
	ask, perCommit := w.ask(), foldersPerWorker*max(w.Workers, 1)
	passed := 0
	for {
		tasks, err := store.Tasks(ctx, ask)
		if err != nil || len(tasks) == 0 {
			return counts, err
		}
		for page := range slices.Chunk(tasks, perCommit) {
			done, err := w.page(ctx, store, page, &counts)
			if err != nil {
				return counts, err
			}
			if len(done) > 0 {
				if err := store.Commit(ctx, done); err != nil {
					return counts, err
				}
			}
			passed += len(page)
			if w.Tell != nil {
				w.Tell(w.Steps[len(w.Steps)-1].Name, passed)
			}
		}
		ask.After = tasks[len(tasks)-1].Ref.ID
	}
}

// ask is the walk's question. Pages are whole commits, so that a commit holds the same folders wherever a page ends.
func (w Walk) ask() Ask {
	perCommit := foldersPerWorker * max(w.Workers, 1)
	a := Ask{Most: max(foldersPerLook/perCommit, 1) * perCommit}
	for _, s := range w.Steps {
		of := s.Asks()
		a.Rooms = append(a.Rooms, of.Rooms...)
		for _, name := range of.Parts {
			if !slices.Contains(a.Parts, name) {
				a.Parts = append(a.Parts, name)
			}
		}
	}
	return a
}

// page works on one page of folders with a bounded number of workers; results stand in the order of the tasks.
func (w Walk) page(ctx context.Context, store Store, tasks []Task, counts *Counts) ([]Done, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	results := make([][]Done, len(tasks))
	next := make(chan int)
	var workers sync.WaitGroup
	for range max(w.Workers, 1) {
		workers.Go(func() {
			for i := range next {
				done, err := w.folder(ctx, store, tasks[i])
				if err != nil {
					cancel(err)
				}
				results[i] = done
			}
		})
	}
	for i := range tasks {
		next <- i
	}
	close(next)
	workers.Wait()
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	var all []Done
	for i, done := range results {
		w.count(counts, tasks[i].Fate, done)
		all = append(all, done...)
	}
	return all, nil
}

func (w Walk) count(counts *Counts, fate deposit.Fate, done []Done) {
	worked := map[Name]bool{}
	for _, d := range done {
		worked[d.Room] = true
	}
	for _, s := range w.Steps {
		switch {
		case worked[s.Name]:
			counts.Worked[s.Name]++
		case w.enters(s.Name, fate):
			counts.Held[s.Name]++
		}
	}
}

func (w Walk) enters(room Name, fate deposit.Fate) bool {
	return w.Enters == nil || w.Enters(room, fate)
}

// folder takes one folder through the rooms whose seals do not hold.
func (w Walk) folder(ctx context.Context, store Store, task Task) ([]Done, error) {
	var done []Done
	for _, step := range w.Steps {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		if !w.enters(step.Name, task.Fate) {
			continue
		}
		input, ok := step.Input(task.Parts)
		if !ok {
			return nil, &deposit.Error{Kind: deposit.Internal, Op: "room " + string(step.Name), At: task.Ref.Journal,
				Key: "part_missing", Err: fmt.Errorf("a part that it reads is missing or of another revision")}
		}
		if step.Sealed(task, input) {
			continue
		}
		d, err := w.work(ctx, store, task, step)
		if err != nil {
			return nil, err
		}
		d.Seal.Input = input
		task.Parts[step.Makes.Name] = StoredPart{Revision: step.Makes.Revision, Digest: d.Seal.Output, Body: d.Body}
		done = append(done, d)
	}
	return done, nil
}

// work lets the room work on the folder.
func (w Walk) work(ctx context.Context, store Store, task Task, step Step) (Done, error) {
	parts, err := bodies(ctx, store, task, step)
	if err != nil {
		return Done{}, err
	}
	b := &bench{folder: task.Ref}
	body, err := step.run(ctx, parts, b)
	if err != nil {
		return Done{}, fmt.Errorf("room %s: folder %s: %w", step.Name, task.Ref.Journal, err)
	}
	return Done{Folder: task.Ref, Room: step.Name, Makes: step.Makes, Body: body, Findings: b.findings,
		Seal: Seal{Basis: step.Basis, Output: deposit.DigestOf(body)}}, nil
}

// bodies is the parts that a step reads: those made in this walk from memory, the rest from the store.
func bodies(ctx context.Context, store Store, task Task, step Step) (Stored, error) {
	parts := Stored{}
	var missing []string
	for _, key := range step.Reads {
		if p := task.Parts[key.Name]; p.Body != nil {
			parts[key.Name] = p
			continue
		}
		missing = append(missing, key.Name)
	}
	if len(missing) == 0 {
		return parts, nil
	}
	stored, err := store.Parts(ctx, task.Ref.ID, missing)
	for name, p := range stored {
		parts[name] = p
	}
	return parts, err
}

type bench struct {
	folder   deposit.FolderRef
	findings []deposit.Finding
}

func (b *bench) Folder() deposit.FolderRef { return b.folder }

func (b *bench) Find(f deposit.Finding) {
	f.Journal = b.folder.Journal
	b.findings = append(b.findings, f)
}
