package noark5

import (
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup"
)

// ClientData is our own metadata of a client folder, complexType klientdata in vsmd-ppt.xsd. A depot
// finds the paper through it: boxes are named nowhere else in a form that a program can read.
type ClientData struct {
	ClientNo        string
	BirthDate       time.Time // a day
	BirthPrecision  string    // how much of BirthDate is known
	JournalYear     string    // as written, 1979-80
	Boxes           []BoxPlace
	Covers          int // omslag: into how many volumes the paper is divided
	Medium          string
	ThicknessMM     int
	ThicknessSource string
	LastEntry       time.Time // a day
	DeliveryID      string
}

// BoxPlace is where one volume of a paper folder lies. All are numbered from 1; Position 0 is absent.
type BoxPlace struct {
	Box      int
	Volume   int
	Position int // mappeIBoks: place in the box, counted from the front
}

// DocumentData is our own metadata of a registration, complexType dokumentdata: what plain
// registreringer have no element for.
type DocumentData struct {
	Number       string
	Date         time.Time // a day
	Zone         string
	Direction    string
	Counterpart  string
	OriginalForm string // format before conversion, a PUID
}

func (e element) client(c *ClientData) {
	if c == nil {
		return
	}
	own := e.own("ppt:klientdata")
	own.Need("ppt:klientnummer", c.ClientNo)
	own.day("ppt:fodselsdato", c.BirthDate)
	own.Text("ppt:fodselsdatoNoeyaktighet", c.BirthPrecision)
	own.Text("ppt:journalaar", c.JournalYear)
	for _, b := range c.Boxes {
		box := own.add("ppt:boks")
		box.count("ppt:boksnummer", b.Box)
		box.count("ppt:bind", b.Volume)
		box.optional("ppt:mappeIBoks", b.Position)
	}
	own.optional("ppt:omslag", c.Covers)
	own.Text("ppt:medium", c.Medium)
	own.optional("ppt:tykkelseMm", c.ThicknessMM)
	own.Text("ppt:tykkelseKilde", c.ThicknessSource)
	own.day("ppt:sisteInnfoersel", c.LastEntry)
	own.Text("ppt:avleveringId", c.DeliveryID)
}

func (e element) document(d *DocumentData) {
	if d == nil {
		return
	}
	own := e.own("ppt:dokumentdata")
	own.Text("ppt:dokumentnummer", d.Number)
	own.day("ppt:dokumentdato", d.Date)
	own.Text("ppt:sone", d.Zone)
	own.Text("ppt:retning", d.Direction)
	own.Text("ppt:motpart", d.Counterpart)
	own.Text("ppt:opprinneligFormat", d.OriginalForm)
	if own.Empty() {
		e.Fail("virksomhetsspesifikkeMetadata", markup.FaultMissing)
	}
}

// own opens virksomhetsspesifikkeMetadata; without xsi:type a validator would let misspellings pass.
func (e element) own(kind string) element {
	own := e.add("virksomhetsspesifikkeMetadata")
	own.Attr("xsi:type", kind)
	return own
}

func readClient(t *markup.Tree) *ClientData {
	own := t.First("virksomhetsspesifikkeMetadata")
	if own.First("klientnummer").Name.Space != OwnNamespace {
		return nil
	}
	c := &ClientData{
		ClientNo: own.Value("klientnummer"), BirthDate: readTime(own.Value("fodselsdato")),
		BirthPrecision: own.Value("fodselsdatoNoeyaktighet"), JournalYear: own.Value("journalaar"),
		Covers: readInt(own.Value("omslag")), Medium: own.Value("medium"),
		ThicknessMM: readInt(own.Value("tykkelseMm")), ThicknessSource: own.Value("tykkelseKilde"),
		LastEntry: readTime(own.Value("sisteInnfoersel")), DeliveryID: own.Value("avleveringId"),
	}
	for _, b := range own.All("boks") {
		c.Boxes = append(c.Boxes, BoxPlace{
			Box: readInt(b.Value("boksnummer")), Volume: readInt(b.Value("bind")), Position: readInt(b.Value("mappeIBoks")),
		})
	}
	return c
}

func readDocumentData(t *markup.Tree) *DocumentData {
	own := t.First("virksomhetsspesifikkeMetadata")
	if len(own.Children) == 0 || own.Children[0].Name.Space != OwnNamespace {
		return nil
	}
	return &DocumentData{
		Number: own.Value("dokumentnummer"), Date: readTime(own.Value("dokumentdato")), Zone: own.Value("sone"),
		Direction: own.Value("retning"), Counterpart: own.Value("motpart"), OriginalForm: own.Value("opprinneligFormat"),
	}
}
