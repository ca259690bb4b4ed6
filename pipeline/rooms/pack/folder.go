package pack

import (
	"fmt"
	"slices"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/noark5"
)

// folder is a described folder as a mappe, with its places.
func (w *work) folder(f Folder) *noark5.Folder {
	d := f.Description
	out := &noark5.Folder{
		SystemID: string(d.ID), FolderID: d.Number, Title: d.Title, PublicTitle: d.PublicTitle, Medium: medium(d.Medium), StorageLocations: locations(f.Placings),
		Created: w.by(d.Opened), Closed: w.by(d.Closed), SeriesRefs: []string{w.seriesID}, Client: w.client(f), Screening: w.folderScreening(d),
	}
	if d.Client.Name != "" {
		out.Parties = []noark5.Party{{Name: d.Client.Name, Role: noark5.RoleClient}}
	}
	for _, r := range d.Remarks {
		out.Remarks = append(out.Remarks, w.remark(d, r))
	}
	for _, r := range d.Records {
		record := w.record(d, r)
		if record.Journal != nil {
			out.Case = w.caseFile(d)
		}
		out.Registrations = append(out.Registrations, record)
	}
	return out
}

// by is an act of the creator: registers name nobody who opened or filed what.
func (w *work) by(on deposit.Date) noark5.Act { return noark5.Act{At: day(on), By: w.d.Creator.Name} }

// thisDeposit is an act of the deposit itself: a decision on a file of 2004 was not made in 2004.
func (w *work) thisDeposit() noark5.Act {
	return noark5.Act{At: w.d.Produced.UTC(), By: w.d.Creator.Name}
}

func (w *work) remark(d deposit.Description, r deposit.DescribedRemark) noark5.Remark {
	made := w.by(d.Closed)
	if r.Deposit {
		made = w.thisDeposit()
	}
	return noark5.Remark{Text: r.Text, Type: r.Type, Made: made}
}

func medium(m deposit.Medium) string {
	switch m {
	case deposit.OnPaper:
		return noark5.MediumPaper
	case deposit.Digital:
		return noark5.MediumDigital
	}
	return noark5.MediumMixed
}

// locations say in words where the paper stands (M301); the same stands in our own metadata, for programs.
func locations(placings []deposit.Placing) []string {
	var all []string
	for _, p := range placings {
		all = append(all, fmt.Sprintf("Boks %d, plass %d", p.Box, p.Position))
	}
	return all
}

// client is our own metadata of the folder (krav 6.4.31).
func (w *work) client(f Folder) *noark5.ClientData {
	c := f.Description.Client
	data := &noark5.ClientData{ClientNo: c.Number, JournalYear: c.JournalYear, Covers: c.Volumes, Medium: string(f.Description.Medium), ThicknessMM: c.Thickness,
		LastEntry: day(c.LastEntry), DeliveryID: string(w.d.ID)}
	data.BirthDate, data.BirthPrecision = birth(c.Birth)
	if c.Thickness > 0 {
		data.ThicknessSource = noark5.ThicknessMeasured
		if c.Estimated {
			data.ThicknessSource = noark5.ThicknessEstimated
		}
	}
	for _, p := range f.Placings {
		data.Boxes = append(data.Boxes, noark5.BoxPlace{Box: p.Box, Volume: p.Volume, Position: p.Position})
	}
	slices.SortFunc(data.Boxes, func(a, b noark5.BoxPlace) int { return a.Volume - b.Volume })
	return data
}

// birth is the day with how much of it is known; what is not stands as 01 and means nothing (vsmd-ppt.xsd).
func birth(d deposit.Date) (t time.Time, precision string) {
	switch {
	case d.IsZero():
		return time.Time{}, noark5.PrecisionUnknown
	case d.Month == 0:
		precision = noark5.PrecisionYear
	case d.Day == 0:
		precision = noark5.PrecisionMonth
	default:
		precision = noark5.PrecisionDay
	}
	return day(deposit.Date{Year: d.Year, Month: max(d.Month, 1), Day: max(d.Day, 1)}), precision
}

// caseFile makes the folder a saksmappe.
func (w *work) caseFile(d deposit.Description) *noark5.Case {
	if d.Case == nil {
		return nil
	}
	c := &noark5.Case{Year: d.Case.Year, Sequence: d.Case.Sequence, Date: day(d.Opened), Unit: w.d.Creator.Name, Responsible: d.Case.Responsible, Status: noark5.CaseClosed}
	if c.Responsible == "" {
		c.Responsible = w.d.Creator.Name
	}
	return c
}

// folderScreening restricts the folder; what lies in it inherits that. The title is masked for the public, and so is the part.
func (w *work) folderScreening(d deposit.Description) *noark5.Screening {
	return screening(d, noark5.ScreenFolderTitleWords, noark5.ScreenPartyName)
}

func screening(d deposit.Description, metadata ...string) *noark5.Screening {
	if d.Restriction.Paragraph == "" {
		return nil
	}
	return &noark5.Screening{Restriction: noark5.RestrictedAccess, Authority: d.Restriction.Paragraph, Metadata: metadata, Document: noark5.ScreenWholeDocument,
		Years: d.Restriction.Years, EndDate: day(d.Until)}
}
