package pipeline

import (
	"archive/tar"
	"bufio"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/dias"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/mets"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/noark5"
)

// inside is a package that verify has found valid, read by seeking: what it says of itself and of its folders.
type inside struct {
	tar    io.ReadSeeker
	at     map[string]span // where files stand in the tar, by path in the package's folder
	header mets.Header
}

type span struct{ from, size int64 }

var errEnough = errors.New("enough is read")

// openInside finds in a tar what speaks of the whole, and reads the package's header. Names were judged before.
func openInside(r io.ReadSeeker) (*inside, error) {
	in := &inside{tar: r, at: map[string]span{}}
	structure := dias.Content + "/" + noark5.StructureFile
	if err := in.locate(func(path string) bool { return path == dias.METS || path == structure }); err != nil {
		return nil, err
	}
	mf, err := in.open(dias.METS)
	if err != nil {
		return nil, err
	}
	_, err = mets.Read(mf, mets.Visitor{Header: func(h *mets.Header) error { in.header = *h; return errEnough }})
	if !errors.Is(err, errEnough) {
		return nil, receiving(errors.Join(err, errors.New("dias-mets.xml has no header")))
	}
	return in, nil
}

// locate notes where the wanted files of the package's folder stand. It reads headers only, and seeks over what lies between them.
func (in *inside) locate(wanted func(path string) bool) error {
	if _, err := in.tar.Seek(0, io.SeekStart); err != nil {
		return receiving(err)
	}
	members := tar.NewReader(in.tar)
	for {
		h, err := members.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return receiving(err)
		}
		path := strings.TrimPrefix(h.Name, "./")
		if !wanted(path) {
			_, path, _ = strings.Cut(path, "/")
		}
		if !wanted(path) {
			continue
		}
		from, err := in.tar.Seek(0, io.SeekCurrent)
		if err != nil {
			return receiving(err)
		}
		in.at[path] = span{from, h.Size}
	}
}

func (in *inside) open(path string) (io.Reader, error) {
	s, ok := in.at[path]
	if !ok {
		return nil, receiving(errors.New(path + " is missing"))
	}
	if _, err := in.tar.Seek(s.from, io.SeekStart); err != nil {
		return nil, receiving(err)
	}
	return bufio.NewReaderSize(io.LimitReader(in.tar, s.size), 256<<10), nil
}

// agent is the name of an organization with a role.
func (in *inside) agent(role string) string {
	for _, a := range in.header.Agents {
		if a.Role == role && a.Kind == mets.KindOrganization {
			return a.Name
		}
	}
	return ""
}

func (in *inside) owner() string { return in.agent(mets.RoleOwner) }

func (in *inside) creator() string {
	if name := in.agent(mets.RoleArchivist); name != "" {
		return name
	}
	return in.agent(mets.RoleCreator)
}

// structure streams arkivstruktur.xml; a visitor's errEnough ends it.
func (in *inside) structure(visit func(*noark5.Folder) error) error {
	r, err := in.open(dias.Content + "/" + noark5.StructureFile)
	if err != nil {
		return err
	}
	_, err = noark5.ReadStructure(r, noark5.Visitor{Folder: visit})
	var known *deposit.Error
	var refusal *deposit.Refusal
	if err == nil || errors.Is(err, errEnough) {
		return nil
	}
	if errors.As(err, &known) || errors.As(err, &refusal) {
		return err
	}
	return receiving(err)
}

// arrived is a client folder as the package tells of it, with the delivery that it says it belongs to.
type arrived struct {
	deposit.KeptFolder
	delivery deposit.ID
}

// arrivedOf is what our own metadata say of a folder: boxes, volumes, medium (vsmd-ppt.xsd).
func arrivedOf(f *noark5.Folder) arrived {
	kept := arrived{KeptFolder: deposit.KeptFolder{ID: deposit.ID(strings.ToLower(f.SystemID)), Journal: f.FolderID, Medium: mediumOf(f), Opened: dayOf(f.Created.At), Closed: dayOf(f.Closed.At)}}
	for _, p := range f.Parties {
		if p.Role == noark5.RoleClient {
			kept.Name = p.Name
		}
	}
	if c := f.Client; c != nil {
		kept.Birth, kept.delivery = birthOf(c), deposit.ID(strings.ToLower(c.DeliveryID))
		for _, b := range c.Boxes {
			kept.Pieces = append(kept.Pieces, deposit.KeptPiece{Volume: b.Volume, Box: b.Box, Position: b.Position})
		}
	}
	if len(kept.Pieces) == 0 && kept.Medium != deposit.Digital {
		kept.Pieces = []deposit.KeptPiece{{Volume: 1}} // paper that nobody can say the place of: never lent, never lost
	}
	return kept
}

func mediumOf(f *noark5.Folder) deposit.Medium {
	if f.Client != nil && f.Client.Medium != "" {
		return deposit.Medium(f.Client.Medium)
	}
	switch f.Medium {
	case noark5.MediumDigital:
		return deposit.Digital
	case noark5.MediumPaper:
		return deposit.OnPaper
	}
	return deposit.Mixed
}

func birthOf(c *noark5.ClientData) deposit.Date {
	d := dayOf(c.BirthDate)
	switch c.BirthPrecision {
	case noark5.PrecisionUnknown:
		return deposit.Date{}
	case noark5.PrecisionYear:
		return deposit.Date{Year: d.Year}
	case noark5.PrecisionMonth:
		return deposit.Date{Year: d.Year, Month: d.Month}
	}
	return d
}

func dayOf(t time.Time) deposit.Date {
	if t.IsZero() {
		return deposit.Date{}
	}
	return deposit.DateOf(t)
}
