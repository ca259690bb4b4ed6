package pdfa

import (
	"encoding/xml"
	"strings"
	"time"
)

// Info dictionary and XMP packet say the same, value by value (ISO 19005-1, 6.7.3; ISO 19005-2, 6.6.2).

const xmpDate = "2006-01-02T15:04:05-07:00"

func (d *Document) info() []byte {
	b := []byte("<<")
	field := func(key, value string) {
		if value != "" {
			b = appendText(append(append(b, '/'), key...), value)
		}
	}
	field("Title", d.opt.Title)
	field("Author", d.opt.Author)
	field("Subject", d.opt.Subject)
	field("Creator", d.opt.Creator)
	field("Producer", d.opt.Producer)
	field("CreationDate", pdfDate(d.opt.Created))
	field("ModDate", pdfDate(d.opt.Created))
	return append(b, ">>"...)
}

// pdfDate writes the zone as +01'00' (ISO 32000-1, 7.9.4).
func pdfDate(t time.Time) string {
	return "D:" + strings.ReplaceAll(t.Format("20060102150405-07:00"), ":", "'") + "'"
}

// xmp returns the packet; it stays uncompressed so that any program finds it (ISO 19005-1, 6.7.2).
func (d *Document) xmp() []byte {
	var b strings.Builder
	b.WriteString("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` + "\n")
	part, level := "2", "A"
	if d.opt.Flavour == A1b {
		part, level = "1", "B"
	}
	describe(&b, "pdfaid", "http://www.aiim.org/pdfa/ns/id/", element("pdfaid:part", part)+element("pdfaid:conformance", level))
	dc := `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">` + escape(d.opt.Title) + `</rdf:li></rdf:Alt></dc:title>`
	if d.opt.Author != "" {
		dc += `<dc:creator><rdf:Seq><rdf:li>` + escape(d.opt.Author) + `</rdf:li></rdf:Seq></dc:creator>`
	}
	if d.opt.Subject != "" {
		dc += `<dc:description><rdf:Alt><rdf:li xml:lang="x-default">` + escape(d.opt.Subject) + `</rdf:li></rdf:Alt></dc:description>`
	}
	describe(&b, "dc", "http://purl.org/dc/elements/1.1/", dc)
	at := d.opt.Created.Format(xmpDate)
	dates := element("xmp:CreateDate", at) + element("xmp:ModifyDate", at)
	if d.opt.Creator != "" {
		dates += element("xmp:CreatorTool", escape(d.opt.Creator))
	}
	describe(&b, "xmp", "http://ns.adobe.com/xap/1.0/", dates)
	describe(&b, "pdf", "http://ns.adobe.com/pdf/1.3/", element("pdf:Producer", escape(d.opt.Producer)))
	if d.opt.Flavour == A2aUA1 {
		b.WriteString(uaSchema)
		describe(&b, "pdfuaid", "http://www.aiim.org/pdfua/ns/id/", element("pdfuaid:part", "1"))
	}
	b.WriteString("</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return []byte(b.String())
}

func describe(b *strings.Builder, prefix, space, body string) {
	b.WriteString(`<rdf:Description rdf:about="" xmlns:` + prefix + `="` + space + `">` + body + "</rdf:Description>\n")
}

func element(name, value string) string { return "<" + name + ">" + value + "</" + name + ">" }

func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder never fails
	return b.String()
}

// uaSchema declares the one property of PDF/UA, which the PDF/A standards do not know beforehand (ISO 19005-2, 6.6.2.3.3).
const uaSchema = `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"` +
	` xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">` +
	`<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">` +
	`<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>` +
	`<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>` +
	`<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>` +
	`<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">` +
	`<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>` +
	`<pdfaProperty:category>internal</pdfaProperty:category>` +
	`<pdfaProperty:description>Part of ISO 14289 that the document follows</pdfaProperty:description>` +
	`</rdf:li></rdf:Seq></pdfaSchema:property>` +
	"</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\n"
