package dias

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestLayoutNames(t *testing.T) {
	assert.Equal(t, uuid, layout.Root())
	assert.Equal(t, uuid+".tar", layout.Tar())
	assert.Equal(t, uuid+".xml", layout.Info())
	assert.Equal(t, uuid+".sha256", layout.Checksum())
	assert.Equal(t, "content/arkivstruktur.xml", layout.InContent("arkivstruktur.xml"))
	assert.Equal(t, "content/DOKUMENT/1/2.pdf", layout.Document("1/2.pdf"))
	assert.Equal(t, "DOKUMENT/1/2.pdf", layout.Reference("1/2.pdf"))
	assert.Equal(t, uuid+"/log.xml", layout.InTar(Log))
	assert.Contains(t, DocumentFolders, layout.Documents)
	assert.NotContains(t, DocumentFolders, "DOCUMENT", "Arkade refuses it")
}

func TestMissing(t *testing.T) {
	whole := []string{
		METS, METSSchema, Administrative, PREMIS, PREMISSchema, Descriptive, Content, "content/arkivstruktur.xml",
		"content/arkivstruktur.xsd", "content/metadatakatalog.xsd",
	}
	missing := func(extra []string, without string) []string {
		return Missing(func(p string) bool { return p != without && slices.Contains(append(slices.Clone(whole), extra...), p) })
	}
	assert.Empty(t, missing(nil, ""), "change log and journals may be absent, each with its schema")
	assert.Equal(t, []string{Descriptive}, missing(nil, Descriptive))
	assert.Equal(t, []string{"content/endringslogg.xsd"}, missing([]string{"content/endringslogg.xml"}, ""))
	assert.Equal(t, []string{"content/offentligJournal.xml"}, missing([]string{"content/offentligJournal.xsd"}, ""))
}

func TestComparePathsKeepsFoldersTogether(t *testing.T) {
	paths := []string{"a-1", "a/b", "a", "a/b/c", "a.x", "B", "a/b.c"}
	slices.SortFunc(paths, ComparePaths)
	assert.Equal(t, []string{"B", "a", "a/b", "a/b/c", "a/b.c", "a-1", "a.x"}, paths)
}
