package verify

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/addml"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/dias"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/mets"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/noark5"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/premis"
)

const packageID = "6b2f7d2e-0000-4000-8000-0000000000aa"

func uuid(n int) string { return fmt.Sprintf("6b2f7d2e-0000-4000-8000-%012d", n) }

var when = time.Date(2024, 9, 2, 8, 30, 0, 0, time.UTC)

func act() noark5.Act { return noark5.Act{At: when, By: "PPT Eksempel"} }

// edit changes the text of a member.
type edit map[string]func(string) string

func (e edit) of(path, text string) string {
	if change := e[path]; change != nil {
		return change(text)
	}
	return text
}

func replace(old, new string) func(string) string {
	return func(text string) string {
		if !strings.Contains(text, old) {
			return "the edit found nothing: " + old
		}
		return strings.Replace(text, old, new, 1)
	}
}

// making is a package in the making. Files get their places in the metadata as they are after early edits; late edits are damage that nobody knows of.
type making struct {
	early, late edit
	without     []string          // members that are left out, of tar and metadata
	unlisted    map[string]string // members that no METS lists
	lost        []string          // members that are in the metadata only
	changes     int               // entries of the change log
	journals    bool
	info        func(string) string
	name        string // file name of the tar
	order       []string
	files       map[string]string
}

func document(n int) string { return fmt.Sprintf("content/DOKUMENT/0001/%d.pdf", n) }

// structure is two folders: one on paper, one a case with two documents, one of them journaled.
func (m *making) structure(t testing.TB) (string, noark5.Counts) {
	var out bytes.Buffer
	w, err := noark5.NewStructureWriter(&out, noark5.Archive{SystemID: uuid(1), Title: "PPT", Status: noark5.ArchiveClosed, Created: act(), Closed: act(),
		Creators: []noark5.Creator{{ID: "974000000", Name: "PPT Eksempel"}}})
	require.NoError(t, err)
	require.NoError(t, w.StartSeries(noark5.Series{SystemID: uuid(2), Title: "Klientmapper", Status: noark5.SeriesClosed, Created: act(), Closed: act()}))
	folder := func(n int) *noark5.Folder {
		return &noark5.Folder{SystemID: uuid(n), FolderID: fmt.Sprint(n), Title: "Klientmappe", Created: act(), Closed: act(), SeriesRefs: []string{uuid(2)},
			Screening: &noark5.Screening{Restriction: noark5.RestrictedAccess, Authority: "Offl. § 13", Metadata: []string{noark5.ScreenPartyName}}}
	}
	require.NoError(t, w.WriteFolder(folder(10)))
	f := folder(20)
	f.Case = &noark5.Case{Year: 2004, Sequence: 1, Date: when, Unit: "PPT", Responsible: "PPT", Status: noark5.CaseClosed}
	for n := 1; n <= 2; n++ {
		content := m.files[document(n)]
		r := noark5.Registration{SystemID: uuid(20 + 3*n), Created: act(), Archived: act(), Title: "Rapport", Documents: []noark5.DocumentDescription{{
			SystemID: uuid(21 + 3*n), Type: "rapport", Status: noark5.DocumentFinished, Title: "Rapport", Created: act(), LinkedAs: noark5.MainDocument, Number: 1, Linked: act(),
			Objects: []noark5.DocumentObject{{SystemID: uuid(22 + 3*n), Version: 1, Variant: noark5.VariantArchive, Format: "fmt/95", Created: act(),
				FileRef: strings.TrimPrefix(document(n), "content/"), Checksum: string(deposit.DigestOf([]byte(content))), Algorithm: noark5.AlgorithmSHA256, Size: int64(len(content))}}}}}
		if n == 1 && m.journals {
			r.Journal = &noark5.JournalPost{Year: 2004, Sequence: 7, Number: 1, Type: noark5.Incoming, Status: noark5.PostArchived, Date: when}
			r.Correspondents = []noark5.Correspondent{{Type: noark5.Sender, Name: "Eksempel skole"}}
		}
		f.Registrations = append(f.Registrations, r)
	}
	require.NoError(t, w.WriteFolder(f))
	counts, err := w.Close()
	require.NoError(t, err)
	return out.String(), counts
}

func (m *making) journal(t testing.TB, kind noark5.JournalKind) string {
	var out bytes.Buffer
	w, err := noark5.NewJournalWriter(&out, kind, noark5.JournalHead{Start: when, End: when, Posts: 1, Creators: []noark5.Creator{{ID: "974000000", Name: "PPT"}}})
	require.NoError(t, err)
	require.NoError(t, w.Write(&noark5.JournalEntry{Case: noark5.JournalCase{Year: 2004, Sequence: 1, Title: "Klientmappe"},
		Post: noark5.JournalRecord{SystemID: uuid(23), Year: 2004, Sequence: 7, Number: 1, Title: "Rapport", Date: when,
			Correspondents: []noark5.JournalParty{{Type: noark5.Sender, Name: "Eksempel skole"}}}}))
	_, err = w.Close()
	require.NoError(t, err)
	return out.String()
}

func (m *making) changeLog(t testing.TB) string {
	var out bytes.Buffer
	w := noark5.NewChangeLogWriter(&out)
	for range m.changes {
		require.NoError(t, w.Write(noark5.Change{Unit: uuid(10), Metadata: "partNavn", Changed: act(), Before: "a", After: "b"}))
	}
	_, err := w.Close()
	require.NoError(t, err)
	return out.String()
}

// put adds a member, after its early edit.
func (m *making) put(path, text string) {
	if slices.Contains(m.without, path) {
		return
	}
	m.files[path] = m.early.of(path, text)
	m.order = append(m.order, path)
}

func (m *making) digest(path string) string { return string(deposit.DigestOf([]byte(m.files[path]))) }

func (m *making) extraction(t testing.TB, counts noark5.Counts) string {
	object := func(name, element string, n int) addml.Object {
		sum := func(file string) addml.Sum { return addml.SHA256(file, m.digest("content/"+file)) }
		return addml.Object{Name: name, File: sum(name + ".xml"), Schemas: []addml.Sum{sum(name + ".xsd"), sum("metadatakatalog.xsd")}, Occurrences: []addml.Occurrence{{Element: element, Count: n}}}
	}
	x := &addml.Extraction{Creators: []string{"PPT"}, SystemType: addml.UsualSystemType, SystemName: "Register", Archive: "PPT", Start: when, End: when, Version: "5.0",
		IncomingSplit: addml.Sharp, OutgoingSplit: addml.Sharp, Screened: true, DocumentFiles: counts.Objects}
	structure := object(addml.Structure, "mappe", counts.Folders)
	structure.Occurrences = append(structure.Occurrences, addml.Occurrence{Element: "registrering", Count: counts.Registrations})
	x.Objects = append(x.Objects, structure)
	if m.changes > 0 {
		x.Objects = append(x.Objects, object(addml.ChangeLog, "endring", m.changes))
	}
	if m.journals {
		x.Objects = append(x.Objects, object(addml.RunningJournal, "journalregistrering", 1), object(addml.PublicJournal, "journalregistrering", 1))
	}
	var out bytes.Buffer
	require.NoError(t, addml.Write(&out, x))
	return out.String()
}

func (m *making) premis(t testing.TB) string {
	var out bytes.Buffer
	w := premis.NewWriter(&out)
	for _, p := range m.order {
		require.NoError(t, w.WriteObject(&premis.Object{ID: packageID + "/" + p, SHA256: m.digest(p), Size: int64(len(m.files[p])), FormatName: "x"}))
	}
	_, err := w.Close()
	require.NoError(t, err)
	return out.String()
}

func header() *mets.Header {
	agents := make([]mets.Agent, 7)
	for i := range agents {
		agents[i] = mets.Agent{Role: mets.RoleCreator, Kind: mets.KindOrganization, Name: fmt.Sprintf("Etat %d", i)}
	}
	agents[6] = mets.Agent{Role: mets.RoleCreator, Kind: mets.KindOther, Software: true, Name: "arkivdepot"}
	return &mets.Header{ID: packageID, Type: "SIP", Label: "PPT", Created: when, Agents: agents, Records: []mets.AltRecord{{Type: mets.Agreement, Value: "2020/17"}}}
}

func (m *making) entry(p string) mets.Entry {
	return mets.Entry{Path: p, MIME: "application/xml", SHA256: m.digest(p), Size: int64(len(m.files[p])), Created: when}
}

func (m *making) mets(t testing.TB) string {
	var out bytes.Buffer
	w, err := mets.NewWriter(&out, header(), nil, nil)
	require.NoError(t, err)
	for _, p := range m.order {
		entry := m.entry(p)
		require.NoError(t, w.WriteFile(&entry))
	}
	_, err = w.Close()
	require.NoError(t, err)
	return out.String()
}

// seal makes the package; what is judged is the three files.
func (m *making) seal(t testing.TB) given {
	t.Helper()
	m.files = map[string]string{}
	for n := 1; n <= 2; n++ {
		m.put(document(n), fmt.Sprintf("dokument %d", n))
	}
	for _, name := range []string{"arkivstruktur", "metadatakatalog", "endringslogg", "loependeJournal", "offentligJournal"} {
		wanted := name == "arkivstruktur" || name == "metadatakatalog" || name == "endringslogg" && m.changes > 0 || strings.HasSuffix(name, "ournal") && m.journals
		if wanted {
			m.put("content/"+name+".xsd", loose(name))
		}
	}
	text, counts := m.structure(t)
	m.put("content/arkivstruktur.xml", text)
	if m.changes > 0 {
		m.put("content/endringslogg.xml", m.changeLog(t))
	}
	if m.journals {
		m.put("content/loependeJournal.xml", m.journal(t, noark5.RunningJournal))
		m.put("content/offentligJournal.xml", m.journal(t, noark5.PublicJournal))
	}
	described := m.extraction(t, counts)
	m.put("content/arkivuttrekk.xml", described)
	m.put("content/addml.xsd", loose("addml"))
	m.put(dias.ADDMLSchema, loose("addml"))
	m.put(dias.ADDML, m.files["content/arkivuttrekk.xml"])
	m.put(dias.PREMISSchema, loose("premis"))
	m.put(dias.METSSchema, loose("mets"))
	m.put(dias.PREMIS, m.premis(t))
	m.put(dias.METS, m.mets(t))
	return m.wrap(t)
}

func (m *making) wrap(t testing.TB) given {
	for p, text := range m.unlisted {
		m.files[p] = text
		m.order = append(m.order, p)
	}
	slices.SortFunc(m.order, dias.ComparePaths)
	var tar bytes.Buffer
	w, err := dias.NewWriter(&tar, packageID, when)
	require.NoError(t, err)
	described := false
	for _, p := range m.order {
		if !described && dias.ComparePaths(p, dias.Descriptive) > 0 {
			require.NoError(t, w.AddFolder(dias.Descriptive))
			described = true
		}
		if slices.Contains(m.lost, p) {
			continue
		}
		content := m.late.of(p, m.files[p])
		_, err := w.Add(dias.File{Path: p, Size: int64(len(content))}, strings.NewReader(content))
		require.NoError(t, err)
	}
	sealed, err := w.Close()
	require.NoError(t, err)
	g := given{name: packageID + ".tar", tar: tar.Bytes()}
	if m.name != "" {
		g.name = m.name
	}
	var info bytes.Buffer
	inner := m.entry(dias.METS)
	inner.Path = packageID + "/" + dias.METS
	require.NoError(t, mets.WriteInfo(&info, header(), &mets.Entry{Path: packageID + ".tar", MIME: "application/x-tar", SHA256: string(deposit.DigestOf(g.tar)), Size: sealed.Size, Created: when}, &inner))
	g.info = info.Bytes()
	if m.info != nil {
		g.info = []byte(m.info(info.String()))
	}
	return g
}

// given is what a depot is given.
type given struct {
	name            string
	tar, info, sums []byte
}

// beside is what travels beside the tar, nil where it does not.
func (g given) beside() (info, sums io.Reader) {
	if g.info != nil {
		info = bytes.NewReader(g.info)
	}
	if g.sums != nil {
		sums = bytes.NewReader(g.sums)
	}
	return info, sums
}

func (g given) judge(t testing.TB) (Summary, []deposit.Finding) {
	t.Helper()
	p := Package{Name: g.name, Tar: bytes.NewReader(g.tar)}
	p.Info, p.Sums = g.beside()
	return judgedOf(t, p)
}

// judgeLate judges the package as whoever makes it: what travels beside the tar comes when that has been read.
func (g given) judgeLate(t testing.TB) (Summary, []deposit.Finding) {
	t.Helper()
	return judgedOf(t, Package{Name: g.name, Tar: bytes.NewReader(g.tar), Describe: func(tar deposit.Digest, size int64) (info, sums io.Reader, err error) {
		require.Equal(t, []any{deposit.DigestOf(g.tar), int64(len(g.tar))}, []any{tar, size})
		info, sums = g.beside()
		return info, sums, nil
	}})
}

func judgedOf(t testing.TB, p Package) (Summary, []deposit.Finding) {
	t.Helper()
	var found []deposit.Finding
	var loose deposit.Tally
	summary, err := Run(t.Context(), p, Options{}, func(f deposit.Finding) error {
		switch f.Code { // said of every package with loose schemas
		case SchemaForeign:
			loose.Warnings++
		case SchemaNotThere:
			loose.Notes++
		default:
			found = append(found, f)
		}
		return nil
	})
	summary.Findings.Warnings -= loose.Warnings
	summary.Findings.Notes -= loose.Notes
	require.NoError(t, err)
	return summary, found
}

func codesOf(found []deposit.Finding) []deposit.Code {
	var all []deposit.Code
	for _, f := range found {
		if !slices.Contains(all, f.Code) {
			all = append(all, f.Code)
		}
	}
	slices.Sort(all)
	return all
}
