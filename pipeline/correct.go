package pipeline

import (
	"context"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// CorrectRequest is a correction of one value in the register (R2.4-2): recorded with the old value, the new one, who, when and why.
type CorrectRequest struct {
	Journal string // journal number as written or in canonical form
	Field   string // field key: fodselsdato
	Value   string
	Blank   bool // the cell is emptied: what stood there was wrong, and what is right is unknown
	By      string
	Because string
	At      string // RFC 3339; empty: now
}

// Register is the port to the register file for corrections.
type Register interface {
	// Correct writes the value into the folder's row and the correction on the sheet Endringer, in one atomic write of the file.
	Correct(ctx context.Context, c deposit.Correction) error
}

// Correct corrects one value in the register and records the correction beside it. What the folder's parts become of it is the next run's work.
func (o *Office) Correct(ctx context.Context, r CorrectRequest) error {
	person, err := o.person(r.By)
	if err != nil {
		return err
	}
	if strings.TrimSpace(r.Because) == "" {
		return usage("correct", "", "no_reason")
	}
	field, ok := registerColumn(r.Field)
	if !ok {
		return usage("correct", r.Field, "no_column")
	}
	journal, err := deposit.ParseJournalNo(r.Journal, o.Deposit.Century)
	if err != nil {
		return usage("correct", "", "no_journal")
	}
	if err := o.fits(field, r); err != nil {
		return err
	}
	at := today(o.ports.Now)
	if r.At != "" {
		if at, err = deposit.ParseDate(strings.SplitN(r.At, "T", 2)[0]); err != nil {
			return usage("--at", r.At, "no_day")
		}
	}
	if err := o.ports.Register.Correct(ctx, deposit.Correction{Journal: journal, Field: field, Value: r.Value, By: person.Name, Because: r.Because, At: at}); err != nil {
		return err
	}
	return o.ports.Store.Record(ctx, "corrected", map[string]string{"journal": journal.Key(), "field": field.Key, "by": r.By})
}

// registerColumn is the column of the sheet Klienter with the key or heading; the journal number itself is not corrected, because it is what the folder
// is known by.
func registerColumn(name string) (deposit.Column, bool) {
	for _, c := range deposit.RegisterColumns() {
		if c.Key == "journalnr" {
			continue
		}
		for _, n := range c.Names() {
			if strings.EqualFold(n, name) {
				return c, true
			}
		}
	}
	return deposit.Column{}, false
}
