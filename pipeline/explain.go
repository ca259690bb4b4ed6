package pipeline

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/retention"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// Explanation is why a folder is due or not: the verdict of the last run with every deadline, and what stands on the folder. It holds no name, no birth
// date and no path of a file.
type Explanation struct {
	Journal  string          `json:"journal"`
	Number   string          `json:"number,omitempty"` // as the register writes it
	AsOf     deposit.Date    `json:"as_of"`
	Fate     deposit.Fate    `json:"fate"`
	Verdict  deposit.Verdict `json:"verdict"`
	Outdated bool            `json:"outdated,omitempty"` // the rules or the day have changed since: the next run will judge otherwise
	Findings []Standing      `json:"findings"`
	Rows     []Explanation   `json:"rows,omitempty"` // where the number stands on several rows, each of which is a folder of its own: nothing above but number and day
}

// Standing is a finding on the folder as the screen may show it.
type Standing struct {
	ID       deposit.FindingID  `json:"id"`
	Code     deposit.Code       `json:"code"`
	Room     string             `json:"room"`
	Severity deposit.Severity   `json:"severity"`
	Open     bool               `json:"open"`
	Answer   deposit.AnswerKind `json:"answer,omitempty"`
	By       string             `json:"by,omitempty"`
	Args     []string           `json:"args,omitempty"` // dates and numbers of retention, document numbers of purge; those of other rooms may name somebody and are left out
}

// Explain tells why a folder is due or not. It reads the last run and moves nothing. A number that stands on several rows is explained for each of them.
func (o *Office) Explain(ctx context.Context, journal string) (Explanation, error) {
	written, mark, _ := strings.Cut(journal, "#")
	number, err := deposit.ParseJournalNo(written, o.Deposit.Century)
	if err != nil {
		return Explanation{}, usage("explain", "", "no_journal")
	}
	if mark != "" {
		return o.explainRows(ctx, number, mark)
	}
	ref, fate, ok, err := o.ports.Store.Folder(ctx, deposit.FolderIDOf(o.Deposit.ID, number))
	switch {
	case err != nil:
		return Explanation{}, err
	case ok:
		return o.explain(ctx, ref, fate)
	}
	return o.explainRows(ctx, number, "")
}

func (o *Office) explain(ctx context.Context, ref deposit.FolderRef, fate deposit.Fate) (e Explanation, err error) {
	e = Explanation{Journal: ref.Journal, AsOf: o.Deposit.AsOf, Fate: fate}
	if e.Findings, err = o.standing(ctx, ref.ID); err != nil {
		return e, err
	}
	if e.Number, err = o.written(ctx, ref.ID); err != nil {
		return e, err
	}
	e.Verdict, e.Outdated, err = o.verdictOf(ctx, ref)
	return e, err
}

// explainRows explains the rows of a number that stands on several (R2.3-7, R2.5-1), or the one with a mark. None of them has the number's own id, so the
// folders are walked once: this is for a number that is wrong, not for every day.
func (o *Office) explainRows(ctx context.Context, number deposit.JournalNo, mark string) (Explanation, error) {
	fates := map[deposit.FolderRef]deposit.Fate{}
	var refs []deposit.FolderRef
	err := o.ports.Store.Deadlines(ctx, func(ref deposit.FolderRef, fate deposit.Fate, _ []byte) error {
		written, of, several := strings.Cut(ref.Journal, "#")
		if !several || mark != "" && of != mark {
			return nil
		}
		if no, err := deposit.ParseJournalNo(written, o.Deposit.Century); err == nil && no.Key() == number.Key() {
			refs, fates[ref] = append(refs, ref), fate
		}
		return nil
	})
	e := Explanation{Journal: number.String(), AsOf: o.Deposit.AsOf, Findings: []Standing{}}
	switch {
	case err != nil:
		return e, err
	case len(refs) == 0:
		return e, usage("explain", number.String(), "no_folder")
	case mark != "":
		return o.explain(ctx, refs[0], fates[refs[0]])
	}
	e.Journal, _, _ = strings.Cut(refs[0].Journal, "#")
	for _, ref := range refs {
		row, err := o.explain(ctx, ref, fates[ref])
		if err != nil {
			return e, err
		}
		e.Rows = append(e.Rows, row)
	}
	return e, nil
}

// written is the journal number as the folder's row of the register has it.
func (o *Office) written(ctx context.Context, id deposit.FolderID) (string, error) {
	var card deposit.Card
	parts, err := o.ports.Store.Parts(ctx, id, []string{card.Part().Name})
	if err != nil {
		return "", err
	}
	_, err = unpack(parts, card.Part(), &card)
	return card.Journal.Written, err
}

func (o *Office) standing(ctx context.Context, id deposit.FolderID) ([]Standing, error) {
	found, err := o.ports.Store.FindingsOf(ctx, id)
	all := make([]Standing, 0, len(found))
	for _, f := range found {
		s := Standing{ID: f.ID, Code: f.Finding.Code, Room: f.Room, Severity: f.Severity, Open: f.Open(), Answer: f.Answer, By: f.By}
		if f.Room == "retention" || f.Room == "purge" && !slices.ContainsFunc(f.Finding.Args, notNumber) {
			s.Args = f.Finding.Args
		}
		all = append(all, s)
	}
	return all, err
}

// notNumber tells that an argument may be more than the number of a document or a class.
func notNumber(arg string) bool {
	return strings.ContainsFunc(arg, func(r rune) bool { return r < '0' || r > '9' })
}

// verdictOf is a folder's stored verdict, empty where retention has not seen it, and whether the same facts would be judged otherwise by now.
func (o *Office) verdictOf(ctx context.Context, ref deposit.FolderRef) (v deposit.Verdict, outdated bool, err error) {
	var in retention.In
	parts, err := o.ports.Store.Parts(ctx, ref.ID, []string{v.Part().Name, in.Card.Part().Name, in.Paper.Part().Name, in.Documents.Part().Name})
	if err != nil {
		return v, false, err
	}
	judged, err := unpack(parts, v.Part(), &v)
	if err != nil || !judged {
		return v, false, err
	}
	if _, err := unpack(parts, in.Card.Part(), &in.Card); err != nil {
		return v, false, err
	}
	if _, err := unpack(parts, in.Paper.Part(), &in.Paper); err != nil {
		return v, false, err
	}
	if _, err := unpack(parts, in.Documents.Part(), &in.Documents); err != nil {
		return v, false, err
	}
	again, err := retention.New(retention.Options{Rules: o.Rules, AsOf: o.Deposit.AsOf}).Run(ctx, in, unheard{ref})
	if err != nil {
		return v, false, err
	}
	was, err := json.Marshal(v)
	if err != nil {
		return v, false, err
	}
	now, err := json.Marshal(again)
	return v, !bytes.Equal(was, now), err
}

// unpack reads a stored part; a part that is missing or of another revision is not there.
func unpack(parts stage.Stored, key deposit.PartKey, into any) (bool, error) {
	part, ok := parts[key.Name]
	if !ok || part.Revision != key.Revision {
		return false, nil
	}
	return true, json.Unmarshal(part.Body, into)
}

// unheard is a bench on which findings are let go: the ones that stand are in the store.
type unheard struct{ ref deposit.FolderRef }

func (u unheard) Folder() deposit.FolderRef { return u.ref }
func (unheard) Find(deposit.Finding)        {}
