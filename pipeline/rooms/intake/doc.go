// Package intake is the first map room: every source file of one client folder is opened once, hashed, identified and judged by the format policy, and
// the folder is looked through for what a complete one holds. Every hold that can be known before anything is prepared stands after this room.
//
// It changes no file and excludes none: a person answers its holds (accept, exclude, defer), and the room convert carries the answer out.
package intake
