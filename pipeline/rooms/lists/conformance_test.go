//go:build conformance

package lists

// What other people's programs say of what is printed:
//
//	go test -tags conformance ./pipeline/rooms/lists/
//
// The judges are found in the directory that ARKIVDEPOT_ORACLES names, or beside the module in ../shared/oracles. A judge that cannot run fails the test.

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup/oracle"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// everything is each PDF file of a draft and a final run, written into a folder.
func everything(t *testing.T, s *store, o Options) []string {
	drafts := folderOf{}
	_, err := New(s, drafts, o).Run(t.Context())
	require.NoError(t, err)
	_, folder := made(t, s, o)
	folder["utkast/liste-utkast.pdf"] = drafts["utkast/liste-utkast.pdf"]
	dir := t.TempDir()
	var paths []string
	for name, data := range folder {
		if strings.HasSuffix(name, ".pdf") {
			path := filepath.Join(dir, filepath.Base(name))
			require.NoError(t, os.WriteFile(path, data, 0o600))
			paths = append(paths, path)
		}
	}
	require.Len(t, paths, 18, "nine lists, three covers, box lists, labels, sheets, pencil sheet, out-card, draft")
	return paths
}

// deliveries is what differs: language, ordering, letters, names that wrap and characters that no font shows.
func deliveries() map[string]struct {
	store   *store
	options Options
} {
	all := map[string]struct {
		store   *store
		options Options
	}{}
	for i, lang := range text.Languages() {
		o := asked()
		o.Deposit.Language, o.Profile.Ordering = string(lang), deposit.Orderings()[i]
		rows := crowd([]int{2, 3, 8}[i]) // the last has more than five pages, and so bookmarks
		rows[3].LastName = strings.Repeat("Wedel-Jarlsberg ", 12) + "漢"
		all[string(lang)] = struct {
			store   *store
			options Options
		}{&store{rows: rows, boxes: packed(rows, o.Profile.Ordering)}, o}
	}
	return all
}

func TestVeraPDFAcceptsWhatIsPrinted(t *testing.T) {
	var paths []string
	for _, d := range deliveries() {
		paths = append(paths, everything(t, d.store, d.options)...)
	}
	for _, flavour := range []string{"2a", "ua1"} {
		out := oracle.Run(t, oracle.Tool(t, "verapdf"), append([]string{flavour}, paths...)...)
		require.Equal(t, len(paths), strings.Count(out, "valid\t"), out)
	}
	for _, path := range paths {
		out, err := exec.Command("qpdf", "--check", path).CombinedOutput()
		require.NoError(t, err, "%s", out)
	}
}

func TestVeraPDFAcceptsTheOldFlavour(t *testing.T) {
	d := deliveries()["nb"]
	d.options.Profile.Printing.Archival = "a-1b"
	paths := everything(t, d.store, d.options)
	out := oracle.Run(t, oracle.Tool(t, "verapdf"), append([]string{"1b"}, paths...)...)
	require.Equal(t, len(paths), strings.Count(out, "valid\t"), out)
}

func TestScannersReadEveryLabel(t *testing.T) {
	for _, d := range deliveries() {
		boxes := len(d.store.boxes)
		for _, path := range everything(t, d.store, d.options) {
			name := filepath.Base(path)
			if name != "etiketter.pdf" && name != "a4.pdf" {
				continue
			}
			out := oracle.Run(t, oracle.Tool(t, "barcode"), path)
			for n := 1; n <= boxes; n++ {
				for _, kind := range []string{"QR-Code", "CODE-128"} {
					require.Equal(t, 1, strings.Count(out, fmt.Sprintf("\t%s\t6f1c2a00.%03d\n", kind, n)), "%s box %d %s", name, n, kind)
				}
			}
			require.Equal(t, 2*boxes, strings.Count(out, "\n"), "nothing else is read")
		}
	}
}

func TestTablesAreTagged(t *testing.T) {
	d := deliveries()["nb"]
	for _, path := range everything(t, d.store, d.options) {
		switch name := filepath.Base(path); name {
		case "alfabetisk-1av3.pdf", "liste-utkast.pdf", "innhold-i-bokser.pdf", "blyantark.pdf":
			out, err := exec.Command("pdfinfo", "-struct-text", path).Output()
			require.NoError(t, err)
			for _, tag := range []string{"H1 (block)", "THead", "TH", "/Scope /Column", "/Scope /Row", "TD"} {
				require.Contains(t, string(out), tag, name)
			}
			require.NotContains(t, string(out), "Side 1 av", "page furniture is not read")
		}
	}
}
