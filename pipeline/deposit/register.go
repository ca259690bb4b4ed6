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
	Value   string
	Names   []string
	Nynorsk string // what the drop-down shows in nynorsk, where it differs
}

// Shown is what the drop-down shows in a language; whatever is not nynorsk is bokmål.
func (c Choice) Shown(lang string) string {
	if lang == "nn" && c.Nynorsk != "" {
		return c.Nynorsk
	}
	return c.Names[0]
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

// KeepWord is the value of the column Foreslått kassasjon that decides to keep what lies in the pink cover.
const KeepWord = "bevares"

func yesNo() []Choice {
	return []Choice{
		{Value: Yes, Names: []string{"ja", "j", "x", "sann", "true", "yes", "1"}},
		{Value: No, Names: []string{"nei", "n", "usann", "false", "no", "0"}},
	}
}

func media() []Choice {
	return []Choice{
		{Value: string(OnPaper), Names: []string{"papir", "fysisk", "paper"}},
		{Value: string(Digital), Names: []string{"digital", "elektronisk", "digitalt"}},
		{Value: string(Mixed), Names: []string{"blandet", "blanda", "hybrid", "begge", "mixed"}, Nynorsk: "blanda"},
	}
}

func clientTypes() []Choice {
	return []Choice{
		{Value: string(PreSchool), Names: []string{"førskole", "forskule", "førskule", "barnehage", "forskole"}, Nynorsk: "førskule"},
		{Value: string(Compulsory), Names: []string{"grunnskole", "grunnskule", "skole", "skule"}, Nynorsk: "grunnskule"},
		{Value: string(UpperSecondary), Names: []string{"videregående", "vidaregåande", "vgs", "videregaende", "videregående skole", "vidaregåande skule"}, Nynorsk: "vidaregåande"},
		{Value: string(Adult), Names: []string{"voksen", "vaksen", "vo", "voksenopplæring", "vaksenopplæring"}, Nynorsk: "vaksen"},
	}
}

func directions() []Choice {
	return []Choice{
		{Value: string(Incoming), Names: []string{"inn", "inngående", "inngåande", "i", "innkommet"}},
		{Value: string(Outgoing), Names: []string{"ut", "utgående", "utgåande", "u", "sendt"}},
		{Value: string(InternalNote), Names: []string{"intern", "internt", "notat", "n", "x"}},
	}
}

func zones() []Choice {
	return []Choice{
		{Value: string(JournalZone), Names: []string{"journal", "journalomslag", "j"}},
		{Value: string(PinkCover), Names: []string{"rosa", "rosa omslag", "r"}},
	}
}

func purgeClasses() []Choice {
	return []Choice{
		{Value: "1", Names: []string{"1", "arbeidsnotat"}},
		{Value: "2", Names: []string{"2", "kopi"}},
		{Value: "3", Names: []string{"3", "kladd", "utkast"}},
		{Value: KeepWord, Names: []string{KeepWord, "blir bevart", "bevart", "behold"}, Nynorsk: "blir bevart"},
	}
}

// ListColumns is every column that the lists can carry (R6.3-3): what a profile may name under kolonner, in the order of the default list. Fødselsnummer
// is not among them (R2.3-3, data minimisation).
func ListColumns() []string {
	return []string{"journalnr", "etternavn", "fornavn", "fodselsdato", "boks", "mappe_i_boks", "apnet", "avsluttet", "medium"}
}
