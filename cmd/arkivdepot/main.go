// Command arkivdepot deposits the closed client folders of a PP-tjeneste at an inter-municipal archive. Every verb is one file: it parses, calls one
// use-case, renders, and returns. Only main exits.
package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// version is stamped by the linker (make build).
var version = "utvikling"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args, terminal{in: os.Stdin, out: os.Stdout, err: os.Stderr, live: isTerminal(os.Stderr)})
	stop()
	os.Exit(code)
}

// softLimit is how much memory the collector lets the program grow to before it collects more often: the format signatures alone take half of it, and
// would otherwise be matched by as much garbage. GOMEMLIMIT overrides it.
const softLimit = 160 << 20

func boundMemory() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(softLimit)
	}
}

// terminal is where a command reads and writes; tests bring their own.
type terminal struct {
	in       io.Reader
	out, err io.Writer
	live     bool // a person is watching: progress may be drawn
}

// run is the whole program: arguments in, exit code out.
func run(ctx context.Context, args []string, t terminal) int {
	boundMemory()
	app := newApp(t)
	args, err := flagsFirst(app, args)
	if err == nil {
		err = app.RunContext(ctx, args)
	}
	if err == nil {
		return exitDone
	}
	if ctx.Err() != nil && !errors.As(err, new(held)) {
		err = &deposit.Error{Kind: deposit.Interrupted, Key: "interrupted"}
	}
	return sayError(app, t, args, err)
}

// newApp is the program's commands. It is made anew for every run: nothing is kept between two.
func newApp(t terminal) *cli.App {
	return &cli.App{
		Name:                 "arkivdepot",
		Usage:                "deponerer avsluttede klientmapper fra PP-tjenesten",
		UsageText:            "arkivdepot VERB [ARBEIDSMAPPE] [FLAGG]",
		Description:          description,
		Version:              version,
		Writer:               t.out,
		ErrWriter:            t.err,
		Reader:               t.in,
		Suggest:              true,
		HideHelpCommand:      true,
		EnableBashCompletion: true,
		Flags:                []cli.Flag{langFlag},
		Commands:             commands(t),
		ExitErrHandler:       func(*cli.Context, error) {}, // only main exits
		OnUsageError: func(_ *cli.Context, err error, _ bool) error {
			return &deposit.Error{Kind: deposit.Usage, Op: "arkivdepot", Key: "wrong_call", Err: err}
		},
		CommandNotFound: nil,
		Action:          noVerb,
	}
}

const description = `Sluttkoder: 0 ferdig · 1 feil i programmet · 2 feil bruk · 3 et menneske må gjøre noe · 4 pakken er ikke gyldig ·
10 ingen arbeidsmappe der · 11 arbeidsmappen er i bruk · 130 avbrutt`

func noVerb(c *cli.Context) error {
	if c.NArg() == 0 {
		return cli.ShowAppHelp(c)
	}
	if near := cli.SuggestCommand(c.App.Commands, c.Args().First()); near != "" {
		return wrongCall(c.Args().First(), "", "near_verb", near)
	}
	return wrongCall(c.Args().First(), "", "no_verb")
}

// wrongCall is a wrong call: the word it was about, and the key of the sentence that says why and what to do.
func wrongCall(op, at, key string, args ...string) error {
	return &deposit.Error{Kind: deposit.Usage, Op: op, At: at, Key: key, Args: args}
}
