package addml

import (
	"io"
	"strconv"
	"strings"
	"time"
)

// Reading is an extraction as it was read, with what was unusual about it.
type Reading struct {
	Extraction
	Unread []string // names of properties that were absent or not understood
}

// Read reads an arkivuttrekk.xml of any Noark 5 version. It is lenient: what is absent or unusual is
// left as it is (see [Sum], [Occurrence], [Reading]), for the caller to judge. Properties are found by
// name, not by position. Errors are [*ReadError] or those of r.
func Read(r io.Reader) (*Reading, error) {
	return read(newScanner(r))
}

func read(scan *scanner) (*Reading, error) {
	start, err := scan.root("addml")
	if err != nil {
		return nil, err
	}
	root, err := scan.tree(start)
	if err != nil {
		return nil, err
	}
	if err := scan.rest(); err != nil {
		return nil, err
	}
	return interpret(root.kid("dataset")), nil
}

func interpret(set *tree) *Reading {
	x := &Reading{}
	x.context(set.kid("reference"))
	outer := set.kid("dataObjects").kid("dataObject")
	x.info(outer.prop("info"))
	for _, o := range outer.kid("dataObjects").all("dataObject") {
		x.Objects = append(x.Objects, readObject(o))
	}
	return x
}

func (x *Reading) context(ref *tree) {
	context := ref.kid("context").kid("additionalElements")
	for _, c := range context.called("additionalElement", "recordCreators").kid("additionalElements").kids {
		x.Creators = append(x.Creators, strings.TrimSpace(c.val("value")))
	}
	x.SystemType = value(context.called("additionalElement", "systemType"))
	x.SystemName = value(context.called("additionalElement", "systemName"))
	x.Archive = value(context.called("additionalElement", "archive"))
	period := ref.kid("content").kid("additionalElements").called("additionalElement", "archivalPeriod")
	x.Start = x.date(period, "startDate")
	x.End = x.date(period, "endDate")
}

func (x *Reading) info(info *tree) {
	x.Version = value(info.prop("type").prop("version"))
	more := info.prop("additionalInfo")
	x.IncomingSplit = Split(value(more.prop("periode").prop("inngaaendeSkille")))
	x.OutgoingSplit = Split(value(more.prop("periode").prop("utgaaendeSkille")))
	x.Screened = x.yes(more, "inneholderSkjermetInformasjon")
	x.Disposed = x.yes(more, "omfatterDokumenterSomErKassert")
	x.ToBeDisposed = x.yes(more, "inneholderDokumenterSomSkalKasseres")
	x.OwnMetadata = x.yes(more, "inneholderVirksomhetsspesifikkeMetadata")
	x.DocumentFiles = number(more.prop("antallDokumentfiler"))
	if x.DocumentFiles < 0 {
		x.Unread = append(x.Unread, "antallDokumentfiler")
	}
}

func readObject(t *tree) Object {
	o := Object{Name: attribute(t.StartElement, "name"), File: readSum(t.prop("file"))}
	for _, p := range t.kid("properties").kids {
		if attribute(p.StartElement, "name") == "schema" {
			o.Schemas = append(o.Schemas, readSum(p.prop("file")))
		}
	}
	for _, n := range t.prop("info").kid("properties").kids {
		if attribute(n.StartElement, "name") == "numberOfOccurrences" {
			o.Occurrences = append(o.Occurrences, Occurrence{Element: value(n), Count: number(n.prop("value"))})
		}
	}
	return o
}

func readSum(file *tree) Sum {
	sum := file.prop("checksum")
	return Sum{Name: value(file.prop("name")), Algorithm: value(sum.prop("algorithm")), Checksum: value(sum.prop("value"))}
}

func (x *Reading) date(t *tree, name string) time.Time {
	day, err := time.Parse(time.DateOnly, value(t.prop(name)))
	if err != nil {
		x.Unread = append(x.Unread, name)
	}
	return day
}

func (x *Reading) yes(t *tree, name string) bool {
	switch value(t.prop(name)) {
	case "true", "1":
		return true
	case "false", "0":
	default:
		x.Unread = append(x.Unread, name)
	}
	return false
}

// prop finds a property by its name.
func (t *tree) prop(name string) *tree { return t.kid("properties").called("property", name) }

func (t *tree) called(tag, name string) *tree {
	for _, k := range t.all(tag) {
		if attribute(k.StartElement, "name") == name {
			return k
		}
	}
	return &tree{}
}

func value(t *tree) string { return strings.TrimSpace(t.val("value")) }

func number(t *tree) int {
	n, err := strconv.Atoi(value(t))
	if err != nil || n < 0 {
		return -1
	}
	return n
}
