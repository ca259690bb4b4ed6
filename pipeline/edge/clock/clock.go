// Package clock is the one place that reads the wall clock. A run reads it once for what it stamps; what a deposit is judged by comes from
// deponering.yaml, never from here.
package clock

import (
	"os"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Variable fixes the clock in whole-process tests; the event log says so.
const Variable = "ARKIVDEPOT_NOW"

// Now is the time, and whether it was fixed from outside. A fixed time that cannot be read is a usage error.
func Now() (now time.Time, fixed bool, err error) {
	text := os.Getenv(Variable)
	if text == "" {
		return time.Now(), false, nil
	}
	now, err = time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}, false, &deposit.Error{Kind: deposit.Usage, Op: Variable, At: text, Key: "no_time"}
	}
	return now, true, nil
}

// Tick is the time for progress lines: it measures how long something takes and stamps nothing.
func Tick() time.Time { return time.Now() }
