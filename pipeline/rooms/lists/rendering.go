package lists

import (
	"context"
	"errors"
	"io"
	"slices"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// rendering is a file of lists under way. All renderings of a list are given the same rows in one reading of the store.
type rendering interface {
	// begin begins a list, row adds a folder to it, end ends it.
	begin(p page) error
	row(row deposit.ListRow) error
	end() error
	// finish completes the file; abandon lets go of what it holds, whether it was finished or not.
	finish() error
	abandon() error
}

// renderings are the ways to make a list. Another one is a line here: it gets the same pages with the same rows.
var renderings = []struct {
	extension string
	paper     bool // it takes the pages that go on paper, others take all
	open      func(Room, io.Writer, []page) (rendering, error)
}{{"xlsx", false, Room.workbook}, {"pdf", true, Room.printed}}

// opened is a rendering with what it takes.
type opened struct {
	rendering
	paper bool
}

func (o opened) takes(p page) bool { return p.paper || !o.paper }

// rendered writes lists in every way, beside each other.
func (r Room) rendered(ctx context.Context, result *Result, name string, pages []page) (err error) {
	var files []io.Closer
	var open []opened
	defer func() {
		for _, o := range open {
			err = errors.Join(err, o.abandon())
		}
		for _, f := range files {
			err = errors.Join(err, f.Close())
		}
		if err != nil {
			err = diskError(name, err)
		}
	}()
	for _, as := range renderings {
		out, err := r.draft.Create(name + "." + as.extension)
		if err != nil {
			return err
		}
		files = append(files, out)
		o := opened{paper: as.paper}
		way, err := as.open(r, out, slices.DeleteFunc(slices.Clone(pages), func(p page) bool { return !o.takes(p) }))
		if err != nil {
			return err
		}
		o.rendering = workBeside(way)
		open = append(open, o)
		result.Files = append(result.Files, name+"."+as.extension)
	}
	return r.written(ctx, pages, open...)
}

// written gives the renderings all lists, and finishes them.
func (r Room) written(ctx context.Context, pages []page, open ...opened) error {
	for _, p := range pages {
		if err := r.list(ctx, p, slices.DeleteFunc(slices.Clone(open), func(o opened) bool { return !o.takes(p) })); err != nil {
			return err
		}
	}
	return each(open, opened.finish)
}

// list gives every rendering the rows of a list.
func (r Room) list(ctx context.Context, p page, open []opened) error {
	if err := each(open, func(o opened) error { return o.begin(p) }); err != nil {
		return err
	}
	for row, err := range r.checked(ctx, p.ordering, p.set) {
		if err != nil {
			return err
		}
		if err := each(open, func(o opened) error { return o.row(row) }); err != nil {
			return err
		}
	}
	return each(open, opened.end)
}

func each(open []opened, do func(opened) error) error {
	for _, o := range open {
		if err := do(o); err != nil {
			return err
		}
	}
	return nil
}
