package xsd

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// FuzzLoad: no schema makes the loader panic or hang, and what loads can be used.
func FuzzLoad(f *testing.F) {
	for _, c := range allConstructs() {
		f.Add([]byte(schemaOf(c.schema)))
	}
	f.Fuzz(func(t *testing.T, schema []byte) {
		defer soon(t)()
		s, err := Load(fstest.MapFS{"t.xsd": {Data: schema}}, nil, "t.xsd")
		if err != nil {
			var fault *SchemaError
			if !errors.As(err, &fault) {
				t.Fatalf("not a SchemaError: %v", err)
			}
			return
		}
		_ = s.Validate(context.Background(), strings.NewReader(documentOf(`><a/><b/>text`)), Options{}, func(Finding) bool { return true })
	})
}

// FuzzValidate: no document makes the validator panic or hang, and its findings are in the table.
func FuzzValidate(f *testing.F) {
	all := allConstructs()
	schemas := make([]*Schema, len(all))
	known := Codes()
	for i, c := range all {
		schemas[i] = mustLoad(f, c.schema)
		for _, body := range c.valid {
			f.Add(uint8(i), []byte(documentOf(body)))
		}
		for _, b := range c.invalid {
			f.Add(uint8(i), []byte(documentOf(b.doc)))
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, doc []byte) {
		defer soon(t)()
		err := schemas[int(which)%len(schemas)].Validate(context.Background(), bytes.NewReader(doc), Options{}, func(f Finding) bool {
			if _, ok := known[f.Code]; !ok || f.Line < 1 || f.Column < 1 {
				t.Fatalf("%+v", f)
			}
			return true
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// FuzzPattern: no expression makes the translation panic or hang.
func FuzzPattern(f *testing.F) {
	for _, p := range patterns {
		f.Add(p.expression)
	}
	f.Fuzz(func(t *testing.T, pattern string) {
		defer soon(t)()
		if re, err := compilePattern([]string{pattern}); err == nil {
			re.MatchString("abc123æøå")
		}
	})
}

// soon fails the test when its function is not done in a while.
func soon(t *testing.T) func() {
	began := time.Now()
	return func() {
		if took := time.Since(began); took > 10*time.Second {
			t.Fatalf("took %v", took)
		}
	}
}
