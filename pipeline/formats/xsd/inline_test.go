package xsd

import (
	"bytes"
	"context"
	"encoding/xml"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

// schemaOf wraps definitions in a schema document of the namespace urn:t.
func schemaOf(definitions string) string {
	return `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" xmlns="urn:t" targetNamespace="urn:t" elementFormDefault="qualified">` +
		definitions + `</xs:schema>`
}

// loadText loads one schema document.
func loadText(t testing.TB, text string) (*Schema, error) {
	t.Helper()
	return Load(fstest.MapFS{"t.xsd": {Data: []byte(text)}}, nil, "t.xsd")
}

func mustLoad(t testing.TB, definitions string) *Schema {
	t.Helper()
	s, err := loadText(t, schemaOf(definitions))
	require.NoError(t, err)
	return s
}

// findings validates a document and gives everything that was found.
func findings(t testing.TB, s *Schema, doc string, o Options) []Finding {
	t.Helper()
	var all []Finding
	err := s.Validate(context.Background(), bytes.NewReader([]byte(doc)), o, func(f Finding) bool {
		all = append(all, f)
		return true
	})
	require.NoError(t, err)
	return all
}

func codes(found []Finding) []Code {
	out := make([]Code, 0, len(found))
	for _, f := range found {
		out = append(out, f.Code)
	}
	return out
}

func escapeAttr(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}
