package purge

import (
	"cmp"
	"context"
	"slices"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/passages"
)

// bearer is a kept document with what it says.
type bearer struct {
	deposit.Document
	*reading
}

// shelf is the documents that may bear candidates of one class, with an index of what they say: the same for all of them, because no candidate is on it.
type shelf struct {
	bearers []bearer
	index   *passages.Index
}

// carried proves a note or a draft: every passage of it stands in kept documents of this folder.
func (f *folder) carried(ctx context.Context, c candidate) error {
	own, err := f.reading(ctx, c.Document)
	if err != nil || own.why != "" {
		f.keepUnread(c, err)
		return err
	}
	s, err := f.shelfFor(ctx, c)
	switch {
	case err != nil:
		return err
	case len(own.read.Loose) > 0:
		f.keep(c, deposit.KeptBeside)
		return nil
	case len(s.bearers) == 0:
		f.keep(c, deposit.KeptNoCarrier)
		return nil
	}
	found := s.index.Carried(own.text)
	if !found.Carried {
		f.keep(c, deposit.KeptUncarried)
		f.out.Kept[len(f.out.Kept)-1].Left = left(found)
		return nil
	}
	proof := deposit.Proof{Kind: deposit.ProofPassages, Score: found.Score, Words: found.Words}
	for _, share := range found.By {
		proof.Carriers = append(proof.Carriers, f.carrier(s.bearers[share.Index], share.Words))
	}
	if !f.addBeside(&proof, own, s.bearers) {
		f.keep(c, deposit.KeptBeside)
		return nil
	}
	f.line(c, proof)
	return nil
}

// left is how many words stand in no carrier.
func left(found passages.Result) int {
	n := 0
	for _, span := range found.Left {
		n += span.To - span.From
	}
	return max(n, 1)
}

// copied proves a copy: its original is a kept document of this folder, with the same bytes or with the same content in another format. A copy without
// one is kept, and stands for the original of the copies after it.
func (f *folder) copied(ctx context.Context, c candidate) error {
	digest := f.taken[c.File].SHA256
	for _, d := range f.originals() {
		if taken := f.taken[d.File]; d.File > 0 && digest != "" && taken.SHA256 == digest && f.stays(d) {
			f.line(c, deposit.Proof{Kind: deposit.ProofChecksum, Score: deposit.WholeScore, Carriers: []deposit.Carrier{{Document: d.Number, Ordinal: d.File, SHA256: digest}}})
			return nil
		}
	}
	proof, same, err := f.sameContent(ctx, c)
	switch {
	case err != nil:
		return err
	case same:
		f.line(c, proof)
		return nil
	}
	f.keep(c, deposit.KeptNoOriginal)
	f.copies = append(f.copies, c.Document)
	return nil
}

// originals is what a copy may be one of.
func (f *folder) originals() []deposit.Document { return slices.Concat(f.bearers, f.copies) }

// sameContent looks for a document whose every passage stands in the copy, and in which every passage of the copy stands: a text document and its PDF.
func (f *folder) sameContent(ctx context.Context, c candidate) (deposit.Proof, bool, error) {
	own, err := f.reading(ctx, c.Document)
	if err != nil || own.why != "" || len(own.read.Loose) > 0 {
		return deposit.Proof{}, false, err
	}
	for _, d := range f.originals() {
		other, ok, err := f.bearer(ctx, d)
		if err != nil {
			return deposit.Proof{}, false, err
		}
		if !ok || !hasAll(other.reading, own) {
			continue
		}
		here, there := passages.Carried(own.text, other.text), passages.Carried(other.text, own.text)
		if here.Carried && there.Carried {
			return deposit.Proof{Kind: deposit.ProofContent, Score: here.Score, Words: here.Words, Carriers: []deposit.Carrier{f.carrier(other, here.Words)}}, true, nil
		}
	}
	return deposit.Proof{}, false, nil
}

// hasAll tells that everything beside the text of the second stands beside that of the first too.
func hasAll(a, b *reading) bool {
	for _, thing := range b.read.Beside {
		if !slices.Contains(a.read.Beside, thing) {
			return false
		}
	}
	return true
}

// shelfFor is the documents that may bear a candidate. A note is borne by an expert assessment only (domain §2.4).
func (f *folder) shelfFor(ctx context.Context, c candidate) (*shelf, error) {
	if s := f.shelves[c.class.Class]; s != nil {
		return s, nil
	}
	s := &shelf{}
	var texts []*passages.Prepared
	for _, d := range f.bearers {
		if !mayBear(c, d) {
			continue
		}
		b, ok, err := f.bearer(ctx, d)
		if err != nil {
			return nil, err
		}
		if ok {
			s.bearers, texts = append(s.bearers, b), append(texts, b.text)
		}
	}
	s.index = passages.NewIndex(texts...)
	f.shelves[c.class.Class] = s
	return s, nil
}

func mayBear(c candidate, d deposit.Document) bool {
	return d.Number != c.Number && (c.class.Class != noteClass || d.Kind == kindAssessment)
}

// bearer is a document with what it says; false when no machine can read it, or when its file may not come along into the package.
func (f *folder) bearer(ctx context.Context, d deposit.Document) (bearer, bool, error) {
	if d.File == 0 || !f.stays(d) {
		return bearer{}, false, nil
	}
	own, err := f.reading(ctx, d)
	return bearer{d, own}, err == nil && own.why == "", err
}

// stays tells that nothing stands in the way of the document's file coming along: no hold on it that is open, or answered with leaving it out.
func (f *folder) stays(d deposit.Document) bool {
	if d.File == 0 {
		return true
	}
	taken, there := f.taken[d.File]
	if !there || taken.SHA256 == "" {
		return false
	}
	answer, _ := f.in.Answers.For(taken.Finding)
	return taken.Finding == "" || answer.Kind == deposit.Accept
}

func (f *folder) carrier(b bearer, words int) deposit.Carrier {
	return deposit.Carrier{Document: b.Number, Ordinal: b.File, SHA256: f.taken[b.File].SHA256, Words: words}
}

// addBeside finds a carrier for everything that stands beside the text; false when something has none. The carriers come in the order of their numbers.
func (f *folder) addBeside(proof *deposit.Proof, own *reading, bearers []bearer) bool {
	for _, thing := range own.read.Beside {
		has := func(b bearer) bool { return slices.Contains(b.read.Beside, thing) }
		named := func(b bearer) bool {
			return slices.ContainsFunc(proof.Carriers, func(c deposit.Carrier) bool { return c.Document == b.Number })
		}
		if slices.ContainsFunc(bearers, func(b bearer) bool { return has(b) && named(b) }) {
			continue
		}
		i := slices.IndexFunc(bearers, has)
		if i < 0 {
			return false
		}
		proof.Carriers = append(proof.Carriers, f.carrier(bearers[i], 0))
	}
	slices.SortFunc(proof.Carriers, func(a, b deposit.Carrier) int { return cmp.Compare(a.Document, b.Document) })
	return true
}
