package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// TestEveryVerbAndFlagHasWordsInTheCatalogue: what stands in the definitions are keys, so that help is in every language.
func TestEveryVerbAndFlagHasWordsInTheCatalogue(t *testing.T) {
	var walk func(all []*cli.Command)
	walk = func(all []*cli.Command) {
		for _, c := range all {
			require.True(t, text.Has(c.Usage), "verb %s: %q is no key of the catalogue", c.Name, c.Usage)
			for _, f := range c.Flags {
				usage := f.(cli.DocGenerationFlag).GetUsage()
				require.True(t, text.Has(usage), "verb %s, --%s: %q is no key of the catalogue", c.Name, f.Names()[0], usage)
			}
			walk(c.Subcommands)
		}
	}
	walk(commands(terminal{}))
}

// TestEveryVerbAnswersInJSONAndInThreeLanguages: those that answer at all have both flags.
func TestEveryVerbAnswersInJSONAndInThreeLanguages(t *testing.T) {
	var walk func(path string, all []*cli.Command)
	walk = func(path string, all []*cli.Command) {
		for _, c := range all {
			if c.Action != nil {
				table := flagTable(c.Flags)
				require.Contains(t, table, flagJSON, path+c.Name)
				require.Contains(t, table, flagLang, path+c.Name)
			}
			walk(path+c.Name+" ", c.Subcommands)
		}
	}
	walk("", commands(terminal{}))
}

// TestEveryVerbCalledBareSaysHowItIsWritten walks every verb under every name of it, in every language, without arguments and with no more than the flags
// that it asks for.
func TestEveryVerbCalledBareSaysHowItIsWritten(t *testing.T) {
	t.Setenv("ARKIVDEPOT_DEPOT", "")
	t.Chdir(t.TempDir())
	seen := 0
	for _, l := range text.Languages() {
		var walk func(names, path []string, all []*cli.Command)
		walk = func(names, path []string, all []*cli.Command) {
			for _, c := range all {
				for _, name := range c.Names() {
					called, canonical := append(slices.Clone(names), name), append(slices.Clone(path), c.Name)
					walk(called, canonical, c.Subcommands)
					seen++
					calledBare(t, l, c, called, strings.Join(canonical, " "))
				}
			}
		}
		walk(nil, nil, commands(terminal{}))
	}
	require.Greater(t, seen, 300)
}

func calledBare(t *testing.T, l text.Lang, c *cli.Command, called []string, verb string) {
	var needed []string
	for _, f := range c.Flags {
		if r, ok := f.(cli.RequiredFlag); ok && r.IsRequired() {
			needed = append(needed, "--"+f.Names()[0], "x")
		}
	}
	calls := [][]string{called}
	if c.ArgsUsage != "" && len(needed) > 0 { // what has everything that it asks for would do something
		calls = append(calls, append(slices.Clone(called), needed...))
	}
	for _, words := range calls {
		var out, trouble bytes.Buffer
		args := append(append([]string{"arkivdepot"}, words...), "--lang", string(l))
		code := run(t.Context(), args, terminal{in: strings.NewReader(""), out: &out, err: &trouble})
		assert.NotContains(t, out.String()+trouble.String(), "arkivdepot arkivdepot", args)
		if code == exitDone {
			assert.NotEmpty(t, out.String(), args)
			continue
		}
		said, hint, _ := strings.Cut(trouble.String(), "\n")
		assert.Equal(t, exitUsage, code, args)
		assert.True(t, strings.HasPrefix(said, "arkivdepot: "+verb+": "), "%q: %s", args, said)
		assert.True(t, strings.Contains(hint, "arkivdepot "+verb) || strings.Contains(hint, "--depot") || strings.Contains(hint, "--journal"), "%q: %s", args, hint)
	}
}

// TestEveryOperationOfAnErrorHasWords looks in the source for what errors say was attempted.
func TestEveryOperationOfAnErrorHasWords(t *testing.T) {
	attempted := regexp.MustCompile(`(?:Op: |(?:d|disk)\.trouble\(|storeError\(|inboxError\(|change\(ctx, )"([^"]+)"( *\+)?`)
	verbs := []string{}
	for _, c := range commands(terminal{}) {
		verbs = append(verbs, c.Name)
	}
	seen := 0
	for _, folder := range []string{"../../pipeline", "wire"} {
		require.NoError(t, filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			source, err := os.ReadFile(path)
			for _, hit := range attempted.FindAllStringSubmatch(string(source), -1) {
				op := hit[1]
				first, _, _ := strings.Cut(op, " ")
				if strings.HasPrefix(op, "--") || slices.Contains(verbs, first) && !strings.HasPrefix(op, "pack") {
					continue // the command itself
				}
				if hit[2] != "" {
					op += "*"
				}
				seen++
				assert.True(t, text.Has("error.op."+op), "%s: %q has no words (messages/op.json)", path, op)
			}
			return err
		}))
	}
	require.Greater(t, seen, 60)
}

func TestErrorsSayWhatWasAttemptedWhereAndWhy(t *testing.T) {
	disk := func(op, at string, err error) error {
		return &deposit.Error{Kind: deposit.Disk, Op: op, At: at, Key: "disk", Err: err}
	}
	l := speaker{text.Bokmaal}
	why := l.explain(disk("lock workspace", ".arkivdepot/lock", syscall.EACCES))
	require.Equal(t, "ta arbeidsmappen i bruk: .arkivdepot/lock: disken sier nei: ingen tilgang", why.said)
	require.Contains(t, why.hint, "skriverett")
	why = l.explain(disk("start draft lists", "", syscall.EROFS))
	require.Equal(t, "begynne på utkastet til lister: disken sier nei: stedet er skrivebeskyttet", why.said)
	why = l.explain(disk("write file", "ut/rapport/report.json", errors.Join(errors.New("injected fault"), syscall.ENOSPC)))
	require.Equal(t, "skrive en fil: ut/rapport/report.json: disken sier nei: disken er full", why.said)
	why = speaker{text.Nynorsk}.explain(disk("keep file", "", fs.ErrNotExist))
	require.Equal(t, "ta vare på ei fil: disken seier nei: finst ikkje", why.said)
	require.Equal(t, "no_person", keyOf(&deposit.Error{Key: "disk", Err: &deposit.Error{Key: "no_person"}}))
}

// TestWhatTheMachineSaysIsMarkedAsThat: no English stands in a Norwegian sentence; what has no words comes after it, marked.
func TestWhatTheMachineSaysIsMarkedAsThat(t *testing.T) {
	odd := errors.Join(errors.New("odd"), errors.New("inappropriate ioctl"))
	l := speaker{text.Bokmaal}
	require.Equal(t, told{said: "arbeide i inntak: disken sier nei", technical: "odd; inappropriate ioctl", hint: l.Say("error.disk.hint")},
		l.explain(&deposit.Error{Kind: deposit.Disk, Op: "room intake", Key: "disk", Err: odd}))
	require.Equal(t, told{said: "skrive listene: gikk ikke", technical: "odd", hint: l.Say("error.failed.hint")},
		l.explain(&deposit.Error{Op: "write lists", Err: errors.New("odd")}))
	require.Equal(t, told{said: "gikk ikke", technical: "odd", hint: l.Say("error.failed.hint")}, l.explain(errors.New("odd")))
	require.Equal(t, told{said: "lese arbeidsmappen: filen er for stor"}, l.explain(&deposit.Error{Op: "lese arbeidsmappen", Err: deposit.Said("filen er for stor")}))
	require.Equal(t, told{said: "steg 2/3 i gjennomgangen: gikk ikke", technical: "odd", hint: l.Say("error.failed.hint")},
		l.explain(&deposit.Error{Op: "walk step 2/3", Err: errors.New("odd")}))
	for _, key := range []string{"imported_schema", "brought_schema"} {
		require.Contains(t, l.explain(&deposit.Error{Key: key, Args: []string{"7", "odd"}}).said, "linje 7; teknisk årsak: odd", key)
	}
	for _, c := range causes {
		require.True(t, text.Has("error.cause."+c.key), c.key)
	}
	var out bytes.Buffer
	sayError(terminal{err: &out}, nil, []string{"arkivdepot", "run"}, &deposit.Error{Kind: deposit.Disk, Op: "room intake", Key: "disk", Err: odd})
	require.Regexp(t, "^arkivdepot: arbeide i inntak: disken sier nei\n  → .*\n  Teknisk årsak: odd; inappropriate ioctl\n$", out.String())
}
