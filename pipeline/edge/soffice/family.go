package soffice

// Family is documents that one start of the program can convert: the same import filter and the same export filter.
type Family struct {
	Name      string
	Infilter  string // import filter: without one, LibreOffice guesses, and takes anything for text
	export    string // export filter of the module that opens them
	extension string // of the copies that it is given
	begins    string // what a file must begin with where the import filter takes anything
}

// Modules of LibreOffice, by their export filters.
const (
	writer  = "writer_pdf_Export"
	calc    = "calc_pdf_Export"
	impress = "impress_pdf_Export"
	draw    = "draw_pdf_Export"

	openCalc = "calc8" // workbooks as OpenDocument
)

// families is the documents that LibreOffice 7.4 reads well, with the PRONOM ids that say so. Word 2 to 95 have filters of their own.
var families = []struct {
	Family
	puids []string
}{
	{Family{"word2007", "MS Word 2007 XML", writer, ".docx", ""}, []string{"fmt/412", "fmt/523", "fmt/597", "fmt/599", "fmt/1827"}},
	{Family{"word97", "MS Word 97", writer, ".doc", ""}, []string{"fmt/40", "fmt/609", "x-fmt/45"}},
	{Family{"word95", "MS Word 95", writer, ".doc", ""}, []string{"fmt/39"}},
	{Family{"word2", "MS WinWord 5", writer, ".doc", ""}, []string{"fmt/37", "fmt/38"}},
	{Family{"rtf", "Rich Text Format", writer, ".rtf", `{\rtf`}, []string{"fmt/45", "fmt/50", "fmt/51", "fmt/52", "fmt/53", "fmt/355", "fmt/969"}},
	{Family{"odt", "writer8", writer, ".odt", ""}, []string{"fmt/136", "fmt/290", "fmt/291", "fmt/1756"}},
	{Family{"wordperfect", "WordPerfect", writer, ".wpd", ""}, []string{"x-fmt/44", "x-fmt/393", "x-fmt/394", "fmt/892", "fmt/949"}},
	{Family{"html", "HTML (StarWriter)", writer, ".html", ""}, []string{"fmt/96", "fmt/97", "fmt/98", "fmt/99", "fmt/100", "fmt/471", "fmt/102", "fmt/103"}},
	{Family{"excel2007", "Calc MS Excel 2007 XML", calc, ".xlsx", ""}, []string{"fmt/214", "fmt/445", "fmt/598", "fmt/627", "fmt/1828"}},
	{Family{"excel2007b", "Calc MS Excel 2007 Binary", calc, ".xlsb", ""}, []string{"fmt/595"}},
	{Family{"excel97", "MS Excel 97", calc, ".xls", ""}, []string{"fmt/61", "fmt/62"}},
	{Family{"excel95", "MS Excel 95", calc, ".xls", ""}, []string{"fmt/59"}},
	{Family{"excel4", "MS Excel 4.0", calc, ".xls", ""}, []string{"fmt/55", "fmt/56", "fmt/57"}},
	{Family{"ods", "calc8", calc, ".ods", ""}, []string{"fmt/137", "fmt/294", "fmt/295", "fmt/1755"}},
	{Family{"powerpoint2007", "Impress MS PowerPoint 2007 XML", impress, ".pptx", ""},
		[]string{"fmt/215", "fmt/487", "fmt/629", "fmt/630", "fmt/631", "fmt/632", "fmt/633", "fmt/636", "fmt/1829"}},
	{Family{"powerpoint97", "MS PowerPoint 97", impress, ".ppt", ""}, []string{"fmt/126"}},
	{Family{"odp", "impress8", impress, ".odp", ""}, []string{"fmt/138", "fmt/292", "fmt/293", "fmt/1754"}},
	{Family{"odg", "draw8", draw, ".odg", ""}, []string{"fmt/139", "fmt/296", "fmt/297", "fmt/1757"}},
}

var familyByPUID = func() map[string]Family {
	all := map[string]Family{}
	for _, f := range families {
		for _, puid := range f.puids {
			all[puid] = f.Family
		}
	}
	return all
}()

// FamilyOf is the family of a format; ok is false for one that LibreOffice is not asked to read.
func FamilyOf(puid string) (f Family, ok bool) {
	f, ok = familyByPUID[puid]
	return f, ok
}

// revision is raised when the same document may come out otherwise: another filter, another option, another setting.
const revision = "1"

// Basis is what decides a rendition besides the document and the program's version.
func (f Family) Basis() string {
	return "soffice " + revision + " " + f.Name + " " + f.Infilter + " " + f.filter()
}

// filter is the export filter with its options: PDF/A-2b, tagged, no annotation of comments (they would lack the appearance that ISO 19005-2, 6.3.3 asks
// for). Comments of a text are printed in its margin.
func (f Family) filter() string {
	if f.export == openCalc {
		return "ods:" + openCalc
	}
	options := `"SelectPdfVersion":{"type":"long","value":"2"},"UseTaggedPDF":{"type":"boolean","value":"true"},"ExportNotes":{"type":"boolean","value":"false"}`
	if f.export == writer {
		options += `,"ExportNotesInMargin":{"type":"boolean","value":"true"}`
	}
	return "pdf:" + f.export + ":{" + options + "}"
}

// Sheets tells that the documents are workbooks.
func (f Family) Sheets() bool { return f.export == calc }

// Slides tells that the documents are presentations.
func (f Family) Slides() bool { return f.export == impress }

// Reread is the family whose documents LibreOffice writes as OpenDocument, for formats that nobody else here reads: what it understood of them can
// be compared with what it made. ok is false for the other families.
func (f Family) Reread() (as Family, puid string, ok bool) {
	if f.export != calc || f.extension != ".xls" {
		return Family{}, "", false
	}
	f.export = openCalc
	return f, "fmt/294", true
}

// ending is that of what is made.
func (f Family) ending() string {
	if f.export == openCalc {
		return ".ods"
	}
	return ".pdf"
}
