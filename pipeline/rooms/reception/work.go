package reception

import (
	"context"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Kinds of scraps. A folder's scraps lie together under its number's key, a slash and a letter that says what they are, so that one walk in key order
// meets everything of one folder and then of the next.
const (
	scrapFile   = "file"   // key: folded path
	scrapDir    = "dir"    // key: folded path
	scrapClaim  = "claim"  // key: folded place and a slash; body: the number's key, empty when contested
	scrapPerson = "person" // key: birth number and the number's key
	scrapFolder = "folder" // key: number's key, "/", letter
)

const (
	ofRow       = "r"
	ofDocument  = "d"
	ofChange    = "c"
	ofContest   = "x" // body: a place that another row claims too
	ofTwinOther = "t" // body: number of another folder of the same person
)

// work is one reception under way.
type work struct {
	*Room
	ctx    context.Context
	s      Sitting
	report Report

	entries int64 // visited in the tree: numbers files, so that names that fold alike stay apart
	noise   map[string]*noise
	tables  map[string]*table // by sheet: deposit.SheetClients …
	absent  []string          // fields that all folders miss and that a finding holds the whole deposit for
	alike   map[string]int    // rows without a number, by what stands in them
	stamped map[string]string // what stamps are made from besides the folder: the basis, and each sheet's facts
	pen     pen               // what is written just now
	waiting []*group          // folders that are asked for together
	scraps  int               // that they hold
}

func newWork(ctx context.Context, r *Room, s Sitting) *work {
	return &work{Room: r, ctx: ctx, s: s, noise: map[string]*noise{}, tables: map[string]*table{}, stamped: map[string]string{}, alike: map[string]int{}}
}

// receive takes everything in, step by step. The order matters: rows look for their places in the tree, folders need to know which places are contested
// and which persons have two folders, and what is left over shows last.
func (w *work) receive(tree *listing, mark Mark) error {
	for _, step := range []func() error{
		func() error { return w.readTree(tree) },
		w.readRegister,
		w.findColumns,
		w.settleClaims,
		w.findTwins,
		w.keepFolders,
		w.findCollisions,
		w.keepLoose,
		w.findNoise,
		w.findVanished,
	} {
		if err := w.ctx.Err(); err != nil {
			return &deposit.Error{Kind: deposit.Interrupted, Op: "receive", Err: err}
		}
		if err := step(); err != nil {
			return err
		}
	}
	return w.s.Close(mark, w.counts())
}

func (w *work) counts() map[string]string {
	r := w.report
	counts := map[string]string{}
	for key, n := range map[string]int{"rows": r.Rows, "unnumbered": r.Unnumbered, "folders": r.Folders, "excluded": r.Excluded, "changed": r.Changed, "removed": r.Removed,
		"files": r.Files, "loose": r.Loose, "noise": r.Noise} {
		counts[key] = strconv.Itoa(n)
	}
	return counts
}

// findVanished takes out folders that the register no longer has. Where people have acted on the deposit, the folder stays and holds.
func (w *work) findVanished() error {
	after := ""
	for {
		gone, err := w.s.Vanished(after, pageSize)
		if err != nil || len(gone) == 0 {
			return err
		}
		for _, v := range gone {
			after = v.Ref.Journal
			if err := w.vanish(v); err != nil {
				return err
			}
		}
	}
}

// vanish takes a folder out. Where its number stands on rows as before, but on more of them or on fewer, those rows say so themselves.
func (w *work) vanish(v VanishedFolder) error {
	there, err := w.stillThere(v.Ref)
	if err != nil {
		return err
	}
	if v.Acted && !there {
		return w.s.Find(deposit.Finding{Code: VanishedAfterActs, Journal: v.Ref.Journal})
	}
	w.report.Removed++
	if err := w.s.Remove(v.Ref); err != nil || there {
		return err
	}
	return w.s.Find(deposit.Finding{Code: Removed, Journal: v.Ref.Journal})
}

const pageSize = 256

// cursor reads scraps page by page; nothing stays open while others write.
type cursor struct {
	s    Sitting
	r    Range
	page []Scrap
	done bool
}

func (w *work) scan(kind, from, before string) *cursor {
	return &cursor{s: w.s, r: Range{Kind: kind, From: from, Before: before, Limit: pageSize}}
}

// next is the next scrap; false at the end.
func (c *cursor) next() (Scrap, bool, error) {
	if len(c.page) == 0 && !c.done {
		page, err := c.s.Look(c.r)
		if err != nil {
			return Scrap{}, false, err
		}
		c.page, c.done = page, len(page) < c.r.Limit
		if len(page) > 0 {
			last := page[len(page)-1]
			c.r.After = &last
		}
	}
	if len(c.page) == 0 {
		return Scrap{}, false, nil
	}
	first := c.page[0]
	c.page = c.page[1:]
	return first, true, nil
}
