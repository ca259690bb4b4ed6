package lists

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/order"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// revision counts the ways in which this room has made lists; another number makes them anew from the same rows, and stops a deposit whose lists may be on
// paper. It is raised when lists say something else, not when they are laid out better.
const revision = 5

// Options are what the lists say and hang on besides the rows.
type Options struct {
	Deposit deposit.Deposit
	Profile deposit.Profile
	// Program is the program's name, recorded in each workbook.
	Program string
	// TempDir takes what does not fit in memory; rows hold names, so it must be a private folder of the workspace.
	TempDir string
	// Approved is the digest of the rows that the depot has approved (gate list); empty makes the draft.
	Approved deposit.Digest
	// ApprovedText opens the canonical text behind Approved, so that a refusal can tell the difference; nil when nobody kept it.
	ApprovedText func() (io.ReadCloser, error)
	// Text receives the canonical text of the rows; nil when nobody keeps it.
	Text io.Writer
}

// Room makes the lists. It is deposit-wide.
type Room struct {
	rows    Rows
	draft   Draft
	options Options
	lang    text.Lang
	order   *order.Order
	missing map[rune]bool // of a run: what no font could show
}

// New makes the room.
func New(rows Rows, draft Draft, o Options) Room {
	return Room{rows: rows, draft: draft, options: o, lang: text.Parse(o.Deposit.Language), order: order.New(order.Options{AaAsA: o.Profile.AaAsA})}
}

// Name is the room's name in seals, events and findings.
func (Room) Name() stage.Name { return "lists" }

// Basis is everything besides the rows that decides the bytes of the lists.
func (r Room) Basis() stage.Basis {
	d, p := r.options.Deposit, r.options.Profile
	return stage.Basis{
		"revision":    strconv.Itoa(revision),
		"as_of":       d.AsOf.String(),
		"produced":    d.Produced.UTC().Format("2006-01-02T15:04:05Z"),
		"deposit":     string(d.ID) + " " + d.Name,
		"owner":       d.Owner.Name,
		"creator":     d.Creator.Name,
		"depot":       d.Depot.Name,
		"language":    string(r.lang),
		"mark":        d.Mark,
		"restriction": d.Restriction.Paragraph,
		"ordering":    string(p.Ordering),
		"birth_order": p.BirthOrder,
		"columns":     strings.Join(p.Columns, " "),
		"collation":   r.order.Version(),
		"approved":    string(r.options.Approved),
		"printing":    fmt.Sprintf("%+v", p.Printing),
	}
}

// Result is what the room says of its lists.
type Result struct {
	Rows   int            // folders in every list
	Boxes  int            // in the public list; 0 for a draft
	Digest deposit.Digest // of the canonical rows: what an approval binds
	Draft  bool
	Files  []string // names below ut/, in the order in which they were written
	// Missing is the characters that no font could show: in the PDF files a mark stands in their place, the workbooks have them.
	Missing []rune
}

// NoGlyph is a character that no font of the printed lists has.
const NoGlyph deposit.Code = "LST-001" // R6.3-3: the lists are complete

// Findings tells people about the characters that paper cannot show. The character says nothing of a person.
func (r Result) Findings() []deposit.Finding {
	var found []deposit.Finding
	for _, c := range r.Missing {
		found = append(found, deposit.Finding{Code: NoGlyph, Args: []string{fmt.Sprintf("U+%04X", c)}})
	}
	return found
}

// Run writes the draft, or the lists when the rows are those that were approved. Other rows come back as a *Conflict inside a deposit.Error before any
// file is begun.
func (r Room) Run(ctx context.Context) (Result, error) {
	r.missing = map[rune]bool{}
	if err := r.knownColumns(); err != nil {
		return Result{}, err
	}
	set, err := r.canonical(ctx, r.options.Text)
	if err != nil {
		return Result{}, err
	}
	result := Result{Rows: set.count, Digest: set.digest, Draft: r.options.Approved == ""}
	switch {
	case result.Draft:
		err = r.drafts(ctx, set, &result)
	case set.digest != r.options.Approved:
		err = r.refuse(ctx, set.digest)
	default:
		if err = r.finals(ctx, set, &result); err == nil {
			err = r.boxes(ctx, set, &result)
		}
	}
	if err != nil {
		return Result{}, err
	}
	result.Missing = slices.Sorted(maps.Keys(r.missing))
	return result, nil
}

// drafts writes what the depot looks at before anything is labelled (domain §3.5): the three lists in one workbook, and one of them to print.
func (r Room) drafts(ctx context.Context, set rowSet, result *Result) error {
	var pages []page
	for _, ordering := range deposit.Orderings() {
		pages = append(pages, r.page(ordering, set, 0))
	}
	return r.rendered(ctx, result, "utkast/liste-utkast", pages)
}

// finals writes the nine documents of R6.3-4: three orders, three copies.
func (r Room) finals(ctx context.Context, set rowSet, result *Result) error {
	for _, ordering := range deposit.Orderings() {
		for number := 1; number <= copies; number++ {
			if err := r.rendered(ctx, result, listName(ordering, number), []page{r.page(ordering, set, number)}); err != nil {
				return err
			}
		}
	}
	return nil
}

// listName is the name of a list below ut/, without its ending.
func listName(ordering deposit.Ordering, number int) string {
	return fmt.Sprintf("lister/%s-%dav%d", ordering, number, copies)
}

// file writes one file of the draft folder and notes its name.
func (r Room) file(result *Result, name string, write func(io.Writer) error) error {
	out, err := r.draft.Create(name)
	if err != nil {
		return diskError(name, err)
	}
	if err := errors.Join(write(out), out.Close()); err != nil {
		return diskError(name, err)
	}
	result.Files = append(result.Files, name)
	return nil
}

// diskError gives trouble with a file its kind once; an error that has one passes unchanged.
func diskError(name string, err error) error {
	var known *deposit.Error
	if errors.As(err, &known) {
		return err
	}
	return &deposit.Error{Kind: deposit.Disk, Op: "write list", At: name, Err: err}
}
