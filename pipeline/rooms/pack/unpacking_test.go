package pack

import (
	"fmt"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/noark5"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/premis"
)

// withParts gives the first record of a folder two documents that came out of it, the second out of the first.
func withParts(t *testing.T, s *shelf, f *Folder) {
	r := &f.Description.Records[0]
	for i, content := range []string{"del to", "del tre"} {
		digest := deposit.DigestOf([]byte(content))
		inside := deposit.Inside{1, 1}
		if i == 1 {
			inside = deposit.Inside{1, 1, 2}
		}
		s.sources[f.Files.At(10+i, inside)] = []byte(content)
		p := deposit.PackedFile{Ordinal: 10 + i, Document: r.Number, SHA256: digest, Size: int64(len(content)), PUID: "fmt/95", MIME: "application/pdf", Inside: inside}
		f.Packed = append(f.Packed, p.SHA256)
		r.Parts = append(r.Parts, deposit.DescribedPart{ID: depositID.Derive("dokumentbeskrivelse", content), Number: i + 2, From: i + 1, Title: "Vedlegg " + content, Inside: inside,
			Remarks: []deposit.DescribedRemark{{Type: "Format", Text: "merknad til " + content, Deposit: true}},
			Objects: []deposit.DescribedObject{{ID: depositID.Derive("dokumentobjekt", content), Ordinal: 10 + i, Name: fmt.Sprintf("%s/%04d-%04d.pdf", f.Description.Place, r.Number, i+2),
				SHA256: digest, Size: int64(len(content)), PUID: "fmt/95", MIME: "application/pdf", Inside: inside}}})
	}
	require.NotEmpty(t, f.Files.At(10, deposit.Inside{1, 1}))
}

// TestPartsAreAttachmentsOfTheirRecord packs a letter with a document and one out of that: valid by the official schemas and by verify, in stable order, with
// their relation in Noark 5 and in PREMIS.
func TestPartsAreAttachmentsOfTheirRecord(t *testing.T) {
	s := believable(t)
	withParts(t, s, &s.folders[1])
	draft, result := packed(t, s, options(t))
	for _, name := range []string{noark5.StructureFile, "dias-premis.xml"} {
		requireValid(t, schemaOf(t, name), draft.Path("arkiv/"+name))
	}
	_, found := filesOf(t, draft, result).judge(t)
	require.Empty(t, found, "verify has nothing against it")

	f, err := os.Open(draft.Path("arkiv/" + noark5.StructureFile))
	require.NoError(t, err)
	defer f.Close()
	var documents []noark5.DocumentDescription
	_, err = noark5.ReadStructure(f, noark5.Visitor{Folder: func(f *noark5.Folder) error {
		for _, r := range f.Registrations {
			if len(r.Documents) > 1 {
				documents = r.Documents
				require.Equal(t, 2, *r.Journal.Attachments, "antallVedlegg")
			}
		}
		return nil
	}})
	require.NoError(t, err)
	require.Len(t, documents, 3)
	for i, want := range []struct{ as, from, file string }{{noark5.MainDocument, "", "0001.pdf"}, {noark5.Attachment, "Hentet ut av dokument 1 i registreringen.", "0001-0002.pdf"},
		{noark5.Attachment, "Hentet ut av dokument 2 i registreringen.", "0001-0003.pdf"}} {
		require.Equal(t, i+1, documents[i].Number)
		require.Equal(t, want.as, documents[i].LinkedAs)
		require.Equal(t, want.from, documents[i].Description)
		require.Equal(t, "DOKUMENT/2004-00012/"+want.file, documents[i].Objects[0].FileRef)
	}

	p := premisOf(t, draft)
	root := string(result.ID) + "/content/DOKUMENT/2004-00012/"
	events := p.events[premis.Adjustment]
	require.Len(t, events, 2, "one for everything that others came out of")
	require.Equal(t, []string{root + "0001.pdf", root + "0001-0002.pdf"}, events[0].Objects)
	require.Equal(t, []string{root + "0001-0002.pdf", root + "0001-0003.pdf"}, events[1].Objects)
	for i, name := range []string{"0001-0002.pdf", "0001-0003.pdf"} {
		require.Equal(t, []premis.Relation{{Type: "derivation", SubType: "has source", Object: events[i].Objects[0], Event: events[i].ID}}, p.objects[root+name].Related)
		require.Contains(t, p.objects[root+name].Events, events[i].ID)
	}
}

func TestAnArchiveWithoutAFileOfItsOwnIsStillTheMainDocument(t *testing.T) {
	s := believable(t)
	f := &s.folders[1]
	withParts(t, s, f)
	f.Description.Records[0].Objects = nil
	f.Packed = f.Packed[1:]
	draft, result := packed(t, s, options(t))
	requireValid(t, schemaOf(t, noark5.StructureFile), draft.Path("arkiv/"+noark5.StructureFile))
	_, found := filesOf(t, draft, result).judge(t)
	require.Empty(t, found)
	p := premisOf(t, draft)
	object := p.objects[string(result.ID)+"/content/DOKUMENT/2004-00012/0001-0002.pdf"]
	require.Empty(t, object.Related, "there is no file to be related to")
	require.Equal(t, []string{p.events[premis.Adjustment][0].ID}, object.Events)
}
