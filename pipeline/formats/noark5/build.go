package noark5

import (
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup"
)

// The functions of this file append one Noark type each, in the order of arkivstruktur.xsd.

func (e element) archive(a Archive) {
	e.id("systemID", a.SystemID)
	e.Need("tittel", a.Title)
	e.Text("beskrivelse", a.Description)
	e.Need("arkivstatus", a.Status)
	e.Text("dokumentmedium", a.Medium)
	e.Texts("oppbevaringssted", a.StorageLocations)
	e.act("opprettet", a.Created)
	e.act("avsluttet", a.Closed)
	e.creators(a.Creators)
}

func (e element) creators(creators []Creator) {
	if len(creators) == 0 {
		e.Fail("arkivskaper", markup.FaultMissing)
	}
	for _, c := range creators {
		creator := e.add("arkivskaper")
		creator.Need("arkivskaperID", c.ID)
		creator.Need("arkivskaperNavn", c.Name)
		creator.Text("beskrivelse", c.Description)
	}
}

func (e element) series(s Series) {
	e.id("systemID", s.SystemID)
	e.Need("tittel", s.Title)
	e.Text("beskrivelse", s.Description)
	e.Need("arkivdelstatus", s.Status)
	e.Text("dokumentmedium", s.Medium)
	e.Texts("oppbevaringssted", s.StorageLocations)
	e.act("opprettet", s.Created)
	e.act("avsluttet", s.Closed)
	e.day("arkivperiodeStartDato", s.PeriodStart)
	e.day("arkivperiodeSluttDato", s.PeriodEnd)
	e.disposal(s.Disposal)
	e.executed(s.Executed)
	e.screening(s.Screening)
}

func (e element) folder(f *Folder) {
	if f.Case != nil {
		e.Attr("xsi:type", "saksmappe") // the literal prefix: Arkade sees no other
	}
	e.id("systemID", f.SystemID)
	e.Need("mappeID", f.FolderID)
	e.Need("tittel", f.Title)
	e.Text("offentligTittel", f.PublicTitle)
	e.Text("beskrivelse", f.Description)
	e.Texts("noekkelord", f.Keywords)
	e.Text("dokumentmedium", f.Medium)
	e.Texts("oppbevaringssted", f.StorageLocations)
	e.act("opprettet", f.Created)
	e.act("avsluttet", f.Closed)
	e.refs("referanseArkivdel", f.SeriesRefs)
	e.client(f.Client)
	e.parties(f.Parties)
	e.crossRefs(f.CrossRefs)
	e.remarks(f.Remarks)
	e.disposal(f.Disposal)
	e.screening(f.Screening)
	e.contents(f)
	e.caseData(f.Case)
}

// contents appends what the folder holds: folders or registrations, by a choice of the schema.
func (e element) contents(f *Folder) {
	if len(f.Folders) > 0 && len(f.Registrations) > 0 {
		e.Fail("registrering", markup.FaultConflict)
	}
	for i := range f.Folders {
		e.add("mappe").folder(&f.Folders[i])
	}
	for i := range f.Registrations {
		e.add("registrering").registration(&f.Registrations[i])
	}
}

// caseData comes after the contents, because the schema extends the base type.
func (e element) caseData(c *Case) {
	if c == nil {
		return
	}
	e.count("saksaar", c.Year)
	e.count("sakssekvensnummer", c.Sequence)
	e.needDay("saksdato", c.Date)
	e.Need("administrativEnhet", c.Unit)
	e.Need("saksansvarlig", c.Responsible)
	e.Text("journalenhet", c.JournalUnit)
	e.Need("saksstatus", c.Status)
	e.day("utlaantDato", c.LentOn)
	e.Text("utlaantTil", c.LentTo)
}

func (e element) parties(parties []Party) {
	for _, p := range parties {
		party := e.add("part")
		party.Text("partID", p.ID)
		party.Need("partNavn", p.Name)
		party.Need("partRolle", p.Role)
		party.contact(p.Contact)
	}
}

func (e element) contact(c Contact) {
	e.Texts("postadresse", c.Addresses)
	e.Text("postnummer", c.PostalCode)
	e.Text("poststed", c.PostalTown)
	e.Text("land", c.Country)
	e.Text("epostadresse", c.Email)
	e.Texts("telefonnummer", c.Phones)
	e.Text("kontaktperson", c.Person)
}

func (e element) crossRefs(refs []CrossReference) {
	for _, r := range refs {
		cross := e.add("kryssreferanse")
		cross.ref("referanseTilMappe", r.Folder)
		cross.ref("referanseTilRegistrering", r.Registration)
		if cross.Empty() {
			e.Fail("kryssreferanse", markup.FaultMissing)
		}
	}
}

func (e element) remarks(remarks []Remark) {
	for _, r := range remarks {
		remark := e.add("merknad")
		remark.Need("merknadstekst", r.Text)
		remark.Text("merknadstype", r.Type)
		remark.needMoment("merknadsdato", r.Made.At)
		remark.Need("merknadRegistrertAv", r.Made.By)
	}
}

func (e element) disposal(d *Disposal) {
	if d == nil {
		return
	}
	disposal := e.add("kassasjon")
	disposal.Need("kassasjonsvedtak", d.Decision)
	disposal.Text("kassasjonshjemmel", d.Authority)
	if d.Years < 0 {
		disposal.Fail("bevaringstid", markup.FaultForm)
	}
	disposal.Need("bevaringstid", strconv.Itoa(d.Years))
	disposal.needDay("kassasjonsdato", d.Date)
}

func (e element) executed(x *ExecutedDisposal) {
	if x != nil {
		e.add("utfoertKassasjon").act("kassert", x.Done)
	}
}

func (e element) screening(s *Screening) {
	if s == nil {
		return
	}
	screening := e.add("skjerming")
	screening.Need("tilgangsrestriksjon", s.Restriction)
	screening.Need("skjermingshjemmel", s.Authority)
	screening.Texts("skjermingMetadata", s.Metadata)
	if !screening.Has("skjermingMetadata") {
		screening.Fail("skjermingMetadata", markup.FaultMissing)
	}
	screening.Text("skjermingDokument", s.Document)
	screening.optional("skjermingsvarighet", s.Years)
	screening.day("skjermingOpphoererDato", s.EndDate)
}
