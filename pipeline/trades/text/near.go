package text

import "strings"

// Nearest is the known word that a mistyped one most likely meant, empty when none is near.
func Nearest(word string, known []string) string {
	best, limit := "", 1+len([]rune(word))/4
	for _, k := range known {
		if d := distance([]rune(strings.ToLower(word)), []rune(k)); d <= limit {
			best, limit = k, d-1
		}
	}
	return best
}

// distance is the Levenshtein distance.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		before := row[0]
		row[0] = i + 1
		for j, y := range b {
			cost := before
			if x != y {
				cost++
			}
			before = row[j+1]
			row[j+1] = min(cost, row[j]+1, before+1)
		}
	}
	return row[len(b)]
}
