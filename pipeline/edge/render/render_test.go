package render_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/image/bmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/arkivdepot/arkivdepot/pipeline/edge/render"
)

func options() render.Options {
	return render.Options{Title: "Vedlegg 3", Creator: "arkivdepot prøve", Created: time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)}
}

func rendered(t *testing.T, puid string, data []byte) (string, render.Made, render.Reason) {
	var out bytes.Buffer
	made, reason, err := render.Render(t.Context(), render.Source{PUID: puid, R: bytes.NewReader(data), Size: int64(len(data))}, &out, options())
	require.NoError(t, err)
	return out.String(), made, reason
}

// has fails without printing the document.
func has(t *testing.T, pdf, part string, message ...any) {
	require.True(t, strings.Contains(pdf, part) || strings.Contains(inflated(pdf), part), append([]any{part}, message...)...)
}

// inflated is the streams of a document that deflate can read.
func inflated(pdf string) string {
	var all strings.Builder
	for _, part := range strings.Split(pdf, "stream\n") {
		if z, err := zlib.NewReader(strings.NewReader(part)); err == nil {
			_, _ = io.Copy(&all, z) // what cannot be read has no text
		}
	}
	return all.String()
}

// photo is a picture in colours.
func photo(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetRGBA(x, y, color.RGBA{uint8(x * 255 / w), uint8(y * 255 / h), 100, 255})
		}
	}
	return img
}

func encoded(t *testing.T, kind string, img image.Image) []byte {
	var b bytes.Buffer
	var err error
	switch kind {
	case "jpeg":
		err = jpeg.Encode(&b, img, nil)
	case "png":
		err = png.Encode(&b, img)
	case "gif":
		err = gif.Encode(&b, img, nil)
	case "bmp":
		err = bmp.Encode(&b, img)
	}
	require.NoError(t, err)
	return b.Bytes()
}

// exif puts an Exif block behind a JPEG file's first marker.
func exif(file []byte, orientation, dpi byte) []byte {
	block := []byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x03" +
		"\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(rune(orientation)) + "\x00\x00" +
		"\x01\x1A\x00\x05\x00\x00\x00\x01\x00\x00\x00\x32" +
		"\x01\x1B\x00\x05\x00\x00\x00\x01\x00\x00\x00\x32" +
		"\x00\x00\x00\x00" + "\x00\x00\x00" + string(rune(dpi)) + "\x00\x00\x00\x01")
	out := append([]byte{}, file[:2]...)
	out = append(out, 0xFF, 0xE1, 0, byte(len(block)+2))
	return append(append(out, block...), file[2:]...)
}

func TestPictures(t *testing.T) {
	small := photo(60, 40)
	for name, c := range map[string]struct {
		puid string
		data []byte
	}{
		"jpeg": {"fmt/43", encoded(t, "jpeg", small)}, "png": {"fmt/12", encoded(t, "png", small)}, "gif": {"fmt/4", encoded(t, "gif", small)}, "bmp": {"fmt/116", encoded(t, "bmp", small)},
	} {
		pdf, made, reason := rendered(t, c.puid, c.data)
		require.Empty(t, reason, name)
		require.Equal(t, render.Made{Pages: 1}, made, name)
		require.True(t, strings.HasPrefix(pdf, "%PDF-"), name)
		require.Equal(t, name == "jpeg", strings.Contains(pdf, string(c.data)), "%s: a JPEG file goes in as it is", name)
		again, _, _ := rendered(t, c.puid, c.data)
		require.True(t, pdf == again, "%s: the same bytes every time", name)
	}
}

func TestCamerasAreTurnedUpright(t *testing.T) {
	turned := exif(encoded(t, "jpeg", photo(300, 200)), 6, 100)
	pdf, made, reason := rendered(t, "fmt/645", turned)
	require.Empty(t, reason)
	require.Equal(t, []render.Note{{Code: render.Turned, Count: 1}}, made.Notes)
	has(t, pdf, "/Width 200/Height 300")
	has(t, pdf, "/MediaBox[0 0 144 216]", "200 × 300 dots at 100 an inch")
	pdf, made, _ = rendered(t, "fmt/645", exif(encoded(t, "jpeg", photo(300, 200)), 1, 100))
	require.Empty(t, made.Notes)
	has(t, pdf, "/MediaBox[0 0 216 144]")
}

func TestSizesThatNobodyMeansAreNotBelieved(t *testing.T) {
	pdf, _, _ := rendered(t, "fmt/645", exif(encoded(t, "jpeg", photo(3000, 2000)), 1, 72)) // a camera: 1,06 × 0,71 m
	has(t, pdf, "/MediaBox[0 0 841.89 595.276]", "A4 on its side")
	pdf, _, _ = rendered(t, "fmt/12", encoded(t, "png", photo(1, 1)))
	has(t, pdf, "/MediaBox[0 0 595.276 841.89]")
}

func TestDamagedPicturesHaveNoRendition(t *testing.T) {
	for puid, data := range map[string][]byte{"fmt/43": encoded(t, "jpeg", photo(200, 200)), "fmt/12": encoded(t, "png", photo(60, 60)), "fmt/4": encoded(t, "gif", photo(60, 60)), "fmt/116": encoded(t, "bmp", photo(60, 60))} {
		for _, cut := range []int{1, 20, len(data) / 2, len(data) - 40} {
			_, _, reason := rendered(t, puid, data[:cut])
			require.Equal(t, render.Damaged, reason, "%s after %d of %d bytes", puid, cut, len(data))
		}
	}
}

func TestReasons(t *testing.T) {
	frame := image.NewPaletted(image.Rect(0, 0, 4, 4), color.Palette{color.White, color.Black})
	var moving bytes.Buffer
	require.NoError(t, gif.EncodeAll(&moving, &gif.GIF{Image: []*image.Paletted{frame, frame}, Delay: []int{1, 1}}))
	for name, c := range map[string]struct {
		puid string
		data []byte
		want render.Reason
	}{
		"no byte": {"x-fmt/111", nil, render.Empty}, "white space": {"x-fmt/111", []byte(" \r\n\t\n"), render.Empty}, "no text": {"x-fmt/111", []byte("MZ\x90\x00\x03\x00\x00\x00\x04"), render.NotText},
		"another format": {"fmt/40", []byte("x"), render.Unsupported}, "moving": {"fmt/4", moving.Bytes(), render.Moving}, "no TIFF": {"fmt/353", []byte("II*\x00"), render.Damaged},
		"odd UTF-8": {"x-fmt/16", []byte("\xEF\xBB\xBFa\xFF"), render.Damaged},
	} {
		_, _, reason := rendered(t, c.puid, c.data)
		require.Equal(t, c.want, reason, name)
	}
}

func TestLimits(t *testing.T) {
	o := options()
	o.Limits = render.Limits{Bytes: 1 << 20, Pixels: 100, Text: 10}
	for puid, data := range map[string][]byte{"fmt/12": encoded(t, "png", photo(11, 10)), "x-fmt/111": []byte("elleve tegn"), "fmt/43": make([]byte, 1<<20+1)} {
		_, reason, err := render.Render(t.Context(), render.Source{PUID: puid, R: bytes.NewReader(data), Size: int64(len(data))}, io.Discard, o)
		require.NoError(t, err)
		require.Equal(t, render.TooLarge, reason)
	}
}

func TestTextsInOldCharacterSets(t *testing.T) {
	const said = "Blåbærsyltetøy og ØL på Ås.\r\nÆrlig talt."
	windows, err := charmap.Windows1252.NewEncoder().Bytes([]byte(said))
	require.NoError(t, err)
	dos, err := charmap.CodePage865.NewEncoder().Bytes([]byte(said + "\x1A"))
	require.NoError(t, err)
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(said))
	require.NoError(t, err)
	want, made, reason := rendered(t, "x-fmt/111", []byte(said))
	require.Empty(t, reason)
	require.Empty(t, made.Notes)
	for name, c := range map[string]struct {
		data  []byte
		notes []render.Note
	}{
		"Windows": {windows, []render.Note{{Code: render.Charset, Count: 1, Value: "Windows-1252"}}}, "DOS": {dos, []render.Note{{Code: render.Charset, Count: 1, Value: "CP865"}}},
		"UTF-16": {utf16, nil}, "UTF-16 without mark": {utf16[2:], []render.Note{{Code: render.Charset, Count: 1, Value: "UTF-16"}}}, "UTF-8 with mark": {append([]byte("\xEF\xBB\xBF"), said...), nil},
	} {
		pdf, made, reason := rendered(t, "x-fmt/111", c.data)
		require.Empty(t, reason, name)
		require.True(t, want == pdf, "%s is the same text, so the same document", name)
		require.Equal(t, c.notes, made.Notes, name)
	}
}

func TestCharactersWithoutGlyphAreTold(t *testing.T) {
	_, made, _ := rendered(t, "x-fmt/111", []byte("漢字 og שלום"))
	require.Equal(t, []render.Note{{Code: render.Glyphs, Count: 6}}, made.Notes)
}

func TestLongTextsCountTheirPages(t *testing.T) {
	_, made, _ := rendered(t, "x-fmt/111", []byte(strings.Repeat("En linje.\n", 1000)))
	require.Greater(t, made.Pages, 10)
	require.Less(t, made.Pages, 30)
}

func TestTablesOfAnyShape(t *testing.T) {
	for name, c := range map[string]struct{ data, has string }{
		"semicolons":    {"Navn;Født;Merknad\nÅse;1979;\"to;tre\"\n", "/TH"},
		"commas":        {"a,b\n1,2\n", "/TH"},
		"uneven":        {"a;b\n1;2;3\n", ""},
		"one column":    {"a\nb\n", ""},
		"many columns":  {strings.Repeat("x;", 20) + "\n", ""},
		"quotes astray": {"a;b\n1\";2\n", "/TH"},
	} {
		pdf, made, reason := rendered(t, "x-fmt/18", []byte(c.data))
		require.Empty(t, reason, name)
		require.Equal(t, 1, made.Pages, name)
		has(t, pdf, c.has, name)
	}
}

// full is a disk without room.
type full struct{ left int }

func (f *full) Write(b []byte) (int, error) {
	if f.left -= len(b); f.left < 0 {
		return 0, errors.New("no space left")
	}
	return len(b), nil
}

func TestTroubleWithTheDiskIsAnError(t *testing.T) {
	data := encoded(t, "png", photo(60, 40))
	s := render.Source{PUID: "fmt/12", R: bytes.NewReader(data), Size: int64(len(data))}
	for _, room := range []int{0, 100, 5000} {
		_, reason, err := render.Render(t.Context(), s, &full{room}, options())
		require.ErrorContains(t, err, "no space left")
		require.Empty(t, reason)
	}
	s.Size++ // the file became shorter
	_, _, err := render.Render(t.Context(), s, io.Discard, options())
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s.Size--
	_, _, err = render.Render(ctx, s, io.Discard, options())
	require.ErrorIs(t, err, context.Canceled)
}

// letter is an e-mail with a file and a letter attached.
const letter = "From: =?utf-8?Q?=C3=85se_Pr=C3=B8ve?= <aase@ppt.example>\r\nTo: Bjørn <bjorn@skole.example>\r\nCc: arkiv@ppt.example\r\n" +
	"Date: Mon, 18 Jan 2010 09:30:00 +0100\r\nSubject: =?utf-8?Q?Tilr=C3=A5ding?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" +
	"--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHei.\r\n\r\nHer er tilrådingen.\r\nHilsen Åse\r\n" +
	"--x\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"tilråding.pdf\"\r\n\r\n%PDF-1.4\r\n" +
	"--x\r\nContent-Type: message/rfc822\r\n\r\nFrom: bjorn@skole.example\r\nSubject: Spørsmål\r\n\r\nNår kommer den?\r\n--x--\r\n"

func TestLettersShowWhatStandsAboveThem(t *testing.T) {
	pdf, made, reason := rendered(t, "fmt/278", []byte(letter))
	require.Empty(t, reason)
	require.Equal(t, 2, made.Pages, "the attached letter begins a page")
	has(t, pdf, "/H1")
	has(t, pdf, "/TH")
}

func TestLettersInFormsThatNobodyReadsAreNotHalfPrinted(t *testing.T) {
	marked := []byte("From: a@b.example\r\nSubject: x\r\nContent-Type: text/html\r\n\r\n<p>Hei</p>\r\n")
	_, _, reason := rendered(t, "fmt/278", marked)
	require.Equal(t, render.Unsupported, reason)
	o := options()
	o.HTML = func(string) string { return "Hei" }
	_, reason, err := render.Render(t.Context(), render.Source{PUID: "fmt/278", R: bytes.NewReader(marked), Size: int64(len(marked))}, io.Discard, o)
	require.NoError(t, err)
	require.Empty(t, reason)
}

func TestWhatIsNoLetterIsDamaged(t *testing.T) {
	for _, puid := range []string{"fmt/278", "x-fmt/430"} {
		_, _, reason := rendered(t, puid, []byte("ingenting"))
		require.Equal(t, render.Damaged, reason)
	}
}
