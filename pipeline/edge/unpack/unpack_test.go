package unpack

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/intake"
)

// below is sources in memory.
type below struct{ fstest.MapFS }

func (b below) Open(path string) (fs.File, error) { return b.MapFS.Open(path) }

func sourcesOf(dir string, files ...string) *Sources {
	all := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		all[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	s := New(below{all}, dir)
	s.memory = 100
	return s
}

func zipOf(t require.TestingT, members ...string) string {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i < len(members); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: members[i]}) // stored: what is packed too well is a bomb
		require.NoError(t, err)
		_, err = io.WriteString(w, members[i+1])
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return out.String()
}

func tarOf(t require.TestingT, members ...string) string {
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for i := 0; i < len(members); i += 2 {
		require.NoError(t, w.WriteHeader(&tar.Header{Name: members[i], Size: int64(len(members[i+1])), Mode: 0o600}))
		_, err := io.WriteString(w, members[i+1])
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return out.String()
}

func letterOf(parts ...string) string {
	b := "From: a@skole.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nHei\r\n"
	for _, part := range parts {
		b += "--x\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.StdEncoding.EncodeToString([]byte(part)) + "\r\n"
	}
	return b + "--x--\r\n"
}

func content(t require.TestingT, s *Sources, path string) string {
	f, err := s.Open(path)
	require.NoError(t, err, path)
	data, err := io.ReadAll(f)
	require.NoError(t, err)
	info, err := f.Stat()
	require.NoError(t, err)
	require.Equal(t, int64(len(data)), info.Size())
	require.NoError(t, f.Close())
	return string(data)
}

func TestPartsOpenByTheirNumber(t *testing.T) {
	s := sourcesOf(t.TempDir(), "a.eml", letterOf("en", zipOf(t, "x/", "", "x/b.txt", "to", "c.tar", tarOf(t, "d.txt", "tre")), ""), "b.txt", "fire")
	for path, want := range map[string]string{"b.txt": "fire", "a.eml//1": "en", "a.eml//2//1": "to", "a.eml//2//2//1": "tre", "a.eml//3": ""} {
		require.Equal(t, want, content(t, s, path))
	}
	for _, path := range []string{"a.eml//4", "a.eml//2//3", "b.txt//1", "a.eml//1//1"} {
		_, err := s.Open(path)
		require.ErrorIs(t, err, intake.ErrDamaged, path)
		require.ErrorIs(t, err, fs.ErrInvalid, "for whoever only asks whether it is the file that was taken in")
	}
	_, err := s.Open("c.zip//1")
	require.ErrorIs(t, err, fs.ErrNotExist)
}

// TestALargePartLiesOnDiskWhileItIsOpen and nowhere afterwards, whole or damaged.
func TestALargePartLiesOnDiskWhileItIsOpen(t *testing.T) {
	random := rand.NewChaCha8([32]byte{1})
	large := make([]byte, 5000)
	_, _ = random.Read(large)
	dir := filepath.Join(t.TempDir(), "utpakking")
	zipped := zipOf(t, "Fjell Rask.pdf", string(large))
	damaged := []byte(zipped)
	damaged[len(damaged)/2] ^= 0xFF
	s := sourcesOf(dir, "a.zip", zipped, "b.zip", string(damaged))
	f, err := s.Open("a.zip//1")
	require.NoError(t, err)
	names := namesIn(t, dir)
	require.Len(t, names, 1)
	require.Regexp(t, `^del-\d+$`, names[0], "no name that anybody chose")
	at := make([]byte, 10)
	_, err = f.(io.ReaderAt).ReadAt(at, 4000)
	require.NoError(t, err)
	require.Equal(t, large[4000:4010], at)
	_, err = f.(io.Seeker).Seek(0, io.SeekStart)
	require.NoError(t, err)
	require.NoError(t, f.Close())
	require.Empty(t, namesIn(t, dir))
	require.Equal(t, string(large), content(t, s, "a.zip//1"))
	_, err = s.Open("b.zip//1")
	require.ErrorIs(t, err, intake.ErrDamaged)
	require.Empty(t, namesIn(t, dir))
}

func namesIn(t require.TestingT, dir string) (names []string) {
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// TestNoNameLeavesTheArchive opens everything in archives of hostile names, large enough to be laid on disk, and looks for what came of it in and around the
// folder.
func TestNoNameLeavesTheArchive(t *testing.T) {
	large := strings.Repeat("0123456789abcdef", 50)
	rapid.Check(t, func(t *rapid.T) {
		top, err := os.MkdirTemp("", "unpack-*")
		require.NoError(t, err)
		defer os.RemoveAll(top)
		dir := filepath.Join(top, "a", "b", "utpakking")
		var members []string
		for i := range rapid.IntRange(1, 3).Draw(t, "members") {
			name := rapid.OneOf(rapid.SampledFrom([]string{"../../x", `..\..\x`, "/tmp/x", "C:/x", "../del-1", "CON", "x\ny", "a/../../../x", strings.Repeat("x", 300), "é", "e\u0301", "."}),
				rapid.StringN(1, 20, 60)).Draw(t, "name")
			if strings.HasSuffix(name, "/") || strings.ContainsRune(name, 0) {
				name = "y"
			}
			members = append(members, name, large[:len(large)-i*rapid.SampledFrom([]int{0, 100}).Draw(t, "less")])
		}
		s := sourcesOf(dir, "a.zip", zipOf(t, members...))
		for n := range len(members) / 2 {
			f, err := s.Open(fmt.Sprintf("a.zip//%d", n+1))
			if err != nil {
				require.ErrorIs(t, err, intake.ErrDamaged)
				require.Equal(t, intake.ErrDamaged.Error(), err.Error(), "no name is quoted")
				continue
			}
			require.NoError(t, f.Close())
		}
		require.NoError(t, filepath.WalkDir(top, func(path string, e fs.DirEntry, err error) error {
			require.NoError(t, err)
			require.True(t, e.IsDir(), path)
			require.True(t, path == top || strings.HasPrefix(dir, path), path)
			return nil
		}))
	})
}

// broken is a disk that fails.
type broken struct{ fs.File }

func (broken) ReadAt([]byte, int64) (int, error) { return 0, errors.New("the disk fails") }

type brokenSources struct{ below }

func (b brokenSources) Open(path string) (fs.File, error) {
	f, err := b.below.Open(path)
	return broken{f}, err
}

func TestTroubleWithTheDiskIsNotTheArchives(t *testing.T) {
	all := fstest.MapFS{"a.zip": &fstest.MapFile{Data: []byte(zipOf(t, "a", "b"))}}
	_, err := New(brokenSources{below{all}}, t.TempDir()).Open("a.zip//1")
	require.ErrorContains(t, err, "the disk fails")
	require.NotErrorIs(t, err, intake.ErrDamaged)

	file := filepath.Join(t.TempDir(), "Fjell Rask")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	s := sourcesOf(filepath.Join(file, "utpakking"), "a.zip", zipOf(t, "a", strings.Repeat("x", 101)))
	_, err = s.Open("a.zip//1")
	var known *deposit.Error
	require.ErrorAs(t, err, &known)
	require.Equal(t, deposit.Disk, known.Kind)
	require.NotContains(t, fmt.Sprint(known.Err), "Fjell")
}
