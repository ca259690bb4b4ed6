package deposit

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestASpanHasADateWhenAllItsDaysLieInIt(t *testing.T) {
	span := Span{From: Date{2003, 1, 1}, To: Date{2003, 6, 30}}
	for _, c := range []struct {
		date Date
		fit  Fit
	}{
		{Date{2002, 12, 31}, FitsNot}, {Date{2003, 1, 1}, Fits}, {Date{2003, 6, 30}, Fits}, {Date{2003, 7, 1}, FitsNot},
		{Date{Year: 2003, Month: 6}, Fits}, {Date{Year: 2003, Month: 7}, FitsNot}, {Date{Year: 2003}, Unsure}, {Date{Year: 2002}, FitsNot}, {Date{}, Unsure},
	} {
		require.Equal(t, c.fit, span.Has(c.date), c.date)
	}
	require.Equal(t, Fits, Span{}.Has(Date{}), "what is not asked is met by everybody")
	require.Equal(t, Fits, Span{From: Date{2003, 1, 1}}.Has(Date{2999, 1, 1}))
	require.Equal(t, Unsure, Span{To: Date{2003, 2, 28}}.Has(Date{Year: 2003}))
}

func TestARuleIsForAFolderWhenAllThatItAsksHolds(t *testing.T) {
	yes := true
	rule := Rule{Clients: []ClientType{Compulsory}, When: RuleCondition{Owner: "kommune", Media: []Medium{Digital}, HelpRefused: &yes,
		Born: Span{From: Date{2000, 1, 1}}, LastEntry: Span{To: Date{2010, 12, 31}}}}
	require.False(t, rule.ForAll())
	require.True(t, (&Rule{}).ForAll())
	good := Asked{Card: &Card{Client: Compulsory, HelpRefused: true, Birth: Date{2000, 5, 12}, LastEntry: Date{2010, 1, 1}}, Medium: Digital, Owner: "kommune"}
	require.Equal(t, Fitting{Fit: Fits}, rule.For(good))
	for name, c := range map[string]struct {
		change func(*Asked)
		want   Fitting
	}{
		"other clients":      {func(a *Asked) { a.Card.Client = Adult }, Fitting{Fit: FitsNot, Why: WhyNotApplicable}},
		"no client type":     {func(a *Asked) { a.Card.Client = "" }, Fitting{Why: WhyClientUnknown, Field: "klienttype"}},
		"another owner":      {func(a *Asked) { a.Owner = "fylkeskommune" }, Fitting{Fit: FitsNot, Why: WhyOwnerKind}},
		"nobody's":           {func(a *Asked) { a.Owner = "" }, Fitting{Why: WhyConditionUnknown, Field: "eier"}},
		"paper":              {func(a *Asked) { a.Medium = OnPaper }, Fitting{Fit: FitsNot, Why: WhyMedium}},
		"no medium":          {func(a *Asked) { a.Medium = "" }, Fitting{Why: WhyConditionUnknown, Field: "medium"}},
		"help taken":         {func(a *Asked) { a.Card.HelpRefused = false }, Fitting{Fit: FitsNot, Why: WhyHelpRefused}},
		"born before":        {func(a *Asked) { a.Card.Birth = Date{1999, 12, 31} }, Fitting{Fit: FitsNot, Why: WhyBorn}},
		"not known":          {func(a *Asked) { a.Card.Birth = Date{} }, Fitting{Why: WhyConditionUnknown, Field: "fodselsdato"}},
		"entered after":      {func(a *Asked) { a.Card.LastEntry = Date{2011, 1, 1} }, Fitting{Fit: FitsNot, Why: WhyLastEntry}},
		"one no settles it":  {func(a *Asked) { a.Card.Client, a.Card.Birth, a.Medium = "", Date{}, OnPaper }, Fitting{Fit: FitsNot, Why: WhyMedium}},
		"the first question": {func(a *Asked) { a.Card.Client, a.Card.Birth = "", Date{} }, Fitting{Why: WhyClientUnknown, Field: "klienttype"}},
	} {
		card := *good.Card
		a := Asked{Card: &card, Medium: good.Medium, Owner: good.Owner}
		c.change(&a)
		require.Equal(t, c.want, rule.For(a), name)
	}
}

func TestAFolderIsReactivatedAfterTheEndOfSchool(t *testing.T) {
	yes, no := true, false
	on, fits := Date{2016, 7, 31}, Fitting{Fit: Fits}
	unsure, not := Fitting{Why: WhyConditionUnknown, Field: "ut_av_bruk"}, Fitting{Fit: FitsNot, Why: WhyReactivated}
	for _, c := range []struct {
		name         string
		asked        *bool
		on, outOfUse Date
		before, want Fitting
	}{
		{"not asked", nil, on, Date{}, fits, fits},
		{"a day later", &yes, on, Date{2016, 8, 1}, fits, fits},
		{"the same day", &yes, on, Date{2016, 7, 31}, fits, not},
		{"later, and asked for the others", &no, on, Date{2016, 8, 1}, fits, not},
		{"nobody says", &yes, on, Date{}, fits, not},
		{"nobody says, and asked for the others", &no, on, Date{}, fits, fits},
		{"only the year", &yes, on, Date{Year: 2016}, fits, unsure},
		{"only the year after", &yes, on, Date{Year: 2017}, fits, fits},
		{"only the year of the end of school", &yes, Date{Year: 2016}, Date{2016, 8, 1}, fits, unsure},
		{"only the year of it, and a year later", &yes, Date{Year: 2016}, Date{2017, 1, 1}, fits, fits},
		{"only the year of it, and before", &yes, Date{Year: 2016}, Date{2016, 1, 1}, fits, not},
		{"the end of school is not known", &yes, Date{}, Date{2016, 8, 1}, fits, unsure},
		{"it is for others anyway", &yes, Date{}, Date{Year: 2016}, Fitting{Fit: FitsNot, Why: WhyBorn}, Fitting{Fit: FitsNot, Why: WhyBorn}},
		{"already unsure", &yes, Date{}, Date{Year: 2016}, Fitting{Field: "medium"}, Fitting{Field: "medium"}},
		{"already unsure, and not reactivated", &yes, on, Date{2016, 7, 31}, Fitting{Field: "medium"}, not},
	} {
		rule := Rule{When: RuleCondition{Reactivated: c.asked}}
		require.Equal(t, c.want, rule.AfterTrigger(c.before, c.on, c.outOfUse), c.name)
	}
	require.True(t, Deadline{Why: WhyReactivated}.OfOthers())
	require.False(t, Deadline{Why: WhyLowerPrecedence}.OfOthers())
}
