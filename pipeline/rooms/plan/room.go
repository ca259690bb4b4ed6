package plan

import (
	"errors"
	"io"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// revision counts the ways in which the papers were made.
const revision = 1

// Folder is where the papers stand below ut/.
const Folder = "kassasjon"

// Options are what the papers say and hang on besides plans and outcomes.
type Options struct {
	Deposit deposit.Deposit
	Profile deposit.Profile
	Rules   deposit.RetentionRules
	Program string
	TempDir string // takes what a workbook does not hold in memory
}

// Draft is the private folder that the papers are written in.
type Draft interface {
	Create(name string) (io.WriteCloser, error)
}

// Shown is a plan that people see: one that waits for approval, or an approved one.
type Shown struct {
	Plan     deposit.PurgePlan
	Lines    Lines
	Approval *Approval // nil while it waits
}

// Approval is two acts on one plan, and how far it is carried out.
type Approval struct {
	Seq        int64 // number of the later act
	Controller deposit.Act
	Archivist  deposit.Act
	Progress   deposit.PurgeProgress
}

// Record is everything that the papers are made of.
type Record struct {
	Plans    []Shown
	Outcomes func(yield func(deposit.PurgeOutcome) error) error
	Any      bool // there are outcomes
}

// Room writes the papers of purging. It is deposit-wide.
type Room struct {
	draft   Draft
	options Options
	lang    text.Lang
}

// New makes the room.
func New(draft Draft, o Options) Room {
	return Room{draft: draft, options: o, lang: text.Parse(o.Deposit.Language)}
}

// Name is the room's name in seals and events.
func (Room) Name() stage.Name { return "plan" }

// Basis is everything besides plans, approvals and outcomes that decides the bytes of the papers.
func (r Room) Basis() stage.Basis {
	d := r.options.Deposit
	b := stage.Basis{"revision": strconv.Itoa(revision), "as_of": d.AsOf.String(), "produced": d.Produced.UTC().Format("2006-01-02T15:04:05Z"),
		"deposit": string(d.ID) + " " + d.Name, "owner": d.Owner.Name, "creator": d.Creator.Name, "depot": d.Depot.Name, "language": string(r.lang),
		"mark": d.Mark, "restriction": d.Restriction.Paragraph, "rules": string(r.options.Rules.Digest()), "pdf": r.options.Profile.Printing.Archival,
		"destroy": strconv.FormatBool(r.options.Profile.Purging.Destroy)}
	for _, p := range d.Persons {
		b["person "+p.Key] = p.Name
	}
	return b
}

// Run writes every paper that there is something to say on: each plan, a shredding list for each approved plan with paper on it, and the certificate.
func (r Room) Run(record Record) error {
	for _, shown := range record.Plans {
		name := Folder + "/plan-" + shown.Plan.Digest.Short()
		if err := r.file(name+".pdf", func(to io.Writer) error { return r.planOnPaper(to, shown) }); err != nil {
			return err
		}
		if err := r.file(name+".xlsx", func(to io.Writer) error { return r.planBook(to, shown) }); err != nil {
			return err
		}
		if shown.Approval == nil || shown.Plan.Papers == 0 {
			continue
		}
		err := r.file(Folder+"/makuleringsliste-"+shown.Plan.Digest.Short()+".pdf", func(to io.Writer) error { return r.shreddingList(to, shown) })
		if err != nil {
			return err
		}
	}
	if !record.Any {
		return nil
	}
	return r.file(Folder+"/kassasjonsattest.pdf", func(to io.Writer) error { return r.certificate(to, record) })
}

// file writes one file of the draft.
func (r Room) file(name string, write func(io.Writer) error) error {
	out, err := r.draft.Create(name)
	if err != nil {
		return err
	}
	err = errors.Join(write(out), out.Close())
	var known *deposit.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	return &deposit.Error{Kind: deposit.Disk, Op: "write purge papers", At: name, Err: err}
}

func (r Room) say(key string, args ...any) string { return r.lang.Say("purge."+key, args...) }

func count(n int) string { return text.Count(int64(n)) }

// person is a person's name; a key that deponering.yaml no longer has stands alone.
func (r Room) person(key string) string {
	for _, p := range r.options.Deposit.Persons {
		if p.Key == key {
			return p.Name
		}
	}
	return key
}

// class is a purge class in words.
func (r Room) class(number int) string { return r.say("class." + strconv.Itoa(number)) }

// pair is a key with a value.
func (r Room) pair(key, value string) pdfa.Pair {
	return pdfa.Pair{Key: r.say("key." + key), Value: value}
}
