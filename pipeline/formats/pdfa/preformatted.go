package pdfa

import (
	"strings"
	"unicode/utf8"
)

// preformattedSize is the size of plain text in points: 94 columns on A4 with margins of 15 mm.
const preformattedSize = 9

// Preformatted sets plain text in Mono, line for line, as files from before word processors want it: spaces are kept,
// tabs stop at every eighth column, a form feed begins a new page, a line too long goes on below.
// Text between blank lines is a paragraph. Size is in points; zero is 9.
func (d *Document) Preformatted(size float64, text string) {
	if !d.ready("Preformatted") {
		return
	}
	if size == 0 {
		size = preformattedSize
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	for i, sheet := range strings.Split(text, "\f") {
		if i > 0 {
			d.PageBreak()
		}
		d.preformattedPage(size, sheet)
	}
}

func (d *Document) preformattedPage(size float64, text string) {
	style := Style{Size: size, Tight: true}
	var block []string
	flush := func() {
		if len(block) > 0 {
			d.Text(style, Run{Text: strings.Join(block, "\n"), Font: Mono})
			block = block[:0]
		}
	}
	for _, l := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		if strings.TrimSpace(l) == "" {
			flush()
			d.Text(style, Run{})
			continue
		}
		block = append(block, tabbed(l))
	}
	flush()
}

// tabbed replaces tabs by spaces up to the next column divisible by eight.
func tabbed(l string) string {
	if !strings.Contains(l, "\t") {
		return l
	}
	var b strings.Builder
	column := 0
	for i, part := range strings.Split(l, "\t") {
		if i > 0 {
			n := 8 - column%8
			b.WriteString(strings.Repeat(" ", n))
			column += n
		}
		b.WriteString(part)
		column += utf8.RuneCountInString(part)
	}
	return b.String()
}
