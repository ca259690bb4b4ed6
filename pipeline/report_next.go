package pipeline

import (
	"strings"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/page"
)

// next says where the deposit stands and who must do what.
func (r *reporter) next() []page.Block {
	s := r.status
	switch {
	case s.Stale != nil:
		return r.nextStale()
	case len(s.Missing) > 0:
		return r.nextAct()
	case s.Findings.Open > 0:
		return []page.Block{page.Notice{Tone: page.Stop, Title: r.say("next_held", s.Findings.Open), Texts: []string{r.say("next_held_how")},
			Lines: []string{`arkivdepot decide ` + r.workspace() + ` F-… ` + r.say("answer_word") + ` --by … --because "…"`}}}
	case s.Package != "":
		return []page.Block{page.Notice{Tone: page.Good, Title: r.say("next_sent", s.Package), Texts: []string{r.say("next_sent_how")},
			Lines: []string{"arkivdepot verify " + r.workspace() + "/" + s.Package}}}
	}
	return []page.Block{page.Notice{Title: r.say("next_run", r.lang.Say(r.station(s.At))), Lines: []string{"arkivdepot run " + r.workspace()}}}
}

func (r *reporter) nextStale() []page.Block {
	s := r.status.Stale
	n := page.Notice{Tone: page.Stop, Title: r.lang.Say("office.stale", r.lang.Say("gate."+s.Gate), s.Acted.Short(), s.Now.Short())}
	for _, d := range []struct {
		key  string
		list []string
	}{{"office.added", s.Added}, {"office.removed", s.Removed}, {"office.changed", s.Changed}} {
		if len(d.list) > 0 {
			n.Texts = append(n.Texts, r.lang.Say(d.key, strings.Join(d.list, ", ")))
		}
	}
	n.Lines = []string{"arkivdepot reopen " + r.workspace() + " --from " + s.Gate + ` --by … --because "…"`}
	return []page.Block{n}
}

func (r *reporter) nextAct() []page.Block {
	now := page.Notice{Tone: page.Warn, Title: r.say("next_act", r.lang.Say(r.station(r.status.At)))}
	later := page.Notice{Title: r.say("next_later")}
	for _, m := range r.status.Missing {
		line := "arkivdepot " + strings.ReplaceAll(m.Paste, "{ws}", r.workspace())
		if m.Now {
			now.Lines = append(now.Lines, line)
		} else {
			later.Lines = append(later.Lines, line)
		}
	}
	if r.status.Findings.Open > 0 {
		now.Texts = append(now.Texts, r.say("next_also_held", r.status.Findings.Open))
	}
	if len(later.Lines) == 0 {
		return []page.Block{now}
	}
	return []page.Block{now, later}
}

// workspace stands for the folder in commands: the report does not know where it lies, and says the same wherever it does.
func (r *reporter) workspace() string { return r.say("workspace") }

// station is the key of the words for a gate or room.
func (r *reporter) station(name string) string {
	if _, isGate := gateNamed(name); isGate || name == GatePurge || name == GateReceipt {
		return "gate." + name
	}
	return "room." + name
}

// moment is a time of an act as people read it; the zone is said, because acts may be recorded far from each other.
func (r *reporter) moment(at string) string {
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return at
	}
	return t.UTC().Format("02.01.2006 15.04") + " UTC"
}
