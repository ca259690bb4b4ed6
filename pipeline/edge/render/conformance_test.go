//go:build conformance

package render_test

// What other programs say of our renditions:
//
//	go test -tags conformance ./pipeline/edge/render/
//
// veraPDF is found in the directory that ARKIVDEPOT_ORACLES names, or beside the module in ../shared/oracles. libtiff-tools, poppler-utils and qpdf must be
// installed: apt-get install libtiff-tools poppler-utils qpdf. A judge that cannot run fails the test.

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/image/tiff"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup/oracle"
)

// scans is one page in every way that libtiff writes it, and several pages in one file.
func scans(t *testing.T, dir string) map[string][]byte {
	files := map[string][]byte{}
	page := photo(403, 301)
	var b bytes.Buffer
	require.NoError(t, tiff.Encode(&b, page, nil))
	clear, colour := filepath.Join(dir, "clear.tif"), filepath.Join(dir, "colour.tif")
	require.NoError(t, os.WriteFile(clear, b.Bytes(), 0o600))
	oracle.Run(t, "tiff2rgba", "-n", "-c", "none", clear, colour)
	gray, ink := filepath.Join(dir, "gray.tif"), filepath.Join(dir, "ink.tif")
	oracle.Run(t, "tiff2bw", colour, gray)
	oracle.Run(t, "tiffdither", gray, ink)
	keep := func(name string, command string, args ...string) string {
		path := filepath.Join(dir, name+".tif")
		oracle.Run(t, command, append(args, path)...)
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		files[name] = data
		return path
	}
	for _, how := range []string{"none", "packbits", "lzw", "lzw:2", "zip", "zip:2", "jpeg", "jpeg:r"} {
		name := strings.ReplaceAll(how, ":", "-")
		keep("colour-"+name, "tiffcp", "-r", "304", "-c", how, colour)
		keep("colour-rows-"+name, "tiffcp", "-r", "16", "-c", how, colour)
		keep("colour-tiles-"+name, "tiffcp", "-t", "-w", "64", "-l", "64", "-c", how, colour)
		keep("colour-big-"+name, "tiffcp", "-B", "-r", "48", "-c", how, colour)
		if how != "jpeg" && how != "jpeg:r" {
			keep("colour-planes-"+name, "tiffcp", "-p", "separate", "-c", how, colour)
		}
		if how != "jpeg:r" {
			keep("gray-"+name, "tiffcp", "-r", "8", "-c", how, gray)
		}
	}
	for _, how := range []string{"none", "packbits", "lzw", "zip", "g3", "g3:1d", "g3:2d", "g3:2d:fill", "g4"} {
		name := strings.ReplaceAll(how, ":", "-")
		keep("ink-"+name, "tiffcp", "-c", how, ink)
		keep("ink-rows-"+name, "tiffcp", "-r", "37", "-c", how, ink)
		keep("ink-low-"+name, "tiffcp", "-f", "lsb2msb", "-c", how, ink)
	}
	keep("ink-tiles", "tiffcp", "-t", "-w", "64", "-l", "64", "-c", "g4", ink)
	keep("several", "tiffcp", colour, ink, gray)
	return files
}

func TestJudges(t *testing.T) {
	dir := t.TempDir()
	puids := map[string]string{}
	sources := map[string][]byte{}
	add := func(name, puid string, data []byte) { sources[name], puids[name] = data, puid }
	for name, data := range scans(t, dir) {
		add(name, "fmt/353", data)
	}
	for name, c := range samples(t) {
		add(name, c.puid, c.data)
	}
	var paths []string
	for name, data := range sources {
		pdf, made, reason := rendered(t, puids[name], data)
		require.Empty(t, reason, name)
		path := filepath.Join(dir, name+".pdf")
		require.NoError(t, os.WriteFile(path, []byte(pdf), 0o600))
		paths = append(paths, path)
		require.Contains(t, oracle.Run(t, "pdfinfo", path), fmt.Sprintf("Pages:           %d\n", made.Pages), name)
		require.Contains(t, oracle.Run(t, "qpdf", "--check", path), "No syntax or stream encoding errors found", name)
	}
	for _, flavour := range []string{"2a", "ua1", "2b"} {
		out := oracle.Run(t, oracle.Tool(t, "verapdf"), append([]string{flavour}, paths...)...)
		require.Equal(t, len(paths), strings.Count(out, "valid\t"), out)
	}
}

// TestPagesLookAlike compares every way of writing the page with the plainest one, as poppler draws it.
func TestPagesLookAlike(t *testing.T) {
	dir := t.TempDir()
	drawn := func(name string, data []byte) string {
		pdf, _, reason := rendered(t, "fmt/353", data)
		require.Empty(t, reason, name)
		path := filepath.Join(dir, name+".pdf")
		require.NoError(t, os.WriteFile(path, []byte(pdf), 0o600))
		return oracle.Run(t, "pdftoppm", "-r", "72", path)
	}
	files := scans(t, dir)
	for kind, lossless := range map[string]string{"colour": "colour-none", "gray": "gray-none", "ink": "ink-none"} {
		want := drawn(lossless, files[lossless])
		for name, data := range files {
			if !strings.HasPrefix(name, kind+"-") {
				continue
			}
			got := drawn(name, data)
			require.Len(t, got, len(want), name)
			worst := 0
			for i := range want {
				worst = max(worst, int(want[i])-int(got[i]), int(got[i])-int(want[i]))
			}
			most := 3
			if strings.Contains(name, "jpeg") {
				most = 24
			}
			require.LessOrEqual(t, worst, most, "%s differs from %s", name, lossless)
		}
	}
}

// TestPopplerReadsTheLetter finds header, text and list in the order in which they are read.
func TestPopplerReadsTheLetter(t *testing.T) {
	pdf, _, reason := rendered(t, "fmt/278", []byte(letter))
	require.Empty(t, reason)
	path := filepath.Join(t.TempDir(), "letter.pdf")
	require.NoError(t, os.WriteFile(path, []byte(pdf), 0o600))
	rest := oracle.Run(t, "pdftotext", "-layout", path, "-")
	for _, part := range []string{"Tilråding", "Fra", "Åse Prøve <aase@ppt.example>", "Til", "Bjørn", "Kopi", "Dato", "18.01.2010 09:30 (+01:00)", "Emne", "Hei.", "Her er tilrådingen.", "Hilsen Åse",
		"Vedlegg", "tilråding.pdf", "application/pdf", "Vedlagt e-post: 2 Spørsmål", "bjorn@skole.example", "Når kommer den?"} {
		_, after, ok := strings.Cut(rest, part)
		require.True(t, ok, "%q is missing, or stands too early", part)
		rest = after
	}
}

// sample is a file to be rendered.
type sample struct {
	puid string
	data []byte
}

// samples is one file of each kind that needs no other program to be made.
func samples(t *testing.T) map[string]sample {
	turned := encoded(t, "jpeg", photo(300, 200))
	return map[string]sample{
		"jpeg": {"fmt/43", encoded(t, "jpeg", photo(300, 200))}, "png": {"fmt/12", encoded(t, "png", photo(60, 40))}, "gif": {"fmt/4", encoded(t, "gif", photo(60, 40))},
		"bmp": {"fmt/116", encoded(t, "bmp", photo(60, 40))}, "camera": {"fmt/645", exif(turned, 6, 100)}, "dot": {"fmt/12", encoded(t, "png", photo(1, 1))},
		"text":   {"x-fmt/111", []byte("Tekst på én linje\n\n\tinnrykk\f" + strings.Repeat("lang ", 300) + "\nČálliidagat שלום 漢\n")},
		"letter": {"fmt/278", []byte(letter)}, "wide letter": {"fmt/278", []byte(strings.Replace(letter, "To: ", "To: "+strings.Repeat("en.lang.adresse@skole.example, ", 200), 1))},
		"long": {"x-fmt/111", []byte(strings.Repeat("En linje.\n", 500))},
		"csv":  {"x-fmt/18", []byte("Navn;Født;Merknad\nÅse;1979;\"to;tre\"\n" + strings.Repeat("a;b;"+strings.Repeat("c ", 300)+"\n", 40))},
	}
}
