package pipeline

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/ledgers/loan"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/paper"
)

// Why a box is not taken as people say (deposit/findings/depot.json).
const (
	NotOnTheList  deposit.Code = "DEP-020"
	OnTheList     deposit.Code = "DEP-021"
	DamageUnsaid  deposit.Code = "DEP-022"
	NoSuchShelf   deposit.Code = "DEP-030"
	ShelfFull     deposit.Code = "DEP-031"
	PositionTaken deposit.Code = "DEP-032"
	BoxNotHere    deposit.Code = "DEP-033"
)

// TickRequest says what became of one box of a delivery.
type TickRequest struct {
	Box      string // number, or what its label's codes say
	Delivery string // beginning of the id of the delivery or package; empty where the box says it, or one delivery alone waits for boxes
	State    deposit.BoxState
	Remark   string
	Doer
}

// Ticked is a box after somebody ticked it, and what its delivery still waits for.
type Ticked struct {
	Box      deposit.KeptBox `json:"box"`
	Expected int             `json:"expected"`
	Missing  int             `json:"missing"`
}

// Tick notes that a box came, came damaged, is missing, or came without being on the list. A damaged box is not lent from until it is ticked as whole
// again (R6.5-3).
func (d *Depot) Tick(ctx context.Context, r TickRequest) (Ticked, error) {
	if r.State == deposit.BoxDamaged && strings.TrimSpace(r.Remark) == "" {
		return Ticked{}, deposit.Refuse(deposit.Finding{Code: DamageUnsaid})
	}
	b, err := d.boxFor(ctx, r)
	if err != nil {
		return Ticked{}, err
	}
	e, err := d.entry(entryBox, r.Doer, boxSubject(b.Code), map[string]string{"state": string(r.State), "remark": r.Remark})
	if err != nil {
		return Ticked{}, err
	}
	entries := []deposit.LedgerEntry{e}
	condition, err := d.condition(ctx, b, r)
	if err != nil {
		return Ticked{}, err
	}
	if len(condition.Pieces) > 0 {
		entries = append(entries, condition)
	}
	b.State, b.Remark, b.By, b.At = r.State, r.Remark, r.By, e.At
	if b.At == "" {
		b.At = e.Recorded
	}
	if err := d.ports.Store.PutBoxes(ctx, []deposit.KeptBox{b}, entries, nil); err != nil {
		return Ticked{}, err
	}
	states, err := d.ports.Store.Tallied(ctx, b.Package)
	return Ticked{Box: b, Expected: states[deposit.BoxExpected], Missing: states[deposit.BoxMissing]}, err
}

// condition is the entry that makes the pieces of a box that stand in it damaged, or whole again. Only a box that was ticked as damaged is made
// whole with what stands in it: a folder that was damaged by itself stays so (Condition).
func (d *Depot) condition(ctx context.Context, b deposit.KeptBox, r TickRequest) (deposit.LedgerEntry, error) {
	kind := loan.Damage
	if r.State != deposit.BoxDamaged {
		kind = loan.Mend
	}
	e, err := d.entry(string(kind), r.Doer, boxSubject(b.Code), map[string]string{"remark": r.Remark})
	if err != nil || kind == loan.Mend && b.State != deposit.BoxDamaged {
		return e, err
	}
	pieces, err := d.ports.Store.PiecesIn(ctx, b.Package, b.Number)
	if err != nil {
		return e, err
	}
	e.Pieces, err = d.fitFor(ctx, pieces, kind)
	return e, err
}

// boxFor is the box of a request; an extra one is made, after the last of its delivery unless it has a number of its own.
func (d *Depot) boxFor(ctx context.Context, r TickRequest) (deposit.KeptBox, error) {
	found, p, err := d.box(ctx, r.Box, r.Delivery)
	if err != nil {
		return found, err
	}
	switch {
	case r.State == deposit.BoxExtra && found.Code != "" && found.State != deposit.BoxExtra:
		return found, deposit.Refuse(deposit.Finding{Code: OnTheList, Args: []string{found.Code}})
	case found.Code != "":
		return found, nil
	case r.State != deposit.BoxExtra:
		return found, deposit.Refuse(deposit.Finding{Code: NotOnTheList, Args: []string{r.Box}})
	}
	n, err := strconv.Atoi(r.Box)
	if err != nil || n < 1 {
		return found, deposit.Refuse(deposit.Finding{Code: NotOnTheList, Args: []string{r.Box}})
	}
	return deposit.KeptBox{Package: p.ID, Number: n, Code: paper.BoxID(p.Delivery, n)}, nil
}

var boxCode = regexp.MustCompile(`^[0-9a-f]{8}\.[0-9]{3,}$`)

// BoxCode is the code of a box that a word is, as it stands on the label; scanners may read it in capitals.
func BoxCode(word string) (code string, ok bool) {
	code = strings.ToLower(strings.TrimSpace(word))
	return code, boxCode.MatchString(code)
}

// box is the box that a number or a scanned code names; one without a code where its delivery has none of that number.
func (d *Depot) box(ctx context.Context, word, delivery string) (deposit.KeptBox, deposit.Delivered, error) {
	word, coded := BoxCode(word)
	if coded {
		found, err := d.ports.Store.BoxesCoded(ctx, word)
		found = slices.DeleteFunc(found, func(b deposit.KeptBox) bool { return !strings.HasPrefix(string(b.Package), delivery) && len(found) > 1 })
		switch {
		case err != nil:
			return deposit.KeptBox{}, deposit.Delivered{}, err
		case len(found) == 0:
			return deposit.KeptBox{}, deposit.Delivered{}, deposit.Refuse(deposit.Finding{Code: NotOnTheList, Args: []string{word}})
		case len(found) > 1:
			return deposit.KeptBox{}, deposit.Delivered{}, usage("--delivery", word, "which_delivery", string(found[0].Package), string(found[1].Package))
		}
		p, _, err := d.ports.Store.Package(ctx, found[0].Package)
		return found[0], p, err
	}
	n, err := strconv.Atoi(word)
	if err != nil {
		return deposit.KeptBox{}, deposit.Delivered{}, deposit.Refuse(deposit.Finding{Code: NotOnTheList, Args: []string{word}})
	}
	return d.numbered(ctx, n, delivery)
}

// numbered is the box of a number. The packages of one delivery share its numbers, so that the one that has the box is meant.
func (d *Depot) numbered(ctx context.Context, n int, delivery string) (deposit.KeptBox, deposit.Delivered, error) {
	fit, err := d.standing(ctx, delivery)
	if err != nil {
		return deposit.KeptBox{}, deposit.Delivered{}, err
	}
	var found deposit.KeptBox
	var of deposit.Delivered
	hits := 0
	for _, p := range fit {
		b, err := d.ports.Store.Box(ctx, p.ID, n)
		if err != nil {
			return b, p, err
		}
		if b.Code != "" {
			found, of, hits = b, p, hits+1
		}
	}
	if hits == 1 {
		return found, of, nil
	}
	if of, err = d.delivery(ctx, delivery); err != nil {
		return deposit.KeptBox{}, of, err
	}
	found, err = d.ports.Store.Box(ctx, of.ID, n)
	return found, of, err
}

// standing is the packages that no other has replaced and whose id, or whose delivery's, begins so: all of them without a word.
func (d *Depot) standing(ctx context.Context, begins string) (fit []deposit.Delivered, err error) {
	all, err := d.ports.Store.Packages(ctx)
	begins = strings.ToLower(begins)
	for _, p := range all {
		if p.Replaced == "" && (strings.HasPrefix(string(p.ID), begins) || strings.HasPrefix(string(p.Delivery), begins)) {
			fit = append(fit, p)
		}
	}
	return fit, err
}

// delivery is the one package that stands under a word; where several do, the only one that waits for boxes.
func (d *Depot) delivery(ctx context.Context, begins string) (deposit.Delivered, error) {
	fit, err := d.standing(ctx, begins)
	if err != nil {
		return deposit.Delivered{}, err
	}
	var waiting []deposit.Delivered
	for _, p := range fit {
		states, err := d.ports.Store.Tallied(ctx, p.ID)
		if err != nil {
			return p, err
		}
		if states[deposit.BoxExpected] > 0 {
			waiting = append(waiting, p)
		}
	}
	switch {
	case len(fit) == 1:
		return fit[0], nil
	case len(waiting) == 1:
		return waiting[0], nil
	case len(fit) == 0:
		return deposit.Delivered{}, usage("--delivery", begins, "no_delivery")
	}
	return deposit.Delivered{}, usage("--delivery", begins, "which_delivery", string(fit[0].ID), string(fit[1].ID))
}

// ShelveRequest puts boxes side by side onto a shelf, or moves them.
type ShelveRequest struct {
	Boxes    string // numbers and codes: 3 · 1-12 · 1-4,7 · 6b2f7d2e.003
	Delivery string
	Place    string // room/bay/shelf, with the first box's position or without: then the next that is free
	Doer
}

// Shelve gives boxes their places, all or none. A box that has one is moved; its history stays in the ledger.
func (d *Depot) Shelve(ctx context.Context, r ShelveRequest) ([]deposit.KeptBox, error) {
	place, err := deposit.ParsePlace(r.Place)
	if err != nil {
		return nil, usage("shelve", r.Place, "no_place")
	}
	i := slices.IndexFunc(d.Keeper.Shelves, func(s deposit.Shelf) bool {
		return s.Room == place.Room && s.Bay == place.Bay && s.Shelf == place.Shelf
	})
	if i < 0 {
		return nil, deposit.Refuse(deposit.Finding{Code: NoSuchShelf, Args: []string{place.On().String()}})
	}
	boxes, err := d.boxesOf(ctx, r.Boxes, r.Delivery)
	if err != nil {
		return nil, err
	}
	moved, entries, err := d.moves(ctx, boxes, place, r)
	if err != nil {
		return nil, err
	}
	shelf := d.Keeper.Shelves[i]
	err = d.ports.Store.PutBoxes(ctx, moved, entries, func(on func(deposit.Place) ([]deposit.KeptBox, error)) error {
		stand, err := on(place)
		if err != nil {
			return err
		}
		return deposit.Refuse(crowded(stand, shelf, d.Keeper.BoxWidth)...)
	})
	return moved, err
}

// crowded is what is wrong with the boxes that would stand on a shelf.
func crowded(stand []deposit.KeptBox, shelf deposit.Shelf, width int) (found []deposit.Finding) {
	name := deposit.Place{Room: shelf.Room, Bay: shelf.Bay, Shelf: shelf.Shelf}.String()
	last := 0
	for i, b := range stand {
		if i > 0 && b.Place.Position == stand[i-1].Place.Position {
			found = append(found, deposit.Finding{Code: PositionTaken, Args: []string{b.Place.String(), stand[i-1].Code}})
		}
		last = max(last, b.Place.Position)
	}
	if max(last, len(stand))*width > shelf.Width {
		found = append(found, deposit.Finding{Code: ShelfFull, Args: []string{name, strconv.Itoa(shelf.Width), strconv.Itoa(max(last, len(stand)) * width)}})
	}
	return found
}

// moves is the boxes at their new places, and the entries that say so.
func (d *Depot) moves(ctx context.Context, boxes []deposit.KeptBox, place deposit.Place, r ShelveRequest) ([]deposit.KeptBox, []deposit.LedgerEntry, error) {
	if place.Position == 0 {
		stand, err := d.ports.Store.BoxesOn(ctx, place)
		if err != nil {
			return nil, nil, err
		}
		place.Position = 1
		for _, b := range stand {
			if !slices.ContainsFunc(boxes, func(m deposit.KeptBox) bool { return m.Package == b.Package && m.Number == b.Number }) {
				place.Position = max(place.Position, b.Place.Position+1)
			}
		}
	}
	var entries []deposit.LedgerEntry
	for i := range boxes {
		if !boxes[i].State.Here() {
			return nil, nil, deposit.Refuse(deposit.Finding{Code: BoxNotHere, Args: []string{boxes[i].Code, string(boxes[i].State)}})
		}
		to := place
		to.Position += i
		e, err := d.entry(entryShelved, r.Doer, boxSubject(boxes[i].Code), map[string]string{"from": boxes[i].Place.String(), "to": to.String()})
		if err != nil {
			return nil, nil, err
		}
		boxes[i].Place = to
		entries = append(entries, e)
	}
	return boxes, entries, nil
}

// mostBoxes is how many boxes one command may name.
const mostBoxes = 10_000

// boxesOf is the boxes that a text names, in its order.
func (d *Depot) boxesOf(ctx context.Context, words, delivery string) ([]deposit.KeptBox, error) {
	var all []deposit.KeptBox
	for _, word := range strings.Split(words, ",") {
		first, last, isRange := strings.Cut(strings.TrimSpace(word), "-")
		from, fromErr := strconv.Atoi(first)
		to, toErr := strconv.Atoi(last)
		if !isRange || fromErr != nil || toErr != nil {
			from, to = 0, 0
		}
		if from > to || to-from >= mostBoxes {
			return nil, usage("shelve", word, "no_boxes")
		}
		for n := from; n <= to; n++ {
			name := strings.TrimSpace(word)
			if from > 0 {
				name = strconv.Itoa(n)
			}
			b, _, err := d.box(ctx, name, delivery)
			if err == nil && b.Code == "" {
				err = deposit.Refuse(deposit.Finding{Code: NotOnTheList, Args: []string{name}})
			}
			if err != nil {
				return nil, err
			}
			all = append(all, b)
		}
	}
	return all, nil
}
