package dias

import (
	"path"
	"slices"
	"strings"
)

// Layout gives the paths of one package. All are relative to the package's folder, with "/"; Root,
// Tar and Info are the names outside it. ID is the bare UUID.
type Layout struct {
	ID        string
	Documents string // name of the document folder: DOKUMENT by the standard, dokumenter by Arkade's custom
}

// Paths in the package's folder.
const (
	METS           = "dias-mets.xml"
	METSSchema     = "dias-mets.xsd"
	Log            = "log.xml"
	Administrative = "administrative_metadata"
	PREMIS         = "administrative_metadata/dias-premis.xml"
	PREMISSchema   = "administrative_metadata/dias-premis.xsd"
	ADDML          = "administrative_metadata/addml.xml"
	ADDMLSchema    = "administrative_metadata/addml.xsd"
	Descriptive    = "descriptive_metadata"
	Content        = "content"
)

// StandardDocuments is the name of the document folder in the text of the standard (krav 6.4.2).
const StandardDocuments = "DOKUMENT"

// DocumentFolders are the names that Arkade accepts for the document folder, and no others.
var DocumentFolders = []string{"DOKUMENT", "dokumenter", "DOKUMENTER", "dokument"}

// Root is the one folder in the tar.
func (l Layout) Root() string { return l.ID }

// Tar is the file name of the tar.
func (l Layout) Tar() string { return l.ID + ".tar" }

// Info is the file name of the submission description beside the tar.
func (l Layout) Info() string { return l.ID + ".xml" }

// Checksum is the file name of the tar's checksum beside it, for sha256sum -c.
func (l Layout) Checksum() string { return l.ID + ".sha256" }

// InContent is the path of a file of the extraction.
func (l Layout) InContent(name string) string { return path.Join(Content, name) }

// Document is the path of a document, given its path in the document folder.
func (l Layout) Document(name string) string { return path.Join(Content, l.Reference(name)) }

// Reference is what referanseDokumentfil says of a document: its path from the extraction's folder.
func (l Layout) Reference(name string) string { return path.Join(l.Documents, name) }

// InTar is the name that a path of the package has in the tar.
func (l Layout) InTar(p string) string { return path.Join(l.ID, p) }

// required and pairs are what Arkade's DIAS validator wants of a Noark 5 SIP. Of a pair both files may
// be absent together.
var (
	required = []string{
		METS, METSSchema, Administrative, PREMIS, PREMISSchema, Descriptive, Content,
		"content/arkivstruktur.xml", "content/arkivstruktur.xsd", "content/metadatakatalog.xsd",
	}
	pairs = []string{"content/endringslogg", "content/loependeJournal", "content/offentligJournal"}
)

// Missing gives what a Noark 5 SIP must have and this one has not, in the order of the rules; has
// tells whether a path of the package exists.
func Missing(has func(path string) bool) []string {
	var missing []string
	for _, p := range required {
		if !has(p) {
			missing = append(missing, p)
		}
	}
	for _, p := range pairs {
		document, schema := has(p+".xml"), has(p+".xsd")
		if schema && !document {
			missing = append(missing, p+".xml")
		}
		if document && !schema {
			missing = append(missing, p+".xsd")
		}
	}
	return missing
}

// ComparePaths is the order of members in the tar: by path segment, byte by byte, so that what lies in
// a folder follows it without a gap.
func ComparePaths(a, b string) int {
	return slices.Compare(strings.Split(a, "/"), strings.Split(b, "/"))
}
