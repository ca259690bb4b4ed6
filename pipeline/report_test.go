package pipeline

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"iter"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/box"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// reported is a store, shelf and disk that hold what a report shows.
type reported struct {
	Store
	Disk
	acts     []deposit.Act
	found    []deposit.Found
	folders  []reportFolder
	filled   []deposit.Box
	out      map[string]*bytes.Buffer
	replaced *bytes.Buffer // what stands while it is written anew
	onFind   func(i int)
	failFind error
	views    map[string]stage.Seal // that are noted; nil: none is, and the report is written each time
	unread   error                 // of what is said of the folders
}

func (r *reported) Acts(context.Context) ([]deposit.Act, error) { return r.acts, nil }

func (r *reported) HallSeal(_ context.Context, view string) (stage.Seal, bool, error) {
	s, ok := r.views[view]
	return s, ok, nil
}

func (r *reported) NoteView(_ context.Context, view string, s stage.Seal) error {
	if r.views != nil {
		r.views[view] = s
	}
	return nil
}

func (r *reported) FoldersDigest(context.Context, ...string) (deposit.Digest, error) { return "", nil }

func (r *reported) Outcomes(context.Context, func(deposit.PurgeOutcome) error) error { return nil }

func (r *reported) OutputDigest(map[string]deposit.Digest, ...string) (deposit.Digest, error) {
	return deposit.DigestOf(r.out[reportHTML].Bytes()), nil
}

func (r *reported) Holds(context.Context) ([]deposit.HoldRecord, error) { return nil, nil }

func (r *reported) Wishes(context.Context) ([]deposit.ErasureWish, error) { return nil, nil }

func (r *reported) Formats(context.Context) ([]deposit.FormatUse, error) {
	if r.unread != nil {
		return nil, r.unread
	}
	return []deposit.FormatUse{{PUID: "fmt/40", Name: "Word 97", Verdict: deposit.FormatConvert, Files: 3, Bytes: 3000, Converted: 2, Failed: 1, From: 2003, To: 2011},
		{Verdict: deposit.FormatHeld, Files: 1, Bytes: 12}}, nil // of a kind that PRONOM does not know
}

func (r *reported) Findings(_ context.Context, yield func(deposit.Found) error) error {
	for i, f := range r.found {
		if r.onFind != nil {
			r.onFind(i)
		}
		if err := yield(f); err != nil {
			return err
		}
	}
	return r.failFind
}

func (r *reported) Deadlines(_ context.Context, yield func(deposit.FolderRef, deposit.Fate, []byte) error) error {
	for _, f := range r.folders {
		if err := yield(deposit.FolderRef{Journal: f.Journal}, f.Fate, f.Verdict); err != nil {
			return err
		}
	}
	return r.unread
}

// stored is a verdict as the store has it.
func stored(v deposit.Verdict) []byte {
	body, err := stage.Encode(v)
	if err != nil {
		panic(err)
	}
	return body
}

func (r *reported) Coming(_ context.Context, yield func(deposit.Coming) error) error {
	for i, f := range r.folders {
		c := deposit.Coming{Fate: f.Fate, Paper: deposit.Paper{Medium: deposit.OnPaper, Thickness: 10 + i, Estimated: i == 3}}
		var v deposit.Verdict
		if readVerdict(f.Verdict, &v) == nil {
			c.Due, c.Late, c.Window = v.Due, v.Late, v.Window
		}
		if err := yield(c); err != nil {
			return err
		}
	}
	return nil
}

// shelved is the same as a shelf.
type shelved struct {
	box.Shelf
	r *reported
}

func (s shelved) Stored(context.Context) iter.Seq2[box.Filled, error] {
	return func(yield func(box.Filled, error) bool) {
		for _, b := range s.r.filled {
			if !yield(box.Filled{Box: b}, nil) {
				return
			}
		}
	}
}

func (r *reported) OpenOutput(name string) (io.ReadCloser, error) {
	stands := r.out[name]
	if r.replaced != nil {
		stands = r.replaced
	}
	return io.NopCloser(bytes.NewReader(stands.Bytes())), nil
}

func (r *reported) WriteOutput(name string, write func(io.Writer) error) error {
	r.replaced, r.out[name] = r.out[name], &bytes.Buffer{}
	defer func() { r.replaced = nil }()
	return write(r.out[name])
}

func day(text string) deposit.Date {
	d, err := deposit.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

// reportSample is a deposit on its way: some findings answered, some not, boxes planned, the list not approved.
func reportSample() (*Office, *reported, Status) {
	r := &reported{out: map[string]*bytes.Buffer{}}
	settings := Settings{
		Deposit: deposit.Deposit{ID: "6b2f7d2e-0000-4000-8000-000000000001", Name: "ppt-2024", Owner: deposit.Body{Name: "Prøve kommune"},
			Creator: deposit.Body{Name: "PPT-kontoret i Prøve"}, Depot: deposit.Body{Name: "IKA Prøveland"}, Controller: "kari", Archivist: "ola",
			Persons:   []deposit.Person{{Key: "kari", Name: "Kari Testleder", Role: "behandlingsansvarlig"}, {Key: "ola", Name: "Ola Prøvearkiv", Role: "arkivleder"}},
			Agreement: "avtale 12/2019", AsOf: day("2024-10-01"), Produced: time.Date(2024, 10, 1, 12, 0, 0, 0, time.UTC), Language: "nb",
			Mark: "DEMO – syntetiske personer", Period: deposit.Window{From: 2020, To: 2023, Year: 2024}},
		Profile: deposit.Profile{Name: "ika-rogaland", Ordering: deposit.ByJournalNo, BoxCapacity: 85},
		Rules: deposit.RetentionRules{ID: "instruks-rogaland", Edition: day("2026-11-21"), Rules: []deposit.Rule{
			{ID: "ika-6.1-skole", Source: "instruks pkt. 6.1", Clients: []deposit.ClientType{deposit.Compulsory}},
			{ID: "ika-6.1-voksen", Source: "instruks pkt. 6.1 (voksenopplæring)", Clients: []deposit.ClientType{deposit.Adult}},
			{ID: "instruks-4.4", Source: "instruks pkt. 4.4"}}, Vedtak: deposit.Rule{ID: "vedtak", Source: "kommunedirektørens vedtak"}},
		Formats: deposit.FormatPolicy{ID: "raf-220301", Edition: day("2022-03-01")},
	}
	r.fill()
	r.acts = []deposit.Act{
		{Seq: 1, Gate: GateContact, Role: "arkivleder", By: "kari", At: "2024-08-20T08:15:00Z"},
		{Seq: 2, Gate: GateContact, Role: "ika", By: "ola", Ref: "e-post 21.08.2024", At: "2024-08-21T09:00:00Z"},
		{Seq: 3, Gate: GateWeeding, By: "kari", Digest: deposit.DigestOf([]byte("seen")), At: "2024-09-12T13:30:00Z", Undone: 4},
		{Seq: 4, Gate: "reopen", Role: GateWeeding, By: "ola", Because: "to mapper ble renset på nytt", At: "2024-09-13T07:00:00Z"},
		{Seq: 5, Gate: GateWeeding, By: "kari", Digest: deposit.DigestOf([]byte("seen again")), At: "2024-09-20T10:00:00Z"},
	}
	status := Status{ID: settings.Deposit.ID, Name: "ppt-2024", Owner: "Prøve kommune", AsOf: day("2024-10-01"), At: GateList,
		Missing: []Missing{{Gate: GateList, Who: "ola", Now: true, Plan: deposit.DigestOf([]byte("rows")), Paste: `approve {ws} list --by ola --for "Navn, IKA Prøveland" --ref "brev …" --plan 3f9a1c0b77de`},
			{Gate: GateBoxes, Paste: "attest {ws} boxes --by ola --plan …"}},
		Findings: deposit.Tally{Holds: 3, Open: 1, Warnings: 1, Notes: 1},
		Balance: deposit.Balance{Came: deposit.Amount{Folders: 60, Files: 214, Bytes: 48_213_377}, Went: []deposit.Amount{
			{Fate: deposit.FatePackaged, Folders: 55, Files: 198, Bytes: 44_100_000}, {Fate: deposit.FateExcludedByRule, Folders: 1, Files: 4, Bytes: 1_000_000},
			{Fate: deposit.FateExcludedByDecision, Files: 3, Bytes: 113_377}, {Fate: deposit.FateDeferred, Folders: 4, Files: 9, Bytes: 3_000_000}}},
		Rooms: []RoomCount{{Room: "intake", Worked: 60}}}
	return NewOffice(settings, Ports{Store: r, Shelf: shelved{r: r}, Disk: r, Version: "v0.1.0"}), r, status
}

func (r *reported) fill() {
	skole := deposit.Deadline{Rule: "ika-6.1-skole", Source: "instruks pkt. 6.1", Trigger: string(deposit.EndCompulsory), On: day("2016-07-31"), Computed: true, Years: 10, Latest: day("2026-07-31")}
	general := deposit.Deadline{Rule: "instruks-4.4", Source: "instruks pkt. 4.4", Trigger: string(deposit.LastEntry), On: day("2015-03-02"), Years: 25, Latest: day("2040-03-02"), Why: deposit.WhyLowerPrecedence}
	adult := deposit.Deadline{Rule: "ika-6.1-voksen", Trigger: string(deposit.OutOfUse), Years: 10, Why: deposit.WhyTriggerUnknown}
	now := deposit.Window{From: 2020, To: 2023, Year: 2024}
	for i := range 9 {
		v := deposit.Verdict{Due: deposit.DueNow, Winner: "ika-6.1-skole", Latest: skole.Latest, Deadlines: []deposit.Deadline{skole, general}, Window: now}
		if i%4 == 1 {
			v.Late, v.Latest = true, day("1999-07-31")
		}
		if i == 6 {
			v.Window, v.Due = deposit.Window{From: 2024, To: 2027, Year: 2028}, deposit.DueEarly
		}
		r.folders = append(r.folders, reportFolder{Journal: fmt.Sprintf("%d/2003-04", i+1), Fate: deposit.FatePackaged, Verdict: stored(v)})
	}
	r.folders = append(r.folders,
		reportFolder{Journal: "10/2004-05", Fate: deposit.FateDeferred, Verdict: stored(deposit.Verdict{Due: deposit.DueUnknown, Deadlines: []deposit.Deadline{adult, general}})},
		reportFolder{Journal: "11/2004-05", Fate: deposit.FateExcludedByRule})
	for i := range 4 {
		r.filled = append(r.filled, deposit.Box{Number: i + 1, Of: 4, Used: 80 - 25*(i/3)*2, Folders: 3 + i, FirstDay: day("1999-01-02"), FirstName: "Prø",
			Ranges: []deposit.NoRange{{First: 1 + 3*i, Last: 3 + 3*i, Year: "2003-04"}}})
	}
	finding := func(f deposit.Finding, answer deposit.AnswerKind) deposit.Found {
		found := deposit.Found{ID: f.ID(), Room: "reception", Folder: "x", Fate: deposit.FatePackaged, Severity: f.Severity(), Finding: f}
		if answer != "" {
			found.Answer, found.By, found.Because, found.At = answer, "kari", "sett på <b>og</b> godtatt", "2024-09-10T11:12:13Z"
		}
		return found
	}
	r.found = []deposit.Found{
		finding(deposit.Finding{Code: "INT-007", Journal: "3/2003-04", File: "mapper/3_2003-04/referat <1>.doc", Args: []string{"fmt/40", "Microsoft Word 97-2003"}}, ""),
		finding(deposit.Finding{Code: "REC-028", Journal: "4/2003-04", Field: "fodselsdato", Sheet: "Klienter", Row: 7, Column: "P"}, deposit.Accept),
		finding(deposit.Finding{Code: "REC-028", Journal: "5/2003-04", Field: "fodselsdato", Sheet: "Klienter", Row: 8, Column: "P"}, deposit.Accept),
		finding(deposit.Finding{Code: "RET-011", Journal: "2/2003-04", Args: []string{"31.07.1999", "2024"}}, ""),
		finding(deposit.Finding{Code: "BOX-005"}, ""),
	}
}

func reportOf(t *testing.T, o *Office, r *reported, s Status) (page, data string) {
	require.NoError(t, o.report(t.Context(), s))
	return html.UnescapeString(r.out[reportHTML].String()), r.out[reportJSON].String()
}

func TestReportShowsAnAccountThatAddsUp(t *testing.T) {
	o, r, s := reportSample()
	page, _ := reportOf(t, o, r, s)
	require.Contains(t, page, "60 mapper inn = 55 i pakken som de er + 1 utenfor etter regel + 4 utsatt til neste avlevering")
	require.Contains(t, page, "48\u00a0213\u00a0377 byte inn = ")
	require.Contains(t, page, "Regnskapet går opp")

	s.Balance.Went[0].Files--
	page, data := reportOf(t, o, r, s)
	require.Contains(t, page, "Regnskapet går ikke opp")
	require.Contains(t, page, "214 filer inn ≠ 197")
	require.Contains(t, data, `"balance_adds":false`)
	require.NotContains(t, page, "Zgotmpl", "no value was refused by the template")
}

func TestReportIsTheSameWhateverThisRunWorkedOn(t *testing.T) {
	o, r, s := reportSample()
	page, data := reportOf(t, o, r, s)
	s.Rooms = []RoomCount{{Room: "intake", Held: 60}}
	again, dataAgain := reportOf(t, o, r, s)
	require.Equal(t, page, again)
	require.Equal(t, data, dataAgain)
}

func TestReportMarksItselfAndNamesNoClient(t *testing.T) {
	o, r, s := reportSample()
	page, data := reportOf(t, o, r, s)
	for _, text := range []string{page, data} {
		require.Contains(t, text, "DEMO – syntetiske personer")
		require.Contains(t, text, "Taushetsbelagt")
		for _, name := range []string{"Prøvesen", "Syntetia", "12.05.2000", "2000-05-12", "1999-01-02", "first_name"} {
			require.NotContains(t, text, name)
		}
	}
}

func TestReportHasEveryFindingWithItsAnswerAndWhoGaveIt(t *testing.T) {
	o, r, s := reportSample()
	page, data := reportOf(t, o, r, s)
	for _, f := range r.found {
		require.Contains(t, page, string(f.ID))
	}
	require.Contains(t, page, "ark Klienter, rad 7, kolonne P")
	require.Contains(t, page, "Kari Testleder (kari)")
	require.Contains(t, page, "10.09.2024 13.12 norsk sommertid")
	require.Contains(t, r.out[reportHTML].String(), "sett på &lt;b&gt;og&lt;/b&gt; godtatt", "what people write is text")
	require.Contains(t, page, "REC-028: 2 funn", "like decisions stand together")
	require.Contains(t, page, "tatt tilbake")
	require.Contains(t, page, "e-post 21.08.2024")

	var parsed struct {
		Report   reportHead      `json:"report"`
		Boxes    []reportBox     `json:"boxes"`
		Folders  []reportFolder  `json:"folders"`
		Findings []reportFinding `json:"findings"`
	}
	require.NoError(t, json.Unmarshal([]byte(data), &parsed))
	require.Len(t, parsed.Findings, len(r.found))
	require.Len(t, parsed.Folders, len(r.folders))
	require.Len(t, parsed.Boxes, 4)
	require.Equal(t, r.acts, parsed.Report.Acts)
	require.True(t, parsed.Findings[0].Open)
	require.Equal(t, "krav 6.4.10", parsed.Findings[0].Rule)
}

func TestReportSetsBothRulesBesideEachOther(t *testing.T) {
	o, r, s := reportSample()
	page, _ := reportOf(t, o, r, s)
	row := page[strings.Index(page, `<th scope="row" class="narrow"><span>1/2003-04`):]
	row = row[:strings.Index(row, "</tr>")]
	require.Contains(t, row, "<strong>31.07.2026 – gjelder</strong>")
	require.Contains(t, row, "slutt på grunnskolen 31.07.2016 (beregnet) +\u00a010\u00a0år")
	require.Contains(t, row, "siste innførsel 02.03.2015 +\u00a025\u00a0år")
	require.Contains(t, row, "viker for regelen foran")
	require.Contains(t, row, "<td><strong>31.07.2026</strong><br><span class=\"quiet\">instruks pkt. 6.1", "the winner stands out in its own column")
	require.Equal(t, 1, strings.Count(row, "– gjelder"))
}

func TestReportSaysWhatIsNext(t *testing.T) {
	o, r, s := reportSample()
	page, _ := reportOf(t, o, r, s)
	require.Contains(t, page, "arkivdepot approve ARBEIDSMAPPE list --by ola")
	s.Missing, s.At = nil, "holds"
	page, _ = reportOf(t, o, r, s)
	require.Contains(t, page, "Neste: 1 funn venter på svar")
	s.Findings.Open, s.Package = 0, "ut/pakke/x.tar"
	page, _ = reportOf(t, o, r, s)
	require.Contains(t, page, "arkivdepot verify ARBEIDSMAPPE/ut/pakke/x.tar")
	s.Stale = &Stale{Gate: GateList, Acted: "aaaaaaaaaaaaaaaa", Now: "bbbbbbbbbbbbbbbb", Added: []string{"9/2009-10"}}
	page, _ = reportOf(t, o, r, s)
	require.Contains(t, page, "nye: 9/2009-10")
}

// A row without a heading is a fault to a screen reader (axe: empty-table-header), and an empty cell says neither none nor forgotten.
func TestReportHasAHeadingForEveryRow(t *testing.T) {
	o, r, s := reportSample()
	page, _ := reportOf(t, o, r, s)
	require.NotRegexp(t, `<th[^>]*></th>`, page)
	require.Contains(t, page, `<th scope="row" class="narrow"><span>–</span></th><td><span>Ukjent format`)
}

func TestReportStreamsItsRows(t *testing.T) {
	o, r, s := reportSample()
	one := r.found[1]
	r.found = nil
	for range 20_000 {
		r.found = append(r.found, one)
	}
	longest, before := 0, 0
	r.onFind = func(i int) { // what is written may lag by the buffers, never by the list
		if b := r.out[reportHTML]; b != nil && i > 0 {
			longest = max(longest, b.Len()-before)
			before = b.Len()
		}
	}
	page, _ := reportOf(t, o, r, s)
	require.Equal(t, 20_000, strings.Count(page, "ark Klienter, rad 7"))
	require.Less(t, longest, 1<<20)
	require.Greater(t, before, 8<<20, "rows were written while findings came")
}

func TestReportShowsWhatFallsDueInFoldersAndShelfMetres(t *testing.T) {
	o, r, s := reportSample()
	page, data := reportOf(t, o, r, s)
	section := page[strings.Index(page, `id="prognose"`):]
	section = section[:strings.Index(section, `id="bokser"`)]
	require.Contains(t, section, "denne avleveringen, 2024")
	require.Contains(t, section, "0,11 m, 8 mapper", "8 of the 9 that are judged fall due now: 10+…+18 mm without the seventh, rounded up")
	require.Contains(t, section, "ukjent frist")
	require.Contains(t, data, `"estimated_mm":13`)
	var parsed struct {
		Report reportHead `json:"report"`
	}
	require.NoError(t, json.Unmarshal([]byte(data), &parsed))
	require.Equal(t, int64(1), parsed.Report.Forecast.Outside.Excluded)

	r.folders = nil
	page, _ = reportOf(t, o, r, s)
	require.Contains(t, page[strings.Index(page, `id="prognose"`):], "Ingen mapper er tatt imot ennå.")
}

func TestReportTellsTheStoresTrouble(t *testing.T) {
	o, r, s := reportSample()
	r.failFind = errors.New("gone")
	require.ErrorContains(t, o.report(t.Context(), s), "gone")
}

func TestReportHasEveryWordThatItMaySay(t *testing.T) {
	for _, lang := range []string{"nb", "nn", "en"} {
		o, r, s := reportSample()
		o.Deposit.Language = lang
		page, _ := reportOf(t, o, r, s)
		require.Contains(t, page, `<html lang="`+lang+`">`)
		require.NotRegexp(t, `>(report|gate|fate|room|answer|office)\.[a-z]`, page)
	}
	for _, key := range []string{"why.not_applicable", "why.client_type_unknown", "why.trigger_unknown", "why.lower_precedence", "why.later_than_vedtak",
		"why.vedtak_not_earlier", "why.vedtak_incomplete", "why.no_winner", "why.not_in_force", "trigger.end_compulsory", "trigger.end_upper_secondary",
		"trigger.out_of_active_use", "trigger.last_entry", "trigger.decision", "due.due", "due.allowed", "due.too_early", "due.unknown",
		"ordering.journalnr", "ordering.alfabetisk", "ordering.fodselsdato"} {
		require.True(t, text.Has("report."+key), key)
	}
}
