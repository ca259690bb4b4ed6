package keys

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

var phrase = []byte("fjorten blå tapre reker")

// key is the key of the sentence that an error says.
func key(t *testing.T, err error) string {
	t.Helper()
	var e *deposit.Error
	require.ErrorAs(t, err, &e)
	return e.Key
}

func made(t *testing.T) (path, public string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "kari.nøkkel")
	public, err := New(path, phrase)
	require.NoError(t, err)
	return path, public
}

func TestAKeySignsWhatItsPublicKeyVerifies(t *testing.T) {
	path, public := made(t)
	shown, err := Public(path)
	require.NoError(t, err)
	require.Equal(t, public, shown)
	private, err := Open(path, phrase)
	require.NoError(t, err)
	act := deposit.Act{Gate: "purge", Role: deposit.RoleArchivist, By: "kari", Digest: "abc", At: "2024-09-05T09:00:00Z", Basis: "instruks kap. 5"}
	require.False(t, act.Signed())
	require.NoError(t, act.Verify("id"))
	act.Sign("id", private)
	require.Equal(t, public, act.Key)
	require.NoError(t, act.Verify("id"))
	require.Error(t, act.Verify("another deposit"))
	for what, change := range map[string]func(a *deposit.Act){
		"plan": func(a *deposit.Act) { a.Digest = "abd" }, "role": func(a *deposit.Act) { a.Role = deposit.RoleController },
		"person": func(a *deposit.Act) { a.By = "eirik" }, "time": func(a *deposit.Act) { a.At = "2024-09-06T09:00:00Z" },
		"basis": func(a *deposit.Act) { a.Basis = "instruks kap. 6" }, "gate": func(a *deposit.Act) { a.Gate = "list" },
		"signature": func(a *deposit.Act) { a.Signature = strings.ToUpper(a.Signature) }, "no signature": func(a *deposit.Act) { a.Signature = "" },
		"no key": func(a *deposit.Act) { a.Key = "" },
	} {
		altered := act
		change(&altered)
		require.Error(t, altered.Verify("id"), what)
	}
}

func TestAWrongPassphraseOpensNothing(t *testing.T) {
	path, _ := made(t)
	_, err := Open(path, []byte("fjorten blå tapre krabber"))
	require.Equal(t, "wrong_passphrase", key(t, err))
	_, err = New(filepath.Join(t.TempDir(), "k"), []byte("for kort"))
	require.Equal(t, "passphrase_short", key(t, err))
}

func TestAKeyFileIsItsOwnersAndNeverWrittenOver(t *testing.T) {
	path, _ := made(t)
	before, err := os.ReadFile(path)
	require.NoError(t, err)
	_, err = New(path, phrase)
	require.Equal(t, "key_exists", key(t, err))
	after, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, before, after)
	require.NotContains(t, string(before), string(phrase))
	if runtime.GOOS == "windows" {
		return
	}
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.EqualValues(t, 0o600, info.Mode().Perm())
	require.NoError(t, os.Chmod(path, 0o640))
	_, err = Open(path, phrase)
	require.Equal(t, "key_open", key(t, err))
}

func TestAKeyDoesNotLieInAWorkspace(t *testing.T) {
	dir := t.TempDir()
	workspace := filepath.Join(dir, "ppt")
	require.NoError(t, os.MkdirAll(filepath.Join(workspace, "regler"), 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(workspace, "deponering.yaml"), nil, 0o600))
	for _, name := range []string{"kari.nøkkel", "regler/kari.nøkkel", "../ppt/kari.nøkkel"} {
		_, err := New(filepath.Join(workspace, name), phrase)
		require.Equal(t, "key_inside", key(t, err), name)
	}
	if err := os.Symlink(filepath.Join(workspace, "regler"), filepath.Join(dir, "nøkler")); err != nil {
		require.Equal(t, "windows", runtime.GOOS)
		return
	}
	_, err := New(filepath.Join(dir, "nøkler", "kari.nøkkel"), phrase)
	require.Equal(t, "key_inside", key(t, err), "through a link")
	path, _ := made(t)
	require.NoError(t, os.Rename(path, filepath.Join(workspace, "flyttet")))
	_, err = Open(filepath.Join(workspace, "flyttet"), phrase)
	require.Equal(t, "key_inside", key(t, err), "one that was moved there is not used")
}

func TestWhatIsNoKeyFileIsRefused(t *testing.T) {
	path, _ := made(t)
	whole, err := os.ReadFile(path)
	require.NoError(t, err)
	_, other := made(t)
	at := filepath.Join(t.TempDir(), "k")
	lines := strings.SplitAfter(string(whole), "\n")
	for what, data := range map[string][]byte{
		"empty": nil, "text": []byte("hei"), "cut": whole[:len(whole)/2], "another version": bytes.Replace(whole, []byte("Version: 1"), []byte("Version: 2"), 1),
		"huge": bytes.Repeat([]byte("x"), maxFile+1), "no body": []byte("-----BEGIN " + blockType + "-----\nVersion: 1\n\n-----END " + blockType + "-----\n"),
		"another public key": []byte(strings.Replace(string(whole), publicLine(lines), "Public: "+other+"\n", 1)),
	} {
		require.NoError(t, os.WriteFile(at, data, 0o600))
		_, err := Open(at, phrase)
		require.Contains(t, []string{"no_key_file", "wrong_passphrase"}, key(t, err), what)
	}
	_, err = Open(filepath.Join(t.TempDir(), "finnes ikke"), phrase)
	require.Equal(t, "no_key", key(t, err))
	require.NotContains(t, err.Error(), "finnes ikke", "a path may hold a user's name")
	require.ErrorIs(t, err, os.ErrNotExist)
}

func publicLine(lines []string) string {
	for _, l := range lines {
		if strings.HasPrefix(l, "Public:") {
			return l
		}
	}
	return ""
}
