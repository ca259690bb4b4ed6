package pack

import (
	"errors"
	"fmt"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/noark5"
)

// record is a described record as a registrering with its one dokumentbeskrivelse.
func (w *work) record(d deposit.Description, r deposit.DescribedRecord) noark5.Registration {
	out := noark5.Registration{
		SystemID: string(r.ID), Created: w.by(r.Created), Archived: w.by(r.Created), SeriesRefs: []string{w.seriesID},
		Title: r.Title, PublicTitle: noark5.Screened, Medium: medium(r.Medium), Own: own(r),
		Documents: append([]noark5.DocumentDescription{w.description(r)}, w.attachments(d, r)...),
	}
	if d.Restriction.Paragraph == "" {
		out.PublicTitle = ""
	}
	for _, remark := range r.Remarks {
		out.Remarks = append(out.Remarks, w.remark(d, remark))
	}
	if r.Post == nil {
		return out
	}
	if w.seen.plain[r.ID] {
		text := fmt.Sprintf("Journalført som %d/%d, det samme som et dokument i en annen mappe.", r.Post.Sequence, r.Post.Year)
		out.Remarks = append(out.Remarks, noark5.Remark{Text: text, Type: "Journal", Made: w.thisDeposit()})
		return out
	}
	out.Journal = post(r)
	out.Correspondents = []noark5.Correspondent{{Type: correspondent(r.Direction), Name: r.Counterpart}}
	out.Screening = screening(d, noark5.ScreenRecordTitleWords, screenOf(r.Direction))
	out.Own.Counterpart = "" // stands as korrespondansepart
	return out
}

// own is what a plain registrering has no element for.
func own(r deposit.DescribedRecord) *noark5.DocumentData {
	return &noark5.DocumentData{Number: fmt.Sprint(r.Number), Date: day(r.Dated), Zone: string(r.Zone), Direction: string(r.Direction), Counterpart: r.Counterpart,
		OriginalForm: r.Original}
}

func post(r deposit.DescribedRecord) *noark5.JournalPost {
	attached := len(r.Parts)
	p := &noark5.JournalPost{Year: r.Post.Year, Sequence: r.Post.Sequence, Number: r.Number, Status: noark5.PostArchived, Date: day(r.Post.Date),
		DocumentDate: day(r.Dated), Attachments: &attached}
	switch r.Direction {
	case deposit.Incoming:
		p.Type = noark5.Incoming
	case deposit.Outgoing:
		p.Type = noark5.Outgoing
	default:
		p.Type = noark5.InternalOnly
	}
	return p
}

// internalSender is M087's word for the other side of an internal note.
const internalSender = "Intern avsender"

func correspondent(d deposit.Direction) string {
	switch d {
	case deposit.Incoming:
		return noark5.Sender
	case deposit.Outgoing:
		return noark5.Recipient
	}
	return internalSender
}

func screenOf(d deposit.Direction) string {
	if d == deposit.Outgoing {
		return noark5.ScreenRecipient
	}
	return noark5.ScreenSender
}

// description has a file for each object; of paper it has none, and its medium says why (N5.24).
func (w *work) description(r deposit.DescribedRecord) noark5.DocumentDescription {
	d := noark5.DocumentDescription{
		SystemID: string(r.DocumentID), Type: r.Kind, Status: noark5.DocumentFinished, Title: r.Title, Created: w.by(r.Created), Medium: medium(r.Medium),
		LinkedAs: noark5.MainDocument, Number: 1, Linked: w.by(r.Created),
	}
	if r.Purged != nil {
		d.Executed = &noark5.ExecutedDisposal{Done: noark5.Act{At: day(r.Purged.On), By: r.Purged.By}}
	}
	for _, o := range r.Objects {
		d.Objects = append(d.Objects, w.object(r, o))
	}
	return d
}

// attachments is a description for everything that came out of the record's document, in its order. Each says what it came out of by dokumentnummer.
func (w *work) attachments(d deposit.Description, r deposit.DescribedRecord) (all []noark5.DocumentDescription) {
	for _, p := range r.Parts {
		out := noark5.DocumentDescription{
			SystemID: string(p.ID), Type: attachedType, Status: noark5.DocumentFinished, Title: p.Title, Description: fmt.Sprintf("Hentet ut av dokument %d i registreringen.", p.From),
			Created: w.by(r.Created), Medium: noark5.MediumDigital, LinkedAs: noark5.Attachment, Number: p.Number, Linked: w.by(r.Created),
		}
		for _, remark := range p.Remarks {
			out.Remarks = append(out.Remarks, w.remark(d, remark))
		}
		for _, o := range p.Objects {
			out.Objects = append(out.Objects, w.object(r, o))
		}
		all = append(all, out)
	}
	return all
}

// attachedType is the dokumenttype of what came out of a letter or an archive: nobody registered one.
const attachedType = "Vedlegg"

// object is one file. Of a file and its rendition the rendition is the archive format; a file alone is too, when the format policy takes it. One that a
// person accepted is what the office produced (M700), and never called an archive format.
func (w *work) object(r deposit.DescribedRecord, o deposit.DescribedObject) noark5.DocumentObject {
	out := noark5.DocumentObject{
		SystemID: string(o.ID), Version: 1, Variant: noark5.VariantArchive, Format: o.PUID, Created: w.by(r.Created),
		FileRef: w.layout.Reference(o.Name), Checksum: string(o.SHA256), Algorithm: noark5.AlgorithmSHA256, Size: o.Size,
	}
	if o.Original || o.ByDecision != "" {
		out.Variant = noark5.VariantProduction
	}
	if o.Rendition && o.From != "" {
		out.Conversions = []noark5.Conversion{{Done: w.thisDeposit(), From: o.From, To: o.PUID, Tool: o.Tool, Comment: checked(o.Checks)}}
	}
	return out
}

// unwritable says which folder the XML cannot hold, by journal number; describe holds such folders, so this is a fault of the program.
func unwritable(journal string, err error) error {
	var known *deposit.Error
	if errors.As(err, &known) {
		return err
	}
	return &deposit.Error{Kind: deposit.Internal, Op: "write Noark 5", At: journal, Err: err}
}
