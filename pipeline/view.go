package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// reportView is the report's folder below ut/, and the name under which it stands what it was made from.
const reportView = "rapport"

// reportRevision counts the ways in which the report has been made; another number makes it anew from the same store.
const reportRevision = 2

// viewStands tells that the report is, byte for byte, what was last written, and that it, or one part of what it says, was made from the same.
func (o *Office) viewStands(ctx context.Context, view string, made stage.Seal) (bool, error) {
	last, noted, err := o.ports.Store.HallSeal(ctx, view)
	if err != nil || !noted || !last.MadeAlike(made) {
		return false, err
	}
	now, err := o.ports.Disk.OutputDigest(nil, reportView)
	return now != "" && now == last.Output, err
}

// noted is what a view, or one part of what it says, was made from.
type noted struct {
	view string
	made stage.Seal
}

// noteViews notes what a report that was just written was made from.
func (o *Office) noteViews(ctx context.Context, all ...noted) error {
	output, err := o.ports.Disk.OutputDigest(nil, reportView)
	if err != nil {
		return err
	}
	for _, n := range all {
		n.made.Output = output
		if err := o.ports.Store.NoteView(ctx, n.view, n.made); err != nil {
			return err
		}
	}
	return nil
}

// madeFrom is all that the report shows, and what of it is said of the folders: who lets it show more puts that here too. Of folders it is what verdicts,
// forecast and use of formats are read from; names and what else a card holds are not in it, but for the number that a finding bears.
func (r *reporter) madeFrom() (made, folders stage.Seal, err error) {
	o := r.office
	made.Basis = deposit.DigestOf(fmt.Appendf(nil, "%d %s %s %s %+v %+v %+v %+v", reportRevision, o.ports.Version, text.Digest(), deposit.CatalogueDigest(),
		o.Deposit, o.Profile, o.Rules, o.Formats))
	folders.Basis = made.Basis
	folders.Input, err = o.ports.Store.FoldersDigest(r.ctx, deposit.Verdict{}.Part().Name, deposit.Paper{}.Part().Name, deposit.Taken{}.Part().Name,
		deposit.Documents{}.Part().Name, deposit.Rendered{}.Part().Name)
	if err != nil {
		return made, folders, err
	}
	boxes, err := o.output(r.ctx, "box")
	if err != nil {
		return made, folders, err
	}
	sum := sha256.New()
	enc := json.NewEncoder(sum)
	if err := enc.Encode([]any{folders.Input, boxes, r.head()}); err != nil {
		return made, folders, err
	}
	if err := o.ports.Store.Findings(r.ctx, func(f deposit.Found) error { return enc.Encode(f) }); err != nil {
		return made, folders, err
	}
	if err := o.ports.Store.Outcomes(r.ctx, func(p deposit.PurgeOutcome) error { return enc.Encode(p) }); err != nil {
		return made, folders, err
	}
	made.Input = deposit.Digest(hex.EncodeToString(sum.Sum(nil)))
	return made, folders, nil
}
