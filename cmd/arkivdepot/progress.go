package main

import (
	"fmt"
	"strings"
	"time"

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
func (p *progress) Progress(room string, done, total int64) {
	now := clock.Tick()
	if !p.t.live || now.Sub(p.started) < quietFor || now.Sub(p.drawn) < drawEvery {
		return
	}
	p.drawn = now
	line := fmt.Sprintf("  %s: %s", p.lang.Say("room."+room), text.Count(done))
	if total > 0 {
		line += " / " + text.Count(total)
	}
	if total > done && done > 0 {
		left := time.Duration(float64(now.Sub(p.started)) / float64(done) * float64(total-done)).Round(time.Second)
		line += " · " + p.lang.Say("office.left", left)
	}
	fmt.Fprintf(p.t.err, "\r%-*s", p.width, line)
	p.width = len([]rune(line))
}

// done wipes the line.
func (p *progress) done() {
	if p.width > 0 {
		fmt.Fprintf(p.t.err, "\r%s\r", strings.Repeat(" ", p.width))
		p.width = 0
	}
}
