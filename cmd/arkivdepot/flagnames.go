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
	flagBasis   = "basis"
	flagCarried = "carried-by"
)

// langVariable is the variable of the environment that asks for a language where no flag does.
const langVariable = "ARKIVDEPOT_LANG"

var langFlag = &cli.StringFlag{Name: flagLang, Usage: "flag.lang", EnvVars: []string{langVariable}, Value: "nb"}

func jsonFlag() cli.Flag { return &cli.BoolFlag{Name: flagJSON, Usage: "flag.json"} }

func workersFlag() cli.Flag {
	return &cli.IntFlag{Name: flagWorkers, Usage: "flag.workers", Value: runtime.NumCPU()}
}

func byFlag() cli.Flag {
	return &cli.StringFlag{Name: flagBy, Usage: "flag.by", Required: true}
}

func becauseFlag() cli.Flag { return &cli.StringFlag{Name: flagBecause, Usage: "flag.because"} }

// reasonFlag is that of a verb that takes nothing without a reason.
func reasonFlag() cli.Flag {
	return &cli.StringFlag{Name: flagBecause, Usage: "flag.because", Required: true}
}

func atFlag() cli.Flag {
	return &cli.StringFlag{Name: flagAt, Usage: "flag.at"}
}

func lang(c *cli.Context) text.Lang { return text.Parse(c.String(flagLang)) }
