package reception

import (
	"regexp"
	"slices"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// cardOf reads a row of the sheet of clients as a card (R2.3-3). Everything but the number may be unknown.
func (w *work) cardOf(f *fields, no deposit.JournalNo) deposit.Card {
	c := deposit.Card{Journal: no, Row: f.Row, Absent: w.absent}
	for _, t := range []struct {
		field string
		to    *string
	}{
		{"etternavn", &c.LastName}, {"fornavn", &c.FirstName}, {"adresse", &c.Address}, {"telefon", &c.Phone}, {"skole", &c.School},
		{"henvist_av", &c.ReferredBy}, {"lekotek", &c.ToyLibrary}, {"foresatte", &c.Guardians}, {"kontaktlaerer", &c.Teacher},
		{"saksbehandler", &c.Caseworker}, {"vedtak_ref", &c.Vedtak.Ref}, {"opphavssystem", &c.OriginSystem}, {"hjemmel", &c.Restriction},
		{"merknad", &c.Remark}, {"eier", &c.Owner},
	} {
		*t.to = f.text(t.field)
	}
	for _, d := range []struct {
		field string
		to    *deposit.Date
	}{
		{"fodselsdato", &c.Birth}, {"registrert", &c.Registered}, {"henvist", &c.Referred}, {"forste_kontakt", &c.FirstMet}, {"avsluttet", &c.Closed},
		{"siste_innforsel", &c.LastEntry}, {"sist_brukt", &c.LastUsed}, {"ut_av_bruk", &c.OutOfUse}, {"skoleslutt", &c.EndOfSchool},
		{"vedtak_dato", &c.Vedtak.Date}, {"utskrevet", &c.Printed},
	} {
		*d.to = f.date(d.field)
	}
	c.Client = deposit.ClientType(f.choice(clientColumns["klienttype"]))
	c.SetAside = f.choice(clientColumns["bortsatt"]) == deposit.Yes
	c.HelpRefused = f.choice(clientColumns["hjelp_avslatt"]) == deposit.Yes
	c.DiedYear = f.number("dodsar")
	w.checkCover(f, c)
	w.checkStates(f, c)
	w.checkDates(f, c)
	c.BirthNumber = w.birthNumber(f, c.Birth)
	return c
}

// twoNames finds what stands between the names of two persons in one field.
var twoNames = regexp.MustCompile(`(?i)[;&+/]|\s(og|and)\s`)

// checkCover asks for what the folder's cover must bear (R2.6-1) and the referral (R2.3-1). What nobody has filled in was said once.
func (w *work) checkCover(f *fields, c deposit.Card) {
	for _, name := range []struct{ field, text string }{{"etternavn", c.LastName}, {"fornavn", c.FirstName}} {
		if name.text == "" && f.table.has(name.field) {
			f.find(NameMissing, name.field)
		}
		if twoNames.MatchString(name.text) {
			f.find(TwoNames, name.field)
		}
	}
	_, stated := f.cell("fodselsdato")
	switch {
	case !stated && f.table.has("fodselsdato"):
		f.find(BirthMissing, "fodselsdato")
	case !c.Birth.IsZero() && !c.Birth.Full():
		f.find(BirthPartial, "fodselsdato", c.Birth.Norwegian())
	}
	if _, stated := f.cell("henvist"); !stated && f.table.has("henvist") {
		f.find(ReferralMissing, "henvist")
	}
}

// checkStates asks whether the folder may be in a deposit at all: set aside (R4.3-1), not used this school year (R4.2-1); and tells of a refused offer
// (R2.3-8).
func (w *work) checkStates(f *fields, c deposit.Card) {
	if !c.SetAside && f.table.has("bortsatt") {
		f.find(NotSetAside, "bortsatt")
	}
	if !c.LastUsed.IsZero() && c.LastUsed.SchoolYear() == w.deposit.AsOf.SchoolYear() && !w.ahead(c.LastUsed) {
		f.find(UsedThisYear, "sist_brukt", c.LastUsed.Norwegian())
	}
	if c.HelpRefused {
		f.find(HelpRefused, "hjelp_avslatt")
	}
}

// birthNumber reads the birth number. A real person's number does not come into a synthetic deposit, nor the other way round (domain §4.3).
func (w *work) birthNumber(f *fields, birth deposit.Date) string {
	const field = "fodselsnummer"
	text := f.text(field)
	if text == "" {
		return ""
	}
	mark := string(deposit.DigestOf([]byte(text))[:8]) // findings hold no birth number
	b, err := deposit.ParseBirthNumber(text, deposit.ControlStrict)
	if err != nil {
		f.find(BirthNumberWrong, field, mark)
		return ""
	}
	switch {
	case w.deposit.Synthetic && !b.Synthetic && !b.H:
		f.find(RealPerson, field, mark)
		return ""
	case !w.deposit.Synthetic && b.Synthetic:
		f.find(SyntheticPerson, field, mark)
		return ""
	}
	if b.Check(birth) == deposit.BirthDiffers {
		f.find(BirthNumberOther, field, mark)
	}
	return b.Digits
}

// settleDates fills in when the folder was opened and closed where the card does not say: from its other dates and documents, never from today's.
func settleDates(f *fields, c *deposit.Card, documents []deposit.Document) {
	first, last := deposit.Date{}, c.LastEntry
	for _, d := range documents {
		if !d.Date.IsZero() && (first.IsZero() || d.Date.Before(first)) {
			first = d.Date
		}
	}
	for _, d := range []deposit.Date{c.Registered, c.Referred, first} {
		if c.Opened.IsZero() {
			c.Opened = d
		}
	}
	switch {
	case !c.Closed.IsZero():
		c.ClosedFrom = deposit.ClosedStated
	case !last.IsZero():
		c.Closed, c.ClosedFrom = last, deposit.ClosedByLastEntry
		f.find(ClosedByEntry, "avsluttet", c.Closed.Norwegian())
	default:
		c.Closed, c.ClosedFrom = endOfYear(c.Journal), deposit.ClosedByYear
		f.find(ClosedByYear, "avsluttet", c.Closed.Norwegian())
	}
}

// endOfYear is the last day of a journal year: 31 July of the second year where it was written as a school year (domain §1.6), else New Year's Eve.
func endOfYear(n deposit.JournalNo) deposit.Date {
	if n.Split {
		return deposit.Date{Year: n.Start + 1, Month: 7, Day: 31}
	}
	return deposit.Date{Year: n.Start, Month: 12, Day: 31}
}

// paperOf reads what is known of the folder's paper. Thickness counted from sheets, or the profile's mean, is an estimate and marked as one.
func (w *work) paperOf(f *fields, files int, documents []deposit.Document) deposit.Paper {
	p := deposit.Paper{Volumes: f.number("antall_omslag"), Thickness: f.number("tykkelse_mm")}
	stated, sheets := deposit.Medium(f.choice(clientColumns["medium"])), f.number("antall_ark")
	says := paperSays(f, map[string]int{"antall_omslag": p.Volumes, "tykkelse_mm": p.Thickness, "antall_ark": sheets}, documents)
	p.Medium = mediumOf(stated, files > 0, says != "")
	switch {
	case stated == deposit.OnPaper && p.Medium != stated:
		f.find(FilesInPaper, "medium", strconv.Itoa(files))
	case stated == deposit.Digital && p.Medium != stated:
		f.find(PaperInDigital, "medium", says)
	}
	if files == 0 && (stated == deposit.Digital || stated == deposit.Mixed) {
		f.find(FolderNoFiles, "medium")
	}
	if p.Medium == deposit.Digital {
		return deposit.Paper{Medium: deposit.Digital}
	}
	p.Volumes = max(p.Volumes, 1)
	if p.Thickness == 0 {
		p.Estimated = true
		p.Thickness = w.profile.MeanThickness
		if perMM := w.profile.SheetsPerMM; sheets > 0 && perMM > 0 {
			p.Thickness = (sheets + perMM - 1) / perMM
		}
	}
	return p
}

// paperSays is the heading, or the sheet, that says that the folder has paper; empty when nothing does.
func paperSays(f *fields, amounts map[string]int, documents []deposit.Document) string {
	for _, field := range []string{"antall_omslag", "tykkelse_mm", "antall_ark"} {
		if amounts[field] > 0 {
			return f.table.heading(field)
		}
	}
	if slices.ContainsFunc(documents, func(d deposit.Document) bool { return d.Medium == deposit.OnPaper }) {
		return deposit.SheetDocuments
	}
	return ""
}

// mediumOf is the medium that the folder has: what lies there goes before what is stated, and paper does not vanish with a word.
func mediumOf(stated deposit.Medium, files, paper bool) deposit.Medium {
	switch {
	case files && (paper || stated == deposit.OnPaper || stated == deposit.Mixed):
		return deposit.Mixed
	case files:
		return deposit.Digital
	case stated == "":
		return deposit.OnPaper
	case stated == deposit.Digital && paper:
		return deposit.Mixed
	}
	return stated
}
