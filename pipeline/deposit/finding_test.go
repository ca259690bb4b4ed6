package deposit

import (
	"regexp"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

var (
	placeholder = regexp.MustCompile(`\{[0-9]+\}`)
	// correcting is a word with which a Norwegian remedy tells a person to correct something.
	correcting = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:rett|fyll|før|legg|lag|lagre|skriv|flytt|gi|del|velg|oppgi|ta|fjern|slett|endre|åpne|finn|kjør|bytt|sett|bruk|mål|se|spør|kontakt|avtal|hent|pakk|kopier|importer|meld)(?:[^\pL]|$)`)
)

// placeholders is the arguments that a wording uses, in text and remedy together.
func placeholders(t CodeText) []string {
	used := withoutRepeats(placeholder.FindAllString(t.Text+" "+t.Remedy, -1))
	sort.Strings(used)
	return used
}

func TestEveryFindingCodeCanBeUnderstoodAndAnswered(t *testing.T) {
	require.NotEmpty(t, Codes())
	for _, code := range Codes() {
		e := Lookup(code)
		require.Equal(t, code, e.Code)
		require.Regexp(t, `^[A-Z]{3}-[0-9]{3}$`, string(code))
		require.Contains(t, []Severity{Note, Warn, Hold}, e.Severity, code)
		require.NotEmpty(t, strings.TrimSpace(e.Rule), "%s: which rule says so?", code)
		require.Len(t, e.Texts, 3, code)
		for _, lang := range []string{"nb", "nn", "en"} {
			text := e.Texts[lang]
			require.NotEmpty(t, strings.TrimSpace(text.Text), "%s has no %s text", code, lang)
			require.NotEmpty(t, strings.TrimSpace(text.Remedy), "%s has no %s remedy", code, lang)
			require.Equal(t, placeholders(e.Texts["nb"]), placeholders(text), "%s: %s has other arguments than nb", code, lang)
		}
		for _, used := range placeholders(e.Texts["nb"]) {
			require.Less(t, atoi(strings.Trim(used, "{}")), len(e.Args), "%s: %s is not among the args", code, used)
		}
		checkAnswers(t, e)
	}
}

// checkAnswers: only a hold or a proposal to weed is answered, with answers that exist, each once; a hold that no answer lifts says what to correct.
func checkAnswers(t *testing.T, e CodeEntry) {
	legal := []AnswerKind{Accept, Exclude, Defer, Keep, Weed}
	if e.Severity != Hold {
		legal = []AnswerKind{Keep, Weed}
	}
	seen := map[AnswerKind]bool{}
	for _, a := range e.Answers {
		require.Contains(t, legal, a, "%s: nobody is asked this", e.Code)
		require.False(t, seen[a], "%s: %s stands twice", e.Code, a)
		require.True(t, e.May(a))
		seen[a] = true
	}
	if e.Severity == Hold && len(e.Answers) == 0 {
		require.Regexp(t, correcting, e.Texts["nb"].Remedy, "%s: no answer lifts it, and its remedy tells nobody what to correct", e.Code)
	}
}

func TestUnknownCodeHoldsAndIsShown(t *testing.T) {
	f := Finding{Code: "XXX-999"}
	require.Equal(t, Hold, f.Severity())
	for _, lang := range []string{"nb", "nn", "en", "se"} {
		require.Contains(t, f.Say(lang).Text, "XXX-999")
	}
}

func TestArgumentsAreFilledIn(t *testing.T) {
	require.Equal(t, "boks 1 til 2, {2}", fill("boks {0} til {1}, {2}", []string{"1", "2"}))
	require.Equal(t, "{1} a", fill("{0} a", []string{"{1}", "b"}), "an argument that looks like a placeholder is text")
	for _, code := range Codes() {
		f := Finding{Code: code, Args: make([]string, len(Lookup(code).Args))}
		for _, lang := range []string{"nb", "nn", "en"} {
			require.NotRegexp(t, placeholder, f.Say(lang).Text+f.Say(lang).Remedy, code)
		}
	}
}

func TestAnArgumentOfAClosedSetIsSaidInTheLanguage(t *testing.T) {
	cut := Finding{Code: "VER-001", Args: []string{"damaged"}}
	require.Equal(t, "Tar-filen er skadet eller kuttet (ingen tar-fil, eller avbrutt midt i).", cut.Say("nb").Text)
	require.Equal(t, "The tar is damaged or cut off (no tar, or broken off).", cut.Say("en").Text)
	require.Equal(t, []string{"damaged"}, cut.Args, "programs read the word of the program")
	named := Finding{Code: "VER-002", Args: []string{"link", "link"}}
	require.Equal(t, "«link» i pakken er ikke en fil som kan tas imot (en lenke).", named.Say("nb").Text, "a name is said as it is")
	for _, code := range Codes() {
		for word, said := range Lookup(code).Words {
			for _, lang := range []string{"nb", "nn", "en"} {
				require.NotEmpty(t, said[lang], "%s: %s has no word in %s", code, word, lang)
			}
		}
	}
}

func TestIdentityOfAFindingDoesNotMoveWithItsRow(t *testing.T) {
	word := rapid.StringMatching(`[a-zæøå/{} ]{0,8}`)
	finding := rapid.Custom(func(t *rapid.T) Finding {
		return Finding{Code: Code(word.Draw(t, "code")), Journal: word.Draw(t, "journal"), Field: word.Draw(t, "field"), File: word.Draw(t, "file"), SHA256: Digest(word.Draw(t, "hash")),
			Args: rapid.SliceOfN(word, 0, 3).Draw(t, "args")}
	})
	rapid.Check(t, func(t *rapid.T) {
		f := finding.Draw(t, "finding")
		id := f.ID()
		require.Regexp(t, `^F-[0-9a-f]{12}$`, string(id))
		moved := f
		moved.Sheet, moved.Row, moved.Column = word.Draw(t, "sheet"), rapid.IntRange(0, 1000).Draw(t, "row"), word.Draw(t, "column")
		require.Equal(t, id, moved.ID(), "an inserted row keeps the decisions")
		for name, change := range map[string]func(*Finding){
			"code": func(g *Finding) { g.Code += "x" }, "journal": func(g *Finding) { g.Journal += "x" }, "field": func(g *Finding) { g.Field += "x" },
			"file": func(g *Finding) { g.File += "x" }, "hash": func(g *Finding) { g.SHA256 += "x" }, "argument": func(g *Finding) { g.Args = append(append([]string(nil), g.Args...), "") },
		} {
			other := f
			change(&other)
			require.NotEqual(t, id, other.ID(), "another %s is another finding", name)
		}
		other := finding.Draw(t, "other")
		same := strings.Join(append([]string{string(f.Code), f.Journal, f.Field, f.File, string(f.SHA256)}, f.Args...), "\x00") ==
			strings.Join(append([]string{string(other.Code), other.Journal, other.Field, other.File, string(other.SHA256)}, other.Args...), "\x00")
		require.Equal(t, same, id == other.ID(), "what moves from one field to the next is another finding")
	})
}

func TestAFoundIsShownByTheNumberThatTheRegisterHas(t *testing.T) {
	for _, c := range []struct{ key, written, want string }{
		{"12/2009", "12/2009-10", "12/2009-10"}, {"12/2009", "", "12/2009"}, {"12/2009#r34", "12/2009-10", "12/2009-10#r34"}, {"", "12/2009-10", ""},
	} {
		f := Found{Finding: Finding{Code: "REC-028", Journal: c.key}, Number: c.written}
		id := f.Finding.ID()
		require.Equal(t, c.want, f.Shown())
		f.Number = "annet"
		require.Equal(t, id, f.Finding.ID())
	}
}
