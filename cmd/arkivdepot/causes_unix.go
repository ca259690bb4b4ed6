//go:build !windows

package main

import "syscall"

// systemCauses are the errors of Unix that Windows has no like of.
var systemCauses = []cause{{syscall.EDQUOT, "full"}, {syscall.ETXTBSY, "busy"}, {syscall.ESTALE, "away"}, {syscall.ENOTCONN, "away"}}
