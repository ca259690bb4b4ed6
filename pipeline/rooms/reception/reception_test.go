package reception

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/sheet"
)

const soundHead = "Journalnummer;Etternavn;Fornavn;Fødselsdato;Bortsatt;Henvist;Klienttype;Sist brukt;Avsluttet"

// soundRow is a row with nothing to remark; fill replaces columns by heading.
func soundRow(number string, change ...string) map[string]string {
	row := map[string]string{"Journalnummer": number, "Etternavn": "Fjell", "Fornavn": "Rask", "Fødselsdato": "12.05.1971", "Bortsatt": "ja",
		"Henvist": "01.09.1979", "Klienttype": "grunnskole", "Sist brukt": "01.06.1987", "Avsluttet": "15.06.1987"}
	for i := 0; i+1 < len(change); i += 2 {
		row[change[i]] = change[i+1]
	}
	return row
}

// book is a register with its three sheets.
type book struct {
	clients, documents, changes []map[string]string
	drop                        []string // headings
	extra                       []string // sheets
}

func (b book) bytes(t *testing.T) []byte {
	t.Helper()
	template := sheet.Template{Properties: sheet.Properties{Created: time.Unix(0, 0)}}
	for _, s := range []struct {
		name string
		rows []map[string]string
	}{{"Klienter", b.clients}, {"Dokumenter", b.documents}, {"Endringer", b.changes}} {
		if s.rows == nil && s.name != "Klienter" {
			continue
		}
		var headings []string
		for _, row := range s.rows {
			for h := range row {
				if !slices.Contains(headings, h) && !slices.Contains(b.drop, h) {
					headings = append(headings, h)
				}
			}
		}
		slices.Sort(headings)
		if len(s.rows) == 0 {
			headings = strings.Split(soundHead, ";")
		}
		layout := sheet.Layout{Name: s.name, NoFilter: true}
		for _, h := range headings {
			layout.Columns = append(layout.Columns, sheet.Column{Heading: h, Kind: sheet.Text})
		}
		var rows [][]sheet.Cell
		for _, row := range s.rows {
			var cells []sheet.Cell
			for _, h := range headings {
				cells = append(cells, sheet.Cell{Text: row[h], Kind: sheet.Text})
			}
			rows = append(rows, cells)
		}
		template.Sheets = append(template.Sheets, sheet.TemplateSheet{Layout: layout, Rows: rows})
	}
	for _, name := range b.extra {
		template.Sheets = append(template.Sheets, sheet.TemplateSheet{Layout: sheet.Layout{Name: name, Columns: []sheet.Column{{Heading: "A"}}}})
	}
	var out bytes.Buffer
	_, err := template.WriteTo(&out)
	require.NoError(t, err)
	return out.Bytes()
}

func (b book) tray(t *testing.T, paths ...string) *tray {
	return (&tray{register: b.bytes(t), name: "register.xlsx"}).put(paths...)
}

func rows(list ...map[string]string) []map[string]string { return list }

const inFolder = "mapper/1979-80/45/"

func synthetic(t *testing.T) string {
	number, ok := deposit.SyntheticBirthNumber(deposit.Date{Year: 1971, Month: 5, Day: 12}, 0)
	require.True(t, ok)
	return number
}

func TestASoundRegisterHasNoFindings(t *testing.T) {
	m := newMemory()
	inbox := book{clients: rows(soundRow("45/1979-80", "Medium", "blandet", "Tykkelse i mm", "14")),
		documents: rows(map[string]string{"Journalnummer": "45/79", "Dokumentnummer": "1", "Dokumentdato": "01.09.1979", "Tittel": "Henvisning fra skolen",
			"Dokumenttype": "tilvising", "Retning": "inn", "Omslag": "journal", "Fil": "Henvisning.pdf"})}.tray(t, inFolder+"henvisning.pdf")
	report := receive(t, inbox, m)
	require.Empty(t, m.codes())
	require.Equal(t, Report{Rows: 1, Folders: 1, Changed: 1, Files: 1}, report)
	folder := m.only(t)
	require.Equal(t, "45/1979", folder.Ref.Journal)
	card, paper := folder.Parts[0].(deposit.Card), folder.Parts[1].(deposit.Paper)
	require.Equal(t, "Fjell", card.LastName)
	require.Equal(t, deposit.ClosedStated, card.ClosedFrom)
	require.Equal(t, deposit.Date{Year: 1979, Month: 9, Day: 1}, card.Opened)
	require.Equal(t, deposit.Paper{Medium: deposit.Mixed, Volumes: 1, Thickness: 14}, paper)
	doc := folder.Parts[2].(deposit.Documents).Documents[0]
	require.Equal(t, "henvisning", doc.Kind)
	require.Equal(t, deposit.Incoming, doc.Direction)
	require.Equal(t, 1, doc.File)
	require.Empty(t, inbox.opened, "files of folders are intake's to read")
}

func (m *memory) only(t *testing.T) Folder {
	t.Helper()
	require.Len(t, m.folders, 1)
	for _, f := range m.folders {
		return f
	}
	return Folder{}
}

// accounted tells that every plain file and oddity is in exactly one place.
func accounted(inbox *tray, m *memory) bool {
	seen := map[string]int{}
	for _, f := range m.folders {
		for _, file := range f.Files {
			seen[file.Path]++
		}
	}
	for path := range m.loose {
		seen[path]++
	}
	for path := range inbox.files {
		if seen[path] != 1 {
			return false
		}
	}
	return len(seen) == len(inbox.files)+len(inbox.odd)
}
