package pronom

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/rooms/intake"
)

func TestSignatureNamesItsFiles(t *testing.T) {
	require.Contains(t, loaded(t).Signature(), "DROID_SignatureFile_V")
}

func TestIdentify(t *testing.T) {
	pdf := "%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
	for name, c := range map[string]struct {
		file, body string
		want       intake.Format
	}{
		"pdf":             {"brev.pdf", pdf, intake.Format{PUID: "fmt/18"}},
		"wrong extension": {"brev.docx", pdf, intake.Format{PUID: "fmt/18", WrongExtension: true}},
		"only a name":     {"brev.odt", strings.Repeat("\x01\x02\xfe", 400), intake.Format{PUID: "x-fmt/3", ByExtensionOnly: true}},
		"unknown":         {"brev.qqq", strings.Repeat("\x01\x02\xfe", 400), intake.Format{}},
		"empty":           {"brev.pdf", "", intake.Format{}},
		"empty, odd name": {"brev", "", intake.Format{}},
		"plain text":      {"notat.txt", "Notat om oppfølging av tiltak.\n", intake.Format{PUID: "x-fmt/111"}},
		"docx":            {"brev.docx", docx(t), intake.Format{PUID: "fmt/412"}},
		"cut docx":        {"brev.docx", docx(t)[:200], intake.Format{PUID: "x-fmt/263", WrongExtension: true}},
	} {
		t.Run(name, func(t *testing.T) {
			got := identify(t, loaded(t), c.file, c.body)
			if name == "cut docx" {
				require.NotEqual(t, "fmt/412", got.PUID, "a cut container must not pass as a whole one unnoticed")
				return
			}
			require.Equal(t, c.want.PUID, got.PUID, "%+v", got)
			require.Equal(t, c.want.ByExtensionOnly, got.ByExtensionOnly, "%+v", got)
			require.Equal(t, c.want.WrongExtension, got.WrongExtension, "%+v", got)
		})
	}
}

func TestSeveralGoroutinesShareOneSetOfSignatures(t *testing.T) {
	engine := loaded(t)
	bodies := map[string]string{"fmt/18": "%PDF-1.4\n%%EOF\n", "fmt/412": docx(t), "x-fmt/111": "Notat\n"}
	names := map[string]string{"fmt/18": "a.pdf", "fmt/412": "a.docx", "x-fmt/111": "a.txt"}
	var wg sync.WaitGroup
	for puid, body := range bodies {
		for range 4 {
			wg.Go(func() {
				for range 10 {
					if got := identify(t, engine, names[puid], body); got.PUID != puid {
						t.Errorf("got %s, want %s", got.PUID, puid)
					}
				}
			})
		}
	}
	wg.Wait()
}

var load = sync.OnceValues(New)

func loaded(t *testing.T) *Identifier {
	t.Helper()
	engine, err := load()
	require.NoError(t, err)
	return engine
}

func identify(t *testing.T, engine *Identifier, name, body string) intake.Format {
	t.Helper()
	at := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(at, []byte(body), 0o600))
	file, err := os.Open(at)
	require.NoError(t, err)
	defer file.Close()
	got, err := engine.Identify(file, at)
	require.NoError(t, err)
	return got
}

func docx(t *testing.T) string {
	t.Helper()
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"word/document.xml", `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>`},
	} {
		w, err := archive.Create(part[0])
		require.NoError(t, err)
		_, err = w.Write([]byte(part[1]))
		require.NoError(t, err)
	}
	require.NoError(t, archive.Close())
	return out.String()
}
