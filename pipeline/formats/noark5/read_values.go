package noark5

import "github.com/arkivdepot/arkivdepot/pipeline/formats/markup"

// The functions of this file are the other way of build.go: from elements to values.

func readArchive(t *markup.Tree) Archive {
	return Archive{
		SystemID: t.Value("systemID"), Title: t.Value("tittel"), Description: t.Value("beskrivelse"),
		Status: t.Value("arkivstatus"), Medium: t.Value("dokumentmedium"), StorageLocations: t.Values("oppbevaringssted"),
		Created: readAct(t, "opprettet"), Closed: readAct(t, "avsluttet"), Creators: readCreators(t),
	}
}

func readCreators(t *markup.Tree) []Creator {
	var creators []Creator
	for _, c := range t.All("arkivskaper") {
		creators = append(creators, Creator{
			ID: c.Value("arkivskaperID"), Name: c.Value("arkivskaperNavn"), Description: c.Value("beskrivelse"),
		})
	}
	return creators
}

func readSeries(t *markup.Tree) Series {
	return Series{
		SystemID: t.Value("systemID"), Title: t.Value("tittel"), Description: t.Value("beskrivelse"),
		Status: t.Value("arkivdelstatus"), Medium: t.Value("dokumentmedium"), StorageLocations: t.Values("oppbevaringssted"),
		Created: readAct(t, "opprettet"), Closed: readAct(t, "avsluttet"),
		PeriodStart: readTime(t.Value("arkivperiodeStartDato")), PeriodEnd: readTime(t.Value("arkivperiodeSluttDato")),
		Disposal: readDisposal(t), Executed: readExecuted(t), Screening: readScreening(t),
	}
}

func readFolder(t *markup.Tree) *Folder {
	f := &Folder{
		SystemID: t.Value("systemID"), FolderID: t.Value("mappeID"), Title: t.Value("tittel"),
		PublicTitle: t.Value("offentligTittel"), Description: t.Value("beskrivelse"), Keywords: t.Values("noekkelord"),
		Medium: t.Value("dokumentmedium"), StorageLocations: t.Values("oppbevaringssted"),
		Created: readAct(t, "opprettet"), Closed: readAct(t, "avsluttet"), SeriesRefs: t.Values("referanseArkivdel"),
		Client: readClient(t), Parties: readParties(t), CrossRefs: readCrossRefs(t), Remarks: readRemarks(t),
		Disposal: readDisposal(t), Screening: readScreening(t), Case: readCase(t),
	}
	for _, k := range t.All("mappe") {
		f.Folders = append(f.Folders, *readFolder(k))
	}
	for _, name := range []string{"registrering", "basisregistrering"} {
		for _, k := range t.All(name) {
			f.Registrations = append(f.Registrations, *readRegistration(k))
		}
	}
	return f
}

func readCase(t *markup.Tree) *Case {
	if localType(t.StartElement) != "saksmappe" {
		return nil
	}
	return &Case{
		Year: readInt(t.Value("saksaar")), Sequence: readInt(t.Value("sakssekvensnummer")), Date: readTime(t.Value("saksdato")),
		Unit: t.Value("administrativEnhet"), Responsible: t.Value("saksansvarlig"), JournalUnit: t.Value("journalenhet"),
		Status: t.Value("saksstatus"), LentOn: readTime(t.Value("utlaantDato")), LentTo: t.Value("utlaantTil"),
	}
}

func readRegistration(t *markup.Tree) *Registration {
	r := &Registration{
		SystemID: t.Value("systemID"), Created: readAct(t, "opprettet"), Archived: readAct(t, "arkivert"),
		SeriesRefs: t.Values("referanseArkivdel"), Parties: readParties(t), Disposal: readDisposal(t),
		Screening: readScreening(t), RegistrationID: t.Value("registreringsID"), Title: t.Value("tittel"),
		PublicTitle: t.Value("offentligTittel"), Description: t.Value("beskrivelse"), Keywords: t.Values("noekkelord"),
		Authors: t.Values("forfatter"), Medium: t.Value("dokumentmedium"), StorageLocations: t.Values("oppbevaringssted"),
		Own: readDocumentData(t), Remarks: readRemarks(t), CrossRefs: readCrossRefs(t), Journal: readJournalPost(t),
	}
	for _, d := range t.All("dokumentbeskrivelse") {
		r.Documents = append(r.Documents, readDescription(d))
	}
	for _, c := range t.All("korrespondansepart") {
		r.Correspondents = append(r.Correspondents, Correspondent{
			Type: c.Value("korrespondanseparttype"), Name: c.Value("korrespondansepartNavn"), Contact: readContact(c),
			Unit: c.Value("administrativEnhet"), Caseworker: c.Value("saksbehandler"),
		})
	}
	return r
}

func readJournalPost(t *markup.Tree) *JournalPost {
	if localType(t.StartElement) != "journalpost" {
		return nil
	}
	j := &JournalPost{
		Year: readInt(t.Value("journalaar")), Sequence: readInt(t.Value("journalsekvensnummer")),
		Number: readInt(t.Value("journalpostnummer")), Type: t.Value("journalposttype"), Status: t.Value("journalstatus"),
		Date: readTime(t.Value("journaldato")), DocumentDate: readTime(t.Value("dokumentetsDato")),
		Received: readTime(t.Value("mottattDato")), Sent: readTime(t.Value("sendtDato")), Due: readTime(t.Value("forfallsdato")),
		Assessed: readTime(t.Value("offentlighetsvurdertDato")), LentOn: readTime(t.Value("utlaantDato")),
		LentTo: t.Value("utlaantTil"), Unit: t.Value("journalenhet"),
	}
	if len(t.All("antallVedlegg")) > 0 {
		n := readInt(t.Value("antallVedlegg"))
		j.Attachments = &n
	}
	for _, s := range t.All("avskrivning") {
		j.SignOffs = append(j.SignOffs, SignOff{
			On: readTime(s.Value("avskrivningsdato")), By: s.Value("avskrevetAv"), Method: s.Value("avskrivningsmaate"),
			Reply: s.Value("referanseAvskrivesAvJournalpost"),
		})
	}
	return j
}

func readDescription(t *markup.Tree) DocumentDescription {
	d := DocumentDescription{
		SystemID: t.Value("systemID"), Type: t.Value("dokumenttype"), Status: t.Value("dokumentstatus"), Title: t.Value("tittel"),
		Description: t.Value("beskrivelse"), Authors: t.Values("forfatter"), Created: readAct(t, "opprettet"),
		Medium: t.Value("dokumentmedium"), StorageLocation: t.Value("oppbevaringssted"), SeriesRefs: t.Values("referanseArkivdel"),
		LinkedAs: t.Value("tilknyttetRegistreringSom"), Number: readInt(t.Value("dokumentnummer")),
		Linked: readAct(t, "tilknyttet"), Parties: readParties(t), Remarks: readRemarks(t), Disposal: readDisposal(t),
		Executed: readExecuted(t), Screening: readScreening(t),
	}
	for _, o := range t.All("dokumentobjekt") {
		d.Objects = append(d.Objects, readObject(o))
	}
	return d
}

func readObject(t *markup.Tree) DocumentObject {
	o := DocumentObject{
		SystemID: t.Value("systemID"), Version: readInt(t.Value("versjonsnummer")), Variant: t.Value("variantformat"),
		Format: t.Value("format"), FormatDetails: t.Value("formatDetaljer"), Created: readAct(t, "opprettet"),
		FileRef: t.Value("referanseDokumentfil"), Checksum: t.Value("sjekksum"), Algorithm: t.Value("sjekksumAlgoritme"),
		Size: readSize(t.Value("filstoerrelse")),
	}
	for _, c := range t.All("konvertering") {
		o.Conversions = append(o.Conversions, Conversion{
			Done: readAct(c, "konvertert"), From: c.Value("konvertertFraFormat"), To: c.Value("konvertertTilFormat"),
			Tool: c.Value("konverteringsverktoey"), Comment: c.Value("konverteringskommentar"),
		})
	}
	return o
}

func readAct(t *markup.Tree, prefix string) Act {
	return Act{At: readTime(t.Value(prefix + "Dato")), By: t.Value(prefix + "Av")}
}

func readParties(t *markup.Tree) []Party {
	var parties []Party
	for _, p := range t.All("part") {
		parties = append(parties, Party{
			ID: p.Value("partID"), Name: p.Value("partNavn"), Role: p.Value("partRolle"), Contact: readContact(p),
		})
	}
	return parties
}

func readContact(t *markup.Tree) Contact {
	return Contact{
		Addresses: t.Values("postadresse"), PostalCode: t.Value("postnummer"), PostalTown: t.Value("poststed"),
		Country: t.Value("land"), Email: t.Value("epostadresse"), Phones: t.Values("telefonnummer"), Person: t.Value("kontaktperson"),
	}
}

func readCrossRefs(t *markup.Tree) []CrossReference {
	var refs []CrossReference
	for _, r := range t.All("kryssreferanse") {
		refs = append(refs, CrossReference{Folder: r.Value("referanseTilMappe"), Registration: r.Value("referanseTilRegistrering")})
	}
	return refs
}

func readRemarks(t *markup.Tree) []Remark {
	var remarks []Remark
	for _, r := range t.All("merknad") {
		remarks = append(remarks, Remark{
			Text: r.Value("merknadstekst"), Type: r.Value("merknadstype"),
			Made: Act{At: readTime(r.Value("merknadsdato")), By: r.Value("merknadRegistrertAv")},
		})
	}
	return remarks
}

func readDisposal(t *markup.Tree) *Disposal {
	if len(t.All("kassasjon")) == 0 {
		return nil
	}
	d := t.First("kassasjon")
	return &Disposal{
		Decision: d.Value("kassasjonsvedtak"), Authority: d.Value("kassasjonshjemmel"),
		Years: readInt(d.Value("bevaringstid")), Date: readTime(d.Value("kassasjonsdato")),
	}
}

func readExecuted(t *markup.Tree) *ExecutedDisposal {
	if len(t.All("utfoertKassasjon")) == 0 {
		return nil
	}
	return &ExecutedDisposal{Done: readAct(t.First("utfoertKassasjon"), "kassert")}
}

func readScreening(t *markup.Tree) *Screening {
	if len(t.All("skjerming")) == 0 {
		return nil
	}
	s := t.First("skjerming")
	return &Screening{
		Restriction: s.Value("tilgangsrestriksjon"), Authority: s.Value("skjermingshjemmel"),
		Metadata: s.Values("skjermingMetadata"), Document: s.Value("skjermingDokument"),
		Years: readInt(s.Value("skjermingsvarighet")), EndDate: readTime(s.Value("skjermingOpphoererDato")),
	}
}
