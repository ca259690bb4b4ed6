package deposit

// RegisterColumns is the sheet Klienter, a row per client folder: the twelve fields of the card (R2.3-3) and what deposit, lists and rules need beside
// them. The order is the template's; a register may have its columns in any order.
func RegisterColumns() []Column {
	return append(append(cardColumns(), closingColumns()...), folderColumns()...)
}

// cardColumns are the twelve fields of the client card.
func cardColumns() []Column {
	return []Column{
		{Key: "journalnr", Fact: "Card.Journal", Rule: "R2.5-1", Kind: TextColumn, Required: true, Bokmaal: "Journalnummer", Nynorsk: "Journalnummer",
			Synonyms: []string{"klientjournalnummer", "klientnummer", "klientnr", "registreringsnummer", "mappenummer", "journal nr", "jnr", "j nr", "saksnummer"},
			Explain:  "Klientens journalnummer slik det står på mappen: 45/1979-80, 45/79, 1979-45 eller 1979/80-045. Må være unikt.",
			Forklar:  "Journalnummeret til klienten slik det står på mappa: 45/1979-80, 45/79, 1979-45 eller 1979/80-045. Må vere unikt."},
		{Key: "etternavn", Fact: "Card.LastName", Rule: "R2.3-3", Kind: TextColumn, Required: true, Bokmaal: "Etternavn", Nynorsk: "Etternamn",
			Synonyms: []string{"slektsnavn", "slektsnamn", "familienavn", "surname", "last name"},
			Explain:  "Etternavn med forstavelser slik registeret har det (van der …). Én person per rad.",
			Forklar:  "Etternamn med førestavingar slik registeret har det (van der …). Éin person per rad."},
		{Key: "fornavn", Fact: "Card.FirstName", Rule: "R2.3-3", Kind: TextColumn, Required: true, Bokmaal: "Fornavn", Nynorsk: "Fornamn",
			Synonyms: []string{"førenamn", "for- og mellomnavn", "for- og mellomnamn", "føre- og mellomnamn", "given name", "first name"},
			Explain:  "Fornavn og eventuelt mellomnavn.", Forklar: "Fornamn og eventuelt mellomnamn."},
		{Key: "fodselsdato", Fact: "Card.Birth", Rule: "R2.6-1", Kind: DateColumn, Required: true, Bokmaal: "Fødselsdato", Nynorsk: "Fødselsdato",
			Synonyms: []string{"født", "fødd", "f.dato", "fdato", "date of birth", "birth date"},
			Explain:  "dd.mm.åååå. Bare måned og år eller bare år er lov når mer ikke er kjent; blir den stående tom, må noen ta stilling til mappen.",
			Forklar:  "dd.mm.åååå. Berre månad og år eller berre år er lov når meir ikkje er kjent; står ho tom, må nokon ta stilling til mappa."},
		{Key: "fodselsnummer", Fact: "Card.BirthNumber", Rule: "R2.3-7", Kind: DigitsColumn, Bokmaal: "Fødselsnummer", Nynorsk: "Fødselsnummer",
			Synonyms: []string{"fnr", "personnummer", "fødselsnr", "d-nummer", "11 siffer"},
			Explain:  "11 siffer, bare om det trengs for å skille personer. Brukes aldri på lister eller etiketter.",
			Forklar:  "11 siffer, berre om det trengst for å skilje personar. Blir aldri brukt på lister eller etikettar."},
		{Key: "klienttype", Fact: "Card.Client", Rule: "R6.1-1", Kind: ChoiceColumn, Choices: clientTypes(), Bokmaal: "Klienttype", Nynorsk: "Klienttype",
			Synonyms: []string{"type klient", "skoleslag", "skuleslag", "gruppe"},
			Explain:  "Avgjør hvilken frist som gjelder: førskole, grunnskole, videregående eller voksen.",
			Forklar:  "Avgjer kva frist som gjeld: førskule, grunnskule, vidaregåande eller vaksen."},
		{Key: "registrert", Fact: "Card.Registered", Rule: "R2.3-3", Kind: DateColumn, Bokmaal: "Registrert dato", Nynorsk: "Registrert dato",
			Synonyms: []string{"registrert", "registreringsdato", "åpnet", "opna", "opprettet"},
			Explain:  "Dagen klienten ble ført inn i registeret.", Forklar: "Dagen klienten vart ført inn i registeret."},
		{Key: "henvist", Fact: "Card.Referred", Rule: "R2.3-1", Kind: DateColumn, Bokmaal: "Henvisning mottatt", Nynorsk: "Tilvising motteken",
			Synonyms: []string{"henvist", "tilvist", "henvist dato", "henvisningsdato", "tilvisingsdato"},
			Explain:  "Dagen henvisningen kom inn.", Forklar: "Dagen tilvisinga kom inn."},
		{Key: "henvist_av", Fact: "Card.ReferredBy", Rule: "R2.3-3", Kind: TextColumn, Bokmaal: "Henvist av", Nynorsk: "Tilvist av",
			Synonyms: []string{"henviser", "tilvisar", "hvem henviste"},
			Explain:  "Skole, barnehage, helsesøster, foresatte …", Forklar: "Skule, barnehage, helsesøster, føresette …"},
		{Key: "forste_kontakt", Fact: "Card.FirstMet", Rule: "R2.3-3", Kind: DateColumn, Bokmaal: "Første kontakt", Nynorsk: "Første kontakt",
			Synonyms: []string{"dato for første kontakt", "første møte"},
			Explain:  "Dagen for første kontakt med klient eller foresatte.", Forklar: "Dagen for første kontakt med klient eller føresette."},
		{Key: "skole", Fact: "Card.School", Rule: "R2.3-3", Kind: TextColumn, Bokmaal: "Skole/barnehage", Nynorsk: "Skule/barnehage",
			Synonyms: []string{"skole", "skule", "barnehage", "helsestasjon", "skole barnehage helsestasjon"},
			Explain:  "Skole, barnehage eller helsestasjon. Står ikke på listene.", Forklar: "Skule, barnehage eller helsestasjon. Står ikkje på listene."},
		{Key: "adresse", Fact: "Card.Address", Rule: "R2.3-3", Kind: TextColumn, Bokmaal: "Adresse", Nynorsk: "Adresse",
			Explain: "Kan stå tom; trengs ikke til deponering og står ikke på listene.", Forklar: "Kan stå tom; trengst ikkje til deponering og står ikkje på listene."},
		{Key: "telefon", Fact: "Card.Phone", Rule: "R2.3-3", Kind: DigitsColumn, Bokmaal: "Telefon", Nynorsk: "Telefon", Synonyms: []string{"tlf", "telefonnummer", "mobil"},
			Explain: "Kan stå tom; trengs ikke til deponering.", Forklar: "Kan stå tom; trengst ikkje til deponering."},
		{Key: "lekotek", Fact: "Card.ToyLibrary", Rule: "R2.3-3", Kind: TextColumn, Bokmaal: "Lekotek", Nynorsk: "Leikotek", Synonyms: []string{"utlån fra lekotek", "lånt fra lekotek"},
			Explain: "Lekotekmateriell som er lånt ut.", Forklar: "Leikotekmateriell som er lånt ut."},
		{Key: "foresatte", Fact: "Card.Guardians", Rule: "R2.3-3", Kind: TextColumn, Bokmaal: "Foresatte", Nynorsk: "Føresette", Synonyms: []string{"foreldre", "verge", "guardians"},
			Explain: "Kan stå tom; trengs ikke til deponering.", Forklar: "Kan stå tom; trengst ikkje til deponering."},
		{Key: "kontaktlaerer", Fact: "Card.Teacher", Rule: "R2.3-3", Kind: TextColumn, Bokmaal: "Kontaktlærer", Nynorsk: "Kontaktlærar",
			Synonyms: []string{"klasseforstander", "klassestyrar", "klassestyrer", "klasselærer", "kontakt i barnehagen"},
			Explain:  "Kontaktlærer eller kontakt i barnehagen.", Forklar: "Kontaktlærar eller kontakt i barnehagen."},
		{Key: "saksbehandler", Fact: "Card.Caseworker", Rule: "R2.3-3", Kind: TextColumn, Bokmaal: "Saksbehandler", Nynorsk: "Saksbehandlar", Synonyms: []string{"rådgiver", "rådgjevar", "caseworker"},
			Explain: "Saksbehandler ved PP-tjenesten.", Forklar: "Saksbehandlar ved PP-tenesta."},
	}
}

// closingColumns are the dates and decisions that retention judges by.
func closingColumns() []Column {
	return []Column{
		{Key: "avsluttet", Fact: "Card.Closed", Rule: "R4.2-2", Kind: DateColumn, Bokmaal: "Avsluttet", Nynorsk: "Avslutta", Synonyms: []string{"avsluttet dato", "avslutta dato", "avslutningsdato", "lukket", "closed"},
			Explain: "Dagen saken ble avsluttet. Tom: siste innførsel brukes, ellers slutten av journalåret, og det sies fra.",
			Forklar: "Dagen saka vart avslutta. Tom: siste innførsel blir brukt, elles slutten av journalåret, og det blir sagt frå."},
		{Key: "siste_innforsel", Fact: "Card.LastEntry", Rule: "R4.4-1", Kind: DateColumn, Bokmaal: "Siste innførsel", Nynorsk: "Siste innførsle",
			Synonyms: []string{"siste innføring", "siste føring", "sist ført", "siste journalføring", "last entry"},
			Explain:  "Dagen det sist ble ført noe i mappen. Fristen i punkt 4.4 regnes fra denne.", Forklar: "Dagen det sist vart ført noko i mappa. Fristen i punkt 4.4 blir rekna frå denne."},
		{Key: "sist_brukt", Fact: "Card.LastUsed", Rule: "R4.2-1", Kind: DateColumn, Bokmaal: "Sist brukt", Nynorsk: "Sist brukt", Synonyms: []string{"sist i bruk", "siste bruk", "sist utlånt"},
			Explain: "Dagen mappen sist var i bruk. En mappe som er brukt dette skoleåret, kan ikke deponeres ennå.",
			Forklar: "Dagen mappa sist var i bruk. Ei mappe som er brukt dette skuleåret, kan ikkje deponerast enno."},
		{Key: "ut_av_bruk", Fact: "Card.OutOfUse", Rule: "R6.1-1", Kind: DateColumn, Bokmaal: "Ut av aktiv bruk", Nynorsk: "Ut av aktiv bruk", Synonyms: []string{"ut av bruk", "gikk ut av bruk", "out of use"},
			Explain: "Dagen mappen gikk ut av aktiv bruk. Må stå for voksne.", Forklar: "Dagen mappa gjekk ut av aktiv bruk. Må stå for vaksne."},
		{Key: "skoleslutt", Fact: "Card.EndOfSchool", Rule: "R6.1-1", Kind: DateColumn, Bokmaal: "Skoleslutt", Nynorsk: "Skuleslutt",
			Synonyms: []string{"slutt på skolen", "slutt på skulen", "sluttet på skolen", "end of school"},
			Explain:  "Dagen klienten sluttet i grunnskolen (for videregående: i videregående). Tom: 31.07. i det året klienten fyller 16 (19), og det vises at datoen er regnet ut.",
			Forklar:  "Dagen klienten slutta i grunnskulen (for vidaregåande: i vidaregåande). Tom: 31.07. i det året klienten fyller 16 (19), og det blir vist at datoen er rekna ut."},
		{Key: "bortsatt", Fact: "Card.SetAside", Rule: "R4.3-1", Kind: ChoiceColumn, Choices: yesNo(), Bokmaal: "Bortsatt", Nynorsk: "Bortsett", Synonyms: []string{"i bortsettingsarkiv", "bortsettingsarkiv", "bortsatt arkiv"},
			Explain: "ja når mappen står i bortsettingsarkivet. Bare bortsatte mapper kan deponeres.", Forklar: "ja når mappa står i bortsettingsarkivet. Berre bortsette mapper kan deponerast."},
		{Key: "hjelp_avslatt", Fact: "Card.HelpRefused", Rule: "R2.3-8", Kind: ChoiceColumn, Choices: yesNo(), Bokmaal: "Hjelp avslått", Nynorsk: "Hjelp avslått",
			Synonyms: []string{"takket nei", "takka nei", "avslått hjelp", "ikke samtykke", "avslått tilbud"},
			Explain:  "ja når klient eller foresatte takket nei. Mappen bevares alltid som bevis på at hjelp ble tilbudt.",
			Forklar:  "ja når klient eller føresette takka nei. Mappa blir alltid bevart som prov på at hjelp vart tilboden."},
		{Key: "vedtak_ref", Fact: "Card.Vedtak.Ref", Rule: "R4.4-1", Kind: TextColumn, Bokmaal: "Vedtak (referanse)", Nynorsk: "Vedtak (referanse)", Synonyms: []string{"vedtaksreferanse", "vedtaksnummer", "vedtak"},
			Explain: "Saksnummer for vedtak om tidligere deponering.", Forklar: "Saksnummer for vedtak om tidlegare deponering."},
		{Key: "vedtak_dato", Fact: "Card.Vedtak.Date", Rule: "R4.4-1", Kind: DateColumn, Bokmaal: "Deponeres senest etter vedtak", Nynorsk: "Blir deponert seinast etter vedtak",
			Synonyms: []string{"vedtak dato", "vedtaksfrist", "frist etter vedtak"},
			Explain:  "Siste dag etter vedtaket. Et vedtak kan bare gjøre fristen tidligere.", Forklar: "Siste dag etter vedtaket. Eit vedtak kan berre gjere fristen tidlegare."},
		{Key: "opphavssystem", Fact: "Card.OriginSystem", Rule: "R2.3-5", Kind: TextColumn, Bokmaal: "Opphavssystem", Nynorsk: "Opphavssystem", Synonyms: []string{"fagsystem", "origin system"},
			Explain: "Fagsystemet mappen ble ført i, om noe.", Forklar: "Fagsystemet mappa vart ført i, om noko."},
		{Key: "utskrevet", Fact: "Card.Printed", Rule: "R2.3-5", Kind: DateColumn, Bokmaal: "Utskrevet", Nynorsk: "Skriven ut", Synonyms: []string{"utskrevet dato", "utskriftsdato", "skrevet ut"},
			Explain: "Dagen mappen ble skrevet ut fra fagsystemet.", Forklar: "Dagen mappa vart skriven ut frå fagsystemet."},
	}
}

// folderColumns say what the folder is as a thing: whose, on what, how thick, where its files lie.
func folderColumns() []Column {
	return []Column{
		{Key: "hjemmel", Fact: "Card.Restriction", Rule: "design §7", Kind: TextColumn, Bokmaal: "Skjermingshjemmel", Nynorsk: "Skjermingsheimel", Synonyms: []string{"hjemmel", "heimel", "unntatt etter", "skjerming"},
			Explain: "Bare når mappen har en annen hjemmel enn den i deponering.yaml.", Forklar: "Berre når mappa har ein annan heimel enn den i deponering.yaml."},
		{Key: "dodsar", Fact: "Card.DiedYear", Rule: "domain §1.7 nr 10", Kind: YearColumn, Bokmaal: "Dødsår", Nynorsk: "Dødsår", Synonyms: []string{"år død", "død år"},
			Explain: "Årstall, når klienten er død.", Forklar: "Årstal, når klienten er død."},
		{Key: "merknad", Fact: "Card.Remark", Rule: "design §4", Kind: TextColumn, Bokmaal: "Merknad", Nynorsk: "Merknad", Synonyms: []string{"kommentar", "anmerkning", "remark"},
			Explain: "Til eget bruk. Skriv ingen opplysninger om personen her.", Forklar: "Til eige bruk. Skriv ingen opplysningar om personen her."},
		{Key: "eier", Fact: "Card.Owner", Rule: "R2.1-2", Kind: DigitsColumn, Bokmaal: "Eier (kommunenummer)", Nynorsk: "Eigar (kommunenummer)",
			Synonyms: []string{"eier", "eigar", "kommunenummer", "kommunenr", "eierkommune", "eigarkommune", "owner"},
			Explain:  "Nummeret på kommunen eller fylkeskommunen som eier mappen. Kan stå tom når kontoret bare har én eier.",
			Forklar:  "Nummeret på kommunen eller fylkeskommunen som eig mappa. Kan stå tom når kontoret berre har éin eigar."},
		{Key: "medium", Fact: "Paper.Medium", Rule: "M300", Kind: ChoiceColumn, Choices: media(), Bokmaal: "Medium", Nynorsk: "Medium", Synonyms: []string{"lagringsmedium", "papir eller digital"},
			Explain: "papir, digital eller blandet.", Forklar: "papir, digital eller blanda."},
		{Key: "antall_omslag", Fact: "Paper.Volumes", Rule: "R2.3-7", Kind: NumberColumn, Bokmaal: "Antall omslag", Nynorsk: "Tal omslag", Synonyms: []string{"antall mapper", "antal omslag", "talet på omslag", "antall bind"},
			Explain: "Hvor mange fysiske omslag klientens ene mappe har.", Forklar: "Kor mange fysiske omslag den eine mappa til klienten har."},
		{Key: "tykkelse_mm", Fact: "Paper.Thickness", Rule: "domain §4.2", Kind: NumberColumn, Bokmaal: "Tykkelse i mm", Nynorsk: "Tjukkleik i mm", Synonyms: []string{"tykkelse", "tjukkleik", "tjukn i mm", "mm"},
			Explain: "Alle omslag til sammen, målt etter rensking. Tom: regnes fra antall ark, ellers anslått, og det vises.",
			Forklar: "Alle omslag til saman, målt etter rensking. Tom: blir rekna frå tal ark, elles anslått, og det blir vist."},
		{Key: "antall_ark", Fact: "Paper.Thickness", Rule: "domain §4.2", Kind: NumberColumn, Bokmaal: "Antall ark", Nynorsk: "Tal ark", Synonyms: []string{"ark", "antal ark", "talet på ark", "antall sider"},
			Explain: "Brukes når tykkelsen ikke er målt.", Forklar: "Blir brukt når tjukkleiken ikkje er målt."},
		{Key: "mappesti", Fact: "Files.Files", Rule: "domain §4.2", Kind: TextColumn, Bokmaal: "Mappesti", Nynorsk: "Mappesti", Synonyms: []string{"katalog", "filmappe", "sti", "folder path"},
			Explain: "Katalogen under inn/mapper/ der filene til mappen ligger. Tom: 1979-80/45 eller 45_1979-80 brukes.",
			Forklar: "Katalogen under inn/mapper/ der filene til mappa ligg. Tom: 1979-80/45 eller 45_1979-80 blir brukt."},
	}
}

// DocumentColumns is the optional sheet Dokumenter, a row per document (R2.5-3).
func DocumentColumns() []Column {
	return []Column{
		{Key: "journalnr", Fact: "Card.Journal", Rule: "R2.5-2", Kind: TextColumn, Required: true, Bokmaal: "Journalnummer", Nynorsk: "Journalnummer",
			Synonyms: []string{"klientjournalnummer", "klientnummer", "klientnr", "registreringsnummer", "mappenummer", "journal nr"},
			Explain:  "Journalnummeret til mappen dokumentet ligger i.", Forklar: "Journalnummeret til mappa dokumentet ligg i."},
		{Key: "doknr", Fact: "Document.Number", Rule: "R2.5-3", Kind: NumberColumn, Bokmaal: "Dokumentnummer", Nynorsk: "Dokumentnummer", Synonyms: []string{"dok nr", "dokument nr", "løpenummer"},
			Explain: "Nummer i mappens dokumentoversikt.", Forklar: "Nummer i dokumentoversikta til mappa."},
		{Key: "dato", Fact: "Document.Date", Rule: "R2.5-3", Kind: DateColumn, Bokmaal: "Dokumentdato", Nynorsk: "Dokumentdato", Synonyms: []string{"dato", "brevdato"},
			Explain: "Dokumentets dato.", Forklar: "Datoen på dokumentet."},
		{Key: "tittel", Fact: "Document.Title", Rule: "R2.5-3", Kind: TextColumn, Bokmaal: "Tittel", Nynorsk: "Tittel", Synonyms: []string{"dokumenttittel", "innhold", "title"},
			Explain: "Hva dokumentet er. Uten navn og uten opplysninger om personen.", Forklar: "Kva dokumentet er. Utan namn og utan opplysningar om personen."},
		{Key: "type", Fact: "Document.Kind", Rule: "R2.6-2", Kind: TextColumn, Bokmaal: "Dokumenttype", Nynorsk: "Dokumenttype", Synonyms: []string{"type", "dokumentkategori"},
			Explain: "henvisning, dokumentoversikt, journalutskrift, sakkyndig vurdering, rapport, test …", Forklar: "tilvising, dokumentoversikt, journalutskrift, sakkunnig vurdering, rapport, test …"},
		{Key: "retning", Fact: "Document.Direction", Rule: "R2.2-1", Kind: ChoiceColumn, Choices: directions(), Bokmaal: "Retning", Nynorsk: "Retning", Synonyms: []string{"inn/ut", "inn eller ut", "i/u"},
			Explain: "inn, ut eller intern.", Forklar: "inn, ut eller intern."},
		{Key: "motpart", Fact: "Document.Counterpart", Rule: "R2.2-1", Kind: TextColumn, Bokmaal: "Avsender/mottaker", Nynorsk: "Avsendar/mottakar", Synonyms: []string{"motpart", "avsender", "mottaker", "avsendar", "mottakar", "korrespondansepart"},
			Explain: "Hvem brevet kom fra eller gikk til.", Forklar: "Kven brevet kom frå eller gjekk til."},
		{Key: "journalaar", Fact: "Document.JournalYear", Rule: "R2.2-1", Kind: YearColumn, Bokmaal: "Postjournal år", Nynorsk: "Postjournal år", Synonyms: []string{"journalår", "journal år"},
			Explain: "År i postjournalen, når brevet er journalført.", Forklar: "År i postjournalen, når brevet er journalført."},
		{Key: "journalsekvens", Fact: "Document.JournalSeq", Rule: "R2.2-1", Kind: NumberColumn, Bokmaal: "Postjournal nummer", Nynorsk: "Postjournal nummer", Synonyms: []string{"journalsekvensnummer", "journalsekvens", "postjournalnummer"},
			Explain: "Løpenummer i postjournalen.", Forklar: "Løpenummer i postjournalen."},
		{Key: "journaldato", Fact: "Document.JournalDate", Rule: "R2.2-1", Kind: DateColumn, Bokmaal: "Journaldato", Nynorsk: "Journaldato", Synonyms: []string{"journalført", "journalført dato"},
			Explain: "Dagen brevet ble journalført.", Forklar: "Dagen brevet vart journalført."},
		{Key: "sone", Fact: "Document.Zone", Rule: "R2.6-2", Kind: ChoiceColumn, Choices: zones(), Bokmaal: "Omslag", Nynorsk: "Omslag", Synonyms: []string{"sone", "omslagstype"},
			Explain: "journal eller rosa (personlige notater og tester).", Forklar: "journal eller rosa (personlege notat og testar)."},
		{Key: "medium", Fact: "Document.Medium", Rule: "M300", Kind: ChoiceColumn, Choices: media()[:2], Bokmaal: "Medium", Nynorsk: "Medium", Synonyms: []string{"lagringsmedium"},
			Explain: "papir eller digital.", Forklar: "papir eller digital."},
		{Key: "fil", Fact: "Document.File", Rule: "design §4", Kind: TextColumn, Bokmaal: "Fil", Nynorsk: "Fil", Synonyms: []string{"filnavn", "filnamn", "fil navn", "file"},
			Explain: "Filens navn i mappens katalog.", Forklar: "Namnet på fila i katalogen til mappa."},
		{Key: "kassasjonsklasse", Fact: "Document.PurgeClass", Rule: "R5-2", Kind: ChoiceColumn, Choices: purgeClasses(), Bokmaal: "Foreslått kassasjon", Nynorsk: "Framlegg til kassasjon", Synonyms: []string{"kassasjonsklasse", "kassasjon", "kan kasseres"},
			Explain: "1 personlige vurderinger og arbeidsnotater, 2 kopier, 3 kladd med innhold som står i andre dokumenter i samme mappe. Dette er et forslag: dokumentet vises og bevares til to personer har godkjent en plan. I rosa omslag må hvert dokument være avgjort: en klasse, eller bevares.",
			Forklar: "1 personlege vurderingar og arbeidsnotat, 2 kopiar, 3 kladd med innhald som står i andre dokument i same mappe. Dette er eit framlegg: dokumentet blir vist og bevart til to personar har godkjent ein plan. I rosa omslag må kvart dokument vere avgjort: ein klasse, eller blir bevart."},
	}
}

// ChangeColumns is the optional sheet Endringer: corrections that were made to register data, with old value, new value, who, when and why (R2.4-2).
func ChangeColumns() []Column {
	return []Column{
		{Key: "dato", Fact: "change date", Rule: "R2.4-2", Kind: DateColumn, Required: true, Bokmaal: "Dato", Nynorsk: "Dato", Synonyms: []string{"rettet dato", "endret dato", "endra dato"},
			Explain: "Dagen rettelsen ble gjort.", Forklar: "Dagen rettinga vart gjord."},
		{Key: "hvem", Fact: "changed by", Rule: "R2.4-2", Kind: TextColumn, Required: true, Bokmaal: "Hvem", Nynorsk: "Kven", Synonyms: []string{"rettet av", "endret av", "endra av", "utført av"},
			Explain: "Hvem som rettet.", Forklar: "Kven som retta."},
		{Key: "journalnr", Fact: "Card.Journal", Rule: "R2.4-2", Kind: TextColumn, Required: true, Bokmaal: "Journalnummer", Nynorsk: "Journalnummer", Synonyms: []string{"klientjournalnummer", "klientnummer", "klientnr", "journal nr"},
			Explain: "Mappen rettelsen gjelder.", Forklar: "Mappa rettinga gjeld."},
		{Key: "felt", Fact: "field", Rule: "R2.4-2", Kind: TextColumn, Required: true, Bokmaal: "Felt", Nynorsk: "Felt", Synonyms: []string{"kolonne", "hva", "kva", "opplysning"},
			Explain: "Kolonnen som ble rettet, med overskriften fra arket Klienter.", Forklar: "Kolonna som vart retta, med overskrifta frå arket Klienter."},
		{Key: "gammel", Fact: "old value", Rule: "R2.4-2", Kind: TextColumn, Bokmaal: "Gammel verdi", Nynorsk: "Gammal verdi", Synonyms: []string{"fra", "frå", "før", "gammel"},
			Explain: "Det som sto før.", Forklar: "Det som stod før."},
		{Key: "ny", Fact: "new value", Rule: "R2.4-2", Kind: TextColumn, Bokmaal: "Ny verdi", Nynorsk: "Ny verdi", Synonyms: []string{"til", "etter", "ny"},
			Explain: "Det som står nå.", Forklar: "Det som står no."},
		{Key: "begrunnelse", Fact: "reason", Rule: "R2.4-2", Kind: TextColumn, Required: true, Bokmaal: "Begrunnelse", Nynorsk: "Grunngjeving", Synonyms: []string{"hvorfor", "kvifor", "grunn", "årsak"},
			Explain: "Hvorfor opplysningen ble rettet.", Forklar: "Kvifor opplysninga vart retta."},
	}
}
