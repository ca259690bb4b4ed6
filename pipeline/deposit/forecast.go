package deposit

import (
	"math"
	"slices"
	"strconv"
)

// Coming is what the deposit calendar needs to know of a folder: when it falls due, and how much paper it is.
type Coming struct {
	Fate   Fate
	Due    Due // empty when retention has not seen it
	Late   bool
	Window Window
	Paper  Paper
}

// Forecast is what falls due in this delivery and the ones after it (R6.1-2). It counts deadlines, not what people choose to deliver before them.
type Forecast struct {
	AsOf    Date            `json:"as_of"`
	Windows []ForecastLine  `json:"windows"` // in order of the delivery year; this delivery and the next regular one are always there
	Unknown ForecastVolume  `json:"unknown"` // no deadline could be decided: a person must find out first
	Sum     ForecastVolume  `json:"sum"`     // of all the above
	Outside ForecastOutside `json:"outside"` // not counted
	mean    int             // millimetres of a paper folder of which nothing is known
	next    Window          // the regular window after this delivery
}

// ForecastLine is one delivery.
type ForecastLine struct {
	Window Window `json:"window"` // without a period: outside the regular ones
	Now    bool   `json:"now"`    // this delivery
	ForecastVolume
}

// ForecastVolume is a number of folders and how much paper they are. A folder of paper and files is counted with the paper.
type ForecastVolume struct {
	Folders     int64 `json:"folders"`      // on paper, wholly or in part, and digital
	Digital     int64 `json:"digital"`      // of these: no paper at all
	Thickness   int64 `json:"thickness_mm"` // of the paper
	Estimated   int64 `json:"estimated_mm"` // of this: counted from sheets, or the profile's mean
	Late        int64 `json:"late"`         // folders whose deadline lies before the delivery
	NotReady    int64 `json:"not_ready"`    // folders that are in use, not set aside, or of which something is unknown
	Deferred    int64 `json:"deferred"`     // folders that somebody moved to the next delivery
	ShelfMetres Metre `json:"shelf_metres"` // Thickness in metres
}

// ForecastOutside is what the forecast leaves out.
type ForecastOutside struct {
	NotJudged int64 `json:"not_judged"` // run has not seen them
	Excluded  int64 `json:"excluded"`   // another owner's, or left out by a decision
}

// Metre is a length in millimetres that JSON shows in metres.
type Metre int64

// MarshalJSON writes metres with three decimals: 1.240.
func (m Metre) MarshalJSON() ([]byte, error) { return []byte(m.decimal('.', 3)), nil }

// UnmarshalJSON reads what MarshalJSON writes.
func (m *Metre) UnmarshalJSON(data []byte) error {
	metres, err := strconv.ParseFloat(string(data), 64)
	*m = Metre(math.Round(metres * 1000))
	return err
}

// Norwegian is the length in metres with two decimals and a comma, rounded up: shelves are not ordered too short.
func (m Metre) Norwegian() string { return ((m + 9) / 10 * 10).decimal(',', 2) }

func (m Metre) decimal(point byte, digits int) string {
	all := []byte{byte('0' + m%1000/100), byte('0' + m%100/10), byte('0' + m%10)}
	return strconv.FormatInt(int64(m/1000), 10) + string(point) + string(all[:digits])
}

// NewForecast begins the forecast of a deposit that is judged by a day, with a rule set's windows and a profile's mean thickness.
func NewForecast(asOf Date, windows []Window, mean int) *Forecast {
	f := &Forecast{AsOf: asOf, mean: max(mean, 1)}
	this := Window{Year: asOf.Year}
	for _, w := range windows {
		if w.Year == asOf.Year {
			this = w
		}
		if w.Year > asOf.Year && (f.next.Year == 0 || w.Year < f.next.Year) {
			f.next = w
		}
	}
	f.line(this)
	if f.next.Year > 0 {
		f.line(f.next)
	}
	return f
}

// Add counts a folder. What it needs of memory follows the number of windows, not of folders.
func (f *Forecast) Add(c Coming) {
	deferred := c.Fate == FateDeferred
	switch {
	case !deferred && c.Fate != FatePackaged:
		f.Outside.Excluded++
		return
	case c.Due == "":
		f.Outside.NotJudged++
		return
	}
	v := f.volume(c)
	f.Sum.add(v)
	at := c.Window
	if deferred && at.Year <= f.AsOf.Year && f.next.Year > 0 {
		at = f.next
	}
	if c.Window.Year == 0 {
		f.Unknown.add(v)
		return
	}
	f.line(at).add(v)
}

// line is the line of a window, made where it belongs when it is new.
func (f *Forecast) line(w Window) *ForecastVolume {
	i, found := slices.BinarySearchFunc(f.Windows, w, func(l ForecastLine, w Window) int {
		if l.Window.Year != w.Year {
			return l.Window.Year - w.Year
		}
		return l.Window.From - w.From
	})
	if !found {
		f.Windows = slices.Insert(f.Windows, i, ForecastLine{Window: w, Now: w.Year <= f.AsOf.Year})
	}
	return &f.Windows[i].ForecastVolume
}

// volume is what one folder counts for.
func (f *Forecast) volume(c Coming) ForecastVolume {
	v := ForecastVolume{Folders: 1}
	if c.Paper.Medium == Digital {
		v.Digital = 1
	} else {
		v.Thickness = int64(c.Paper.Thickness)
		if v.Thickness < 1 {
			v.Thickness = int64(f.mean)
		}
		if c.Paper.Estimated || c.Paper.Thickness < 1 {
			v.Estimated = v.Thickness
		}
	}
	if c.Late {
		v.Late = 1
	}
	if c.Due == DueTooSoon || c.Due == DueUnknown {
		v.NotReady = 1
	}
	if c.Fate == FateDeferred {
		v.Deferred = 1
	}
	return v
}

func (v *ForecastVolume) add(o ForecastVolume) {
	v.Folders += o.Folders
	v.Digital += o.Digital
	v.Thickness += o.Thickness
	v.Estimated += o.Estimated
	v.Late += o.Late
	v.NotReady += o.NotReady
	v.Deferred += o.Deferred
	v.ShelfMetres = Metre(v.Thickness)
}
