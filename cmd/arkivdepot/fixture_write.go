package main

import (
	"github.com/urfave/cli/v2"

	"github.com/arkivdepot/arkivdepot/fixtures"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

func writeFixture(c *cli.Context, t terminal) error {
	if err := tooMany(c, 1); err != nil {
		return err
	}
	dir, err := workspaceArg(c)
	if err != nil {
		return err
	}
	made, err := fixtures.Write(dir, fixtures.Options{Kind: fixtures.Kind(c.String("kind")), Folders: c.Int("folders"), Seed: c.Int64("seed")})
	if err != nil {
		return err
	}
	if c.Bool(flagJSON) {
		return sayJSON(t.out, struct {
			Mark      string `json:"mark"`
			Workspace string `json:"workspace"`
			Folders   int    `json:"folders"`
			Files     int    `json:"files"`
			Bytes     int64  `json:"bytes"`
		}{fixtures.Mark, dir, made.Folders, made.Files, made.Bytes})
	}
	return sayMarked(c, t, fixtures.Mark, "office.fixture", text.Count(int64(made.Folders)), text.Count(int64(made.Files)), text.Bytes(made.Bytes))
}
