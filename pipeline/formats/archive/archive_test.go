package archive

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// member is a file to be packed; kind is the type of a tar entry, or of a Unix file in a zip.
type member struct {
	name, body string
	link       bool
}

func zipOf(t require.TestingT, members ...member) []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, m := range members {
		h := &zip.FileHeader{Name: m.name, Method: zip.Deflate}
		if m.link {
			h.SetMode(fs.ModeSymlink | 0o777)
		}
		w, err := z.CreateHeader(h)
		require.NoError(t, err)
		_, err = io.WriteString(w, m.body)
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return out.Bytes()
}

func tarOf(t require.TestingT, members ...member) []byte {
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, m := range members {
		h := &tar.Header{Name: m.name, Size: int64(len(m.body)), Mode: 0o600}
		switch {
		case m.link:
			h.Typeflag, h.Linkname, h.Size = tar.TypeSymlink, "/etc/passwd", 0
		case strings.HasSuffix(m.name, "/"):
			h.Typeflag = tar.TypeDir
		}
		require.NoError(t, w.WriteHeader(h))
		if h.Size > 0 {
			_, err := io.WriteString(w, m.body)
			require.NoError(t, err)
		}
	}
	require.NoError(t, w.Close())
	return out.Bytes()
}

func gzipOf(t require.TestingT, name string, data []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	w.Name = name
	_, err := w.Write(data)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return out.Bytes()
}

func read(data []byte, limits Limits) (*Archive, error) {
	return Read(bytes.NewReader(data), int64(len(data)), limits)
}

// contents reads every file of an archive.
func contents(t require.TestingT, a *Archive) (all []string) {
	for n := range a.Files {
		r, err := a.Open(n + 1)
		require.NoError(t, err)
		data, err := io.ReadAll(r)
		require.NoError(t, err)
		require.NoError(t, r.Close())
		require.Len(t, data, int(a.Files[n].Size))
		all = append(all, string(data))
	}
	return all
}

func TestEveryKindGivesItsFilesInOrder(t *testing.T) {
	members := []member{{name: "mappe/"}, {name: "mappe/b.txt", body: "bbb"}, {name: "å.txt", body: ""}, {name: "mappe/a.txt", body: "a"}}
	for name, data := range map[string][]byte{"zip": zipOf(t, members...), "tar": tarOf(t, members...)} {
		a, err := read(data, Limits{})
		require.NoError(t, err, name)
		require.Equal(t, []File{{"mappe/b.txt", 3}, {"å.txt", 0}, {"mappe/a.txt", 1}}, a.Files, name)
		require.Equal(t, []string{"bbb", "", "a"}, contents(t, a), name)
		_, err = a.Open(4)
		require.ErrorIs(t, err, Damaged, "there is none of that number")
	}
	inner := tarOf(t, members...)
	a, err := read(gzipOf(t, "sak.tar", inner), Limits{})
	require.NoError(t, err)
	require.Equal(t, []File{{"sak.tar", int64(len(inner))}}, a.Files)
	require.Equal(t, []string{string(inner)}, contents(t, a))
}

func TestEveryTrouble(t *testing.T) {
	one := member{name: "a.txt", body: strings.Repeat("tekst ", 40)}
	plain := zipOf(t, one)
	locked := bytes.ReplaceAll(bytes.Clone(plain), []byte("PK\x01\x02\x14\x00\x14\x00\x08\x00"), []byte("PK\x01\x02\x14\x00\x14\x00\x09\x00"))
	method := bytes.Replace(bytes.Clone(plain), []byte("PK\x01\x02\x14\x00\x14\x00\x08\x00\x08\x00"), []byte("PK\x01\x02\x14\x00\x14\x00\x08\x00\x0E\x00"), 1)
	many := make([]member, 30)
	for i := range many {
		many[i] = member{name: fmt.Sprintf("%d.txt", i), body: "x"}
	}
	zeros := string(make([]byte, 4<<20))
	for name, c := range map[string]struct {
		data   []byte
		limits Limits
		want   Trouble
	}{
		"another kind":           {data: []byte("7z\xBC\xAF\x27\x1C and so on"), want: NotArchive},
		"empty":                  {want: NotArchive},
		"zip, cut":               {data: plain[:len(plain)-30], want: Damaged},
		"zip, encrypted":         {data: locked, want: Encrypted},
		"zip, unknown method":    {data: method, want: Damaged},
		"zip, bomb":              {data: zipOf(t, member{name: "a.txt", body: zeros}), want: TooDense},
		"zip, many":              {data: zipOf(t, many...), limits: Limits{Files: 10}, want: TooMany},
		"zip, some too many":     {data: zipOf(t, many[:11]...), limits: Limits{Files: 10}, want: TooMany},
		"zip, large":             {data: zipOf(t, one, one), limits: Limits{Bytes: 400}, want: TooLarge},
		"zip, link":              {data: zipOf(t, member{name: "a", body: "/etc/passwd", link: true}), want: NoFile},
		"zip, slip":              {data: zipOf(t, one, member{name: "../../.ssh/authorized_keys", body: "x"}), want: BadName},
		"zip, slip of Windows":   {data: zipOf(t, member{name: `..\..\a.txt`, body: "x"}), want: BadName},
		"zip, drive":             {data: zipOf(t, member{name: `C:\a.txt`, body: "x"}), want: BadName},
		"zip, absolute":          {data: zipOf(t, member{name: "/etc/cron.d/a", body: "x"}), want: BadName},
		"zip, control letter":    {data: zipOf(t, member{name: "a\x1b[2J.txt", body: "x"}), want: BadName},
		"zip, long name":         {data: zipOf(t, member{name: strings.Repeat("a/", 600) + "b", body: "x"}), want: BadName},
		"tar, cut in a file":     {data: tarOf(t, one, one)[:700], want: Damaged},
		"tar, link":              {data: tarOf(t, member{name: "a", link: true}), want: NoFile},
		"tar, slip":              {data: tarOf(t, member{name: "../a", body: "x"}), want: BadName},
		"tar, absolute":          {data: tarOf(t, member{name: "/a", body: "x"}), want: BadName},
		"tar, many":              {data: tarOf(t, many...), limits: Limits{Files: 10}, want: TooMany},
		"tar, large":             {data: tarOf(t, one, one), limits: Limits{Bytes: 400}, want: TooLarge},
		"gzip, cut":              {data: gzipOf(t, "a", []byte(one.body))[:30], want: Damaged},
		"gzip, bomb":             {data: gzipOf(t, "a", []byte(zeros)), want: TooDense},
		"gzip, large":            {data: gzipOf(t, "a", []byte(one.body)), limits: Limits{Bytes: 100}, want: TooLarge},
		"gzip, slip":             {data: gzipOf(t, "../a", []byte("x")), want: BadName},
		"gzip, something behind": {data: append(gzipOf(t, "a", []byte("x")), "and more"...), want: Damaged},
	} {
		_, err := read(c.data, c.limits)
		require.Equal(t, c.want, err, name)
	}
}

// TestWhatAnArchiveSaysIsChecked has members that are longer, shorter or others than the list says.
func TestWhatAnArchiveSaysIsChecked(t *testing.T) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	var packed bytes.Buffer
	f, err := flate.NewWriter(&packed, 9)
	require.NoError(t, err)
	_, err = f.Write(make([]byte, 1<<20))
	require.NoError(t, err)
	require.NoError(t, f.Close())
	for _, size := range []uint64{10, 2 << 20} {
		w, err := z.CreateRaw(&zip.FileHeader{Name: fmt.Sprint(size), Method: zip.Deflate, CompressedSize64: uint64(packed.Len()), UncompressedSize64: size})
		require.NoError(t, err)
		_, err = w.Write(packed.Bytes())
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	a, err := read(out.Bytes(), Limits{Ratio: 10_000})
	require.NoError(t, err)
	for n := 1; n <= 2; n++ {
		r, err := a.Open(n)
		require.NoError(t, err)
		got, err := io.Copy(io.Discard, r)
		require.ErrorIs(t, err, Damaged)
		require.LessOrEqual(t, got, a.Files[n-1].Size, "not a byte more than it says")
	}
	damaged := zipOf(t, member{name: "a.txt", body: "en setning som er lang nok"})
	damaged[40] ^= 0xFF
	a, err = read(damaged, Limits{})
	require.NoError(t, err)
	r, err := a.Open(1)
	require.NoError(t, err)
	_, err = io.ReadAll(r)
	require.ErrorIs(t, err, Damaged)
}

func TestNamesAreTexts(t *testing.T) {
	for name, want := range map[string]string{"mappe/rapport.pdf": "rapport.pdf", `mappe\rapport.pdf`: "rapport.pdf", "a\u030a.txt": "å.txt", "linje\nto.txt": "linje to.txt",
		"../../x": "x", "bl\x86b\x91r.txt": "blåbær.txt", "\u202Efdp.exe": "fdp.exe", strings.Repeat("å", 300): strings.Repeat("å", 200), "/": ""} {
		require.Equal(t, want, Clean(name))
	}
	a, err := read(zipOf(t, member{name: "Å.txt", body: "1"}, member{name: "a\u030a.TXT", body: "2"}, member{name: "b.txt", body: "3"}), Limits{})
	require.NoError(t, err)
	require.Equal(t, 1, a.Alike)
	require.Equal(t, []string{"1", "2", "3"}, contents(t, a), "both are there")
}

// TestAnyNameIsATextOrATrouble packs names of every sort: what comes out is as many files with the same content, or a trouble, and never a name with a slash.
func TestAnyNameIsATextOrATrouble(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfN(rapid.OneOf(rapid.String(), rapid.StringMatching(`(\.\./|\.\.\\|/|C:|[a-zæøå]{1,4}/){0,4}[a-z.]{1,8}`)), 1, 5).Draw(t, "names")
		var members []member
		for i, name := range names {
			if name == "" || strings.HasSuffix(name, "/") || strings.Contains(name, "\x00") {
				name += "x"
			}
			members = append(members, member{name: name, body: fmt.Sprint(i)})
		}
		a, err := read(zipOf(t, members...), Limits{})
		if err != nil {
			require.Equal(t, BadName, err)
			return
		}
		require.Len(t, contents(t, a), len(names))
		for i, f := range a.Files {
			require.NotContains(t, strings.Split(strings.ReplaceAll(f.Name, `\`, "/"), "/"), "..", names[i])
			require.NotContains(t, Clean(f.Name), "/")
		}
	})
}

// broken is a disk that fails behind the first block.
type broken struct{ head []byte }

func (b broken) ReadAt(p []byte, at int64) (int, error) {
	if at == 0 && len(p) <= tarBlock {
		return copy(p, b.head), io.EOF
	}
	return 0, &fs.PathError{Op: "read", Path: "x", Err: fs.ErrPermission}
}

func TestTroubleWithTheDiskIsNoTrouble(t *testing.T) {
	for _, head := range []string{zipMagic, string(tarOf(t, member{name: "a", body: "b"})[:tarBlock])} {
		_, err := Read(broken{[]byte(head)}, 4096, Limits{})
		require.ErrorIs(t, err, fs.ErrPermission)
	}
}

func FuzzRead(f *testing.F) {
	one := member{name: "a.txt", body: "tekst"}
	f.Add(zipOf(f, one, one))
	f.Add(tarOf(f, one, one))
	f.Add(gzipOf(f, "a", []byte("tekst")))
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := read(data, Limits{Files: 50, Bytes: 1 << 22})
		if err != nil {
			return
		}
		var all int64
		for n := range a.Files {
			r, err := a.Open(n + 1)
			if err != nil {
				continue
			}
			got, _ := io.Copy(io.Discard, r)
			all += got
			_ = r.Close()
		}
		require.LessOrEqual(t, all, int64(1<<22))
	})
}
