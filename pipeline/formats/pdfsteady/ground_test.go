package pdfsteady

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// tagged is a PDF of one page as LibreOffice writes it, in short.
func tagged(change func(string) string) []byte {
	objects := []string{"<</Type/Catalog/Pages 2 0 R\n/StructTreeRoot 4 0 R\n>>", "<</Type/Pages\n/Kids[ 3 0 R ]\n/Count 1>>", "<</Type/Page/Parent 2 0 R/StructParents 0>>",
		"<</Type/StructTreeRoot\n/ParentTree 5 0 R\n/K[6 0 R ]\n>>", "<</Nums[\n0 [ 6 0 R ]\n]>>", "<</Type/StructElem/S/P/P 4 0 R>>", "<</Producer(x)>>"}
	var out bytes.Buffer
	out.WriteString("%PDF-1.6\n")
	table := fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for i, o := range objects {
		table += fmt.Sprintf("%010d 00000 n \n", out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n\n", i+1, change(o))
	}
	id := strings.Repeat("A", 32)
	fmt.Fprintf(&out, "%strailer\n%s\nstartxref\n%d\n%%%%EOF\n", table, change("<</Size 8/Root 1 0 R\n/Info 7 0 R\n/ID [ <"+id+">\n<"+id+"> ]\n>>"), out.Len())
	return out.Bytes()
}

func survey(data []byte) (Ground, error) { return Survey(bytes.NewReader(data), int64(len(data))) }

func TestSurvey(t *testing.T) {
	data := tagged(func(s string) string { return s })
	g, err := survey(data)
	require.NoError(t, err)
	require.Equal(t, Ground{Size: int64(len(data)), Objects: 8, Table: int64(bytes.Index(data, []byte("xref\n"))), Root: 1, Info: 7, ID: strings.Repeat("A", 32),
		Pages: Object{2, []byte("<</Type/Pages\n/Kids[ 3 0 R ]\n/Count 1>>")}, Tags: Object{4, []byte("<</Type/StructTreeRoot\n/ParentTree 5 0 R\n/K[6 0 R ]\n>>")},
		Parents: Object{5, []byte("<</Nums[\n0 [ 6 0 R ]\n]>>")}}, g)
	for old, put := range map[string]string{"/StructTreeRoot 4 0 R": "", "/ParentTree 5 0 R": "/ParentTree 9 0 R", "/Pages 2 0 R": "/Pages 2 0 R/Pages 2 0 R", "/Root 1 0 R": "/Root 99999999999999999999 0 R",
		"/ID [ <": "/ID [ (", "/Info 7 0 R": "/Prev 7", "/Type/Pages\n": "/Type/Pages\nendob"} {
		_, err := survey(tagged(func(s string) string { return strings.ReplaceAll(s, old, put) }))
		if put == "/Type/Pages\nendob" {
			require.NoError(t, err, "the objects' own shape is the writer's matter")
			continue
		}
		var unsteady Unsteady
		require.ErrorAs(t, err, &unsteady, old)
	}
}
