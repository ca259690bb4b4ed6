package dias

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const uuid = "6b2f7d2e-0000-4000-8000-000000000099"

var at = time.Date(2024, 5, 1, 12, 30, 0, 123, time.FixedZone("CEST", 7200))

var layout = Layout{ID: uuid, Documents: StandardDocuments}

// contents are the files of a small package, in any order.
func contents() map[string]string {
	return map[string]string{
		METS: "<mets/>", METSSchema: "<xs/>", Log: "<premis/>", PREMIS: "<premis/>", PREMISSchema: "<xs/>", ADDML: "<addml/>",
		layout.InContent("arkivstruktur.xml"): "<arkiv/>", layout.InContent("arkivstruktur.xsd"): "<xs/>",
		layout.InContent("metadatakatalog.xsd"): "<xs/>", layout.Document("0003/Åse og Øy.pdf"): "%PDF", layout.Document("0003-1.pdf"): "",
	}
}

func sealed(t *testing.T, files map[string]string) ([]byte, Sealed) {
	t.Helper()
	names := []string{Descriptive}
	for name := range files {
		names = append(names, name)
	}
	slices.SortFunc(names, ComparePaths)
	var out bytes.Buffer
	w, err := NewWriter(&out, layout.Root(), at)
	require.NoError(t, err)
	for _, name := range names {
		if name == Descriptive {
			require.NoError(t, w.AddFolder(name))
			continue
		}
		_, err := w.Add(File{Path: name, Size: int64(len(files[name]))}, strings.NewReader(files[name]))
		require.NoError(t, err)
	}
	s, err := w.Close()
	require.NoError(t, err)
	return out.Bytes(), s
}

func headers(t *testing.T, doc []byte) []*tar.Header {
	t.Helper()
	var found []*tar.Header
	r := tar.NewReader(bytes.NewReader(doc))
	for {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return found
		}
		require.NoError(t, err)
		found = append(found, h)
	}
}

func TestTarIsTheSameEveryTimeAndKnowsItself(t *testing.T) {
	doc, s := sealed(t, contents())
	again, _ := sealed(t, contents())
	assert.Equal(t, doc, again)
	crc := NewCRC32C()
	_, _ = crc.Write(doc)
	assert.Equal(t, Sealed{CRC32C: crc.Sum32(), Size: int64(len(doc)), Members: 17, Files: 11, Content: 65}, s)
	sum := sha256.Sum256(doc)
	assert.Equal(t, "6409103e", hex.EncodeToString(sum[:4]), "the bytes of a package never change; if they must, a decision says why")
}

func TestTarHasNeutralHeadersInOrder(t *testing.T) {
	doc, _ := sealed(t, contents())
	var names []string
	for _, h := range headers(t, doc) {
		names = append(names, strings.TrimPrefix(h.Name, uuid))
		assert.Zero(t, h.Uid+h.Gid)
		assert.Empty(t, h.Uname+h.Gname)
		assert.True(t, h.ModTime.Equal(at.Truncate(time.Second)))
		if h.Typeflag == tar.TypeDir {
			assert.EqualValues(t, 0o755, h.Mode)
		} else {
			assert.EqualValues(t, 0o644, h.Mode)
		}
		if isASCII(h.Name) {
			assert.Equal(t, tar.FormatUSTAR, h.Format, "PAX only when needed")
		} else {
			assert.Equal(t, tar.FormatPAX, h.Format)
		}
	}
	assert.Equal(t, []string{
		"/", "/administrative_metadata/", "/administrative_metadata/addml.xml", "/administrative_metadata/dias-premis.xml",
		"/administrative_metadata/dias-premis.xsd", "/content/", "/content/DOKUMENT/", "/content/DOKUMENT/0003/",
		"/content/DOKUMENT/0003/Åse og Øy.pdf", "/content/DOKUMENT/0003-1.pdf", "/content/arkivstruktur.xml",
		"/content/arkivstruktur.xsd", "/content/metadatakatalog.xsd", "/descriptive_metadata/", "/dias-mets.xml",
		"/dias-mets.xsd", "/log.xml",
	}, names)
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > 127 }) < 0
}

func TestTarHoldsLongNames(t *testing.T) {
	long := "content/DOKUMENT/" + strings.Repeat("mappe/", 30) + strings.Repeat("x", 120) + ".pdf"
	doc, _ := sealed(t, map[string]string{long: "1"})
	all := headers(t, doc)
	names := make([]string, 0, len(all))
	for _, h := range all {
		names = append(names, h.Name)
	}
	assert.Contains(t, names, uuid+"/"+long)
}

func TestTarWriterRefuses(t *testing.T) {
	add := func(path string) func(*Writer) error {
		return func(w *Writer) error {
			_, err := w.Add(File{Path: path, Size: 1}, strings.NewReader("x"))
			return err
		}
	}
	sized := func(size int64, sum, text string) func(*Writer) error {
		return func(w *Writer) error {
			_, err := w.Add(File{Path: "z", Size: size, SHA256: sum}, strings.NewReader(text))
			return err
		}
	}
	cases := []struct {
		name  string
		write func(*Writer) error
		want  error
		final bool
	}{
		{"escape", add("../Ola"), ErrName, false},
		{"absolute", add("/Ola"), ErrName, false},
		{"inner escape", add("content/../../Ola"), ErrName, false},
		{"backslash", add(`content\Ola`), ErrName, false},
		{"drive", add("C:/Ola"), ErrName, false},
		{"empty", add(""), ErrName, false},
		{"double slash", add("content//Ola"), ErrName, false},
		{"control character", add("content/Ola\n"), ErrName, false},
		{"trailing dot", add("content/Ola."), ErrName, false},
		{"bad UTF-8", add("content/Ola\xe6"), ErrName, false},
		{"too long", add(strings.Repeat("å", 128)), ErrName, false},
		{"not NFC (trap 12)", add("content/Ola A\u030a"), ErrNotNFC, false},
		{"again", add("m"), ErrOrder, false},
		{"before", add("a"), ErrOrder, false},
		{"below a file", add("m/Ola"), ErrOrder, false},
		{"shorter than announced", sized(3, "", "Ol"), ErrSize, true},
		{"longer than announced", sized(1, "", "Ola"), ErrSize, true},
		{"negative size", sized(-1, "", ""), ErrSize, true},
		{"another checksum", sized(3, strings.Repeat("00", 32), "Ola"), ErrChecksum, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			w, err := NewWriter(&out, uuid, at)
			require.NoError(t, err)
			require.NoError(t, add("m")(w))
			err = c.write(w)
			var fault *MemberError
			require.ErrorAs(t, err, &fault)
			require.ErrorIs(t, err, c.want)
			assert.NotContains(t, err.Error(), "Ola")
			_, err = w.Close()
			assert.Equal(t, c.final, err != nil, "what was half written stays unsealed")
		})
	}
	_, err := NewWriter(io.Discard, "a/b", at)
	require.ErrorIs(t, err, ErrName)
	_, err = NewWriter(io.Discard, "..", at)
	require.ErrorIs(t, err, ErrName)
	_, err = NewWriter(io.Discard, uuid, time.Time{})
	require.ErrorIs(t, err, ErrTime)
}

type brokenWriter struct{ left int }

var errDisk = errors.New("no space left on device")

func (b *brokenWriter) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, errDisk
	}
	return len(p), nil
}

func TestTarWriterReportsTheDisk(t *testing.T) {
	w, err := NewWriter(&brokenWriter{left: 100_000}, uuid, at)
	require.NoError(t, err)
	big := strings.Repeat("x", 1<<20)
	_, err = w.Add(File{Path: "a", Size: int64(len(big))}, strings.NewReader(big))
	require.ErrorIs(t, err, errDisk)
	require.ErrorIs(t, err, ErrOutput, "told apart from trouble with what is added")
	_, err = w.Add(File{Path: "b", Size: 0}, strings.NewReader(""))
	require.ErrorIs(t, err, errDisk, "a write error is final")
	_, err = w.Close()
	require.ErrorIs(t, err, errDisk)
}

func TestTarWriterReportsTheSource(t *testing.T) {
	w, err := NewWriter(io.Discard, uuid, at)
	require.NoError(t, err)
	_, err = w.Add(File{Path: "a", Size: 3}, io.MultiReader(strings.NewReader("x"), brokenReader{}))
	require.ErrorIs(t, err, errDisk)
	require.NotErrorIs(t, err, ErrOutput)
	_, err = w.Close()
	require.ErrorIs(t, err, errDisk)
}

// TestAFaultThatShowsAtTheEndIsTold has a disk that is full for the very last buffer: nothing but Close can tell.
func TestAFaultThatShowsAtTheEndIsTold(t *testing.T) {
	w, err := NewWriter(&brokenWriter{left: 100}, uuid, at)
	require.NoError(t, err)
	_, err = w.Add(File{Path: "a", Size: 1}, strings.NewReader("x"))
	require.NoError(t, err)
	_, err = w.Close()
	require.ErrorIs(t, err, errDisk)
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, errDisk }

// BenchmarkTarWriter writes files of 50 kB, the size of issue 3's measure; one operation is one file.
func BenchmarkTarWriter(b *testing.B) {
	w, err := NewWriter(io.Discard, uuid, at)
	if err != nil {
		b.Fatal(err)
	}
	content := bytes.Repeat([]byte("0123456789"), 5000)
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n++
		name := fmt.Sprintf("content/DOKUMENT/%09d.pdf", n)
		if _, err := w.Add(File{Path: name, Size: int64(len(content))}, bytes.NewReader(content)); err != nil {
			b.Fatal(err)
		}
	}
}
