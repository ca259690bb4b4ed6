package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/clock"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

func TestProgressTellsFoldersBytesSpeedAndTimeLeft(t *testing.T) {
	p := newProgress(terminal{}, text.Bokmaal)
	spaced := func(passed pipeline.Passed, since time.Duration) string {
		return strings.ReplaceAll(p.line("intake", passed, since), "\u00a0", " ")
	}
	require.Equal(t, "inntak: 250 / 1 000 mapper · 30,0 MB / 60,0 MB · 3,0 MB/s · om lag 10 s igjen",
		spaced(pipeline.Passed{Folders: 250, OfFolders: 1000, Bytes: 30_000_000, OfBytes: 60_000_000}, 10*time.Second))
	require.Equal(t, "inntak: 1 / 10 mapper · om lag 1 t 30 min igjen", spaced(pipeline.Passed{Folders: 1, OfFolders: 10}, 10*time.Minute))
	require.Equal(t, "inntak: 5,0 GB · 500,0 MB/s", spaced(pipeline.Passed{Bytes: 5_000_000_000}, 10*time.Second), "no total, no time left")
	require.Equal(t, "inntak: 10 / 10 mapper", spaced(pipeline.Passed{Folders: 10, OfFolders: 10}, time.Minute))
	p.lang = text.English
	require.Contains(t, spaced(pipeline.Passed{Folders: 1, OfFolders: 3}, 65*time.Second), "1 / 3 folders · about 2 min 10 s left")
}

func TestProgressIsDrawnOnlyForWhoeverWatchesWhatTakesLong(t *testing.T) {
	for _, live := range []bool{false, true} {
		var out bytes.Buffer
		p := newProgress(terminal{screen: &out, live: live}, text.Bokmaal)
		p.Enter("pack", "")
		p.Progress("pack", pipeline.Passed{Bytes: 1, OfBytes: 2})
		require.Empty(t, out.String(), "two seconds have not passed")
		p.started = clock.Tick().Add(-time.Minute)
		p.Progress("pack", pipeline.Passed{Bytes: 1_000, OfBytes: 2_000})
		require.Equal(t, live, strings.Contains(out.String(), "pakking: 1,0\u00a0kB / 2,0\u00a0kB"))
		p.done()
	}
}
