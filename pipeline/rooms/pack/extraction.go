package pack

import (
	"io"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/addml"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/dias"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/noark5"
)

// systemDefault names the source where deponering.yaml names no system: clients stood in a register, on cards or in a workbook.
const systemDefault = "Klientregister uten fagsystem"

// extraction writes arkivuttrekk.xml (krav 6.4.22). The booleans and counts are those of the arkivstruktur.xml that was written, the checksums those of
// the files (standards §22 nr 8). The same bytes lie as administrative_metadata/addml.xml.
func (w *work) extraction() error {
	if w.d.Period.From == 0 {
		start, end := w.period()
		w.find(NoPeriod, "", start.String(), end.String())
	}
	if w.d.System == "" {
		w.find(SystemUnnamed, "", systemDefault)
	}
	x := w.described()
	_, err := w.write(addml.File, func(out io.Writer) error { return addml.Write(out, x) }, w.layout.InContent(addml.File), dias.ADDML)
	return err
}

func (w *work) described() *addml.Extraction {
	start, end := w.period()
	x := &addml.Extraction{
		Creators: []string{w.d.Creator.Name}, SystemType: addml.UsualSystemType, SystemName: w.system(), Archive: w.d.Name, Start: day(start), End: day(end),
		// Closed folders are delivered by their own deadlines, whatever else stands in the archive of the period: the splits are soft at both ends.
		Version: noark5.Version, IncomingSplit: addml.Soft, OutgoingSplit: addml.Soft,
		Screened: w.counts.Screenings > 0, Disposed: w.counts.Executed > 0, ToBeDisposed: w.counts.Disposals > 0, OwnMetadata: w.counts.OwnMetadata > 0,
		DocumentFiles: w.counts.Objects,
	}
	x.Objects = append(x.Objects, w.dataObject(addml.Structure, []addml.Occurrence{{Element: "mappe", Count: w.counts.Folders}, {Element: "registrering", Count: w.counts.Registrations}},
		noark5.StructureSchema, noark5.CatalogueSchema, noark5.OwnSchema))
	if w.result.Changes > 0 {
		x.Objects = append(x.Objects, w.dataObject(addml.ChangeLog, []addml.Occurrence{{Element: "endring", Count: w.result.Changes}}, noark5.ChangeLogSchema, noark5.CatalogueSchema))
	}
	if w.seen.posts > 0 {
		for i, j := range [][2]string{{addml.RunningJournal, noark5.RunningJournalSchema}, {addml.PublicJournal, noark5.PublicJournalSchema}} {
			x.Objects = append(x.Objects, w.dataObject(j[0], []addml.Occurrence{{Element: "journalregistrering", Count: w.journal[i]}}, j[1], noark5.CatalogueSchema))
		}
	}
	return x
}

func (w *work) system() string {
	if w.d.System == "" {
		return systemDefault
	}
	return w.d.System
}

// dataObject is a data object: an XML file of the extraction with its schemas, the main one first.
func (w *work) dataObject(name string, counts []addml.Occurrence, schemas ...string) addml.Object {
	o := addml.Object{Name: name, File: w.sumOf(w.layout.InContent(name + ".xml")), Occurrences: counts}
	for _, s := range schemas {
		o.Schemas = append(o.Schemas, w.schemaSum(s))
	}
	return o
}

func (w *work) sumOf(path string) addml.Sum {
	name := path[len(dias.Content)+1:]
	return addml.SHA256(name, string(w.digestOf(path)))
}

func (w *work) digestOf(path string) deposit.Digest {
	for _, m := range w.members {
		if m.path == path {
			return m.sha256
		}
	}
	return ""
}
