package soffice

import (
	"archive/zip"
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
)

// zipped is a zip of names and texts, in their order.
func zipped(t testing.TB, pairs ...string) string {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i < len(pairs); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: pairs[i], Method: zip.Store})
		require.NoError(t, err)
		_, err = w.Write([]byte(pairs[i+1]))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return out.String()
}

// linkedODT is a text with a picture from the network and a section from a file; empty addresses leave them out.
func linkedODT(t testing.TB, picture, section string) string {
	const head = `<?xml version="1.0" encoding="UTF-8"?>`
	const ns = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" ` +
		`xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2"`
	body := `<text:p>Et dokument.</text:p>`
	if picture != "" {
		body += `<text:p><draw:frame text:anchor-type="as-char" svg:width="5cm" svg:height="5cm"><draw:image xlink:href="` + picture + `" xlink:type="simple" xlink:actuate="onLoad"/></draw:frame></text:p>`
	}
	if section != "" {
		body += `<text:section text:name="S"><text:section-source xlink:href="` + section + `" xlink:type="simple" xlink:show="embed"/><text:p>Her.</text:p></text:section>`
	}
	return zipped(t, "mimetype", "application/vnd.oasis.opendocument.text",
		"content.xml", head+`<office:document-content `+ns+`><office:body><office:text>`+body+`</office:text></office:body></office:document-content>`,
		"META-INF/manifest.xml", head+`<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">`+
			`<manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="application/vnd.oasis.opendocument.text"/>`+
			`<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`)
}

// linkedDocx is a Word document with a picture from the network, a field that takes in a file, and a template from the network.
func linkedDocx(t testing.TB, picture, file string) string {
	const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
	const rel = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	return zipped(t,
		"[Content_Types].xml", head+`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`+
			`<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels", head+`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="`+rel+`officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/_rels/document.xml.rels", head+`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`+
			`<Relationship Id="r1" Type="`+rel+`image" TargetMode="External" Target="`+picture+`"/>`+
			`<Relationship Id="r2" Type="`+rel+`attachedTemplate" TargetMode="External" Target="`+picture+`"/></Relationships>`,
		"word/document.xml", head+`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" `+
			`xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">`+
			`<w:body><w:p><w:r><w:t>Et dokument.</w:t></w:r></w:p><w:p><w:r><w:drawing><wp:inline><wp:extent cx="1800000" cy="1800000"/><wp:docPr id="1" name="b"/>`+
			`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="b"/><pic:cNvPicPr/></pic:nvPicPr>`+
			`<pic:blipFill><a:blip r:link="r1"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="1800000"/></a:xfrm>`+
			`<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`+
			`<w:p><w:fldSimple w:instr=" INCLUDETEXT &quot;`+file+`&quot; "><w:r><w:t>Her.</w:t></w:r></w:fldSimple></w:p><w:sectPr/></w:body></w:document>`)
}
