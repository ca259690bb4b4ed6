package pack

import (
	"errors"
	"fmt"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/premis"
)

// migratedOutcome is the outcome of every migration that the package tells of: one that failed leaves no rendition.
const migratedOutcome = "Omdannet"

// toolset is the converters that made renditions, in the order of the tar: a handful, however many files there are.
type toolset struct {
	ids   map[string]string
	names []string
}

// id is the agent's id of a tool, empty where none is known.
func (t *toolset) id(name string) string {
	if name == "" {
		return ""
	}
	if t.ids[name] == "" {
		t.names = append(t.names, name)
		t.ids[name] = fmt.Sprintf("verktoey-%d", len(t.names))
	}
	return t.ids[name]
}

// write writes an agent for each tool.
func (t *toolset) write(p *premis.Writer) error {
	var all []error
	for _, name := range t.names {
		all = append(all, p.WriteAgent(premis.Agent{ID: t.ids[name], Name: name, Type: premis.Software}))
	}
	return errors.Join(all...)
}

// migrated tells whether a file of the package was made from another one.
func migrated(o deposit.DescribedObject) bool { return o.Rendition && o.From != "" }

func migrationID(d deposit.ID, o deposit.DescribedObject) string {
	return string(d.Derive("omdanning", string(o.ID)))
}

// migrations writes an event for each rendition: what it was made from, into what, and by what (krav 6.4.42 says the same in arkivstruktur.xml). The day
// is the package's, as there: nobody keeps the hour at which a converter ran, and the same folders must give the same bytes.
func (w *work) migrations(p *premis.Writer) (*toolset, error) {
	tools := &toolset{ids: map[string]string{}}
	if w.seen.renditions == 0 && !w.seen.unpacked {
		return tools, nil // without another walk over all folders
	}
	for f, err := range w.folders(w.ctx) {
		if err != nil {
			return tools, err
		}
		originals := map[int]string{} // by ordinal, of those that are packed beside their renditions
		for _, o := range inTarOrder(f.Description) {
			switch {
			case o.Original: // stands before its rendition: 0001-original.doc, 0001.pdf
				originals[o.Ordinal] = w.objectID(o)
			case migrated(o):
				err = p.WriteEvent(w.migration(o, originals[o.Ordinal], tools))
			}
			if err != nil {
				return tools, unwritable(f.Ref.Journal, err)
			}
		}
		if err := w.unpackings(p, f.Description); err != nil {
			return tools, unwritable(f.Ref.Journal, err)
		}
	}
	return tools, nil
}

// migration is the event of one rendition; original is the object that it was made from, empty where that does not come along.
func (w *work) migration(o deposit.DescribedObject, original string, tools *toolset) *premis.Event {
	v := &premis.Event{ID: migrationID(w.d.ID, o), Type: premis.Migration, At: w.d.Produced.UTC(), Detail: fmt.Sprintf("Fra %s til %s", o.From, o.PUID), Outcome: migratedOutcome,
		Note: checked(o.Checks)}
	if tool := tools.id(o.Tool); tool != "" {
		v.Detail += " med " + o.Tool
		v.Agents = append(v.Agents, tool)
	}
	if original != "" {
		v.Objects = append(v.Objects, original)
	}
	v.Objects = append(v.Objects, w.objectID(o))
	return v
}
