package gauge

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/dias"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup/oracle"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/xsd"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
	"github.com/arkivdepot/arkivdepot/schemas"
)

// editions are the folders of one edition of each schema.
func editions(t testing.TB, noark, mets string) Schemas {
	all := Schemas{}
	for _, dir := range []string{oracle.Standards(t, "noark5", noark), oracle.Standards(t, "addml", "8.3"), oracle.Standards(t, "dias", "mets", mets), oracle.Standards(t, "dias", "premis", "2.0"),
		oracle.Standards(t, "dias", "submissionDescription", "1.0")} {
		files, err := filepath.Glob(filepath.Join(dir, "*.xsd"))
		require.NoError(t, err)
		for _, file := range files {
			all[filepath.Base(file)] = func() (io.ReadCloser, error) { return os.Open(file) }
		}
	}
	return all
}

func judge(t testing.TB, g *Gauge, doc string) []xsd.Code {
	t.Helper()
	require.NotNil(t, g)
	watch := g.Watch(t.Context())
	_, err := io.Copy(watch, strings.NewReader(doc))
	require.NoError(t, err)
	found, err := watch.Close()
	require.NoError(t, err)
	var codes []xsd.Code
	for _, f := range found {
		require.NotZero(t, f.Line)
		codes = append(codes, f.Code)
	}
	return codes
}

func TestEveryOfficialEditionLoadsWithoutTheNetwork(t *testing.T) {
	for _, edition := range [][2]string{{"5.5", "latest"}, {"5.0", "1.9"}, {"4.0", "latest"}, {"3.1", "1.9"}} {
		s := NewSet()
		require.NoError(t, s.Bring(editions(t, edition[0], edition[1])))
		for _, p := range Paths() {
			g, unfit := s.For(p)
			require.Nil(t, unfit, p)
			require.NotNil(t, g, p)
			require.False(t, g.Own, p)
		}
	}
}

func TestOfficialSchemasAreKnownAndOthersAreForeign(t *testing.T) {
	for name, open := range editions(t, "5.5", "latest") {
		r, err := open()
		require.NoError(t, err)
		data, err := io.ReadAll(r)
		require.NoError(t, err)
		require.NoError(t, r.Close())
		for as, other := range published {
			if name == other {
				name = as
			}
		}
		sum := sha256.Sum256(data)
		require.False(t, Foreign("content/"+name, sum[:]), name)
		sum = sha256.Sum256(append(data, ' '))
		require.True(t, Foreign("content/"+name, sum[:]), name)
	}
	own, err := schemas.Noark5.ReadFile(ownSchema)
	require.NoError(t, err)
	sum := sha256.Sum256(own)
	require.False(t, Foreign("content/vsmd-ppt.xsd", sum[:]))
	require.True(t, Foreign("content/vsmd-ppt.xsd", make([]byte, 32)))
	require.False(t, Foreign("content/another.xsd", make([]byte, 32)), "what nobody publishes can be no other edition")
}

const (
	head = `<arkiv xmlns="http://www.arkivverket.no/standarder/noark5/arkivstruktur" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:ppt="https://arkivdepot.no/skjema/ppt/1">`
	own  = head + `<arkivdel><mappe xsi:type="saksmappe"><anything/><virksomhetsspesifikkeMetadata xsi:type="ppt:klientdata"><ppt:klientnummer>1/2004</ppt:klientnummer>`
	tail = `</virksomhetsspesifikkeMetadata></mappe></arkivdel></arkiv>`
)

func TestOursAloneJudgesOurMetadataAndNothingElse(t *testing.T) {
	for _, strict := range []bool{true, false} {
		s := NewSet()
		s.Strict = strict
		g, unfit := s.For(structure)
		require.Nil(t, unfit)
		require.True(t, g.Own)
		require.Empty(t, judge(t, g, own+"<ppt:omslag>2</ppt:omslag>"+tail))
		require.Equal(t, []xsd.Code{xsd.TooSmall}, judge(t, g, own+"<ppt:omslag>0</ppt:omslag>"+tail))
		require.Equal(t, []xsd.Code{xsd.UnexpectedElement}, judge(t, g, own+"<ppt:omslagg>1</ppt:omslagg>"+tail))
		unknown := judge(t, g, strings.Replace(own, "ppt:klientdata", "ppt:klient", 1)+tail)
		if strict {
			require.Equal(t, []xsd.Code{xsd.UnknownType}, unknown)
		} else {
			require.Empty(t, unknown, "others have types of their own")
		}
	}
	for _, p := range Paths() {
		if p != structure {
			g, unfit := NewSet().For(p)
			require.Nil(t, g, p)
			require.Nil(t, unfit, p)
		}
	}
}

const small = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="mets"/></xs:schema>`

func TestThePackagesOwnSchemaComesFirst(t *testing.T) {
	s := NewSet()
	require.NoError(t, s.Bring(editions(t, "5.5", "latest")))
	require.NoError(t, s.Carry(dias.METSSchema, strings.NewReader(small)))
	require.NoError(t, s.Carry(dias.METSSchema, strings.NewReader("a second one is not taken")))
	g, unfit := s.For(dias.METS)
	require.Nil(t, unfit)
	require.Empty(t, judge(t, g, "<mets/>"))
	require.Equal(t, []xsd.Code{xsd.UnknownRoot}, judge(t, g, "<x/>"))
	g, _ = s.For(dias.PREMIS)
	require.Equal(t, []xsd.Code{xsd.UnknownRoot}, judge(t, g, "<mets/>"), "what the package lacks is judged with what was brought")
}

func TestASchemaThatCannotBeUsedIsToldWithItsLine(t *testing.T) {
	broken := strings.Replace(small, "<xs:element", "\n<xs:elemental", 1)
	s := NewSet()
	require.NoError(t, s.Carry(dias.METSSchema, strings.NewReader(broken)))
	g, unfit := s.For(dias.METS)
	require.Nil(t, g)
	require.Equal(t, []any{dias.METSSchema, true, 2}, []any{unfit.File, unfit.Carried, unfit.Line})
	require.NotEmpty(t, unfit.Reason)
	require.ErrorContains(t, unfit, dias.METSSchema)

	s = NewSet()
	require.NoError(t, s.Bring(Schemas{"DIAS_METS.xsd": func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(broken)), nil }}))
	_, unfit = s.For(dias.METS)
	require.Equal(t, []any{"dias-mets.xsd", false, 2}, []any{unfit.File, unfit.Carried, unfit.Line})

	gone := errors.New("gone")
	err := NewSet().Bring(Schemas{"addml.xsd": func() (io.ReadCloser, error) { return nil, gone }})
	require.ErrorIs(t, err, gone)
}

// Another creator's own metadata come with their schema in the extraction; one that is broken does not keep the file from being judged.
func TestOtherSchemasOfTheExtractionAreUsed(t *testing.T) {
	carry := func(s *Set, name string) {
		data, err := os.ReadFile(oracle.Standards(t, "noark5", "5.5", name))
		require.NoError(t, err)
		require.NoError(t, s.Carry("content/"+name, bytes.NewReader(data)))
	}
	s := NewSet()
	carry(s, "arkivstruktur.xsd")
	g, _ := s.For(structure)
	require.True(t, g.Own, "without metadatakatalog.xsd the schema is not whole")
	carry(s, "metadatakatalog.xsd")
	require.NoError(t, s.Carry("content/own.xsd", strings.NewReader(strings.Replace(small, "<xs:element", `<xs:complexType name="other"/><xs:element`, 1))))
	g, unfit := s.For(structure)
	require.Nil(t, unfit)
	require.False(t, g.Own)
	require.NotContains(t, judge(t, g, head+`<x xsi:type="other" xmlns=""/></arkiv>`), xsd.UnknownType)
	require.NoError(t, s.Carry("content/broken.xsd", strings.NewReader("<")))
	g, unfit = s.For(structure)
	require.Equal(t, "content/broken.xsd", unfit.File)
	require.False(t, g.Own)
}

func TestSchemasAreBounded(t *testing.T) {
	s := NewSet()
	require.ErrorIs(t, s.Carry("a.xsd", strings.NewReader(strings.Repeat(" ", maxSchemaSize+1))), ErrTooMany)
	s = NewSet()
	for n := range maxSchemas {
		require.NoError(t, s.Carry(strings.Repeat("a", n+1), strings.NewReader("")))
	}
	require.ErrorIs(t, s.Carry("b", strings.NewReader("")), ErrTooMany)
	s = NewSet()
	for n := range maxTogether / maxSchemaSize {
		require.NoError(t, s.Carry(strings.Repeat("a", n+1), strings.NewReader(strings.Repeat(" ", maxSchemaSize))))
	}
	require.ErrorIs(t, s.Carry("b", strings.NewReader(" ")), ErrTooMany)
}

func TestAFileThatIsWrongThroughoutTellsAFewAndStopsNobody(t *testing.T) {
	g, _ := NewSet().For(structure)
	doc := own + strings.Repeat("<ppt:boks/>\n", 200_000) + strings.Repeat(tail, 1)
	require.Len(t, judge(t, g, doc), Most)
	watch := g.Watch(t.Context())
	_, err := watch.Write([]byte(own))
	require.NoError(t, err)
	watch.Drop()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	watch = g.Watch(ctx)
	_, err = watch.Write([]byte(doc))
	require.NoError(t, err, "the file goes on")
	_, err = watch.Close()
	require.ErrorIs(t, err, context.Canceled)
}

func TestFindingsAreSaidInEachLanguageWithoutValues(t *testing.T) {
	f := xsd.Finding{Code: xsd.UnexpectedElement, Args: map[string]string{"element": "{parent}", "parent": "b"}}
	for _, l := range text.Languages() {
		require.Contains(t, Say(l, f), "{parent}", "a fact that looks like a placeholder is a fact")
	}
	require.NotEqual(t, Say(text.Bokmaal, f), Say(text.English, f))
}

// TestWhatTheReaderSaysInEnglishIsMarkedAsThat: a reason that has words for those who write schemas only stands behind the sentence.
func TestWhatTheReaderSaysInEnglishIsMarkedAsThat(t *testing.T) {
	broken := xsd.Finding{Code: xsd.NotWellFormed, Args: map[string]string{"reason": "odd"}}
	require.Equal(t, "XML-en er ikke velformet (teknisk årsak: odd)", Say(text.Bokmaal, broken))
	require.Equal(t, "XML-en er ikkje velforma (teknisk årsak: odd)", Say(text.Nynorsk, broken))
}
