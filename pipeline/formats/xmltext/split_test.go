package xmltext

import (
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestReadsMayEndAnywhere: where one read ends and the next begins is no matter, in the middle of a character or of markup: every document is read in two
// pieces, divided at each of its bytes, and in three, the second of which is one byte.
func TestReadsMayEndAnywhere(t *testing.T) {
	for _, doc := range []string{
		`<a>ø</a>`, `<a>æøå<b>ø</b>€𝄞</a>`, `<æ ø="å">é</æ>`, "<a>x\r\ny\r</a>", `<a>]]&gt;]]x]</a>`, `<a><![CDATA[ø]]]]><![CDATA[x]]>ø</a>`, "\ufeff<?xml version=\"1.0\"?>\n<!-- ø --><a b='ø&amp;&#xF8;'>&lt;ø<?p ø?>ø</a>\n",
		`<p:a xmlns:p="u"><p:b  c = "d"/>ø</p:a >`,
		"<a>\xc3</a>", `<a>ø`, `<a>]]></a>`, "<a>ø\x01</a>", `<a ø></a>`,
	} {
		doc = pastTheLook(doc)
		whole, wholeErr := ownTokens([]byte(doc))
		for cut := sniffed; cut < len(doc); cut++ {
			for _, rest := range [][]string{{doc[cut:]}, {doc[cut : cut+1], doc[cut+1:]}} {
				readers := []io.Reader{strings.NewReader(doc[:cut])}
				for _, piece := range rest {
					readers = append(readers, strings.NewReader(piece))
				}
				var parts string
				s, err := scanned(io.MultiReader(readers...))
				if err == nil {
					parts, err = drainTokens(s)
				}
				require.Equal(t, wholeErr == nil, err == nil, "%q in %d pieces from byte %d: %v", doc, len(readers), cut, err)
				require.Equal(t, whole, parts, "%q in %d pieces from byte %d", doc, len(readers), cut)
			}
		}
	}
}

// sniffed is more than what is read at once to see which encoding a document has; reads that end within it are one to the scanner.
const sniffed = 5000

// pastTheLook puts a comment before the root element, so long that what is interesting is read after it.
func pastTheLook(doc string) string {
	at := max(strings.Index(doc, "\n<!--"), 0)
	return doc[:at] + "<!--" + strings.Repeat("x", sniffed) + "-->" + doc[at:]
}

// The buffer that is full ends inside a character too: long documents whose text begins at each place before its end.
func TestTheBufferMayEndInsideACharacter(t *testing.T) {
	for shift := range 16 {
		doc := "<a>" + strings.Repeat(" ", shift) + strings.Repeat("<b>ø</b><c>€æ</c>", 3*bufferSize/17) + "</a>"
		s, err := scanned(strings.NewReader(doc))
		require.NoError(t, err)
		_, err = drainTokens(s)
		require.NoError(t, err, shift)
	}
}
