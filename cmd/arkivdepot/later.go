package main

import "github.com/urfave/cli/v2"

func verifyCommand(t terminal) *cli.Command { return &cli.Command{Name: "verify"} }
