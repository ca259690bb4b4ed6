//go:build linux && !conformance

package main

// killedConversions is how many moments are tried; all fifty are tried with the tag conformance.
const killedConversions = 8
