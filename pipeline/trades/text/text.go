// Package text is the one catalogue of words that people see beside the findings: headings, labels, screen lines, in bokmål, nynorsk and English.
// A topic is a JSON file in messages/; keys are "topic.name". What {0}, {1} … stand for is said by the caller; {0|mappe|mapper} is the first word when
// that is one and the second otherwise. It formats numbers and sizes the Norwegian way and knows no other package of ours.
package text

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Lang is a language of the catalogue.
type Lang string

// The languages, bokmål first.
const (
	Bokmaal Lang = "nb"
	Nynorsk Lang = "nn"
	English Lang = "en"
)

// Languages is all of them.
func Languages() []Lang { return []Lang{Bokmaal, Nynorsk, English} }

//go:embed messages/*.json
var files embed.FS

var messages = mustRead(files)

// Parse is the language named by a code; "no" and unknown codes are bokmål.
func Parse(code string) Lang {
	switch strings.ToLower(strings.TrimSpace(code)) {
	case "nn":
		return Nynorsk
	case "en":
		return English
	}
	return Bokmaal
}

// Knows tells whether a code names a language of the catalogue; none is bokmål.
func Knows(code string) bool {
	code = strings.ToLower(strings.TrimSpace(code))
	return code == "" || code == "no" || slices.Contains(Languages(), Lang(code))
}

// Tag is the language as a document states it (BCP 47).
func (l Lang) Tag() string {
	switch l {
	case Nynorsk:
		return "nn-NO"
	case English:
		return "en-GB"
	}
	return "nb-NO"
}

// Joined is the words that say something, with a middle dot between them.
func Joined(words ...string) string {
	var kept []string
	for _, w := range words {
		if w != "" {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " · ")
}

// Few is the first words of a list, with a comma between them, and how many more there are.
func (l Lang) Few(list []string, most int) string {
	if len(list) <= most {
		return strings.Join(list, ", ")
	}
	return strings.Join(list[:most], ", ") + " " + l.Say("report.more", Count(int64(len(list)-most)))
}

// Say is the message of a key with its arguments filled in. A key that is not in the catalogue is shown as itself, so that nothing vanishes; a test
// fails on it.
func (l Lang) Say(key string, args ...any) string {
	entry, ok := messages[key]
	if !ok {
		return key
	}
	text, ok := entry[string(l)]
	if !ok {
		text = entry[string(Bokmaal)]
	}
	if len(args) == 0 {
		return text
	}
	said := make([]string, len(args))
	pairs := make([]string, 0, 2*len(args))
	for i, a := range args {
		said[i] = fmt.Sprint(a)
		pairs = append(pairs, "{"+strconv.Itoa(i)+"}", said[i])
	}
	return strings.NewReplacer(pairs...).Replace(Agree(text, said))
}

// number is a word that agrees with an argument: {0|mappe|mapper}.
var number = regexp.MustCompile(`\{(\d)\|([^{}|]*)\|([^{}|]*)\}`)

// Agree chooses between the singular and the plural of each word that is written with both. It comes before the arguments are filled in: what they hold
// is never read as part of the sentence. In the languages of the catalogue 1 has the singular, and 0 the plural.
func Agree(text string, args []string) string {
	if !strings.Contains(text, "|") {
		return text
	}
	return number.ReplaceAllStringFunc(text, func(word string) string {
		parts := number.FindStringSubmatch(word)
		if i, _ := strconv.Atoi(parts[1]); i < len(args) && args[i] == "1" {
			return parts[2]
		}
		return parts[3]
	})
}

// Has tells whether the catalogue knows the key.
func Has(key string) bool { _, ok := messages[key]; return ok }

// Keys is every key, in order.
func Keys() []string {
	keys := make([]string, 0, len(messages))
	for k := range messages {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// Count is a whole number with a no-break space between thousands: 20 000.
func Count(n int64) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if digits[0] == '-' {
		sign, digits = "-", digits[1:]
	}
	var out []byte
	for i, d := range []byte(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			out = append(out, "\u00a0"...)
		}
		out = append(out, d)
	}
	return sign + string(out)
}

// Bytes is a size in the unit that leaves one to three digits before the decimal comma: 1,4 MB.
func Bytes(n int64) string {
	units := []string{"B", "kB", "MB", "GB", "TB"}
	v, u := float64(n), 0
	for v >= 1000 && u < len(units)-1 {
		v, u = v/1000, u+1
	}
	if u == 0 {
		return strconv.FormatInt(n, 10) + "\u00a0B"
	}
	return strings.Replace(strconv.FormatFloat(v, 'f', 1, 64), ".", ",", 1) + "\u00a0" + units[u]
}

// Digest tells one wording of the messages from another, whatever the program's version says.
func Digest() deposit.Digest { return deposit.DigestOfFiles(files, "messages/*.json") }

func mustRead(files fs.FS) map[string]map[string]string {
	all := map[string]map[string]string{}
	names, _ := fs.Glob(files, "messages/*.json")
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			panic(fmt.Sprintf("%s: %v", name, err)) // embedded at build time; the package's own test reads it first
		}
		var topic map[string]map[string]string
		if err := json.Unmarshal(data, &topic); err != nil {
			panic(fmt.Sprintf("%s: %v", name, err))
		}
		for key, entry := range topic {
			if _, twice := all[key]; twice {
				panic(fmt.Sprintf("%s: key %s stands twice", name, key))
			}
			all[key] = entry
		}
	}
	return all
}
