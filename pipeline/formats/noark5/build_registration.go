package noark5

import (
	"path"
	"strconv"
	"strings"
)

func (e element) registration(r *Registration) {
	if r.Journal != nil {
		e.attr("xsi:type", "journalpost") // the literal prefix: Arkade sees no other
	}
	e.id("systemID", r.SystemID)
	e.act("opprettet", r.Created)
	e.act("arkivert", r.Archived)
	e.refs("referanseArkivdel", r.SeriesRefs)
	e.parties(r.Parties)
	e.disposal(r.Disposal)
	e.screening(r.Screening)
	for i := range r.Documents {
		e.add("dokumentbeskrivelse").description(&r.Documents[i])
	}
	e.text("registreringsID", r.RegistrationID)
	e.need("tittel", r.Title)
	e.text("offentligTittel", r.PublicTitle)
	e.text("beskrivelse", r.Description)
	e.texts("noekkelord", r.Keywords)
	e.texts("forfatter", r.Authors)
	e.text("dokumentmedium", r.Medium)
	e.texts("oppbevaringssted", r.StorageLocations)
	e.document(r.Own)
	e.remarks(r.Remarks)
	e.crossRefs(r.CrossRefs)
	e.correspondents(r.Correspondents)
	e.journalPost(r.Journal)
}

func (e element) correspondents(correspondents []Correspondent) {
	for _, c := range correspondents {
		part := e.add("korrespondansepart")
		part.need("korrespondanseparttype", c.Type)
		part.need("korrespondansepartNavn", c.Name)
		part.contact(c.Contact)
		part.text("administrativEnhet", c.Unit)
		part.text("saksbehandler", c.Caseworker)
	}
}

func (e element) journalPost(j *JournalPost) {
	if j == nil {
		return
	}
	e.count("journalaar", j.Year)
	e.count("journalsekvensnummer", j.Sequence)
	e.count("journalpostnummer", j.Number)
	e.need("journalposttype", j.Type)
	e.need("journalstatus", j.Status)
	e.needDay("journaldato", j.Date)
	e.day("dokumentetsDato", j.DocumentDate)
	e.moment("mottattDato", j.Received)
	e.moment("sendtDato", j.Sent)
	e.day("forfallsdato", j.Due)
	e.day("offentlighetsvurdertDato", j.Assessed)
	e.attachments(j.Attachments)
	e.day("utlaantDato", j.LentOn)
	e.text("utlaantTil", j.LentTo)
	e.text("journalenhet", j.Unit)
	for _, s := range j.SignOffs {
		signOff := e.add("avskrivning")
		signOff.needDay("avskrivningsdato", s.On)
		signOff.need("avskrevetAv", s.By)
		signOff.need("avskrivningsmaate", s.Method)
		signOff.ref("referanseAvskrivesAvJournalpost", s.Reply)
	}
}

func (e element) description(d *DocumentDescription) {
	e.id("systemID", d.SystemID)
	e.need("dokumenttype", d.Type)
	e.need("dokumentstatus", d.Status)
	e.need("tittel", d.Title)
	e.text("beskrivelse", d.Description)
	e.texts("forfatter", d.Authors)
	e.act("opprettet", d.Created)
	e.text("dokumentmedium", d.Medium)
	e.text("oppbevaringssted", d.StorageLocation)
	e.refs("referanseArkivdel", d.SeriesRefs)
	e.need("tilknyttetRegistreringSom", d.LinkedAs)
	e.count("dokumentnummer", d.Number)
	e.act("tilknyttet", d.Linked)
	e.parties(d.Parties)
	e.remarks(d.Remarks)
	e.disposal(d.Disposal)
	e.executed(d.Executed)
	e.screening(d.Screening)
	if d.Executed != nil && len(d.Objects) > 0 {
		e.fail("dokumentobjekt", FaultConflict)
	}
	for i := range d.Objects {
		e.add("dokumentobjekt").object(&d.Objects[i])
	}
}

func (e element) object(o *DocumentObject) {
	e.id("systemID", o.SystemID)
	e.count("versjonsnummer", o.Version)
	e.need("variantformat", o.Variant)
	e.need("format", o.Format)
	e.text("formatDetaljer", o.FormatDetails)
	e.act("opprettet", o.Created)
	e.fileRef(o.FileRef)
	if !isHex(o.Checksum) {
		e.fail("sjekksum", FaultForm)
	}
	e.need("sjekksum", o.Checksum)
	e.need("sjekksumAlgoritme", o.Algorithm)
	if o.Size < 0 {
		e.fail("filstoerrelse", FaultForm)
	}
	e.need("filstoerrelse", strconv.FormatInt(o.Size, 10))
	for _, c := range o.Conversions {
		e.add("konvertering").conversion(c)
	}
}

// fileRef refuses what could point outside the package, and backslashes, which Arkade only tolerates.
func (e element) fileRef(ref string) {
	if !blank(ref) && (path.IsAbs(ref) || path.Clean(ref) != ref || strings.HasPrefix(ref, "../") || strings.Contains(ref, `\`)) {
		e.fail("referanseDokumentfil", FaultForm)
		return
	}
	e.need("referanseDokumentfil", ref)
}

func (e element) conversion(c Conversion) {
	e.act("konvertert", c.Done)
	e.need("konvertertFraFormat", c.From)
	e.need("konvertertTilFormat", c.To)
	e.text("konverteringsverktoey", c.Tool)
	e.text("konverteringskommentar", c.Comment)
}
