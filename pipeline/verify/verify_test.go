package verify

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/dias"
)

// faults are packages that are wrong in one way each, with the exact set of findings.
var faults = []struct {
	name string
	make making
	want []deposit.Code
}{
	{"nothing", making{changes: 1, journals: true}, nil},
	{"no journals and no change log", making{}, []deposit.Code{NoChangeLog, NoJournals}},
	{"layout: PREMIS", making{changes: 1, journals: true, without: []string{dias.PREMIS}}, []deposit.Code{MemberMissing}},
	{"layout: schema", making{changes: 1, journals: true, without: []string{dias.METSSchema}}, []deposit.Code{SchemaMissing}},
	{"krav 6.4.18: addml.xsd", making{changes: 1, journals: true, without: []string{"content/addml.xsd", dias.ADDMLSchema}}, []deposit.Code{SchemaMissing}},
	{"renamed", making{changes: 1, journals: true, name: "pakke.tar"}, []deposit.Code{NamesDisagree}},
	{"one journal lost", making{changes: 1, journals: true, without: []string{"content/offentligJournal.xml", "content/offentligJournal.xsd"}},
		[]deposit.Code{FileAbsent, SchemaMissing, JournalsDiffer}},
	{"malformed XML", making{changes: 1, journals: true, early: edit{"content/offentligJournal.xml": func(s string) string { return s[:len(s)-20] }}}, []deposit.Code{Unreadable}},
	{"document changed", making{changes: 1, journals: true, late: edit{document(1): replace("dokument", "Dokument")}}, []deposit.Code{ChecksumDiffers, ObjectSumDiffers}},
	{"document grew", making{changes: 1, journals: true, late: edit{document(1): replace("dokument", "et dokument")}}, []deposit.Code{SizeDiffers, ObjectSumDiffers}},
	{"document lost", making{changes: 1, journals: true, lost: []string{document(1)}}, []deposit.Code{ListedMissing, CountDiffers, ObjectNoFile}},
	{"member nobody lists", making{changes: 1, journals: true, unlisted: map[string]string{"content/DOKUMENT/9.txt": "x"}}, []deposit.Code{Unlisted, CountDiffers, FileNoObject}},
	{"METS without SHA-256", making{changes: 1, journals: true, early: edit{dias.METS: replace(`CHECKSUMTYPE="SHA-256"`, `CHECKSUMTYPE="MD5"`)}}, []deposit.Code{NoChecksum, PremisDiffers}},
	{"METS leads outside", making{changes: 1, journals: true, early: edit{dias.METS: replace("file:content/DOKUMENT/0001/1.pdf", "file:../../etc/passwd")}}, []deposit.Code{LeadsOutside, Unlisted, PremisForeign}},
	{"PREMIS about another checksum", making{changes: 1, journals: true, early: edit{dias.PREMIS: flipFirst("<messageDigest>")}}, []deposit.Code{PremisDiffers}},
	{"PREMIS about nothing", making{changes: 1, journals: true, early: edit{dias.PREMIS: replace("0001/1.pdf", "0001/7.pdf")}}, []deposit.Code{PremisForeign, PremisLacks}},
	{"info: checksum", making{changes: 1, journals: true, info: flipFirst(`CHECKSUM="`)}, []deposit.Code{TarDiffers}},
	{"info: size", making{changes: 1, journals: true, info: replace(`SIZE="`, `SIZE="1`)}, []deposit.Code{TarSizeDiffers}},
	{"info: another METS", making{changes: 1, journals: true, late: edit{dias.METS: replace("</mets>", "</mets >")}}, []deposit.Code{MetsDiffers}},
	{"info: other words", making{changes: 1, journals: true, info: replace("Etat 3", "Etat 4")}, []deposit.Code{InfoUnfit}},
	{"info: malformed", making{changes: 1, journals: true, info: replace("</mets>", "<")}, []deposit.Code{InfoUnfit}},
	{"N5.01", making{changes: 1, journals: true, early: edit{"content/arkivuttrekk.xml": replace("endringslogg.xml", "rettinger.xml")}}, []deposit.Code{FileAbsent}},
	{"N5.02", making{changes: 1, journals: true, early: edit{"content/arkivuttrekk.xml": flipSum}}, []deposit.Code{FileSumDiffers}},
	{"N5.10", making{changes: 1, journals: true, early: edit{"content/arkivuttrekk.xml": count("mappe", 3)}}, []deposit.Code{CountDiffers}},
	{"N5.16", making{changes: 1, journals: true, early: edit{"content/arkivuttrekk.xml": count("registrering", 1)}}, []deposit.Code{CountDiffers}},
	{"N5.61", making{changes: 2, journals: true, early: edit{"content/arkivuttrekk.xml": count("endring", 1)}}, []deposit.Code{CountDiffers}},
	{"N5.30", making{changes: 1, journals: true, early: edit{"content/arkivstruktur.xml": flipFirst("<sjekksum>")}}, []deposit.Code{ObjectSumDiffers}},
	{"N5.32 and N5.33", making{changes: 1, journals: true, early: edit{"content/arkivstruktur.xml": replace("0001/1.pdf", "0001/7.pdf")}}, []deposit.Code{ObjectNoFile, FileNoObject}},
	{"krav 6.4.41", making{changes: 1, journals: true, early: edit{"content/arkivstruktur.xml": replace("<filstoerrelse>", "<filstoerrelse>9")}}, []deposit.Code{ObjectSizeWrong}},
	{"N5.42", making{changes: 1, journals: true, early: edit{"content/arkivuttrekk.xml": flag("inneholderSkjermetInformasjon", "true", "false")}}, []deposit.Code{FlagDiffers}},
	{"N5.44", making{changes: 1, journals: true, early: edit{"content/arkivuttrekk.xml": flag("inneholderDokumenterSomSkalKasseres", "false", "true")}}, []deposit.Code{FlagDiffers}},
	{"N5.47", making{changes: 1, journals: true, early: edit{"content/arkivstruktur.xml": replace(uuid(24), uuid(23))}}, []deposit.Code{IDTwice}},
	{"N5.15", making{changes: 1, journals: true, early: edit{"content/arkivstruktur.xml": replace("<saksstatus>Avsluttet", "<saksstatus>Under behandling")}}, []deposit.Code{StatusWrong}},
	{"N5.22", making{changes: 1, journals: true, early: edit{"content/arkivstruktur.xml": replace("<journalstatus>Arkivert", "<journalstatus>Ekspedert")}}, []deposit.Code{StatusWrong}},
	{"N5.25", making{changes: 1, journals: true, early: edit{"content/arkivstruktur.xml": replace("Dokumentet er ferdigstilt", "Dokumentet er under redigering")}}, []deposit.Code{StatusWrong}},
	{"N5.48", making{changes: 1, journals: true, early: edit{"content/arkivstruktur.xml": replace("<referanseArkivdel>"+uuid(2), "<referanseArkivdel>"+uuid(3))}}, []deposit.Code{SeriesUnknown}},
	{"N5.59 between the journals", making{changes: 1, journals: true, early: edit{"content/offentligJournal.xml": replace("<antallJournalposter>1", "<antallJournalposter>2")}}, []deposit.Code{JournalsDiffer}},
	{"N5.59 against arkivstruktur", making{changes: 1, journals: true, early: edit{"content/arkivstruktur.xml": replace(` xsi:type="journalpost"`, "")}}, []deposit.Code{JournalsDiffer}},
	{"N5.60", making{changes: 1, journals: true, early: edit{"content/offentligJournal.xml": replace("<journalStartDato>2024", "<journalStartDato>2023")}}, []deposit.Code{JournalsDiffer}},
	{"N5.62", making{changes: 1, journals: true, early: edit{"content/endringslogg.xml": replace(uuid(10), uuid(99))}}, []deposit.Code{ChangeUnknown}},
	{"N5.63", making{changes: 1, journals: true, early: edit{"content/arkivstruktur.xml": replace("<tittel>Rapport<", "<tittel><")}}, []deposit.Code{EmptyElements}},
	{"N5.64", making{changes: 1, journals: true, early: edit{document(1): func(string) string { return "" }}}, []deposit.Code{EmptyFile}},
	{"krav 6.4.22", making{changes: 1, journals: true, early: edit{"content/arkivuttrekk.xml": replace("antallDokumentfiler", "antallFiler")}}, []deposit.Code{Unstated}},
	{"METS lists twice", making{changes: 1, journals: true, early: edit{dias.METS: twice("<file ID=", "</file>")}}, []deposit.Code{ListedTwice}},
	{"METS lists twice, with another checksum", making{changes: 1, journals: true, early: edit{dias.METS: func(s string) string {
		return twice("<file ID=", "</file>")(flipFirst("<fileGrp")(twice("<file ID=", "</file>")(s)))
	}}}, []deposit.Code{ChecksumDiffers, PremisDiffers}},
	{"N5.34", making{changes: 1, journals: true, early: edit{"content/arkivstruktur.xml": replace("DOKUMENT/0001/2.pdf", "DOKUMENT/0001/1.pdf")}}, []deposit.Code{ObjectSumDiffers, FileNoObject}},
	{"copies differ", making{changes: 1, journals: true, early: edit{dias.ADDML: replace("</addml>", "</addml >")}}, []deposit.Code{CopyDiffers}},
	{"Noark 4", making{changes: 1, journals: true, early: edit{"content/arkivuttrekk.xml": replace("<value>5.0</value>", "<value>4.0</value>")}}, []deposit.Code{OtherVersion}},
}

var checksum = regexp.MustCompile(`[0-9a-f]{64}`)

// flipSum changes the first digit of the first checksum.
func flipSum(text string) string { return flipFirst("")(text) }

// flipFirst changes the first digit of the first checksum that stands after some text.
func flipFirst(before string) func(string) string {
	return func(text string) string {
		i := strings.Index(text, before)
		at := checksum.FindStringIndex(text[max(i, 0):])
		if i < 0 || at == nil {
			return "the edit found nothing: " + before
		}
		i += at[0]
		digit := "0"
		if text[i] == '0' {
			digit = "1"
		}
		return text[:i] + digit + text[i+1:]
	}
}

// twice repeats the first piece between two words.
func twice(from, to string) func(string) string {
	return func(text string) string {
		i := strings.Index(text, from)
		j := i + strings.Index(text[i:], to) + len(to)
		return text[:j] + text[i:j] + text[j:]
	}
}

// count changes how often the extraction says that an element stands in a file.
func count(element string, n int) func(string) string {
	return func(text string) string {
		i := strings.Index(text, "<value>"+element+"</value>")
		if i < 0 {
			return "the edit found nothing: " + element
		}
		j := i + strings.Index(text[i:], `dataType="integer"`)
		from := j + strings.Index(text[j:], "<value>") + len("<value>")
		to := from + strings.Index(text[from:], "<")
		return text[:from] + fmt.Sprint(n) + text[to:]
	}
}

func flag(name, old, new string) func(string) string {
	return func(text string) string {
		i := strings.Index(text, name)
		if i < 0 {
			return "the edit found nothing: " + name
		}
		return text[:i] + strings.Replace(text[i:], old, new, 1)
	}
}

func TestEachFaultIsFoundAndNothingElse(t *testing.T) {
	for _, c := range faults {
		t.Run(c.name, func(t *testing.T) {
			m := c.make
			sealed := m.seal(t)
			summary, found := sealed.judge(t)
			lateSummary, late := sealed.judgeLate(t)
			require.Equal(t, summary, lateSummary)
			require.ElementsMatch(t, found, late)
			for _, text := range m.files {
				require.NotContains(t, text, "the edit found nothing")
			}
			want := append([]deposit.Code(nil), c.want...)
			require.ElementsMatch(t, want, codesOf(found), "%v", found)
			holds := false
			for _, f := range found {
				holds = holds || f.Severity() == deposit.Hold
				require.NotContains(t, f.Say("nb").Text, "{", "every argument is there")
			}
			require.Equal(t, !holds, summary.Valid())
		})
	}
}

// A schema that is missing is named once, whoever looks for it, and also when it is our own, which no depot has.
func TestMissingSchemasAreNamedInTheSummary(t *testing.T) {
	m := making{changes: 1, journals: true, without: []string{"content/arkivstruktur.xsd", "content/loependeJournal.xsd", "content/addml.xsd", dias.PREMISSchema},
		early: edit{"content/arkivuttrekk.xml": func(s string) string { return strings.ReplaceAll(s, "endringslogg.xsd", "vsmd-egen.xsd") }}}
	summary, found := m.seal(t).judge(t)
	want := []string{dias.PREMISSchema, "content/arkivstruktur.xsd", "content/loependeJournal.xsd", "content/addml.xsd", "content/vsmd-egen.xsd"}
	require.Equal(t, want, summary.SchemasMissing)
	require.True(t, summary.Valid(), "the depot may have them")
	require.Equal(t, deposit.Tally{Warnings: len(want)}, summary.Findings, "%v", found)
	complete, _ := (&making{changes: 1, journals: true}).seal(t).judge(t)
	require.Empty(t, complete.SchemasMissing)
}

func TestTarThatIsDamagedSaysSo(t *testing.T) {
	whole := (&making{}).seal(t)
	cut := whole
	cut.tar = whole.tar[:len(whole.tar)/2]
	_, found := cut.judge(t)
	require.Subset(t, codesOf(found), []deposit.Code{TarDamaged, TarDiffers, TarSizeDiffers})
	more := whole
	more.tar = append(bytes.Clone(whole.tar), "mer"...)
	_, found = more.judge(t)
	require.Subset(t, codesOf(found), []deposit.Code{TarDamaged, TarDiffers})
	none := given{name: "x.tar", tar: []byte("dette er ingen tar-fil")}
	summary, found := none.judge(t)
	require.False(t, summary.Valid())
	require.Equal(t, []deposit.Code{TarDamaged, NoInfo}, codesOf(found))
}

// hostile adds members that no honest package has.
func hostile(t *testing.T, g given, extra ...tar.Header) given {
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	r := tar.NewReader(bytes.NewReader(g.tar))
	for {
		h, err := r.Next()
		if err != nil {
			break
		}
		require.NoError(t, w.WriteHeader(h))
		var content bytes.Buffer
		_, err = content.ReadFrom(r)
		require.NoError(t, err)
		_, err = w.Write(content.Bytes())
		require.NoError(t, err)
	}
	for i := range extra {
		require.NoError(t, w.WriteHeader(&extra[i]))
	}
	require.NoError(t, w.Close())
	g.tar, g.info = out.Bytes(), nil
	return g
}

func TestHostileMembersAreRefused(t *testing.T) {
	whole := (&making{}).seal(t)
	for _, h := range []tar.Header{
		{Typeflag: tar.TypeSymlink, Name: packageID + "/content/lenke", Linkname: "/etc/passwd"},
		{Typeflag: tar.TypeReg, Name: packageID + "/../utenfor"},
		{Typeflag: tar.TypeReg, Name: "/etc/passwd"},
		{Typeflag: tar.TypeReg, Name: packageID + "/content/arkivstruktur.xml"},
		{Typeflag: tar.TypeReg, Name: packageID + "/content/ARKIVSTRUKTUR.xml"},
		{Typeflag: tar.TypeFifo, Name: packageID + "/content/rør"},
	} {
		_, found := hostile(t, whole, h).judge(t)
		require.Contains(t, codesOf(found), MemberRefused, h.Name)
	}
}

func TestOtherKindsAreRecognisedAndNeverValid(t *testing.T) {
	for kind, names := range map[Kind][]string{
		EARK:    {"pakke/METS.xml", "pakke/representations/rep1/data/1.pdf"},
		BagIt:   {"pakke/bagit.txt", "pakke/data/1.pdf"},
		Unknown: {"bilder/1.jpg"},
	} {
		var headers []tar.Header
		for _, name := range names {
			headers = append(headers, tar.Header{Typeflag: tar.TypeReg, Name: name})
		}
		summary, found := hostile(t, given{name: "pakke.tar"}, headers...).judge(t)
		require.Equal(t, kind, summary.Kind)
		require.False(t, summary.Valid())
		require.Equal(t, []deposit.Code{NotJudged, NoInfo}, codesOf(found))
	}
	m := making{without: []string{"content/arkivstruktur.xml", "content/arkivstruktur.xsd", "content/metadatakatalog.xsd", "content/arkivuttrekk.xml", dias.ADDML}}
	summary, found := m.seal(t).judge(t)
	require.Equal(t, OtherDIAS, summary.Kind)
	require.Equal(t, []deposit.Code{NotJudged}, codesOf(found))
}

// Trap 2 and older packages: members at the tar's own top, without a folder around them.
func TestPackageWithoutAFolderAroundItIsRead(t *testing.T) {
	g := (&making{changes: 1, journals: true}).seal(t)
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	r := tar.NewReader(bytes.NewReader(g.tar))
	for {
		h, err := r.Next()
		if err != nil {
			break
		}
		h.Name = strings.TrimPrefix(h.Name, packageID+"/")
		if h.Name == "" {
			continue
		}
		require.NoError(t, w.WriteHeader(h))
		var content bytes.Buffer
		_, err = content.ReadFrom(r)
		require.NoError(t, err)
		_, err = w.Write(content.Bytes())
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	g.tar, g.info = out.Bytes(), nil
	_, found := g.judge(t)
	require.Equal(t, []deposit.Code{NoInfo}, codesOf(found))
}

func TestChecksumFileCoversWhatNothingElseDoes(t *testing.T) {
	g := (&making{changes: 1, journals: true}).seal(t)
	sums := func(info []byte) []byte {
		return fmt.Appendf(nil, "%s  %s.tar\n%s *%s.xml\n", deposit.DigestOf(g.tar), packageID, deposit.DigestOf(info), packageID)
	}
	g.sums = sums(g.info)
	_, found := g.judge(t)
	require.Empty(t, found)
	g.info = append(bytes.Clone(g.info), ' ')
	_, found = g.judge(t)
	require.Equal(t, []deposit.Code{SumsDiffer}, codesOf(found), "a byte that no value shows")
	g.sums = []byte("ingenting")
	_, found = g.judge(t)
	require.Equal(t, []deposit.Code{SumsDiffer}, codesOf(found))
}

func TestTheCallerCanStop(t *testing.T) {
	g := (&making{}).seal(t)
	enough := errors.New("enough")
	_, err := Run(t.Context(), Package{Name: g.name, Tar: bytes.NewReader(g.tar)}, Options{}, func(deposit.Finding) error { return enough })
	require.ErrorIs(t, err, enough)
}

func TestFindingsComeInTheSameOrder(t *testing.T) {
	m := making{lost: []string{document(1)}, unlisted: map[string]string{"content/DOKUMENT/9.txt": "x"}}
	_, first := m.seal(t).judge(t)
	m = making{lost: []string{document(1)}, unlisted: map[string]string{"content/DOKUMENT/9.txt": "x"}}
	_, second := m.seal(t).judge(t)
	require.Equal(t, first, second)
}
