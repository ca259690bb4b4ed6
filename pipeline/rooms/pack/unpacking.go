package pack

import (
	"fmt"
	"slices"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/premis"
)

// unpackedOutcome is the outcome of every unpacking that the package tells of: one that failed holds the folder.
const unpackedOutcome = "Pakket ut"

// What a document that came out of another is to it (PREMIS, 1.13.1 and 1.13.2).
const (
	derivation = "derivation"
	hasSource  = "has source"
)

// container is a description of a record that others came out of: the record's own, or a part of it.
type container struct {
	number  int // dokumentnummer
	objects []deposit.DescribedObject
	parts   []deposit.DescribedPart // directly out of it
}

// containers is those of a record, in the order of their numbers.
func containers(r deposit.DescribedRecord) (all []container) {
	if len(r.Parts) == 0 {
		return nil
	}
	all = append(all, container{number: 1, objects: r.Objects})
	for _, p := range r.Parts {
		all = append(all, container{number: p.Number, objects: p.Objects})
	}
	for _, p := range r.Parts {
		all[p.From-1].parts = append(all[p.From-1].parts, p)
	}
	return slices.DeleteFunc(all, func(c container) bool { return len(c.parts) == 0 })
}

func unpackingID(d deposit.ID, r deposit.DescribedRecord, c container) string {
	return string(d.Derive("utpakking", string(r.ID), fmt.Sprint(c.number)))
}

// origin is what PREMIS says of where an object came out of: the event, and the file of what it came out of, where one goes along.
type origin struct{ event, source string }

// origins is the origin of every object that came out of another one.
func (w *work) origins(d deposit.Description) map[deposit.ID]origin {
	var all map[deposit.ID]origin
	for _, r := range d.Records {
		for _, c := range containers(r) {
			from := origin{event: unpackingID(w.d.ID, r, c)}
			if len(c.objects) > 0 {
				from.source = w.objectID(c.objects[0])
			}
			for _, p := range c.parts {
				for _, o := range p.Objects {
					if all == nil {
						all = map[deposit.ID]origin{}
					}
					all[o.ID] = from
				}
			}
		}
	}
	return all
}

// onto adds the origin to an object.
func (from origin) onto(p *premis.Object) {
	if from.event == "" {
		return
	}
	p.Events = append(p.Events, from.event)
	if from.source != "" {
		p.Related = append(p.Related, premis.Relation{Type: derivation, SubType: hasSource, Object: from.source, Event: from.event})
	}
}

// unpackings writes an event for everything that others came out of. DIAS_PREMIS has no word of its own for it: Adjustment is what it calls a change of form
// without a new format. The day is the package's, as of a migration.
func (w *work) unpackings(p *premis.Writer, d deposit.Description) error {
	for _, r := range d.Records {
		for _, c := range containers(r) {
			v := &premis.Event{ID: unpackingID(w.d.ID, r, c), Type: premis.Adjustment, At: w.d.Produced.UTC(), Outcome: unpackedOutcome, Agents: []string{programAgent},
				Detail: fmt.Sprintf("Dokumenter hentet ut av dokument %d i registrering %s: %d", c.number, r.ID, len(c.parts))}
			for _, o := range c.objects {
				v.Objects = append(v.Objects, w.objectID(o))
			}
			for _, part := range c.parts {
				for _, o := range part.Objects {
					v.Objects = append(v.Objects, w.objectID(o))
				}
			}
			if err := p.WriteEvent(v); err != nil {
				return err
			}
		}
	}
	return nil
}
