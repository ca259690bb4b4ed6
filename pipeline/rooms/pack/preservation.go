package pack

import (
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/dias"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/premis"
)

const programName = "arkivdepot"

// Ids inside the PREMIS documents.
const (
	creationEvent   = "opprettet"
	creatorAgent    = "arkivskaper"
	programAgent    = "program"
	packageIsTar    = "tar"
	fullPreserved   = "full"
	createdOutcome  = "Pakken er laget"
	creationPurpose = "Noark 5-uttrekk av klientmapper pakket for deponering"
	byDecision      = "Ikke godtatt av formatreglene. Tatt med etter avgjørelse, funn %s."
)

// log writes log.xml: the package as the one object, and how it came to be.
func (w *work) log() error {
	_, err := w.write(premis.LogFile, func(out io.Writer) error {
		p := premis.NewWriter(out)
		err := p.WriteObject(&premis.Object{ID: w.layout.ID, Preservation: fullPreserved, Size: -1, FormatName: packageIsTar, Package: w.layout.ID, Events: []string{creationEvent}})
		return errors.Join(err, w.created(p, []string{w.layout.ID}), closed(p))
	}, dias.Log)
	return err
}

// premis writes dias-premis.xml: an object for every file but dias-premis.xml and dias-mets.xml, with the PUID that METS has no word for. Original names
// are left out: they may hold names of persons, and the document overview has the titles.
func (w *work) premis() error {
	_, err := w.write(premis.File, func(out io.Writer) error {
		p := premis.NewWriter(out)
		if err := w.documents(func(o deposit.DescribedObject, from origin) error { return p.WriteObject(w.documentObject(o, from)) }); err != nil {
			return err
		}
		for _, m := range w.members {
			if err := p.WriteObject(w.memberObject(m)); err != nil {
				return err
			}
		}
		tools, err := w.migrations(p)
		return errors.Join(err, w.created(p, nil), tools.write(p), closed(p))
	}, dias.PREMIS)
	return err
}

func closed(p *premis.Writer) error {
	_, err := p.Close()
	return err
}

// documents calls with every document file in the order of the tar.
func (w *work) documents(each func(deposit.DescribedObject, origin) error) error {
	for f, err := range w.folders(w.ctx) {
		if err != nil {
			return err
		}
		origins := w.origins(f.Description)
		for _, o := range inTarOrder(f.Description) {
			if err := each(o, origins[o.ID]); err != nil {
				return unwritable(f.Ref.Journal, err)
			}
		}
	}
	return nil
}

func (w *work) documentObject(o deposit.DescribedObject, from origin) *premis.Object {
	p := &premis.Object{ID: w.objectID(o), SHA256: string(o.SHA256), Size: o.Size, FormatName: formatName(o.Name), PUID: o.PUID, Package: w.layout.ID}
	if o.ByDecision != "" { // DIAS_PREMIS has no event for a decision, but a note on the format
		p.FormatNote = fmt.Sprintf(byDecision, o.ByDecision)
	}
	if !migrated(o) && o.ByDecision == "" { // a file that claims to be PDF/A says who has judged it
		p.FormatNote = checked(o.Checks)
	}
	if migrated(o) {
		p.Events = []string{migrationID(w.d.ID, o)}
	}
	from.onto(p)
	return p
}

// objectID is the path by which PREMIS names a document file.
func (w *work) objectID(o deposit.DescribedObject) string {
	return w.layout.InTar(w.layout.Document(o.Name))
}

func (w *work) memberObject(m member) *premis.Object {
	return &premis.Object{ID: w.layout.InTar(m.path), SHA256: string(m.sha256), Size: m.size, FormatName: formatName(m.path), PUID: m.puid(), Package: w.layout.ID}
}

// formatName is the file's ending; the PUID says more.
func formatName(name string) string {
	if ext := strings.TrimPrefix(path.Ext(name), "."); ext != "" {
		return ext
	}
	return "ukjent"
}

// created writes the one event and its agents.
func (w *work) created(p *premis.Writer, objects []string) error {
	return errors.Join(
		p.WriteEvent(&premis.Event{ID: creationEvent, Type: premis.Creation, At: w.d.Produced.UTC(), Detail: creationPurpose, Outcome: createdOutcome,
			Agents: []string{creatorAgent, programAgent}, Objects: objects}),
		p.WriteAgent(premis.Agent{ID: creatorAgent, Name: w.d.Creator.Name, Type: premis.Organization}),
		p.WriteAgent(premis.Agent{ID: programAgent, Name: strings.TrimSpace(programName + " " + w.room.o.Version), Type: premis.Software}))
}
