package pdfa_test

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/stretchr/testify/require"
)

// A reader of the package's own PDF/A-1 files, whose objects all lie open: strict where a viewer would be forgiving.

type pdfFile struct {
	t       require.TestingT
	objects map[int][]byte // between "n 0 obj" and "endobj"
	trailer string
}

var (
	reStart   = regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n$`)
	reLength  = regexp.MustCompile(`/Length (\d+)>>\nstream\n`)
	reBfchar  = regexp.MustCompile(`(?m)^<([0-9A-F]{4})><([0-9A-F]+)>$`)
	reFontRef = regexp.MustCompile(`/(F\d) (\d+) 0 R`)
	reRef     = regexp.MustCompile(`(\d+) 0 R`)
)

func readPDF(t require.TestingT, data []byte) *pdfFile {
	f := &pdfFile{t: t, objects: map[int][]byte{}}
	start := reStart.FindSubmatch(data)
	require.NotNil(t, start, "no startxref at the end")
	at, err := strconv.Atoi(string(start[1]))
	require.NoError(t, err)
	table, trailer, ok := strings.Cut(string(data[at:]), "trailer\n")
	require.True(t, ok)
	f.trailer = trailer
	lines := strings.Split(table, "\n")
	for i, entry := range lines[3 : len(lines)-1] {
		require.Len(t, entry, 19, "entry of object %d", i+1)
		offset, err := strconv.Atoi(entry[:10])
		require.NoError(t, err)
		head := fmt.Sprintf("%d 0 obj\n", i+1)
		require.True(t, bytes.HasPrefix(data[offset:], []byte(head)), "object %d is not at %d", i+1, offset)
		body := data[offset+len(head):]
		end := bytes.Index(body, []byte("\nendobj\n"))
		if m := reLength.FindSubmatchIndex(body[:min(len(body), 600)]); m != nil && m[0] < end {
			length, _ := strconv.Atoi(string(body[m[2]:m[3]]))
			end = m[1] + length + len("\nendstream")
			require.True(t, bytes.HasPrefix(body[end-len("\nendstream"):], []byte("\nendstream\nendobj\n")), "length of stream %d", i+1)
		}
		f.objects[i+1] = body[:end]
	}
	return f
}

// inflated is the data of a compressed stream.
func (f *pdfFile) inflated(n int) []byte {
	m := reLength.FindIndex(f.objects[n])
	require.NotNil(f.t, m, "object %d is no stream", n)
	z, err := zlib.NewReader(bytes.NewReader(f.objects[n][m[1]:]))
	require.NoError(f.t, err)
	out, err := io.ReadAll(z)
	require.NoError(f.t, err)
	return out
}

// with returns the objects that hold a text, in order of number.
func (f *pdfFile) with(text string) (out []int) {
	for n := 1; n <= len(f.objects); n++ {
		if bytes.Contains(f.objects[n], []byte(text)) {
			out = append(out, n)
		}
	}
	return out
}

func (f *pdfFile) number(object int, key string) int {
	m := regexp.MustCompile(regexp.QuoteMeta(key) + `\s*\[?(\d+)`).FindSubmatch(f.objects[object])
	require.NotNil(f.t, m, "%s in object %d", key, object)
	n, _ := strconv.Atoi(string(m[1]))
	return n
}

// toUnicode is the map of every font by its resource name.
func (f *pdfFile) toUnicode() map[string]map[string]string {
	fonts := map[string]map[string]string{}
	page := f.with("/Type/Page/")[0]
	for _, m := range reFontRef.FindAllSubmatch(f.objects[f.number(page, "/Font ")], -1) {
		n, _ := strconv.Atoi(string(m[2]))
		chars := map[string]string{}
		for _, c := range reBfchar.FindAllSubmatch(f.inflated(f.number(n, "/ToUnicode ")), -1) {
			chars[string(c[1])] = utf16Text(f.t, string(c[2]))
			require.NotContains(f.t, []string{"0000", "FEFF", "FFFE"}, string(c[2]), "ISO 19005-2, 6.2.11.7.2")
		}
		fonts[string(m[1])] = chars
	}
	return fonts
}

func utf16Text(t require.TestingT, digits string) string {
	raw, err := hex.DecodeString(digits)
	require.NoError(t, err)
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = uint16(raw[2*i])<<8 | uint16(raw[2*i+1])
	}
	return string(utf16.Decode(units))
}

// contents returns the content streams of all pages, first what belongs to the text, then furniture.
func (f *pdfFile) contents() (out []string) {
	for _, p := range f.with("/Type/Page/") {
		part := regexp.MustCompile(`/Contents\[([^\]]+)\]`).FindSubmatch(f.objects[p])
		require.NotNil(f.t, part)
		for _, r := range reRef.FindAllSubmatch(part[1], -1) {
			n, _ := strconv.Atoi(string(r[1]))
			out = append(out, string(f.inflated(n)))
		}
	}
	return out
}

// text is all that is tagged, in order, as a screen reader would get it.
func (f *pdfFile) text() string {
	fonts := f.toUnicode()
	var b strings.Builder
	for _, content := range f.contents() {
		r := contentReader{t: f.t, fonts: fonts, out: &b}
		for _, l := range strings.Split(strings.TrimSuffix(content, "\n"), "\n") {
			r.line(l)
		}
		require.Empty(f.t, r.open, "marked content left open")
		require.False(f.t, r.inText, "text left open")
	}
	return b.String()
}

type contentReader struct {
	t      require.TestingT
	fonts  map[string]map[string]string
	out    *strings.Builder
	open   []string // marked content
	font   string
	inText bool
}

func (r *contentReader) line(l string) {
	switch {
	case strings.HasSuffix(l, "BDC"), strings.HasSuffix(l, "BMC"):
		r.open = append(r.open, l)
		if _, actual, ok := strings.Cut(l, "/ActualText<FEFF"); ok && !r.artifact() {
			r.out.WriteString(utf16Text(r.t, strings.TrimSuffix(actual, ">>>BDC")))
		}
	case l == "EMC":
		require.NotEmpty(r.t, r.open)
		r.open = r.open[:len(r.open)-1]
	case l == "BT", l == "ET":
		require.Equal(r.t, l == "ET", r.inText)
		r.inText, r.font = l == "BT", ""
	case strings.HasSuffix(l, "Tf"):
		r.font = strings.TrimPrefix(strings.Fields(l)[0], "/")
	case strings.HasSuffix(l, ">Tj"):
		require.NotEmpty(r.t, r.open, "text that is neither tagged nor artifact")
		r.show(strings.TrimSuffix(strings.TrimPrefix(l, "<"), ">Tj"))
	case strings.HasSuffix(l, "]TJ"):
		require.NotEmpty(r.t, r.open, "text that is neither tagged nor artifact")
		r.show(l[strings.Index(l, "<")+1 : strings.Index(l, ">")])
	case strings.HasSuffix(l, ")Tj"):
		require.NotEmpty(r.t, r.open, "text that is neither tagged nor artifact")
		r.show(r.literal(strings.TrimSuffix(strings.TrimPrefix(l, "("), ")Tj")))
	}
}

// literal is the bytes of a literal string in hexadecimal (ISO 32000-1, 7.3.4.2).
func (r *contentReader) literal(s string) string {
	require.NotContains(r.t, s, "\r", "a reader makes this a line feed")
	var b []byte
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '\\' {
			i++
			require.Less(r.t, i, len(s))
			switch c = s[i]; c {
			case 'r':
				c = '\r'
			case 'n':
				c = '\n'
			default:
				require.Contains(r.t, "()\\", string(c))
			}
		} else {
			require.NotContains(r.t, "()", string(c), "a bracket that is not escaped")
		}
		b = append(b, c)
	}
	return strings.ToUpper(hex.EncodeToString(b))
}

func (r *contentReader) artifact() bool { return strings.HasPrefix(r.open[0], "/Artifact") }

func (r *contentReader) show(codes string) {
	replaced := strings.Contains(r.open[len(r.open)-1], "/ActualText")
	for i := 0; i < len(codes); i += 4 {
		text, ok := r.fonts[r.font][codes[i:i+4]]
		require.True(r.t, ok, "code %s of font %q is not in ToUnicode", codes[i:i+4], r.font)
		if !replaced && !r.artifact() {
			r.out.WriteString(text)
		}
	}
}
