package retention

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// rogaland is the rule set of domain §1.6, written by hand here: schemas/rules/instruks-rogaland.yaml is compared with the same figures where it is read.
func rogaland() deposit.RetentionRules {
	r := deposit.RetentionRules{
		ID: "instruks-rogaland", Precedence: []string{"ika-6.1-skole", "ika-6.1-vgs", "ika-6.1-voksen", "instruks-4.4"},
		Rules: []deposit.Rule{
			{ID: "ika-6.1-skole", Source: "6.1", Clients: []deposit.ClientType{deposit.PreSchool, deposit.Compulsory}, Trigger: deposit.EndCompulsory, Age: 16, Tolerance: 1, Years: 10},
			{ID: "ika-6.1-vgs", Source: "6.1", Clients: []deposit.ClientType{deposit.UpperSecondary}, Trigger: deposit.EndUpper, Age: 19, Tolerance: 3, Years: 10},
			{ID: "ika-6.1-voksen", Source: "6.1", Clients: []deposit.ClientType{deposit.Adult}, Trigger: deposit.OutOfUse, Years: 10},
			{ID: "instruks-4.4", Source: "4.4", Trigger: deposit.LastEntry, Years: 25, Ceiling: 30},
		},
		Vedtak: deposit.Rule{ID: "vedtak", Source: "vedtak", Trigger: deposit.ByDecision}, Policy: deposit.PreferEarlier,
		Earliest: deposit.Earliest{SetAside: true, NotUsed: true},
		Classes:  []deposit.PurgeClass{{Class: 1, ID: "r5-klasse-1"}, {Class: 2, ID: "r5-klasse-2"}, {Class: 3, ID: "r5-klasse-3"}},
	}
	for from := 1976; from <= 2048; from += 4 {
		r.Windows = append(r.Windows, deposit.Window{From: from, To: from + 3, Year: from + 4})
	}
	return r
}

// expectation is one line of the table: facts in Norwegian words as key=value, the verdict that a person reads out of the rule text.
type expectation struct {
	name     string
	facts    string // type=grunnskole født=2000-05-12 …; bortsatt is ja and sist_brukt 2010-03-01 unless stated
	asOf     string
	due      deposit.Due
	winner   string
	latest   string
	window   int
	findings string
}

// The day is 1 November 2024, the year of a regular delivery, unless the line says another.
var expectations = []expectation{
	// 6.1, school: 10 years after the end of compulsory school, computed as 31 July of the year of the 16th birthday.
	{"the example of domain 1.6: born 2000, latest 2026, delivered 2024", "type=grunnskole født=2000-05-12", "", deposit.DueNow, "ika-6.1-skole", "2026-07-31", 2024, ""},
	{"born on the first day of a year", "type=grunnskole født=2000-01-01", "", deposit.DueNow, "ika-6.1-skole", "2026-07-31", 2024, ""},
	{"born on the last day of a year", "type=grunnskole født=2000-12-31", "", deposit.DueNow, "ika-6.1-skole", "2026-07-31", 2024, ""},
	{"born a day later is another cohort", "type=grunnskole født=2001-01-01", "", deposit.DueNow, "ika-6.1-skole", "2027-07-31", 2024, ""},
	{"the deadline in the year of the next delivery waits for it", "type=grunnskole født=2002-01-01", "", deposit.DueEarly, "ika-6.1-skole", "2028-07-31", 2028, ""},
	{"the last day of the deadline", "type=grunnskole født=1998-06-01", "2024-07-31", deposit.DueNow, "ika-6.1-skole", "2024-07-31", 2024, ""},
	{"the day after the deadline is late", "type=grunnskole født=1998-06-01", "2024-08-01", deposit.DueNow, "ika-6.1-skole", "2024-07-31", 2024, "RET-011"},
	{"the deadline the year before this delivery is late", "type=grunnskole født=1997-06-01", "", deposit.DueNow, "ika-6.1-skole", "2023-07-31", 2024, "RET-011"},
	{"the backlog of 1979-80 is late", "type=grunnskole født=1971-03-02 sist_brukt=1980-06-01", "", deposit.DueNow, "ika-6.1-skole", "1997-07-31", 2024, "RET-011"},
	{"pre-school clients follow the school rule", "type=forskole født=2010-09-09", "", deposit.DueEarly, "ika-6.1-skole", "2036-07-31", 2036, ""},
	{"a birth year alone computes the deadline", "type=grunnskole født=2000", "", deposit.DueNow, "ika-6.1-skole", "2026-07-31", 2024, ""},
	{"a birth month alone too", "type=grunnskole født=2000-12", "", deposit.DueNow, "ika-6.1-skole", "2026-07-31", 2024, ""},
	{"born on a leap day", "type=grunnskole født=2000-02-29", "", deposit.DueNow, "ika-6.1-skole", "2026-07-31", 2024, ""},
	{"a stated end of school goes before the computed one", "type=grunnskole født=2000-05-12 skoleslutt=2015-06-19", "", deposit.DueNow, "ika-6.1-skole", "2025-06-19", 2024, ""},
	{"a stated end one year late is usual", "type=grunnskole født=2000-05-12 skoleslutt=2017-06-19", "", deposit.DueNow, "ika-6.1-skole", "2027-06-19", 2024, ""},
	{"a stated end two years late is looked at", "type=grunnskole født=2000-05-12 skoleslutt=2018-06-19", "", deposit.DueEarly, "ika-6.1-skole", "2028-06-19", 2028, "RET-010"},
	{"a stated end needs no birth date", "type=grunnskole skoleslutt=2016-06-17", "", deposit.DueNow, "ika-6.1-skole", "2026-06-17", 2024, ""},
	{"a stated end of which only the year is known counts from its last day", "type=grunnskole skoleslutt=2016", "", deposit.DueNow, "ika-6.1-skole", "2026-12-31", 2024, ""},
	{"a stated end on a leap day ends on 28 February", "type=grunnskole født=2000-05-12 skoleslutt=2016-02-29", "", deposit.DueNow, "ika-6.1-skole", "2026-02-28", 2024, ""},
	{"no birth date is never rule A", "type=grunnskole siste_innforsel=1985-01-01 sist_brukt=1985-01-01", "", deposit.DueUnknown, "", "", 0, "RET-003"},

	// 6.1, upper secondary: the year of the 19th birthday.
	{"upper secondary", "type=videregaende født=2000-05-12", "", deposit.DueEarly, "ika-6.1-vgs", "2029-07-31", 2028, ""},
	{"upper secondary due now", "type=videregaende født=1998-05-12", "", deposit.DueNow, "ika-6.1-vgs", "2027-07-31", 2024, ""},
	{"a four-year trade is within the usual", "type=videregaende født=1998-05-12 skoleslutt=2020-06-20", "", deposit.DueEarly, "ika-6.1-vgs", "2030-06-20", 2028, ""},
	{"upper secondary without birth date", "type=videregaende", "", deposit.DueUnknown, "", "", 0, "RET-003"},

	// 6.1, adults: an explicit date, no age rule.
	{"an adult out of use in 2015", "type=voksen født=1960-01-01 ut_av_bruk=2015-03-01", "", deposit.DueNow, "ika-6.1-voksen", "2025-03-01", 2024, ""},
	{"an adult needs no birth date", "type=voksen ut_av_bruk=2015-03-01", "", deposit.DueNow, "ika-6.1-voksen", "2025-03-01", 2024, ""},
	{"an adult out of use on a leap day", "type=voksen ut_av_bruk=2016-02-29", "", deposit.DueNow, "ika-6.1-voksen", "2026-02-28", 2024, ""},
	{"an adult without the date is never judged by age", "type=voksen født=1960-01-01 siste_innforsel=1990-01-01", "", deposit.DueUnknown, "", "", 0, "RET-004"},
	{"an adult out of use this school year", "type=voksen ut_av_bruk=2024-09-01", "", deposit.DueTooSoon, "ika-6.1-voksen", "2034-09-01", 2032, "RET-001"},
	{"an adult long after the last entry passes the ceiling of 4.4", "type=voksen siste_innforsel=1985-02-02 ut_av_bruk=2014-12-01 sist_brukt=2014-12-01", "", deposit.DueNow, "ika-6.1-voksen", "2024-12-01", 2024, "RET-012"},
	{"an adult whose date is on the ceiling does not pass it", "type=voksen siste_innforsel=1994-12-01 ut_av_bruk=2014-12-01", "", deposit.DueNow, "ika-6.1-voksen", "2024-12-01", 2024, ""},

	// Client type.
	{"an unknown client type is not a school child", "født=2000-05-12", "", deposit.DueUnknown, "", "", 0, "RET-005"},
	{"a client type that nobody knows is unknown", "type=student født=2000-05-12", "", deposit.DueUnknown, "", "", 0, "RET-005"},

	// Vedtak: earlier only, with reference and date.
	{"a vedtak makes the date earlier", "type=grunnskole født=2004-05-12 vedtak_ref=24/117 vedtak_dato=2024-12-31", "", deposit.DueNow, "vedtak", "2024-12-31", 2024, ""},
	{"without it the same folder waits", "type=grunnskole født=2004-05-12", "", deposit.DueEarly, "ika-6.1-skole", "2030-07-31", 2028, ""},
	{"a vedtak never makes the date later", "type=grunnskole født=2000-05-12 vedtak_ref=24/117 vedtak_dato=2030-01-01", "", deposit.DueNow, "ika-6.1-skole", "2026-07-31", 2024, ""},
	{"a vedtak of the same day changes nothing", "type=grunnskole født=2000-05-12 vedtak_ref=24/117 vedtak_dato=2026-07-31", "", deposit.DueNow, "ika-6.1-skole", "2026-07-31", 2024, ""},
	{"a vedtak of the day before wins", "type=grunnskole født=2000-05-12 vedtak_ref=24/117 vedtak_dato=2026-07-30", "", deposit.DueNow, "vedtak", "2026-07-30", 2024, ""},
	{"a vedtak without reference holds", "type=grunnskole født=2004-05-12 vedtak_dato=2024-12-31", "", deposit.DueUnknown, "ika-6.1-skole", "2030-07-31", 2028, "RET-006"},
	{"a later vedtak without reference cannot matter", "type=grunnskole født=2000-05-12 vedtak_dato=2030-01-01", "", deposit.DueNow, "ika-6.1-skole", "2026-07-31", 2024, ""},
	{"a vedtak without date holds", "type=grunnskole født=2000-05-12 vedtak_ref=24/117", "", deposit.DueUnknown, "ika-6.1-skole", "2026-07-31", 2024, "RET-006"},
	{"a vedtak is no way round a missing birth date", "type=grunnskole vedtak_ref=24/117 vedtak_dato=2024-12-31", "", deposit.DueUnknown, "", "", 0, "RET-003"},

	// Too early: 4.2 counts school years from 1 August to 31 July; 4.3 asks for bortsatt.
	{"used on the first day of this school year", "type=grunnskole født=2000-05-12 sist_brukt=2024-08-01", "", deposit.DueTooSoon, "ika-6.1-skole", "2026-07-31", 2024, "RET-001"},
	{"used on the last day of the school year before", "type=grunnskole født=2000-05-12 sist_brukt=2024-07-31", "", deposit.DueNow, "ika-6.1-skole", "2026-07-31", 2024, ""},
	{"judged in spring, the school year began the year before", "type=grunnskole født=2000-05-12 sist_brukt=2023-08-01", "2024-07-31", deposit.DueTooSoon, "ika-6.1-skole", "2026-07-31", 2024, "RET-001"},
	{"judged a day later, it is the school year before", "type=grunnskole født=2000-05-12 sist_brukt=2023-08-01", "2024-08-01", deposit.DueNow, "ika-6.1-skole", "2026-07-31", 2024, ""},
	{"a use after the day it is judged by is wrong, and no use: reception holds", "type=grunnskole født=2000-05-12 sist_brukt=2025-02-01", "", deposit.DueUnknown, "ika-6.1-skole", "2026-07-31", 2024, ""},
	{"closed after the day it is judged by", "type=grunnskole født=2000-05-12 sist_brukt= avsluttet=2030-06-10", "", deposit.DueUnknown, "ika-6.1-skole", "2026-07-31", 2024, ""},
	{"used this school year, and a date that is wrong besides", "type=grunnskole født=2000-05-12 sist_brukt=2024-09-01 avsluttet=2030-06-10", "", deposit.DueTooSoon, "ika-6.1-skole", "2026-07-31", 2024, "RET-001"},
	{"used on the day it is judged by", "type=grunnskole født=2000-05-12 sist_brukt=2024-11-01", "", deposit.DueTooSoon, "ika-6.1-skole", "2026-07-31", 2024, "RET-001"},

	// What is empty for all folders is held once for the whole deposit: no finding here, and nothing is known all the same.
	{"no birth dates in the register", "type=grunnskole tomme=fodselsdato", "", deposit.DueUnknown, "", "", 0, ""},
	{"no birth dates, but a stated end of school", "type=grunnskole skoleslutt=2016-06-17 tomme=fodselsdato", "", deposit.DueNow, "ika-6.1-skole", "2026-06-17", 2024, ""},
	{"no client types in the register", "født=2000-05-12 tomme=klienttype", "", deposit.DueUnknown, "", "", 0, ""},
	{"the register does not say what is set aside", "type=grunnskole født=2000-05-12 bortsatt=nei tomme=bortsatt", "", deposit.DueUnknown, "ika-6.1-skole", "2026-07-31", 2024, ""},
	{"nothing in the register shows use", "type=grunnskole født=2000-05-12 sist_brukt= tomme=sist_brukt", "", deposit.DueUnknown, "ika-6.1-skole", "2026-07-31", 2024, ""},
	{"an empty column hides no other cause", "type=voksen tomme=fodselsdato", "", deposit.DueUnknown, "", "", 0, "RET-004"},
	{"used in an unknown month of 2024", "type=grunnskole født=2000-05-12 sist_brukt=2024", "", deposit.DueUnknown, "ika-6.1-skole", "2026-07-31", 2024, "RET-007"},
	{"used in an unknown month of 2023", "type=grunnskole født=2000-05-12 sist_brukt=2023", "", deposit.DueNow, "ika-6.1-skole", "2026-07-31", 2024, ""},
	{"used in August 2024, day unknown", "type=grunnskole født=2000-05-12 sist_brukt=2024-08", "", deposit.DueTooSoon, "ika-6.1-skole", "2026-07-31", 2024, "RET-001"},
	{"an entry this school year is use", "type=grunnskole født=2000-05-12 siste_innforsel=2024-09-10", "", deposit.DueTooSoon, "ika-6.1-skole", "2026-07-31", 2024, "RET-001"},
	{"closed this school year is use", "type=grunnskole født=2000-05-12 avsluttet=2024-10-01", "", deposit.DueTooSoon, "ika-6.1-skole", "2026-07-31", 2024, "RET-001"},
	{"a document of this school year is use", "type=grunnskole født=2000-05-12 dok=2024-10-01", "", deposit.DueTooSoon, "ika-6.1-skole", "2026-07-31", 2024, "RET-001"},
	{"nothing says when it was used", "type=grunnskole født=2000-05-12 sist_brukt=", "", deposit.DueUnknown, "ika-6.1-skole", "2026-07-31", 2024, "RET-007"},
	{"the last entry tells when nothing else does", "type=grunnskole født=2000-05-12 sist_brukt= siste_innforsel=2016-06-01", "", deposit.DueNow, "ika-6.1-skole", "2026-07-31", 2024, ""},
	{"not set aside", "type=grunnskole født=2000-05-12 bortsatt=nei", "", deposit.DueTooSoon, "ika-6.1-skole", "2026-07-31", 2024, "RET-002"},
	{"neither set aside nor out of use", "type=grunnskole født=2000-05-12 bortsatt=nei sist_brukt=2024-09-01", "", deposit.DueTooSoon, "ika-6.1-skole", "2026-07-31", 2024, "RET-001 RET-002"},
	{"too early goes before unknown, both are said", "type=grunnskole bortsatt=nei", "", deposit.DueTooSoon, "", "", 0, "RET-002 RET-003"},

	// Deliveries outside the regular windows.
	{"between windows, the deadline before the next one is due now", "type=grunnskole født=2001-01-01", "2025-10-01", deposit.DueNow, "ika-6.1-skole", "2027-07-31", 2025, ""},
	{"between windows, a deadline at the next one waits", "type=grunnskole født=2002-01-01", "2025-10-01", deposit.DueEarly, "ika-6.1-skole", "2028-07-31", 2028, ""},
	{"after the last window of the table, what is due is due", "type=grunnskole født=2030-01-01", "2057-01-01", deposit.DueNow, "ika-6.1-skole", "2056-07-31", 2057, "RET-011"},

	// What is proposed for weeding is room purge's (R5-2); a refused offer is proof (R2.3-8).
	{"a proposal changes no deadline", "type=grunnskole født=2000-05-12 kasser=1", "", deposit.DueNow, "ika-6.1-skole", "2026-07-31", 2024, ""},
	{"nor does one in a refused offer", "type=grunnskole født=2000-05-12 kasser=3 avslått=ja", "", deposit.DueNow, "ika-6.1-skole", "2026-07-31", 2024, ""},
	{"a refused offer is delivered as any other", "type=grunnskole født=2000-05-12 avslått=ja", "", deposit.DueNow, "ika-6.1-skole", "2026-07-31", 2024, ""},
}

func TestEveryLineOfTheExpectationTable(t *testing.T) {
	require.GreaterOrEqual(t, len(expectations), 40)
	for _, e := range expectations {
		t.Run(e.name, func(t *testing.T) {
			check(t, e, rogaland())
		})
	}
}

func check(t *testing.T, e expectation, rules deposit.RetentionRules) deposit.Verdict {
	t.Helper()
	asOf := e.asOf
	if asOf == "" {
		asOf = "2024-11-01"
	}
	v, findings := judge(facts(t, e.facts), Options{Rules: rules, AsOf: day(t, asOf)})
	require.Equal(t, e.due, v.Due)
	require.Equal(t, e.winner, v.Winner)
	require.Equal(t, e.latest, v.Latest.String())
	require.Equal(t, e.window, v.Window.Year)
	require.ElementsMatch(t, strings.Fields(e.findings), codes(findings))
	require.Len(t, v.Deadlines, len(rules.Rules)+hasVedtak(e.facts), "every deadline is shown")
	for _, d := range v.Deadlines {
		require.Equal(t, d.Rule == v.Winner, d.Why == "", "%s: who does not win says why", d.Rule)
	}
	return v
}

func hasVedtak(facts string) int {
	if strings.Contains(facts, "vedtak_") {
		return 1
	}
	return 0
}

func TestAVerdictSaysWhatItLacks(t *testing.T) {
	for line, want := range map[string][]string{
		"type=grunnskole tomme=fodselsdato,klienttype":                                  {"fodselsdato"},
		"født=2000-05-12 bortsatt=nei tomme=klienttype,bortsatt":                        {"klienttype", "bortsatt"},
		"type=grunnskole født=2000-05-12 avsluttet=2030-06-10 siste_innforsel=2031":     {"siste_innforsel", "avsluttet"},
		"type=grunnskole født=2000-05-12 dok=2030-01-01 dok=2030-02-01 sist_brukt=2010": {"dato"},
		"type=grunnskole født=2000-05-12":                                               nil,
	} {
		v, _ := judge(facts(t, line), Options{Rules: rogaland(), AsOf: day(t, "2024-11-01")})
		require.Equal(t, want, v.Lacks, line)
	}
}

func TestTheOtherWindowPolicies(t *testing.T) {
	later, extra := rogaland(), rogaland()
	later.Policy, extra.Policy = deposit.NextWindow, deposit.ExtraDelivery
	check(t, expectation{facts: "type=grunnskole født=2000-05-12", due: deposit.DueEarly, winner: "ika-6.1-skole", latest: "2026-07-31", window: 2028, findings: "RET-011"}, later)
	check(t, expectation{facts: "type=grunnskole født=1998-05-12", due: deposit.DueNow, winner: "ika-6.1-skole", latest: "2024-07-31", window: 2024, findings: "RET-011"}, later)
	check(t, expectation{facts: "type=grunnskole født=1971-05-12", due: deposit.DueNow, winner: "ika-6.1-skole", latest: "1997-07-31", window: 2024, findings: "RET-011"}, later)
	v := check(t, expectation{facts: "type=grunnskole født=2000-05-12", due: deposit.DueEarly, winner: "ika-6.1-skole", latest: "2026-07-31", window: 2026}, extra)
	require.Zero(t, v.Window.From, "an extra delivery has no period")
	v = check(t, expectation{facts: "type=grunnskole født=1998-05-12", due: deposit.DueNow, winner: "ika-6.1-skole", latest: "2024-07-31", window: 2024, findings: "RET-011"}, extra)
	require.Equal(t, deposit.Window{From: 2020, To: 2023, Year: 2024}, v.Window)
	check(t, expectation{facts: "type=grunnskole født=2000-05-12", asOf: "2026-02-01", due: deposit.DueNow, winner: "ika-6.1-skole", latest: "2026-07-31", window: 2026}, extra)
}

func TestPrecedenceDecidesBetween44And61(t *testing.T) {
	r := rogaland()
	r.Precedence = []string{"instruks-4.4", "ika-6.1-skole"}
	check(t, expectation{facts: "type=grunnskole født=2000-05-12 siste_innforsel=2012-04-03", due: deposit.DueEarly, winner: "instruks-4.4", latest: "2037-04-03", window: 2036}, r)
	check(t, expectation{facts: "født=2000-05-12 siste_innforsel=1999-12-31", due: deposit.DueNow, winner: "instruks-4.4", latest: "2024-12-31", window: 2024}, r)
	check(t, expectation{facts: "type=voksen siste_innforsel=2000-02-29", due: deposit.DueNow, winner: "instruks-4.4", latest: "2025-02-28", window: 2024}, r)
	check(t, expectation{facts: "type=grunnskole født=2000-05-12", due: deposit.DueUnknown, window: 0, findings: "RET-013"}, r)
	r.Precedence = []string{"ika-6.1-skole"}
	check(t, expectation{facts: "type=voksen ut_av_bruk=2010-01-01", due: deposit.DueUnknown, findings: "RET-015"}, r)
}

func TestReactivationIsASwitch(t *testing.T) {
	r := rogaland()
	e := expectation{facts: "type=grunnskole født=2000-05-12 ut_av_bruk=2020-03-01", due: deposit.DueNow, winner: "ika-6.1-skole", latest: "2026-07-31", window: 2024}
	check(t, e, r)
	r.Reactivated = true
	e.due, e.latest, e.window = deposit.DueEarly, "2030-03-01", 2028
	check(t, e, r)
	check(t, expectation{facts: "type=grunnskole ut_av_bruk=2020-03-01", due: deposit.DueUnknown, findings: "RET-003"}, r)
	check(t, expectation{facts: "type=grunnskole født=2000-05-12 ut_av_bruk=2010-03-01", due: deposit.DueNow, winner: "ika-6.1-skole", latest: "2026-07-31", window: 2024}, r)
}

func TestARuleOutOfForceDoesNotWin(t *testing.T) {
	r := rogaland()
	r.Rules[0].Valid.To = deposit.Date{Year: 2024, Month: 10, Day: 31}
	v := check(t, expectation{facts: "type=grunnskole født=2000-05-12 siste_innforsel=2000-01-01", due: deposit.DueNow, winner: "instruks-4.4", latest: "2025-01-01", window: 2024}, r)
	require.Equal(t, deposit.WhyNotInForce, v.Deadlines[0].Why)
	r.Rules[0].Valid.To.Month, r.Rules[0].Valid.To.Day = 11, 1
	check(t, expectation{facts: "type=grunnskole født=2000-05-12", due: deposit.DueNow, winner: "ika-6.1-skole", latest: "2026-07-31", window: 2024}, r)
}

func TestBothDeadlinesAreShownWithTriggerAndReason(t *testing.T) {
	v, _ := judge(facts(t, "type=grunnskole født=2000-05-12 siste_innforsel=2012-04-03"), Options{Rules: rogaland(), AsOf: day(t, "2024-11-01")})
	require.Equal(t, []deposit.Deadline{
		{Rule: "ika-6.1-skole", Source: "6.1", Trigger: "end_compulsory", On: day(t, "2016-07-31"), Computed: true, Years: 10, Latest: day(t, "2026-07-31")},
		{Rule: "ika-6.1-vgs", Source: "6.1", Trigger: "end_upper_secondary", On: day(t, "2019-07-31"), Computed: true, Years: 10, Latest: day(t, "2029-07-31"), Why: deposit.WhyNotApplicable},
		{Rule: "ika-6.1-voksen", Source: "6.1", Trigger: "out_of_active_use", Years: 10, Why: deposit.WhyNotApplicable},
		{Rule: "instruks-4.4", Source: "4.4", Trigger: "last_entry", On: day(t, "2012-04-03"), Years: 25, Latest: day(t, "2037-04-03"), Why: deposit.WhyLowerPrecedence},
	}, v.Deadlines)
}

func TestTheBasisIsRulesAndDay(t *testing.T) {
	a := New(Options{Rules: rogaland(), AsOf: day(t, "2024-11-01")})
	b := New(Options{Rules: rogaland(), AsOf: day(t, "2024-11-02")})
	changed := rogaland()
	changed.Rules[0].Years = 11
	c := New(Options{Rules: changed, AsOf: day(t, "2024-11-01")})
	worded := rogaland()
	worded.Rules[0].Texts = deposit.Texts{"nb": "…"}
	d := New(Options{Rules: worded, AsOf: day(t, "2024-11-01")})
	require.NotEqual(t, a.Basis().Digest(), b.Basis().Digest())
	require.NotEqual(t, a.Basis().Digest(), c.Basis().Digest())
	require.Equal(t, a.Basis().Digest(), d.Basis().Digest(), "a better wording redoes nothing")
}

func TestTheRoomFitsTheCorridorAndHandsItsFindingsToTheBench(t *testing.T) {
	room := New(Options{Rules: rogaland(), AsOf: day(t, "2024-11-01")})
	_, err := stage.Then(stage.Enter(deposit.Card{}, deposit.Paper{}, deposit.Documents{}), room)
	require.NoError(t, err)
	bench := &bench{}
	v, err := room.Run(context.Background(), facts(t, "type=grunnskole kasser=2"), bench)
	require.NoError(t, err)
	require.Equal(t, deposit.DueUnknown, v.Due)
	require.Equal(t, []string{"RET-003"}, codes(bench.findings))
}

type bench struct{ findings []deposit.Finding }

func (*bench) Folder() deposit.FolderRef {
	return deposit.FolderRef{ID: "f", Journal: "45/1979-80"}
}
func (b *bench) Find(f deposit.Finding) { b.findings = append(b.findings, f) }

// TestAnUnknownClientDoesNotSettleWhatElseARuleAsks: would the child be of pre-school age, the rule would count from the stated end, and the folder have been
// in use after it; by the birth date it would not.
func TestAnUnknownClientDoesNotSettleWhatElseARuleAsks(t *testing.T) {
	asked := true
	r := rogaland()
	r.Rules = append(r.Rules, deposit.Rule{ID: "egen", Source: "egen", Clients: []deposit.ClientType{deposit.PreSchool}, Trigger: deposit.EndCompulsory, Age: 20, Years: 1,
		When: deposit.RuleCondition{Reactivated: &asked}})
	r.Precedence = []string{"egen", "instruks-4.4"}
	o := Options{Rules: r, AsOf: day(t, "2024-10-01")}
	const rest = " født=1960-01-01 skoleslutt=1980-01-01 ut_av_bruk=1980-01-02 siste_innforsel=1980-01-01"
	for line, winner := range map[string]string{"type=" + rest: "", "type=forskole" + rest: "egen", "type=voksen" + rest: "instruks-4.4"} {
		v, _ := judge(facts(t, line), o)
		require.Equal(t, winner, v.Winner, line)
		require.Equal(t, winner == "", v.Due == deposit.DueUnknown, line)
	}
}
