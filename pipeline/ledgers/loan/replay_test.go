package loan

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

func at(minute int) string {
	return fmt.Sprintf("2026-03-%02dT%02d:%02d:00Z", 1+minute/1440, minute/60%24, minute%60)
}

// naively is what a piece is in at a moment, by walking all its steps and looking at nothing else.
func naively(steps []Step, moment string) (State, int64) {
	steps = slices.Clone(steps)
	slices.SortStableFunc(steps, func(a, b Step) int { return cmp.Compare(a.At, b.At) })
	state, loan := In, int64(0)
	for _, s := range steps {
		if s.At > moment {
			break
		}
		state, _ = Next(state, s.Act)
		switch {
		case state == Out || state == Day:
			loan = s.Loan
		default:
			loan = 0
		}
	}
	if state == Damaged {
		state = In // it is on its shelf
	}
	return state, loan
}

// TestAHistoryIsWhatANaiveReplayGives writes random histories, in the order in which they come to be known: late registrations, a clock that is set back,
// entries that are taken back. What is accepted replays without a fault, at every moment like the naive walk; what is refused changes nothing.
func TestAHistoryIsWhatANaiveReplayGives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var steps []Step
		clock, open := 100, int64(0)
		for seq := int64(1); seq <= int64(rapid.IntRange(1, 30).Draw(t, "entries")); seq++ {
			clock = max(0, clock+rapid.IntRange(-40, 120).Draw(t, "clock"))
			when := clock
			if rapid.IntRange(0, 4).Draw(t, "late") == 0 {
				when = rapid.IntRange(0, clock).Draw(t, "minute")
			}
			if len(steps) > 0 && rapid.IntRange(0, 6).Draw(t, "undo") == 0 {
				victim := rapid.SampledFrom(steps).Draw(t, "victim").Seq
				if _, code := Without(steps, victim); code == "" {
					steps = slices.DeleteFunc(steps, func(s Step) bool { return s.Seq == victim })
				}
				continue
			}
			added := Step{Seq: seq, At: at(when), Act: rapid.SampledFrom(Acts()).Draw(t, "act"), Loan: open}
			if added.Act == Lend {
				added.Loan = seq
			}
			before, _ := Replay(steps)
			if h, code := Fits(steps, added); code == "" {
				steps = append(steps, added)
				open = h.Loan
			} else if code != DoesNotFit && code != NotInLoan {
				require.Contains(t, deposit.Codes(), code)
			}
			h, fault := Replay(steps)
			require.Nil(t, fault, "what was accepted always replays")
			if len(steps) == 0 {
				require.Equal(t, before, h)
			}
		}
		h, _ := Replay(steps)
		for minute := 0; minute < 4000; minute += 7 {
			state, loan := h.At(at(minute))
			wantState, wantLoan := naively(steps, at(minute))
			require.Equal(t, wantState, state, "minute %d", minute)
			require.Equal(t, wantLoan, loan, "minute %d", minute)
		}
	})
}

func TestWhatIsRegisteredLateFindsItsPlaceOrIsRefused(t *testing.T) {
	steps := []Step{{1, at(10), Lend, 1}, {2, at(50), Return, 1}}
	_, code := Fits(steps, Step{3, at(30), Lend, 3})
	require.Equal(t, AlreadyOut, code, "it was out already then")
	_, code = Fits(steps, Step{3, at(5), Lend, 3})
	require.Equal(t, DoesNotFit, code, "what stands could no longer have happened")
	h, code := Fits(steps, Step{3, at(60), Lend, 3})
	require.Empty(t, code)
	require.Equal(t, []Stay{{1, Out, at(10), at(50)}, {3, Out, at(60), ""}}, h.Stays)
	h, code = Fits(steps[:1], Step{2, at(10), Return, 1})
	require.Empty(t, code)
	require.Empty(t, h.Stays, "a stay of no time is none")
}

func TestAnEntryIsTakenBackOnlyWhenNothingRestsOnIt(t *testing.T) {
	steps := []Step{{1, at(10), Lend, 1}, {2, at(50), Return, 1}}
	_, code := Without(steps, 1)
	require.Equal(t, NotTakenBack, code)
	h, code := Without(steps, 2)
	require.Empty(t, code)
	require.Equal(t, Out, h.State)
	_, code = Without(steps, 7)
	require.Equal(t, NotTakenBack, code)
}
