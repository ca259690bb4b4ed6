package reception

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// codeCase is a register and a tree, and exactly the codes that they must give.
type codeCase struct {
	book   book
	paths  []string
	odd    []Entry
	change func(*deposit.Deposit)
	want   []deposit.Code
}

// doc is a sound row of the sheet of documents, changed.
func doc(change ...string) map[string]string {
	return changed(map[string]string{"Journalnummer": "45/79", "Dokumentnummer": "1", "Dokumentdato": "01.09.1979", "Tittel": "Brev", "Dokumenttype": "brev", "Omslag": "journal",
		"Medium": "papir"}, change)
}

// correction is a sound row of the sheet of corrections, changed.
func correction(change ...string) map[string]string {
	return changed(map[string]string{"Journalnummer": "45/79", "Dato": "01.02.2023", "Hvem": "arkivleder", "Felt": "Fødselsdato", "Gammel verdi": "1970", "Ny verdi": "1971",
		"Begrunnelse": "feil"}, change)
}

func changed(row map[string]string, change []string) map[string]string {
	for i := 0; i+1 < len(change); i += 2 {
		row[change[i]] = change[i+1]
	}
	return row
}

// one is a register of one client, changed.
func one(change ...string) book { return book{clients: rows(soundRow("45/1979-80", change...))} }

func realPersons(d *deposit.Deposit) { d.Synthetic = false }

// registerCases is what is wrong with columns, values and dates.
func registerCases(_ *testing.T) map[string]codeCase {
	return map[string]codeCase{
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
	}
}

// personCases is what is wrong with numbers, persons, use and owners.
func personCases(t *testing.T) map[string]codeCase {
	number := synthetic(t)
	return map[string]codeCase{
		"no number":        {book: book{clients: rows(soundRow("45/79"), soundRow(""))}, want: []deposit.Code{NumberMissing}},
		"ambiguous number": {book: book{clients: rows(soundRow("45/79"), soundRow("1979/80"))}, want: []deposit.Code{NumberUnclear}},
		"number twice":     {book: book{clients: rows(soundRow("45/79"), soundRow("45/1979-80"))}, want: []deposit.Code{NumberTwice}},
		"two persons":      {book: book{clients: rows(soundRow("45/79"), soundRow("45/1979", "Fornavn", "Rolig"))}, want: []deposit.Code{TwoPersons}},
		"two names":        {book: one("Fornavn", "Rask og Rolig"), want: []deposit.Code{TwoNames}},
		"two folders":      {book: book{clients: rows(soundRow("45/79", "Fødselsnummer", number), soundRow("46/79", "Fødselsnummer", number))}, want: []deposit.Code{TwoFolders}},
		"no name":          {book: book{clients: rows(soundRow("45/79"), soundRow("46/79", "Etternavn", ""))}, want: []deposit.Code{NameMissing}},
		"no birth date":    {book: book{clients: rows(soundRow("45/79"), soundRow("46/79", "Fødselsdato", ""))}, want: []deposit.Code{BirthMissing}},
		"birth year only":  {book: one("Fødselsdato", "1971"), want: []deposit.Code{BirthPartial}},
		"no referral":      {book: book{clients: rows(soundRow("45/79"), soundRow("46/79", "Henvist", ""))}, want: []deposit.Code{ReferralMissing}},
		"help refused":     {book: one("Hjelp avslått", "ja"), want: []deposit.Code{HelpRefused}},
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
		"synthetic person":    {book: one("Fødselsnummer", number), change: realPersons, want: []deposit.Code{SyntheticPerson}},
	}
}

// treeCases is what is wrong with documents, files and corrections.
func treeCases(_ *testing.T) map[string]codeCase {
	return map[string]codeCase{
		"paper with files":   {book: one("Medium", "papir"), paths: []string{inFolder + "brev.pdf"}, want: []deposit.Code{FilesInPaper}},
		"document no folder": {book: book{clients: rows(soundRow("45/79")), documents: rows(doc("Journalnummer", "99/79"))}, want: []deposit.Code{DocumentNoFolder}},
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
	}
}

func TestEveryCode(t *testing.T) {
	for _, cases := range []map[string]codeCase{registerCases(t), personCases(t), treeCases(t)} {
		for name, c := range cases {
			t.Run(name, c.gives)
		}
	}
}

// gives receives the case and compares the codes.
func (c codeCase) gives(t *testing.T) {
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
}
