package noark5

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// All people and bodies in these tests are made up.

func id(n int) string { return fmt.Sprintf("6b2f7d2e-0000-4000-8000-%012d", n) }

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return time.Time{}
	}
	return t
}

func act(s string) Act { return Act{At: day(s), By: "Arkivtjenesten"} }

func archive() Archive {
	return Archive{
		SystemID: id(1), Title: "PPT Eksempel", Description: "Klientarkiv", Status: ArchiveClosed, Medium: MediumMixed,
		StorageLocations: []string{"Magasin 2"}, Created: act("2001-01-01"), Closed: act("2020-12-31"),
		Creators: []Creator{{ID: "974000000", Name: "Eksempel kommune, PPT", Description: "Tjenesten"}},
	}
}

func series() Series {
	return Series{
		SystemID: id(2), Title: "Klientmapper", Status: SeriesClosed, Medium: MediumMixed, Created: act("2001-01-01"),
		Closed: act("2020-12-31"), PeriodStart: day("2001-01-01"), PeriodEnd: day("2020-12-31"),
	}
}

func screening() *Screening {
	return &Screening{
		Restriction: RestrictedAccess, Authority: "Offl. § 13, jf. fvl. § 13", Metadata: []string{ScreenPartyName},
		Document: ScreenWholeDocument, Years: 60, EndDate: day("2071-06-17"),
	}
}

// paper is the smallest folder that a depot gets: a cover in a box.
func paper(n int) *Folder {
	return &Folder{
		SystemID: id(n), FolderID: fmt.Sprintf("%04d", n), Title: fmt.Sprintf("Klient %04d", n), Medium: MediumPaper,
		StorageLocations: []string{"Boks 12"}, Created: act("2003-08-20"), Closed: act("2011-06-17"),
		SeriesRefs: []string{id(2)},
		Client: &ClientData{
			ClientNo: fmt.Sprintf("%d/2003-04", n), BirthDate: day("1995-02-28"), BirthPrecision: PrecisionDay,
			Boxes: []BoxPlace{{Box: 12, Volume: 1, Position: 3}}, Covers: 1, Medium: OwnPaper,
			ThicknessMM: 14, ThicknessSource: ThicknessMeasured, LastEntry: day("2011-05-02"), DeliveryID: id(99),
		},
	}
}

// full holds every element that the writer knows, but for what only journalled cases have.
func full() *Folder {
	f := paper(3)
	f.PublicTitle, f.Description, f.Keywords, f.Medium = Screened, "Papir og filer", []string{"lesing", "skrift"}, MediumMixed
	f.Client.JournalYear, f.Client.Covers, f.Client.Medium = "2003-04", 2, OwnMixed
	f.Client.Boxes = append(f.Client.Boxes, BoxPlace{Box: 13, Volume: 2})
	f.Parties = []Party{{ID: "p1", Name: "Kari Eksempel", Role: RoleClient, Contact: contact()}}
	f.CrossRefs = []CrossReference{{Folder: id(4)}}
	f.Remarks = []Remark{{Text: "Lånt ut", Type: "Utlån", Made: act("2012-01-01")}}
	f.Disposal = &Disposal{Decision: DisposalLater, Authority: "Bevarings- og kassasjonsplan", Years: 0, Date: day("2030-01-01")}
	f.Screening = screening()
	f.Registrations = []Registration{plain(10)}
	return f
}

func contact() Contact {
	return Contact{
		Addresses: []string{"Eksempelveien 1"}, PostalCode: "0001", PostalTown: "Eksempel", Country: "Norge",
		Email: "post@example.invalid", Phones: []string{"00000000"}, Person: "N. N.",
	}
}

func plain(n int) Registration {
	return Registration{
		SystemID: id(n), Created: act("2004-01-10"), Archived: act("2004-01-10"), SeriesRefs: []string{id(2)},
		Screening: screening(), Documents: []DocumentDescription{digital(n + 1), destroyed(n + 3)}, RegistrationID: "2004/1",
		Title: "Sakkyndig vurdering", PublicTitle: Screened, Description: "Første", Keywords: []string{"lesing"},
		Authors: []string{"PPT"}, Medium: MediumDigital, StorageLocations: []string{"Boks 12"},
		Own: &DocumentData{
			Number: "4", Date: day("2004-01-09"), Zone: ZoneJournal, Direction: DirectionOut, Counterpart: "Eksempel skole",
			OriginalForm: "fmt/40",
		},
		Remarks:   []Remark{{Text: "Se også omslag 2", Made: act("2012-01-01")}},
		CrossRefs: []CrossReference{{Registration: id(30)}},
	}
}

func digital(n int) DocumentDescription {
	return DocumentDescription{
		SystemID: id(n), Type: "Sakkyndig vurdering", Status: DocumentFinished, Title: "Sakkyndig vurdering 2004",
		Description: "Skannet", Authors: []string{"PPT"}, Created: act("2004-01-10"), Medium: MediumDigital,
		StorageLocation: "Boks 12", SeriesRefs: []string{id(2)}, LinkedAs: MainDocument, Number: 1, Linked: act("2004-01-10"),
		Screening: screening(), Objects: []DocumentObject{{
			SystemID: id(n + 1), Version: 1, Variant: VariantArchive, Format: "fmt/477", FormatDetails: "PDF/A-2b",
			Created: act("2004-01-10"), FileRef: "DOKUMENT/0003/æøå 1.pdf", Checksum: strings.Repeat("e3", 32),
			Algorithm: AlgorithmSHA256, Size: 1234, Conversions: []Conversion{{
				Done: act("2024-05-01"), From: "fmt/40", To: "fmt/477", Tool: "LibreOffice 25.8", Comment: "Uten makroer",
			}},
		}},
	}
}

func destroyed(n int) DocumentDescription {
	return DocumentDescription{
		SystemID: id(n), Type: "Test", Status: DocumentFinished, Title: "Testskjema", Created: act("2004-01-10"),
		LinkedAs: Attachment, Number: 2, Linked: act("2004-01-10"), Executed: &ExecutedDisposal{Done: act("2020-02-02")},
		Disposal: &Disposal{Decision: DisposalDestroy, Authority: "Vedtak 1", Years: 10, Date: day("2014-01-10")},
	}
}

// journalled is a case with one post in it.
func journalled() *Folder {
	f := paper(40)
	f.Registrations = []Registration{plain(50)}
	none := 0
	r := &f.Registrations[0]
	r.Journal = &JournalPost{
		Year: 2004, Sequence: 17, Number: 1, Type: Outgoing, Status: PostArchived, Date: day("2004-01-10"),
		DocumentDate: day("2004-01-09"), Received: day("2004-01-08"), Sent: day("2004-01-11"), Due: day("2004-02-01"),
		Assessed: day("2004-01-10"), Attachments: &none, LentOn: day("2005-01-01"), LentTo: "IKA", Unit: "PPT",
		SignOffs: []SignOff{{On: day("2004-01-12"), By: "PPT", Method: "Besvart med brev", Reply: id(60)}},
	}
	r.Correspondents = []Correspondent{{Type: Recipient, Name: "Eksempel skole", Contact: contact(), Unit: "PPT", Caseworker: "N. N."}}
	f.Case = &Case{
		Year: 2003, Sequence: 40, Date: day("2003-08-20"), Unit: "PPT", Responsible: "N. N.", JournalUnit: "PPT",
		Status: CaseClosed, LentOn: day("2005-01-01"), LentTo: "IKA",
	}
	return f
}

func nested() *Folder {
	f := paper(70)
	f.Folders = []Folder{*paper(71)}
	return f
}

// write gives the document and counts of an archive with these folders.
func write(t testing.TB, folders ...*Folder) ([]byte, Counts) {
	t.Helper()
	var out bytes.Buffer
	w, err := NewStructureWriter(&out, archive())
	require.NoError(t, err)
	require.NoError(t, w.StartSeries(series()))
	for _, f := range folders {
		require.NoError(t, w.WriteFolder(f))
	}
	counts, err := w.Close()
	require.NoError(t, err)
	return out.Bytes(), counts
}
