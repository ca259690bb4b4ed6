//go:build bench

package passages

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// BenchmarkLabelledSet prints what the measure makes of the labelled set (goals: no wrong one, at least 95 % of the drafts found).
func BenchmarkLabelledSet(b *testing.B) {
	var s score
	for b.Loop() {
		s = measure()
	}
	b.ReportMetric(float64(s.pairs), "pairs")
	b.ReportMetric(float64(s.drafts), "drafts")
	b.ReportMetric(float64(s.found)*100/float64(s.drafts), "%found")
	b.ReportMetric(float64(s.wrong), "wrong")
	require.Empty(b, s.wrongly)
	b.Logf("not found, by kind: %v", s.missed)
}

// pages is a document of that many pages of 500 words.
func pages(w writer, count int) document {
	d := w.document()
	for words := 0; words < count*500; words += 180 {
		s := section{heading: w.one(headings...)}
		for range 4 {
			s.paragraphs = append(s.paragraphs, w.paragraph())
		}
		d.sections = append(d.sections, s)
	}
	return d
}

// BenchmarkFolder judges half of a folder's documents of 20 pages, drafts of which the other half are the finals (goal: 200 documents under 10 s, twice
// the documents about twice the time).
func BenchmarkFolder(b *testing.B) {
	for _, count := range []int{100, 200} {
		b.Run(fmt.Sprint(count), func(b *testing.B) {
			w := newWriter(1)
			var finals, drafts []string
			for range count / 2 {
				d := pages(w, 20)
				finals = append(finals, w.longer(d).text())
				drafts = append(drafts, d.text())
			}
			words, found := 0, 0
			var spent time.Duration
			for b.Loop() {
				start := time.Now()
				found, words = 0, 0
				var carriers []*Prepared
				for _, f := range finals {
					carriers = append(carriers, Prepare(f))
				}
				index := NewIndex(carriers...)
				for _, d := range drafts {
					r := index.Carried(Prepare(d))
					words += r.Words
					if r.Carried {
						found++
					}
				}
				spent += time.Since(start)
			}
			require.Equal(b, len(drafts), found)
			b.ReportMetric(spent.Seconds()/float64(b.N), "s/folder")
			b.ReportMetric(float64(words)/float64(len(drafts)), "words/document")
		})
	}
}

// BenchmarkRepeated judges a folder in which every document says the same few sentences again and again: the worst that an index can meet.
func BenchmarkRepeated(b *testing.B) {
	line := "Eleven møtte til timen som avtalt og arbeidet med lesing i dag.\n\n"
	var carriers []*Prepared
	for range 199 {
		carriers = append(carriers, Prepare(strings.Repeat(line, 800)))
	}
	draft := Prepare(strings.Repeat(line, 799) + "Eleven møtte ikke til timen som avtalt og var syk i dag.")
	for b.Loop() {
		require.False(b, NewIndex(carriers...).Carried(draft).Carried)
	}
	runtime.KeepAlive(carriers)
}
