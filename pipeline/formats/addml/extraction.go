package addml

import "time"

// Split is how sharply an archive period is cut off at one end.
type Split string

// The two splits. Only these exact words count: Arkade takes every other word for a soft split.
const (
	Sharp Split = "skarpt"
	Soft  Split = "mykt"
)

// Algorithm is the only checksum algorithm that Arkade supports here.
const Algorithm = "SHA-256"

// Extraction is what arkivuttrekk.xml tells. Every field is mandatory when writing; Start and End are
// days. SystemType and Version have usual values: [UsualSystemType] and "5.0".
type Extraction struct {
	Creators      []string // names of arkivskapere
	SystemType    string
	SystemName    string
	Archive       string // name of the archive
	Start         time.Time
	End           time.Time
	Version       string // of Noark 5
	IncomingSplit Split
	OutgoingSplit Split
	Screened      bool // inneholderSkjermetInformasjon (N5.42)
	Disposed      bool // omfatterDokumenterSomErKassert (N5.45)
	ToBeDisposed  bool // inneholderDokumenterSomSkalKasseres (N5.44)
	OwnMetadata   bool // inneholderVirksomhetsspesifikkeMetadata
	DocumentFiles int  // N5.28; -1 when a document that was read does not say
	Objects       []Object
}

// UsualSystemType is the system type of the official template.
const UsualSystemType = "Sakarkiv (Noark-5)"

// Names of the data objects, in the order in which they stand.
const (
	Structure      = "arkivstruktur"
	ChangeLog      = "endringslogg"
	RunningJournal = "loependeJournal"
	PublicJournal  = "offentligJournal"
)

// Object is dataObject: one XML file of the extraction with its schemas and counts. The first schema
// is the main one. The first object is arkivstruktur.
type Object struct {
	Name        string
	File        Sum
	Schemas     []Sum
	Occurrences []Occurrence
}

// Sum is a file name with its checksum in hex. A document that was read may lack the algorithm or the
// checksum; a schema whose checksum stood earlier has none (metadatakatalog.xsd, in every object).
type Sum struct {
	Name      string
	Algorithm string
	Checksum  string
}

// SHA256 is a Sum as the writer wants it.
func SHA256(name, checksum string) Sum {
	return Sum{Name: name, Algorithm: Algorithm, Checksum: checksum}
}

// Occurrence is numberOfOccurrences: how often an element stands in the object's file. Count is -1
// when a document that was read gives no number.
type Occurrence struct {
	Element string
	Count   int
}

// Object finds a data object by name.
func (x *Extraction) Object(name string) (Object, bool) {
	for _, o := range x.Objects {
		if o.Name == name {
			return o, true
		}
	}
	return Object{}, false
}

// Count gives how often the extraction says that an element stands in an object's file (N5.10, N5.16).
func (o Object) Count(element string) (int, bool) {
	for _, n := range o.Occurrences {
		if n.Element == element {
			return n.Count, n.Count >= 0
		}
	}
	return 0, false
}

// Files gives every file that has a checksum, in the order of the document (N5.01, N5.02).
func (x *Extraction) Files() []Sum {
	var files []Sum
	for _, o := range x.Objects {
		files = append(files, o.File)
		for _, s := range o.Schemas {
			if s.Checksum != "" {
				files = append(files, s)
			}
		}
	}
	return files
}
