package main

import (
	"encoding/xml"
	"io"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// junitCase is one finding as a test case: an open hold fails, everything else passes and keeps its words as output.
type junitCase struct {
	XMLName   xml.Name      `xml:"testcase"`
	ClassName string        `xml:"classname,attr"`
	Name      string        `xml:"name,attr"`
	Time      string        `xml:"time,attr"`
	Failure   *junitFailure `xml:"failure"`
	Output    string        `xml:"system-out,omitempty"`
}

type junitFailure struct {
	Type    string `xml:"type,attr"`
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

// checkJUnit writes the findings as JUnit XML, the form that CI servers read: one suite, one case a finding, and one case that stands for the reading
// itself, so that a deposit without findings is no empty suite.
func checkJUnit(out io.Writer, f findings) error {
	enc := xml.NewEncoder(out)
	enc.Indent("", "  ")
	if _, err := io.WriteString(out, xml.Header); err != nil {
		return err
	}
	t := f.status.Findings
	suites := junitStart("testsuites", f.status.Name, t.Notes+t.Warnings+t.Holds+1, t.Open)
	suite := junitStart("testsuite", f.status.Name, t.Notes+t.Warnings+t.Holds+1, t.Open)
	for _, start := range []xml.StartElement{suites, suite} {
		if err := enc.EncodeToken(start); err != nil {
			return err
		}
	}
	if err := enc.Encode(junitCase{ClassName: "arkivdepot.check", Name: f.lang.Say("report.read_all"), Time: "0", Output: f.mark}); err != nil {
		return err
	}
	if err := f.each(func(found deposit.Found) error { return enc.Encode(junitOf(f, found)) }); err != nil {
		return err
	}
	for _, start := range []xml.StartElement{suite, suites} {
		if err := enc.EncodeToken(start.End()); err != nil {
			return err
		}
	}
	if err := enc.Close(); err != nil {
		return err
	}
	_, err := io.WriteString(out, "\n")
	return err
}

func junitOf(f findings, found deposit.Found) junitCase {
	said := found.Finding.Say(string(f.lang))
	c := junitCase{ClassName: "arkivdepot." + string(found.Severity) + "." + string(found.Finding.Code),
		Name: string(found.ID) + " " + placeOf(f.lang, found), Time: "0"}
	if found.Open() {
		c.Failure = &junitFailure{Type: string(found.Finding.Code), Message: said.Text, Text: said.Text + "\n→ " + said.Remedy}
		return c
	}
	c.Output = said.Text + "\n→ " + said.Remedy
	if found.Answer != "" {
		c.Output += "\n" + f.lang.Say("answer."+string(found.Answer)) + ": " + found.Because
	}
	return c
}

func junitStart(element, name string, tests, failures int) xml.StartElement {
	attr := func(name, value string) xml.Attr { return xml.Attr{Name: xml.Name{Local: name}, Value: value} }
	return xml.StartElement{Name: xml.Name{Local: element}, Attr: []xml.Attr{attr("name", "arkivdepot check "+name), attr("tests", strconv.Itoa(tests)),
		attr("failures", strconv.Itoa(failures)), attr("errors", "0"), attr("skipped", "0"), attr("time", "0")}}
}
