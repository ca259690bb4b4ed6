package intake

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/archive"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/mail"
)

// cupboard opens parts as the adapter does: archives by their first bytes, else letters.
type cupboard struct{ fstest.MapFS }

func (c cupboard) Open(at string) (fs.File, error) {
	container, n, ok := deposit.CutPart(at)
	if !ok {
		return c.MapFS.Open(at)
	}
	holder, err := c.Open(container)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(holder)
	if err != nil {
		return nil, err
	}
	r := bytes.NewReader(data)
	var content []byte
	if archive.Is(r) {
		a, err := archive.Read(r, r.Size(), archive.Limits{})
		if err != nil {
			return nil, ErrDamaged
		}
		member, err := a.Open(n)
		if err != nil {
			return nil, ErrDamaged
		}
		if content, err = io.ReadAll(member); err != nil {
			return nil, ErrDamaged
		}
	} else {
		l, err := mail.ReadEML(r, mail.Limits{})
		if err != nil || n > len(l.Parts()) {
			return nil, ErrDamaged
		}
		content = l.Parts()[n-1].Content
	}
	return (fstest.MapFS{"del": {Data: content, ModTime: time.Unix(1, 0)}}).Open("del")
}

// byEnding tells formats by the ending of a name.
type byEnding struct{}

func (byEnding) Signature() string { return "test" }

func (byEnding) Identify(_ fs.File, name string) (Format, error) {
	return Format{PUID: map[string]string{".eml": "fmt/278", ".zip": "x-fmt/263", ".gz": "x-fmt/266", ".jpg": "fmt/43", ".txt": "x-fmt/111"}[path.Ext(name)], Name: "navn"}, nil
}

func letterWith(parts ...string) string {
	b := "From: a@skole.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nHei\r\n"
	for i := 0; i < len(parts); i += 2 {
		b += "--x\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\"" + parts[i] + "\"\r\n\r\n" +
			base64.StdEncoding.EncodeToString([]byte(parts[i+1])) + "\r\n"
	}
	return b + "--x--\r\n"
}

const letter = "From: a@skole.example\r\nSubject: x\r\n\r\nHei\r\n"

var opened = deposit.FormatPolicy{ID: "p", AsOf: policy.AsOf, Rules: append([]deposit.FormatRule{
	{ID: "epost", PUIDs: []string{"fmt/278"}, Verdict: deposit.FormatConvert, Converter: deposit.ConverterMail},
	{ID: "zip", PUIDs: []string{"x-fmt/263", "x-fmt/266"}, Verdict: deposit.FormatHeld, Container: true}}, policy.Rules...)}

// unpacked walks the room over files, named and filled in turn.
func unpacked(t require.TestingT, files ...string) (deposit.Taken, []deposit.Finding) {
	in, b, all := In{}, &bench{}, fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		all[files[i]] = &fstest.MapFile{Data: []byte(files[i+1]), ModTime: then}
		in.Files.Files = append(in.Files.Files, deposit.SourceFile{Ordinal: i/2 + 1, Path: files[i], Size: int64(len(files[i+1])), Modified: then.UnixNano()})
	}
	taken, err := New(cupboard{all}, byEnding{}, opened).Run(context.Background(), in, b)
	require.NoError(t, err)
	return taken, b.found
}

func codesOf(found []deposit.Finding) (codes []deposit.Code) {
	for _, f := range found {
		codes = append(codes, f.Code)
	}
	return codes
}

func TestLettersAndArchivesAreUnpacked(t *testing.T) {
	zipped := string(packed(t, "mappe/", "", "mappe/b.jpg", "b", "__MACOSX/._b.jpg", "x"))
	taken, found := unpacked(t, "1.eml", letterWith("c.jpg", "c", "d.zip", zipped), "2.jpg", "c")
	require.Equal(t, []deposit.Code{Archive, NoiseInside, Attachments, Beside}, codesOf(found))
	require.Equal(t, []string{"x-fmt/263", "navn", "2"}, found[0].Args)
	require.Equal(t, "1.eml//2", found[0].File)
	require.Equal(t, []string{"1", "2"}, found[3].Args, "one of two lies beside the letter")
	want := []deposit.TakenFile{
		{Ordinal: 1, Verdict: deposit.FormatConvert, Rule: "epost", PUID: "fmt/278", Parts: 2},
		{Ordinal: 2, Verdict: deposit.FormatAccepted, Rule: "bilde", PUID: "fmt/43"},
		{Ordinal: 3, Verdict: deposit.FormatAccepted, Rule: "bilde", PUID: "fmt/43", Inside: deposit.Inside{1, 1}, Name: "c.jpg"},
		{Ordinal: 4, Verdict: deposit.FormatUnpacked, Rule: "zip", PUID: "x-fmt/263", Inside: deposit.Inside{1, 2}, Name: "d.zip", Parts: 2},
		{Ordinal: 5, Verdict: deposit.FormatAccepted, Rule: "bilde", PUID: "fmt/43", Inside: deposit.Inside{1, 2, 1}, Name: "b.jpg"},
		{Ordinal: 6, Verdict: deposit.FormatNoise, Rule: deposit.RuleNoise, Inside: deposit.Inside{1, 2, 2}, Name: "._b.jpg"},
	}
	require.Len(t, taken.Files, len(want))
	for i, f := range taken.Files {
		require.NotEmpty(t, f.SHA256)
		require.Empty(t, f.Finding)
		f.SHA256, f.Size, f.Format = "", 0, ""
		require.Equal(t, want[i], f)
	}
	require.Equal(t, deposit.DigestOf([]byte("b")), taken.Files[4].SHA256)
}

func TestAPartThatMayNotGoAlongHoldsByItsNumber(t *testing.T) {
	taken, found := unpacked(t, "1.zip", string(packed(t, "a.jpg", "a", "Fjell Rask.exe", "MZ", "tom.jpg", "")))
	require.Equal(t, []deposit.Code{Unknown, Empty, Archive}, codesOf(found))
	require.Equal(t, []string{"1.zip//2", "1.zip//3"}, []string{found[0].File, found[1].File})
	require.Equal(t, []deposit.FindingID{"", "", found[0].ID(), found[1].ID()}, []deposit.FindingID{taken.Files[0].Finding, taken.Files[1].Finding, taken.Files[2].Finding,
		taken.Files[3].Finding})
}

// TestEveryReasonNotToUnpack holds the archive or letter itself: nothing of it is taken.
func TestEveryReasonNotToUnpack(t *testing.T) {
	many := make([]string, 0, 2*mostParts+2)
	for i := range mostParts + 1 {
		many = append(many, fmt.Sprintf("%d.jpg", i), "x")
	}
	nested := string(packed(t, "a.jpg", "a"))
	for i := range mostDepth {
		nested = string(packed(t, fmt.Sprintf("%d.zip", i), nested))
	}
	damaged := packed(t, "b.zip", string(packed(t, "b.jpg", "b")), "a.txt", "en setning som er lang nok")
	damaged[bytes.Index(damaged, []byte("a.txt"))+8] ^= 0xFF
	cut := letterWith("c.jpg", "c")
	for name, c := range map[string]struct {
		file, body string
		want       []deposit.Code
		files      int
	}{
		"another kind":   {"1.zip", "7z and so on", []deposit.Code{UnreadArchive}, 1},
		"empty":          {"1.zip", string(packed(t, "mappe/", "")), []deposit.Code{UnreadArchive}, 1},
		"a damaged file": {"1.zip", string(damaged), []deposit.Code{UnreadArchive}, 1},
		"too many":       {"1.zip", string(packed(t, many...)), []deposit.Code{TooManyParts}, 1},
		"many in two": {"1.zip", string(packed(t, "a.zip", string(packed(t, many[:1200]...)), "b.zip", string(packed(t, many[:1200]...)))),
			[]deposit.Code{Archive, TooManyParts, Archive}, 1 + 2 + 600},
		"too dense":         {"1.zip", string(packed(t, "a.jpg", string(make([]byte, 4<<20)))), []deposit.Code{TooDense}, 1},
		"too deep":          {"1.zip", nested, []deposit.Code{TooDeep, Archive, Archive, Archive}, 1 + mostDepth},
		"slip":              {"1.zip", string(packed(t, "../a.jpg", "a")), []deposit.Code{BadNames}, 1},
		"letter, cut":       {"1.eml", strings.TrimSuffix(cut, "--x--\r\n"), []deposit.Code{DamagedLetter}, 1},
		"letter of nothing": {"1.eml", letter, nil, 1},
		"gzip":              {"1.gz", "\x1F\x8B and so on", []deposit.Code{UnreadArchive}, 1},
	} {
		taken, found := unpacked(t, c.file, c.body)
		require.Equal(t, c.want, codesOf(found), name)
		require.Len(t, taken.Files, c.files, name)
		for i, f := range found {
			require.NotEmpty(t, deposit.Lookup(f.Code).Texts, name)
			if deposit.Lookup(f.Code).Severity == deposit.Hold {
				require.Equal(t, found[i].ID(), taken.Files[c.files-1].Finding, name)
			}
		}
	}
}

// TestUnpackingIsWholeOrNothing packs trees of archives with a damaged one among them: every part has a verdict, its container stands before it with so many
// parts as it says, and of a held container nothing is there.
func TestUnpackingIsWholeOrNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		taken, _ := unpacked(t, "1.zip", tree(t, 0), "2.eml", letterWith("a.zip", tree(t, 1)))
		parts := map[string]int{}
		for i, f := range taken.Files {
			require.Equal(t, i+1, f.Ordinal)
			require.NotEmpty(t, f.SHA256)
			if len(f.Inside) > 0 {
				holder := f.Inside[:len(f.Inside)-1]
				parts[fmt.Sprint(holder)]++
				require.Equal(t, parts[fmt.Sprint(holder)], f.Inside[len(f.Inside)-1], "in the order of the archive, none left out")
			}
		}
		for _, f := range taken.Files {
			require.Equal(t, f.Parts, parts[fmt.Sprint([]int(f.Place()))])
			require.Equal(t, f.Verdict == deposit.FormatUnpacked, f.PUID == "x-fmt/263" && f.Finding == "")
		}
	})
}

func tree(t *rapid.T, depth int) string {
	var members []string
	for i := range rapid.IntRange(1, 3).Draw(t, "members") {
		if depth < 4 && rapid.Bool().Draw(t, "archive") {
			members = append(members, fmt.Sprintf("%d.zip", i), tree(t, depth+1))
		} else {
			members = append(members, fmt.Sprintf("%d.txt", i), "noe tekst "+strings.Repeat("x", i))
		}
	}
	data := packed(t, members...)
	if rapid.IntRange(0, 5).Draw(t, "damaged") == 0 {
		data[rapid.IntRange(0, len(data)-1).Draw(t, "at")] ^= 0x55
	}
	return string(data)
}
