package lists

import (
	"context"
	"fmt"
	"io"
	"path"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// cover writes the page on top of one copy's three lists: whose set it is, what it holds, and where it belongs (R6.3-4).
func (r Room) cover(set rowSet, number int) func(context.Context, io.Writer, []deposit.Box) error {
	return func(_ context.Context, out io.Writer, boxes []deposit.Box) error {
		title, mark := r.lang.Say("print.cover.title"), r.lang.Say(fmt.Sprintf("lists.copy.%d", number))
		doc, err := r.open(out, opening{title: text.Joined(title, mark), size: pdfa.A4(), points: 12, set: set,
			edge: func(int) edge { return edge{title: title, mark: mark, count: r.countOf(set.count)} }})
		if err != nil {
			return err
		}
		doc.Heading(1, title)
		doc.Text(pdfa.Style{Size: 20}, pdfa.Run{Text: mark, Font: pdfa.SansBold})
		doc.bold(r.options.Deposit.Mark)
		doc.Space(6)
		doc.facts(1, append(r.whose(), r.pair("count", countText(set.count)), r.pair("boxes", countText(len(boxes))), r.pair("hash", set.digest.Short()),
			r.pair("access", r.restricted()))...)
		doc.Heading(2, r.lang.Say("print.cover.set"))
		doc.List(pdfa.Numbers, r.setOf(number)...)
		doc.Paragraph(r.lang.Say("print.cover.equal"))
		doc.Heading(2, r.lang.Say("print.cover.where"))
		doc.Paragraph(r.belongs(number, len(boxes)))
		doc.Signatures(r.lang.Say("print.cover.packed"), r.lang.Say("print.cover.checked"))
		return doc.close()
	}
}

// setOf is the three lists of a copy by title and file name.
func (r Room) setOf(number int) []string {
	var lists []string
	for _, ordering := range deposit.Orderings() {
		title := r.lang.Say("lists.title", r.lang.Say("lists.order."+string(ordering)))
		lists = append(lists, r.lang.Say("print.cover.item", title, path.Base(listName(ordering, number))))
	}
	return lists
}

// belongs is where a copy is kept. Without boxes there is no first one: the copy goes with the package (R6.3-3).
func (r Room) belongs(number, boxes int) string {
	if number == 1 && boxes == 0 {
		return r.lang.Say("print.cover.use.none")
	}
	return r.lang.Say(fmt.Sprintf("print.cover.use.%d", number))
}
