package text

import (
	"fmt"
	"regexp"
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

func TestWordsAgreeWithTheirNumber(t *testing.T) {
	sentence := "{0} {0|mappe|mapper}, {1} {1|fil|filer}"
	require.Equal(t, "{0} mappe, {1} filer", Agree(sentence, []string{"1", "0"}))
	require.Equal(t, "{0} mapper, {1} fil", Agree(sentence, []string{"21", "1"}))
	require.Equal(t, "{0} mapper, {1} filer", Agree(sentence, nil))
	require.Equal(t, "Inn: 1 mappe, 2 filer, 3 B", Bokmaal.Say("office.came", 1, "2", "3 B"))
	require.Equal(t, "In: {1|a|b} folders, 1 file, 3 B", English.Say("office.came", "{1|a|b}", 1, "3 B"), "what an argument holds is no part of the sentence")
}

func TestNoSentenceLeavesTheNumberOfAWordOpen(t *testing.T) {
	counted := regexp.MustCompile(`\{\d\} (?:funn|mapper|filer|advarsler|åtvaringar|merknader|hendelser|hendingar|registreringer|registreringar|dokumentobjekter|rader|` +
		`folders|files|findings|warnings|notes|events|records|objects|rows|bytes|years)\b`)
	for key, entry := range messages {
		for lang, said := range entry {
			if lang != "en" && counted.FindString(said) != "" && strings.HasSuffix(counted.FindString(said), " funn") {
				continue // funn is the same in both
			}
			require.Empty(t, counted.FindString(said), "%s %s: write {n} {n|one|many}", key, lang)
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
