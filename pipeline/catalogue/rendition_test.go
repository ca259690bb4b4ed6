package catalogue

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/convert"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

func renditionKey(source, way string) deposit.RenditionKey {
	return deposit.RenditionKey{Source: deposit.DigestOf([]byte(source)), Way: deposit.DigestOf([]byte(way))}
}

func TestARenditionIsKnownByItsSourceAndItsWay(t *testing.T) {
	c, ctx := open(t, nil), context.Background()
	doc, other := renditionKey("doc", "office 1"), renditionKey("doc", "office 2")
	made := deposit.Rendition{Outcome: deposit.RenditionMade, SHA256: "dd", Size: 7, PUID: "fmt/477", Tool: "LibreOffice 7.4", Checks: []deposit.RenditionCheck{{What: "pages", Seen: "ok", N: 2}}}
	require.NoError(t, c.PutRenditions(ctx, map[deposit.RenditionKey]deposit.Rendition{doc: made}))
	known, err := c.Renditions(ctx, []deposit.RenditionKey{doc, other, renditionKey("none", "office 1")})
	require.NoError(t, err)
	require.Equal(t, map[deposit.RenditionKey]deposit.Rendition{doc: made}, known)

	require.NoError(t, c.PutRenditions(ctx, map[deposit.RenditionKey]deposit.Rendition{doc: {Outcome: deposit.RenditionFailed}}))
	known, err = c.Renditions(ctx, []deposit.RenditionKey{doc})
	require.NoError(t, err)
	require.Equal(t, made, known[doc], "the first rendition of a source is the one that everybody gets")
}

func TestOnlyWhatFailedIsForgottenAndTheLogSaysWhy(t *testing.T) {
	c, ctx := open(t, nil), context.Background()
	good, bad := renditionKey("good", "w"), renditionKey("bad", "w")
	require.NoError(t, c.PutRenditions(ctx, map[deposit.RenditionKey]deposit.Rendition{
		good: {Outcome: deposit.RenditionMade, SHA256: "dd"}, bad: {Outcome: deposit.RenditionFailed, Trouble: deposit.TroubleCrash}}))
	require.NoError(t, c.SealHall(ctx, convert.PreparationHall, stage.Seal{Basis: "b", Input: "i", Output: "o"}))
	n, err := c.ForgetFailed(ctx, "LibreOffice er oppdatert")
	require.NoError(t, err)
	require.EqualValues(t, 1, n)
	known, err := c.Renditions(ctx, []deposit.RenditionKey{good, bad})
	require.NoError(t, err)
	require.Len(t, known, 1)
	require.Contains(t, known, good)
	_, sealed, err := c.HallSeal(ctx, convert.PreparationHall)
	require.NoError(t, err)
	require.False(t, sealed, "the next run looks again")
	told := ""
	require.NoError(t, c.Events(ctx, func(e deposit.Event) error { told += e.Kind + e.Data + "\n"; return nil }))
	require.Contains(t, told, "LibreOffice er oppdatert")
}

func TestAFolderWithoutWordOfRenditionsHasAnEmptyPart(t *testing.T) {
	c, ctx := open(t, nil), context.Background()
	name := deposit.Rendered{}.Part().Name
	parts, err := c.Parts(ctx, "nobody", []string{name})
	require.NoError(t, err)
	body, err := stage.Encode(deposit.Rendered{})
	require.NoError(t, err)
	require.Equal(t, string(body), string(parts[name].Body))
}

func TestFormatsAreCountedOverAllFolders(t *testing.T) {
	var use deposit.FormatUse
	use.Add(deposit.TakenFile{PUID: "fmt/40", Format: "Word 97", Size: 10, Verdict: deposit.FormatAccepted}, 2011, deposit.Rendition{})
	use.Add(deposit.TakenFile{PUID: "fmt/40", Format: "Word 97", Size: 5, Verdict: deposit.FormatConvert}, 2003, deposit.Rendition{Outcome: deposit.RenditionMade})
	use.Add(deposit.TakenFile{PUID: "fmt/40", Size: 1, Verdict: deposit.FormatAccepted}, 0, deposit.Rendition{Outcome: deposit.RenditionFailed})
	require.Equal(t, deposit.FormatUse{PUID: "fmt/40", Name: "Word 97", Verdict: deposit.FormatConvert, Files: 3, Bytes: 16, Converted: 1, Failed: 1, From: 2003, To: 2011}, use)

	c, ctx := open(t, nil), context.Background()
	all, err := c.Formats(ctx)
	require.NoError(t, err)
	require.Empty(t, all)
}
