package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/clock"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// progress draws one line that tells how a run comes along: only where a person is watching, and only of what takes more than two seconds.
type progress struct {
	t       terminal
	lang    text.Lang
	room    string
	started time.Time
	drawn   time.Time
	width   int
}

const (
	quietFor  = 2 * time.Second
	drawEvery = 200 * time.Millisecond
)

func newProgress(t terminal, lang text.Lang) *progress { return &progress{t: t, lang: lang} }

// Enter notes the room; why it stands where it stands is for those who read the corridor.
func (p *progress) Enter(room, _ string) {
	p.done()
	p.room, p.started = room, clock.Tick()
}

// Progress draws how much is done and how long the rest may take.
func (p *progress) Progress(room string, passed pipeline.Passed) {
	now := clock.Tick()
	if !p.t.live || now.Sub(p.started) < quietFor || now.Sub(p.drawn) < drawEvery {
		return
	}
	p.drawn = now
	line := "  " + p.line(room, passed, now.Sub(p.started))
	fmt.Fprintf(p.t.screen, "\r%-*s", p.width, line)
	p.width = len([]rune(line))
}

// line is the room, the folders and bytes that have passed, how fast, and how long the rest may take.
func (p *progress) line(room string, passed pipeline.Passed, since time.Duration) string {
	var parts []string
	if passed.OfFolders > 0 {
		parts = append(parts, p.lang.Say("progress.folders", text.Count(passed.Folders), text.Count(passed.OfFolders)))
	}
	if passed.Bytes > 0 {
		size := text.Bytes(passed.Bytes)
		if passed.OfBytes > 0 {
			size = p.lang.Say("progress.bytes", size, text.Bytes(passed.OfBytes))
		}
		parts = append(parts, size)
		if seconds := since.Seconds(); seconds > 0 {
			parts = append(parts, p.lang.Say("progress.speed", text.Bytes(int64(float64(passed.Bytes)/seconds))))
		}
	}
	if left, known := timeLeft(passed, since); known {
		parts = append(parts, p.lang.Say("office.left", p.duration(left)))
	}
	return p.lang.Say("room."+room) + ": " + strings.Join(parts, " · ")
}

// timeLeft supposes that the rest goes as fast as what is done. Where folders and bytes are both known, the one that has come further counts: folders
// whose seals hold pass without a byte being read.
func timeLeft(passed pipeline.Passed, since time.Duration) (time.Duration, bool) {
	share := 0.0
	for _, part := range [][2]int64{{passed.Folders, passed.OfFolders}, {passed.Bytes, passed.OfBytes}} {
		if part[1] > 0 {
			share = max(share, float64(part[0])/float64(part[1]))
		}
	}
	if share <= 0 || share >= 1 {
		return 0, false
	}
	return time.Duration(float64(since) * (1 - share) / share), true
}

// duration is a time as people say it: 1 t 5 min, 3 min 20 s, 12 s.
func (p *progress) duration(d time.Duration) string {
	d = d.Round(time.Second)
	hours, minutes, seconds := int(d.Hours()), int(d.Minutes())%60, int(d.Seconds())%60
	switch {
	case hours > 0:
		return p.lang.Say("progress.hours", hours, minutes)
	case minutes > 0:
		return p.lang.Say("progress.minutes", minutes, seconds)
	}
	return p.lang.Say("progress.seconds", seconds)
}

// done wipes the line.
func (p *progress) done() {
	if p.width > 0 {
		fmt.Fprintf(p.t.screen, "\r%s\r", strings.Repeat(" ", p.width))
		p.width = 0
	}
}
