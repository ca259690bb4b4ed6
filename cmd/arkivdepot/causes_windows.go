package main

import "syscall"

// systemCauses are the numbers of Windows (winerror.h) for which the standard library has no error of its own.
var systemCauses = []cause{{syscall.Errno(112), "full"}, {syscall.Errno(39), "full"}, {syscall.Errno(19), "read_only"}, {syscall.Errno(32), "busy"}, {syscall.Errno(33), "busy"},
	{syscall.Errno(1117), "io"}, {syscall.Errno(206), "name_too_long"}, {syscall.Errno(21), "away"}, {syscall.Errno(53), "away"}, {syscall.Errno(64), "away"}}
