//go:build !windows && !conformance

package xsd

// The everyday run looks at a sample; the tag conformance asks for all.
const (
	mutantSeed       = 20261121
	mutantsPerSample = 15
	mutantsPerFamily = 30
	grownPerSchema   = 6
	grownPerRoot     = 1
	grownMutants     = 2
)
