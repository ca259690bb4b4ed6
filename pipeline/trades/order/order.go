// Package order puts client folders in the order of the lists and boxes (R6.3-3, domain §4.1): Norwegian alphabet, birth date, journal number. It makes
// keys that plain byte comparison puts in that order, in any store, and the letters that a box range is labelled with. It holds no state that a caller can
// see and decides nothing about boxes.
package order

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// revision counts changes of this package that move a key; stored keys of another version are made anew.
const revision = 1

// Options are a depot's wishes about order.
type Options struct {
	AaAsA bool // Aa sorts as Å, in Aasen and, alas, in Aaron and Isaac (domain §4.1)
}

// Order makes sort keys. It may be used by many goroutines at once.
type Order struct {
	options   Options
	collators sync.Pool // of *collator: a collate.Collator may be used by one goroutine at a time
	letters   []letter
}

// collator is a collate.Collator with the buffer that its keys are cut from.
type collator struct {
	*collate.Collator
	buffer collate.Buffer
}

// New is the order by these wishes.
func New(options Options) *Order {
	o := &Order{options: options}
	o.collators.New = func() any {
		// Nynorsk, for bokmål too: the tables of x/text have "nb" and "no" in the order of the root, with å beside a and ø beside o (golang/go issue
		// 59908). "nn" is the order of ICU's nb, no and nn alike; TestGoldenNames would show a change.
		return &collator{Collator: collate.New(language.MustParse("nn"))}
	}
	o.letters = o.alphabet()
	return o
}

// Version names everything that decides the bytes of a key. Keys of two versions are never compared.
func (o *Order) Version() string {
	aa := "aa"
	if o.options.AaAsA {
		aa = "aa=å"
	}
	return fmt.Sprintf("order-%d nn cldr-%s %s", revision, collate.CLDRVersion, aa)
}

// Keys are the folder's keys for the three lists. Each is total: by name it is surname, given names, birth date, journal number; by birth date year, month,
// day, then name; by journal number start year, number, suffix. What is unknown stands last: a folder without a surname after Å, one without a birth date
// after the youngest. A birth date known to the year or month stands before the days in it.
func (o *Order) Keys(card deposit.Card) deposit.SortKeys {
	c := o.collators.Get().(*collator)
	defer o.collators.Put(c)
	name := o.name(c, card)
	birth := birthKey(card.Birth, card.Birth.Year, card.Birth.Month, card.Birth.Day)
	journal := field(nil, []byte(card.Journal.Key()))
	return deposit.SortKeys{
		Name:    concat(name, birth, journal),
		Birth:   concat(birth, name, journal),
		Journal: journal,
		Version: o.Version(),
	}
}

// BoxKey is the key of the order in which folders stand in boxes. It is the list's, but that boxes by birth date may follow day and month whatever the year
// (monthDay: the profile's birth order "md", domain §1.7 nr 8); the birth-date list never does.
func (o *Order) BoxKey(card deposit.Card, ordering deposit.Ordering, monthDay bool) []byte {
	keys := o.Keys(card)
	switch {
	case ordering == deposit.ByName:
		return keys.Name
	case ordering == deposit.ByBirth && monthDay:
		return concat(monthDayKey(card.Birth), keys.Birth)
	case ordering == deposit.ByBirth:
		return keys.Birth
	}
	return keys.Journal
}

// name is the keys of surname and given names, one after the other: as one string "Berg Hansen, Anne" would stand before "Berg, Anne".
func (o *Order) name(c *collator, card deposit.Card) []byte {
	last := o.plain(card.LastName)
	if last == "" {
		return append([]byte{unknown}, c.field(o.plain(card.FirstName))...)
	}
	return concat([]byte{known}, c.field(last), c.field(o.plain(card.FirstName)))
}

// The first byte of a field that may be unknown.
const (
	known   = 1
	unknown = 2
)

func birthKey(d deposit.Date, parts ...int) []byte {
	if d.IsZero() {
		return []byte{unknown}
	}
	key := []byte{known}
	for _, p := range parts {
		key = append(key, byte(p>>8), byte(p))
	}
	return key
}

// monthDayKey has no year: it stands before the full birth key, which breaks the tie. A date without a month has no place in the year and stands last.
func monthDayKey(d deposit.Date) []byte {
	if d.Month == 0 {
		d = deposit.Date{}
	}
	return birthKey(d, d.Month, d.Day)
}

// plain is a name as it is compared: composed, in lower case, without what stands before its first letter or digit ('t Hooft sorts under T); a name that
// has none (a dash, a question mark) is unknown. Where Aa is no Å, a joiner that weighs nothing keeps two a's from being read as one letter. Particles are sorted as written (domain §4.1).
func (o *Order) plain(name string) string {
	name = strings.ToLower(norm.NFC.String(strings.ToValidUTF8(name, "\ufffd")))
	name = strings.Join(strings.Fields(name), " ")
	start := strings.IndexFunc(name, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
	if start < 0 {
		return ""
	}
	name = name[start:]
	if !o.options.AaAsA {
		for strings.Contains(name, "aa") {
			name = strings.ReplaceAll(name, "aa", "a\u034fa")
		}
	}
	return name
}

// field is the collation key of a text as one field of a longer key.
func (c *collator) field(text string) []byte {
	c.buffer.Reset()
	return field(nil, c.KeyFromString(&c.buffer, text))
}

// field ends a key so that keys can follow each other: 0 becomes 0 255 and the end is 0 1. A field that is the beginning of another then stands before it,
// whatever follows.
func field(out, key []byte) []byte {
	for _, b := range key {
		out = append(out, b)
		if b == 0 {
			out = append(out, 255)
		}
	}
	return append(out, 0, 1)
}

func concat(parts ...[]byte) []byte { return bytes.Join(parts, nil) }
