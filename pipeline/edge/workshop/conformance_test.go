//go:build conformance

package workshop

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/pronom"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/verapdf"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup/oracle"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/convert"
)

// TestNoRenditionIsRejectedByVeraPDF converts a mixed corpus of more than three hundred files and has veraPDF judge every rendition. What the workshop takes
// for valid it must not reject; of the undamaged files at least 95 % must come out.
func TestNoRenditionIsRejectedByVeraPDF(t *testing.T) {
	files, damaged := generated(t), map[string]bool{}
	for path, content := range samples(t) {
		files[path], damaged[path] = content, true // many are damaged on purpose: they count for the judge, not for the share
	}
	byWay := map[convert.Way][]convert.Job{}
	identifier, err := pronom.New()
	require.NoError(t, err)
	w := shop(t, files, nil)
	total := 0
	for _, path := range slices.Sorted(keys(files)) {
		f, err := files.Open(path)
		require.NoError(t, err)
		format, err := identifier.Identify(f, path)
		require.NoError(t, err)
		if way, ok := w.Way(format.PUID); ok {
			byWay[way] = append(byWay[way], jobs(files, format.PUID, path)...)
			total++
		}
	}
	require.Greater(t, total, 300)
	place, err := w.Place(t.Context())
	require.NoError(t, err)
	defer func() { require.NoError(t, place.Close()) }()
	dir, n, whole, came := t.TempDir(), 0, 0, 0
	troubles := map[string]int{}
	for way, all := range byWay {
		for batch := range slices.Chunk(all, 20) {
			answers, err := place.Make(t.Context(), way, batch)
			require.NoError(t, err)
			for i, a := range answers {
				ok := a.Rendition.Outcome == deposit.RenditionMade
				if !damaged[batch[i].Path] {
					whole++
					if ok {
						came++
					}
				}
				if a.Rendition.Outcome == deposit.RenditionKept {
					troubles["kept as the PDF/A that it says it is"]++
					continue
				}
				if !ok {
					troubles[way.Tool+" "+string(a.Rendition.Trouble)]++
					t.Logf("%s %s: %s", way.Tool, batch[i].Path, a.Rendition.Trouble)
					continue
				}
				n++
				save(t, a, filepath.Join(dir, fmt.Sprintf("%04d.pdf", n)))
			}
		}
	}
	t.Logf("%d files, %d renditions; of the undamaged %d of %d; troubles %v", total, n, came, whole, troubles)
	require.GreaterOrEqual(t, came*100, whole*95)
	judged(t, dir, n)
}

// TestFilesThatClaimPDFAAreJudgedAsTheTestSuiteSays has the user's veraPDF (--verapdf) judge the files of its own test suite, whose names say what they are, and
// what was made of those that fail.
func TestFilesThatClaimPDFAAreJudgedAsTheTestSuiteSays(t *testing.T) {
	files := samples(t)
	identifier, err := pronom.New()
	require.NoError(t, err)
	oracle.Run(t, oracle.Tool(t, "setup"), "verapdf")
	judge, err := verapdf.Open(t.Context(), "java -cp "+filepath.Join(oraclesHome(t), "verapdf", "lib", "*")+" org.verapdf.apps.GreenfieldCliWrapper")
	require.NoError(t, err)
	w := shop(t, files, func(o *Options) { o.Judge = judge })
	var all []convert.Job
	for _, path := range slices.Sorted(keys(files)) {
		f, err := files.Open(path)
		require.NoError(t, err)
		format, err := identifier.Identify(f, path)
		require.NoError(t, err)
		if claimed[format.PUID] && strings.Contains(path, "PDF_A-2b") {
			all = append(all, jobs(files, format.PUID, path)...)
		}
	}
	require.Greater(t, len(all), 15)
	got, contents := made(t, w, all)
	dir, n := t.TempDir(), 0
	for i, r := range got {
		require.Equal(t, strings.Contains(all[i].Path, "-pass-"), r.Outcome == deposit.RenditionKept, "%s: %+v", all[i].Path, r)
		if r.Outcome == deposit.RenditionMade {
			n++
			require.NoError(t, os.WriteFile(filepath.Join(dir, fmt.Sprintf("%04d.pdf", n)), contents[i], 0o600))
		}
	}
	t.Logf("%d files that claim PDF/A-2b, %d converted", len(all), n)
	judged(t, dir, n)
}

// oraclesHome is where the judges lie.
func oraclesHome(t *testing.T) string {
	if dir := os.Getenv("ORACLES_HOME"); dir != "" {
		return dir
	}
	cache, err := os.UserCacheDir()
	require.NoError(t, err)
	return filepath.Join(cache, "arkivdepot-oracles")
}

func save(t *testing.T, a convert.Made, path string) {
	r, err := a.Open()
	require.NoError(t, err)
	out, err := os.Create(path)
	require.NoError(t, err)
	_, err = out.ReadFrom(r)
	require.NoError(t, err)
	require.NoError(t, r.Close())
	require.NoError(t, out.Close())
}

// judged has veraPDF judge all in one start.
func judged(t *testing.T, dir string, n int) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.pdf"))
	require.NoError(t, err)
	out := oracle.Run(t, oracle.Tool(t, "verapdf"), append([]string{"2b"}, paths...)...)
	require.Equal(t, n, strings.Count(out, "valid\t"), out)
}

func keys(s sources) func(func(string) bool) {
	return func(yield func(string) bool) {
		for path := range s {
			if !yield(path) {
				return
			}
		}
	}
}

// samples is every published file.
func samples(t *testing.T) sources {
	s := sources{}
	root := oracle.Standards(t, "samples", "formats")
	require.NoError(t, filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() || strings.HasSuffix(path, ".zip") {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(root, path)
		s[filepath.ToSlash(rel)] = string(data)
		return err
	}))
	require.NotEmpty(t, s, "the samples: %s", root)
	return s
}

// generated is documents of our own: text in many shapes, PDF without embedded fonts, letters.
func generated(t *testing.T) sources {
	s := sources{}
	for i := range 90 {
		text := strings.Repeat(fmt.Sprintf(`Avsnitt %d: eleven leser godt, regner raskt og skriver lite i fag nummer %d.\par `, i, i*7), 1+i%40)
		s[fmt.Sprintf("egne/%03d.rtf", i)] = `{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 ` + []string{"Arial", "Calibri", "Comic Sans MS", "Times New Roman"}[i%4] + `;}}\f0 ` + text + `}`
		s[fmt.Sprintf("egne/%03d.pdf", i)] = plainPDF(1+i%9, []string{"(Vurdering)", "<FEFF0042006C00E50062006100720020>", "()"}[i%3])
		s[fmt.Sprintf("egne/%03d.odt", i)] = odt(t, i)
		s[fmt.Sprintf("egne/%03d.eml", i)] = fmt.Sprintf("From: Skolen <post@skole.invalid>\r\nTo: PPT <ppt@kommune.invalid>\r\nSubject: Sak %d\r\nDate: Mon, 2 Jan 2012 10:00:00 +0100\r\n"+
			"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nMessage-ID: <%d@skole.invalid>\r\n\r\nHei, møtet blir på mandag klokken %d.\r\n", i, i, 8+i%8)
		if i%3 == 0 { // with an annex
			s[fmt.Sprintf("egne/%03d.xlsx", i)] = commented(t, i)
		}
	}
	return s
}

// odt is a small text with a table.
func odt(t *testing.T, i int) string {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	const ns = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:version="1.2"`
	cell := `<table:table-cell><text:p>celle ` + fmt.Sprint(i) + ` i tabellen</text:p></table:table-cell>`
	body := strings.Repeat(`<text:p>Et avsnitt om eleven, med tall `+fmt.Sprint(i)+` og mange ord etter hverandre i en lang linje som brytes.</text:p>`, 1+i%30) +
		`<table:table><table:table-column/><table:table-column/><table:table-row>` + cell + cell + `</table:table-row></table:table>`
	for _, m := range [][2]string{{"mimetype", "application/vnd.oasis.opendocument.text"},
		{"content.xml", `<?xml version="1.0" encoding="UTF-8"?><office:document-content ` + ns + `><office:body><office:text>` + body + `</office:text></office:body></office:document-content>`},
		{"META-INF/manifest.xml", `<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">` +
			`<manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`}} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: m[0], Method: zip.Store})
		require.NoError(t, err)
		_, err = w.Write([]byte(m[1]))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return out.String()
}
