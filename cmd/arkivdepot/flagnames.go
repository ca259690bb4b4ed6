package main

import (
	"runtime"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// Names of the flags, once.
const (
	flagLang    = "lang"
	flagJSON    = "json"
	flagBy      = "by"
	flagFor     = "for"
	flagRef     = "ref"
	flagBecause = "because"
	flagPlan    = "plan"
	flagAt      = "at"
	flagCode    = "code"
	flagWorkers = "workers"
	flagFrom    = "from"
)

var langFlag = &cli.StringFlag{Name: flagLang, Usage: "språk på skjermen: nb, nn, en", EnvVars: []string{"ARKIVDEPOT_LANG"}, Value: "nb"}

func jsonFlag() cli.Flag { return &cli.BoolFlag{Name: flagJSON, Usage: "skriv svaret som JSON"} }

func workersFlag() cli.Flag {
	return &cli.IntFlag{Name: flagWorkers, Usage: "mapper som det arbeides med samtidig", Value: runtime.NumCPU()}
}

func byFlag() cli.Flag {
	return &cli.StringFlag{Name: flagBy, Usage: "hvem som gjør dette: nøkkel fra personer: i deponering.yaml", Required: true}
}

func becauseFlag() cli.Flag { return &cli.StringFlag{Name: flagBecause, Usage: "begrunnelse"} }

func atFlag() cli.Flag {
	return &cli.StringFlag{Name: flagAt, Usage: "når det skjedde, f.eks. 2024-10-01T12:00:00Z (ellers: nå)"}
}

func lang(c *cli.Context) text.Lang { return text.Parse(c.String(flagLang)) }
