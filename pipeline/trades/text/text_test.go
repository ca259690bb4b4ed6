package text

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEveryMessageStandsInThreeLanguagesWithTheSameArguments(t *testing.T) {
	require.NotEmpty(t, messages)
	for key, entry := range messages {
		for _, lang := range Languages() {
			require.NotEmpty(t, strings.TrimSpace(entry[string(lang)]), "%s has no %s text", key, lang)
			for i := range 9 {
				arg := fmt.Sprintf("{%d}", i)
				require.Equal(t, strings.Contains(entry["nb"], arg), strings.Contains(entry[string(lang)], arg), "%s %s differs on %s", key, lang, arg)
			}
		}
	}
}

func TestCountAndBytesFollowNorwegianHabits(t *testing.T) {
	require.Equal(t, "20\u00a0000", Count(20000))
	require.Equal(t, "-1\u00a0234\u00a0567", Count(-1234567))
	require.Equal(t, "999", Count(999))
	require.Equal(t, "1,4\u00a0MB", Bytes(1_400_000))
	require.Equal(t, "512\u00a0B", Bytes(512))
}
