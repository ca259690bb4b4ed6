//go:build !windows && conformance

package xsd

// The full run, for CI and before a release.
const (
	mutantSeed       = 20261121
	mutantsPerSample = 240
	mutantsPerFamily = 480
	grownPerSchema   = 60
	grownPerRoot     = 4
	grownMutants     = 8
)
