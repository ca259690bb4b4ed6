package noark5

// Values of Noark 5 metadata that a closed client archive needs, spelt as the metadata catalogue
// spells them (M-numbers in the comments). The 5.x schemas no longer enforce the lists.
const (
	ArchiveClosed = "Avsluttet"         // M050 arkivstatus
	SeriesClosed  = "Avsluttet periode" // M051 arkivdelstatus

	CaseClosed    = "Avsluttet" // M052 saksstatus (N5.15)
	CaseCancelled = "Utgår"

	PostArchived  = "Arkivert" // M053 journalstatus (N5.22)
	PostCancelled = "Utgår"

	DocumentFinished = "Dokumentet er ferdigstilt" // M054 dokumentstatus (N5.25)

	Incoming         = "Inngående dokument" // M082 journalposttype
	Outgoing         = "Utgående dokument"
	InternalFollowed = "Organinternt dokument for oppfølging"
	InternalOnly     = "Organinternt dokument uten oppfølging"

	Sender    = "Avsender" // M087 korrespondanseparttype
	Recipient = "Mottaker"

	RoleClient = "Klient" // M303 partRolle, open list

	MediumPaper   = "Fysisk arkiv" // M300 dokumentmedium
	MediumDigital = "Elektronisk arkiv"
	MediumMixed   = "Blandet fysisk og elektronisk arkiv"

	MainDocument = "Hoveddokument" // M217 tilknyttetRegistreringSom
	Attachment   = "Vedlegg"

	VariantProduction = "Produksjonsformat" // M700 variantformat
	VariantArchive    = "Arkivformat"

	AlgorithmSHA256 = "SHA-256" // M706 sjekksumAlgoritme, as Arkade and the template spell it

	RestrictedAccess = "Unntatt offentlighet" // M500 tilgangsrestriksjon

	ScreenFolderTitleWords = "Skjerming tittel mappe - utvalgte ord" // M502 skjermingMetadata
	ScreenFolderTitle      = "Skjerming tittel mappe - unntatt første linje"
	ScreenPartyName        = "Skjerming navn part i sak"
	ScreenRecordTitleWords = "Skjerming tittel registrering - utvalgte ord"
	ScreenRecordTitle      = "Skjerming tittel registrering - unntatt første linje"
	ScreenSender           = "Skjerming navn avsender"
	ScreenRecipient        = "Skjerming navn mottaker"

	ScreenWholeDocument = "Skjerming av hele dokumentet" // M503 skjermingDokument
	ScreenPartDocument  = "Skjerming av deler av dokumentet"

	DisposalKeep    = "Bevares" // M450 kassasjonsvedtak
	DisposalDestroy = "Kasseres"
	DisposalLater   = "Vurderes senere"
)

// Words of our own metadata (vsmd-ppt.xsd).
const (
	PrecisionDay     = "dag" // fodselsdatoNoeyaktighet
	PrecisionMonth   = "maaned"
	PrecisionYear    = "aar"
	PrecisionUnknown = "ukjent"

	OwnPaper   = "papir" // medium
	OwnDigital = "digital"
	OwnMixed   = "blandet"

	ThicknessMeasured  = "maalt" // tykkelseKilde
	ThicknessEstimated = "anslaatt"

	ZoneJournal = "journal" // sone
	ZonePink    = "rosa"

	DirectionIn       = "inn" // retning
	DirectionOut      = "ut"
	DirectionInternal = "intern"
)
