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
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
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
	live     bool      // a person is watching: progress may be drawn
	screen   io.Writer // err as it is, for what the program itself draws
}

// run is the whole program: arguments in, exit code out.
func run(ctx context.Context, args []string, t terminal) int {
	boundMemory()
	t.screen = t.err
	t.out, t.err = &printable{w: t.out}, &printable{w: t.err}
	l := langIn(args).Lang
	app := newApp(t, l)
	k, err := readCall(app, args)
	if err == nil {
		err = strangeLang(args)
	}
	switch {
	case err != nil:
	case k.version:
		err = sayVersion(t.out, l)
	case k.help:
		err = sayHelp(t.out, app, k, l)
	default:
		err = app.RunContext(ctx, k.args)
	}
	if err == nil {
		return exitDone
	}
	if ctx.Err() != nil && !errors.As(err, new(held)) {
		err = &deposit.Error{Kind: deposit.Interrupted, Key: "interrupted"}
	}
	return sayError(t, k.args, args, err)
}

// newApp is the program's commands in a language. It is made anew for every run: nothing is kept between two.
func newApp(t terminal, l text.Lang) *cli.App {
	app := &cli.App{
		Name:                 "arkivdepot",
		Usage:                l.Say("help.about"),
		UsageText:            l.Say("help.shape"),
		Description:          l.Say("help.exit"),
		Version:              version,
		Writer:               t.out,
		ErrWriter:            t.err,
		Reader:               t.in,
		HideHelp:             true,
		HideHelpCommand:      true,
		HideVersion:          true,
		EnableBashCompletion: true,
		Flags:                []cli.Flag{spoken(l, langFlag)},
		Commands:             commands(t),
		ExitErrHandler:       func(*cli.Context, error) {}, // only main exits
		OnUsageError:         wrongWritten,
	}
	app.Setup() // puts the program's name before the names of verbs, once; speak names them in full
	speak(app.Commands, l, app.Name)
	return app
}

// wrongCall is a wrong call: the verb or flag and the word it was about, and the key of the sentence that says why and what to do. The verb stands as it is
// written: "receive" and "reopen" are also what rooms do, in the catalogue's words.
func wrongCall(op, at, key string, args ...string) error {
	if op != "" && at != "" {
		op += ": "
	}
	return &deposit.Error{Kind: deposit.Usage, At: op + at, Key: key, Args: args}
}
