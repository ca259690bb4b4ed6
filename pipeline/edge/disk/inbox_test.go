package disk

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/rooms/reception"
)

func inboxOf(t *testing.T, files ...string) (*Inbox, string) {
	t.Helper()
	inn := filepath.Join(t.TempDir(), "inn")
	require.NoError(t, os.Mkdir(inn, 0o700))
	for _, name := range files {
		at := filepath.Join(inn, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(at), 0o700))
		require.NoError(t, os.WriteFile(at, []byte(name), 0o600))
	}
	return NewInbox(inn, filepath.Join(filepath.Dir(inn), "register.xlsx")), inn
}

func walked(t *testing.T, i *Inbox) map[string]reception.EntryKind {
	t.Helper()
	seen := map[string]reception.EntryKind{}
	require.NoError(t, i.Walk(t.Context(), func(e reception.Entry) error {
		require.NotContains(t, seen, e.Path)
		seen[e.Path] = e.Kind
		return nil
	}))
	return seen
}

func TestWalkSeesEverythingOnce(t *testing.T) {
	i, _ := inboxOf(t, "mapper/1979-80/45/å.pdf", "mapper/.DS_Store", "annet.txt")
	require.Equal(t, map[string]reception.EntryKind{
		"annet.txt": reception.PlainFile, "mapper": reception.Directory, "mapper/.DS_Store": reception.PlainFile, "mapper/1979-80": reception.Directory,
		"mapper/1979-80/45": reception.Directory, "mapper/1979-80/45/å.pdf": reception.PlainFile,
	}, walked(t, i))
}

func TestWalkWithoutInnIsEmpty(t *testing.T) {
	require.Empty(t, walked(t, NewInbox(filepath.Join(t.TempDir(), "inn"), "")))
}

func TestWalkFollowsNoLink(t *testing.T) {
	i, inn := inboxOf(t, "mapper/a/b.pdf")
	outside := filepath.Join(filepath.Dir(inn), "hemmelig")
	require.NoError(t, os.MkdirAll(outside, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(outside, "x.pdf"), nil, 0o600))
	for name, target := range map[string]string{"ut": outside, "fil": filepath.Join(outside, "x.pdf"), "inne": "a", "loop": ".", "brutt": "finnes ikke"} {
		if err := os.Symlink(target, filepath.Join(inn, "mapper", name)); err != nil {
			require.Equal(t, "windows", runtime.GOOS, "links can be made here: %v", err)
			return
		}
	}
	seen := walked(t, i)
	for _, name := range []string{"ut", "fil", "inne", "loop", "brutt"} {
		require.Equal(t, reception.Link, seen["mapper/"+name], name)
		_, err := i.Open("mapper/" + name)
		require.Error(t, err, name)
	}
	require.Len(t, seen, 8, "nothing below a link: %v", seen)
	_, err := i.Open("mapper/ut/x.pdf")
	require.Error(t, err, "a path through a link leads out of inn/")
	_, err = i.Open("mapper/fil")
	require.ErrorIs(t, err, fs.ErrInvalid)
}

func TestOpenStaysInside(t *testing.T) {
	i, inn := inboxOf(t, "mapper/a.pdf")
	require.NoError(t, os.WriteFile(filepath.Join(filepath.Dir(inn), "utenfor"), nil, 0o600))
	for _, name := range []string{"../utenfor", "mapper/../../utenfor", filepath.ToSlash(filepath.Join(filepath.Dir(inn), "utenfor"))} {
		_, err := i.Open(name)
		require.Error(t, err, name)
	}
	_, err := i.Open("mapper")
	require.ErrorIs(t, err, fs.ErrInvalid, "a directory is no file")
	_, err = i.Open("mapper/Navn Navnesen.pdf")
	require.ErrorIs(t, err, fs.ErrNotExist)
	require.NotContains(t, err.Error(), "Navnesen", "a file name may be a person's")
	file, err := i.Open("mapper/a.pdf")
	require.NoError(t, err)
	_, isFile := file.(*os.File)
	require.True(t, isFile, "the format judge maps files into memory")
	body, err := io.ReadAll(file)
	require.NoError(t, errors.Join(err, file.Close()))
	require.Equal(t, "mapper/a.pdf", string(body))
}

func TestNamesThatAreNoText(t *testing.T) {
	for _, name := range []string{"br\xf8d.pdf", "to\nlinjer.pdf", `mapper\..\ut.pdf`} {
		require.False(t, soundName(name), "%q", name)
	}
	require.True(t, soundName("Årsak – «tiltak» (2).pdf"))
	require.Equal(t, `br\xf8d å\x0a\x5c`, spelledOut("br\xf8d å\n\\"))
	if runtime.GOOS != "linux" {
		return // other systems have no such names
	}
	i, inn := inboxOf(t)
	require.NoError(t, os.WriteFile(filepath.Join(inn, "br\xf8d.pdf"), nil, 0o600))
	require.NoError(t, os.Mkdir(filepath.Join(inn, `a\b`), 0o700))
	require.Equal(t, map[string]reception.EntryKind{`br\xf8d.pdf`: reception.BadName, `a\x5cb`: reception.BadName}, walked(t, i))
}

func TestATreeWithoutEndIsCutOff(t *testing.T) {
	i, _ := inboxOf(t, strings.Repeat("d/", maxDepth+6)+"fil")
	seen := walked(t, i)
	require.Len(t, seen, maxDepth+1)
	require.Equal(t, reception.Unreadable, seen[strings.TrimSuffix(strings.Repeat("d/", maxDepth+1), "/")])
}

func TestUnreadableDirectoriesAreSaid(t *testing.T) {
	if os.Geteuid() == 0 || runtime.GOOS == "windows" {
		return // root reads everything, Windows has other rights
	}
	i, inn := inboxOf(t, "mapper/a/b.pdf")
	require.NoError(t, os.Chmod(filepath.Join(inn, "mapper", "a"), 0))
	defer func() { _ = os.Chmod(filepath.Join(inn, "mapper", "a"), 0o700) }()
	seen := walked(t, i)
	require.Contains(t, seen, "mapper/a")
}

func TestRegister(t *testing.T) {
	i, inn := inboxOf(t)
	_, err := i.Register()
	require.ErrorIs(t, err, fs.ErrNotExist)
	require.NoError(t, os.WriteFile(filepath.Join(filepath.Dir(inn), "register.xlsx"), []byte("abc"), 0o600))
	r, err := i.Register()
	require.NoError(t, err)
	defer r.Close()
	require.EqualValues(t, 3, r.Size)
	require.Equal(t, "register.xlsx", r.Name)
}
