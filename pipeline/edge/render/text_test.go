package render

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestPartsOfATextAreTheText draws texts with blank lines, long lines and lines without an end, and puts the parts together again.
func TestPartsOfATextAreTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.SampledFrom([]string{"", "", " ", "Én linje", strings.Repeat("ø", 40_000), "\f"}), 0, 700).Draw(t, "lines")
		said := strings.Join(lines, "\n")
		var again strings.Builder
		for rest := said; rest != ""; {
			before := len(rest)
			var some string
			some, rest = someLines(rest)
			require.Less(t, len(rest), before, "it goes on")
			again.WriteString(some)
			if consumed := before - len(rest); consumed > len(some) {
				again.WriteString("\n")
				if rest != "" {
					last := some[strings.LastIndexByte(some, '\n')+1:]
					require.NotEmpty(t, strings.TrimSpace(last), "a part does not end with a blank line")
				}
			}
		}
		require.Equal(t, said, again.String())
	})
}
