// Package clock is the one place that reads the wall clock. A run reads it once for what it stamps; what a deposit is judged by comes from
// deponering.yaml, never from here.
package clock

import (
	"fmt"
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
		return time.Time{}, false, &deposit.Error{Kind: deposit.Usage, Op: "read " + Variable, Err: fmt.Errorf("%q is no time", text),
			Hint: "Skriv tiden som 2024-10-01T12:00:00Z, eller fjern variabelen."}
	}
	return now, true, nil
}
