package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// checked is seven open holds of one code, one answered, one warning: what every format must show.
func checked() findings {
	var all []deposit.Found
	add := func(f deposit.Finding, answer deposit.AnswerKind) {
		found := deposit.Found{ID: f.ID(), Folder: "x", Fate: deposit.FatePackaged, Severity: f.Severity(), Finding: f, Answer: answer}
		if answer != "" {
			found.By, found.Because, found.At = "kari", "sett på <og> godtatt", "2024-09-10T11:12:13Z"
		}
		all = append(all, found)
	}
	for _, n := range []string{"1", "2", "3", "4", "5", "6", "7"} {
		add(deposit.Finding{Code: "INT-003", Journal: n + "/2003", File: "mapper/" + n + "/referat 1 & 2.txt"}, "")
	}
	add(deposit.Finding{Code: "REC-028", Journal: "9/2003", Field: "fodselsdato", Sheet: "Klienter", Row: 10, Column: "P"}, deposit.Accept)
	add(deposit.Finding{Code: "RET-011", Journal: "9/2003", Args: []string{"31.07.1999", "2024"}}, "")
	return findings{status: pipeline.Status{Name: "prøve", Owner: "Prøve kommune", Findings: deposit.Tally{Holds: 8, Open: 7, Warnings: 1}},
		mark: "DEMO – syntetiske personer", dir: "min mappe", lang: text.Bokmaal, most: placesShown,
		each: func(yield func(deposit.Found) error) error {
			for _, f := range all {
				if err := yield(f); err != nil {
					return err
				}
			}
			return nil
		}}
}

func shown(t *testing.T, format string, f findings) string {
	var out bytes.Buffer
	require.NoError(t, checkFormats[format](&out, f))
	return out.String()
}

func TestCheckTextSaysPlacesRemedyOnceAndHowToAnswer(t *testing.T) {
	out := shown(t, "text", checked())
	require.Equal(t, 1, strings.Count(out, "INT-003  STOPPER"))
	require.Equal(t, placesShown, strings.Count(out, "referat 1 & 2.txt"))
	require.Contains(t, out, "… og 2 til")
	require.Equal(t, 1, strings.Count(out, "Finn filen igjen"), "the remedy is said once")
	require.Regexp(t, `arkivdepot decide 'min mappe' F-[0-9a-f]{12} SVAR --by … --because "…"  \(SVAR er ett av: accept, exclude, defer\)`, out)
	require.Contains(t, out, "alle 7 likt: arkivdepot decide 'min mappe' --code INT-003 SVAR")
	require.Contains(t, out, "ark Klienter, rad 10, kolonne P")
	require.Contains(t, out, "[godtas som det er, kari]")
	require.Equal(t, 2, strings.Count(out, "arkivdepot decide"), "what is answered, and a warning, ask for nothing")
	require.Contains(t, out, "7 funn må rettes eller besvares")

	clean := checked()
	clean.each = func(func(deposit.Found) error) error { return nil }
	clean.status.Findings = deposit.Tally{}
	require.Contains(t, shown(t, "text", clean), "Ingenting stopper deponeringen")
}

func TestCheckJSONHasEveryFindingWithItsWordsAndAnswers(t *testing.T) {
	var parsed struct {
		Mark     string
		Status   pipeline.Status
		Findings []checkedFinding
	}
	require.NoError(t, json.Unmarshal([]byte(shown(t, "json", checked())), &parsed))
	require.Len(t, parsed.Findings, 9)
	require.Equal(t, 7, parsed.Status.Findings.Open)
	require.True(t, parsed.Findings[0].Open)
	require.Equal(t, []deposit.AnswerKind{deposit.Accept, deposit.Exclude, deposit.Defer}, parsed.Findings[0].Answers)
	require.NotEmpty(t, parsed.Findings[0].Remedy)
	require.Equal(t, "R2.6-1", parsed.Findings[7].Rule)

	empty := checked()
	empty.each = func(func(deposit.Found) error) error { return nil }
	for _, format := range []string{"json", "sarif"} {
		require.True(t, json.Valid([]byte(shown(t, format, empty))), format)
	}
}

func TestCheckJUnitFailsWhatIsOpen(t *testing.T) {
	var suites struct {
		XMLName  xml.Name `xml:"testsuites"`
		Tests    int      `xml:"tests,attr"`
		Failures int      `xml:"failures,attr"`
		Suite    struct {
			Cases []junitCase `xml:"testcase"`
		} `xml:"testsuite"`
	}
	require.NoError(t, xml.Unmarshal([]byte(shown(t, "junit", checked())), &suites))
	failed := 0
	for _, c := range suites.Suite.Cases {
		if c.Failure != nil {
			failed++
			require.Equal(t, "INT-003", c.Failure.Type)
		}
	}
	require.Equal(t, 7, failed)
	require.Equal(t, 7, suites.Failures)
	require.Len(t, suites.Suite.Cases, suites.Tests)
	require.Contains(t, suites.Suite.Cases[8].Output, "godtas som det er: sett på <og> godtatt")
}

func TestCheckSARIFNamesRulePlaceAndAnswer(t *testing.T) {
	var log struct {
		Version string
		Runs    []struct {
			Tool struct {
				Driver struct{ Rules []sarifRule }
			}
			Results []sarifResult
		}
	}
	require.NoError(t, json.Unmarshal([]byte(shown(t, "sarif", checked())), &log))
	require.Equal(t, "2.1.0", log.Version)
	require.Len(t, log.Runs, 1)
	run := log.Runs[0]
	require.Len(t, run.Results, 9)
	known := map[string]bool{}
	for _, r := range run.Tool.Driver.Rules {
		require.NotEmpty(t, r.Short.Text, r.ID)
		known[r.ID] = true
	}
	for _, r := range run.Results {
		require.True(t, known[r.RuleID], r.RuleID)
		require.NotEmpty(t, r.Fingerprints["finding/v1"])
	}
	first, answered, warning := run.Results[0], run.Results[7], run.Results[8]
	require.Equal(t, "error", first.Level)
	require.Equal(t, "inn/mapper/1/referat%201%20&%202.txt", first.Locations[0].Physical.Artifact.URI)
	require.Equal(t, 10, answered.Locations[0].Physical.Region.StartLine)
	require.Equal(t, "accepted", answered.Suppressions[0].Status)
	require.Equal(t, "warning", warning.Level)
	require.Empty(t, first.Suppressions)
}

func TestGeneratedPagesDoNotDependOnTheMachine(t *testing.T) {
	page := func() string {
		var out bytes.Buffer
		w := &lineWriter{w: &out}
		docCommands(w, newApp(terminal{}, text.Bokmaal))
		docFindings(w)
		require.NoError(t, w.err)
		return out.String()
	}
	once := page()
	require.Equal(t, once, page())
	for _, code := range deposit.Codes() {
		require.Contains(t, once, "| "+string(code)+" |")
	}
	for _, c := range newApp(terminal{}, text.Bokmaal).Commands {
		require.Contains(t, once, "\n## "+c.Name+"\n")
	}
	require.NotRegexp(t, `\{[0-9]\}`, once, "arguments are three dots")
	require.NotContains(t, once, "--workers …` | mapper som det arbeides med samtidig. Ellers", "the number of processors is the machine's")
}
