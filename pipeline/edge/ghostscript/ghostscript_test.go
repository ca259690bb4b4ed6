package ghostscript

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfsteady"
)

func desk(t testing.TB) *Desk {
	g, err := Find("")
	require.NoError(t, err, "apt-get install --no-install-recommends ghostscript (make tools)")
	d, err := g.Desk(filepath.Join(t.TempDir(), "arbeid (æøå) #1"), pdfa.SRGB())
	require.NoError(t, err)
	return d
}

// plain is a PDF of one page of text in a font that is not embedded; info is its document information.
func plain(info string) string {
	text := "BT /F1 12 Tf 72 720 Td (Hei, dette er en liten tekst.) Tj ET"
	var out bytes.Buffer
	out.WriteString("%PDF-1.4\n")
	var places []int
	for i, o := range []string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>",
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(text), text), "<<" + info + ">>"} {
		places = append(places, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at := out.Len()
	out.WriteString("xref\n0 7\n0000000000 65535 f \n")
	for _, p := range places {
		fmt.Fprintf(&out, "%010d 00000 n \n", p)
	}
	fmt.Fprintf(&out, "trailer\n<</Size 7/Root 1 0 R/Info 6 0 R>>\nstartxref\n%d\n%%%%EOF\n", at)
	return out.String()
}

func convert(t testing.TB, d *Desk, content string, doc Document) Result {
	require.NoError(t, os.WriteFile(d.Source(), []byte(content), 0o600))
	r, err := d.Convert(t.Context(), doc)
	require.NoError(t, err)
	return r
}

func TestTwoRunsGiveTheSameBytesWithTheTitle(t *testing.T) {
	const title = "Sakkyndig vurdering – Blåbærtunet & skole"
	source := plain("/Title<FEFF0042006C00E5>/CreationDate(D:20120304050607+01'00')")
	settled := func(d *Desk) string {
		r := convert(t, d, source, Document{Pages: 1, Titled: true})
		require.Empty(t, r.Trouble)
		data, err := os.ReadFile(r.Path)
		require.NoError(t, err)
		var out bytes.Buffer
		require.NoError(t, pdfsteady.Settle(&out, bytes.NewReader(data), int64(len(data)),
			pdfsteady.Options{Created: time.Unix(1727784000, 0), Profile: pdfa.SRGB(), Title: title}))
		return out.String()
	}
	first := settled(desk(t))
	time.Sleep(1100 * time.Millisecond)
	require.Equal(t, first, settled(desk(t)))
	require.Contains(t, first, "Blåbærtunet &amp; skole</rdf:li>")
	require.NotContains(t, first, StandIn)
	require.Contains(t, first, "/OutputIntents")
	require.Contains(t, first, "/FontFile")
}

func TestWhatIsLockedOrCutIsRefused(t *testing.T) {
	d := desk(t)
	whole := plain("/Author(x)")
	require.Empty(t, convert(t, d, whole, Document{Pages: 1}).Trouble)
	for name, content := range map[string]string{
		"cut":    whole[:len(whole)/2],
		"locked": strings.Replace(whole, "/Root 1 0 R", "/Root 1 0 R/Encrypt<</Filter/Standard/V 1/R 2/P -44/O("+strings.Repeat("o", 32)+")/U("+strings.Repeat("u", 32)+")>>/ID[(0123456789abcdef)(0123456789abcdef)]", 1),
	} {
		require.Equal(t, Result{Trouble: deposit.TroubleRefused}, convert(t, d, content, Document{Pages: 1}), name)
	}
}

func TestAProgramThatHangsOrFallsIsStopped(t *testing.T) {
	for script, want := range map[string]deposit.RenditionTrouble{"sleep 300": deposit.TroubleTime, "exit 139": deposit.TroubleCrash, "exit 1": deposit.TroubleRefused, "exit 0": deposit.TroubleRefused} {
		path := filepath.Join(t.TempDir(), "gs")
		require.NoError(t, os.WriteFile(path, []byte("#!/bin/sh\n"+script), 0o700))
		g, err := Find(path)
		require.NoError(t, err)
		d, err := g.Desk(t.TempDir(), nil)
		require.NoError(t, err)
		if want == deposit.TroubleTime {
			d.patience = 400 * time.Millisecond // the others have all the time they need on a busy machine
		}
		require.Equal(t, Result{Trouble: want}, convert(t, d, "%PDF-", Document{}), script)
	}
}

func TestWhatIsNoPDFIsNotEvenShown(t *testing.T) {
	for _, content := range []string{"", "hei", "%!PS-Adobe-3.0\nshowpage\n"} {
		require.Equal(t, Result{Trouble: deposit.TroubleDisguise}, convert(t, desk(t), content, Document{Pages: 1}), content)
	}
}

// TestNoFileOutsideIsRead lets the document be PostScript that reads a file: what stands outside the work folder must not be seen.
func TestNoFileOutsideIsRead(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "hemmelig.txt")
	require.NoError(t, os.WriteFile(secret, []byte("HEMMELIG"), 0o600))
	program := "%!PS %PDF-\n/Helvetica findfont 12 scalefont setfont 72 700 moveto (" + secret + ") (r) file 100 string readstring pop show showpage\n"
	require.Equal(t, Result{Trouble: deposit.TroubleRefused}, convert(t, desk(t), program, Document{Pages: 1}), "it pretends to be a PDF")
}

func TestTheVersionIsTold(t *testing.T) {
	g, err := Find("")
	require.NoError(t, err)
	version, err := g.Version(t.Context(), t.TempDir())
	require.NoError(t, err)
	require.Regexp(t, `^Ghostscript \d+\.\d+`, version)
	_, err = Find("/finnes/ikke/gs")
	require.ErrorIs(t, err, ErrNone)
}
