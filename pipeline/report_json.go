package pipeline

import (
	"bufio"
	"encoding/json"
	"io"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// totals is what the page shows as sums and charts.
type totals struct {
	folders folderTotals
	boxes   boxTotals
	codes   []codeTotal
}

// reportVersion is raised when a field of report.json changes its meaning or goes away.
const reportVersion = 1

// reportHead is the part of report.json that is small.
type reportHead struct {
	Version    int              `json:"version"`
	Mark       string           `json:"mark,omitempty"`
	Restricted string           `json:"restricted"`
	Program    string           `json:"program"`
	Deposit    reportDeposit    `json:"deposit"`
	Status     Status           `json:"status"`
	Adds       bool             `json:"balance_adds"`
	Persons    []reportPerson   `json:"persons"`
	Acts       []deposit.Act    `json:"acts"`
	Windows    []deposit.Window `json:"windows"`

	Forecast *deposit.Forecast `json:"forecast"`

	Formats []deposit.FormatUse `json:"formats"`

	Holds  []deposit.HoldRecord  `json:"holds,omitempty"`
	Wishes []deposit.ErasureWish `json:"erasure_wishes,omitempty"`
}

type reportDeposit struct {
	ID         deposit.ID     `json:"id"`
	Name       string         `json:"name"`
	Owner      string         `json:"owner"`
	Creator    string         `json:"creator"`
	Depot      string         `json:"depot"`
	Controller string         `json:"controller"`
	Archivist  string         `json:"archivist"`
	Agreement  string         `json:"agreement,omitempty"`
	AsOf       deposit.Date   `json:"as_of"`
	Period     deposit.Window `json:"period"`
	Reason     string         `json:"reason,omitempty"`
	Rules      string         `json:"rules"`
	Formats    string         `json:"formats"`
	Profile    string         `json:"profile"`
}

type reportPerson struct {
	Key  string `json:"key"`
	Name string `json:"name"`
	Role string `json:"role"`
}

// reportBox leaves out what a box says of birth dates and names.
type reportBox struct {
	Number  int               `json:"number"`
	Of      int               `json:"of"`
	Used    int               `json:"used_mm"`
	Folders int               `json:"folders"`
	Ranges  []deposit.NoRange `json:"ranges"`
}

type reportFolder struct {
	Journal string          `json:"journal"`
	Fate    deposit.Fate    `json:"fate"`
	Verdict json.RawMessage `json:"verdict,omitempty"` // a deposit.Verdict
}

type reportFinding struct {
	deposit.Found
	Open   bool   `json:"open"`
	Rule   string `json:"rule"`
	Text   string `json:"text"`
	Remedy string `json:"remedy"`
}

// Keys of report.json by which [standing] reads it.
const (
	headKey    = "report"
	foldersKey = "folders"
	countedKey = "counted"
	reportEnd  = "}\n"
)

// json writes report.json: the head, then three lists with an element a line, and what was counted while they passed.
func (r *reporter) json(w io.Writer) error {
	buffer := bufio.NewWriterSize(w, 64<<10)
	out := &jsonLists{w: buffer, enc: json.NewEncoder(buffer)}
	out.enc.SetEscapeHTML(false)
	out.text(`{"` + headKey + `":` + "\n")
	out.value(r.head())
	out.list("boxes", r.jsonBoxes)
	if r.copied != nil {
		out.copy(foldersKey, r.copied.list)
	} else {
		out.list(foldersKey, r.jsonFolders)
	}
	out.list("findings", r.jsonFindings)
	out.text(`,"` + countedKey + `":` + "\n")
	out.value(r.totals.folders)
	out.text(reportEnd)
	if out.err != nil {
		return out.err
	}
	return buffer.Flush()
}

func (r *reporter) head() reportHead {
	o, d := r.office, r.office.Deposit
	status := r.status
	status.Missing = r.pasted()
	h := reportHead{Version: reportVersion, Mark: d.Mark, Restricted: r.say("restricted"), Program: "arkivdepot " + o.ports.Version, Status: status,
		Adds: r.status.Balance.Adds(), Acts: r.acts, Windows: o.Rules.Windows, Forecast: r.forecast, Formats: r.formats, Holds: r.holds, Wishes: r.wishes,
		Deposit: reportDeposit{ID: d.ID, Name: d.Name, Owner: d.Owner.Name, Creator: d.Creator.Name, Depot: d.Depot.Name, Controller: d.Controller,
			Archivist: d.Archivist, Agreement: d.Agreement, AsOf: d.AsOf, Period: d.Period, Reason: d.Reason, Rules: o.Rules.ID, Formats: o.Formats.ID,
			Profile: o.Profile.Name}}
	for _, p := range d.Persons {
		h.Persons = append(h.Persons, reportPerson{Key: p.Key, Name: p.Name, Role: p.Role})
	}
	return h
}

func (r *reporter) jsonBoxes(yield func(any) error) error {
	for filled, err := range r.office.ports.Shelf.Stored(r.ctx) {
		if err != nil {
			return err
		}
		b := filled.Box
		r.totals.boxes.add(b, r.office.Profile.BoxCapacity)
		if err := yield(reportBox{b.Number, b.Of, b.Used, b.Folders, b.Ranges}); err != nil {
			return err
		}
	}
	return nil
}

func (r *reporter) jsonFolders(yield func(any) error) error {
	return r.office.ports.Store.Deadlines(r.ctx, func(ref deposit.FolderRef, fate deposit.Fate, verdict []byte) error {
		var v outcome
		if err := readVerdict(verdict, &v); err != nil {
			return err
		}
		r.totals.folders.add(fate, v)
		return yield(reportFolder{Journal: ref.Journal, Fate: fate, Verdict: verdict})
	})
}

func (r *reporter) jsonFindings(yield func(any) error) error {
	return r.office.ports.Store.Findings(r.ctx, func(f deposit.Found) error {
		r.totals.codes = countCode(r.totals.codes, f)
		said := f.Finding.Say(string(r.lang))
		return yield(reportFinding{Found: f, Open: f.Open(), Rule: deposit.Lookup(f.Finding.Code).Rule, Text: said.Text, Remedy: said.Remedy})
	})
}

// jsonLists writes a JSON object whose lists do not fit in memory. It keeps the first error.
type jsonLists struct {
	w   io.Writer
	enc *json.Encoder
	err error
}

func (j *jsonLists) text(s string) {
	if j.err == nil {
		_, j.err = io.WriteString(j.w, s)
	}
}

func (j *jsonLists) value(v any) {
	if j.err == nil {
		j.err = j.enc.Encode(v)
	}
}

// copy is list with elements that are written already.
func (j *jsonLists) copy(key string, elements func(to io.Writer) error) {
	j.text(`,"` + key + `":[` + "\n")
	if j.err == nil {
		j.err = elements(j.w)
	}
	j.text("]")
}

func (j *jsonLists) list(key string, each func(yield func(any) error) error) {
	j.text(`,"` + key + `":[` + "\n")
	if j.err != nil {
		return
	}
	first := true
	err := each(func(v any) error {
		if !first {
			j.text(",")
		}
		first = false
		j.value(v)
		return j.err
	})
	if j.err == nil {
		j.err = err
	}
	j.text("]")
}
