package lists

import (
	"context"
	"fmt"
	"io"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// output is a file that tells of boxes.
type output struct {
	name  string
	write func(context.Context, io.Writer, []deposit.Box) error
}

// boxes writes what tells of boxes: the public list, as text table and workbook, the labels, and what lies in and before the boxes. The boxes themselves
// are held, since a label must not read like another; what stands in them is not.
func (r Room) boxes(ctx context.Context, set rowSet, result *Result) error {
	var boxes []deposit.Box
	for c, err := range r.rows.Boxes(ctx) {
		if err != nil {
			return err
		}
		boxes = append(boxes, c.Box)
	}
	result.Boxes = len(boxes)
	for _, f := range r.outputs(set, len(boxes)) {
		if err := r.file(result, f.name, func(out io.Writer) error { return f.write(ctx, out, boxes) }); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// outputs is what this delivery gets: what the profile asks for, and nothing for boxes where there are none.
func (r Room) outputs(set rowSet, boxes int) []output {
	p := r.options.Profile.Printing
	files := []output{{"offentlig/bokser.csv", r.publicTable}, {"offentlig/bokser.xlsx", r.publicWorkbook}}
	for number := 1; number <= copies; number++ {
		files = append(files, output{fmt.Sprintf("lister/omslag-%dav%d.pdf", number, copies), r.cover(set, number)})
	}
	files = append(files, output{"etiketter/etiketter.csv", r.labels})
	if boxes == 0 {
		return files
	}
	if p.BoxLists {
		files = append(files, output{"lister/innhold-i-bokser.pdf", r.boxLists(set)})
	}
	for _, kind := range []output{{deposit.LabelPages, r.labelPages}, {deposit.LabelSheets, r.labelSheets}, {deposit.PencilSheet, r.pencilSheet(set)}} {
		if p.Makes(kind.name) {
			files = append(files, output{"etiketter/" + kind.name + ".pdf", kind.write})
		}
	}
	return append(files, output{"etiketter/utlanskort.pdf", r.outCard})
}
