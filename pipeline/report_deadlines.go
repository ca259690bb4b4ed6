package pipeline

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/page"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// folderTotals is what is counted of the folders that are judged, while the JSON streams them.
type folderTotals struct {
	Due     map[deposit.Due]int64 `json:"due,omitempty"`
	Windows []windowTotal         `json:"windows,omitempty"` // in their order
	Unsaid  int64                 `json:"without_window,omitempty"`
}

type windowTotal struct {
	Window deposit.Window `json:"window"`
	InTime int64          `json:"in_time"`
	Late   int64          `json:"late"`
}

// outcome is what is counted of a verdict.
type outcome struct {
	Due    deposit.Due    `json:"due"`
	Window deposit.Window `json:"window"`
	Late   bool           `json:"late"`
}

// readVerdict reads a stored verdict, or what is asked of it; what is not there leaves the value as it is.
func readVerdict(verdict []byte, into any) error {
	if len(verdict) == 0 {
		return nil
	}
	return json.Unmarshal(verdict, into)
}

func (t *folderTotals) add(fate deposit.Fate, v outcome) {
	if fate != deposit.FatePackaged && fate != deposit.FateDeferred || v.Due == "" {
		return
	}
	if t.Due == nil {
		t.Due = map[deposit.Due]int64{}
	}
	t.Due[v.Due]++
	if v.Window.Year == 0 {
		t.Unsaid++
		return
	}
	at, known := slices.BinarySearchFunc(t.Windows, v.Window, func(t windowTotal, w deposit.Window) int {
		return cmp.Or(t.Window.Year-w.Year, t.Window.From-w.From, t.Window.To-w.To)
	})
	if !known {
		t.Windows = slices.Insert(t.Windows, at, windowTotal{Window: v.Window})
	}
	if v.Late {
		t.Windows[at].Late++
	} else {
		t.Windows[at].InTime++
	}
}

// foldersSection is the part of the page with the table of folders.
const foldersSection = "frister"

// deadlines shows when folders are due: by delivery window, by verdict, and folder by folder with every rule's date beside the others'.
func (r *reporter) deadlines() []page.Block {
	groups := r.ruleGroups()
	columns := []page.Column{{Title: r.say("col_folder"), Narrow: true}}
	for _, g := range groups {
		columns = append(columns, page.Column{Title: g.title, Broad: len(g.rules) > 0 && g.rules[0] != r.office.Rules.Vedtak.ID})
	}
	columns = append(columns, page.Column{Title: r.say("col_wins")}, page.Column{Title: r.say("col_window")}, page.Column{Title: r.say("col_due")})
	table := page.Table{Caption: r.say("deadlines_caption"), Columns: columns, Empty: r.say("none_yet"), Rows: func(yield func(page.Row) error) error {
		return r.office.ports.Store.Deadlines(r.ctx, func(ref deposit.FolderRef, fate deposit.Fate, verdict []byte) error {
			var v deposit.Verdict
			if err := readVerdict(verdict, &v); err != nil {
				return err
			}
			return yield(r.deadlineRow(groups, ref, fate, v))
		})
	}}
	if r.copied != nil && len(r.totals.folders.Due) > 0 {
		table.Copy = r.copied.rows
	}
	blocks := []page.Block{page.Text(r.say("deadlines_intro"))}
	if len(r.totals.folders.Due) > 0 {
		blocks = append(blocks, r.windowChart(), r.dueChart())
	}
	return append(blocks, page.Heading(r.say("deadlines_each")), table)
}

func (r *reporter) windowChart() page.Stacked {
	chart := page.Stacked{Caption: r.say("windows"), Series: []string{r.say("in_time"), r.say("late"), r.say("unknown_window")}}
	for _, n := range r.totals.folders.Windows {
		shown := r.folderCount(n.InTime + n.Late)
		if n.Late > 0 {
			shown = r.say("window_shown_late", r.folderCount(n.InTime+n.Late), text.Count(n.Late))
		}
		chart.Stacks = append(chart.Stacks, page.Stack{Label: r.window(n.Window), Values: []int64{n.InTime, n.Late, 0}, Shown: shown})
	}
	if n := r.totals.folders.Unsaid; n > 0 {
		chart.Stacks = append(chart.Stacks, page.Stack{Label: r.say("unknown_window"), Values: []int64{0, 0, n}, Shown: r.folderCount(n)})
	}
	return chart
}

func (r *reporter) folderCount(n int64) string { return r.say("window_shown", text.Count(n)) }

func (r *reporter) dueChart() page.Bars {
	chart := page.Bars{Caption: r.say("verdicts")}
	for _, due := range []deposit.Due{deposit.DueNow, deposit.DueEarly, deposit.DueTooSoon, deposit.DueUnknown} {
		n := r.totals.folders.Due[due]
		chart.Bars = append(chart.Bars, page.Bar{Label: r.say("due." + string(due)), Value: n, Shown: text.Count(n)})
	}
	return chart
}

// ruleGroup is a column of the table: rules that are alternatives for different folders (6.1 for school, upper secondary, adults) stand in one, those that
// the owner has beside them in another, a rule for everybody (4.4) and a vedtak in one each.
type ruleGroup struct {
	title string
	rules []string
}

func (r *reporter) ruleGroups() []ruleGroup {
	own, alternatives := ruleGroup{title: r.lang.Say("rules.own")}, ruleGroup{}
	var all []ruleGroup
	for i := range r.office.Rules.Rules {
		switch rule := &r.office.Rules.Rules[i]; {
		case rule.ForAll():
			all = append(all, ruleGroup{rule.Source, []string{rule.ID}})
		case rule.Own:
			own.rules = append(own.rules, rule.ID)
		default:
			if alternatives.title == "" {
				alternatives.title = rule.Source
			}
			alternatives.rules = append(alternatives.rules, rule.ID)
		}
	}
	for _, g := range []ruleGroup{alternatives, own} {
		if len(g.rules) > 0 {
			all = append([]ruleGroup{g}, all...)
		}
	}
	if vedtak := r.office.Rules.Vedtak; vedtak.ID != "" {
		all = append(all, ruleGroup{r.say("col_vedtak"), []string{vedtak.ID}})
	}
	return all
}

func (r *reporter) deadlineRow(groups []ruleGroup, ref deposit.FolderRef, fate deposit.Fate, v deposit.Verdict) page.Row {
	first := page.Cell{{Text: ref.Journal}}
	if fate != deposit.FatePackaged {
		first = append(first, page.Line{Text: r.fate(fate), Style: page.Quiet})
	}
	row := page.Row{Cells: []page.Cell{first}}
	for _, g := range groups {
		row.Cells = append(row.Cells, r.deadlineCell(g, v))
	}
	if v.Due == "" {
		return page.Row{Cells: append(row.Cells, nil, nil, page.Of(r.say("not_judged")))}
	}
	wins := page.Of("–")
	if rule, ok := r.office.Rules.Rule(v.Winner); ok {
		wins = page.Cell{{Text: v.Latest.Norwegian(), Style: page.Strong}, {Text: rule.Source, Style: page.Quiet}}
	}
	due := page.Cell{{Text: r.say("due." + string(v.Due)), Style: page.Label}}
	if v.Due == deposit.DueTooSoon || v.Due == deposit.DueUnknown {
		due[0].Style = page.LabelOn
	}
	if v.Late {
		due = append(due, page.Line{Text: r.say("late"), Style: page.Strong})
	}
	row.Cells = append(row.Cells, wins, page.Of(r.window(v.Window)), due)
	return row
}

// deadlineCell is the date of the rule in the group that is for this folder, what it is counted from, and why it did not win.
func (r *reporter) deadlineCell(g ruleGroup, v deposit.Verdict) page.Cell {
	at := slices.IndexFunc(v.Deadlines, func(d deposit.Deadline) bool {
		return slices.Contains(g.rules, d.Rule) && !d.OfOthers()
	})
	if at < 0 {
		return page.Cell{{Text: "–", Style: page.Quiet}}
	}
	d := v.Deadlines[at]
	cell := page.Cell{{Text: d.Latest.Norwegian(), Style: page.Normal}}
	if d.Latest.IsZero() {
		cell[0] = page.Line{Text: r.say("no_date")}
	}
	switch {
	case d.On.IsZero():
	case d.Years == 0:
		cell = append(cell, page.Line{Text: r.say("trigger." + d.Trigger), Style: page.Quiet})
	case d.Computed:
		cell = append(cell, page.Line{Text: r.say("counted_computed", strconv.Itoa(d.Years), r.say("trigger."+d.Trigger), d.On.Norwegian()), Style: page.Quiet})
	default:
		cell = append(cell, page.Line{Text: r.say("counted", strconv.Itoa(d.Years), r.say("trigger."+d.Trigger), d.On.Norwegian()), Style: page.Quiet})
	}
	if d.Rule == v.Winner {
		cell[0] = page.Line{Text: r.say("wins", d.Latest.Norwegian()), Style: page.Strong}
		return cell
	}
	if d.Why != "" {
		cell = append(cell, page.Line{Text: r.say("why." + d.Why), Style: page.Quiet})
	}
	return cell
}

// window is a delivery window as people name it.
func (r *reporter) window(w deposit.Window) string {
	switch {
	case w.Year == 0:
		return ""
	case w.From == 0:
		return r.say("window_extra", w.Year)
	}
	return r.say("window", w.Year, w.From, w.To)
}
