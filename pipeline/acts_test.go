package pipeline

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// TestADayThatPeopleStateIsADayInNorway goes by the clock of Norway, whatever zone the machine is set to, and never leaves a time later than the clock.
func TestADayThatPeopleStateIsADayInNorway(t *testing.T) {
	night := time.Date(2024, 10, 1, 22, 30, 0, 0, time.UTC) // half past midnight of 2 October in Norway
	for _, now := range []time.Time{night, night.In(time.FixedZone("west", -8*60*60)), night.In(time.FixedZone("east", 12*60*60))} {
		for stated, want := range map[string]string{
			"2024-10-02":           "2024-10-01T22:30:00Z", // has begun in Norway, and not yet by UTC
			"2024-10-01":           "2024-10-01T00:00:00Z",
			"2024-10-02T00:15":     "2024-10-01T22:15:00Z",
			"2024-10-01T22:15:00Z": "2024-10-01T22:15:00Z",
		} {
			got, err := parseMoment(stated, now)
			require.NoError(t, err, stated)
			require.Equal(t, want, got, stated)
		}
		for _, ahead := range []string{"2024-10-03", "2024-10-02T00:45", "2024-10-01T22:31:00Z"} {
			_, err := parseMoment(ahead, now)
			require.Equal(t, deposit.Usage, deposit.KindOf(err), ahead)
		}
		require.Equal(t, deposit.Date{Year: 2024, Month: 10, Day: 2}, today(now))
	}
	require.Equal(t, deposit.Date{Year: 2024, Month: 10, Day: 2}, dayOfAct("2024-10-01T22:30:00Z"))
}

func TestNobodyApprovesAPlanBeforeTheDayInNorwayThatItIsOf(t *testing.T) {
	const weeded = "2024-10-01T22:30:00Z" // 2 October in Norway
	require.True(t, beforePlan(weeded, "2024-10-01", "2024-10-01T00:00:00Z"))
	require.False(t, beforePlan(weeded, "2024-10-02", "2024-10-02T00:00:00Z"))
	require.True(t, beforePlan(weeded, "2024-10-02T00:15", "2024-10-01T22:15:00Z"))
}
