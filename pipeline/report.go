package pipeline

import (
	"context"
	"io"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/page"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// Files of the report below ut/.
const (
	reportJSON = "rapport/report.json"
	reportHTML = "rapport/report.html"
)

// report writes rapport/: a view of the store, for people (HTML) and for programs (JSON). It shows nothing that the store and the settings do not
// hold: no clock, no count of what this very run worked on, so that a run that was killed and resumed reports the same bytes as one that was not. A report
// that stands as it was written, and would be made from the same again, stays.
//
// It is restricted material and says so. Folders stand by journal number, never by name; paths of files and values from the register may still name
// somebody, because whoever must act on a finding has to find it.
func (o *Office) report(ctx context.Context, s Status) error {
	s.Rooms = nil
	r := &reporter{office: o, ctx: ctx, status: s, lang: text.Parse(o.Deposit.Language)}
	var err error
	if r.acts, err = o.ports.Store.Acts(ctx); err != nil {
		return err
	}
	if r.holds, err = o.ports.Store.Holds(ctx); err != nil {
		return err
	}
	if r.wishes, err = o.ports.Store.Wishes(ctx); err != nil {
		return err
	}
	made, folders, err := r.madeFrom()
	if err != nil {
		return err
	}
	if stands, err := o.viewStands(ctx, reportView, made); err != nil || stands {
		return err
	}
	stands, err := o.viewStands(ctx, reportFolders, folders)
	if err != nil {
		return err
	}
	if stands {
		r.copied = &standing{open: o.ports.Disk.OpenOutput}
	}
	if err := r.write(); err != nil {
		return err
	}
	return o.noteViews(ctx, noted{reportView, made}, noted{reportFolders, folders})
}

// write finds what is counted of all folders, and writes both files.
func (r *reporter) write() error {
	o := r.office
	told, err := r.told()
	if err != nil {
		return err
	}
	r.forecast, r.formats, r.totals = told.Forecast, told.Formats, totals{folders: told.Counted}
	// The JSON goes first: it streams everything once, and what the page shows as sums and charts is counted on the way.
	if err := o.ports.Disk.WriteOutput(reportJSON, r.json); err != nil {
		return err
	}
	return o.ports.Disk.WriteOutput(reportHTML, r.html)
}

// told is what is counted of all folders; what is counted while they stream is not in it yet.
func (r *reporter) told() (all foldersTold, err error) {
	if r.copied != nil {
		return r.copied.told()
	}
	if all.Forecast, err = r.office.Forecast(r.ctx); err != nil {
		return all, err
	}
	all.Formats, err = r.office.ports.Store.Formats(r.ctx)
	return all, err
}

// reporter is one report being written.
type reporter struct {
	office *Office
	ctx    context.Context
	status Status
	lang   text.Lang
	copied *standing // what is said of the folders is copied from there; nil: it is read from the store
	acts   []deposit.Act
	totals totals
	holds  []deposit.HoldRecord
	wishes []deposit.ErasureWish

	formats []deposit.FormatUse

	forecast *deposit.Forecast
}

func (r *reporter) say(key string, args ...any) string { return r.lang.Say("report."+key, args...) }

// html writes the page.
func (r *reporter) html(w io.Writer) error {
	d := r.office.Deposit
	return page.Write(w, page.Document{
		Lang: string(r.lang), Title: r.say("title", d.Name), Mark: d.Mark, Skip: r.say("skip"), Contents: r.say("contents"),
		Subtitle: r.say("subtitle", d.Owner.Name, d.Depot.Name, d.AsOf.Norwegian()),
		Lead:     append([]page.Block{page.Notice{Title: r.say("restricted"), Texts: []string{r.say("restricted_why")}}}, r.next()...),
		Sections: []page.Section{
			{ID: "konto", Title: r.say("balance"), Blocks: r.balance()},
			{ID: "formater", Title: r.say("formats_title"), Blocks: r.formatUse()},
			{ID: foldersSection, Title: r.say("deadlines"), Blocks: r.deadlines()},
			{ID: "prognose", Title: r.say("forecast"), Blocks: r.calendar()},
			{ID: "bokser", Title: r.say("boxes"), Blocks: r.boxes()},
			{ID: "kassasjon", Title: r.say("purge"), Blocks: r.purging()},
			{ID: "funn", Title: r.say("findings"), Blocks: r.findings()},
			{ID: "handlinger", Title: r.say("acts"), Blocks: r.people()},
			{ID: "grunnlag", Title: r.say("basis"), Blocks: r.basis()},
		},
		Foot: []string{r.say("made_by", r.office.ports.Version), r.say("view")},
	})
}

// basis is what the deposit is and what it was judged by.
func (r *reporter) basis() []page.Block {
	o, d := r.office, r.office.Deposit
	produced := ""
	if !d.Produced.IsZero() {
		produced = d.Produced.Format("02.01.2006 15.04")
	}
	return []page.Block{page.Pairs{Caption: r.say("basis_caption"), Pairs: []page.Pair{
		{Name: r.say("owner"), Value: d.Owner.Name}, {Name: r.say("creator"), Value: d.Creator.Name}, {Name: r.say("depot"), Value: d.Depot.Name},
		{Name: r.say("agreement"), Value: d.Agreement}, {Name: r.say("controller"), Value: r.who(d.Controller)},
		{Name: r.say("archivist"), Value: r.who(d.Archivist)}, {Name: r.say("as_of"), Value: d.AsOf.Norwegian()},
		{Name: r.say("produced"), Value: produced}, {Name: r.say("period"), Value: r.window(d.Period)}, {Name: r.say("reason"), Value: d.Reason},
		{Name: r.say("rules"), Value: r.edition(o.Rules.ID, o.Rules.Edition)}, {Name: r.say("formats"), Value: r.edition(o.Formats.ID, o.Formats.Edition)},
		{Name: r.say("profile"), Value: o.Profile.Name}, {Name: r.say("id"), Value: string(d.ID)},
	}}}
}

func (r *reporter) edition(id string, edition deposit.Date) string {
	if edition.IsZero() {
		return id
	}
	return r.say("edition", id, edition.Norwegian())
}

// who is a person's name and key; a key that deponering.yaml no longer has stands alone.
func (r *reporter) who(key string) string {
	for _, p := range r.office.Deposit.Persons {
		if p.Key == key && p.Name != "" {
			return p.Name + " (" + key + ")"
		}
	}
	return key
}
