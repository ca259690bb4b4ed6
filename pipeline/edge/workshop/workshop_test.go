package workshop

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/ghostscript"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/pronom"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/soffice"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/convert"
)

// sources is what was handed in.
type sources map[string]string

func (s sources) Open(path string) (fs.File, error) {
	all := fstest.MapFS{}
	for name, content := range s {
		all[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return all.Open(path)
}

func shop(t testing.TB, s sources, change func(*Options)) *Workshop {
	identifier, err := pronom.New()
	require.NoError(t, err)
	office, err := soffice.Find("")
	require.NoError(t, err, "LibreOffice: make tools")
	gs, err := ghostscript.Find("")
	require.NoError(t, err, "Ghostscript: make tools")
	o := Options{Dir: filepath.Join(t.TempDir(), "verksted"), Sources: s, Identifier: identifier, Created: time.Unix(1727784000, 0), Office: &office, Ghostscript: &gs,
		Version: "1", Reader: reader}
	if change != nil {
		change(&o)
	}
	return New(o)
}

func jobs(s sources, puid string, paths ...string) []convert.Job {
	var all []convert.Job
	for _, path := range paths {
		all = append(all, convert.Job{Path: path, SHA256: deposit.DigestOf([]byte(s[path])), Size: int64(len(s[path])), PUID: puid})
	}
	return all
}

// made makes the jobs and gives the bytes of what was made.
func made(t testing.TB, w *Workshop, all []convert.Job) ([]deposit.Rendition, [][]byte) {
	place, err := w.Place(t.Context())
	require.NoError(t, err)
	defer func() { require.NoError(t, place.Close()) }()
	way, ok := w.Way(all[0].PUID)
	require.True(t, ok)
	answers, err := place.Make(t.Context(), way, all)
	require.NoError(t, err)
	var renditions []deposit.Rendition
	var contents [][]byte
	for _, a := range answers {
		var data []byte
		if a.Rendition.Outcome == deposit.RenditionMade {
			r, err := a.Open()
			require.NoError(t, err)
			data, err = io.ReadAll(r)
			require.NoError(t, err)
			require.NoError(t, r.Close())
		}
		renditions, contents = append(renditions, a.Rendition), append(contents, data)
	}
	return renditions, contents
}

func checked(t testing.TB, r deposit.Rendition, what string) deposit.RenditionCheck {
	c, ok := r.Check(what)
	require.True(t, ok, "%s: %+v", what, r)
	return c
}

const rtfText = `{\rtf1\ansi\ansicpg1252{\info{\title Bl\'e5b\'e6r}}{\b Sakkyndig vurdering}\par Eleven leser godt og regner raskt, men skriver lite.\par ` +
	`Skolen tilr\'e5r to timer i uken i liten gruppe.\par}`

func TestAnOfficeDocumentBecomesPDFAWithItsText(t *testing.T) {
	s := sources{"a.rtf": rtfText, "b.rtf": strings.ReplaceAll(rtfText, "to timer", "fem timer"), "c.rtf": "ikke RTF"}
	all := jobs(s, "fmt/50", "a.rtf", "b.rtf", "c.rtf")
	got, contents := made(t, shop(t, s, nil), all)
	r := got[0]
	require.Equal(t, deposit.RenditionMade, r.Outcome, "%+v", r)
	require.Equal(t, "fmt/477", r.PUID)
	require.Regexp(t, `^LibreOffice \d`, r.Tool)
	require.Equal(t, deposit.RenditionCheck{What: "pages", Seen: "ok", N: 1}, checked(t, r, "pages"))
	require.Equal(t, "ok", checked(t, r, "text").Seen)
	require.Equal(t, "not_checked", checked(t, r, "verapdf").Seen)
	require.Equal(t, "PDF/A-2b", checked(t, r, "claim").More)
	require.NotEqual(t, contents[0], contents[1])
	require.Equal(t, deposit.TroubleDisguise, got[2].Trouble)

	_, again := made(t, shop(t, s, nil), all[:1])
	require.Equal(t, contents[0], again[0], "another run, alone")
}

func TestAPlaceMayLieBelowWhereTheProgramWasStarted(t *testing.T) {
	t.Chdir(t.TempDir())
	s := sources{"a.rtf": rtfText, "a.pdf": plainPDF(1, "(x)")}
	for puid, path := range map[string]string{"fmt/50": "a.rtf", "fmt/18": "a.pdf"} {
		got, _ := made(t, shop(t, s, func(o *Options) { o.Dir = "arbeid" }), jobs(s, puid, path))
		require.Equal(t, deposit.RenditionMade, got[0].Outcome)
	}
}

func TestWhatChangedSinceItWasTakenInIsNotConverted(t *testing.T) {
	s := sources{"a.rtf": rtfText}
	all := jobs(s, "fmt/50", "a.rtf", "borte.rtf")
	all[0].SHA256 = deposit.DigestOf([]byte("noe annet"))
	got, _ := made(t, shop(t, s, nil), all)
	require.Equal(t, deposit.TroubleChanged, got[0].Trouble)
	require.Equal(t, deposit.TroubleChanged, got[1].Trouble)
}

// TestARenditionThatLostSomethingIsNone lets programs answer with PDFs that are not those of the source.
func TestARenditionThatLostSomethingIsNone(t *testing.T) {
	good := sources{"a.rtf": rtfText}
	_, contents := made(t, shop(t, good, nil), jobs(good, "fmt/50", "a.rtf"))
	kept := filepath.Join(t.TempDir(), "annen.pdf")
	require.NoError(t, os.WriteFile(kept, contents[0], 0o600))
	claimless := filepath.Join(t.TempDir(), "uten.pdf")
	require.NoError(t, os.WriteFile(claimless, bytes.ReplaceAll(contents[0], []byte("GTS_PDFA1"), []byte("GTS_PDFX1")), 0o600))
	for path, trouble := range map[string]deposit.RenditionTrouble{kept: deposit.TroubleText, claimless: deposit.TroubleClaim} {
		office := fakeOffice(t, path)
		s := sources{"b.rtf": `{\rtf1\ansi En helt annen tekst om en annen elev, som ikke st\'e5r i den andre filen i det hele tatt.\par}`}
		got, _ := made(t, shop(t, s, func(o *Options) { o.Office = &office }), jobs(s, "fmt/50", "b.rtf"))
		require.Equal(t, trouble, got[0].Trouble)
	}
}

// fakeOffice answers every document with the same PDF.
func fakeOffice(t *testing.T, pdf string) soffice.Office {
	path := filepath.Join(t.TempDir(), "soffice")
	script := "#!/bin/bash\n[[ \" $* \" == *--version* ]] && { echo LibreOffice 7.4.0.0; exit; }\n" +
		"for a; do case $prev in --outdir) out=$a;; esac; prev=$a; done\n" +
		"for a; do case $a in *.rtf) cp '" + pdf + "' \"$out/$(basename \"${a%.*}\").pdf\";; esac; done\n"
	require.NoError(t, os.WriteFile(path, []byte(script), 0o700))
	o, err := soffice.Find(path)
	require.NoError(t, err)
	return o
}

func TestAPDFKeepsItsPagesItsTextAndItsTitle(t *testing.T) {
	s := sources{"a.pdf": plainPDF(3, "<FEFF0042006C00E50062006100720020>"), "kuttet.pdf": plainPDF(3, "(x)")[:400], "tekst.pdf": "ikke en PDF"}
	got, contents := made(t, shop(t, s, nil), jobs(s, "fmt/18", "a.pdf", "kuttet.pdf", "tekst.pdf"))
	r := got[0]
	require.Equal(t, deposit.RenditionMade, r.Outcome, "%+v", r)
	require.Equal(t, "fmt/477", r.PUID)
	require.Equal(t, 3, checked(t, r, "pages").N)
	require.Equal(t, "ok", checked(t, r, "title").Seen)
	require.Equal(t, deposit.RenditionCheck{What: "text", Seen: "ok", N: 1000}, checked(t, r, "text"))
	_, steady := r.Check("steady")
	require.False(t, steady, "it is the same in every run")
	require.Equal(t, []deposit.RenditionTrouble{deposit.TroubleRefused, deposit.TroubleRefused}, []deposit.RenditionTrouble{got[1].Trouble, got[2].Trouble})
	_, again := made(t, shop(t, s, nil), jobs(s, "fmt/18", "a.pdf"))
	require.Equal(t, contents[0], again[0])
}

// plainPDF has pages of text in a font that is not embedded.
func plainPDF(pages int, title string) string {
	var out bytes.Buffer
	out.WriteString("%PDF-1.4\n")
	kids := ""
	var objects []string
	for i := range pages {
		text := fmt.Sprintf("BT /F1 12 Tf 72 720 Td (Side %d handler om eleven som leser godt og regner raskt hver dag.) Tj ET", i+1)
		kids += fmt.Sprintf("%d 0 R ", 5+2*i)
		objects = append(objects, fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>", 6+2*i),
			fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(text), text))
	}
	objects = append([]string{"<</Type/Catalog/Pages 2 0 R>>", fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids, pages),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>", "<</Title" + title + ">>"}, objects...)
	var places []int
	for i, o := range objects {
		places = append(places, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, p := range places {
		fmt.Fprintf(&out, "%010d 00000 n \n", p)
	}
	fmt.Fprintf(&out, "trailer\n<</Size %d/Root 1 0 R/Info 4 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, at)
	return out.String()
}

func TestWhatHasNoProgramHereIsMissing(t *testing.T) {
	w := New(Options{})
	for puid, missing := range map[string]bool{"fmt/40": true, "fmt/18": true, "fmt/4": false} {
		way, ok := w.Way(puid)
		require.True(t, ok, puid)
		require.Equal(t, missing, w.Missing(way), puid)
	}
	for _, puid := range []string{"fmt/494", "x-fmt/263", ""} {
		_, ok := w.Way(puid)
		require.False(t, ok, "%s: nobody reads it", puid)
	}
}
