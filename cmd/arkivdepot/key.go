package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/cmd/arkivdepot/wire"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

const (
	flagKey        = "key"
	flagPassphrase = "passphrase-file"
)

func keyCommand(t terminal) *cli.Command {
	file := func() cli.Flag { return &cli.StringFlag{Name: flagKey, Usage: "flag.key", Required: true} }
	return &cli.Command{
		Name: "key", Aliases: []string{"nøkkel"}, Usage: "verb.key",
		Subcommands: []*cli.Command{
			{Name: "new", Aliases: []string{"ny"}, Usage: "verb.key.new", Flags: []cli.Flag{file(), passphraseFlag(), jsonFlag(), langFlag},
				Action: func(c *cli.Context) error { return keyNew(c, t) }},
			{Name: "show", Aliases: []string{"vis"}, Usage: "verb.key.show", Flags: []cli.Flag{file(), jsonFlag(), langFlag},
				Action: func(c *cli.Context) error {
					public, err := wire.PublicKey(c.String(flagKey))
					if err != nil {
						return err
					}
					return sayKey(c, t, "", public)
				}},
		},
	}
}

func passphraseFlag() cli.Flag {
	return &cli.StringFlag{Name: flagPassphrase, Usage: "flag.passphrase-file"}
}

func keyNew(c *cli.Context, t terminal) error {
	phrase, err := passphrase(c, t)
	if err != nil {
		return err
	}
	if c.String(flagPassphrase) == "" && isAsked(t) {
		again, err := ask(c, t, "key.again")
		if err != nil {
			return err
		}
		if !bytes.Equal(phrase, again) {
			return wrongCall("key new", "", "passphrases_differ")
		}
	}
	public, err := wire.NewKey(c.String(flagKey), phrase)
	if err != nil {
		return err
	}
	return sayKey(c, t, "key.made", public)
}

// sayKey shows the public part of a key as deponering.yaml takes it, and its fingerprint.
func sayKey(c *cli.Context, t terminal, key, public string) error {
	if c.Bool(flagJSON) {
		return sayJSON(t.out, struct {
			Public      string `json:"public"`
			Fingerprint string `json:"fingerprint"`
		}{public, deposit.Fingerprint(public)})
	}
	w := &lineWriter{w: t.out}
	if key != "" {
		w.line("%s", lang(c).Say(key))
	}
	w.line("    offentlig_nøkkel: %s", public)
	w.line("%s", lang(c).Say("key.print", deposit.Fingerprint(public)))
	return w.err
}

// mostPassphrase bounds what is read of a passphrase, in bytes.
const mostPassphrase = 1 << 10

// passphrase is the first line of the file that --passphrase-file names, else what the person types.
func passphrase(c *cli.Context, t terminal) ([]byte, error) {
	name := c.String(flagPassphrase)
	if name == "" {
		return ask(c, t, "key.ask")
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, noPassphrase(err)
	}
	line, err := firstLine(file)
	if err = errors.Join(err, file.Close()); err != nil {
		return nil, noPassphrase(err)
	}
	return line, nil
}

// isAsked tells whether a person types at the terminal.
func isAsked(t terminal) bool {
	in, ok := t.in.(*os.File)
	return ok && isTerminal(in)
}

// ask reads a passphrase from the terminal without showing it; where no person types, it is the next line of what comes in.
func ask(c *cli.Context, t terminal, key string) ([]byte, error) {
	if !isAsked(t) {
		line, err := firstLine(t.in)
		if err != nil {
			return nil, noPassphrase(nil)
		}
		return line, nil
	}
	fmt.Fprint(t.err, lang(c).Say(key))
	line, err := unseen(t.in.(*os.File))
	fmt.Fprintln(t.err)
	if err != nil {
		return nil, noPassphrase(err)
	}
	return line, nil
}

func firstLine(r io.Reader) ([]byte, error) {
	line, err := bufio.NewReader(io.LimitReader(r, mostPassphrase)).ReadString('\n')
	if err != nil && (err != io.EOF || line == "") {
		return nil, err
	}
	return []byte(strings.TrimRight(line, "\r\n")), nil
}

func noPassphrase(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err // a path may hold a user's name
	}
	if errors.Is(err, io.EOF) { // nothing was given
		err = nil
	}
	return &deposit.Error{Kind: deposit.Usage, Op: "--" + flagPassphrase, Key: "no_passphrase", Err: err}
}
