package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
	"github.com/arkivdepot/arkivdepot/pipeline/verify"
)

func TestVerifysLastLineTellsOfMissingSchemas(t *testing.T) {
	for want, v := range map[string]verdict{
		"GYLDIG: p.tar (0 advarsler, 1 merknad)": {Valid: true, Summary: verify.Summary{Findings: deposit.Tally{Notes: 1}}},
		"GYLDIG: p.tar (2 advarsler, 0 merknader), men 2 skjemaer mangler: avtal med depotet, eller kjør `arkivdepot schemas import ARBEIDSMAPPE MAPPE…` og pakk på nytt": {
			Valid: true, Summary: verify.Summary{Findings: deposit.Tally{Warnings: 2}, SchemasMissing: []string{"dias-mets.xsd", "content/addml.xsd"}}},
		"IKKE GYLDIG: p.tar: 1 funn står mot pakken. Behold den ikke; be om en ny.": {Summary: verify.Summary{Findings: deposit.Tally{Holds: 1}, SchemasMissing: []string{"dias-mets.xsd"}}},
	} {
		v.Package = "p.tar"
		require.Equal(t, want, v.last(text.Bokmaal))
	}
}
