package deposit

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func policy() FormatPolicy {
	return FormatPolicy{AsOf: Date{2024, 11, 1}, Rules: []FormatRule{
		{ID: "pdfa", PUIDs: []string{"fmt/95", "fmt/354"}, Verdict: FormatAccepted},
		{ID: "pdf", PUIDs: []string{"fmt/18"}, Verdict: FormatAccepted, To: Date{2008, 12, 31}, Otherwise: FormatConvert},
		{ID: "docx", PUIDs: []string{"fmt/412"}, Verdict: FormatAccepted, From: Date{2018, 1, 1}, Otherwise: FormatConvert},
		{ID: "flac", PUIDs: []string{"fmt/279"}, Verdict: FormatAccepted, From: Date{2025, 1, 1}},
		{ID: "doc", PUIDs: []string{"fmt/40"}, Verdict: FormatConvert},
	}}
}

func TestTheFormatPolicyJudgesByDates(t *testing.T) {
	for _, c := range []struct {
		name, puid string
		created    Date
		verdict    FormatVerdict
		rule       string
	}{
		{"accepted whatever its date", "fmt/354", Date{}, FormatAccepted, "pdfa"},
		{"plain PDF of the last legal day", "fmt/18", Date{2008, 12, 31}, FormatAccepted, "pdf"},
		{"plain PDF of the day after", "fmt/18", Date{2009, 1, 1}, FormatConvert, "pdf"},
		{"plain PDF of a known year", "fmt/18", Date{Year: 2008}, FormatAccepted, "pdf"},
		{"plain PDF of an unknown date", "fmt/18", Date{}, FormatConvert, "pdf"},
		{"docx is accepted in deposits from 2018, however old the file", "fmt/412", Date{2010, 1, 1}, FormatAccepted, "docx"},
		{"not accepted yet on the day", "fmt/279", Date{2024, 1, 1}, FormatHeld, "flac"},
		{"to be converted", "fmt/40", Date{1999, 1, 1}, FormatConvert, "doc"},
		{"no line names it", "fmt/9999", Date{}, FormatHeld, FormatNotListed},
		{"not identified", "", Date{}, FormatHeld, FormatUnknown},
	} {
		verdict, rule := policy().Judge(c.puid, c.created)
		require.Equal(t, c.verdict, verdict, c.name)
		require.Equal(t, c.rule, rule, c.name)
	}
	early := policy()
	early.AsOf = Date{2017, 12, 31}
	verdict, _ := early.Judge("fmt/412", Date{2010, 1, 1})
	require.Equal(t, FormatConvert, verdict, "docx was not accepted before 2018")
	require.NotEqual(t, policy().Digest(), early.Digest())
	rule, ok := policy().Rule("doc")
	require.True(t, ok)
	require.Equal(t, []string{"fmt/40"}, rule.PUIDs)
	_, ok = policy().Rule("nothing")
	require.False(t, ok)
}

func TestValidityIncludesBothItsDays(t *testing.T) {
	v := Validity{From: Date{2018, 1, 1}, To: Date{2025, 12, 31}}
	require.False(t, v.Holds(Date{2017, 12, 31}))
	require.True(t, v.Holds(Date{2018, 1, 1}))
	require.True(t, v.Holds(Date{2025, 12, 31}))
	require.False(t, v.Holds(Date{2026, 1, 1}))
	require.True(t, Validity{}.Holds(Date{1979, 1, 1}))
	require.True(t, Validity{To: Date{Year: 2025}}.Holds(Date{2025, 12, 31}))
}

func TestADeliveryOutsideTheWindowsNeedsAReason(t *testing.T) {
	r := RetentionRules{Windows: []Window{{2016, 2019, 2020}, {2020, 2023, 2024}}}
	_, odd := r.OutsideWindow(Deposit{AsOf: Date{2024, 5, 1}})
	require.False(t, odd)
	_, odd = r.OutsideWindow(Deposit{AsOf: Date{2025, 5, 1}, Reason: "flytting"})
	require.False(t, odd)
	f, odd := r.OutsideWindow(Deposit{AsOf: Date{2025, 5, 1}})
	require.True(t, odd)
	require.Equal(t, Finding{Code: CodeOutsideWindow, Args: []string{"2025"}}, f)
	require.Equal(t, Hold, f.Severity())
	_, odd = r.OutsideWindow(Deposit{})
	require.True(t, odd, "a deposit without a day is in no window")
	w, ok := r.WindowOf(2020, 2023)
	require.True(t, ok)
	require.Equal(t, 2024, w.Year)
	_, ok = r.WindowOf(2020, 2024)
	require.False(t, ok)
}

func TestLookupsOfARuleSet(t *testing.T) {
	r := RetentionRules{Rules: []Rule{{ID: "a", Clients: []ClientType{Adult}}}, Vedtak: Rule{ID: "vedtak"}, Classes: []PurgeClass{{Class: 2, ID: "b"}}}
	rule, ok := r.Rule("vedtak")
	require.True(t, ok)
	require.Equal(t, "vedtak", rule.ID)
	_, ok = r.Rule("c")
	require.False(t, ok)
	class, ok := r.Class(2)
	require.True(t, ok)
	require.Equal(t, "b", class.ID)
	_, ok = r.Class(1)
	require.False(t, ok)
	require.Equal(t, "ja", Texts{"nb": "ja"}.Say("en"))
	require.Equal(t, "yes", Texts{"nb": "ja", "en": "yes"}.Say("en"))
}

func TestADropDownShowsAWordThatIsReadBack(t *testing.T) {
	for _, c := range append(RegisterColumns(), DocumentColumns()...) {
		for _, choice := range c.Choices {
			require.Contains(t, choice.Names, choice.Shown("nb"), c.Key)
			require.Contains(t, choice.Names, choice.Shown("nn"), c.Key)
		}
		require.Contains(t, c.Names(), c.Heading("nn"))
		require.NotEmpty(t, c.Explanation("nn"))
	}
	require.Len(t, ListColumns(), 9)
}
