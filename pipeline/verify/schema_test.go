package verify

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/addml"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/dias"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup/oracle"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/mets"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/noark5"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/premis"
)

// loose is a schema that lets everything pass below the right root.
func loose(name string) string {
	space, root := "http://www.arkivverket.no/standarder/noark5/"+name, name
	switch name {
	case "arkivstruktur":
		space, root = noark5.StructureNamespace, "arkiv"
	case "mets":
		space = mets.Namespace
	case "addml":
		space = addml.Namespace
	case "premis":
		space = premis.Namespace
	}
	types := ""
	for _, known := range []string{"saksmappe", "journalpost", "file", "representation"} {
		types += fmt.Sprintf(`<xs:complexType name="%s"><xs:complexContent><xs:extension base="xs:anyType"/></xs:complexContent></xs:complexType>`, known)
	}
	return fmt.Sprintf(`<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="%s"><xs:element name="%s" type="xs:anyType"/>%s</xs:schema>`, space, root, types)
}

// official are the schemas that a caller brings.
func official(t testing.TB) map[string]func() (io.ReadCloser, error) {
	all := map[string]func() (io.ReadCloser, error){}
	for _, dir := range []string{oracle.Standards(t, "noark5", "5.5"), oracle.Standards(t, "addml", "8.3"), oracle.Standards(t, "dias", "mets", "latest"), oracle.Standards(t, "dias", "premis", "2.0"),
		oracle.Standards(t, "dias", "submissionDescription", "1.0")} {
		files, err := filepath.Glob(filepath.Join(dir, "*.xsd"))
		require.NoError(t, err)
		for _, file := range files {
			all[filepath.Base(file)] = func() (io.ReadCloser, error) { return os.Open(file) }
		}
	}
	return all
}

// judged is every finding of the codes, as "code: said".
func (g given) judged(t testing.TB, o Options, seekable bool, codes ...deposit.Code) (bool, []deposit.Finding) {
	t.Helper()
	p := Package{Name: g.name, Tar: bytes.NewReader(g.tar), Info: bytes.NewReader(g.info)}
	if !seekable {
		p.Tar = io.MultiReader(p.Tar)
	}
	var found []deposit.Finding
	summary, err := Run(t.Context(), p, o, func(f deposit.Finding) error {
		for _, code := range codes {
			if f.Code == code {
				found = append(found, f)
			}
		}
		return nil
	})
	require.NoError(t, err)
	return summary.Valid(), found
}

// withoutSchemas leaves every schema to the caller.
var withoutSchemas = []string{"content/arkivstruktur.xsd", "content/metadatakatalog.xsd", "content/endringslogg.xsd", "content/loependeJournal.xsd", "content/offentligJournal.xsd",
	"content/addml.xsd", dias.METSSchema, dias.PREMISSchema, dias.ADDMLSchema}

func lineOf(text, part string) string {
	return fmt.Sprint(1 + strings.Count(text[:strings.Index(text, part)], "\n"))
}

func TestAFileThatDoesNotFollowItsSchemaIsToldWithItsLine(t *testing.T) {
	const secret = "Hemmelig Navn"
	broken := edit{"content/endringslogg.xml": func(s string) string {
		return strings.Replace(s, "<tidligereVerdi>", "<feil>"+secret+"</feil><tidligereVerdi>", 1)
	}}
	m := making{changes: 1, journals: true, without: withoutSchemas, early: broken}
	g := m.seal(t)
	for _, seekable := range []bool{true, false} {
		valid, found := g.judged(t, Options{Schemas: official(t)}, seekable, SchemaBroken)
		require.False(t, valid)
		require.NotEmpty(t, found)
		file := "content/endringslogg.xml"
		require.Equal(t, file, found[0].File)
		require.Equal(t, []string{file, lineOf(m.files[file], "<feil>"), "unexpected-element"}, []string{found[0].Args[0], found[0].Args[1], found[0].Args[3]})
		for _, f := range found {
			require.NotContains(t, strings.Join(f.Args, " "), secret, "no value is told")
		}
	}
	_, nb := g.judged(t, Options{Schemas: official(t)}, true, SchemaBroken)
	_, en := g.judged(t, Options{Schemas: official(t), Lang: "en"}, true, SchemaBroken)
	require.NotEqual(t, nb[0].Args[2], en[0].Args[2])
}

func TestTheSchemaInThePackageJudges(t *testing.T) {
	file := "content/endringslogg.xsd"
	other := strings.Replace(loose("endringslogg"), `type="xs:anyType"`, `type="xs:int"`, 1)
	m := making{changes: 1, journals: true, early: edit{file: func(string) string { return other }}}
	g := m.seal(t)
	valid, found := g.judged(t, Options{Schemas: official(t)}, true, SchemaBroken, SchemaForeign)
	require.False(t, valid)
	require.Contains(t, codesOf(found), SchemaBroken)
	require.Contains(t, filesOf(found, SchemaForeign), file, "it is no official edition")
	valid, found = g.judged(t, Options{}, false, SchemaBroken, SchemaNotThere)
	require.True(t, valid, "a pipe cannot be read twice: %v", found)
	require.Equal(t, []deposit.Code{SchemaNotThere}, codesOf(found), "and what was not judged is said")
	require.Contains(t, found[0].Args[0], "content/endringslogg.xml")
}

func filesOf(found []deposit.Finding, code deposit.Code) []string {
	var files []string
	for _, f := range found {
		if f.Code == code {
			files = append(files, f.File)
		}
	}
	return files
}

func TestASchemaOfThePackageThatCannotBeUsedIsAHold(t *testing.T) {
	m := making{changes: 1, journals: true, early: edit{dias.PREMISSchema: func(s string) string { return strings.Replace(s, "<xs:element", "\n<xs:elemental", 1) }}}
	valid, found := m.seal(t).judged(t, Options{}, true, SchemaUnfit, SchemaNotThere)
	require.False(t, valid)
	require.Equal(t, []deposit.Code{SchemaUnfit, SchemaNotThere}, codesOf(found))
	require.Equal(t, []string{dias.PREMISSchema, "2"}, found[0].Args[:2])
	many := making{changes: 1, journals: true, unlisted: map[string]string{}}
	for n := range 130 {
		many.unlisted[fmt.Sprintf("content/a%03d.xsd", n)] = loose("x")
	}
	valid, found = many.seal(t).judged(t, Options{}, true, SchemaUnfit)
	require.False(t, valid)
	require.NotEmpty(t, found, "beyond the bounds")
}

func TestWhatHasNoSchemaIsSaidNotPassedOver(t *testing.T) {
	m := making{changes: 1, journals: true, without: withoutSchemas}
	g := m.seal(t)
	_, found := g.judged(t, Options{}, true, SchemaNotThere)
	require.Len(t, found, 1)
	for _, name := range []string{packageID + ".xml", dias.METS, dias.PREMIS, dias.ADDML, "content/arkivstruktur.xml", "content/arkivuttrekk.xml", "content/endringslogg.xml"} {
		require.Contains(t, found[0].Args[0], name)
	}
	_, found = g.judged(t, Options{Schemas: official(t)}, true, SchemaNotThere)
	require.Empty(t, found)
}

func TestOurOwnMetadataAreJudgedWithoutAnySchema(t *testing.T) {
	m := making{changes: 1, journals: true, without: withoutSchemas, early: edit{"content/arkivstruktur.xml": func(s string) string {
		return strings.Replace(s, "</mappe>", `<virksomhetsspesifikkeMetadata xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:p="`+noark5.OwnNamespace+
			`" xsi:type="p:klientdata"><p:omslag>ett</p:omslag></virksomhetsspesifikkeMetadata></mappe>`, 1)
	}}}
	valid, found := m.seal(t).judged(t, Options{}, true, SchemaBroken)
	require.False(t, valid)
	require.Equal(t, []string{"content/arkivstruktur.xml"}, filesOf(found[:1], SchemaBroken))
}

func TestASchemaThatTheCallerBringsMustBeOne(t *testing.T) {
	schemas := official(t)
	schemas["addml.xsd"] = func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("<schema/>")), nil }
	_, err := Run(t.Context(), Package{Name: "x.tar", Tar: strings.NewReader("")}, Options{Schemas: schemas}, func(deposit.Finding) error { return nil })
	require.Equal(t, deposit.Usage, deposit.KindOf(err))
	require.ErrorContains(t, err, "addml.xsd")
}
