package deposit

import (
	"fmt"
	"slices"
)

// PieceID names one volume of a paper folder inside one ledger. It is the least thing that can be lent, be damaged or be missing; it holds nothing of the
// folder's journal number.
type PieceID int64

// LedgerEntry is one line of a depot's ledger, or of an office's: what happened, to which pieces, who wrote it. Entries are only ever added; each has the
// hash of the one before it. Body holds facts without names of clients; borrowers stand there by key.
type LedgerEntry struct {
	Seq      int64     `json:"seq"`
	At       string    `json:"at"`       // when it happened: UTC, RFC 3339
	Recorded string    `json:"recorded"` // when it was written, by the machine's clock
	Kind     string    `json:"kind"`
	By       string    `json:"by"`                // key of a person
	Loan     int64     `json:"loan,omitempty"`    // number of the loan: the Seq of its first entry
	Subject  string    `json:"subject,omitempty"` // what people named: "box 6b2f7d2e.003", "folder <systemID>", "package <id>"
	Takes    int64     `json:"takes,omitempty"`   // the entry that this one takes back
	Pieces   []PieceID `json:"pieces,omitempty"`
	Body     string    `json:"body"` // JSON object
	Previous Digest    `json:"previous"`
	Hash     Digest    `json:"hash"`
}

// LoanNo is how people say a loan: L17.
func LoanNo(seq int64) string { return fmt.Sprintf("L%d", seq) }

// Borrower is somebody who may borrow, and for whom (domain §3.8). The list is the municipality's, kept in depot.yaml.
type Borrower struct {
	Key       string
	Name      string
	For       string // the arkivskaper, or its successor, that the borrower acts for
	From, To  Date   // first and last day; a zero To is open
	Authority string // letter or decision that says so
}

// On tells whether the borrower is on the list on a day.
func (b Borrower) On(day Date) bool {
	return !day.Before(b.From) && (b.To.IsZero() || !b.To.Before(day))
}

// Succession is a body that has taken over from an arkivskaper, with the decision that says so.
type Succession struct {
	Creator string
	Heir    string
	From    Date
	Ref     string
}

// ActsFor tells whether a body is the creator, or has taken over from it by a day, through any number of successions.
func ActsFor(body, creator string, on Date, all []Succession) bool {
	standing := []string{creator}
	for i := 0; i < len(standing); i++ {
		if standing[i] == body {
			return true
		}
		for _, s := range all {
			if s.Creator == standing[i] && !on.Before(s.From) && !slices.Contains(standing, s.Heir) {
				standing = append(standing, s.Heir)
			}
		}
	}
	return false
}

// LoanPeriods are a depot's days, counted from the day of the loan and from its due date.
type LoanPeriods struct {
	Days     int // a loan's usual length
	Remind   int // days after the due date until the borrower is reminded
	Escalate int // days after the due date until the archivist is told
}

// Channel is the way in which borrowed paper or a copy travels (R3.5-1).
type Channel string

// The channels. Fax is there to be refused with its reason.
const (
	Collected  Channel = "hentes"
	Registered Channel = "rekommandert"
	Courier    Channel = "bud"
	Email      Channel = "e-post"
	Fax        Channel = "faks"
)

// Channels is every channel.
func Channels() []Channel { return []Channel{Collected, Registered, Courier, Email, Fax} }

// Condition is one of the three on which a depot lends (R6.5-3).
type Condition string

// The three conditions: stored apart from other archive, kept by the storage rules, not lent on.
const (
	StoredApart Condition = "atskilt"
	KeptByRules Condition = "oppbevaring"
	NotLentOn   Condition = "ikke-videre"
)

// Conditions is all three, in the order of the rule.
func Conditions() []Condition { return []Condition{StoredApart, KeptByRules, NotLentOn} }

// LoanTerms is what a loan or a copy was given on; the body of its first entry.
type LoanTerms struct {
	Unit      string      `json:"unit"` // as people say it: a journal number or the code of a box
	Borrower  string      `json:"borrower"`
	For       string      `json:"for"`
	Authority string      `json:"authority,omitempty"`
	Purpose   string      `json:"purpose"`
	Due       Date        `json:"due"`
	Accepted  []Condition `json:"accepted,omitempty"`
	Channel   Channel     `json:"channel,omitempty"`
	Post      string      `json:"post,omitempty"`      // number of the registered letter
	Routine   string      `json:"routine,omitempty"`   // id of the approved e-mail routine
	Container string      `json:"container,omitempty"` // of the encrypted container: its name or SHA-256
}

// Loan is a loan as it stands at a moment.
type Loan struct {
	Seq      int64     `json:"seq"`
	No       string    `json:"no"`
	Out      string    `json:"out"` // UTC, RFC 3339
	Terms    LoanTerms `json:"terms"`
	Pieces   int       `json:"pieces"`           // lent
	Left     int       `json:"left"`             // still with the borrower, or in the day archive
	InDay    int       `json:"in_day,omitempty"` // of these, in the day archive
	Reminded int       `json:"reminded,omitempty"`
	Last     string    `json:"last,omitempty"` // when the last reminder or escalation was written
	Told     bool      `json:"told,omitempty"` // the archivist was told
}

// LateOn is how many days past its due date a loan is on a day; 0 when it is not, or when nothing is out of doors.
func (l Loan) LateOn(day Date) int {
	if l.Left == l.InDay || !l.Terms.Due.Before(day) {
		return 0
	}
	return int(day.Time().Sub(l.Terms.Due.Time()).Hours() / 24)
}

// Refusal is an act that the rules of a ledger refuse: every reason at once, each a finding with its rule and remedy. It is a person's to put right.
type Refusal struct{ Findings []Finding }

// Error is the codes.
func (r *Refusal) Error() string {
	text := "refused:"
	for _, f := range r.Findings {
		text += " " + string(f.Code)
	}
	return text
}

// Refuse is the refusal of some findings, nil when there are none.
func Refuse(findings ...Finding) error {
	if len(findings) == 0 {
		return nil
	}
	return &Refusal{Findings: findings}
}
