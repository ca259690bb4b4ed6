package soffice

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfsteady"
)

func office(t testing.TB) Office {
	o, err := Find("")
	require.NoError(t, err, "apt-get install --no-install-recommends libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui (make tools)")
	return o
}

func desk(t testing.TB) *Desk {
	d, err := office(t).Desk(filepath.Join(t.TempDir(), "arbeid med æøå #1"))
	require.NoError(t, err)
	return d
}

// batch writes the documents of a family.
func batch(t testing.TB, f Family, contents ...string) []Document {
	dir := t.TempDir()
	var all []Document
	for i, c := range contents {
		path := filepath.Join(dir, f.NameOf(i+1))
		require.NoError(t, os.WriteFile(path, []byte(c), 0o600))
		all = append(all, Document{Path: path, Size: int64(len(c))})
	}
	return all
}

func rtf(text string) string { return `{\rtf1\ansi\ansicpg1252 ` + text + `}` }

func troubles(results []Result) []deposit.RenditionTrouble {
	all := make([]deposit.RenditionTrouble, len(results))
	for i, r := range results {
		all[i] = r.Trouble
	}
	return all
}

func convert(t testing.TB, d *Desk, f Family, documents []Document) []Result {
	results, err := d.Convert(t.Context(), f, documents)
	require.NoError(t, err)
	for _, r := range results {
		require.Equal(t, r.Trouble == "", r.Path != "")
	}
	return results
}

func TestAFailureIsNoSuccessWhateverTheProgramSays(t *testing.T) {
	d := desk(t)
	f, _ := FamilyOf("fmt/45")
	got := convert(t, d, f, batch(t, f, rtf("En"), "", strings.Repeat("\x00\x9d\x17 tilfeldige byte", 400), rtf("To")))
	require.Equal(t, []deposit.RenditionTrouble{"", deposit.TroubleRefused, deposit.TroubleDisguise, ""}, troubles(got))

	for _, puid := range []string{"fmt/412", "fmt/40", "fmt/61"} {
		f, ok := FamilyOf(puid)
		require.True(t, ok)
		got := convert(t, d, f, batch(t, f, "", strings.Repeat("\x00\x9d\x17 tilfeldige byte", 400)))
		require.Equal(t, []deposit.RenditionTrouble{deposit.TroubleRefused, deposit.TroubleRefused}, troubles(got), puid)
	}
}

func TestAFormatThatNobodyReadsHasNoFamily(t *testing.T) {
	for _, puid := range []string{"", "fmt/494", "x-fmt/111", "fmt/354", "fmt/101"} {
		_, ok := FamilyOf(puid)
		require.False(t, ok, puid)
	}
	seen := map[string]string{}
	for _, f := range families {
		for _, puid := range f.puids {
			require.Empty(t, seen[puid], "%s is in two families", puid)
			seen[puid] = f.Name
		}
	}
}

// TestSameBytes converts the same documents in a batch, alone, and at another desk.
func TestSameBytes(t *testing.T) {
	f, _ := FamilyOf("fmt/45")
	texts := []string{rtf("En"), rtf(`{\info{\title Bl\'e5b\'e6r}}To`), rtf(strings.Repeat(`{\b Tre} og {\i fire}\par `, 300))}
	first, second := desk(t), desk(t)
	together := settled(t, convert(t, first, f, batch(t, f, texts...)))
	time.Sleep(time.Second) // the hour in the files is another
	again := settled(t, convert(t, first, f, batch(t, f, texts[2], texts[1], texts[0])))
	require.Equal(t, together, []string{again[2], again[1], again[0]}, "in another order")
	for i, text := range texts {
		require.Equal(t, together[i], settled(t, convert(t, second, f, batch(t, f, text)))[0], "alone, document %d", i)
	}
}

func settled(t testing.TB, results []Result) []string {
	var all []string
	for _, r := range results {
		data, err := os.ReadFile(r.Path)
		require.NoError(t, err)
		var out bytes.Buffer
		require.NoError(t, pdfsteady.Settle(&out, bytes.NewReader(data), int64(len(data)), pdfsteady.Options{Created: time.Unix(1727784000, 0), Profile: pdfa.SRGB()}))
		all = append(all, out.String())
	}
	return all
}

// fake is a program that behaves as the script says; $# and the arguments are LibreOffice's.
func fake(t *testing.T, script string) Office {
	path := filepath.Join(t.TempDir(), "soffice")
	require.NoError(t, os.WriteFile(path, []byte("#!/bin/bash\nfor a; do case $prev in --outdir) out=$a;; esac; prev=$a; done\n"+script), 0o700))
	o, err := Find(path)
	require.NoError(t, err)
	return o
}

const makesPDF = `pdf() { { echo '%PDF-1.6'; seq 100; echo '%%EOF'; } > "$out/$(basename "${1%.*}").pdf"; }` + "\n"

func TestADocumentThatCrashesTheProgramIsIsolated(t *testing.T) {
	o := fake(t, makesPDF+`for a; do case $a in *.rtf) grep -q krasj "$a" && exit 139; pdf "$a";; esac; done`)
	d, err := o.Desk(t.TempDir())
	require.NoError(t, err)
	f, _ := FamilyOf("fmt/45")
	got := convert(t, d, f, batch(t, f, rtf("En"), rtf("krasj"), rtf("To"), rtf("Tre")))
	require.Equal(t, []deposit.RenditionTrouble{"", deposit.TroubleCrash, "", ""}, troubles(got))
}

func TestADocumentThatHangsIsIsolatedAndItsProcessIsGone(t *testing.T) {
	o := fake(t, makesPDF+`for a; do case $a in *.rtf) grep -q heng "$a" && sleep 4713; pdf "$a";; esac; done`)
	d, err := o.Desk(t.TempDir())
	require.NoError(t, err)
	d.patience = time.Second
	f, _ := FamilyOf("fmt/45")
	got := convert(t, d, f, batch(t, f, rtf("En"), rtf("To"), rtf("heng"), rtf("Tre")))
	require.Equal(t, []deposit.RenditionTrouble{"", "", deposit.TroubleTime, ""}, troubles(got))
	names, err := filepath.Glob("/proc/[0-9]*/cmdline")
	require.NoError(t, err)
	for _, name := range names {
		line, _ := os.ReadFile(name) // a process that has ended meanwhile
		require.NotContains(t, string(line), "sleep\x004713\x00")
	}
}

func TestABrokenProgramIsNoFaultOfTheDocuments(t *testing.T) {
	d, err := fake(t, "exit 0").Desk(t.TempDir())
	require.NoError(t, err)
	f, _ := FamilyOf("fmt/412")
	_, err = d.Convert(t.Context(), f, batch(t, f, "PK et dokument"))
	require.ErrorIs(t, err, ErrBroken)
}

func TestAProgramThatWantsToBeStartedAgainIs(t *testing.T) {
	d, err := fake(t, makesPDF+`[ -e startet ] || { touch startet; exit 81; }; for a; do case $a in *.rtf) pdf "$a";; esac; done`).Desk(t.TempDir())
	require.NoError(t, err)
	f, _ := FamilyOf("fmt/45")
	require.Equal(t, []deposit.RenditionTrouble{""}, troubles(convert(t, d, f, batch(t, f, rtf("En")))))
}

func TestFindTellsThatThereIsNone(t *testing.T) {
	_, err := Find("/finnes/ikke/soffice")
	require.ErrorIs(t, err, ErrNone)
	version, err := office(t).Version(t.Context(), t.TempDir())
	require.NoError(t, err)
	require.Regexp(t, `^LibreOffice \d+\.`, version)
}

// TestNothingIsFetchedAndNothingOutsideIsTakenIn has a picture on a server that counts requests, and a section that is linked to a local file. It holds with
// the network as it is: the settings must be enough by themselves.
func TestNothingIsFetchedAndNothingOutsideIsTakenIn(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	asked := make(chan struct{}, 100)
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			asked <- struct{}{}
			_ = c.Close()
		}
	}()
	secret := filepath.Join(t.TempDir(), "hemmelig.txt")
	require.NoError(t, os.WriteFile(secret, []byte(strings.Repeat("HEMMELIGHETEN ", 5000)), 0o600))
	picture := fmt.Sprintf("http://%s/bilde.png", listener.Addr())
	for _, online := range []bool{false, true} {
		d := desk(t)
		d.online = online
		sizes := map[string]int64{}
		for name, content := range map[string]string{"with": linkedODT(t, picture, fileURI(secret)), "without": linkedODT(t, "", "")} {
			f, _ := FamilyOf("fmt/291")
			got := convert(t, d, f, batch(t, f, content))
			require.Equal(t, []deposit.RenditionTrouble{""}, troubles(got))
			info, err := os.Stat(got[0].Path)
			require.NoError(t, err)
			sizes[name] = info.Size()
		}
		require.Less(t, sizes["with"], sizes["without"]+4000, "the local file was taken in")
		f, _ := FamilyOf("fmt/412")
		require.Equal(t, []deposit.RenditionTrouble{""}, troubles(convert(t, d, f, batch(t, f, linkedDocx(t, picture, fileURI(secret))))))
		require.Empty(t, asked, "the network was asked, online %v", online)
	}
}
