package noark5

import "time"

// Counts is what arkivuttrekk.xml and the depot's tests compare an arkivstruktur with. Folders and
// Registrations count every element of that name, also nested ones and subtypes (N5.10, N5.16).
type Counts struct {
	Series          int
	Classes         int // only read, never written
	Folders         int
	CaseFolders     int
	Registrations   int
	JournalPosts    int
	Descriptions    int
	Objects         int
	Conversions     int
	Screenings      int // skjerming (N5.42)
	Disposals       int // kassasjon, also «Bevares» (N5.44)
	Executed        int // utfoertKassasjon (N5.45)
	OwnMetadata     int // virksomhetsspesifikkeMetadata
	EmptyElements   int // N5.63; never written
	FileBytes       int64
	FirstPost       time.Time // earliest journaldato, a day (N5.60)
	LastPost        time.Time // latest journaldato
	FirstRegistered time.Time // earliest opprettetDato of a registrering (N5.27)
	LastRegistered  time.Time
}

func (c *Counts) folder(f *Folder) {
	c.Folders++
	c.CaseFolders += one(f.Case != nil)
	c.OwnMetadata += one(f.Client != nil)
	c.rules(f.Disposal, nil, f.Screening)
	for i := range f.Folders {
		c.folder(&f.Folders[i])
	}
	for i := range f.Registrations {
		c.registration(&f.Registrations[i])
	}
}

func (c *Counts) registration(r *Registration) {
	c.Registrations++
	c.OwnMetadata += one(r.Own != nil)
	c.rules(r.Disposal, nil, r.Screening)
	widen(&c.FirstRegistered, &c.LastRegistered, r.Created.At)
	if r.Journal != nil {
		c.JournalPosts++
		widen(&c.FirstPost, &c.LastPost, r.Journal.Date)
	}
	for i := range r.Documents {
		d := &r.Documents[i]
		c.Descriptions++
		c.rules(d.Disposal, d.Executed, d.Screening)
		for j := range d.Objects {
			c.Objects++
			c.Conversions += len(d.Objects[j].Conversions)
			c.FileBytes += max(0, d.Objects[j].Size)
		}
	}
}

func (c *Counts) rules(d *Disposal, x *ExecutedDisposal, s *Screening) {
	c.Disposals += one(d != nil)
	c.Executed += one(x != nil)
	c.Screenings += one(s != nil)
}

// widen stretches a range of times so that it holds t.
func widen(first, last *time.Time, t time.Time) {
	if t.IsZero() {
		return
	}
	if first.IsZero() || t.Before(*first) {
		*first = t
	}
	if t.After(*last) {
		*last = t
	}
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
