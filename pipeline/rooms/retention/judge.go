package retention

import (
	"slices"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// judge is the whole judgement: a folder's facts, the rules and the day in; the verdict with all its reasons and the findings out.
func judge(in In, o Options) (deposit.Verdict, []deposit.Finding) {
	if !known(in.Card.Client) {
		in.Card.Client = "" // a word that no rule knows must not slip past the rules that ask for one
	}
	j := judgement{in: in, rules: o.Rules, asOf: o.AsOf}
	j.deadlines()
	j.vedtak()
	j.sanity()
	j.earliest()
	j.delivery()
	return j.verdict, j.findings
}

// judgement is one folder being judged.
type judgement struct {
	in       In
	rules    deposit.RetentionRules
	asOf     deposit.Date
	verdict  deposit.Verdict
	fits     []deposit.Fitting // beside verdict.Deadlines, which are beside rules.Rules
	findings []deposit.Finding
	tooSoon  bool
	unknown  bool
}

func known(client deposit.ClientType) bool {
	switch client {
	case deposit.PreSchool, deposit.Compulsory, deposit.UpperSecondary, deposit.Adult:
		return true
	}
	return false
}

func (j *judgement) find(code deposit.Code, field string, args ...string) {
	j.findings = append(j.findings, deposit.Finding{Code: code, Field: field, Args: args})
}

// holdTooSoon and holdUnknown record a finding that keeps the folder out of this delivery until a person has acted.
func (j *judgement) holdTooSoon(code deposit.Code, field string, args ...string) {
	j.tooSoon = true
	j.find(code, field, args...)
}

func (j *judgement) holdUnknown(code deposit.Code, field string, args ...string) {
	j.unknown = true
	j.find(code, field, args...)
}

// ask holds for a fact that is not known. What is empty for all folders is asked for once, for the deposit as a whole: here it only leaves the verdict
// unknown.
func (j *judgement) ask(code deposit.Code, field string, args ...string) {
	if slices.Contains(j.in.Card.Absent, field) {
		j.lack(field)
		return
	}
	j.holdUnknown(code, field, args...)
}

// lack leaves the verdict unknown for a column on which another finding stands.
func (j *judgement) lack(field string) {
	j.unknown = true
	if !slices.Contains(j.verdict.Lacks, field) {
		j.verdict.Lacks = append(j.verdict.Lacks, field)
	}
}
