package box

import (
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Codes of the room's findings; texts and rules stand in deposit/findings/box.json.
const (
	Estimated   deposit.Code = "BOX-001" // thickness of some folders is an estimate
	Split       deposit.Code = "BOX-002" // a folder stands in more than one box
	TooThick    deposit.Code = "BOX-003" // a cover is thicker than a box
	Underfilled deposit.Code = "BOX-004" // the last box is less than half full
	NoBoxes     deposit.Code = "BOX-005" // no folder has paper
	YearIgnored deposit.Code = "BOX-006" // a box per journal year makes no sense in this order
)

// filler is the open box and the rules by which it is filled and closed.
type filler struct {
	profile deposit.Profile
	put     func(full) error
	find    func(deposit.FolderID, []deposit.Finding) error
	open    full
	result  Result
}

// full is a box with the cards that its label is made from.
type full struct {
	Filled
	first, last deposit.Card
}

func (f *filler) folder(row deposit.FolderRow) error {
	if row.Paper.Volumes < 1 {
		f.result.Digital++
		return nil
	}
	if f.newYear(row.Card) {
		if err := f.close(); err != nil {
			return err
		}
	}
	parts := f.parts(row.Paper)
	first, thick := 0, 0
	for volume := range parts.count {
		size := parts.size(volume)
		if err := f.room(parts.room(volume)); err != nil {
			return err
		}
		f.stand(row, deposit.Placing{Volume: volume + 1, Volumes: parts.count, Size: size})
		if volume == 0 {
			first = f.open.Box.Number // only now: the volume may have begun a new box
		}
		thick = max(thick, size)
	}
	f.count(row.Paper, parts)
	return f.tell(row.Ref, first, parts.count, thick)
}

// newYear tells that the row begins a journal year which the profile gives a box of its own.
func (f *filler) newYear(card deposit.Card) bool {
	return f.profile.BoxPerYear && f.profile.Ordering == deposit.ByJournalNo &&
		len(f.open.Standing) > 0 && f.open.last.Journal.Start != card.Journal.Start
}

// room sees to it that the open box has place for so many millimetres; what is thicker than any box gets an empty one.
func (f *filler) room(size int) error {
	if used := f.open.Box.Used; used > 0 && used+size > f.profile.BoxCapacity {
		return f.close()
	}
	return nil
}

// stand puts a volume into the open box. Volumes of one folder in the same box share its position: it counts folders, as the list does.
func (f *filler) stand(row deposit.FolderRow, p deposit.Placing) {
	box := &f.open.Box
	if len(f.open.Standing) == 0 {
		box.Number = f.result.Boxes + 1
		f.open.first = row.Card
	}
	if n := len(f.open.Standing); n == 0 || f.open.Standing[n-1].Folder.ID != row.Ref.ID {
		box.Folders++
		if f.profile.Ordering == deposit.ByJournalNo {
			box.Ranges = spanned(box.Ranges, row.Card.Journal)
		}
	}
	p.Box, p.Position = box.Number, box.Folders
	box.Used += p.Size
	f.open.last = row.Card
	f.open.Standing = append(f.open.Standing, Standing{Folder: row.Ref, Placing: p})
}

// close hands the open box on; without one it does nothing.
func (f *filler) close() error {
	if len(f.open.Standing) == 0 {
		return nil
	}
	done := f.open
	f.open = full{}
	f.result.Boxes++
	f.result.Used += done.Box.Used
	f.result.Last = done.Box.Used
	part(&done)
	return f.put(done)
}

// part notes of which folders only a part stands in the box: its label says so (domain §1.7 nr 8), whether the part fills the box alone or not. Only the
// first and the last folder of a box can be such.
func part(b *full) {
	lead, tail := spanOf(b.Standing, b.Standing[0]), spanOf(b.Standing, b.Standing[len(b.Standing)-1])
	switch {
	case b.Box.Folders > 1:
		b.Box.Lead, b.Box.Tail = lead, tail
	case lead != nil:
		b.Box.Volume, b.Box.LastVolume, b.Box.Volumes = lead.First, lead.Last, lead.Of
	}
}

// spanOf is the volumes in the box of a folder that stands in it, nil when all of it does.
func spanOf(all []Standing, one Standing) *deposit.VolumeSpan {
	span, n := deposit.VolumeSpan{Of: one.Placing.Volumes}, 0
	for _, s := range all {
		if s.Folder.ID != one.Folder.ID {
			continue
		}
		if n++; n == 1 {
			span.First = s.Placing.Volume
		}
		span.Last = s.Placing.Volume
	}
	if n == span.Of {
		return nil
	}
	return &span
}

func (f *filler) count(paper deposit.Paper, parts parts) {
	f.result.Folders++
	f.result.Volumes += parts.count
	if paper.Estimated || paper.Thickness < 1 {
		f.result.Estimated++
	}
}

// tell records what a person should know of the folder just placed.
func (f *filler) tell(ref deposit.FolderRef, first, volumes, thick int) error {
	last := f.open.Box.Number
	var found []deposit.Finding
	if last > first {
		f.result.Split++
		found = append(found, deposit.Finding{Code: Split, Journal: ref.Journal, Args: numbers(first, last, volumes)})
	}
	if thick > f.profile.BoxCapacity {
		f.result.TooThick++
		found = append(found, deposit.Finding{Code: TooThick, Journal: ref.Journal, Field: "antall_omslag", Args: numbers(thick, f.profile.BoxCapacity)})
	}
	if f.find == nil || len(found) == 0 {
		return nil
	}
	return f.find(ref.ID, found)
}

func numbers(values ...int) []string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = strconv.Itoa(v)
	}
	return texts
}

// parts is how a folder comes apart: into count volumes that together are as thick as the folder.
type parts struct {
	count    int
	total    int
	capacity int
	covers   bool // stated covers: even shares; otherwise full boxes and a rest
	whole    bool // all of it fits one box, so it stays together
}

func (f *filler) parts(paper deposit.Paper) parts {
	thickness := paper.Thickness
	if thickness < 1 {
		thickness = max(1, f.profile.MeanThickness)
	}
	capacity := f.profile.BoxCapacity
	p := parts{count: 1, total: thickness, capacity: capacity, whole: thickness <= capacity}
	switch {
	case paper.Volumes > 1:
		p.covers, p.count = true, paper.Volumes
		p.total = max(thickness, paper.Volumes) // a cover is at least a millimetre thick
		p.whole = p.total <= capacity
	case !p.whole:
		p.count = (thickness + capacity - 1) / capacity
	}
	return p
}

// size is the thickness of a volume, counted from 0.
func (p parts) size(volume int) int {
	switch {
	case p.covers && volume < p.total%p.count:
		return p.total/p.count + 1
	case p.covers:
		return p.total / p.count
	}
	return min(p.capacity, p.total-volume*p.capacity)
}

// room is the place that must be free before the volume is put down: for a folder that stays together, all of it before the first.
func (p parts) room(volume int) int {
	if p.whole && volume == 0 {
		return p.total
	}
	return p.size(volume)
}
