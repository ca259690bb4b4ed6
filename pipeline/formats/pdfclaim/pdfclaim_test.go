package pdfclaim

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

func looked(t testing.TB, data []byte) Claim {
	c, err := Look(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	return c
}

// classic is a file as LibreOffice and Ghostscript write them: plain dictionaries.
func classic(font, descriptor, intent, trailer string) []byte {
	return fmt.Appendf(nil, "%%PDF-1.7\n1 0 obj\n%s\nendobj\n2 0 obj\n%s\nendobj\n3 0 obj\n%s\nendobj\n"+
		"4 0 obj\n<</Type/Metadata/Subtype/XML/Length 80>>\nstream\n<d pdfaid:part='2' pdfaid:conformance='B'/>\nendstream\nendobj\n"+
		"xref\n0 1\ntrailer\n<</Size 5%s>>\nstartxref\n0\n%%%%EOF", font, descriptor, intent, trailer)
}

const (
	embeddedFont = "<</Type/FontDescriptor/FontName/ABCDEF+Carlito/FontFile2 9 0 R>>"
	pdfaIntent   = "<</Type/OutputIntent/S/GTS_PDFA1/DestOutputProfile 4 0 R>>"
	trueType     = "<</Type/Font/Subtype/TrueType/BaseFont/ABCDEF+Carlito/FontDescriptor 2 0 R>>"
)

func TestWhatAFileClaims(t *testing.T) {
	whole := looked(t, classic(trueType, embeddedFont, pdfaIntent, ""))
	require.Equal(t, Claim{Part: 2, Level: "B", Intent: true, Fonts: []string{"Carlito"}}, whole)
	require.True(t, whole.PDFA(2))
	require.False(t, whole.PDFA(1))

	for name, data := range map[string][]byte{
		"no output intent":     classic(trueType, embeddedFont, "<<>>", ""),
		"an intent of a print": classic(trueType, embeddedFont, "<</S/GTS_PDFX/DestOutputProfile 4 0 R>>", ""),
		"a font by name":       classic("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", embeddedFont, pdfaIntent, ""),
		"a descriptor alone":   classic(trueType, "<</Type/FontDescriptor/FontName/ABCDEF+Carlito/Flags 4>>", pdfaIntent, ""),
		"encrypted":            classic(trueType, embeddedFont, pdfaIntent, "/Encrypt 9 0 R"),
		"nothing":              []byte("hei"),
		"empty":                nil,
	} {
		require.False(t, looked(t, data).PDFA(2), name)
	}
	require.Equal(t, []string{"Helvetica"}, looked(t, classic("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", embeddedFont, pdfaIntent, "")).Loose)
}

func TestObjectsInStreamsAreSeen(t *testing.T) {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	_, err := z.Write([]byte("1 0 2 40 <</Type/Font/Subtype/Type1/BaseFont/Courier>><</S/GTS_PDFA1/DestOutputProfile 4 0 R/X<</Y 1>>>>"))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	c := looked(t, fmt.Appendf(nil, "%%PDF-1.7\n7 0 obj\n<</Type/ObjStm/N 2/First 9/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n", packed.Len(), packed.Bytes()))
	require.True(t, c.Intent)
	require.Equal(t, []string{"Courier"}, c.Loose)
}

func FuzzLook(f *testing.F) {
	f.Add(classic(trueType, embeddedFont, pdfaIntent, ""))
	f.Fuzz(func(t *testing.T, data []byte) { looked(t, data) })
}
