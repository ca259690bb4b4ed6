package noark5

import (
	"bytes"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup/oracle"
)

// Each test guards a trap of the standards notes (§22), by its number.

func TestTrap01LineEnds(t *testing.T) {
	f := paper(4)
	f.Description = "linje 1\r\nlinje 2\rlinje 3\n"
	doc, _ := write(t, f)
	assert.NotContains(t, string(doc), "\r", "line ends are LF; a CR of the text is a character reference")
	assert.Contains(t, string(doc), "linje 1&#xD;\nlinje 2&#xD;linje 3")
	_, err := ReadStructure(bytes.NewReader(doc), Visitor{Folder: func(got *Folder) error {
		assert.Equal(t, f.Description, got.Description)
		return nil
	}})
	require.NoError(t, err)
}

func TestTrap05EmptyElementsAreNeverWritten(t *testing.T) {
	f := full()
	f.PublicTitle, f.Keywords, f.Description = "", []string{"", " \t", "lesing"}, "\n"
	f.Registrations[0].Own.Counterpart = " "
	doc, _ := write(t, f)
	counts, err := ReadStructure(bytes.NewReader(doc), Visitor{})
	require.NoError(t, err)
	assert.Zero(t, counts.EmptyElements, "N5.63")
	assert.Equal(t, 1, strings.Count(string(doc), "<noekkelord>lesing</noekkelord>\n      <dokumentmedium"))
	oracle.RequireValid(t, driver(t), doc)

	counts, err = ReadStructure(strings.NewReader(`<arkiv><arkivdel><mappe><tittel> </tittel><part/></mappe></arkivdel></arkiv>`), Visitor{})
	require.NoError(t, err)
	assert.Equal(t, 2, counts.EmptyElements, "but in sources they are frequent, and counted")
}

func TestTrap06NoChangesAndNoPostsHaveNoFile(t *testing.T) {
	var out bytes.Buffer
	_, err := NewChangeLogWriter(&out).Close()
	require.ErrorIs(t, err, ErrEmpty)
	_, err = NewJournalWriter(&out, RunningJournal, JournalHead{Start: day("2001-01-01"), End: day("2020-12-31"), Creators: archive().Creators})
	require.ErrorIs(t, err, ErrEmpty)
	require.Empty(t, out.Bytes())
}

func TestTrap07KeepingIsCountedAsDisposalToo(t *testing.T) {
	f := paper(4)
	f.Disposal = &Disposal{Decision: DisposalKeep, Years: 0, Date: day("2100-01-01")}
	_, counts := write(t, f)
	assert.Equal(t, 1, counts.Disposals, "N5.44 counts every kassasjon, so the writer's count must too")
}

func TestTrap12NorwegianLettersPassUnchanged(t *testing.T) {
	f := paper(4)
	f.Title = "Ærlig Øyvind Åse, Čáhppe Áilu – «sitat» & <tegn> \"'"
	doc, _ := write(t, f)
	assert.Contains(t, string(doc), "Ærlig Øyvind Åse, Čáhppe Áilu – «sitat» &amp; &lt;tegn&gt; \"'")
	oracle.RequireValid(t, driver(t), doc)
}

// Arkade sees posts and cases only by the literal prefix (standards §10).
func TestSubtypesHaveTheLiteralPrefix(t *testing.T) {
	doc, _ := write(t, journalled())
	assert.Contains(t, string(doc), `<mappe xsi:type="saksmappe">`)
	assert.Contains(t, string(doc), `<registrering xsi:type="journalpost">`)
	assert.Contains(t, string(doc), `xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`)
}

// Own metadata with a misspelt type or field must be seen by a validator (standards §6).
func TestOwnMetadataIsHeldToOurSchema(t *testing.T) {
	doc, _ := write(t, paper(4))
	for _, spoil := range [][2]string{
		{"ppt:klientdata", "ppt:klientdat"},
		{"ppt:fodselsdato>", "ppt:foedselsdato>"},
		{"<ppt:boksnummer>12", "<ppt:boksnummer>tolv"},
		{"<ppt:medium>papir", "<ppt:medium>Papir"},
	} {
		valid, _ := oracle.JudgeBytes(t, driver(t), bytes.ReplaceAll(doc, []byte(spoil[0]), []byte(spoil[1])))
		assert.False(t, valid, spoil[1])
	}
}

func TestReadersRefuseHostileXML(t *testing.T) {
	cases := []struct {
		name string
		doc  io.Reader
		want error
	}{
		{"DOCTYPE", strings.NewReader(`<!DOCTYPE arkiv [<!ENTITY x SYSTEM "file:///etc/passwd">]><arkiv>&x;</arkiv>`), markup.ErrDoctype},
		{"entity", strings.NewReader(`<arkiv><tittel>&Ola;</tittel></arkiv>`), markup.ErrMalformed},
		{"cut off", strings.NewReader(`<arkiv><arkivdel><mappe><tittel>Ola`), markup.ErrMalformed},
		{"nothing", strings.NewReader(``), markup.ErrMalformed},
		{"another root", strings.NewReader(`<html/>`), markup.ErrForeign},
		{"deep", io.MultiReader(strings.NewReader(`<arkiv><arkivdel>`), strings.NewReader(strings.Repeat("<mappe>", 1000))), markup.ErrTooLarge},
		{"deep containers", io.MultiReader(strings.NewReader(`<arkiv>`), strings.NewReader(strings.Repeat("<klasse>", 1000))), markup.ErrTooLarge},
		{"endless folder", io.MultiReader(strings.NewReader(`<arkiv><arkivdel><mappe>`), &repeat{s: "<merknad/>"}), markup.ErrTooLarge},
		{"endless heading", io.MultiReader(strings.NewReader(`<arkiv><arkivdel>`), &repeat{s: "<merknad>" + strings.Repeat("a", 4000) + "</merknad>"}), markup.ErrTooLarge},
		{"rubbish after the end", strings.NewReader(`<arkiv></arkiv><`), markup.ErrMalformed},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			scan := markup.NewBoundedScanner(c.doc, markup.Bounds{Depth: 100, Token: 1 << 16, Nodes: 1 << 12, Text: 1 << 18}) // as usual, but quicker to reach
			_, err := readStructure(scan, Visitor{})
			require.ErrorIs(t, err, c.want)
			assert.NotContains(t, err.Error(), "Ola", "no contents in errors")
		})
	}
}

type repeat struct {
	s    string
	rest string
}

func (r *repeat) Read(p []byte) (int, error) {
	if r.rest == "" {
		r.rest = strings.Repeat(r.s, 1000)
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// The booleans and numbers of arkivuttrekk.xml come from what was written, so both ways of counting
// must agree for every shape of folder.
func TestTrap08CountsAreThoseOfTheWrittenFile(t *testing.T) {
	for name, folders := range map[string][]*Folder{
		"nothing": nil, "paper": {paper(4)}, "full": {full()}, "journalled": {journalled()}, "nested": {nested()},
		"all": {paper(4), full(), journalled(), nested()},
	} {
		doc, written := write(t, folders...)
		read, err := ReadStructure(bytes.NewReader(doc), Visitor{})
		require.NoError(t, err)
		assert.Equal(t, written, read, name)
	}
}

// Memory must not grow with the number of folders: 40,000 are a whole county's archive.
func TestStructureWriterIsBounded(t *testing.T) {
	w, err := NewStructureWriter(io.Discard, archive())
	require.NoError(t, err)
	require.NoError(t, w.StartSeries(series()))
	held := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	f := full()
	require.NoError(t, w.WriteFolder(f))
	before := held()
	for range 500 {
		require.NoError(t, w.WriteFolder(f))
	}
	after := held()
	assert.Less(t, after, before+1<<20)
	_, err = w.Close()
	require.NoError(t, err)
}
