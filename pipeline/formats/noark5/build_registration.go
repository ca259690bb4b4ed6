package noark5

import (
	"path"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup"
)

func (e element) registration(r *Registration) {
	if r.Journal != nil {
		e.Attr("xsi:type", "journalpost") // the literal prefix: Arkade sees no other
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
	e.Text("registreringsID", r.RegistrationID)
	e.Need("tittel", r.Title)
	e.Text("offentligTittel", r.PublicTitle)
	e.Text("beskrivelse", r.Description)
	e.Texts("noekkelord", r.Keywords)
	e.Texts("forfatter", r.Authors)
	e.Text("dokumentmedium", r.Medium)
	e.Texts("oppbevaringssted", r.StorageLocations)
	e.document(r.Own)
	e.remarks(r.Remarks)
	e.crossRefs(r.CrossRefs)
	e.correspondents(r.Correspondents)
	e.journalPost(r.Journal)
}

func (e element) correspondents(correspondents []Correspondent) {
	for _, c := range correspondents {
		part := e.add("korrespondansepart")
		part.Need("korrespondanseparttype", c.Type)
		part.Need("korrespondansepartNavn", c.Name)
		part.contact(c.Contact)
		part.Text("administrativEnhet", c.Unit)
		part.Text("saksbehandler", c.Caseworker)
	}
}

func (e element) journalPost(j *JournalPost) {
	if j == nil {
		return
	}
	e.count("journalaar", j.Year)
	e.count("journalsekvensnummer", j.Sequence)
	e.count("journalpostnummer", j.Number)
	e.Need("journalposttype", j.Type)
	e.Need("journalstatus", j.Status)
	e.needDay("journaldato", j.Date)
	e.day("dokumentetsDato", j.DocumentDate)
	e.moment("mottattDato", j.Received)
	e.moment("sendtDato", j.Sent)
	e.day("forfallsdato", j.Due)
	e.day("offentlighetsvurdertDato", j.Assessed)
	e.attachments(j.Attachments)
	e.day("utlaantDato", j.LentOn)
	e.Text("utlaantTil", j.LentTo)
	e.Text("journalenhet", j.Unit)
	for _, s := range j.SignOffs {
		signOff := e.add("avskrivning")
		signOff.needDay("avskrivningsdato", s.On)
		signOff.Need("avskrevetAv", s.By)
		signOff.Need("avskrivningsmaate", s.Method)
		signOff.ref("referanseAvskrivesAvJournalpost", s.Reply)
	}
}

func (e element) description(d *DocumentDescription) {
	e.id("systemID", d.SystemID)
	e.Need("dokumenttype", d.Type)
	e.Need("dokumentstatus", d.Status)
	e.Need("tittel", d.Title)
	e.Text("beskrivelse", d.Description)
	e.Texts("forfatter", d.Authors)
	e.act("opprettet", d.Created)
	e.Text("dokumentmedium", d.Medium)
	e.Text("oppbevaringssted", d.StorageLocation)
	e.refs("referanseArkivdel", d.SeriesRefs)
	e.Need("tilknyttetRegistreringSom", d.LinkedAs)
	e.count("dokumentnummer", d.Number)
	e.act("tilknyttet", d.Linked)
	e.parties(d.Parties)
	e.remarks(d.Remarks)
	e.disposal(d.Disposal)
	e.executed(d.Executed)
	e.screening(d.Screening)
	if d.Executed != nil && len(d.Objects) > 0 {
		e.Fail("dokumentobjekt", markup.FaultConflict)
	}
	for i := range d.Objects {
		e.add("dokumentobjekt").object(&d.Objects[i])
	}
}

func (e element) object(o *DocumentObject) {
	e.id("systemID", o.SystemID)
	e.count("versjonsnummer", o.Version)
	e.Need("variantformat", o.Variant)
	e.Need("format", o.Format)
	e.Text("formatDetaljer", o.FormatDetails)
	e.act("opprettet", o.Created)
	e.fileRef(o.FileRef)
	if !isHex(o.Checksum) {
		e.Fail("sjekksum", markup.FaultForm)
	}
	e.Need("sjekksum", o.Checksum)
	e.Need("sjekksumAlgoritme", o.Algorithm)
	if o.Size < 0 {
		e.Fail("filstoerrelse", markup.FaultForm)
	}
	e.Need("filstoerrelse", strconv.FormatInt(o.Size, 10))
	for _, c := range o.Conversions {
		e.add("konvertering").conversion(c)
	}
}

// fileRef refuses what could point outside the package, and backslashes, which Arkade only tolerates.
func (e element) fileRef(ref string) {
	if !markup.Blank(ref) && (path.IsAbs(ref) || path.Clean(ref) != ref || strings.HasPrefix(ref, "../") || strings.Contains(ref, `\`)) {
		e.Fail("referanseDokumentfil", markup.FaultForm)
		return
	}
	e.Need("referanseDokumentfil", ref)
}

func (e element) conversion(c Conversion) {
	e.act("konvertert", c.Done)
	e.Need("konvertertFraFormat", c.From)
	e.Need("konvertertTilFormat", c.To)
	e.Text("konverteringsverktoey", c.Tool)
	e.Text("konverteringskommentar", c.Comment)
}
