//go:build bench

package purge

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// wordsAPage is a closely written page.
const wordsAPage = 450

// prose is pages of text in paragraphs of about sixty words, from a vocabulary as large as that of reports.
func prose(r *rand.Rand, pages int) []string {
	var all []string
	for range pages * wordsAPage / 60 {
		var p strings.Builder
		for i := range 60 {
			if i > 0 {
				p.WriteString(" ")
			}
			fmt.Fprintf(&p, "ord%d", r.IntN(8000))
		}
		p.WriteString(".")
		all = append(all, p.String())
	}
	return all
}

// largeFolder is a folder of n documents of 20 pages; every fourth is a draft whose paragraphs stand in the three before it.
func largeFolder(n int) *situation {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	var docs []doc
	var before [][]string
	for i := 1; i <= n; i++ {
		if i%4 != 0 {
			p := prose(r, 20)
			before = append(before, p)
			docs = append(docs, file(i, 0, "rapport", strings.Join(p, "\n\n")))
			continue
		}
		var draft []string
		for range 20 * wordsAPage / 60 {
			from := before[len(before)-1-r.IntN(3)]
			draft = append(draft, from[r.IntN(len(from))])
		}
		docs = append(docs, file(i, draftClass, "utkast", strings.Join(draft, "\n\n")))
	}
	return folderOf(docs...)
}

// BenchmarkFolderOfDrafts judges one folder of documents of 20 pages whose text is read already (issue 7: 200 documents in less than 10 seconds, near-linear).
func BenchmarkFolderOfDrafts(b *testing.B) {
	for _, n := range []int{50, 100, 200} {
		s := largeFolder(n)
		b.Run(fmt.Sprintf("%d documents", n), func(b *testing.B) {
			for b.Loop() {
				w, err := New(&s.library, s.options).Run(b.Context(), s.In, &bench{})
				require.NoError(b, err)
				require.Len(b, w.Lines, n/4)
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N*n), "ms/document")
		})
	}
}
