package pipeline

import (
	"slices"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/page"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// next says where the deposit stands and who must do what.
func (r *reporter) next() []page.Block {
	s := r.status
	switch {
	case s.Refused != nil:
		said := s.Refused.Finding.Say(string(r.lang))
		return []page.Block{page.Notice{Tone: page.Stop, Title: r.lang.Say("office.refused"), Texts: []string{said.Text, said.Remedy}, Lines: []string{"arkivdepot run " + r.workspace()}}}
	case s.Stale != nil:
		return r.nextStale()
	case len(s.Missing) > 0:
		return r.nextAct()
	case s.Findings.Open > 0:
		return []page.Block{page.Notice{Tone: page.Stop, Title: r.say("next_held", s.Findings.Open), Texts: []string{r.say("next_held_how")},
			Lines: r.answering()}}
	case s.Package != "":
		return []page.Block{page.Notice{Tone: page.Good, Title: r.say("next_sent", s.Package), Texts: append(r.schemasLacked(), r.say("next_sent_how")),
			Lines: []string{"arkivdepot verify " + r.workspace() + "/" + s.Package}}}
	}
	return []page.Block{page.Notice{Title: r.say("next_run", r.lang.Station(s.At)), Lines: []string{"arkivdepot run " + r.workspace()}}}
}

// schemasLacked tells of official schemas that the package goes without.
func (r *reporter) schemasLacked() []string {
	lacking := r.status.SchemasLacking
	if len(lacking) == 0 {
		return nil
	}
	return []string{strings.TrimSuffix(r.lang.Say("office.schemas_lacked", len(lacking), strings.Join(lacking, ", ")), ":") + "."}
}

func (r *reporter) nextStale() []page.Block {
	s := r.status.Stale
	if s.Package || s.Printed {
		return append([]page.Block{page.Notice{Tone: page.Stop, Title: r.lang.Say(s.Key()),
			Lines: []string{"arkivdepot reopen " + r.workspace() + ` --by … --because "…"`}}}, r.alsoHeld()...)
	}
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
	return append([]page.Block{n}, r.alsoHeld()...)
}

func (r *reporter) nextAct() []page.Block {
	now := page.Notice{Tone: page.Warn, Title: r.say("next_act", r.lang.Station(r.status.At))}
	later := page.Notice{Title: r.say("next_later")}
	for _, m := range r.pasted() {
		if m.Now {
			now.Lines = append(now.Lines, m.Paste)
		} else {
			later.Lines = append(later.Lines, m.Paste)
		}
	}
	blocks := []page.Block{now}
	if len(later.Lines) > 0 {
		blocks = append(blocks, later)
	}
	return append(blocks, r.alsoHeld()...)
}

// alsoHeld tells of findings that will stop the deposit behind the gate where it stands now.
func (r *reporter) alsoHeld() []page.Block {
	open := int64(r.status.Findings.Open)
	if open == 0 {
		return nil
	}
	return []page.Block{page.Notice{Tone: page.Stop, Title: r.lang.Say("next.also_held", text.Count(open)), Lines: r.answering()}}
}

// answering is the commands by which findings are seen and answered.
func (r *reporter) answering() []string {
	return []string{"arkivdepot check " + r.workspace(),
		`arkivdepot decide ` + r.workspace() + ` F-… ` + r.say("answer_word") + ` --by … --because "…"`}
}

// pasted is what is missing with whole commands, for programs that read the report.
func (r *reporter) pasted() []Missing {
	missing := slices.Clone(r.status.Missing)
	for i := range missing {
		missing[i].Paste = "arkivdepot " + strings.ReplaceAll(missing[i].Paste, "{ws}", r.workspace())
	}
	return missing
}

// workspace stands for the folder in commands: the report does not know where it lies, and says the same wherever it does.
func (r *reporter) workspace() string { return r.say("workspace") }

// moment is a time of an act as people read it.
func (r *reporter) moment(at string) string { return r.lang.Moment(at) }
