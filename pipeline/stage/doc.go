// Package stage is the shape of a room: what a room that works on one client folder looks like, how rooms are joined into a corridor, when a room is
// done for a folder (its seal), and the runner that walks folders through the corridor with a bounded number of workers.
//
// A room never sees more than one folder, never writes to the store itself and never knows which room comes next. It gets the parts that its input
// type names, says what it found through its Bench, and returns the one part that is its own.
package stage
