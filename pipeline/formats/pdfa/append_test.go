package pdfa_test

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
)

// ground is a file of three pages, of which only what the writer asks for is told.
func ground() pdfa.Ground {
	return pdfa.Ground{Size: 5000, Objects: 30, Table: 4400, Root: 22, Info: 23, ID: strings.Repeat("AB", 16),
		Pages:   pdfa.Object{Number: 6, Body: []byte("<</Type/Pages\n/Resources 13 0 R\n/Kids[ 1 0 R 7 0 R 8 0 R ]\n/Count 3>>")},
		Tags:    pdfa.Object{Number: 20, Body: []byte("<</Type/StructTreeRoot\n/ParentTree 21 0 R\n/K[4 0 R ]\n>>")},
		Parents: pdfa.Object{Number: 21, Body: []byte("<</Nums[\n0 [ 4 0 R 5 0 R ]\n]>>")}}
}

func appended(t *testing.T, g pdfa.Ground) []byte {
	var out bytes.Buffer
	doc, err := pdfa.Append(&out, g, pdfa.Options{Title: "Vedlegg", Lang: "nb-NO", Created: time.Unix(0, 0)})
	require.NoError(t, err)
	doc.Heading(1, "Merknader")
	table := doc.Table(pdfa.Table{Columns: []pdfa.Column{{Title: "Celle"}, {Title: "Merknad"}}})
	for i := range 120 {
		table.Row(fmt.Sprintf("A%d", i+1), "Etter skoleruta.")
	}
	table.End()
	require.NoError(t, doc.Close())
	return out.Bytes()
}

var placed = regexp.MustCompile(`(?m)^(\d+) 0 obj\n`)

func TestPagesGoOnBehindAFile(t *testing.T) {
	g := ground()
	data := appended(t, g)
	require.Equal(t, data, appended(t, g))
	head, table, ok := bytes.Cut(data, []byte("\nxref\n"))
	require.True(t, ok)
	said := map[int]int{} // places by number, as the cross-reference has them
	lines := strings.Split(string(table), "\n")
	for len(lines) > 0 && lines[0] != "trailer" {
		var first, n int
		_, err := fmt.Sscanf(lines[0], "%d %d", &first, &n)
		require.NoError(t, err)
		for i, line := range lines[1 : n+1] {
			require.Regexp(t, `^\d{10} 00000 n $`, line)
			said[first+i], err = strconv.Atoi(line[:10])
			require.NoError(t, err)
		}
		lines = lines[n+1:]
	}
	found := map[int]int{}
	for _, m := range placed.FindAllSubmatchIndex(head, -1) {
		n, err := strconv.Atoi(string(head[m[2]:m[3]]))
		require.NoError(t, err)
		require.NotContains(t, found, n, "an object twice")
		found[n] = m[0] + int(g.Size)
	}
	require.Equal(t, found, said)
	for n := range found {
		require.True(t, n >= 30 || n == 6 || n == 20 || n == 21, "%d is the file's", n)
	}
	require.Regexp(t, `^trailer\n<</Size \d+/Prev 4400/Root 22 0 R/Info 23 0 R/ID\[<(AB){16}><[0-9A-F]{32}>\]>>\nstartxref\n`+strconv.Itoa(len(head)+1+int(g.Size))+`\n%%EOF\n$`, strings.Join(lines, "\n"))
	pages := bytes.Count(head, []byte("/Type/Page/"))
	require.Greater(t, pages, 1)
	require.Regexp(t, fmt.Sprintf(`6 0 obj\n<</Count %d/Type/Pages\n/Resources 13 0 R\n/Kids\[ 1 0 R 7 0 R 8 0 R  \d+ 0 R\]`, pages+3), string(head))
	require.Regexp(t, `20 0 obj\n<</Type/StructTreeRoot\n/ParentTree 21 0 R\n/K\[4 0 R  \d+ 0 R\]`, string(head))
	require.Regexp(t, `21 0 obj\n<</Nums\[\n0 \[ 4 0 R 5 0 R \]\n 30 \d+ 0 R 31 \d+ 0 R `, string(head))
	require.Contains(t, string(head), "/StructParents 30/")
}

func TestAFileOfAnotherShapeIsLeftAlone(t *testing.T) {
	for name, change := range map[string]func(*pdfa.Ground){
		"no count":        func(g *pdfa.Ground) { g.Pages.Body = []byte("<</Kids[ 1 0 R ]>>") },
		"two counts":      func(g *pdfa.Ground) { g.Pages.Body = []byte("<</Count 1/Count 2/Kids[1 0 R]>>") },
		"kids elsewhere":  func(g *pdfa.Ground) { g.Pages.Body = []byte("<</Count 1/Kids 9 0 R>>") },
		"tags without K":  func(g *pdfa.Ground) { g.Tags.Body = []byte("<</ParentTree 21 0 R>>") },
		"a tree of trees": func(g *pdfa.Ground) { g.Parents.Body = []byte("<</Kids[ 40 0 R ]>>") },
		"no dictionary":   func(g *pdfa.Ground) { g.Parents.Body = []byte("[/Nums[]]") },
		"no identifier":   func(g *pdfa.Ground) { g.ID = "" },
		"nothing":         func(g *pdfa.Ground) { *g = pdfa.Ground{} },
	} {
		g := ground()
		change(&g)
		_, err := pdfa.Append(&bytes.Buffer{}, g, pdfa.Options{Title: "x", Lang: "nb-NO", Created: time.Unix(0, 0)})
		require.ErrorIs(t, err, pdfa.ErrGround, name)
	}
	one := ground()
	one.Tags.Body = []byte("<</Type/StructTreeRoot/K 4 0 R/ParentTree 21 0 R>>")
	require.Contains(t, string(appended(t, one)), "/K[4 0 R ")
	_, err := pdfa.Append(&bytes.Buffer{}, ground(), pdfa.Options{Flavour: pdfa.A1b, Title: "x", Lang: "nb-NO", Created: time.Unix(0, 0)})
	require.False(t, err == nil || errors.Is(err, pdfa.ErrGround))
}
