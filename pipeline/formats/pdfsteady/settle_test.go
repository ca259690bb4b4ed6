package pdfsteady

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// shape is a PDF as a converter writes it at some hour.
type shape struct {
	hour    int
	profile int    // bytes of the compressed profile, which vary with the hour
	info    string // more in the document information
	xmp     string
	trailer string
	gs      bool
}

// bytes writes the objects with their table.
func (s shape) bytes() []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.6\n")
	date := fmt.Sprintf("20261122%02d1500", s.hour)
	iso := fmt.Sprintf("2026-11-22T%02d:15:00", s.hour)
	xmp := "<?xpacket begin=''?><xmp:CreateDate>" + iso + "Z</xmp:CreateDate>" + s.xmp + "<?xpacket end='w'?>"
	info := "<</Title<FEFF0042>/CreationDate(D:" + date + "Z')" + s.info + ">>"
	if s.gs {
		info = "<</Producer(GPL)/CreationDate(D:" + date + "+01'00')\n/ModDate(D:" + date + "+01'00')\n/Title(arkivdepot)>>"
		xmp = "<?xpacket begin=''?><d xmp:CreateDate='" + iso + "+01:00'><xmp:ModifyDate>" + iso + "+01:00</xmp:ModifyDate>" +
			fmt.Sprintf("<e xapMM:DocumentID='uuid:92e766aa-1e26-11fd-0000-%012d'/>", s.hour) +
			"<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>arkivdepot</rdf:li></rdf:Alt></dc:title><?xpacket end='w'?>"
	}
	objects := []string{
		"<</Type/Catalog/OutputIntents[4 0 R]/Metadata 5 0 R>>",
		"<</N 3/Length 3 0 R/Filter/FlateDecode>>\nstream\n" + strings.Repeat(string(rune('a'+s.hour)), s.profile) + "\nendstream",
		fmt.Sprint(s.profile),
		"<</Type/OutputIntent/S/GTS_PDFA1/DestOutputProfile 2 0 R>>",
		fmt.Sprintf("<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n%s\nendstream", len(xmp), xmp),
		info,
	}
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
	id := fmt.Sprintf("%032X", s.hour)
	fmt.Fprintf(&out, "trailer\n<</Size 7/Root 1 0 R/Info 6 0 R\n/ID [ <%s>\n<%s> ]\n%s>>\nstartxref\n%d\n%%%%EOF\n", id, id, s.trailer, at)
	return out.Bytes()
}

func options() Options {
	return Options{Created: time.Date(2024, 10, 1, 12, 0, 0, 0, time.FixedZone("", 3600)), Profile: []byte("profil")}
}

func settled(t require.TestingT, data []byte, o Options) []byte {
	var out bytes.Buffer
	require.NoError(t, Settle(&out, bytes.NewReader(data), int64(len(data)), o))
	return out.Bytes()
}

func TestTwoRunsGiveTheSameBytes(t *testing.T) {
	for name, s := range map[string]shape{"LibreOffice": {trailer: "/DocChecksum /%032X\n"}, "Ghostscript": {gs: true}} {
		t.Run(name, func(t *testing.T) {
			first, second := s, s
			first.hour, first.profile, second.hour, second.profile = 9, 100, 17, 98
			if !s.gs {
				first.trailer, second.trailer = fmt.Sprintf(s.trailer, 1), fmt.Sprintf(s.trailer, 2)
			}
			a, b := settled(t, first.bytes(), options()), settled(t, second.bytes(), options())
			require.Equal(t, string(a), string(b))
			require.Contains(t, string(a), "(D:20241001110000Z)")
			require.Contains(t, string(a), "2024-10-01T11:00:00Z")
			require.Equal(t, string(a), string(settled(t, a, options())), "a settled file stays as it is")
			everyObjectStandsWhereItSays(t, a)
		})
	}
}

// everyObjectStandsWhereItSays reads the table and the lengths of the new file.
func everyObjectStandsWhereItSays(t *testing.T, data []byte) {
	f, err := openFile(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	for number := 1; number < len(f.table)/entrySize; number++ {
		o, err := f.object(number)
		require.NoError(t, err, "object %d", number)
		if m := regexp.MustCompile(`(?s)/Length (\d+)>>\nstream\n(.*)\nendstream`).FindSubmatch(o.data); m != nil {
			require.Equal(t, string(m[1]), fmt.Sprint(len(m[2])), "object %d", number)
		}
	}
}

func TestOtherContentGivesAnotherIdentifier(t *testing.T) {
	id := func(s shape) string {
		return string(trailerIDs.FindSubmatch(settled(t, s.bytes(), options()))[1])
	}
	require.Equal(t, id(shape{hour: 1, profile: 10}), id(shape{hour: 2, profile: 11}))
	require.NotEqual(t, id(shape{}), id(shape{info: "/Author(x)"}))
}

func TestATitleOfAnyLengthReplacesTheStandIn(t *testing.T) {
	o := options()
	for _, title := range []string{"Å", "Blåbær & <rødgrøt> – 冬", strings.Repeat("lang ", 200), "linje\nto"} {
		o.Title = title
		data := settled(t, shape{gs: true}.bytes(), o)
		require.Contains(t, string(data), string(hexText(title)))
		require.Contains(t, string(data), "'x-default'>"+string(xmlText(title))+"</rdf:li>")
		require.NotContains(t, string(data), "arkivdepot")
		everyObjectStandsWhereItSays(t, data)
	}
}

func TestWhatIsNotOfTheKnownShapeStaysAsItIs(t *testing.T) {
	plain := string(shape{}.bytes())
	for name, data := range map[string]string{
		"empty": "", "no PDF": "hei", "cut": plain[:len(plain)-40],
		"two dates":            string(shape{info: "/CreationDate(D:20200101000000Z)"}.bytes()),
		"a date in hex":        string(shape{info: "/ModDate<443A>"}.bytes()),
		"two dates in XMP":     string(shape{xmp: "<xmp:CreateDate>2020-01-01T00:00:00Z</xmp:CreateDate>"}.bytes()),
		"an earlier table":     string(shape{trailer: "/Prev 9 "}.bytes()),
		"encrypted":            string(shape{trailer: "/Encrypt 9 0 R "}.bytes()),
		"two identifiers":      string(shape{trailer: "/ID[<00000000000000000000000000000000><00000000000000000000000000000000>]"}.bytes()),
		"four components":      strings.Replace(plain, "/N 3", "/N 4", 1),
		"compressed XMP":       strings.Replace(plain, "/Subtype/XML", "/Filter/DCT ", 1),
		"no such object":       strings.Replace(plain, "/Info 6 0 R", "/Info 9 0 R", 1),
		"a table that lies":    strings.Replace(plain, "0000000009 00000 n", "0000000010 00000 n", 1),
		"startxref beyond end": regexp.MustCompile(`startxref\n\d+`).ReplaceAllString(plain, "startxref\n999999999"),
	} {
		var out bytes.Buffer
		err := Settle(&out, strings.NewReader(data), int64(len(data)), options())
		var unsteady Unsteady
		require.ErrorAs(t, err, &unsteady, name)
		require.Zero(t, out.Len(), "%s: nothing may be written", name)
	}
}

// TestNoBytesMakeItFall draws damage: whatever stands in the file, Settle says so or writes one whose objects it finds.
func TestNoBytesMakeItFall(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data := shape{hour: rapid.IntRange(0, 23).Draw(t, "hour"), profile: rapid.IntRange(0, 300).Draw(t, "profile"), gs: rapid.Bool().Draw(t, "gs")}.bytes()
		for range rapid.IntRange(0, 6).Draw(t, "hits") {
			at := rapid.IntRange(0, len(data)-1).Draw(t, "at")
			data[at] = rapid.Byte().Draw(t, "byte")
		}
		var out bytes.Buffer
		if Settle(&out, bytes.NewReader(data), int64(len(data)), options()) != nil {
			require.Zero(t, out.Len())
		}
	})
}

// TestAnIdentifierInLettersIsSettledToo: Ghostscript chooses the shorter way of writing it.
func TestAnIdentifierInLettersIsSettledToo(t *testing.T) {
	hex := shape{gs: true, profile: 50}.bytes()
	letters := bytes.ReplaceAll(hex, fmt.Appendf(nil, "<%032X>", 0), []byte("(\x01\\)a\\\\\xFF\nb)"))
	require.NotEqual(t, hex, letters)
	require.Equal(t, settled(t, hex, options()), settled(t, letters, options()))
}
