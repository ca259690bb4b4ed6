package page

// Bar is one bar of a chart: what it stands for, its length, and the value as read.
type Bar struct {
	Label string
	Value int64
	Shown string
}

// Bars is a chart of horizontal bars. Every value stands beside its bar as text, so the drawing adds nothing that must be seen.
type Bars struct {
	Caption string
	Bars    []Bar
}

func (b Bars) write(w *writer) error {
	var most int64
	for _, bar := range b.Bars {
		most = max(most, bar.Value)
	}
	rows := make([]chartRow, 0, len(b.Bars))
	for _, bar := range b.Bars {
		rows = append(rows, chartRow{Label: bar.Label, Shown: bar.Shown, Parts: []chartPart{{X: "0%", Width: percent(bar.Value, most), Fill: 0}}})
	}
	return w.fill("chart", chart{Caption: b.Caption, Rows: rows})
}

// Fills is how many parts of a stacked bar can be told apart; parts beyond them share the last filling.
const Fills = 6

// Stack is one bar that is divided: a value for each series, with what is read.
type Stack struct {
	Label  string
	Values []int64
	Shown  string
}

// Stacked is a chart of horizontal bars that are divided into series. Series differ in filling, not in colour alone, and the values stand beside the bar.
type Stacked struct {
	Caption string
	Series  []string
	Stacks  []Stack
	Share   bool // every bar is as long as the chart: shares, not amounts
}

func (s Stacked) write(w *writer) error {
	var most int64
	for _, stack := range s.Stacks {
		most = max(most, sum(stack.Values))
	}
	c := chart{Caption: s.Caption}
	for i, name := range s.Series {
		c.Legend = append(c.Legend, legend{Name: name, Fill: min(i, Fills-1)})
	}
	for _, stack := range s.Stacks {
		whole := most
		if s.Share {
			whole = sum(stack.Values)
		}
		row := chartRow{Label: stack.Label, Shown: stack.Shown}
		var at int64
		for i, v := range stack.Values {
			if v > 0 {
				row.Parts = append(row.Parts, chartPart{X: percent(at, whole), Width: percent(v, whole), Fill: min(i, Fills-1)})
			}
			at += max(v, 0)
		}
		c.Rows = append(c.Rows, row)
	}
	return w.fill("chart", c)
}

func sum(values []int64) (total int64) {
	for _, v := range values {
		total += max(v, 0)
	}
	return total
}

type chart struct {
	Caption string
	Legend  []legend
	Rows    []chartRow
}

type legend struct {
	Name string
	Fill int
}

type chartRow struct {
	Label string
	Shown string
	Parts []chartPart
}

type chartPart struct {
	X, Width string
	Fill     int
}
