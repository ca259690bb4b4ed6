package workspace

import (
	"reflect"
	"strings"
)

// keysOf is every YAML key that a struct and what it holds know: the words that a mistyped key may have meant.
func keysOf(into any) []string {
	var keys []string
	seen := map[reflect.Type]bool{}
	var walk func(t reflect.Type)
	walk = func(t reflect.Type) {
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct || seen[t] {
			return
		}
		seen[t] = true
		for i := range t.NumField() {
			if name, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ","); name != "" {
				keys = append(keys, name)
			}
			walk(t.Field(i).Type)
		}
	}
	walk(reflect.TypeOf(into))
	return keys
}

// nearest is the known key that a mistyped one most likely meant, empty when none is near.
func nearest(key string, known []string) string {
	best, limit := "", 1+len([]rune(key))/4
	for _, k := range known {
		if d := distance([]rune(strings.ToLower(key)), []rune(k)); d <= limit {
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

// harmless keeps of a message of the YAML library what is in its own words: anything quoted may come from the file.
func harmless(message string) string {
	before, _, _ := strings.Cut(message, "\"")
	before, _, _ = strings.Cut(before, "\n")
	return strings.TrimSpace(before)
}
