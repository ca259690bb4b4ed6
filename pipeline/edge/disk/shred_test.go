package disk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// doomed is a tree with files below inn/ and one outside, and a shredder of it. Each file holds its own name.
func doomed(t *testing.T, before func(string) error) (s *Shredder, inn, outside string) {
	t.Helper()
	_, inn = inboxOf(t, "mapper/a/kladd.txt", "mapper/a/rapport.txt", "mapper/b/kopi.txt")
	outside = filepath.Join(filepath.Dir(inn), "utenfor")
	require.NoError(t, os.MkdirAll(outside, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(outside, "x.txt"), []byte("utenfor"), 0o600))
	return NewShredder(inn, before), inn, outside
}

// destroy asks for the file that holds its own name.
func destroy(s *Shredder, name, text string) (deposit.OutcomeWhy, error) {
	return s.Destroy(name, int64(len(text)), deposit.DigestOf([]byte(text)))
}

// standing is every name below a folder.
func standing(t *testing.T, dir string) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(dir, path)
			all[filepath.ToSlash(rel)] = true
		}
		return err
	}))
	return all
}

func TestTheApprovedFileIsDestroyedAndNothingElse(t *testing.T) {
	s, inn, outside := doomed(t, nil)
	gone, err := s.Gone("mapper/a/kladd.txt")
	require.NoError(t, err)
	require.False(t, gone)
	why, err := destroy(s, "mapper/a/kladd.txt", "mapper/a/kladd.txt")
	require.NoError(t, err)
	require.Empty(t, why)
	gone, err = s.Gone("mapper/a/kladd.txt")
	require.NoError(t, err)
	require.True(t, gone)
	require.Equal(t, map[string]bool{"mapper/a/rapport.txt": true, "mapper/b/kopi.txt": true}, standing(t, inn))
	require.Equal(t, map[string]bool{"x.txt": true}, standing(t, outside))
	why, err = destroy(s, "mapper/a/kladd.txt", "mapper/a/kladd.txt")
	require.NoError(t, err)
	require.Equal(t, deposit.NotThere, why, "a second time there is nothing to destroy")
}

// TestNothingOutsideInnCanBeDestroyed tries every way out that a name or a tree can offer.
func TestNothingOutsideInnCanBeDestroyed(t *testing.T) {
	s, inn, outside := doomed(t, nil)
	link := func(target, name string) {
		err := os.Symlink(target, filepath.Join(inn, filepath.FromSlash(name)))
		require.True(t, err == nil || runtime.GOOS == "windows", "links can be made here: %v", err)
	}
	link(outside, "mapper/ut")
	link(filepath.Join(outside, "x.txt"), "mapper/a/lenke.txt")
	link("kladd.txt", "mapper/a/inne.txt")
	link("a", "mapper/inne")
	require.NoError(t, os.Link(filepath.Join(outside, "x.txt"), filepath.Join(inn, "mapper", "a", "hard.txt")))
	for name, want := range map[string]deposit.OutcomeWhy{
		"../utenfor/x.txt":              deposit.NotInside,
		"mapper/../../utenfor/x.txt":    deposit.NotInside,
		"mapper/a/../../../utenfor/x":   deposit.NotInside,
		"/etc/hostname":                 deposit.NotInside,
		"":                              deposit.NotInside,
		".":                             deposit.NotInside,
		"mapper/a/./kladd.txt":          deposit.NotInside,
		"mapper/ut/x.txt":               deposit.NotPlain,
		"mapper/inne/kladd.txt":         deposit.NotPlain,
		"mapper/a/lenke.txt":            deposit.NotPlain,
		"mapper/a/inne.txt":             deposit.NotPlain,
		"mapper/a":                      deposit.NotPlain,
		"mapper/a/hard.txt":             deposit.NotAlone,
		"mapper/a/finnes ikke.txt":      deposit.NotThere,
		"mapper/finnes ikke/kladd.txt":  deposit.NotThere,
		"mapper/a/rapport.txt/mer/enn.": deposit.NotPlain,
	} {
		why, err := s.Destroy(name, 7, deposit.DigestOf([]byte("utenfor")))
		require.NoError(t, err, name)
		require.Equal(t, want, why, name)
	}
	require.Equal(t, map[string]bool{"x.txt": true}, standing(t, outside))
	require.Len(t, standing(t, inn), 3+4+1, "nothing below inn/ either: the file is another, or the name is odd")
}

// TestInnThatIsALinkIsNoInn: the tree that links lead to is not ours.
func TestInnThatIsALinkIsNoInn(t *testing.T) {
	_, inn, outside := doomed(t, nil)
	other := filepath.Join(filepath.Dir(inn), "lenket")
	if err := os.Symlink(outside, other); err != nil {
		require.Equal(t, "windows", runtime.GOOS)
		return
	}
	why, err := destroy(NewShredder(other, nil), "x.txt", "utenfor")
	require.NoError(t, err)
	require.Equal(t, deposit.NotInside, why)
	require.Len(t, standing(t, outside), 1)
}

func TestAnotherFileUnderTheSameNameStays(t *testing.T) {
	s, inn, _ := doomed(t, nil)
	for what, text := range map[string]string{"another length": "mapper/a/kladd.txt og mer", "the same length": "mapper/a/klapp.txt"} {
		require.NoError(t, os.WriteFile(filepath.Join(inn, "mapper", "a", "kladd.txt"), []byte(text), 0o600))
		why, err := destroy(s, "mapper/a/kladd.txt", "mapper/a/kladd.txt")
		require.NoError(t, err, what)
		require.Equal(t, deposit.NotTheSame, why, what)
		require.Len(t, standing(t, inn), 3, what)
	}
}

// TestAFileThatIsReplacedWhileItIsReadStays puts another file there after the hash was compared, just before the removal.
func TestAFileThatIsReplacedWhileItIsReadStays(t *testing.T) {
	for what, replace := range map[string]func(at string) error{
		"another file": func(at string) error {
			return errors.Join(os.Remove(at), os.WriteFile(at, []byte("et annet barn"), 0o600))
		},
		"a link":       func(at string) error { return errors.Join(os.Remove(at), os.Symlink("rapport.txt", at)) },
		"a folder":     func(at string) error { return errors.Join(os.Remove(at), os.Mkdir(at, 0o700)) },
		"another name": func(at string) error { return os.Link(at, at+".2") },
	} {
		var at string
		s, inn, _ := doomed(t, func(op string) error {
			if op == "destroy source file" {
				return replace(at)
			}
			return nil
		})
		at = filepath.Join(inn, "mapper", "a", "kladd.txt")
		why, err := destroy(s, "mapper/a/kladd.txt", "mapper/a/kladd.txt")
		require.NoError(t, err, what)
		require.NotEmpty(t, why, what)
		_, err = os.Lstat(at)
		require.NoError(t, err, "%s: what was put there stands", what)
		require.FileExists(t, filepath.Join(inn, "mapper", "a", "rapport.txt"), what)
	}
}

// TestWhatIsMountedBelowInnIsNotOurs asks the kernel about a place that is mounted on every Linux.
func TestWhatIsMountedBelowInnIsNotOurs(t *testing.T) {
	if runtime.GOOS != "linux" {
		return // the question is the kernel's
	}
	why, err := NewShredder("/", nil).Destroy("proc/version", 0, deposit.DigestOf(nil))
	require.NoError(t, err)
	require.Equal(t, deposit.NotInside, why)
}

func TestTroubleOfTheDiskIsAnErrorAndNamesNobody(t *testing.T) {
	full := errors.New("disk")
	for _, op := range []string{"destroy source file", "sync source folder"} {
		s, _, _ := doomed(t, func(asked string) error {
			if asked == op {
				return full
			}
			return nil
		})
		why, err := destroy(s, "mapper/a/kladd.txt", "mapper/a/kladd.txt")
		require.Empty(t, why)
		require.ErrorIs(t, err, full)
		require.Equal(t, deposit.Disk, deposit.KindOf(err))
		require.NotContains(t, err.Error(), "kladd")
		gone, err := s.Gone("mapper/a/kladd.txt")
		require.NoError(t, err)
		require.Equal(t, op == "sync source folder", gone, "after trouble, whoever asks again learns what is so")
	}
}
