package noark5

import "strconv"

// The functions of this file append one Noark type each, in the order of arkivstruktur.xsd.

func (e element) archive(a Archive) {
	e.id("systemID", a.SystemID)
	e.need("tittel", a.Title)
	e.text("beskrivelse", a.Description)
	e.need("arkivstatus", a.Status)
	e.text("dokumentmedium", a.Medium)
	e.texts("oppbevaringssted", a.StorageLocations)
	e.act("opprettet", a.Created)
	e.act("avsluttet", a.Closed)
	e.creators(a.Creators)
}

func (e element) creators(creators []Creator) {
	if len(creators) == 0 {
		e.fail("arkivskaper", FaultMissing)
	}
	for _, c := range creators {
		creator := e.add("arkivskaper")
		creator.need("arkivskaperID", c.ID)
		creator.need("arkivskaperNavn", c.Name)
		creator.text("beskrivelse", c.Description)
	}
}

func (e element) series(s Series) {
	e.id("systemID", s.SystemID)
	e.need("tittel", s.Title)
	e.text("beskrivelse", s.Description)
	e.need("arkivdelstatus", s.Status)
	e.text("dokumentmedium", s.Medium)
	e.texts("oppbevaringssted", s.StorageLocations)
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
		e.attr("xsi:type", "saksmappe") // the literal prefix: Arkade sees no other
	}
	e.id("systemID", f.SystemID)
	e.need("mappeID", f.FolderID)
	e.need("tittel", f.Title)
	e.text("offentligTittel", f.PublicTitle)
	e.text("beskrivelse", f.Description)
	e.texts("noekkelord", f.Keywords)
	e.text("dokumentmedium", f.Medium)
	e.texts("oppbevaringssted", f.StorageLocations)
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
		e.fail("registrering", FaultConflict)
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
	e.need("administrativEnhet", c.Unit)
	e.need("saksansvarlig", c.Responsible)
	e.text("journalenhet", c.JournalUnit)
	e.need("saksstatus", c.Status)
	e.day("utlaantDato", c.LentOn)
	e.text("utlaantTil", c.LentTo)
}

func (e element) parties(parties []Party) {
	for _, p := range parties {
		party := e.add("part")
		party.text("partID", p.ID)
		party.need("partNavn", p.Name)
		party.need("partRolle", p.Role)
		party.contact(p.Contact)
	}
}

func (e element) contact(c Contact) {
	e.texts("postadresse", c.Addresses)
	e.text("postnummer", c.PostalCode)
	e.text("poststed", c.PostalTown)
	e.text("land", c.Country)
	e.text("epostadresse", c.Email)
	e.texts("telefonnummer", c.Phones)
	e.text("kontaktperson", c.Person)
}

func (e element) crossRefs(refs []CrossReference) {
	for _, r := range refs {
		cross := e.add("kryssreferanse")
		cross.ref("referanseTilMappe", r.Folder)
		cross.ref("referanseTilRegistrering", r.Registration)
		if len(cross.el.Child) == 0 {
			e.fail("kryssreferanse", FaultMissing)
		}
	}
}

func (e element) remarks(remarks []Remark) {
	for _, r := range remarks {
		remark := e.add("merknad")
		remark.need("merknadstekst", r.Text)
		remark.text("merknadstype", r.Type)
		remark.needMoment("merknadsdato", r.Made.At)
		remark.need("merknadRegistrertAv", r.Made.By)
	}
}

func (e element) disposal(d *Disposal) {
	if d == nil {
		return
	}
	disposal := e.add("kassasjon")
	disposal.need("kassasjonsvedtak", d.Decision)
	disposal.text("kassasjonshjemmel", d.Authority)
	if d.Years < 0 {
		disposal.fail("bevaringstid", FaultForm)
	}
	disposal.need("bevaringstid", strconv.Itoa(d.Years))
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
	screening.need("tilgangsrestriksjon", s.Restriction)
	screening.need("skjermingshjemmel", s.Authority)
	screening.texts("skjermingMetadata", s.Metadata)
	if screening.el.SelectElement("skjermingMetadata") == nil {
		screening.fail("skjermingMetadata", FaultMissing)
	}
	screening.text("skjermingDokument", s.Document)
	screening.optional("skjermingsvarighet", s.Years)
	screening.day("skjermingOpphoererDato", s.EndDate)
}
