package pack

import (
	"io"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/noark5"
)

// structure writes arkivstruktur.xml, and endringslogg.xml where corrections are recorded.
func (w *work) structure() error {
	if w.seen.changes == 0 {
		w.find(NoChanges, "")
	}
	if strings.TrimSpace(w.d.Creator.Number) == "" {
		w.find(CreatorNoID, "", w.creatorID())
	}
	_, err := w.write(noark5.StructureFile, w.writeStructure, w.layout.InContent(noark5.StructureFile))
	if err != nil || w.seen.changes == 0 {
		return err
	}
	_, err = w.write(noark5.ChangeLogFile, w.writeChanges, w.layout.InContent(noark5.ChangeLogFile))
	return err
}

func (w *work) writeStructure(out io.Writer) error {
	s, err := noark5.NewStructureWriter(out, w.archive())
	if err != nil {
		return err
	}
	if err := s.StartSeries(w.series()); err != nil {
		return err
	}
	for f, err := range w.folders(w.ctx) {
		if err != nil {
			return err
		}
		if err := s.WriteFolder(w.folder(f)); err != nil {
			return unwritable(f.Ref.Journal, err)
		}
		w.result.Folders++
		w.result.Records += len(f.Description.Records)
	}
	w.counts, err = s.Close()
	w.result.Documents, w.result.Bytes = w.counts.Objects, w.counts.FileBytes
	return err
}

// archive is the root: the client archive of one creator for one owner (R2.1-2). Its dates are those of the period.
func (w *work) archive() noark5.Archive {
	start, end := w.period()
	a := noark5.Archive{
		SystemID: string(w.d.ID.Derive("arkiv")), Title: w.d.Name, Description: "Eier: " + w.d.Owner.Name + " (" + w.d.Owner.Number + ")",
		Status: noark5.ArchiveClosed, Medium: w.seen.medium(), Created: noark5.Act{At: day(start), By: w.d.Creator.Name},
		Closed: noark5.Act{At: day(end), By: w.d.Creator.Name}, Creators: w.creators(),
	}
	if w.d.Mark != "" {
		a.Description += ". " + w.d.Mark
	}
	return a
}

func (w *work) creators() []noark5.Creator {
	return []noark5.Creator{{ID: w.creatorID(), Name: w.d.Creator.Name}}
}

// creatorID is arkivskaperID, which the schema demands: the office's own number, else its owner's, and then a finding says so.
func (w *work) creatorID() string {
	if id := strings.TrimSpace(w.d.Creator.Number); id != "" {
		return id
	}
	return w.d.Owner.Number
}

func (w *work) series() noark5.Series {
	start, end := w.period()
	return noark5.Series{
		SystemID: w.seriesID, Title: "Klientmapper", Status: noark5.SeriesClosed, Medium: w.seen.medium(),
		Created: noark5.Act{At: day(start), By: w.d.Creator.Name}, Closed: noark5.Act{At: day(end), By: w.d.Creator.Name},
		PeriodStart: day(start), PeriodEnd: day(end),
	}
}

// writeChanges writes the recorded corrections (krav 6.4.28), in the order of the folders and of the register's sheet.
func (w *work) writeChanges(out io.Writer) error {
	c := noark5.NewChangeLogWriter(out)
	for f, err := range w.folders(w.ctx) {
		if err != nil {
			return err
		}
		for _, d := range f.Description.Changes {
			change := noark5.Change{Unit: string(d.Unit), Metadata: d.Metadata, Changed: noark5.Act{At: day(d.At), By: d.By}, Before: d.Before, After: d.After}
			if err := c.Write(change); err != nil {
				return unwritable(f.Ref.Journal, err)
			}
		}
	}
	n, err := c.Close()
	w.result.Changes = n
	return err
}
