package deposit

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestDatesInJSONAreTheirISOForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y, m, d := rapid.IntRange(0, 9999).Draw(t, "year"), rapid.IntRange(0, 12).Draw(t, "month"), rapid.IntRange(0, 31).Draw(t, "day")
		var on Date
		want := ""
		switch full, err := NewDate(y, m, d); {
		case err == nil:
			on, want = full, fmt.Sprintf("%04d-%02d-%02d", y, m, d)
		case y > 0 && m > 0:
			on, want = Date{Year: y, Month: m}, fmt.Sprintf("%04d-%02d", y, m)
		case y > 0:
			on, want = Date{Year: y}, fmt.Sprintf("%04d", y)
		}
		require.Equal(t, want, on.String())
		text, err := json.Marshal(on)
		require.NoError(t, err)
		require.Equal(t, `"`+want+`"`, string(text))
		var back Date
		require.NoError(t, json.Unmarshal(text, &back))
		require.Equal(t, on, back)
	})
}

func TestWhatIsNoDateInJSONIsRefused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[0-9x+ -]{9,11}`).Draw(t, "text")
		var got Date
		err := json.Unmarshal([]byte(`"`+text+`"`), &got)
		want, wantErr := ParseDate(text)
		require.Equal(t, wantErr == nil, err == nil, text)
		require.Equal(t, want, got)
	})
	for _, text := range []string{`"2000-02-30"`, `"0000-01-01"`, `"2000-13-01"`, `2000`, `"2000-05-12`} {
		require.Error(t, json.Unmarshal([]byte(text), new(Date)), text)
	}
}
