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

// harmless keeps of a message of the YAML library what is in its own words: anything quoted may come from the file.
func harmless(message string) string {
	before, _, _ := strings.Cut(message, "\"")
	before, _, _ = strings.Cut(before, "\n")
	return strings.TrimSpace(before)
}
