package addml

import (
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup"
)

// element is one that this package puts together; its methods append what ADDML is made of.
type element struct{ markup.Element }

// add appends an empty child element, to be filled by the caller.
func (e element) add(name string) element { return element{e.Add(name)} }

const schemaInstance = "http://www.w3.org/2001/XMLSchema-instance"

// Write writes the document. A value that is missing, malformed or that XML cannot hold is an
// [*markup.ElementError], and nothing is written then.
func Write(w io.Writer, x *Extraction) error {
	root := element{markup.NewElement("addml", "addml")}
	root.Attr("xmlns", Namespace)
	root.Attr("xmlns:xsi", schemaInstance)
	root.Attr("xsi:schemaLocation", Namespace+" "+Schema)
	root.Attr("name", "Noark 5-arkivuttrekk")
	set := root.add("dataset")
	set.Need("description", "Noark 5-arkivuttrekk")
	set.reference(x)
	object := set.add("dataObjects").dataObject("Noark 5-arkivuttrekk")
	object.add("properties").info(x)
	object.add("dataObjects").objects(x.Objects)
	if root.Err() != nil {
		return root.Err()
	}
	out := markup.NewStream(w)
	out.Put(root.Element, 0)
	return out.End()
}

func (e element) reference(x *Extraction) {
	ref := e.add("reference")
	context := ref.add("context").add("additionalElements")
	creators := context.named("additionalElement", "recordCreators").add("additionalElements")
	if len(x.Creators) == 0 {
		creators.Fail("additionalElement", markup.FaultMissing)
	}
	for _, c := range x.Creators {
		creators.valued("additionalElement", "recordCreator", c)
	}
	context.valued("additionalElement", "systemType", x.SystemType)
	context.valued("additionalElement", "systemName", x.SystemName)
	context.valued("additionalElement", "archive", x.Archive)
	period := ref.add("content").add("additionalElements").named("additionalElement", "archivalPeriod").add("properties")
	period.property("startDate", day(x.Start))
	period.property("endDate", day(x.End))
	if x.End.Before(x.Start) {
		period.Fail("property", markup.FaultConflict)
	}
}

// info must be the first property, with type as its first child and additionalInfo as its second.
func (e element) info(x *Extraction) {
	info := e.named("property", "info").add("properties")
	info.property("type", "Noark 5").add("properties").property("version", x.Version)
	more := info.named("property", "additionalInfo").add("properties")
	period := more.named("property", "periode").add("properties")
	period.split("inngaaendeSkille", x.IncomingSplit)
	period.split("utgaaendeSkille", x.OutgoingSplit)
	more.typed("inneholderSkjermetInformasjon", "boolean", strconv.FormatBool(x.Screened))
	more.typed("omfatterDokumenterSomErKassert", "boolean", strconv.FormatBool(x.Disposed))
	more.typed("inneholderDokumenterSomSkalKasseres", "boolean", strconv.FormatBool(x.ToBeDisposed))
	more.typed("inneholderVirksomhetsspesifikkeMetadata", "boolean", strconv.FormatBool(x.OwnMetadata))
	more.number("antallDokumentfiler", x.DocumentFiles)
}

func (e element) split(name string, s Split) {
	if s != Sharp && s != Soft {
		e.Fail(name, markup.FaultForm)
	}
	e.property(name, string(s))
}

func (e element) objects(objects []Object) {
	if len(objects) == 0 || objects[0].Name != Structure {
		e.Fail("dataObject", markup.FaultOrder) // Arkade takes the first for arkivstruktur
	}
	seen := map[string]bool{}
	for _, o := range objects {
		properties := e.dataObject(o.Name).add("properties")
		properties.file(o.File)
		if len(o.Schemas) == 0 {
			properties.Fail("property", markup.FaultMissing)
		}
		for i, s := range o.Schemas {
			properties.schema(s, i == 0, seen[s.Name])
			seen[s.Name] = true
		}
		properties.occurrences(o.Occurrences)
	}
}

// schema gives the checksum of a file once, where it first stands; later only its name.
func (e element) schema(s Sum, main, again bool) {
	schema := e.named("property", "schema")
	if main {
		schema.Text("value", "main")
	}
	properties := schema.add("properties")
	if again {
		properties.named("property", "file").add("properties").property("name", s.Name)
		return
	}
	properties.file(s)
	properties.property("type", "XML Schema").add("properties").property("version", "1.0")
}

func (e element) file(s Sum) {
	file := e.named("property", "file").add("properties")
	file.property("name", s.Name)
	file.property("format", "XML").add("properties").property("version", "1.0")
	sum := file.named("property", "checksum").add("properties")
	if s.Algorithm != Algorithm || len(s.Checksum) != 64 || strings.Trim(s.Checksum, "0123456789abcdefABCDEF") != "" {
		sum.Fail("property", markup.FaultForm)
	}
	sum.property("algorithm", s.Algorithm)
	sum.property("value", s.Checksum)
}

func (e element) occurrences(occurrences []Occurrence) {
	if len(occurrences) == 0 {
		return
	}
	info := e.named("property", "info").add("properties")
	for _, o := range occurrences {
		n := info.property("numberOfOccurrences", o.Element).add("properties")
		n.property("elementPath", "//"+o.Element)
		n.number("value", o.Count)
	}
}

func (e element) dataObject(name string) element { return e.named("dataObject", name) }

// property appends a property with a value; further properties may be added below it.
func (e element) property(name, value string) element { return e.valued("property", name, value) }

func (e element) number(name string, n int) {
	if n < 0 {
		e.Fail(name, markup.FaultForm)
	}
	e.typed(name, "integer", strconv.Itoa(n))
}

func (e element) typed(name, kind, value string) {
	p := e.property(name, value)
	p.Attr("dataType", kind)
}

func (e element) valued(tag, name, value string) element {
	child := e.named(tag, name)
	if markup.Blank(value) {
		child.Fail(name, markup.FaultMissing)
	}
	child.Need("value", value)
	return child
}

func (e element) named(tag, name string) element {
	child := e.add(tag)
	child.NeedAttr("name", name)
	return child
}

// day is an xs:date without zone; the zero time is blank, and so an error.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}
