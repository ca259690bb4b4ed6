package pack

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/noark5"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/premis"
)

// preserved is a PREMIS document, by id.
type preserved struct {
	objects map[string]*premis.Object
	events  map[premis.EventType][]*premis.Event
	agents  map[string]premis.Agent
}

func premisOf(t *testing.T, draft folderDraft) preserved {
	t.Helper()
	f, err := os.Open(draft.Path("arkiv/dias-premis.xml"))
	require.NoError(t, err)
	defer f.Close()
	all := preserved{map[string]*premis.Object{}, map[premis.EventType][]*premis.Event{}, map[string]premis.Agent{}}
	_, err = premis.Read(f, premis.Visitor{
		Object: func(o *premis.Object) error { all.objects[o.ID] = o; return nil },
		Event:  func(v *premis.Event) error { all.events[v.Type] = append(all.events[v.Type], v); return nil },
		Agent:  func(a premis.Agent) error { all.agents[a.ID] = a; return nil },
	})
	require.NoError(t, err)
	return all
}

// Every rendition has an event that says from what, to what and by what; each tool is one agent.
func TestARenditionHasAMigrationEvent(t *testing.T) {
	s := believable(t)
	s.add(t, client{number: "14/2004-05", last: "Nordmann", medium: deposit.Digital, contents: []string{"fire", "fem"}, files: []int{1, 2}, renditions: map[int]string{1: "fire som pdf/a", 2: "fem som pdf/a"},
		records: []deposit.DescribedRecord{{Number: 1, Title: "Rapport", Kind: "rapport", Created: date("2005-01-01")}, {Number: 2, Title: "Notat", Kind: "notat", Created: date("2005-01-01")}}})
	last := &s.folders[len(s.folders)-1]
	last.Description.Records[1].Objects = last.Description.Records[1].Objects[1:] // its original does not come along
	last.Packed = append(last.Packed[:2:2], last.Packed[3])
	objects := last.Description.Records[0].Objects
	objects[len(objects)-1].Checks = []deposit.RenditionCheck{{What: "pages", Seen: "ok", N: 2}, {What: "text", Seen: "ok", N: 995}, {What: "render", Seen: "turned", N: 1}, {What: "verapdf", Seen: "not_checked"}}
	draft, result := packed(t, s, options(t))
	requireValid(t, schemaOf(t, "dias-premis.xml"), draft.Path("arkiv/dias-premis.xml"))
	p := premisOf(t, draft)
	require.Len(t, p.events[premis.Creation], 1)
	events := p.events[premis.Migration]
	require.Len(t, events, 3)
	require.Empty(t, events[0].Note)
	require.Equal(t, "Kontrollert: sider: 2; tekst gjenfunnet: 99,5 %; ikke kontrollert mot veraPDF", events[1].Note)
	root := string(result.ID) + "/content/DOKUMENT/"
	for i, objects := range [][]string{{root + "2004-00013/0002-original.pdf", root + "2004-00013/0002.pdf"}, {root + "2004-00014/0001-original.pdf", root + "2004-00014/0001.pdf"}, {root + "2004-00014/0002.pdf"}} {
		v := events[i]
		require.Equal(t, "Fra fmt/95 til fmt/477 med LibreOffice 25.8", v.Detail)
		require.Equal(t, theDeposit().Produced, v.At)
		require.Equal(t, objects, v.Objects)
		require.Equal(t, []string{"verktoey-1"}, v.Agents)
		made := p.objects[objects[len(objects)-1]]
		require.Equal(t, []string{v.ID}, made.Events, "object and event name each other")
		if len(objects) == 2 {
			require.Empty(t, p.objects[objects[0]].Events)
		}
	}
	require.Equal(t, premis.Agent{ID: "verktoey-1", Name: "LibreOffice 25.8", Type: premis.Software}, p.agents["verktoey-1"])
	require.Len(t, p.agents, 3, "creator, this program, the converter")
}

func TestWithoutRenditionsNothingMigrated(t *testing.T) {
	s := newShelf()
	s.add(t, client{number: "12/2004-05", last: "Eksempel", medium: deposit.Digital, contents: []string{"en"}, files: []int{1}, records: []deposit.DescribedRecord{{Number: 1, Title: "Rapport", Kind: "rapport", Created: date("2005-01-01")}}})
	draft, _ := packed(t, s, options(t))
	p := premisOf(t, draft)
	require.Empty(t, p.events[premis.Migration])
	require.Len(t, p.agents, 2)
}

// A format that the policy does not take and a person accepted is never called an archive format, and PREMIS says why it is there.
func TestAFormatAcceptedByDecisionIsNoArchiveFormat(t *testing.T) {
	s := believable(t)
	at := &s.folders[1]
	at.Description.Records[0].Objects[0].ByDecision = "F-0123456789ab"
	at.Description.Records[0].Remarks = []deposit.DescribedRemark{{Type: "Format", Text: "Filen er tatt med etter avgjørelse (funn F-0123456789ab).", Deposit: true}}
	draft, result := packed(t, s, options(t))
	for _, name := range []string{noark5.StructureFile, "dias-premis.xml"} {
		requireValid(t, schemaOf(t, name), draft.Path("arkiv/"+name))
	}
	f, err := os.Open(draft.Path("arkiv/" + noark5.StructureFile))
	require.NoError(t, err)
	defer f.Close()
	var variants []string
	_, err = noark5.ReadStructure(f, noark5.Visitor{Folder: func(f *noark5.Folder) error {
		for _, r := range f.Registrations {
			for _, o := range r.Documents[0].Objects {
				variants = append(variants, o.FileRef+" "+o.Variant)
				if strings.HasSuffix(o.FileRef, "2004-00012/0001.pdf") {
					require.Equal(t, "Format", r.Remarks[0].Type)
					require.Equal(t, theDeposit().Produced, r.Remarks[0].Made.At, "the decision was made in this deposit")
				}
			}
		}
		return nil
	}})
	require.NoError(t, err)
	require.Equal(t, []string{"DOKUMENT/2004-00012/0001.pdf Produksjonsformat", "DOKUMENT/2004-00012/0002.pdf Arkivformat",
		"DOKUMENT/2004-00013/0002-original.pdf Produksjonsformat", "DOKUMENT/2004-00013/0002.pdf Arkivformat"}, variants)
	p := premisOf(t, draft)
	root := string(result.ID) + "/content/DOKUMENT/2004-00012/"
	require.Equal(t, "Ikke godtatt av formatreglene. Tatt med etter avgjørelse, funn F-0123456789ab.", p.objects[root+"0001.pdf"].FormatNote)
	require.Empty(t, p.objects[root+"0002.pdf"].FormatNote)
	_, found := filesOf(t, draft, result).judge(t)
	require.Empty(t, found, "verify has nothing against it")
}
