package noark5

// The functions of this file are the other way of build.go: from elements to values.

func readArchive(t *tree) Archive {
	return Archive{
		SystemID: t.val("systemID"), Title: t.val("tittel"), Description: t.val("beskrivelse"),
		Status: t.val("arkivstatus"), Medium: t.val("dokumentmedium"), StorageLocations: t.vals("oppbevaringssted"),
		Created: readAct(t, "opprettet"), Closed: readAct(t, "avsluttet"), Creators: readCreators(t),
	}
}

func readCreators(t *tree) []Creator {
	var creators []Creator
	for _, c := range t.all("arkivskaper") {
		creators = append(creators, Creator{
			ID: c.val("arkivskaperID"), Name: c.val("arkivskaperNavn"), Description: c.val("beskrivelse"),
		})
	}
	return creators
}

func readSeries(t *tree) Series {
	return Series{
		SystemID: t.val("systemID"), Title: t.val("tittel"), Description: t.val("beskrivelse"),
		Status: t.val("arkivdelstatus"), Medium: t.val("dokumentmedium"), StorageLocations: t.vals("oppbevaringssted"),
		Created: readAct(t, "opprettet"), Closed: readAct(t, "avsluttet"),
		PeriodStart: readTime(t.val("arkivperiodeStartDato")), PeriodEnd: readTime(t.val("arkivperiodeSluttDato")),
		Disposal: readDisposal(t), Executed: readExecuted(t), Screening: readScreening(t),
	}
}

func readFolder(t *tree) *Folder {
	f := &Folder{
		SystemID: t.val("systemID"), FolderID: t.val("mappeID"), Title: t.val("tittel"),
		PublicTitle: t.val("offentligTittel"), Description: t.val("beskrivelse"), Keywords: t.vals("noekkelord"),
		Medium: t.val("dokumentmedium"), StorageLocations: t.vals("oppbevaringssted"),
		Created: readAct(t, "opprettet"), Closed: readAct(t, "avsluttet"), SeriesRefs: t.vals("referanseArkivdel"),
		Client: readClient(t), Parties: readParties(t), CrossRefs: readCrossRefs(t), Remarks: readRemarks(t),
		Disposal: readDisposal(t), Screening: readScreening(t), Case: readCase(t),
	}
	for _, k := range t.all("mappe") {
		f.Folders = append(f.Folders, *readFolder(k))
	}
	for _, name := range []string{"registrering", "basisregistrering"} {
		for _, k := range t.all(name) {
			f.Registrations = append(f.Registrations, *readRegistration(k))
		}
	}
	return f
}

func readCase(t *tree) *Case {
	if localType(t.StartElement) != "saksmappe" {
		return nil
	}
	return &Case{
		Year: readInt(t.val("saksaar")), Sequence: readInt(t.val("sakssekvensnummer")), Date: readTime(t.val("saksdato")),
		Unit: t.val("administrativEnhet"), Responsible: t.val("saksansvarlig"), JournalUnit: t.val("journalenhet"),
		Status: t.val("saksstatus"), LentOn: readTime(t.val("utlaantDato")), LentTo: t.val("utlaantTil"),
	}
}

func readRegistration(t *tree) *Registration {
	r := &Registration{
		SystemID: t.val("systemID"), Created: readAct(t, "opprettet"), Archived: readAct(t, "arkivert"),
		SeriesRefs: t.vals("referanseArkivdel"), Parties: readParties(t), Disposal: readDisposal(t),
		Screening: readScreening(t), RegistrationID: t.val("registreringsID"), Title: t.val("tittel"),
		PublicTitle: t.val("offentligTittel"), Description: t.val("beskrivelse"), Keywords: t.vals("noekkelord"),
		Authors: t.vals("forfatter"), Medium: t.val("dokumentmedium"), StorageLocations: t.vals("oppbevaringssted"),
		Own: readDocumentData(t), Remarks: readRemarks(t), CrossRefs: readCrossRefs(t), Journal: readJournalPost(t),
	}
	for _, d := range t.all("dokumentbeskrivelse") {
		r.Documents = append(r.Documents, readDescription(d))
	}
	for _, c := range t.all("korrespondansepart") {
		r.Correspondents = append(r.Correspondents, Correspondent{
			Type: c.val("korrespondanseparttype"), Name: c.val("korrespondansepartNavn"), Contact: readContact(c),
			Unit: c.val("administrativEnhet"), Caseworker: c.val("saksbehandler"),
		})
	}
	return r
}

func readJournalPost(t *tree) *JournalPost {
	if localType(t.StartElement) != "journalpost" {
		return nil
	}
	j := &JournalPost{
		Year: readInt(t.val("journalaar")), Sequence: readInt(t.val("journalsekvensnummer")),
		Number: readInt(t.val("journalpostnummer")), Type: t.val("journalposttype"), Status: t.val("journalstatus"),
		Date: readTime(t.val("journaldato")), DocumentDate: readTime(t.val("dokumentetsDato")),
		Received: readTime(t.val("mottattDato")), Sent: readTime(t.val("sendtDato")), Due: readTime(t.val("forfallsdato")),
		Assessed: readTime(t.val("offentlighetsvurdertDato")), LentOn: readTime(t.val("utlaantDato")),
		LentTo: t.val("utlaantTil"), Unit: t.val("journalenhet"),
	}
	if len(t.all("antallVedlegg")) > 0 {
		n := readInt(t.val("antallVedlegg"))
		j.Attachments = &n
	}
	for _, s := range t.all("avskrivning") {
		j.SignOffs = append(j.SignOffs, SignOff{
			On: readTime(s.val("avskrivningsdato")), By: s.val("avskrevetAv"), Method: s.val("avskrivningsmaate"),
			Reply: s.val("referanseAvskrivesAvJournalpost"),
		})
	}
	return j
}

func readDescription(t *tree) DocumentDescription {
	d := DocumentDescription{
		SystemID: t.val("systemID"), Type: t.val("dokumenttype"), Status: t.val("dokumentstatus"), Title: t.val("tittel"),
		Description: t.val("beskrivelse"), Authors: t.vals("forfatter"), Created: readAct(t, "opprettet"),
		Medium: t.val("dokumentmedium"), StorageLocation: t.val("oppbevaringssted"), SeriesRefs: t.vals("referanseArkivdel"),
		LinkedAs: t.val("tilknyttetRegistreringSom"), Number: readInt(t.val("dokumentnummer")),
		Linked: readAct(t, "tilknyttet"), Parties: readParties(t), Remarks: readRemarks(t), Disposal: readDisposal(t),
		Executed: readExecuted(t), Screening: readScreening(t),
	}
	for _, o := range t.all("dokumentobjekt") {
		d.Objects = append(d.Objects, readObject(o))
	}
	return d
}

func readObject(t *tree) DocumentObject {
	o := DocumentObject{
		SystemID: t.val("systemID"), Version: readInt(t.val("versjonsnummer")), Variant: t.val("variantformat"),
		Format: t.val("format"), FormatDetails: t.val("formatDetaljer"), Created: readAct(t, "opprettet"),
		FileRef: t.val("referanseDokumentfil"), Checksum: t.val("sjekksum"), Algorithm: t.val("sjekksumAlgoritme"),
		Size: readSize(t.val("filstoerrelse")),
	}
	for _, c := range t.all("konvertering") {
		o.Conversions = append(o.Conversions, Conversion{
			Done: readAct(c, "konvertert"), From: c.val("konvertertFraFormat"), To: c.val("konvertertTilFormat"),
			Tool: c.val("konverteringsverktoey"), Comment: c.val("konverteringskommentar"),
		})
	}
	return o
}

func readAct(t *tree, prefix string) Act {
	return Act{At: readTime(t.val(prefix + "Dato")), By: t.val(prefix + "Av")}
}

func readParties(t *tree) []Party {
	var parties []Party
	for _, p := range t.all("part") {
		parties = append(parties, Party{
			ID: p.val("partID"), Name: p.val("partNavn"), Role: p.val("partRolle"), Contact: readContact(p),
		})
	}
	return parties
}

func readContact(t *tree) Contact {
	return Contact{
		Addresses: t.vals("postadresse"), PostalCode: t.val("postnummer"), PostalTown: t.val("poststed"),
		Country: t.val("land"), Email: t.val("epostadresse"), Phones: t.vals("telefonnummer"), Person: t.val("kontaktperson"),
	}
}

func readCrossRefs(t *tree) []CrossReference {
	var refs []CrossReference
	for _, r := range t.all("kryssreferanse") {
		refs = append(refs, CrossReference{Folder: r.val("referanseTilMappe"), Registration: r.val("referanseTilRegistrering")})
	}
	return refs
}

func readRemarks(t *tree) []Remark {
	var remarks []Remark
	for _, r := range t.all("merknad") {
		remarks = append(remarks, Remark{
			Text: r.val("merknadstekst"), Type: r.val("merknadstype"),
			Made: Act{At: readTime(r.val("merknadsdato")), By: r.val("merknadRegistrertAv")},
		})
	}
	return remarks
}

func readDisposal(t *tree) *Disposal {
	if len(t.all("kassasjon")) == 0 {
		return nil
	}
	d := t.kid("kassasjon")
	return &Disposal{
		Decision: d.val("kassasjonsvedtak"), Authority: d.val("kassasjonshjemmel"),
		Years: readInt(d.val("bevaringstid")), Date: readTime(d.val("kassasjonsdato")),
	}
}

func readExecuted(t *tree) *ExecutedDisposal {
	if len(t.all("utfoertKassasjon")) == 0 {
		return nil
	}
	return &ExecutedDisposal{Done: readAct(t.kid("utfoertKassasjon"), "kassert")}
}

func readScreening(t *tree) *Screening {
	if len(t.all("skjerming")) == 0 {
		return nil
	}
	s := t.kid("skjerming")
	return &Screening{
		Restriction: s.val("tilgangsrestriksjon"), Authority: s.val("skjermingshjemmel"),
		Metadata: s.vals("skjermingMetadata"), Document: s.val("skjermingDokument"),
		Years: readInt(s.val("skjermingsvarighet")), EndDate: readTime(s.val("skjermingOpphoererDato")),
	}
}
