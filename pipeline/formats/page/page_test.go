package page_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/page"
)

func written(t require.TestingT, d page.Document) string {
	var out bytes.Buffer
	require.NoError(t, page.Write(&out, d))
	return out.String()
}

func all(text string) page.Document {
	return page.Document{Lang: "nb", Title: text, Subtitle: text, Mark: text, Skip: text, Contents: text, Foot: []string{text},
		Lead: []page.Block{page.Notice{Tone: page.Stop, Title: text, Texts: []string{text}, Lines: []string{text}}},
		Sections: []page.Section{{ID: "en", Title: text, Blocks: []page.Block{page.Text(text), page.Heading(text),
			page.Pairs{Caption: text, Pairs: []page.Pair{{Name: text, Value: text}}},
			page.Table{Caption: text, Columns: []page.Column{{Title: text}, {Title: text, Numbers: true}},
				Rows: page.Rows(page.Row{Cells: []page.Cell{page.Of(text), {{Text: text, Style: page.Code}}}})},
			page.Bars{Caption: text, Bars: []page.Bar{{Label: text, Value: 3, Shown: text}}},
			page.Stacked{Caption: text, Series: []string{text}, Stacks: []page.Stack{{Label: text, Values: []int64{1}, Shown: text}}}}}}}
}

// TestTextStaysText: whatever stands in a register or a file name comes out as text. The page is well-formed when its text is harmless, so any element
// more than then was smuggled in.
func TestTextStaysText(t *testing.T) {
	plain := elements(t, written(t, all("x")))
	rapid.Check(t, func(t *rapid.T) {
		odd := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{`</style><script>alert(1)</script>`, `"><img src=x>`, `</table><p>`, `\"; } body { display: none`, "&lt;b&gt;",
			"</title>", "<!--", "]]>"})).Draw(t, "text")
		if strings.TrimSpace(odd) == "" {
			return
		}
		out := written(t, all(odd))
		require.NotContains(t, out, "Zgotmpl")
		require.Equal(t, plain, elements(t, out))
	})
}

// elements are the tags of a page in order, as a browser would meet them, without attributes.
func elements(t require.TestingT, text string) (names []string) {
	text = text[strings.Index(text, "<html"):]
	for strings.Contains(text, "<style>") { // CSS is judged by where it ends
		from, to := strings.Index(text, "<style>"), strings.Index(text, "</style>")
		require.Less(t, from, to)
		text = text[:from] + text[to+len("</style>"):]
	}
	dec := xml.NewDecoder(strings.NewReader(strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == 0xfffe || r == 0xffff {
			return ' '
		}
		return r
	}, text)))
	dec.Strict, dec.AutoClose, dec.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	for {
		token, err := dec.Token()
		if err == io.EOF {
			return names
		}
		require.NoError(t, err)
		if start, ok := token.(xml.StartElement); ok {
			names = append(names, start.Name.Local)
		}
	}
}

func TestMarkStandsOnThePageAndInTheMarginOfEveryPrintedOne(t *testing.T) {
	out := written(t, page.Document{Lang: "nb", Title: "Rapport: prøve", Mark: `DEMO "x"`})
	require.Contains(t, out, `<p class="mark">DEMO &#34;x&#34;</p>`)
	require.Contains(t, out, `@top-left { content: "DEMO \22 x\22 "; }`)
	require.Contains(t, out, `@bottom-left { content: "Rapport\3a  prøve"; }`)
}

func TestPageNeedsNothingFromOutside(t *testing.T) {
	out := written(t, all("x"))
	for _, word := range []string{"<script", "http:", "https:", "@import", "<link", "<img", "javascript"} {
		require.NotContains(t, out, word)
	}
}

func TestTableWritesEachRowBeforeItAsksForTheNext(t *testing.T) {
	var out bytes.Buffer
	rows := func(yield func(page.Row) error) error {
		for i := range 40_000 {
			if i == 30_000 {
				require.Greater(t, out.Len(), 1<<20, "rows are on their way while others are not made yet")
			}
			if err := yield(page.Row{Cells: []page.Cell{page.Of(fmt.Sprint(i)), page.Of("prøve på en rad")}}); err != nil {
				return err
			}
		}
		return nil
	}
	table := page.Table{Caption: "c", Columns: []page.Column{{Title: "a"}, {Title: "b"}}, Rows: rows}
	require.NoError(t, page.Write(&out, page.Document{Lang: "nb", Title: "t", Sections: []page.Section{{ID: "a", Title: "A", Blocks: []page.Block{table}}}}))
	require.Equal(t, 40_001, strings.Count(out.String(), "<tr>"))
}

func TestTableWithoutRowsIsASentence(t *testing.T) {
	table := page.Table{Caption: "Funn", Rows: page.Rows(), Empty: "Ingen funn."}
	out := written(t, page.Document{Lead: []page.Block{table}})
	require.Contains(t, out, "<p>Ingen funn.</p>")
	require.NotContains(t, out, "<table")
}

func TestWriteTellsTheErrorOfTheRowsAndOfTheOutput(t *testing.T) {
	gone := errors.New("gone")
	table := page.Table{Rows: func(func(page.Row) error) error { return gone }}
	require.ErrorIs(t, page.Write(io.Discard, page.Document{Lead: []page.Block{table}}), gone)
	require.ErrorIs(t, page.Write(full{}, all("x")), io.ErrShortWrite)
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestStackedBarsFillTheirShare(t *testing.T) {
	stacks := []page.Stack{{Label: "a", Values: []int64{3, 1}, Shown: "4"}, {Label: "b", Values: []int64{2, 0}, Shown: "2"}}
	out := written(t, page.Document{Lead: []page.Block{page.Stacked{Series: []string{"s", "t"}, Stacks: stacks}}})
	require.Contains(t, out, `<rect class="f0" x="0%" width="75.00%" height="16"/><rect class="f1" x="75.00%" width="25.00%" height="16"/>`)
	require.Contains(t, out, `<rect class="f0" x="0%" width="50.00%" height="16"/></svg>`)
	out = written(t, page.Document{Lead: []page.Block{page.Stacked{Share: true, Series: []string{"s", "t"}, Stacks: stacks}}})
	require.Contains(t, out, `<rect class="f0" x="0%" width="100.00%" height="16"/></svg>`)
}
