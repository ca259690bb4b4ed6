package pack

import (
	"fmt"
	"io"
	"path"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/dias"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/mets"
	"github.com/arkivdepot/arkivdepot/pipeline/verify/gauge"
)

// deliveryType is the free word for what kind of archive this is.
const deliveryType = "Klientarkiv, Noark 5"

// header is what dias-mets.xml and the submission description say of the package: the same words in both.
func (w *work) header() *mets.Header {
	start, end := w.period()
	organization := func(role, other, name string) mets.Agent {
		return mets.Agent{Role: role, OtherRole: other, Kind: mets.KindOrganization, Name: name}
	}
	program := mets.Agent{Role: mets.RoleCreator, Kind: mets.KindOther, Software: true, Name: programName}
	if w.room.o.Version != "" {
		program.Notes = []string{w.room.o.Version}
	}
	h := &mets.Header{
		ID: w.layout.ID, Type: "SIP", Label: fmt.Sprintf("%s (%s - %s)", w.d.Name, start, end), Created: w.d.Produced.UTC(), Status: "NEW",
		Agents: []mets.Agent{
			organization(mets.RoleArchivist, "", w.d.Creator.Name), organization(mets.RoleCreator, "", w.d.Creator.Name), program,
			organization(mets.RoleOther, mets.Submitter, w.d.Creator.Name), organization(mets.RoleOwner, "", w.d.Owner.Name),
			organization(mets.RolePreservation, "", w.d.Depot.Name),
			{Role: mets.RoleArchivist, Kind: mets.KindOther, Software: true, Name: w.system()},
		},
		Records: []mets.AltRecord{{Type: mets.DeliveryType, Value: deliveryType}, {Type: mets.StartDate, Value: start.String()}, {Type: mets.EndDate, Value: end.String()}},
	}
	if w.room.o.Edition > 1 {
		h.Status = "REPLACEMENT"
		h.Records = append(h.Records, mets.AltRecord{Type: mets.PreviousReference, Value: string(PackageID(w.d.ID, w.room.o.Edition-1))})
	}
	if w.d.Agreement != "" {
		h.Records = append(h.Records, mets.AltRecord{Type: mets.Agreement, Value: w.d.Agreement})
	}
	if w.d.Mark != "" {
		h.Label += " " + w.d.Mark
	}
	return h
}

// mets writes dias-mets.xml: every file of the package but itself.
func (w *work) mets() error {
	references := []mets.Metadata{
		{Entry: w.entryAt(dias.PREMIS), Kind: mets.KindPREMIS},
		{Entry: w.entryAt(dias.ADDML), Kind: mets.KindOtherMetadata, Other: mets.OtherADDML},
	}
	m, err := w.write(mets.File, func(out io.Writer) error {
		doc, err := mets.NewWriter(out, w.header(), nil, references)
		if err != nil {
			return err
		}
		err = w.documents(func(o deposit.DescribedObject, _ origin) error {
			return doc.WriteFile(&mets.Entry{Path: w.layout.Document(o.Name), MIME: mets.LegalMIME(o.MIME, path.Base(o.Name)), SHA256: string(o.SHA256), Size: o.Size, Created: w.d.Produced.UTC()})
		})
		if err != nil {
			return err
		}
		for _, m := range w.members {
			entry := m.entry(w)
			if err := doc.WriteFile(&entry); err != nil {
				return err
			}
		}
		_, err = doc.Close()
		return err
	}, dias.METS)
	w.inner = m
	return err
}

func (w *work) entryAt(path string) mets.Entry {
	for _, m := range w.members {
		if m.path == path {
			return m.entry(w)
		}
	}
	return mets.Entry{} // the writer refuses it
}

// info writes the submission description that travels beside the tar.
func (w *work) info() error {
	at := w.d.Produced.UTC()
	tar := &mets.Entry{Path: w.layout.Tar(), MIME: "application/x-tar", SHA256: string(w.digest), Size: w.result.Size, Created: at}
	inner := &mets.Entry{Path: w.layout.InTar(dias.METS), MIME: "application/xml", SHA256: string(w.inner.sha256), Size: w.inner.size, Created: at}
	m, err := w.create(w.result.Info, gauge.Info, func(out io.Writer) error { return mets.WriteInfo(out, w.header(), tar, inner) })
	w.submission = m
	return err
}

// sums writes the file for `sha256sum -c`: the tar, and the submission description, which no other checksum covers.
func (w *work) sums() error {
	_, err := w.create(w.result.Sums, "", func(out io.Writer) error {
		_, err := fmt.Fprintf(out, "%s  %s\n%s  %s\n", w.digest, w.layout.Tar(), w.submission.sha256, w.layout.Info())
		return err
	})
	return err
}
