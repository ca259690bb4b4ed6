package workspace

import (
	"io"
	"strings"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/sheet"
)

// inputRows is how far down the drop-downs and prompts of the template go; rows below them can be filled in too.
const inputRows = 5000

// longestPrompt is what a spreadsheet shows beside a chosen cell.
const longestPrompt = 255

// WriteRegister writes the register template: the sheets to fill in, and one that explains each column (design §4). Language nn gives nynorsk headings,
// anything else bokmål; the reader knows both. created is stamped into the file.
func WriteRegister(out io.Writer, created time.Time, lang string) error {
	t := sheet.Template{
		Properties: sheet.Properties{Title: "Klientregister", Program: "arkivdepot", Created: created, Language: tagOf(lang)},
		Sheets: []sheet.TemplateSheet{
			inputSheet(deposit.SheetClients, deposit.RegisterColumns(), lang),
			inputSheet(deposit.SheetDocuments, deposit.DocumentColumns(), lang),
			inputSheet(deposit.SheetChanges, deposit.ChangeColumns(), lang),
			explanation(lang),
		},
	}
	_, err := t.WriteTo(out)
	return err
}

func tagOf(lang string) string {
	if lang == "nn" {
		return "nn-NO"
	}
	return "nb-NO"
}

func inputSheet(name string, columns []deposit.Column, lang string) sheet.TemplateSheet {
	layout := sheet.Layout{Name: name, InputRows: inputRows}
	for _, c := range columns {
		layout.Columns = append(layout.Columns, sheet.Column{Heading: c.Heading(lang), Kind: kindOf(c.Kind), Width: widthOf(c),
			Choices: shown(c.Choices, lang), Closed: c.Kind == deposit.ChoiceColumn, Prompt: clipped(c.Explanation(lang))})
	}
	return sheet.TemplateSheet{Layout: layout}
}

// kindOf is the cell format. A year is a plain number; digits and choices are text, so that 0301 and 45/79 stay what was written.
func kindOf(kind deposit.ColumnKind) sheet.Kind {
	switch kind {
	case deposit.DateColumn:
		return sheet.Date
	case deposit.NumberColumn, deposit.YearColumn:
		return sheet.Number
	}
	return sheet.Text
}

func widthOf(c deposit.Column) float64 {
	width := float64(len([]rune(c.Bokmaal)) + 4)
	switch {
	case c.Kind == deposit.TextColumn:
		return max(width, 18)
	default:
		return max(width, 13)
	}
}

func shown(choices []deposit.Choice, lang string) []string {
	var names []string
	for _, c := range choices {
		names = append(names, c.Shown(lang))
	}
	return names
}

// explanation is the sheet Forklaring: a row per column of the other sheets.
func explanation(lang string) sheet.TemplateSheet {
	layout := sheet.Layout{Name: deposit.SheetExplanation, NoFilter: true, Columns: []sheet.Column{
		{Heading: "Ark", Width: 13}, {Heading: "Kolonne", Width: 30}, {Heading: either(lang, "Må ha kolonnen", "Må ha kolonna"), Width: 16},
		{Heading: "Slag", Width: 18}, {Heading: "Forklaring", Width: 80, Wrap: true},
		{Heading: either(lang, "Lovlige verdier", "Lovlege verdiar"), Width: 40, Wrap: true}, {Heading: "Regel", Width: 16},
	}}
	var rows [][]sheet.Cell
	for _, part := range []struct {
		name    string
		columns []deposit.Column
	}{{deposit.SheetClients, deposit.RegisterColumns()}, {deposit.SheetDocuments, deposit.DocumentColumns()}, {deposit.SheetChanges, deposit.ChangeColumns()}} {
		for _, c := range part.columns {
			rows = append(rows, cells(part.name, c.Heading(lang), required(c), kindName(c.Kind, lang), c.Explanation(lang), strings.Join(shown(c.Choices, lang), ", "), c.Rule))
		}
	}
	return sheet.TemplateSheet{Layout: layout, Rows: rows}
}

func cells(texts ...string) []sheet.Cell {
	row := make([]sheet.Cell, len(texts))
	for i, t := range texts {
		row[i] = sheet.Cell{Text: t, Kind: sheet.Text}
	}
	return row
}

func required(c deposit.Column) string {
	if c.Required {
		return "ja"
	}
	return "nei"
}

func kindName(kind deposit.ColumnKind, lang string) string {
	switch kind {
	case deposit.DateColumn:
		return "dato"
	case deposit.NumberColumn:
		return either(lang, "helt tall", "heilt tal")
	case deposit.YearColumn:
		return either(lang, "årstall", "årstal")
	case deposit.ChoiceColumn:
		return either(lang, "velg fra liste", "vel frå liste")
	case deposit.DigitsColumn:
		return "siffer (som tekst)"
	}
	return "tekst"
}

func either(lang, bokmaal, nynorsk string) string {
	if lang == "nn" {
		return nynorsk
	}
	return bokmaal
}

func clipped(text string) string {
	if runes := []rune(text); len(runes) > longestPrompt {
		return string(runes[:longestPrompt-1]) + "…"
	}
	return text
}
