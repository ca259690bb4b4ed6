package purge

import (
	"context"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// revision is raised when the same folder may be judged otherwise.
const revision = 2

// In is what the room reads of a folder.
type In struct {
	Card      deposit.Card
	Documents deposit.Documents
	Files     deposit.Files
	Taken     deposit.Taken
	Answers   deposit.Answers
	Holds     deposit.Holds
	Purged    deposit.Purged
}

// Options decide besides the folder.
type Options struct {
	Rules deposit.RetentionRules
	AsOf  deposit.Date // the day by which proposals are judged; authority is judged again on the day of destruction
}

// Room is the map room.
type Room struct {
	texts   Texts
	options Options
}

var _ stage.Room[In, deposit.Weeding] = (*Room)(nil)

// New is the room with its port, the rules and the day to judge by.
func New(texts Texts, o Options) *Room { return &Room{texts: texts, options: o} }

// Name is the room's name.
func (*Room) Name() stage.Name { return "purge" }

// Basis is the room's revision, the rules with the day, and how texts are read.
func (r *Room) Basis() stage.Basis {
	return stage.Basis{"revision": strconv.Itoa(revision), "rules": string(r.options.Rules.Digest()), "as_of": r.options.AsOf.String(), "texts": r.texts.Basis()}
}

// Run says what of the folder may go and what is kept.
func (r *Room) Run(ctx context.Context, in In, b stage.Bench) (deposit.Weeding, error) {
	f := &folder{room: r, in: in, b: b, taken: takenOf(in.Taken), read: map[int]*reading{}, shelves: map[int]*shelf{}}
	f.lookAtDestroyed()
	f.sort()
	for _, c := range f.candidates {
		if err := f.judge(ctx, c); err != nil {
			return deposit.Weeding{}, err
		}
	}
	f.tell()
	return f.out, nil
}

func takenOf(t deposit.Taken) map[int]deposit.TakenFile {
	all := make(map[int]deposit.TakenFile, len(t.Files))
	for _, file := range t.Files {
		all[file.Ordinal] = file
	}
	return all
}

// folder is one folder being looked through.
type folder struct {
	room  *Room
	in    In
	b     stage.Bench
	taken map[int]deposit.TakenFile
	read  map[int]*reading // by ordinal

	shelves map[int]*shelf // by class

	bearers    []deposit.Document // documents that are kept: they may bear what others say
	candidates []candidate        // proposed, and nothing but the proof is missing
	copies     []deposit.Document // kept copies that stand for their original, because it is not here
	out        deposit.Weeding
}

// candidate is a document that may go when its proof holds.
type candidate struct {
	deposit.Document
	class    deposit.PurgeClass
	carriers []int  // stated by a person
	by       string // key of that person
}

// judge proves one candidate. Copies come in the order of their numbers: of copies without an original the first stands for it.
func (f *folder) judge(ctx context.Context, c candidate) error {
	switch {
	case c.File == 0:
		f.stated(c)
		return nil
	case c.class.Class == copyClass:
		return f.copied(ctx, c)
	}
	return f.carried(ctx, c)
}

// line puts a proven document on the plan.
func (f *folder) line(c candidate, proof deposit.Proof) {
	l := deposit.PurgeLine{Document: c.Number, Class: c.class.Class, Rule: c.class.ID, Medium: c.Medium, Proof: proof}
	if c.File > 0 {
		taken := f.taken[c.File]
		l.Ordinal, l.SHA256, l.Size = c.File, taken.SHA256, taken.Size
	}
	f.out.Lines = append(f.out.Lines, l)
}

// keep keeps a proposed document.
func (f *folder) keep(c candidate, why deposit.KeptWhy) {
	f.out.Kept = append(f.out.Kept, deposit.KeptProposal{Document: c.Number, Class: c.class.Class, Why: why})
}
