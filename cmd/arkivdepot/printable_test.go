package main

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestNothingThatIsPrintedSteersTheTerminal(t *testing.T) {
	for given, want := range map[string]string{
		"Ærlig talt\n\tåtte – 8\u00a0€ 😀 Čáhci": "Ærlig talt\n\tåtte – 8\u00a0€ 😀 Čáhci",
		"\x1b[2Jborte\r\x7f\a":                  `\u001b[2Jborte\u000d\u007f\u0007`,
		"\u009b31m":                             `\u009b31m`,
		"fil\u202efdp.exe":                      `fil\u202efdp.exe`,
		"\u2066x\u2069":                         `\u2066x\u2069`,
		"bare\xffbyte":                          "bare\xffbyte",
	} {
		for _, size := range []int{1, 2, 3, 1000} {
			var out strings.Builder
			p := &printable{w: &out}
			for at := 0; at < len(given); at += size {
				n, err := p.Write([]byte(given[at:min(at+size, len(given))]))
				require.NoError(t, err)
				require.Positive(t, n)
			}
			require.Equal(t, want, out.String(), "%d bytes at a time", size)
		}
	}
}

func TestWhatIsPrintedAsJSONSaysTheSame(t *testing.T) {
	const given = "\x1b[2J \u009b \u202e \x7f ø\n"
	var out strings.Builder
	require.NoError(t, sayJSON(&printable{w: &out}, given))
	require.NotContains(t, out.String(), "\u009b")
	var got string
	require.NoError(t, json.Unmarshal([]byte(out.String()), &got))
	require.Equal(t, given, got)
}

func TestAPrinterThatFailsIsTold(t *testing.T) {
	broken := errors.New("broken")
	_, err := (&printable{w: failing{broken}}).Write([]byte("x"))
	require.ErrorIs(t, err, broken)
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }
