package noark5

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup/oracle"
)

func head(posts int) JournalHead {
	return JournalHead{
		Start: day("2001-01-01"), End: day("2020-12-31"), Selection: "Alle", Posts: posts, Creators: archive().Creators,
	}
}

func entry(year, sequence int) *JournalEntry {
	return &JournalEntry{
		Case: JournalCase{
			Year: 2003, Sequence: 40, Title: "Klientmappe Kari Eksempel", PublicTitle: "Klientmappe *****", Screened: ScreenFolderTitleWords,
		},
		Post: JournalRecord{
			SystemID: id(50), Year: year, Sequence: sequence, Number: 1, Title: "Vurdering av Kari Eksempel", Screened: ScreenRecordTitle,
			Date: day("2004-01-10"), DocumentDate: day("2004-01-09"), SignedOff: day("2004-01-12"),
			SignOffMethod: "Besvart med brev", SignOffReply: id(60),
			Restriction: RestrictedAccess, Authority: "Offl. § 13",
			Correspondents: []JournalParty{
				{Type: Recipient, Name: "Kari Eksempel", Screened: ScreenRecipient}, {Type: Recipient, Name: "Eksempel skole"},
			},
		},
	}
}

func TestJournalsAreValidAndGolden(t *testing.T) {
	for _, kind := range []JournalKind{RunningJournal, PublicJournal} {
		t.Run(kind.root(), func(t *testing.T) {
			var out bytes.Buffer
			w, err := NewJournalWriter(&out, kind, head(3))
			require.NoError(t, err)
			for _, at := range [][2]int{{2004, 17}, {2004, 18}, {2005, 1}} {
				require.NoError(t, w.Write(entry(at[0], at[1])))
			}
			n, err := w.Close()
			require.NoError(t, err)
			assert.Equal(t, 3, n)
			for _, edition := range []string{"5.0", "5.5"} { // Arkade 5 has the first edition built in, depots have the last
				oracle.RequireValid(t, oracle.Standards(t, "noark5", edition, kind.root()+".xsd"), out.Bytes())
			}
			oracle.Golden(t, kind.root()+".xml", out.Bytes())

			read, err := ReadJournal(&out, kind)
			require.NoError(t, err)
			assert.Equal(t, JournalCounts{
				Promised: 3, Found: 3, Start: "2001-01-01", End: "2020-12-31", FirstPost: "2004-01-10", LastPost: "2004-01-10", InOrder: true,
			}, read)
		})
	}
}

func TestPublicJournalHidesProtectedParts(t *testing.T) {
	var out bytes.Buffer
	w, err := NewJournalWriter(&out, PublicJournal, head(1))
	require.NoError(t, err)
	require.NoError(t, w.Write(entry(2004, 17)))
	_, err = w.Close()
	require.NoError(t, err)
	assert.NotContains(t, out.String(), "Kari")
	assert.NotContains(t, out.String(), "<tittel>")
	assert.Contains(t, out.String(), "<korrespondansepartNavn>*****</korrespondansepartNavn>")
	assert.Contains(t, out.String(), "<offentligTittel>*****</offentligTittel>")
	assert.Contains(t, out.String(), "<korrespondansepartNavn>Eksempel skole</korrespondansepartNavn>")
}

func TestJournalWantsItsOrderAndNumber(t *testing.T) {
	var out bytes.Buffer
	w, err := NewJournalWriter(&out, RunningJournal, head(2))
	require.NoError(t, err)
	require.NoError(t, w.Write(entry(2004, 17)))
	for _, at := range [][2]int{{2004, 17}, {2004, 16}, {2003, 99}} {
		var fault *markup.ElementError
		require.ErrorAs(t, w.Write(entry(at[0], at[1])), &fault)
		assert.Equal(t, markup.FaultOrder, fault.Fault, "krav 6.4.30")
	}
	_, err = w.Close()
	require.ErrorIs(t, err, ErrCount)

	alone := entry(2006, 1)
	alone.Post.Correspondents = nil
	require.ErrorContains(t, w.Write(alone), "loependeJournal/journalregistrering[2]/journalpost[1]/korrespondansepart")
}

func TestChangeLogIsValidAndGolden(t *testing.T) {
	var out bytes.Buffer
	w := NewChangeLogWriter(&out)
	change := Change{Unit: id(3), Metadata: "tittel", Changed: act("2011-01-01"), Before: "a & b", After: "b"}
	require.NoError(t, w.Write(change))
	bad := change
	bad.Before = ""
	require.ErrorContains(t, w.Write(bad), "endringslogg/endring[2]/tidligereVerdi: mandatory")
	require.NoError(t, w.Write(change))
	n, err := w.Close()
	require.NoError(t, err)
	assert.Equal(t, 2, n)
	oracle.RequireValid(t, oracle.Standards(t, "noark5", "5.5", ChangeLogSchema), out.Bytes())
	oracle.Golden(t, "endringslogg.xml", out.Bytes())

	var got []Change
	n, err = ReadChangeLog(&out, func(c Change) error { got = append(got, c); return nil })
	require.NoError(t, err)
	assert.Equal(t, 2, n)
	assert.Equal(t, []Change{change, change}, got)
}
