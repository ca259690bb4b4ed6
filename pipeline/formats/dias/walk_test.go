package dias

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup/oracle"
)

// samples is the folder with packages that nobody here wrote; without it nothing is proved.
func samples(t *testing.T, elem ...string) string {
	t.Helper()
	return oracle.Standards(t, append([]string{"samples"}, elem...)...)
}

func ignore(Member, io.Reader) error { return nil }

// archive makes a tar of whatever headers a test wants.
func archive(t *testing.T, all ...tar.Header) []byte {
	t.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, h := range all {
		require.NoError(t, w.WriteHeader(&h))
		_, err := w.Write(make([]byte, h.Size))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return out.Bytes()
}

func regular(name string, size int64) tar.Header {
	return tar.Header{Typeflag: tar.TypeReg, Name: name, Size: size, Mode: 0o644}
}

func kinds(r Report) []ProblemKind {
	var found []ProblemKind
	for _, p := range r.Problems {
		found = append(found, p.Kind)
	}
	return found
}

func TestWalkGivesBackWhatWasWritten(t *testing.T) {
	files := contents()
	doc, s := sealed(t, files)
	hash := NewCRC32C()
	report, err := Walk(io.TeeReader(bytes.NewReader(doc), hash), Limits{}, func(m Member, r io.Reader) error {
		got, err := io.ReadAll(r)
		require.NoError(t, err)
		name := strings.TrimPrefix(strings.TrimPrefix(m.Name, uuid), "/")
		if !m.Folder {
			assert.Equal(t, files[name], string(got))
			delete(files, name)
		}
		return nil
	})
	require.NoError(t, err)
	assert.Empty(t, files)
	assert.Equal(t, Report{Members: 17, Files: 11, Folders: 6, Bytes: s.Content, Complete: true}, report)
	assert.Equal(t, s.CRC32C, hash.Sum32(), "a hash around the reader covers the whole file")
}

func TestWalkReportsHostileMembers(t *testing.T) {
	cases := []struct {
		name string
		tar  []tar.Header
		want ProblemKind
	}{
		{"escape", []tar.Header{regular("p/../../a", 0)}, Escape},
		{"escape by backslash (trap 14)", []tar.Header{regular(`p\..\..\a`, 0)}, Escape},
		{"bare dots", []tar.Header{regular("..", 0)}, Escape},
		{"absolute", []tar.Header{regular("/etc/passwd", 0)}, Absolute},
		{"share", []tar.Header{regular(`\\server\a`, 0)}, Absolute},
		{"drive", []tar.Header{regular(`C:\a`, 0)}, Absolute},
		{"symbolic link", []tar.Header{{Typeflag: tar.TypeSymlink, Name: "p/a", Linkname: "/etc/passwd"}}, Link},
		{"hard link", []tar.Header{{Typeflag: tar.TypeLink, Name: "p/a", Linkname: "p/b"}}, Link},
		{"device", []tar.Header{{Typeflag: tar.TypeBlock, Name: "p/a", Devmajor: 8}}, Device},
		{"pipe", []tar.Header{{Typeflag: tar.TypeFifo, Name: "p/a"}}, Device},
		{"another type", []tar.Header{{Typeflag: 'Q', Name: "p/a"}}, UnknownType},
		{"same name", []tar.Header{regular("p/a", 1), regular("p/a", 1)}, Duplicate},
		{"same name with ./", []tar.Header{regular("p/a", 1), regular("./p/a", 1)}, Duplicate},
		{"same but for case", []tar.Header{regular("p/Å.pdf", 1), regular("P/å.PDF", 1)}, DuplicateCase},
		{"same but for form", []tar.Header{regular("p/\u00e5", 1), regular("p/a\u030a", 1)}, DuplicateForm},
		{"below a file", []tar.Header{regular("p", 1), regular("p/a", 1)}, UnderFile},
		{"control character", []tar.Header{regular("p/a\x1b[2J", 0)}, BadName},
		{"bad UTF-8", []tar.Header{{Typeflag: tar.TypeReg, Name: "p/\xe6", Format: tar.FormatGNU}}, BadName},
		{"dot inside", []tar.Header{regular("p/./a", 0)}, BadName},
		{"backslash", []tar.Header{regular(`p\a`, 0)}, BadName},
		{"deep", []tar.Header{regular(strings.Repeat("p/", 100)+"a", 0)}, BadName},
		{"long", []tar.Header{regular(strings.Repeat("p", 300), 0)}, BadName},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var seen []string
			doc := archive(t, append(c.tar, regular("p2/last", 3))...)
			report, err := Walk(bytes.NewReader(doc), Limits{}, func(m Member, _ io.Reader) error {
				seen = append(seen, m.Name)
				return nil
			})
			require.NoError(t, err)
			assert.Equal(t, []ProblemKind{c.want}, kinds(report))
			assert.Equal(t, len(c.tar), report.Problems[0].Nth)
			assert.True(t, report.Complete)
			require.Len(t, seen, len(c.tar), "the harmless members are given, the faulty one is not")
			assert.Equal(t, "p2/last", seen[len(seen)-1])
		})
	}
}

func TestWalkKeepsItsLimits(t *testing.T) {
	doc := archive(t, regular("p/a", 600), regular("p/b", 600), regular("p/c", 100), regular("p/d", 2000))
	report, err := Walk(bytes.NewReader(doc), Limits{Bytes: 1000, MemberBytes: 1500}, ignore)
	require.NoError(t, err)
	assert.Equal(t, []ProblemKind{TooLarge, TooLarge}, kinds(report))
	assert.EqualValues(t, 700, report.Bytes)

	report, err = Walk(bytes.NewReader(doc), Limits{Members: 2}, ignore)
	require.NoError(t, err)
	assert.Equal(t, []ProblemKind{TooMany}, kinds(report))
	assert.False(t, report.Complete)

	report, err = Walk(bytes.NewReader(archive(t, regular("/1", 0), regular("/2", 0), regular("/3", 0))), Limits{Problems: 1}, ignore)
	require.NoError(t, err)
	assert.Len(t, report.Problems, 1)
	assert.Equal(t, 2, report.Unreported)
}

// A size that the header claims and the file does not have must cost nothing and be seen.
func TestWalkDoesNotTrustSizes(t *testing.T) {
	doc := archive(t, regular("p/a", 4000))
	for _, cut := range []int{0, 100, 512, 1000, 3000} {
		for name, visit := range map[string]func(Member, io.Reader) error{
			"unread": ignore,
			"read":   func(_ Member, r io.Reader) error { _, err := io.Copy(io.Discard, r); return err },
		} {
			report, err := Walk(bytes.NewReader(doc[:cut]), Limits{}, visit)
			require.NoError(t, err)
			if cut > 0 {
				assert.Equal(t, []ProblemKind{Damaged}, kinds(report), "%s %d", name, cut)
				assert.False(t, report.Complete)
			}
		}
	}
	huge := tar.Header{Typeflag: tar.TypeReg, Name: "p/a", Size: 1 << 60, Format: tar.FormatPAX}
	var out bytes.Buffer
	require.NoError(t, tar.NewWriter(&out).WriteHeader(&huge))
	report, err := Walk(&out, Limits{}, ignore)
	require.NoError(t, err)
	assert.Contains(t, kinds(report), TooLarge)
}

// A sparse file could claim any size with no bytes behind it. Go's writer makes none, so the records of
// a harmless member are renamed.
func TestWalkRefusesSparseFiles(t *testing.T) {
	h := regular("p/a", 0)
	h.Format, h.PAXRecords = tar.FormatPAX, map[string]string{"VENDOR.sparseab": "p/b"}
	doc := bytes.Replace(archive(t, h), []byte("VENDOR.sparseab"), []byte("GNU.sparse.name"), 1)
	report, err := Walk(bytes.NewReader(doc), Limits{}, ignore)
	require.NoError(t, err)
	assert.Equal(t, []ProblemKind{Sparse}, kinds(report))
	assert.Equal(t, Sparse, typeProblem(&tar.Header{Typeflag: tar.TypeGNUSparse}))
}

func TestWalkRefusesAFileThatIsCalledAFolder(t *testing.T) {
	doc := archive(t, regular("p/aX", 1))
	doc[3] = '/' // Go's writer makes no such header
	sum := 8 * int(' ')
	for i, b := range doc[:512] {
		if i < 148 || i >= 156 {
			sum += int(b)
		}
	}
	copy(doc[148:], fmt.Sprintf("%06o\x00 ", sum))
	report, err := Walk(bytes.NewReader(doc), Limits{}, ignore)
	require.NoError(t, err)
	assert.Equal(t, []ProblemKind{BadName}, kinds(report))
}

func TestWalkSeesWhatFollowsTheEnd(t *testing.T) {
	doc := archive(t, regular("p/a", 1))
	report, err := Walk(io.MultiReader(bytes.NewReader(doc), bytes.NewReader(make([]byte, 10240))), Limits{}, ignore)
	require.NoError(t, err)
	assert.Empty(t, report.Problems, "padding to a full record is no fault")
	report, err = Walk(io.MultiReader(bytes.NewReader(doc), strings.NewReader("hidden")), Limits{}, ignore)
	require.NoError(t, err)
	assert.Equal(t, []ProblemKind{Trailing}, kinds(report))
}

func TestWalkKeepsErrorsApart(t *testing.T) {
	doc := archive(t, regular("p/a", 4000))
	stop := errors.New("enough")
	_, err := Walk(bytes.NewReader(doc), Limits{}, func(Member, io.Reader) error { return stop })
	require.ErrorIs(t, err, stop)
	for _, n := range []int{0, 100, 600, len(doc)} {
		_, err = Walk(io.MultiReader(bytes.NewReader(doc[:n]), brokenReader{}), Limits{}, func(_ Member, r io.Reader) error {
			_, err := io.Copy(io.Discard, r)
			return err
		})
		require.ErrorIs(t, err, errDisk, "an error of the disk is no damage of the tar")
	}
}

// Trap 2: Arkade's root folder is a regular file of size 0 whose name ends in "/".
func TestTrap02ArkadeRootEntry(t *testing.T) {
	file, err := os.Open(samples(t, "dias", "arkade5", "n5-eksempel", "n5-guid.tar"))
	require.NoError(t, err)
	defer file.Close()
	const root = "258e3353-cef2-407f-92ac-264ad887527b"
	members := map[string]bool{}
	report, err := Walk(file, Limits{}, func(m Member, _ io.Reader) error {
		members[m.Name] = m.Folder
		return nil
	})
	require.NoError(t, err)
	assert.Empty(t, report.Problems)
	assert.Equal(t, 21, report.Members)
	assert.True(t, members[root], "the root is a folder")
	assert.Empty(t, Missing(func(p string) bool { _, ok := members[root+"/"+p]; return ok }))
}

func TestTrap14ZipSlip(t *testing.T) {
	file, err := os.Open(samples(t, "malicious-archives", "zip-slip", "zip-slip.tar"))
	require.NoError(t, err)
	defer file.Close()
	report, err := Walk(file, Limits{}, func(m Member, _ io.Reader) error {
		assert.NotContains(t, m.Name, "..")
		return nil
	})
	require.NoError(t, err)
	assert.Contains(t, kinds(report), Escape)
}

func TestEverySampleTarIsWalkedWithoutCrash(t *testing.T) {
	seen := 0
	err := filepath.WalkDir(samples(t), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".tar") {
			return err
		}
		seen++
		file, err := os.Open(path)
		require.NoError(t, err)
		defer file.Close()
		_, err = Walk(file, Limits{}, ignore)
		require.NoError(t, err, path)
		return nil
	})
	require.NoError(t, err)
	assert.GreaterOrEqual(t, seen, 2)
}

func FuzzWalk(f *testing.F) {
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	h := regular("p/a", 0)
	if err := w.WriteHeader(&h); err != nil {
		f.Fatal(err)
	}
	f.Add(out.Bytes())
	f.Fuzz(func(t *testing.T, doc []byte) {
		report, err := Walk(bytes.NewReader(doc), Limits{}, func(m Member, r io.Reader) error {
			if strings.HasPrefix(m.Name, "/") || strings.Contains(m.Name, "..") && !plainName(m.Name, 64) {
				t.Fatal("an unsafe name is given to the visitor")
			}
			_, err := io.Copy(io.Discard, r)
			return err
		})
		if err != nil || report.Bytes < 0 {
			t.Fatal("memory cannot fail, and sizes are not negative")
		}
	})
}
