package deposit

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

var (
	w2024 = Window{From: 2020, To: 2023, Year: 2024}
	w2028 = Window{From: 2024, To: 2027, Year: 2028}
	w2032 = Window{From: 2028, To: 2031, Year: 2032}
)

func forecastOf(asOf Date, folders ...Coming) *Forecast {
	f := NewForecast(asOf, []Window{w2024, w2028, w2032}, 20)
	for _, c := range folders {
		f.Add(c)
	}
	return f
}

func TestAForecastCountsFoldersAndPaperByDelivery(t *testing.T) {
	day := Date{2024, 11, 1}
	onPaper := func(mm int, estimated bool) Paper {
		return Paper{Medium: OnPaper, Volumes: 1, Thickness: mm, Estimated: estimated}
	}
	f := forecastOf(day,
		Coming{Fate: FatePackaged, Due: DueNow, Window: w2024, Paper: onPaper(12, false)},
		Coming{Fate: FatePackaged, Due: DueNow, Window: w2024, Late: true, Paper: onPaper(8, true)},
		Coming{Fate: FatePackaged, Due: DueTooSoon, Window: w2024, Paper: Paper{Medium: Digital}},
		Coming{Fate: FatePackaged, Due: DueEarly, Window: w2032, Paper: Paper{Medium: Mixed, Thickness: 5}},
		Coming{Fate: FateDeferred, Due: DueNow, Window: w2024, Paper: onPaper(0, false)},
		Coming{Fate: FateDeferred, Due: DueEarly, Window: w2032, Paper: onPaper(1, false)},
		Coming{Fate: FatePackaged, Due: DueUnknown, Paper: onPaper(3, false)},
		Coming{Fate: FatePackaged}, Coming{Fate: FateExcludedByRule, Due: DueNow, Window: w2024}, Coming{Fate: FateExcludedByDecision},
	)
	require.Equal(t, []ForecastLine{
		{Window: w2024, Now: true, ForecastVolume: ForecastVolume{Folders: 3, Digital: 1, Thickness: 20, Estimated: 8, Late: 1, NotReady: 1, ShelfMetres: 20}},
		{Window: w2028, ForecastVolume: ForecastVolume{Folders: 1, Thickness: 20, Estimated: 20, Deferred: 1, ShelfMetres: 20}},
		{Window: w2032, ForecastVolume: ForecastVolume{Folders: 2, Thickness: 6, Deferred: 1, ShelfMetres: 6}},
	}, f.Windows)
	require.Equal(t, ForecastVolume{Folders: 1, Thickness: 3, NotReady: 1, ShelfMetres: 3}, f.Unknown)
	require.Equal(t, int64(7), f.Sum.Folders)
	require.Equal(t, ForecastOutside{NotJudged: 1, Excluded: 2}, f.Outside)
}

func TestAForecastBetweenDeliveriesHasALineOfItsOwn(t *testing.T) {
	f := forecastOf(Date{2026, 11, 21})
	require.Equal(t, []ForecastLine{{Window: Window{Year: 2026}, Now: true}, {Window: w2028}}, f.Windows)
	last := forecastOf(Date{2033, 1, 1}, Coming{Fate: FateDeferred, Due: DueNow, Window: Window{Year: 2033}})
	require.Len(t, last.Windows, 1, "after the last window of the table there is none to move to")
	require.Equal(t, int64(1), last.Windows[0].Deferred)
}

func TestMetresAreShownWithAComma(t *testing.T) {
	for mm, want := range map[Metre][2]string{0: {"0,00", "0.000"}, 1: {"0,01", "0.001"}, 1240: {"1,24", "1.240"}, 1241: {"1,25", "1.241"}, 999: {"1,00", "0.999"}, 12_345_678: {"12345,68", "12345.678"}} {
		require.Equal(t, want[0], mm.Norwegian())
		data, err := json.Marshal(mm)
		require.NoError(t, err)
		require.Equal(t, want[1], string(data))
		var again Metre
		require.NoError(t, json.Unmarshal(data, &again))
		require.Equal(t, mm, again)
	}
}

// TestAForecastLosesNoFolder holds the lines against the sum for any mix of folders.
func TestAForecastLosesNoFolder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		one := rapid.Custom(func(t *rapid.T) Coming {
			return Coming{Fate: rapid.SampledFrom([]Fate{FatePackaged, FateDeferred, FateExcludedByRule}).Draw(t, "fate"),
				Due:    rapid.SampledFrom([]Due{"", DueNow, DueEarly, DueTooSoon, DueUnknown}).Draw(t, "due"),
				Window: rapid.SampledFrom([]Window{{}, w2024, {Year: 2025}, w2028, w2032}).Draw(t, "window"),
				Paper:  Paper{Medium: rapid.SampledFrom([]Medium{OnPaper, Digital, Mixed}).Draw(t, "medium"), Thickness: rapid.IntRange(0, 300).Draw(t, "mm")}}
		})
		folders := rapid.SliceOf(one).Draw(t, "folders")
		f := forecastOf(Date{rapid.IntRange(2020, 2040).Draw(t, "year"), 10, 1}, folders...)
		total := f.Unknown
		for i, l := range f.Windows {
			total.add(l.ForecastVolume)
			if i > 0 {
				require.Less(t, f.Windows[i-1].Window.Year, l.Window.Year)
			}
		}
		require.Equal(t, f.Sum, total)
		require.Equal(t, int64(len(folders)), f.Sum.Folders+f.Outside.Excluded+f.Outside.NotJudged)
	})
}
