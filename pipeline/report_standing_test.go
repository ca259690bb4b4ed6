package pipeline

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// TestAReportCopiesWhatItSaysOfTheFoldersFromTheOneThatStands: where only other things changed, the store is not asked again, and the report is the one that
// asking would have made.
func TestAReportCopiesWhatItSaysOfTheFoldersFromTheOneThatStands(t *testing.T) {
	o, r, s := reportSample()
	r.views = map[string]stage.Seal{}
	reportOf(t, o, r, s)
	change := func(r *reported) { r.found[0].Answer, r.found[0].By = deposit.Accept, "kari" }

	change(r)
	r.unread = errors.New("nobody asks for this")
	page, data := reportOf(t, o, r, s)
	fresh, asked, s := reportSample()
	change(asked)
	wantPage, wantData := reportOf(t, fresh, asked, s)
	require.Equal(t, wantPage, page)
	require.Equal(t, wantData, data)
	require.Contains(t, data, `"counted":
{"due":{"allowed":1,"due":8,"unknown":1},"windows":[{"window":{"from":2020,"to":2023,"year":2024},"in_time":6,"late":2},`)

	r.out[reportHTML].WriteString("noen har skrevet her")
	change(r)
	require.ErrorIs(t, o.report(t.Context(), s), r.unread, "nothing is copied from a report that somebody wrote in")
}
