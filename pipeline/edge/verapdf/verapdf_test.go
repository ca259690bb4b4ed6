package verapdf

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// fake is a veraPDF that says what the script says.
func fake(t *testing.T, script string) string {
	path := filepath.Join(t.TempDir(), "verapdf")
	require.NoError(t, os.WriteFile(path, []byte("#!/bin/bash\n[ \"$1\" = --version ] && { echo veraPDF 1.28.2; exit; }\nshift 4\n"+script), 0o700))
	return path
}

func TestEachFileHasItsVerdictAndSilenceIsNone(t *testing.T) {
	j, err := Open(t.Context(), fake(t, `for f; do case $f in *god*) echo "PASS $f 2b";; *daarlig*) echo "FAIL $f 2b";; esac; done; exit 1`))
	require.NoError(t, err)
	require.Equal(t, "veraPDF 1.28.2", j.Version())
	valid, err := j.Valid(t.Context(), []string{"/tmp/en god fil.pdf", "/tmp/daarlig.pdf", "/tmp/ukjent.pdf"})
	require.NoError(t, err)
	require.Equal(t, []bool{true, false, false}, valid)
	_, err = j.Valid(t.Context(), []string{"/tmp/ukjent.pdf"})
	require.Error(t, err, "a judge that says nothing has not judged")
}

func TestAFileIsJudgedByWhatItClaims(t *testing.T) {
	j, err := Open(t.Context(), fake(t, ``)) // the first two words are passed over there
	require.NoError(t, err)
	_, err = j.AsClaimed(t.Context(), []string{"/tmp/a.pdf"})
	require.Error(t, err)
	path := filepath.Join(t.TempDir(), "verapdf")
	script := "#!/bin/bash\n[ \"$1\" = --version ] && { echo veraPDF 1.28.2; exit; }\n[ \"$1 $2\" = '--flavour 0' ] || exit 2\n" +
		"echo 'PASS /tmp/a.pdf 1b'; echo 'FAIL /tmp/a.pdf ua1'; echo 'PASS /tmp/b.pdf 2a'; echo 'FAIL /tmp/b.pdf 2b'; echo 'PASS /tmp/c d.pdf'\n"
	require.NoError(t, os.WriteFile(path, []byte(script), 0o700))
	j, err = Open(t.Context(), path)
	require.NoError(t, err)
	valid, err := j.AsClaimed(t.Context(), []string{"/tmp/a.pdf", "/tmp/b.pdf", "/tmp/c d.pdf", "/tmp/e.pdf"})
	require.NoError(t, err)
	require.Equal(t, []bool{true, false, true, false}, valid)
}

func TestWhatIsNoVeraPDFIsRefused(t *testing.T) {
	for _, command := range []string{"", "   ", "/finnes/ikke/verapdf", "/bin/echo hei"} {
		_, err := Open(t.Context(), command)
		require.ErrorIs(t, err, ErrNone, command)
	}
}
