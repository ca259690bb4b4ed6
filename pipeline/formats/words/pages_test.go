package words

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestHeadersAndFootersStandOnceAtTheEnd(t *testing.T) {
	var pages []string
	for i, text := range []string{"Vurdering\r\nEleven er ikke", "i målgruppen for tiltaket. Det gjelder\r\nogså", "neste år.\r\nSlutt."} {
		pages = append(pages, fmt.Sprintf("PP-tjenesten\r\n%s\r\nSide %d av 3", text, i+1))
	}
	require.Equal(t, "Vurdering\nEleven er ikke\ni målgruppen for tiltaket. Det gjelder\nogså\nneste år.\nSlutt.\n\nPP-tjenesten\n\nSide av\n\n", Pages(pages))
}

func TestNumbersThatAreNotThePagesStay(t *testing.T) {
	pages := []string{"Skåre 7\nen", "Skåre 8\nto", "Skåre 9\ntre"}
	require.Equal(t, "Skåre 7\nen\nSkåre 8\nto\nSkåre 9\ntre\n\n", Pages(pages))
}

// Every line of every page is in the result, and in the same order, but for repeated ones at the edges.
func TestNoLineIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pages := rapid.SliceOfN(rapid.StringMatching(`([a-d]{1,3}( 1)?\n){0,9}`), 1, 6).Draw(t, "pages")
		got := Pages(pages)
		for i, page := range pages {
			for _, line := range linesOf(page) {
				plain := strings.Join(strings.Fields(strings.ReplaceAll(furniture(line, i+1, len(pages)), pageMark, " ")), " ")
				require.True(t, strings.Contains("\n"+got, "\n"+line+"\n") || strings.Contains("\n"+got, "\n"+plain+"\n"), "%q", line)
			}
		}
	})
}
