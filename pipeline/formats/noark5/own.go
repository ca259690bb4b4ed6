package noark5

import "time"

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
	own.need("ppt:klientnummer", c.ClientNo)
	own.day("ppt:fodselsdato", c.BirthDate)
	own.text("ppt:fodselsdatoNoeyaktighet", c.BirthPrecision)
	own.text("ppt:journalaar", c.JournalYear)
	for _, b := range c.Boxes {
		box := own.add("ppt:boks")
		box.count("ppt:boksnummer", b.Box)
		box.count("ppt:bind", b.Volume)
		box.optional("ppt:mappeIBoks", b.Position)
	}
	own.optional("ppt:omslag", c.Covers)
	own.text("ppt:medium", c.Medium)
	own.optional("ppt:tykkelseMm", c.ThicknessMM)
	own.text("ppt:tykkelseKilde", c.ThicknessSource)
	own.day("ppt:sisteInnfoersel", c.LastEntry)
	own.text("ppt:avleveringId", c.DeliveryID)
}

func (e element) document(d *DocumentData) {
	if d == nil {
		return
	}
	own := e.own("ppt:dokumentdata")
	own.text("ppt:dokumentnummer", d.Number)
	own.day("ppt:dokumentdato", d.Date)
	own.text("ppt:sone", d.Zone)
	own.text("ppt:retning", d.Direction)
	own.text("ppt:motpart", d.Counterpart)
	own.text("ppt:opprinneligFormat", d.OriginalForm)
	if len(own.el.Child) == 0 {
		e.fail("virksomhetsspesifikkeMetadata", FaultMissing)
	}
}

// own opens virksomhetsspesifikkeMetadata; without xsi:type a validator would let misspellings pass.
func (e element) own(kind string) element {
	own := e.add("virksomhetsspesifikkeMetadata")
	own.attr("xsi:type", kind)
	return own
}

func readClient(t *tree) *ClientData {
	own := t.kid("virksomhetsspesifikkeMetadata")
	if own.kid("klientnummer").Name.Space != OwnNamespace {
		return nil
	}
	c := &ClientData{
		ClientNo: own.val("klientnummer"), BirthDate: readTime(own.val("fodselsdato")),
		BirthPrecision: own.val("fodselsdatoNoeyaktighet"), JournalYear: own.val("journalaar"),
		Covers: readInt(own.val("omslag")), Medium: own.val("medium"),
		ThicknessMM: readInt(own.val("tykkelseMm")), ThicknessSource: own.val("tykkelseKilde"),
		LastEntry: readTime(own.val("sisteInnfoersel")), DeliveryID: own.val("avleveringId"),
	}
	for _, b := range own.all("boks") {
		c.Boxes = append(c.Boxes, BoxPlace{
			Box: readInt(b.val("boksnummer")), Volume: readInt(b.val("bind")), Position: readInt(b.val("mappeIBoks")),
		})
	}
	return c
}

func readDocumentData(t *tree) *DocumentData {
	own := t.kid("virksomhetsspesifikkeMetadata")
	if len(own.kids) == 0 || own.kids[0].Name.Space != OwnNamespace {
		return nil
	}
	return &DocumentData{
		Number: own.val("dokumentnummer"), Date: readTime(own.val("dokumentdato")), Zone: own.val("sone"),
		Direction: own.val("retning"), Counterpart: own.val("motpart"), OriginalForm: own.val("opprinneligFormat"),
	}
}
