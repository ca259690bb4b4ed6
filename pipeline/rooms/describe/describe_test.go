package describe

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// All people in these tests are made up.

type bench struct{ found []deposit.Finding }

func (b *bench) Folder() deposit.FolderRef { return deposit.FolderRef{Journal: "2004-00012"} }
func (b *bench) Find(f deposit.Finding)    { b.found = append(b.found, f) }

func (b *bench) codes() []deposit.Code {
	var all []deposit.Code
	for _, f := range b.found {
		if !slices.Contains(all, f.Code) {
			all = append(all, f.Code)
		}
	}
	slices.Sort(all)
	return all
}

func room() Room {
	return New(Options{Deposit: deposit.Deposit{ID: "6b2f7d2e-1111-4000-8000-000000000001", Restriction: deposit.Restriction{Paragraph: "Offl. § 13", Years: 60}}})
}

func date(year, month, day int) deposit.Date { return deposit.Date{Year: year, Month: month, Day: day} }

// whole is a folder in which nothing is missing: one paper document and one file.
func whole() In {
	digest := deposit.DigestOf([]byte("en"))
	return In{
		Card: deposit.Card{Journal: deposit.JournalNo{Written: "12/2004-05", Sequence: 12, Start: 2004, Split: true}, LastName: "Nordmann", FirstName: "Kari",
			BirthNumber: "28020199999", Birth: date(2001, 2, 28), Opened: date(2004, 9, 1), Closed: date(2011, 6, 17), Caseworker: "N. N."},
		Paper: deposit.Paper{Medium: deposit.Mixed, Volumes: 1, Thickness: 12},
		Documents: deposit.Documents{Documents: []deposit.Document{
			{Number: 1, Date: date(2004, 9, 1), Title: "Henvisning", Kind: "henvisning", Medium: deposit.OnPaper},
			{Number: 2, Date: date(2005, 1, 10), Title: "Sakkyndig vurdering", Kind: "sakkyndig vurdering", Medium: deposit.Digital, File: 1},
		}},
		Renditions: deposit.Renditions{
			Packed: []deposit.PackedFile{{Ordinal: 1, Document: 2, Source: digest, SHA256: digest, Size: 2, PUID: "fmt/95", MIME: "application/pdf", Extension: ".pdf"}},
			Fates:  []deposit.FileFate{{Ordinal: 1, SHA256: digest, Size: 2, Fate: deposit.FatePackaged}},
		},
	}
}

func describeIt(t require.TestingT, in In) (deposit.Description, *bench) {
	b := &bench{}
	d, err := room().Run(context.Background(), in, b)
	require.NoError(t, err)
	return d, b
}

func TestAWholeFolderHasNoFinding(t *testing.T) {
	d, b := describeIt(t, whole())
	require.Empty(t, b.found)
	require.Equal(t, "Klientmappe 12/2004-05", d.Title)
	require.Equal(t, "*****", d.PublicTitle)
	require.Equal(t, deposit.Mixed, d.Medium)
	require.Equal(t, date(2071, 6, 17), d.Until)
	require.Nil(t, d.Case)
	require.Empty(t, d.Records[0].Objects, "a paper document has no file")
	require.Equal(t, "2004-00012/0002.pdf", d.Records[1].Objects[0].Name)
}

func journaled(in *In) {
	d := &in.Documents.Documents[1]
	d.Direction, d.Counterpart, d.JournalYear, d.JournalSeq, d.JournalDate = deposit.Incoming, "Eksempel skole", 2005, 17, date(2005, 1, 12)
}

func TestEachFindingHasItsCause(t *testing.T) {
	for code, spoil := range map[deposit.Code]func(*In){
		Unholdable:    func(in *In) { in.Documents.Documents[0].Title = "Henvis\x00ning" },
		OpenedDefault: func(in *In) { in.Card.Opened = date(2004, 9, 0) },
		ClosedDefault: func(in *In) { in.Card.Closed = date(2011, 0, 0) },
		DatesDefault:  func(in *In) { in.Documents.Documents[0].Date = deposit.Date{} },
		TitlesDefault: func(in *In) { in.Documents.Documents[0].Title = " " },
		KindsDefault:  func(in *In) { in.Documents.Documents[0].Kind = "" },
		PostIncomplete: func(in *In) {
			journaled(in)
			in.Documents.Documents[1].Counterpart = ""
		},
		NameInTitle: func(in *In) {
			in.Documents.Documents[1].FromFileName, in.Documents.Documents[1].Title = true, "rapport_KARI_2005"
		},
		UnknownFormat: func(in *In) { in.Renditions.Packed[0].PUID = "" },
		ChangeWithoutOne: func(in *In) {
			in.Changes.Changes = []deposit.Change{{Field: "etternavn", New: "Nordmann", At: date(2010, 1, 2), By: "N. N.", Because: "manglet"}}
		},
		Backwards: func(in *In) { in.Card.Closed = date(2003, 1, 1) },
		NoCaseworker: func(in *In) {
			journaled(in)
			in.Card.Caseworker = ""
		},
	} {
		in := whole()
		spoil(&in)
		_, b := describeIt(t, in)
		require.Equal(t, []deposit.Code{code}, b.codes())
		for _, f := range b.found {
			require.NotContains(t, f.Say("nb").Text+f.Say("nb").Remedy, "{", code)
			require.NotContains(t, strings.Join(f.Args, " "), "Nordmann")
		}
	}
	b := &bench{}
	_, err := New(Options{}).Run(t.Context(), whole(), b)
	require.NoError(t, err)
	require.Equal(t, []deposit.Code{NoRestriction}, b.codes())
}

func TestEveryTextThatXMLCannotHoldHolds(t *testing.T) {
	for field, spoil := range map[string]func(*In, string){
		"name":        func(in *In, s string) { in.Card.LastName += s },
		"remark":      func(in *In, s string) { in.Card.Remark = s },
		"restriction": func(in *In, s string) { in.Card.Restriction = s + "§" },
		"title":       func(in *In, s string) { in.Documents.Documents[0].Title += s },
		"kind":        func(in *In, s string) { in.Documents.Documents[0].Kind += s },
		"counterpart": func(in *In, s string) { in.Documents.Documents[0].Counterpart = s },
		"change": func(in *In, s string) {
			in.Changes.Changes = []deposit.Change{{Field: "merknad", Old: "a" + s, New: "b", At: date(2010, 1, 2), By: "N"}}
		},
	} {
		for _, bad := range []string{"\x01", "\x0b", "\ufffe", "\xff"} {
			in := whole()
			spoil(&in, bad)
			_, b := describeIt(t, in)
			require.Contains(t, b.codes(), Unholdable, "%s %q", field, bad)
		}
		in := whole()
		spoil(&in, "æ 😀\t")
		_, b := describeIt(t, in)
		require.NotContains(t, b.codes(), Unholdable, field)
	}
}

func TestAJournalPostNeedsAllThatTheSchemaNeeds(t *testing.T) {
	in := whole()
	journaled(&in)
	d, b := describeIt(t, in)
	require.Empty(t, b.found)
	require.Equal(t, &deposit.DescribedPost{Year: 2005, Sequence: 17, Date: date(2005, 1, 12)}, d.Records[1].Post)
	require.Equal(t, &deposit.DescribedCase{Year: 2004, Sequence: 12, Responsible: "N. N."}, d.Case)
	for name, take := range map[string]func(*deposit.Document){
		"retning": func(d *deposit.Document) { d.Direction = "" }, "motpart": func(d *deposit.Document) { d.Counterpart = " " },
		"journalaar": func(d *deposit.Document) { d.JournalYear = 0 }, "journalsekvens": func(d *deposit.Document) { d.JournalSeq = 0 },
		"journaldato": func(d *deposit.Document) { d.JournalDate = date(2005, 0, 0) },
	} {
		in := whole()
		journaled(&in)
		take(&in.Documents.Documents[1])
		d, b := describeIt(t, in)
		require.Nil(t, d.Records[1].Post, name)
		require.Nil(t, d.Case, name)
		require.Equal(t, []deposit.Code{PostIncomplete}, b.codes())
		require.Equal(t, name, b.found[0].Args[1])
	}
}

func TestAFileThatWasLeftOutLeavesARemark(t *testing.T) {
	in := whole()
	in.Renditions.Packed = nil
	in.Renditions.Fates[0].Fate = deposit.FateExcludedByDecision
	d, b := describeIt(t, in)
	require.Empty(t, b.found)
	require.Empty(t, d.Records[1].Objects)
	require.Equal(t, "Utelatt", d.Records[1].Remarks[0].Type)
	require.True(t, d.Records[1].Remarks[0].Deposit)
}

func TestAFileThatAPersonAcceptedSaysSo(t *testing.T) {
	for _, c := range []struct{ puid, format, want string }{
		{"fmt/40", "Microsoft Word Document 97-2003", "Filen (format Microsoft Word Document 97-2003 (fmt/40)) er ikke godtatt av formatreglene. Den er tatt med som den er, etter avgjørelse (funn F-0123456789ab)."},
		{"fmt/40", "", "Filen (format fmt/40) er ikke godtatt av formatreglene. Den er tatt med som den er, etter avgjørelse (funn F-0123456789ab)."},
		{"", "", "Filen (ukjent format) er ikke godtatt av formatreglene. Den er tatt med som den er, etter avgjørelse (funn F-0123456789ab)."},
	} {
		in := whole()
		p := &in.Renditions.Packed[0]
		p.ByDecision, p.PUID, p.Format = "F-0123456789ab", c.puid, c.format
		d, _ := describeIt(t, in)
		require.Equal(t, []deposit.DescribedRemark{{Type: "Format", Text: c.want, Deposit: true}}, d.Records[1].Remarks)
		require.Equal(t, p.ByDecision, d.Records[1].Objects[0].ByDecision)
		require.Empty(t, d.Records[0].Remarks)
	}
	d, _ := describeIt(t, whole())
	require.Empty(t, d.Records[1].Remarks, "a format that the rules take needs no word")
}

func TestAFileWithoutADocumentStops(t *testing.T) {
	in := whole()
	in.Documents.Documents = in.Documents.Documents[:1]
	_, err := room().Run(t.Context(), in, &bench{})
	require.Equal(t, deposit.Internal, deposit.KindOf(err))
}

func TestARenditionStandsBesideItsOriginal(t *testing.T) {
	in := whole()
	made := in.Renditions.Packed[0]
	made.SHA256, made.Rendition, made.From, made.PUID, made.Tool = deposit.DigestOf([]byte("pdf/a")), true, "fmt/95", "fmt/477", "LibreOffice"
	in.Renditions.Packed = append(in.Renditions.Packed, made)
	d, _ := describeIt(t, in)
	objects := d.Records[1].Objects
	require.Equal(t, []string{"2004-00012/0002-original.pdf", "2004-00012/0002.pdf"}, []string{objects[0].Name, objects[1].Name})
	require.True(t, objects[0].Original)
	require.True(t, objects[1].Rendition)
	require.NotEqual(t, objects[0].ID, objects[1].ID)
	require.Empty(t, d.Records[1].Original, "the original comes along")
	in.Renditions.Packed = in.Renditions.Packed[1:]
	d, _ = describeIt(t, in)
	require.Equal(t, "fmt/95", d.Records[1].Original)
}

// The name of a client stands as the part Klient, and nowhere in what a title, a file name or an id shows of its own making.
func TestTheNameStandsInOnePlaceOnly(t *testing.T) {
	in := whole()
	in.Documents.Documents[1].FromFileName = true
	in.Documents.Documents[1].Title = "Nordmann, Kari 28020199999"
	in.Documents.Documents[1].Kind = ""
	d, _ := describeIt(t, in)
	require.Equal(t, "Kari Nordmann", d.Client.Name)
	d.Client.Name = ""
	text, err := json.Marshal(d)
	require.NoError(t, err)
	for _, secret := range []string{"Nordmann", "Kari", "28020199999"} {
		require.NotContains(t, string(text), secret)
	}
}

func TestIdsAreStableAndTheirOwn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := whole()
		in.Card.Journal.Sequence = rapid.IntRange(1, 99999).Draw(t, "number")
		in.Card.LastName = rapid.String().Draw(t, "name")
		in.Paper.Thickness = rapid.IntRange(0, 300).Draw(t, "mm")
		d, _ := describeIt(t, in)
		again, _ := describeIt(t, in)
		require.Equal(t, d, again)
		seen := map[deposit.ID]bool{d.ID: true}
		for _, r := range d.Records {
			for _, id := range []deposit.ID{r.ID, r.DocumentID} {
				require.False(t, seen[id])
				seen[id] = true
			}
		}
		in.Card.LastName, in.Paper.Thickness = "Annen", 1
		other, _ := describeIt(t, in)
		require.Equal(t, d.ID, other.ID, "a corrected name changes no id")
	})
}
