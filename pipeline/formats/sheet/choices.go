package sheet

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

const (
	choiceSheet    = "_valg" // the hidden sheet of lists too long for their cell
	maxInline      = 255
	maxPromptTitle = 32
)

// choices are the lists for the hidden sheet, a column each. It is made last, so
// that it stands after the sheets that people see.
type choices struct{ lists [][]string }

// addHelp gives a column's input rows their drop-down and prompt.
func (s *Writer) addHelp(column int, c Column) error {
	first := s.heading + 1
	letter := ColumnName(column)
	v := excelize.NewDataValidation(true)
	v.SetSqref(fmt.Sprintf("%s%d:%s%d", letter, first, letter, s.heading+s.layout.InputRows))
	if len(c.Choices) > 0 {
		if err := s.book.addChoices(v, c.Choices); err != nil {
			return err
		}
		style := excelize.DataValidationErrorStyleWarning
		if c.Closed {
			style = excelize.DataValidationErrorStyleStop
		}
		v.SetError(style, clipped(c.Heading, maxPromptTitle), clipped(strings.Join(c.Choices, " · "), maxInline))
	}
	if c.Prompt != "" {
		if len([]rune(c.Prompt)) > maxInline || !Writable(c.Prompt) {
			return &Error{Trouble: Misuse, Part: s.layout.Name, Column: column + 1}
		}
		v.SetInput(clipped(c.Heading, maxPromptTitle), c.Prompt)
	}
	return s.book.file.AddDataValidation(s.layout.Name, v)
}

// addChoices writes a short list into the rule itself; a long one, or one whose
// words hold the list's own separator, goes to the hidden sheet.
func (w *Workbook) addChoices(v *excelize.DataValidation, list []string) error {
	joined := strings.Join(list, ",")
	if len([]rune(joined)) <= maxInline && strings.Count(joined, ",") == len(list)-1 && !strings.ContainsAny(joined, "\"\n\r") {
		return v.SetDropList(list)
	}
	for i, text := range list {
		if !Writable(text) {
			return &Error{Trouble: Unwritable, Part: choiceSheet, Row: i + 1}
		}
	}
	letter := ColumnName(len(w.choices.lists))
	w.choices.lists = append(w.choices.lists, list)
	v.SetSqrefDropList(fmt.Sprintf("%s!$%s$1:$%s$%d", quoted(choiceSheet), letter, letter, len(list)))
	return nil
}

// writeTo makes the hidden sheet, once.
func (c *choices) writeTo(f *excelize.File) error {
	if len(c.lists) == 0 {
		return nil
	}
	if _, err := f.NewSheet(choiceSheet); err != nil {
		return err
	}
	if err := f.SetSheetDimension(choiceSheet, noDimension); err != nil {
		return err
	}
	for column, list := range c.lists {
		for i, text := range list {
			if err := f.SetCellStr(choiceSheet, fmt.Sprintf("%s%d", ColumnName(column), i+1), text); err != nil {
				return err
			}
		}
	}
	c.lists = nil
	return f.SetSheetVisible(choiceSheet, false)
}

func clipped(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
