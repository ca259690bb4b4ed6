package deposit

// ColumnKind says what a column of the register holds, and so how the template formats it and the reader reads it.
type ColumnKind string

// The kinds of column.
const (
	TextColumn   ColumnKind = "tekst"
	DateColumn   ColumnKind = "dato"   // a day; a year or a month alone is legal and stays partial
	NumberColumn ColumnKind = "tall"   // a whole number, no sign
	YearColumn   ColumnKind = "aar"    // four digits
	ChoiceColumn ColumnKind = "valg"   // one of Choices
	DigitsColumn ColumnKind = "siffer" // digits that are no number: leading zeros count, so the template formats the cells as text
)

// Choice is one legal value of a ChoiceColumn. Names[0] is what the drop-down shows in bokmål, the others are read as the same.
type Choice struct {
	Value string
	Names []string
}

// Column is one column of the register: the one place that the template, the reader and the documentation take it from (design §4).
type Column struct {
	Key      string // field key, Norwegian ASCII; stands in findings and corrections
	Fact     string // the field it fills: Card.Birth
	Rule     string // why it is there
	Kind     ColumnKind
	Bokmaal  string   // heading
	Nynorsk  string   // heading
	Synonyms []string // other headings that are read as this column, compared folded
	Choices  []Choice
	Required bool   // the register cannot be read without the column
	Explain  string // for the sheet Forklaring, bokmål
	Forklar  string // the same, nynorsk
}

// Names is every heading that the column goes by, its own first.
func (c Column) Names() []string {
	return append([]string{c.Bokmaal, c.Nynorsk, c.Key}, c.Synonyms...)
}

// Heading is the column's heading in a language; whatever is not nynorsk is bokmål.
func (c Column) Heading(lang string) string {
	if lang == "nn" {
		return c.Nynorsk
	}
	return c.Bokmaal
}

// Explanation is what the sheet Forklaring says of the column in a language; whatever is not nynorsk is bokmål.
func (c Column) Explanation(lang string) string {
	if lang == "nn" {
		return c.Forklar
	}
	return c.Explain
}

// Names of the register's sheets. The reader takes the first sheet whose name fits; a workbook with one sheet has clients there.
const (
	SheetClients     = "Klienter"
	SheetDocuments   = "Dokumenter"
	SheetChanges     = "Endringer"
	SheetExplanation = "Forklaring"
)

// Values of the yes-and-no columns.
const (
	Yes = "ja"
	No  = "nei"
)

func yesNo() []Choice {
	return []Choice{
		{Yes, []string{"ja", "j", "x", "sann", "true", "yes", "1"}},
		{No, []string{"nei", "n", "usann", "false", "no", "0"}},
	}
}

func media() []Choice {
	return []Choice{
		{string(OnPaper), []string{"papir", "fysisk", "paper"}},
		{string(Digital), []string{"digital", "elektronisk", "digitalt"}},
		{string(Mixed), []string{"blandet", "blanda", "hybrid", "begge", "mixed"}},
	}
}

func clientTypes() []Choice {
	return []Choice{
		{string(PreSchool), []string{"førskole", "forskule", "førskule", "barnehage", "forskole"}},
		{string(Compulsory), []string{"grunnskole", "grunnskule", "skole", "skule"}},
		{string(UpperSecondary), []string{"videregående", "vidaregåande", "vgs", "videregaende", "videregående skole", "vidaregåande skule"}},
		{string(Adult), []string{"voksen", "vaksen", "vo", "voksenopplæring", "vaksenopplæring"}},
	}
}

func directions() []Choice {
	return []Choice{
		{string(Incoming), []string{"inn", "inngående", "inngåande", "i", "innkommet"}},
		{string(Outgoing), []string{"ut", "utgående", "utgåande", "u", "sendt"}},
		{string(InternalNote), []string{"intern", "internt", "notat", "n", "x"}},
	}
}

func zones() []Choice {
	return []Choice{
		{string(JournalZone), []string{"journal", "journalomslag", "j"}},
		{string(PinkCover), []string{"rosa", "rosa omslag", "r"}},
	}
}

func purgeClasses() []Choice {
	return []Choice{
		{"1", []string{"1", "arbeidsnotat"}},
		{"2", []string{"2", "kopi"}},
		{"3", []string{"3", "kladd", "utkast"}},
	}
}

// ListColumns is every column that the lists can carry (R6.3-3): what a profile may name under kolonner, in the order of the default list. Fødselsnummer
// is not among them (R2.3-3, data minimisation).
func ListColumns() []string {
	return []string{"journalnr", "etternavn", "fornavn", "fodselsdato", "boks", "mappe_i_boks", "apnet", "avsluttet", "medium"}
}
