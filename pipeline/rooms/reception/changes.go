package reception

import (
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/sheet"
)

// changesOf reads the corrections that the register records on the folder (R2.4-2). One without date, person or reason proves nothing: it is left out of
// the change log, and a finding says so.
func (w *work) changesOf(g *group, id deposit.FolderID) ([]deposit.Change, []deposit.Finding) {
	var changes []deposit.Change
	var found []deposit.Finding
	for _, n := range g.changes {
		f := &fields{noted: n, journal: g.journal}
		c := deposit.Change{Folder: id, Old: f.text("gammel"), New: f.text("ny"), At: f.date("dato"), By: f.text("hvem"), Because: f.text("begrunnelse")}
		stated := f.text("felt")
		c.Field = fieldNamed(stated)
		switch {
		case stated == "" || c.At.IsZero() || c.By == "" || c.Because == "":
			f.find(ChangeIncomplete, "felt", stated, c.At.String())
		default:
			if c.Field == "" {
				c.Heading = stated
				f.find(ChangeField, "felt", stated)
			}
			changes = append(changes, c)
		}
		found = append(found, f.found...)
	}
	return changes, found
}

// fieldNamed is the key of the column of clients or documents that goes by a heading, empty when there is none.
func fieldNamed(heading string) string {
	for _, columns := range [][]deposit.Column{deposit.RegisterColumns(), deposit.DocumentColumns()} {
		for _, c := range columns {
			for _, name := range c.Names() {
				if sheet.Fold(name) == sheet.Fold(heading) {
					return c.Key
				}
			}
		}
	}
	return ""
}
