package retention

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// anyDate is a date that a register may hold: whole, in part, or not at all.
func anyDate(t *rapid.T, name string, from, to int) deposit.Date {
	d := deposit.Date{Year: rapid.IntRange(from, to).Draw(t, name)}
	switch rapid.IntRange(0, 9).Draw(t, name+" is known") {
	case 0:
		return deposit.Date{}
	case 1:
		return d
	case 2:
		d.Month = rapid.IntRange(1, 12).Draw(t, name+" month")
		return d
	}
	d.Month = rapid.IntRange(1, 12).Draw(t, name+" month")
	d.Day = rapid.IntRange(1, (deposit.Date{Year: d.Year, Month: d.Month}).Last().Day).Draw(t, name+" day")
	return d
}

func anyFolder(t *rapid.T) In {
	clients := []deposit.ClientType{"", deposit.PreSchool, deposit.Compulsory, deposit.UpperSecondary, deposit.Adult}
	card := deposit.Card{Client: rapid.SampledFrom(clients).Draw(t, "client"), Birth: anyDate(t, "birth", 1960, 2012), EndOfSchool: anyDate(t, "end of school", 1980, 2024),
		OutOfUse: anyDate(t, "out of use", 1980, 2026), LastEntry: anyDate(t, "last entry", 1980, 2026), LastUsed: anyDate(t, "last used", 1980, 2025),
		SetAside: rapid.Bool().Draw(t, "set aside"), HelpRefused: rapid.Bool().Draw(t, "help refused")}
	return In{Card: card, Paper: deposit.Paper{Medium: rapid.SampledFrom([]deposit.Medium{"", deposit.OnPaper, deposit.Digital, deposit.Mixed}).Draw(t, "medium")}}
}

// anyRules is the rule set of domain §1.6 with rules of an owner among its own, in any order, and any policy.
func anyRules(t *rapid.T) deposit.RetentionRules {
	r := rogaland()
	for i := range rapid.IntRange(0, 3).Draw(t, "own rules") {
		r.Rules = append(r.Rules, anyRule(t, fmt.Sprintf("egen-%d", i)))
		r.Precedence = append(r.Precedence, r.Rules[len(r.Rules)-1].ID)
	}
	r.Precedence = rapid.Permutation(r.Precedence).Draw(t, "precedence")
	r.Policy = rapid.SampledFrom([]deposit.WindowPolicy{deposit.PreferEarlier, deposit.NextWindow, deposit.ExtraDelivery}).Draw(t, "policy")
	r.Reactivated, r.Owner = rapid.Bool().Draw(t, "later use counts"), rapid.SampledFrom([]string{"kommune", "fylkeskommune"}).Draw(t, "owner")
	return r
}

func anyRule(t *rapid.T, id string) deposit.Rule {
	own := deposit.Rule{ID: id, Source: "egen", Years: rapid.IntRange(1, 40).Draw(t, id+" years"),
		Trigger: rapid.SampledFrom([]deposit.Trigger{deposit.EndCompulsory, deposit.EndUpper, deposit.OutOfUse, deposit.LastEntry}).Draw(t, id+" trigger")}
	if own.OfSchool() {
		own.Age = rapid.IntRange(15, 20).Draw(t, id+" age")
		if asked := rapid.Bool().Draw(t, id+" reactivated"); rapid.Bool().Draw(t, id+" asks for later use") {
			own.When.Reactivated = &asked
		}
	}
	if rapid.Bool().Draw(t, id+" asks for clients") {
		own.Clients = []deposit.ClientType{rapid.SampledFrom([]deposit.ClientType{deposit.PreSchool, deposit.Compulsory, deposit.UpperSecondary, deposit.Adult}).Draw(t, id+" client")}
	}
	if rapid.Bool().Draw(t, id+" asks for birth") {
		own.When.Born = deposit.Span{From: deposit.Date{Year: rapid.IntRange(1960, 2012).Draw(t, id+" born from"), Month: 3, Day: 15}}
	}
	if rapid.Bool().Draw(t, id+" asks for the last entry") {
		own.When.LastEntry = deposit.Span{To: deposit.Date{Year: rapid.IntRange(1980, 2024).Draw(t, id+" last entry to"), Month: 9, Day: 30}}
	}
	if rapid.Bool().Draw(t, id+" asks for medium") {
		own.When.Media = []deposit.Medium{deposit.Digital}
	}
	if rapid.Bool().Draw(t, id+" asks for owner") {
		own.When.Owner = "fylkeskommune"
	}
	if refused := rapid.Bool().Draw(t, id+" refused"); rapid.Bool().Draw(t, id+" asks for refused help") {
		own.When.HelpRefused = &refused
	}
	return own
}

func anyCase(t *rapid.T) (In, Options) {
	return anyFolder(t), Options{Rules: anyRules(t), AsOf: deposit.Date{Year: rapid.IntRange(2020, 2030).Draw(t, "year"), Month: rapid.IntRange(1, 12).Draw(t, "month"), Day: 15}}
}

func TestAVedtakNeverMakesADateLater(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, o := anyCase(t)
		without, _ := judge(in, o)
		in.Card.Vedtak = deposit.Vedtak{Ref: rapid.SampledFrom([]string{"", "24/117"}).Draw(t, "reference"), Date: anyDate(t, "vedtak", 2015, 2040)}
		with, _ := judge(in, o)
		require.Equal(t, without.Winner == "", with.Winner == "", "it is no way to a date, and takes none away")
		require.False(t, without.Latest.Before(with.Latest))
		require.True(t, with.Latest == without.Latest || with.Winner == o.Rules.Vedtak.ID && in.Card.Vedtak.Ref != "", "only with a reference")
		require.LessOrEqual(t, with.Window.Year, without.Window.Year, "nor a delivery")
		if without.Due == deposit.DueUnknown || without.Due == deposit.DueTooSoon {
			require.Equal(t, without.Due, with.Due, "what is unknown or too soon stays so")
		}
	})
}

func TestUnknownIsNeverDue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, o := anyCase(t)
		v, findings := judge(in, o)
		if v.Due == deposit.DueUnknown {
			holds := slices.ContainsFunc(findings, func(f deposit.Finding) bool { return f.Severity() == deposit.Hold })
			require.True(t, holds || len(v.Lacks) > 0, "it says what is missing")
		}
		if v.Due != deposit.DueNow && v.Due != deposit.DueEarly {
			return
		}
		require.NotEmpty(t, v.Winner)
		require.True(t, v.Latest.Full(), "a deadline is a day")
		require.NotZero(t, v.Window.Year)
		require.True(t, in.Card.SetAside)
		// Everything that stands before the winner is known not to be for the folder: with a fact taken away, nothing before it can win unseen.
		bare := in
		bare.Card.Client, bare.Card.Birth, bare.Card.EndOfSchool, bare.Card.OutOfUse, bare.Card.LastEntry = "", deposit.Date{}, deposit.Date{}, deposit.Date{}, deposit.Date{}
		empty, _ := judge(bare, o)
		require.Contains(t, []deposit.Due{deposit.DueUnknown, deposit.DueTooSoon}, empty.Due, "no rule counts from nothing")
	})
}

// TestWhatIsNotKnownCannotChangeTheWinner fills in what the register leaves open: a rule wins only where every answer gives the same winner, and none a
// later date.
func TestWhatIsNotKnownCannotChangeTheWinner(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, o := anyCase(t)
		open, _ := judge(in, o)
		if open.Winner == "" {
			return
		}
		card := &in.Card
		if card.Client == "" {
			card.Client = rapid.SampledFrom([]deposit.ClientType{deposit.PreSchool, deposit.Compulsory, deposit.UpperSecondary, deposit.Adult}).Draw(t, "client after all")
		}
		if in.Paper.Medium == "" {
			in.Paper.Medium = rapid.SampledFrom([]deposit.Medium{deposit.OnPaper, deposit.Digital}).Draw(t, "medium after all")
		}
		card.Birth, card.LastEntry = anyDayOf(t, "birth", card.Birth), anyDayOf(t, "last entry", card.LastEntry)
		if !card.OutOfUse.IsZero() { // nothing said of it is an answer: not reactivated
			card.OutOfUse = anyDayOf(t, "out of use", card.OutOfUse)
		}
		if !card.EndOfSchool.IsZero() {
			card.EndOfSchool = anyDayOf(t, "end of school", card.EndOfSchool)
		}
		closed, _ := judge(in, o)
		require.Equal(t, open.Winner, closed.Winner)
		require.False(t, open.Latest.Before(closed.Latest), "what was partly known was not counted too early")
	})
}

// anyDayOf is one of the days that a date can mean.
func anyDayOf(t *rapid.T, name string, d deposit.Date) deposit.Date {
	if d.Year == 0 {
		d.Year = rapid.IntRange(1960, 2024).Draw(t, name+" year after all")
	}
	if d.Month == 0 {
		d.Month = rapid.IntRange(1, 12).Draw(t, name+" month after all")
	}
	if d.Day == 0 {
		d.Day = rapid.IntRange(1, deposit.Date{Year: d.Year, Month: d.Month}.Last().Day).Draw(t, name+" day after all")
	}
	return d
}

func TestEveryRuleWinsOrSaysWhyNot(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, o := anyCase(t)
		v, _ := judge(in, o)
		require.Len(t, v.Deadlines, len(o.Rules.Rules))
		for _, d := range v.Deadlines {
			require.Equal(t, d.Rule == v.Winner, d.Why == "", d.Rule)
			require.Equal(t, d.On.IsZero(), d.Latest.IsZero(), d.Rule)
			require.True(t, d.Latest.IsZero() || d.On.Before(d.Latest), d.Rule)
			require.False(t, v.Winner != "" && (d.Why == deposit.WhyNoWinner), d.Rule)
		}
	})
}

func TestARuleBelowTheWinnerChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, o := anyCase(t)
		before, _ := judge(in, o)
		if before.Winner == "" {
			return
		}
		own := anyRule(t, "ny")
		o.Rules.Rules = append(slices.Clone(o.Rules.Rules), own)
		place := slices.Index(o.Rules.Precedence, before.Winner) + 1
		place += rapid.IntRange(0, len(o.Rules.Precedence)-place).Draw(t, "place")
		o.Rules.Precedence = slices.Insert(slices.Clone(o.Rules.Precedence), place, own.ID)
		after, _ := judge(in, o)
		require.Equal(t, own.ID, after.Deadlines[len(after.Deadlines)-1].Rule, "it is shown")
		after.Deadlines = after.Deadlines[:len(after.Deadlines)-1]
		require.Equal(t, before, after)
	})
}

func TestARuleOutOfForceChangesNothingWhereverItStands(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, o := anyCase(t)
		before, _ := judge(in, o)
		own := anyRule(t, "utløpt")
		own.Valid.To = deposit.Date{Year: o.AsOf.Year, Month: o.AsOf.Month, Day: o.AsOf.Day - 1}
		o.Rules.Rules = append(slices.Clone(o.Rules.Rules), own)
		o.Rules.Precedence = slices.Insert(slices.Clone(o.Rules.Precedence), rapid.IntRange(0, len(o.Rules.Precedence)).Draw(t, "place"), own.ID)
		after, _ := judge(in, o)
		last := after.Deadlines[len(after.Deadlines)-1]
		require.Equal(t, deposit.WhyNotInForce, last.Why)
		after.Deadlines = after.Deadlines[:len(after.Deadlines)-1]
		require.Equal(t, before, after)
	})
}

func TestTheOrderInTheFileDecidesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, o := anyCase(t)
		before, found := judge(in, o)
		o.Rules.Rules = rapid.Permutation(o.Rules.Rules).Draw(t, "file")
		after, again := judge(in, o)
		require.ElementsMatch(t, before.Deadlines, after.Deadlines)
		require.ElementsMatch(t, found, again)
		before.Deadlines, after.Deadlines = nil, nil
		require.Equal(t, before, after)
	})
}

func TestTheSameFactsGiveTheSameVerdict(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, o := anyCase(t)
		a, first := judge(in, o)
		b, second := judge(in, o)
		require.Equal(t, a, b)
		require.Equal(t, first, second)
	})
}
