package describe

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// withParts is the whole folder, whose file is an archive of a picture, the client's own drawing and a letter with a document of the same bytes as the picture.
func withParts() In {
	in := whole()
	digest := func(s string) deposit.Digest { return deposit.DigestOf([]byte(s)) }
	part := func(ordinal int, name string, verdict deposit.FormatVerdict, inside ...int) deposit.TakenFile {
		return deposit.TakenFile{Ordinal: ordinal, SHA256: digest(name), PUID: "fmt/43", Verdict: verdict, Inside: inside, Name: name}
	}
	in.Taken.Files = []deposit.TakenFile{{Ordinal: 1, SHA256: digest("en"), PUID: "x-fmt/263", Verdict: deposit.FormatUnpacked, Parts: 4},
		part(2, "Tegning.jpg", deposit.FormatAccepted, 1, 1), part(3, "Thumbs.db", deposit.FormatNoise, 1, 2), part(4, "Kari Nordmann.jpg", deposit.FormatAccepted, 1, 3),
		part(5, "brev.eml", deposit.FormatConvert, 1, 4), part(6, "Tegning.jpg", deposit.FormatAccepted, 1, 4, 1)}
	in.Taken.Files[4].Parts = 1
	in.Renditions = deposit.Renditions{}
	for _, f := range in.Taken.Files {
		fate := deposit.FileFate{Ordinal: f.Ordinal, SHA256: f.SHA256, Fate: deposit.FatePackaged, Inside: f.Inside}
		packed := deposit.PackedFile{Ordinal: f.Ordinal, Document: 2, SHA256: f.SHA256, PUID: "fmt/43", Extension: ".jpg", Inside: f.Inside}
		switch f.Verdict {
		case deposit.FormatAccepted:
			in.Renditions.Packed = append(in.Renditions.Packed, packed)
		case deposit.FormatConvert:
			packed.Rendition, packed.From, packed.Extension = true, "fmt/950", ".pdf"
			in.Renditions.Packed = append(in.Renditions.Packed, packed)
			fate.Fate = deposit.FateRendition
		case deposit.FormatUnpacked:
			fate.Fate = deposit.FateUnpacked
		case deposit.FormatNoise:
			fate.Fate = deposit.FateExcludedByRule
		}
		in.Renditions.Fates = append(in.Renditions.Fates, fate)
	}
	return in
}

func TestWhatCameOutOfAFileIsDescribedBelowItsRecord(t *testing.T) {
	d, b := describeIt(t, withParts())
	require.Equal(t, []deposit.Code{NameInTitle}, b.codes())
	r := d.Records[1]
	require.Empty(t, r.Objects)
	require.Equal(t, "Arkivet (format x-fmt/263) er pakket ut ved deponeringen. Antall filer i det: 4. Filene står som vedlegg i registreringen, og arkivfilen følger ikke med.", r.Remarks[0].Text)
	ids := map[deposit.ID]bool{}
	for i, want := range []struct {
		title, name string
		from        int
	}{{"Tegning", "2004-00012/0002-0002.jpg", 1}, {"Vedlegg 2", "2004-00012/0002-0003.jpg", 1}, {"brev", "2004-00012/0002-0004.pdf", 1}, {"Tegning", "2004-00012/0002-0005.jpg", 4}} {
		p := r.Parts[i]
		require.Equal(t, i+2, p.Number, "dokumentnummer, without holes")
		require.Equal(t, want.from, p.From)
		require.Equal(t, want.title, p.Title)
		require.Len(t, p.Objects, 1)
		require.Equal(t, want.name, p.Objects[0].Name)
		ids[p.ID], ids[p.Objects[0].ID] = true, true
	}
	require.Len(t, r.Parts, 4, "what a program left is nobody's document")
	require.Len(t, ids, 8, "the same bytes in two places are two objects")
	require.Equal(t, "Filen hadde formatet fmt/950 før den ble konvertert. Originalen følger ikke med.", r.Parts[2].Remarks[0].Text)
	require.Equal(t, deposit.Mixed, d.Medium)
	require.Len(t, r.Files(), 4)
}

func TestAnArchiveThatComesAlongIsNoArchiveFormat(t *testing.T) {
	in := withParts()
	in.Renditions.Packed = append(in.Renditions.Packed, deposit.PackedFile{Ordinal: 1, Document: 2, SHA256: in.Taken.Files[0].SHA256, PUID: "x-fmt/263", Extension: ".zip"})
	d, _ := describeIt(t, in)
	o := d.Records[1].Objects
	require.Len(t, o, 1)
	require.True(t, o[0].Original, "production format: what it holds stands beside it")
	require.Equal(t, "2004-00012/0002-original.zip", o[0].Name)
	require.Contains(t, d.Records[1].Remarks[0].Text, "Arkivfilen følger med.")
}

func TestAPartThatAPersonLeftOutIsTold(t *testing.T) {
	in := withParts()
	in.Renditions.Packed = in.Renditions.Packed[1:]
	in.Renditions.Fates[1].Fate = deposit.FateExcludedByDecision
	d, _ := describeIt(t, in)
	require.Empty(t, d.Records[1].Parts[0].Objects)
	require.Equal(t, "Utelatt", d.Records[1].Parts[0].Remarks[0].Type)
}
