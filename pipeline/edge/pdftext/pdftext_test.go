package pdftext

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/words"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/passages"
)

var reader *Reader

// TestMain starts pdfium once: compiling it takes seconds.
func TestMain(m *testing.M) {
	ctx := context.Background()
	var err error
	reader, err = Open(ctx, Options{CacheDir: cacheDir(), Workers: 2, Time: 20 * time.Second})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	if err := reader.Close(ctx); err != nil {
		code = 1
	}
	os.Exit(code)
}

// cacheDir keeps the compiled code between runs of the tests.
func cacheDir() string {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	return filepath.Join(cache, "arkivdepot-test", "pdfium")
}

func of(t testing.TB, puid string, raw []byte) (words.Text, words.Reason) {
	text, why, err := reader.Words().Of(t.Context(), puid, words.Source{R: bytes.NewReader(raw), Size: int64(len(raw))})
	require.NoError(t, err)
	return text, why
}

var said = []string{"Eleven er henvist av skolen fordi lesingen går tregt, og fordi foreldrene er bekymret.",
	"Prøvene viser at avkodingen ligger 1,5 standardavvik under gjennomsnittet – forståelsen er god.", "PP-tjenesten tilrår 4 timer spesialundervisning i uka, «ikke mer»."}

// report makes a PDF of paragraphs over several pages, with a footer that has the page's number.
func report(t testing.TB, paragraphs []string, picture bool) []byte {
	var out bytes.Buffer
	doc, err := pdfa.New(&out, pdfa.Options{Title: "Sakkyndig vurdering", Lang: "nb-NO", Creator: "prøve", Created: time.Date(2004, 5, 6, 7, 8, 9, 0, time.UTC),
		Furniture: func(page, pages int) pdfa.Furniture {
			return pdfa.Furniture{Footer: []pdfa.FurnitureLine{{Left: "PP-tjenesten", Right: fmt.Sprintf("Side %d av %d", page, pages)}}}
		}})
	require.NoError(t, err)
	doc.Heading(1, "Sakkyndig vurdering")
	for _, p := range paragraphs {
		doc.Paragraph(p)
	}
	if picture {
		img := image.NewRGBA(image.Rect(0, 0, 20, 20))
		img.Set(3, 3, color.Black)
		doc.Figure(doc.Image(img).Figure("En prikk", 20, 20), pdfa.Left)
	}
	require.NoError(t, doc.Close())
	return out.Bytes()
}

func TestPDF(t *testing.T) {
	text, why := of(t, "fmt/476", report(t, said, true))
	require.Empty(t, why)
	require.Equal(t, 1, text.Pages)
	require.Equal(t, "Sakkyndig vurdering", text.Title)
	require.Len(t, text.Beside, 1)
	require.Equal(t, words.Pictures, text.Beside[0].Kind)
	require.Equal(t, 1, text.Beside[0].Count)
	require.Len(t, text.Beside[0].SHA256, 1)
	for _, p := range said {
		require.Contains(t, strings.Join(strings.Fields(text.Body), " "), p)
	}
}

// A draft is found in the PDF of its final, over pages, with a footer between the halves of a sentence.
func TestADraftIsCarriedByItsPDF(t *testing.T) {
	var long []string
	for i := range 80 {
		long = append(long, fmt.Sprintf("Dette er avsnitt %d i rapporten. %s", i, said[i%3]))
	}
	text, why := of(t, "fmt/476", report(t, long, false))
	require.Empty(t, why)
	require.Greater(t, text.Pages, 2)
	final := passages.Prepare(text.Body)
	got := passages.Carried(passages.Prepare(strings.Join(long[3:70], "\n\n")), final)
	require.True(t, got.Carried, "%+v", got)
	changed := strings.Replace(strings.Join(long, "\n\n"), "avsnitt 41 i", "avsnitt 14 i", 1)
	require.False(t, passages.Carried(passages.Prepare(changed), final).Carried)
}

// encrypted is a PDF whose user password is not empty.
const encrypted = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n" +
	"3 0 obj<</Filter/Standard/V 1/R 2/P -4/O<0123456789012345678901234567890123456789012345678901234567890123>/U<9876543210987654321098765432109876543210987654321098765432109876>>>endobj\n" +
	"trailer<</Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]/Size 4>>\n%%EOF\n"

func TestWhatHasNoText(t *testing.T) {
	_, why := of(t, "fmt/18", []byte("ikke en pdf"))
	require.Equal(t, words.Unreadable, why)
	_, why = of(t, "fmt/18", []byte(encrypted))
	require.Equal(t, words.Locked, why)
	scan := report(t, nil, true)
	scan = bytes.ReplaceAll(scan, []byte("BT"), []byte("  "))
	text, _ := of(t, "fmt/476", scan)
	require.Len(t, text.Beside, 1, "pictures are told of whether or not there is text")
}

func TestDamagedFilesAreRefusedOrRead(t *testing.T) {
	whole := report(t, said, true)
	for i := range 60 {
		spoilt := bytes.Clone(whole)
		for k := range 30 {
			spoilt[(i*7919+k*104729)%len(spoilt)] ^= byte(1 + i + k)
		}
		of(t, "fmt/18", spoilt)
		of(t, "fmt/18", whole[:len(whole)*i/60])
	}
	_, why := of(t, "fmt/476", whole)
	require.Empty(t, why, "the worker after a damaged file is as good as new")
}

func TestSeveralAtOnceReadTheSame(t *testing.T) {
	raw := report(t, said, true)
	want, _ := of(t, "fmt/476", raw)
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			got, _, err := reader.Words().Of(t.Context(), "fmt/476", words.Source{R: bytes.NewReader(raw), Size: int64(len(raw))})
			if err != nil || got.Body != want.Body {
				t.Errorf("%v %q", err, got.Body)
			}
		})
	}
	all.Wait()
}

func TestAnEndedContextEndsReading(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	raw := report(t, said, false)
	_, err := reader.Text(ctx, words.Source{R: bytes.NewReader(raw), Size: int64(len(raw))})
	require.ErrorIs(t, err, context.Canceled)
}

func TestADocumentThatTakesTooLongIsTooLarge(t *testing.T) {
	hasty, err := Open(t.Context(), Options{CacheDir: cacheDir(), Time: time.Nanosecond})
	require.NoError(t, err)
	raw := report(t, said, true)
	for range 3 {
		_, why, err := hasty.Words().Of(t.Context(), "fmt/476", words.Source{R: bytes.NewReader(raw), Size: int64(len(raw))})
		require.NoError(t, err)
		require.Equal(t, words.TooLarge, why)
	}
	require.NoError(t, hasty.Close(t.Context()))
}

// A worker that would never end is ended: pdfium is stopped in the midst of drawing a page of 100 megapixels.
func TestAWorkerIsStoppedInTheMidstOfItsWork(t *testing.T) {
	hasty, err := Open(t.Context(), Options{CacheDir: cacheDir(), Time: 300 * time.Millisecond, Memory: 2048})
	require.NoError(t, err)
	raw := report(t, said, true)
	start := time.Now()
	_, err = hasty.PNG(t.Context(), raw, 0, 870)
	require.ErrorIs(t, err, words.TooLarge)
	require.Less(t, time.Since(start), 8*time.Second, "drawing it takes longer")
	require.NoError(t, hasty.Close(t.Context()))
}

func TestPNG(t *testing.T) {
	drawn, err := reader.PNG(t.Context(), report(t, said, false), 0, 50)
	require.NoError(t, err)
	img, err := png.Decode(bytes.NewReader(drawn))
	require.NoError(t, err)
	require.InDelta(t, 413, img.Bounds().Dx(), 2, "A4 at 50 dots an inch")
	_, err = reader.PNG(t.Context(), report(t, said, false), 7, 50)
	require.ErrorIs(t, err, words.Unreadable)
}

func TestLetter(t *testing.T) {
	raw := "From: a@x.example\r\nTo: b@x.example\r\nSubject: =?utf-8?Q?M=C3=B8te?=\r\nDate: Tue, 5 Mar 2019 14:05:06 +0100\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" +
		"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Hei <b>du</b></p>\r\n--b\r\nContent-Type: application/pdf\r\n\r\nx\r\n--b--\r\n"
	text, why := of(t, "fmt/278", []byte(raw))
	require.Empty(t, why)
	require.Equal(t, "a@x.example\n\nb@x.example\n\nMøte\n\n2019-03-05 13:05\n\nHei du\n\n", text.Body)
	require.Equal(t, words.Attachments, text.Beside[0].Kind)
	for raw, want := range map[string]words.Reason{"ikke et brev": words.Unreadable, "From: a\nContent-Type: multipart/encrypted; boundary=b\n\n--b\n\nx\n--b--\n": words.Locked,
		"From: a\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nkuttet": words.Unreadable} {
		_, why := of(t, "fmt/278", []byte(raw))
		require.Equal(t, want, why, raw)
	}
	_, why = of(t, "x-fmt/430", []byte(raw))
	require.Equal(t, words.Unreadable, why)
}

func TestOpenTellsOfItsCache(t *testing.T) {
	file := filepath.Join(t.TempDir(), "fil")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	_, err := Open(t.Context(), Options{CacheDir: filepath.Join(file, "under")})
	require.Error(t, err)
	require.False(t, errors.Is(err, words.Unreadable))
}
