package wire

import (
	"errors"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/clock"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/workspace"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// builtInRules is the rule set that explains where no workspace is named, and that own rules without a rule set beside them are checked upon.
const builtInRules = "instruks-rogaland"

// RuleFault is one fault of a rule file, with its place.
type RuleFault struct {
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Text    string `json:"text"`
	Excerpt string `json:"excerpt,omitempty"`
}

// CheckRules reads a rule file strictly. What is wrong with its content comes as faults, what is wrong with reading it as an error.
func CheckRules(path string, lang text.Lang) (deposit.RetentionRules, []RuleFault, error) {
	rules, err := workspace.CheckRules(path, builtInRules, string(lang))
	var problems workspace.Problems
	if !errors.As(err, &problems) {
		return rules, nil, err
	}
	faults := make([]RuleFault, 0, len(problems))
	for _, p := range problems {
		faults = append(faults, RuleFault{Line: p.Line, Column: p.Column, Text: p.Text, Excerpt: p.Excerpt})
	}
	return rules, faults, nil
}

// RulesOf is the rules of a workspace and the day that its deposit is judged by; without a workspace the built-in ones and today.
func RulesOf(dir string, lang text.Lang) (deposit.RetentionRules, deposit.Date, error) {
	if dir != "" {
		w, err := workspace.Open(dir, string(lang))
		return w.Rules, w.Deposit.AsOf, err
	}
	now, _, err := clock.Now()
	if err != nil {
		return deposit.RetentionRules{}, deposit.Date{}, err
	}
	rules, err := workspace.BuiltInRules(builtInRules, string(lang))
	return rules, deposit.DateOf(text.Oslo(now)), err
}
