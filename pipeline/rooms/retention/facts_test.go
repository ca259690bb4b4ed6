package retention

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// facts reads a line of the expectation table. A folder is set aside and was last used in 2010 unless the line says otherwise.
func facts(t *testing.T, line string) In {
	t.Helper()
	in := In{Card: deposit.Card{SetAside: true, LastUsed: day(t, "2010-03-01")}}
	for _, word := range strings.Fields(line) {
		key, value, _ := strings.Cut(word, "=")
		set, ok := setters[key]
		require.True(t, ok, key)
		set(t, &in, value)
	}
	return in
}

var setters = map[string]func(*testing.T, *In, string){
	"type":            func(_ *testing.T, in *In, v string) { in.Card.Client = deposit.ClientType(v) },
	"født":            func(t *testing.T, in *In, v string) { in.Card.Birth = day(t, v) },
	"skoleslutt":      func(t *testing.T, in *In, v string) { in.Card.EndOfSchool = day(t, v) },
	"siste_innforsel": func(t *testing.T, in *In, v string) { in.Card.LastEntry = day(t, v) },
	"sist_brukt":      func(t *testing.T, in *In, v string) { in.Card.LastUsed = day(t, v) },
	"ut_av_bruk":      func(t *testing.T, in *In, v string) { in.Card.OutOfUse = day(t, v) },
	"avsluttet": func(t *testing.T, in *In, v string) {
		in.Card.Closed, in.Card.ClosedFrom = day(t, v), deposit.ClosedStated
	},
	"bortsatt":    func(_ *testing.T, in *In, v string) { in.Card.SetAside = v == "ja" },
	"avslått":     func(_ *testing.T, in *In, v string) { in.Card.HelpRefused = v == "ja" },
	"tomme":       func(_ *testing.T, in *In, v string) { in.Card.Absent = strings.Split(v, ",") },
	"vedtak_ref":  func(_ *testing.T, in *In, v string) { in.Card.Vedtak.Ref = v },
	"vedtak_dato": func(t *testing.T, in *In, v string) { in.Card.Vedtak.Date = day(t, v) },
	"dok":         func(t *testing.T, in *In, v string) { add(in, deposit.Document{Date: day(t, v)}) },
	"kasser": func(t *testing.T, in *In, v string) {
		class, err := strconv.Atoi(v)
		require.NoError(t, err)
		add(in, deposit.Document{PurgeClass: class})
	},
}

func add(in *In, d deposit.Document) {
	d.Number = len(in.Documents.Documents) + 1
	in.Documents.Documents = append(in.Documents.Documents, d)
}

func day(t *testing.T, text string) deposit.Date {
	t.Helper()
	if text == "" {
		return deposit.Date{}
	}
	d, err := deposit.ParseDate(text)
	require.NoError(t, err)
	return d
}

func codes(findings []deposit.Finding) []string {
	var all []string
	for _, f := range findings {
		all = append(all, string(f.Code))
	}
	return all
}
