package workshop

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/verapdf"
)

// judging is a veraPDF that fails every file with the word in it.
func judging(t *testing.T, word string) *verapdf.Judge {
	path := filepath.Join(t.TempDir(), "verapdf")
	script := "#!/bin/bash\n[ \"$1\" = --version ] && { echo veraPDF 1.28.2; exit; }\nshift 4\nfor f; do if grep -aq " + word + " \"$f\"; then echo \"FAIL $f 2b\"; else echo \"PASS $f 2b\"; fi; done\n"
	require.NoError(t, os.WriteFile(path, []byte(script), 0o700))
	j, err := verapdf.Open(t.Context(), path)
	require.NoError(t, err)
	return j
}

// TestAFileThatClaimsPDFAIsJudged takes a PDF/A of our own making, one that only says so, one cut off, and one with a file inside.
func TestAFileThatClaimsPDFAIsJudged(t *testing.T) {
	source := sources{"a.txt": "Eleven leser godt og regner raskt hver dag.\n"}
	_, contents := made(t, shop(t, source, nil), jobs(source, "x-fmt/111", "a.txt"))
	claim := "%PDF-1.4\n9 0 obj\n<</Type/Metadata/Subtype/XML/Length 42>>\nstream\n<d pdfaid:part='2' pdfaid:conformance='B'/>\nendstream\nendobj\n8 0 obj\n<</Type/Filespec/EF<</F 7 0 R>>>>\nendobj\n"
	says := strings.Replace(plainPDF(2, "(usann)"), "%PDF-1.4\n", claim, 1)
	s := sources{"ekte.pdf": string(contents[0]), "usann.pdf": says, "kuttet.pdf": string(contents[0][:300])}
	all := jobs(s, "fmt/476", "ekte.pdf", "usann.pdf", "kuttet.pdf")

	without := shop(t, s, nil)
	way, _ := without.Way("fmt/476")
	require.False(t, without.Missing(way))
	got, _ := made(t, without, all)
	require.Equal(t, deposit.RenditionKept, got[0].Outcome, "%+v", got[0])
	require.Equal(t, "PDF/A-2a", checked(t, got[0], "claim").More)
	require.Equal(t, "not_checked", checked(t, got[0], "verapdf").Seen)
	require.Equal(t, deposit.RenditionKept, got[1].Outcome, "only a validator may say that it is not")
	require.Equal(t, deposit.RenditionCheck{What: "claim", Seen: "doubt", N: 1, More: "Helvetica"}, checked(t, got[1], "claim"))
	require.Equal(t, 1, checked(t, got[1], "attached_files").N)
	require.Equal(t, deposit.TroubleRefused, got[2].Trouble)

	with := shop(t, s, func(o *Options) { o.Judge = judging(t, "usann") })
	judged, _ := with.Way("fmt/476")
	require.Equal(t, judged.Basis, way.Better)
	require.NotEqual(t, without.Basis(), with.Basis())
	got, _ = made(t, with, all)
	require.Equal(t, deposit.RenditionKept, got[0].Outcome)
	require.Equal(t, deposit.RenditionCheck{What: "verapdf", Seen: "ok", More: "veraPDF 1.28.2"}, checked(t, got[0], "verapdf"))
	require.Equal(t, deposit.TroubleInvalid, got[1].Trouble, "the converted one has its title, and this judge does not like that either: %+v", got[1])
	got, contents = made(t, shop(t, s, func(o *Options) { o.Judge = judging(t, "Filespec") }), all[:2])
	require.Equal(t, deposit.RenditionMade, got[1].Outcome, "%+v", got[1])
	require.Regexp(t, "^Ghostscript", got[1].Tool)
	require.Equal(t, 2, checked(t, got[1], "pages").N)
	require.Equal(t, "inside", checked(t, got[1], "attached_files").Seen)
	require.False(t, bytes.Contains(contents[1], []byte("/EF")))
	got, _ = made(t, shop(t, s, func(o *Options) { o.Judge, o.Ghostscript = judging(t, "Filespec"), nil }), all[1:2])
	require.Equal(t, deposit.TroubleInvalid, got[0].Trouble)
}
