package order

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// goldenNames is the order of PostgreSQL's ICU nb-NO collation for the names that Norwegian programs sort wrongly (libraries-data §8, domain §4.1).
var goldenNames = []string{
	"Abel", "Bakken", "Berg", "Berg Hansen", "Bergan", "Čáhput", "Carlsen", "de Groot", "Đoarvi", "Dølen", "Eira", "Müller", "Myrvold", "Nilsen", "Nilsen Dahl", "Nilsen-Dahl", "Nilsendahl",
	"Ŋuorgu", "Olsen", "Šuorbmu", "Svendsen", "van der Berg", "Wang", "Wærnes", "Žáhkar", "Zakariassen", "Ærlig", "Æsir", "Ääri", "Öberg", "Ødegård", "Ödegård", "Østby",
	"Å", "Aa", "Ås", "Aas", "Åsen", "Aasen",
}

func cards(names ...string) []deposit.Card {
	list := make([]deposit.Card, len(names))
	for i, n := range names {
		list[i] = deposit.Card{LastName: n, FirstName: "Kari"}
	}
	return list
}

func sortedNames(o *Order, names []string) []string {
	list := cards(names...)
	slices.SortFunc(list, func(a, b deposit.Card) int { return bytes.Compare(o.Keys(a).Name, o.Keys(b).Name) })
	var out []string
	for _, c := range list {
		out = append(out, c.LastName)
	}
	return out
}

func TestGoldenNames(t *testing.T) {
	shuffled := slices.Clone(goldenNames)
	slices.Reverse(shuffled)
	require.Equal(t, goldenNames, sortedNames(New(Options{AaAsA: true}), shuffled))
}

func TestAaIsTwoLettersWhereTheDepotWantsIt(t *testing.T) {
	names := []string{"Aa", "Aaronsen", "AAS", "Aase", "Abel", "Baa", "Bab", "Zakariassen", "Å", "Ås", "Åse"}
	shuffled := slices.Clone(names)
	slices.Reverse(shuffled)
	require.Equal(t, names, sortedNames(New(Options{}), shuffled))
}

func TestNamesAreComparedFieldByField(t *testing.T) {
	want := []deposit.Card{
		{LastName: "Berg"},
		{LastName: "Berg", FirstName: "Anne", Birth: deposit.Date{Year: 1999, Month: 1, Day: 2}},
		{LastName: "Berg", FirstName: "Anne", Birth: deposit.Date{Year: 2000}},
		{LastName: "Berg", FirstName: "Anne", Birth: deposit.Date{Year: 2000, Month: 5}},
		{LastName: "Berg", FirstName: "Anne", Birth: deposit.Date{Year: 2000, Month: 5, Day: 1}, Journal: deposit.JournalNo{Sequence: 9, Start: 2003}},
		{LastName: "BERG", FirstName: "anne", Birth: deposit.Date{Year: 2000, Month: 5, Day: 1}, Journal: deposit.JournalNo{Sequence: 10, Start: 2003}},
		{LastName: "Berg", FirstName: "Anne"}, // unknown birth date: after the known ones
		{LastName: "Berg", FirstName: "Anne Lise"},
		{LastName: "Berg", FirstName: "Åse"},
		{LastName: "Berg Hansen", FirstName: "Anne"},
		{LastName: "Åsen", FirstName: "Anne"},
		{FirstName: "Anne"}, // unknown surname: after Å
		{LastName: "  ", FirstName: "Berit"},
	}
	o := New(Options{AaAsA: true})
	for i := 1; i < len(want); i++ {
		require.Negative(t, bytes.Compare(o.Keys(want[i-1]).Name, o.Keys(want[i]).Name), "%d: %v before %v", i, want[i-1], want[i])
	}
}

func TestBirthOrderIsChronologicalAndUnknownDatesStandLast(t *testing.T) {
	o := New(Options{})
	dates := []deposit.Date{{Year: 1999, Month: 12, Day: 31}, {Year: 2000}, {Year: 2000, Month: 1}, {Year: 2000, Month: 1, Day: 1}, {Year: 2000, Month: 11, Day: 2}, {Year: 2001, Month: 1, Day: 1}, {}}
	for i := 1; i < len(dates); i++ {
		require.Negative(t, bytes.Compare(o.Keys(deposit.Card{Birth: dates[i-1], LastName: "Å"}).Birth, o.Keys(deposit.Card{Birth: dates[i], LastName: "A"}).Birth))
	}
	monthDay := []deposit.Date{{Year: 2001, Month: 1, Day: 1}, {Year: 1999, Month: 3}, {Year: 1999, Month: 3, Day: 30}, {Year: 2000, Month: 3, Day: 30}, {Year: 1999, Month: 12, Day: 31}, {Year: 1999}, {}}
	for i := 1; i < len(monthDay); i++ {
		a, b := deposit.Card{Birth: monthDay[i-1], LastName: "Å"}, deposit.Card{Birth: monthDay[i], LastName: "A"}
		require.Negative(t, bytes.Compare(o.BoxKey(a, deposit.ByBirth, true), o.BoxKey(b, deposit.ByBirth, true)), "%d", i)
	}
}

func TestJournalOrderIsStartYearThenNumber(t *testing.T) {
	o := New(Options{})
	numbers := []deposit.JournalNo{{Sequence: 9, Start: 1979}, {Sequence: 9, Suffix: "b", Start: 1979}, {Sequence: 10, Start: 1979, Split: true}, {Sequence: 1, Start: 1980}}
	for i := 1; i < len(numbers); i++ {
		require.Negative(t, bytes.Compare(o.BoxKey(deposit.Card{Journal: numbers[i-1]}, deposit.ByJournalNo, false), o.BoxKey(deposit.Card{Journal: numbers[i]}, deposit.ByJournalNo, false)))
	}
}

func TestComposedAndDecomposedNamesAreTheSame(t *testing.T) {
	o := New(Options{AaAsA: true})
	for _, n := range goldenNames {
		require.Equal(t, o.Keys(deposit.Card{LastName: n}), o.Keys(deposit.Card{LastName: norm.NFD.String(n)}), n)
		require.Equal(t, o.Keys(deposit.Card{LastName: n}), o.Keys(deposit.Card{LastName: "  " + strings.ToUpper(n) + " "}), n)
	}
}

func TestRangeLettersAreCollationLetters(t *testing.T) {
	o := New(Options{AaAsA: true})
	for _, c := range []struct {
		name string
		n    int
		want string
	}{
		{"Aasen", 1, "Å"}, {"aasen", 2, "Ås"}, {"Aaa", 3, "Åa"}, {"Baalsrud", 3, "Bål"}, {"Åsen", 1, "Å"}, {"Čáhput", 1, "C"}, {"Čáhput", 3, "Cah"}, {"Đoarvi", 1, "D"}, {"Šuorbmu", 2, "Su"},
		{"Ŋuorgu", 2, "Ŋu"}, {"Öberg", 1, "Ø"}, {"Ääri", 2, "Ææ"}, {"Müller", 2, "My"}, {"Ærlig", 1, "Æ"}, {"Ødegård", 3, "Øde"}, {"Þórdís", 2, "Th"}, {"Weiß", 3, "Wei"},
		{"de Groot", 1, "D"}, {"de Groot", 3, "De"}, {"van der Berg", 3, "Van"}, {"'t Hooft", 1, "T"}, {"O'Brien", 3, "O"}, {"Berg-Hansen", 3, "Ber"}, {"Li", 3, "Li"}, {"Жуков", 1, "Ж"},
		{"", 3, ""}, {" - ", 3, ""}, {"\xff", 1, ""}, {"Berg", 0, ""}, {"Berg", -1, ""}, {norm.NFD.String("Åsen"), 2, "Ås"},
	} {
		require.Equal(t, c.want, o.Letter(c.name, c.n), "%q %d", c.name, c.n)
	}
	require.Equal(t, "Aas", New(Options{}).Letter("Aasen", 3))
}

var nameRunes = []rune("aaabdehnoprstuyzæøåAÅÆØáäčđéŋöšŧüž -'")

func TestLettersNeverGoBackwardsAlongTheList(t *testing.T) {
	name := rapid.StringOfN(rapid.SampledFrom(nameRunes), 0, 6, -1)
	printed := New(Options{}) // in what is printed, Å is written Å and two a's are two a's
	for _, o := range []*Order{New(Options{}), New(Options{AaAsA: true})} {
		rapid.Check(t, func(t *rapid.T) {
			a, b, n := name.Draw(t, "a"), name.Draw(t, "b"), rapid.IntRange(1, 3).Draw(t, "letters")
			if bytes.Compare(o.Keys(deposit.Card{LastName: a}).Name, o.Keys(deposit.Card{LastName: b}).Name) > 0 {
				a, b = b, a
			}
			la, lb := o.Letter(a, n), o.Letter(b, n)
			require.LessOrEqual(t, bytes.Compare(printed.Keys(deposit.Card{LastName: la}).Name, printed.Keys(deposit.Card{LastName: lb}).Name), 0, "%q (%s) before %q (%s)", a, la, b, lb)
		})
	}
}

func TestOrderIsTotal(t *testing.T) {
	name := rapid.StringOfN(rapid.SampledFrom(nameRunes), 0, 4, -1)
	card := rapid.Custom(func(t *rapid.T) deposit.Card {
		return deposit.Card{
			LastName: name.Draw(t, "surname"), FirstName: name.Draw(t, "given"),
			Birth:   deposit.Date{Year: rapid.IntRange(0, 3).Draw(t, "year"), Month: rapid.IntRange(0, 2).Draw(t, "month")},
			Journal: deposit.JournalNo{Sequence: rapid.IntRange(1, 3).Draw(t, "sequence"), Start: rapid.IntRange(1979, 1980).Draw(t, "start")},
		}
	})
	o := New(Options{AaAsA: true})
	rapid.Check(t, func(t *rapid.T) {
		a, b := card.Draw(t, "a"), card.Draw(t, "b")
		ka, kb := o.Keys(a), o.Keys(b)
		if a.Journal.Key() != b.Journal.Key() {
			require.NotEqual(t, ka.Name, kb.Name)
			require.NotEqual(t, ka.Birth, kb.Birth)
			require.NotEqual(t, ka.Journal, kb.Journal)
		}
		for _, k := range [][2][]byte{{ka.Name, kb.Name}, {ka.Birth, kb.Birth}, {ka.Journal, kb.Journal}} {
			require.False(t, bytes.HasPrefix(k[0], k[1]) && !bytes.Equal(k[0], k[1]), "no key is the beginning of another")
		}
	})
}

func TestKeysAreMadeByManyAtOnce(t *testing.T) {
	o := New(Options{AaAsA: true})
	want := make([]deposit.SortKeys, len(goldenNames))
	for i, c := range cards(goldenNames...) {
		want[i] = o.Keys(c)
	}
	var wg sync.WaitGroup
	got := make([][]deposit.SortKeys, 8)
	for w := range got {
		wg.Go(func() {
			for _, c := range cards(goldenNames...) {
				got[w] = append(got[w], o.Keys(c))
			}
		})
	}
	wg.Wait()
	for _, keys := range got {
		require.Equal(t, want, keys)
	}
}

// TestVersionChangesWithTheTables pins the bytes of the keys: when a new x/text gives others, revision goes up and this digest with it.
func TestVersionChangesWithTheTables(t *testing.T) {
	o := New(Options{AaAsA: true})
	require.Equal(t, "order-1 nn cldr-23 aa=å", o.Version())
	require.NotEqual(t, o.Version(), New(Options{}).Version())
	var all []byte
	for _, c := range cards(goldenNames...) {
		all = append(all, o.Keys(c).Name...)
	}
	require.Equal(t, "06cbf47f2029", deposit.DigestOf(all).Short())
}

func BenchmarkKeys(b *testing.B) {
	o := New(Options{AaAsA: true})
	list := cards(goldenNames...)
	for i := 0; b.Loop(); i++ {
		o.Keys(list[i%len(list)])
	}
}
