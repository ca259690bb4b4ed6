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

func TestEveryCode(t *testing.T) {
	number := synthetic(t)
	doc := func(change ...string) map[string]string {
		row := map[string]string{"Journalnummer": "45/79", "Dokumentnummer": "1", "Dokumentdato": "01.09.1979", "Tittel": "Brev", "Dokumenttype": "brev", "Omslag": "journal", "Medium": "papir"}
		for i := 0; i+1 < len(change); i += 2 {
			row[change[i]] = change[i+1]
		}
		return row
	}
	one := func(change ...string) book { return book{clients: rows(soundRow("45/1979-80", change...))} }
	correction := func(change ...string) map[string]string {
		row := map[string]string{"Journalnummer": "45/79", "Dato": "01.02.2023", "Hvem": "arkivleder", "Felt": "Fødselsdato", "Gammel verdi": "1970", "Ny verdi": "1971", "Begrunnelse": "feil"}
		for i := 0; i+1 < len(change); i += 2 {
			row[change[i]] = change[i+1]
		}
		return row
	}
	real := func(d *deposit.Deposit) { d.Synthetic = false }
	for name, c := range map[string]struct {
		book   book
		paths  []string
		odd    []Entry
		change func(*deposit.Deposit)
		want   []deposit.Code
	}{
		"no rows":                         {book: book{}, want: []deposit.Code{NoRows}},
		"no birth column":                 {book: book{clients: rows(soundRow("45/79", "Fødselsdato", ""), soundRow("46/79", "Fødselsdato", ""))}, want: []deposit.Code{ColumnNeeded}},
		"no column of use":                {book: book{clients: rows(soundRow("45/79", "Sist brukt", "", "Avsluttet", ""))}, want: []deposit.Code{ColumnNeeded, ClosedByYear}},
		"use shown otherwise":             {book: book{clients: rows(soundRow("45/79", "Sist brukt", ""))}, want: []deposit.Code{ColumnWanted}},
		"no client types":                 {book: book{clients: rows(soundRow("45/79", "Klienttype", ""))}, want: []deposit.Code{ColumnNeeded}},
		"no referral column":              {book: book{clients: rows(soundRow("45/79")), drop: []string{"Henvist"}}, want: []deposit.Code{ColumnWanted}},
		"unknown column":                  {book: one("Skostørrelse", "38"), want: []deposit.Code{ColumnUnknown}},
		"column twice":                    {book: one("Surname", "Fjell"), want: []deposit.Code{ColumnTwice}},
		"other sheet":                     {book: book{clients: rows(soundRow("45/79")), extra: []string{"Budsjett"}}, want: []deposit.Code{SheetNotRead}},
		"value not understood":            {book: book{clients: rows(soundRow("45/79"), soundRow("46/79", "Klienttype", "romfarer"))}, want: []deposit.Code{NotUnderstood}},
		"number not understood":           {book: one("Tykkelse i mm", "tretti"), want: []deposit.Code{NoWholeNumber}},
		"ambiguous date":                  {book: one("Henvist", "5/3/1979"), want: []deposit.Code{DateUnclear}},
		"unreadable birth date":           {book: one("Fødselsdato", "våren"), want: []deposit.Code{DateUnclear}},
		"closed before birth":             {book: one("Avsluttet", "01.01.1970"), want: []deposit.Code{DateOrder}},
		"closed before it was registered": {book: one("Registrert dato", "01.09.1979", "Avsluttet", "31.08.1979", "Henvist", "01.08.1979"), want: []deposit.Code{DateOrder}},
		"entry before the referral":       {book: one("Siste innførsel", "31.08.1979"), want: []deposit.Code{DateOrder}},
		"born after the referral":         {book: one("Fødselsdato", "12.05.1981"), want: []deposit.Code{DateOrder}},
		"year of two digits":              {book: one("Fødselsdato", "31.12.02"), want: []deposit.Code{DateShort}},
		"document of two digits":          {book: book{clients: rows(soundRow("45/79")), documents: rows(doc("Dokumentdato", "1.9.79"))}, want: []deposit.Code{DateShort}},
		"correction of two digits":        {book: book{clients: rows(soundRow("45/79")), changes: rows(correction("Dato", "1.2.23"))}, want: []deposit.Code{ChangeIncomplete, DateShort}},
		"in the future":                   {book: one("Avsluttet", "01.01.2031"), want: []deposit.Code{DateAhead}},
		"born in the future":              {book: one("Fødselsdato", "12.05.2071"), want: []deposit.Code{DateAhead}},
		"document of the future":          {book: book{clients: rows(soundRow("45/79")), documents: rows(doc("Dokumentdato", "02.03.2024"))}, want: []deposit.Code{DateAhead}},
		"school ends later":               {book: one("Skoleslutt", "20.06.2031"), want: nil},
		"no number":                       {book: book{clients: rows(soundRow("45/79"), soundRow(""))}, want: []deposit.Code{NumberMissing}},
		"ambiguous number":                {book: book{clients: rows(soundRow("45/79"), soundRow("1979/80"))}, want: []deposit.Code{NumberUnclear}},
		"number twice":                    {book: book{clients: rows(soundRow("45/79"), soundRow("45/1979-80"))}, want: []deposit.Code{NumberTwice}},
		"two persons":                     {book: book{clients: rows(soundRow("45/79"), soundRow("45/1979", "Fornavn", "Rolig"))}, want: []deposit.Code{TwoPersons}},
		"two names":                       {book: one("Fornavn", "Rask og Rolig"), want: []deposit.Code{TwoNames}},
		"two folders":                     {book: book{clients: rows(soundRow("45/79", "Fødselsnummer", number), soundRow("46/79", "Fødselsnummer", number))}, want: []deposit.Code{TwoFolders}},
		"no name":                         {book: book{clients: rows(soundRow("45/79"), soundRow("46/79", "Etternavn", ""))}, want: []deposit.Code{NameMissing}},
		"no birth date":                   {book: book{clients: rows(soundRow("45/79"), soundRow("46/79", "Fødselsdato", ""))}, want: []deposit.Code{BirthMissing}},
		"birth year only":                 {book: one("Fødselsdato", "1971"), want: []deposit.Code{BirthPartial}},
		"no referral":                     {book: book{clients: rows(soundRow("45/79"), soundRow("46/79", "Henvist", ""))}, want: []deposit.Code{ReferralMissing}},
		"help refused":                    {book: one("Hjelp avslått", "ja"), want: []deposit.Code{HelpRefused}},
		"weeding of a refusal": {book: book{clients: rows(soundRow("45/79", "Hjelp avslått", "ja")), documents: rows(doc("Foreslått kassasjon", "2"))},
			want: []deposit.Code{HelpRefused, PurgeAfterRefusal}},
		"used this year":      {book: one("Sist brukt", "01.09.2023"), want: []deposit.Code{UsedThisYear}},
		"not set aside":       {book: one("Bortsatt", "nei"), want: []deposit.Code{NotSetAside}},
		"closed by entry":     {book: book{clients: rows(soundRow("45/79", "Avsluttet", "", "Siste innførsel", "01.05.1986"))}, want: []deposit.Code{ClosedByEntry}},
		"closed by year":      {book: one("Avsluttet", ""), want: []deposit.Code{ClosedByYear}},
		"another owner":       {book: one("Eier", "1108"), want: []deposit.Code{OtherOwner}},
		"owner blank":         {book: book{clients: rows(soundRow("45/79", "Eier", "1103"), soundRow("46/79", "Eier", ""))}, want: []deposit.Code{OwnerUnclear}},
		"two owners":          {book: one("Eier", "1103 og 1108"), want: []deposit.Code{OwnerUnclear}},
		"owner contradictory": {book: one("Eier", "1103 Sandnes"), want: []deposit.Code{OwnerUnclear}},
		"owner nobody":        {book: one("Eier", "9876"), want: []deposit.Code{OwnerUnclear}},
		"predecessor is ours": {book: one("Eier", "1141"), want: nil},
		"bad birth number":    {book: one("Fødselsnummer", "12345678901"), want: []deposit.Code{BirthNumberWrong}},
		"other birth date":    {book: one("Fødselsnummer", number, "Fødselsdato", "13.05.1971"), want: []deposit.Code{BirthNumberOther}},
		"real person":         {book: one("Fødselsnummer", "02013299997", "Fødselsdato", "02.01.1932"), want: []deposit.Code{RealPerson}},
		"synthetic person":    {book: one("Fødselsnummer", number), change: real, want: []deposit.Code{SyntheticPerson}},
		"paper with files":    {book: one("Medium", "papir"), paths: []string{inFolder + "brev.pdf"}, want: []deposit.Code{FilesInPaper}},
		"document no folder":  {book: book{clients: rows(soundRow("45/79")), documents: rows(doc("Journalnummer", "99/79"))}, want: []deposit.Code{DocumentNoFolder}},
		"row without file": {book: book{clients: rows(soundRow("45/79")), documents: rows(doc("Fil", "brev.pdf", "Medium", "digital"))},
			want: []deposit.Code{DocumentNoFile}},
		"file named twice": {book: book{clients: rows(soundRow("45/79")), documents: rows(doc("Fil", "brev.pdf", "Medium", ""), doc("Fil", "brev.pdf", "Dokumentnummer", "2", "Medium", ""))},
			paths: []string{inFolder + "brev.pdf"}, want: []deposit.Code{FileTwice}},
		"document number twice": {book: book{clients: rows(soundRow("45/79")), documents: rows(doc(), doc("Tittel", "Annet"))}, want: []deposit.Code{DocumentTwice}},
		"files not listed": {book: book{clients: rows(soundRow("45/79")), documents: rows(doc())}, paths: []string{inFolder + "brev.pdf"},
			want: []deposit.Code{FilesUnlisted}},
		"test without cover": {book: book{clients: rows(soundRow("45/79")), documents: rows(doc(), doc("Dokumentnummer", "2", "Dokumenttype", "WISC-test", "Omslag", ""))},
			want: []deposit.Code{ZoneMissing}},
		"digital with paper":    {book: one("Medium", "digital", "Tykkelse i mm", "9"), want: []deposit.Code{PaperInDigital, FolderNoFiles}},
		"document no number":    {book: book{clients: rows(soundRow("45/79")), documents: rows(doc("Journalnummer", ""))}, want: []deposit.Code{RowUnclear}},
		"correction no number":  {book: book{clients: rows(soundRow("45/79")), changes: rows(correction("Journalnummer", "1979/80"))}, want: []deposit.Code{RowUnclear}},
		"digital without files": {book: one("Medium", "digital"), want: []deposit.Code{FolderNoFiles}},
		"file without row":      {book: one(), paths: []string{"mapper/1979-80/46/brev.pdf", "annet.txt"}, want: []deposit.Code{FileWithoutRow}},
		"two places": {book: one(), paths: []string{inFolder + "a.pdf", "mapper/45_1979-80/b.pdf"},
			want: []deposit.Code{FileWithoutRow, PlaceAmbiguous}},
		"path escapes":      {book: one("Mappesti", `..\..\etc`), want: []deposit.Code{PlaceOutside}},
		"path absolute":     {book: one("Mappesti", "/etc"), want: []deposit.Code{PlaceOutside}},
		"path with a drive": {book: one("Mappesti", `C:\mapper\x`), want: []deposit.Code{PlaceOutside}},
		"path is all":       {book: one("Mappesti", "inn/mapper/"), want: []deposit.Code{PlaceOutside}},
		"path not there":    {book: one("Mappesti", "fjell"), want: []deposit.Code{PlaceMissing}},
		"path shared": {book: book{clients: rows(soundRow("45/79", "Mappesti", "felles"), soundRow("46/79", "Mappesti", "Felles/"))}, paths: []string{"mapper/felles/a.pdf"},
			want: []deposit.Code{FileWithoutRow, PlaceContested}},
		"path inside another": {book: book{clients: rows(soundRow("45/79", "Mappesti", "f"), soundRow("46/79", "Mappesti", "f/g"))}, paths: []string{"mapper/f/g/a.pdf"},
			want: []deposit.Code{FileWithoutRow, PlaceContested}},
		"link":          {book: one(), odd: []Entry{{Path: inFolder + "lenke", Kind: Link}}, want: []deposit.Code{LinkFound}},
		"pipe":          {book: one(), odd: []Entry{{Path: inFolder + "rør", Kind: Device}}, want: []deposit.Code{NoFile}},
		"locked away":   {book: one(), odd: []Entry{{Path: inFolder + "låst", Kind: Unreadable}}, want: []deposit.Code{NoFile}},
		"name no text":  {book: one(), odd: []Entry{{Path: inFolder + `br\xf8d.pdf`, Kind: BadName}}, want: []deposit.Code{BadFileName}},
		"case":          {book: one(), paths: []string{inFolder + "Brev.pdf", inFolder + "brev.pdf"}, want: []deposit.Code{Collision}},
		"NFC":           {book: one(), paths: []string{inFolder + "A\u030arsak.pdf", inFolder + "\u00c5rsak.pdf"}, want: []deposit.Code{Collision}},
		"noise":         {book: one(), paths: []string{inFolder + "Thumbs.db", inFolder + "~$brev.docx", "mapper/.DS_Store"}, want: []deposit.Code{Noise}},
		"change blank":  {book: book{clients: rows(soundRow("45/79")), changes: rows(correction("Begrunnelse", ""), correction())}, want: []deposit.Code{ChangeIncomplete}},
		"change nobody": {book: book{clients: rows(soundRow("45/79")), changes: rows(correction("Journalnummer", "99/79"))}, want: []deposit.Code{ChangeNoFolder}},
		"change field":  {book: book{clients: rows(soundRow("45/79")), changes: rows(correction("Felt", "Skostørrelse"))}, want: []deposit.Code{ChangeField}},
		"change sound":  {book: book{clients: rows(soundRow("45/79")), changes: rows(correction())}, want: nil},
	} {
		t.Run(name, func(t *testing.T) {
			m, inbox := newMemory(), c.book.tray(t, c.paths...)
			inbox.odd = c.odd
			if c.change != nil {
				receive(t, inbox, m, c.change)
			} else {
				receive(t, inbox, m)
			}
			want := []string{}
			for _, code := range c.want {
				want = append(want, string(code))
			}
			slices.Sort(want)
			require.Equal(t, want, m.codes())
			require.True(t, accounted(inbox, m), "every file below inn/ is in a folder or loose, once")
		})
	}
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
