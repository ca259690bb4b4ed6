package main

import (
	"io"
	"net/url"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// SARIF 2.1.0 (OASIS), the part that code hosts read.
type sarifRule struct {
	ID      string       `json:"id"`
	Short   sarifText    `json:"shortDescription"`
	Help    sarifText    `json:"help"`
	Default sarifDefault `json:"defaultConfiguration"`
	Props   sarifSource  `json:"properties"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifDefault struct {
	Level string `json:"level"`
}

type sarifSource struct {
	Tags []string `json:"tags"` // the rule's source: R2.5-1, krav 6.4.10
}

type sarifResult struct {
	RuleID       string            `json:"ruleId"`
	Level        string            `json:"level"`
	Message      sarifText         `json:"message"`
	Locations    []sarifLocation   `json:"locations"`
	Fingerprints map[string]string `json:"partialFingerprints"`
	Suppressions []sarifAnswer     `json:"suppressions,omitempty"`
}

type sarifLocation struct {
	Physical sarifPhysical  `json:"physicalLocation"`
	Logical  []sarifLogical `json:"logicalLocations,omitempty"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   *sarifRegion  `json:"region,omitempty"`
}

type sarifArtifact struct {
	URI  string `json:"uri"`
	Base string `json:"uriBaseId"`
}

type sarifRegion struct {
	StartLine int `json:"startLine"`
}

type sarifLogical struct {
	Name string `json:"name"`
	Kind string `json:"kind"`
}

// sarifAnswer is a person's decision: the result stands and no longer asks for anything.
type sarifAnswer struct {
	Kind   string `json:"kind"`
	Status string `json:"status"`
	Why    string `json:"justification"`
}

// registerName is the artefact that findings without a file are about.
const registerName = "register.xlsx"

func checkSARIF(out io.Writer, f findings) error {
	rules, err := compact(sarifRules(string(f.lang)))
	if err != nil {
		return err
	}
	w := &lineWriter{w: out}
	w.line(`{"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [{`)
	w.line(`"tool": {"driver": {"name": "arkivdepot", "version": %q, "rules": %s}},`, version, rules)
	w.line(`"columnKind": "unicodeCodePoints", "originalUriBaseIds": {"WORKSPACE": {"description": {"text": "arkivdepot"}}},`)
	err = streamList(w, `"results"`, f.each, func(found deposit.Found) (string, error) { return compact(sarifOf(f, found)) })
	if err != nil {
		return err
	}
	w.line("}]}")
	return w.err
}

// sarifRules is the whole catalogue; what a finding's arguments fill in is three dots here.
func sarifRules(lang string) []sarifRule {
	var rules []sarifRule
	for _, code := range deposit.Codes() {
		entry := deposit.Lookup(code)
		said := unsaid(entry, lang)
		rules = append(rules, sarifRule{ID: string(code), Short: sarifText{said.Text}, Help: sarifText{said.Remedy},
			Default: sarifDefault{sarifLevel(entry.Severity)}, Props: sarifSource{strings.Split(entry.Rule, ", ")}})
	}
	return rules
}

// unsaid is a code's text before anything is known of a finding.
func unsaid(entry deposit.CodeEntry, lang string) deposit.CodeText {
	dots := make([]string, len(entry.Args))
	for i := range dots {
		dots[i] = "…"
	}
	return deposit.Finding{Code: entry.Code, Args: dots}.Say(lang)
}

func sarifLevel(s deposit.Severity) string {
	switch s {
	case deposit.Hold:
		return "error"
	case deposit.Warn:
		return "warning"
	}
	return "note"
}

func sarifOf(f findings, found deposit.Found) sarifResult {
	said := found.Finding.Say(string(f.lang))
	r := sarifResult{RuleID: string(found.Finding.Code), Level: sarifLevel(found.Severity), Message: sarifText{said.Text + " → " + said.Remedy},
		Locations: []sarifLocation{sarifPlace(found.Finding)}, Fingerprints: map[string]string{"finding/v1": string(found.ID)}}
	if found.Answer != "" {
		r.Suppressions = []sarifAnswer{{Kind: "external", Status: "accepted", Why: f.lang.Say("answer."+string(found.Answer)) + ": " + found.Because}}
	}
	return r
}

func sarifPlace(f deposit.Finding) sarifLocation {
	var at sarifLocation
	at.Physical.Artifact = sarifArtifact{URI: registerName, Base: "WORKSPACE"}
	if f.File != "" {
		at.Physical.Artifact.URI = (&url.URL{Path: "inn/" + f.File}).EscapedPath()
	} else if f.Row > 0 {
		at.Physical.Region = &sarifRegion{StartLine: f.Row}
	}
	if f.Journal != "" {
		at.Logical = []sarifLogical{{Name: f.Journal, Kind: "object"}}
	}
	return at
}
