package pack

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/noark5"
)

// survey is what has to be known of all folders before the first of them is written.
type survey struct {
	opened, closed deposit.Date // first and last
	paper, digital bool
	files          int64
	renditions     int
	unpacked       bool // a record has documents that came out of its own
	bytes          int64
	posts          int
	changes        int
	firstPost      deposit.Date
	lastPost       deposit.Date
	plain          map[deposit.ID]bool // records that are no journal posts after all: their number is taken
}

// postKey is what is kept of a journal post while the folders are looked through.
type postKey struct {
	year, sequence int32
	folder, record int32
}

// survey walks over the folders, and copies them for the other walks.
func (w *work) survey() error {
	var posts []postKey
	err := w.copyFolders(func(f Folder) error {
		if err := conserved(f); err != nil {
			return err
		}
		w.seen.look(f.Description)
		for i, r := range f.Description.Records {
			if r.Post != nil {
				posts = append(posts, postKey{int32(r.Post.Year), int32(r.Post.Sequence), int32(w.copied), int32(i)})
				w.seen.post(r.Post.Date)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if w.copied == 0 {
		return nothing()
	}
	w.seen.posts = len(posts)
	return w.demote(posts)
}

func (s *survey) look(d deposit.Description) {
	if s.opened.IsZero() || d.Opened.Before(s.opened) {
		s.opened = d.Opened
	}
	if s.closed.Before(d.Closed) {
		s.closed = d.Closed
	}
	s.paper = s.paper || d.Medium != deposit.Digital
	s.digital = s.digital || d.Medium != deposit.OnPaper
	s.changes += len(d.Changes)
	for _, r := range d.Records {
		s.unpacked = s.unpacked || len(r.Parts) > 0
		for _, o := range r.Files() {
			s.files++
			if migrated(o) {
				s.renditions++
			}
			s.bytes += o.Size
		}
	}
}

func (s *survey) post(on deposit.Date) {
	if s.firstPost.IsZero() || on.Before(s.firstPost) {
		s.firstPost = on
	}
	if s.lastPost.Before(on) {
		s.lastPost = on
	}
}

// demote finds the journal posts whose year and number another one has. A letter about two children is one entry of the mail journal and lies in two
// folders; the journals cannot have it twice (krav 6.4.30), and no new number is invented: the first stays, the others become plain records.
func (w *work) demote(posts []postKey) error {
	slices.SortFunc(posts, func(a, b postKey) int {
		return cmp.Or(cmp.Compare(a.year, b.year), cmp.Compare(a.sequence, b.sequence), cmp.Compare(a.folder, b.folder), cmp.Compare(a.record, b.record))
	})
	again := map[int32][]int32{} // folder → records
	for i := 1; i < len(posts); i++ {
		if a, b := posts[i-1], posts[i]; a.year == b.year && a.sequence == b.sequence {
			again[b.folder] = append(again[b.folder], b.record)
		}
	}
	w.seen.plain = map[deposit.ID]bool{}
	if len(again) == 0 {
		return nil
	}
	folder := int32(0)
	for f, err := range w.folders(w.ctx) {
		if err != nil {
			return err
		}
		for _, i := range again[folder] {
			r := f.Description.Records[i]
			w.seen.plain[r.ID] = true
			w.seen.posts--
			w.find(PostTwice, f.Ref.Journal, strconv.Itoa(r.Number), strconv.Itoa(r.Post.Sequence), strconv.Itoa(r.Post.Year))
		}
		folder++
	}
	return nil
}

// medium is the dokumentmedium of the archive (M300).
func (s *survey) medium() string {
	switch {
	case s.paper && s.digital:
		return noark5.MediumMixed
	case s.digital:
		return noark5.MediumDigital
	}
	return noark5.MediumPaper
}

// period is the archive period that the package states: the deposit's, widened where folders lie outside it; without one, from the first opening to the
// last closing.
func (w *work) period() (start, end deposit.Date) {
	start, end = w.seen.opened, w.seen.closed
	if p := w.d.Period; p.From > 0 {
		if from := (deposit.Date{Year: p.From, Month: 1, Day: 1}); from.Before(start) {
			start = from
		}
		if to := (deposit.Date{Year: p.To, Month: 12, Day: 31}); end.Before(to) {
			end = to
		}
	}
	return start, end
}

// day is midnight of a date; the zero time of an unknown one.
func day(d deposit.Date) time.Time { return d.Time() }
