package addml

import (
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup"
)

// Reading is an extraction as it was read, with what was unusual about it.
type Reading struct {
	Extraction
	Unread []string // names of properties that were absent or not understood
}

// Read reads an arkivuttrekk.xml of any Noark 5 version. It is lenient: what is absent or unusual is
// left as it is (see [Sum], [Occurrence], [Reading]), for the caller to judge. Properties are found by
// name, not by position. Errors are [*markup.ReadError] or those of r.
func Read(r io.Reader) (*Reading, error) {
	return read(markup.NewScanner(r))
}

func read(scan *markup.Scanner) (*Reading, error) {
	start, err := scan.Root("addml")
	if err != nil {
		return nil, err
	}
	root, err := scan.Tree(start)
	if err != nil {
		return nil, err
	}
	if err := scan.Rest(); err != nil {
		return nil, err
	}
	return interpret(root.First("dataset")), nil
}

func interpret(set *markup.Tree) *Reading {
	x := &Reading{}
	x.context(set.First("reference"))
	outer := set.First("dataObjects").First("dataObject")
	x.info(prop(outer, "info"))
	for _, o := range outer.First("dataObjects").All("dataObject") {
		x.Objects = append(x.Objects, readObject(o))
	}
	return x
}

func (x *Reading) context(ref *markup.Tree) {
	context := ref.First("context").First("additionalElements")
	for _, c := range called(context, "additionalElement", "recordCreators").First("additionalElements").Children {
		x.Creators = append(x.Creators, strings.TrimSpace(c.Value("value")))
	}
	x.SystemType = value(called(context, "additionalElement", "systemType"))
	x.SystemName = value(called(context, "additionalElement", "systemName"))
	x.Archive = value(called(context, "additionalElement", "archive"))
	period := called(ref.First("content").First("additionalElements"), "additionalElement", "archivalPeriod")
	x.Start = x.date(period, "startDate")
	x.End = x.date(period, "endDate")
}

func (x *Reading) info(info *markup.Tree) {
	x.Version = value(prop(info, "type", "version"))
	more := prop(info, "additionalInfo")
	x.IncomingSplit = Split(value(prop(more, "periode", "inngaaendeSkille")))
	x.OutgoingSplit = Split(value(prop(more, "periode", "utgaaendeSkille")))
	x.Screened = x.yes(more, "inneholderSkjermetInformasjon")
	x.Disposed = x.yes(more, "omfatterDokumenterSomErKassert")
	x.ToBeDisposed = x.yes(more, "inneholderDokumenterSomSkalKasseres")
	x.OwnMetadata = x.yes(more, "inneholderVirksomhetsspesifikkeMetadata")
	x.DocumentFiles = number(prop(more, "antallDokumentfiler"))
	if x.DocumentFiles < 0 {
		x.Unread = append(x.Unread, "antallDokumentfiler")
	}
}

func readObject(t *markup.Tree) Object {
	o := Object{Name: t.Attribute("name"), File: readSum(prop(t, "file"))}
	for _, p := range t.First("properties").Children {
		if p.Attribute("name") == "schema" {
			o.Schemas = append(o.Schemas, readSum(prop(p, "file")))
		}
	}
	for _, n := range prop(t, "info").First("properties").Children {
		if n.Attribute("name") == "numberOfOccurrences" {
			o.Occurrences = append(o.Occurrences, Occurrence{Element: value(n), Count: number(prop(n, "value"))})
		}
	}
	return o
}

func readSum(file *markup.Tree) Sum {
	sum := prop(file, "checksum")
	return Sum{Name: value(prop(file, "name")), Algorithm: value(prop(sum, "algorithm")), Checksum: value(prop(sum, "value"))}
}

func (x *Reading) date(t *markup.Tree, name string) time.Time {
	day, err := time.Parse(time.DateOnly, value(prop(t, name)))
	if err != nil {
		x.Unread = append(x.Unread, name)
	}
	return day
}

func (x *Reading) yes(t *markup.Tree, name string) bool {
	switch value(prop(t, name)) {
	case "true", "1":
		return true
	case "false", "0":
	default:
		x.Unread = append(x.Unread, name)
	}
	return false
}

// prop finds a property by its name, and below it one by the next name.
func prop(t *markup.Tree, names ...string) *markup.Tree {
	for _, name := range names {
		t = called(t.First("properties"), "property", name)
	}
	return t
}

func called(t *markup.Tree, tag, name string) *markup.Tree {
	for _, k := range t.All(tag) {
		if k.Attribute("name") == name {
			return k
		}
	}
	return &markup.Tree{}
}

func value(t *markup.Tree) string { return strings.TrimSpace(t.Value("value")) }

func number(t *markup.Tree) int {
	n, err := strconv.Atoi(value(t))
	if err != nil || n < 0 {
		return -1
	}
	return n
}
