//go:build linux && conformance

package main

const killedConversions = 50
