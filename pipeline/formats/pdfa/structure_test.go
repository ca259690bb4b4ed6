package pdfa_test

import (
	"bytes"
	"fmt"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
)

// manyRows is a table of two columns over several pages.
func manyRows(rows int) func(*pdfa.Document) {
	return func(doc *pdfa.Document) {
		doc.Heading(1, "Liste")
		table := doc.Table(pdfa.Table{Columns: []pdfa.Column{{Title: "Navn"}, {Title: "Nr.", Width: 20, Align: pdfa.Right}}})
		for i := range rows {
			if i%100 == 0 {
				table.Group(2, fmt.Sprintf("Gruppe %d", i/100))
			}
			table.Row("Åse", strconv.Itoa(i))
		}
		table.End()
	}
}

func TestEveryMarkLeadsToItsElement(t *testing.T) {
	file, _ := printed(t, manyRows(250))
	tree := file.with("/StructTreeRoot/K")
	require.Len(t, tree, 1)
	leaf := file.with("/Limits[0 ")
	require.Len(t, leaf, 1)
	for key, p := range file.with("/Type/Page/") {
		require.Equal(t, key, file.number(p, "/StructParents "))
		m := regexp.MustCompile(fmt.Sprintf(`[\[ ]%d (\d+) 0 R`, key)).FindSubmatch(file.objects[leaf[0]])
		require.NotNil(t, m)
		n, _ := strconv.Atoi(string(m[1]))
		for mcid, r := range reRef.FindAllSubmatch(file.objects[n], -1) {
			element, _ := strconv.Atoi(string(r[1]))
			require.Regexp(t, fmt.Sprintf(`/Pg %d 0 R.*/K %d>>`, p, mcid), string(file.objects[element]))
		}
	}
}

func TestHeaderRowsRepeatAsArtifacts(t *testing.T) {
	file, _ := printed(t, manyRows(250))
	require.Len(t, file.with("/S/TH/P"), 2+3, "the header once, and three groups")
	require.Len(t, file.with("/S/THead"), 1)
	require.Len(t, file.with("/S/TBody"), 3)
	require.Len(t, file.with("/S/TR/"), 1+3+250)
	require.Len(t, file.with("/S/TD/"), 500)
	headers := 0
	pages := file.contents()
	for _, c := range pages {
		headers += strings.Count(c, "/Artifact<</Type/Pagination/Subtype/Header>>BDC")
	}
	require.Greater(t, len(pages), 3)
	require.Equal(t, 2*(len(pages)-1), headers, "the header, and the group that goes on")
	require.Contains(t, string(file.objects[file.with("/ColSpan 2")[0]]), "/Scope/Row")
}

func TestBookmarksFromSixPagesOn(t *testing.T) {
	short, _ := printed(t, manyRows(150))
	require.LessOrEqual(t, len(short.with("/Type/Page/")), 5)
	require.Empty(t, short.with("/Type/Outlines"))
	long, _ := printed(t, manyRows(350))
	require.Greater(t, len(long.with("/Type/Page/")), 5)
	require.Equal(t, 5, long.number(long.with("/Type/Outlines")[0], "/Count "))
	list := long.with("/Dest[")
	require.Len(t, list, 5)
	require.Contains(t, string(long.objects[list[0]]), "/Title(Liste)")
	require.Equal(t, 4, long.number(list[0], "/Count "))
	require.Contains(t, string(long.objects[list[1]]), fmt.Sprintf("/Title(Gruppe 0)/Parent %d 0 R/Next %d 0 R", list[0], list[2]))
}

func TestGroupStaysWithItsRow(t *testing.T) {
	for rows := range 60 {
		file, _ := printed(t, func(doc *pdfa.Document) {
			table := doc.Table(pdfa.Table{Columns: []pdfa.Column{{Title: "Navn"}}})
			for range rows {
				table.Row("Åse")
			}
			table.Row("tre\nlinjer\nher")
			table.End()
			doc.Heading(1, "Liste")
			table = doc.Table(pdfa.Table{Columns: []pdfa.Column{{Title: "Navn"}}})
			table.Group(2, "B")
			table.Row("to\nlinjer")
			table.End()
		})
		group := regexp.MustCompile(`/Pg (\d+) 0 R`).FindSubmatch(file.objects[file.with("/S/H2/")[0]])
		cells := file.with("/S/TD/")
		require.Contains(t, string(file.objects[cells[len(cells)-1]]), "/Pg "+string(group[1])+" 0 R")
	}
}

// TestGroupsThatGoOnOverleafAreToldAgain: both levels where rows go on, the upper one alone where a new group of the lower begins there; as furniture, which
// is no part of the text.
func TestGroupsThatGoOnOverleafAreToldAgain(t *testing.T) {
	var outcomes []string
	for rows := range 60 {
		var told []string
		file, _ := printed(t, func(doc *pdfa.Document) {
			table := doc.Table(pdfa.Table{Columns: []pdfa.Column{{Title: "Navn"}}, Continued: func(title string) string {
				told = append(told, title)
				return title + " (forts.)"
			}})
			table.Group(1, "A")
			table.Group(2, "a")
			for range rows {
				table.Row("Åse")
			}
			table.Group(2, "b")
			table.Row("Bo")
			table.End()
		})
		require.Equal(t, "NavnAa"+strings.Repeat("Åse", rows)+"bBo", file.text())
		if outcome := fmt.Sprint(told); !slices.Contains(outcomes, outcome) {
			outcomes = append(outcomes, outcome)
		}
	}
	require.Equal(t, []string{"[]", "[A]", "[A a]"}, outcomes, "as the rows become more")
}

func TestRowHigherThanAPage(t *testing.T) {
	long := strings.Repeat("en linje til\n", 200)
	fill := func(split bool) func(*pdfa.Document) {
		return func(doc *pdfa.Document) {
			table := doc.Table(pdfa.Table{Columns: []pdfa.Column{{Title: "Navn"}, {Title: "Tekst"}}, SplitCells: split})
			table.Row("Åse", "kort")
			table.Row("Åse", long)
			table.End()
		}
	}
	file, _ := printed(t, fill(true))
	require.Equal(t, "NavnTekstÅsekortÅse"+strings.ReplaceAll(long, "\n", " "), file.text())
	require.Len(t, file.with("/S/TD/"), 4, "one cell, however many pages it is on")
	require.Len(t, file.with("/Type/MCR"), 1)

	doc, err := pdfa.New(&bytes.Buffer{}, options(pdfa.A2aUA1))
	require.NoError(t, err)
	fill(false)(doc)
	require.EqualError(t, doc.Close(), "pdfa: row 2 is 763 mm high, the page has room for 262 mm: set Table.SplitCells")
}

func TestFurnitureKnowsAllPages(t *testing.T) {
	var b bytes.Buffer
	o := options(pdfa.A1b)
	o.Furniture = func(page, pages int) pdfa.Furniture {
		return pdfa.Furniture{Header: []pdfa.FurnitureLine{{Left: strings.Repeat("en svært lang tittel ", 12), Right: "1/3"}},
			Footer: []pdfa.FurnitureLine{{Right: fmt.Sprintf("Side %d av %d", page, pages)}}}
	}
	doc, err := pdfa.New(&b, o)
	require.NoError(t, err)
	for range 300 {
		doc.Paragraph("Avsnitt")
	}
	require.NoError(t, doc.Close())
	file := readPDF(t, b.Bytes())
	require.Equal(t, strings.Repeat("Avsnitt", 300), file.text(), "furniture is no text")
	pages := len(file.with("/Type/Page/"))
	require.Len(t, file.contents(), 2*pages)
	for _, c := range file.contents() {
		require.NotContains(t, c, "99999")
	}
}

func TestFurnitureMayNotGrow(t *testing.T) {
	o := options(pdfa.A2aUA1)
	calls := 0
	o.Furniture = func(int, int) pdfa.Furniture {
		calls++
		return pdfa.Furniture{Footer: make([]pdfa.FurnitureLine, calls)}
	}
	doc, err := pdfa.New(&bytes.Buffer{}, o)
	require.NoError(t, err)
	doc.Paragraph("a")
	require.EqualError(t, doc.Close(), "pdfa: furniture of page 1 grew between the page's beginning and Close")
}

func TestMemoryStaysFlat(t *testing.T) {
	var size countingWriter
	doc, err := pdfa.New(&size, options(pdfa.A2aUA1))
	require.NoError(t, err)
	manyRows(20_000)(doc)
	var mem runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&mem)
	require.Less(t, mem.HeapInuse, uint64(30<<20))
	require.NoError(t, doc.Close())
}
