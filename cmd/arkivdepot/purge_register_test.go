//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/sheet"
)

// TestTheRegisterOfTheDayDecides: after both approvals the register says that a document be kept, and nobody has run the program since. It is kept.
func TestTheRegisterOfTheDayDecides(t *testing.T) {
	dir := purgeable(t, 1, true, true)
	approved(t, dir)
	keepInRegister(t, filepath.Join(dir, "register.xlsx"), "5")
	var done pipeline.Executed
	require.NoError(t, json.Unmarshal([]byte(program{t: t}.must(exitDone, "purge", "execute", dir, "--by", "kari", "--json").out), &done))
	require.Equal(t, map[deposit.OutcomeWhy]int{deposit.NotProposed: 1}, done.Why)
	require.FileExists(t, innFile(dir, "5.txt"))
}

// keepInRegister writes «bevares» in the column of proposed purging, for one document of every folder.
func keepInRegister(t *testing.T, register, number string) {
	t.Helper()
	book, err := sheet.Open(register, sheet.Limits{})
	require.NoError(t, err)
	var dictionary sheet.Dictionary
	for _, c := range deposit.DocumentColumns() {
		dictionary = append(dictionary, sheet.Field{Key: c.Key, Names: c.Names()})
	}
	var columns sheet.Mapping
	var changes []sheet.Change
	for row, err := range book.Rows(deposit.SheetDocuments) {
		require.NoError(t, err)
		if columns.Columns == nil {
			columns = sheet.Columns(row, dictionary)
			continue
		}
		if c, ok := columns.Cell(row, "doknr"); ok && c.Text == number {
			changes = append(changes, sheet.Change{Sheet: deposit.SheetDocuments, Row: row.Number, Column: columns.Columns["kassasjonsklasse"], Cell: sheet.Cell{Text: "bevares", Kind: sheet.Text}})
		}
	}
	require.NoError(t, book.Close())
	require.NotEmpty(t, changes)
	var out bytes.Buffer
	require.NoError(t, sheet.Edit(register, sheet.Edits{Changes: changes, TempDir: t.TempDir()}, &out))
	require.NoError(t, os.WriteFile(register, out.Bytes(), 0o600))
}
