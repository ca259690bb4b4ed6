package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// checkedFinding is a finding in JSON: as it stands in the store, with the words and the legal answers of the catalogue.
type checkedFinding struct {
	deposit.Found
	Open    bool                 `json:"open"`
	Rule    string               `json:"rule"`
	Text    string               `json:"text"`
	Remedy  string               `json:"remedy"`
	Answers []deposit.AnswerKind `json:"answers,omitempty"`
}

func checkJSON(out io.Writer, f findings) error {
	head, err := compact(struct {
		Mark   string          `json:"mark,omitempty"`
		Status pipeline.Status `json:"status"`
	}{f.mark, f.status})
	if err != nil {
		return err
	}
	w := &lineWriter{w: out}
	w.line("%s,", strings.TrimSuffix(head, "}"))
	err = streamList(w, `"findings"`, f.each, func(found deposit.Found) (string, error) {
		entry, said := deposit.Lookup(found.Finding.Code), found.Finding.Say(string(f.lang))
		return compact(checkedFinding{Found: found, Open: found.Open(), Rule: entry.Rule, Text: said.Text, Remedy: said.Remedy, Answers: entry.Answers})
	})
	if err != nil {
		return err
	}
	w.line("}")
	return w.err
}

// streamList writes a JSON list under a key, an element a line.
func streamList(w *lineWriter, key string, each func(func(deposit.Found) error) error, element func(deposit.Found) (string, error)) error {
	before := key + ": [\n"
	err := each(func(found deposit.Found) error {
		text, err := element(found)
		if err != nil {
			return err
		}
		w.text("%s%s", before, text)
		before = ",\n"
		return w.err
	})
	if err != nil {
		return err
	}
	if before != ",\n" {
		w.text("%s", before)
	}
	w.line("\n]")
	return w.err
}

// text writes without ending the line.
func (w *lineWriter) text(format string, args ...any) {
	if w.err == nil {
		_, w.err = fmt.Fprintf(w.w, format, args...)
	}
}

// compact is a value as JSON on one line.
func compact(v any) (string, error) {
	var text strings.Builder
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return strings.TrimSuffix(text.String(), "\n"), err
}
