package deposit

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// JournalNo is a client journal number (R2.5-1), as written and as parsed. The written form is kept for lists and labels; uniqueness and order go by
// the parsed one.
type JournalNo struct {
	Written  string `json:"written"`
	Sequence int    `json:"sequence"`         // 45 in 45/1979-80
	Suffix   string `json:"suffix,omitempty"` // b in 45b/79: another folder than 45/79, filed right after it
	Start    int    `json:"start"`            // first calendar year of the journal year, 1979
	Split    bool   `json:"split"`            // written as a school year: 1979-80
}

// Why a journal number or a date of a register cannot be read. They hold nothing of the text that was read: the caller knows the row, and what stands in
// it may be about a person.
var (
	ErrNoNumber   = errors.New("no number stands there")
	ErrNoYear     = errors.New("no journal year can be told")
	ErrAmbiguous  = errors.New("can be read in more than one way")
	ErrNoCentury  = errors.New("a year of two digits, and no century is stated")
	ErrYearSpan   = errors.New("the two years do not follow each other")
	ErrOutOfRange = errors.New("a number or year is outside what a register holds")
	ErrCharacters = errors.New("holds characters that do not belong there")
)

// Bounds of a journal number. Five digits of sequence keep the key of fixed width; PPT offices are younger than 1900.
const (
	maxSequence = 99999
	firstYear   = 1900
	lastYear    = 2099
	maxWritten  = 64 // bytes of a cell that can be a number or a date
)

var (
	journalForm = regexp.MustCompile(`^([0-9]{1,9}) ?([A-Za-z]?) ?([-/]) ?([0-9]{1,9}) ?([A-Za-z]?)(?: ?([-/]) ?([0-9]{1,9}) ?([A-Za-z]?))?$`)
	bareNumber  = regexp.MustCompile(`^[0-9]+ ?[A-Za-z]?$`)
)

// ParseJournalNo reads a journal number in every form that registers use (domain §4.2): number first (45/79, 45/1979, 45/79-80, 45/1979-80, 45-1979) or
// year first (1979/45, 1979-45, 1979/80-045, 1979-80/45). century is the first year of the hundred years in which a year of two digits lies; with 0 such
// a form is ErrNoCentury.
//
// A form that two offices would read differently is ErrAmbiguous, never a guess: two full years (1979/1980, 1985/2003), a full year and its successor
// (1979/80, 1979-80: a journal year without a number as likely as number 80), two-digit years after a hyphen or first (45-79, 79/5), and triples that are a number and a
// school year from either end (79/80-81, 1979/80-81). A full year followed by anything else is year first: 1979/45 is number 45 of 1979.
//
// One letter after the number is kept as Suffix, in lower case: 45b/79 was given to a folder that came after 45/79 was taken, and is never the same one.
func ParseJournalNo(text string, century int) (JournalNo, error) {
	plain, err := plainCell(text)
	if err != nil {
		return JournalNo{}, err
	}
	m := journalForm.FindStringSubmatch(strings.ReplaceAll(plain, "_", "/"))
	if m == nil {
		return JournalNo{}, whyNotJournalNo(plain)
	}
	groups := []numeral{{m[1], m[2]}, {m[4], m[5]}}
	var found reading
	if m[7] == "" {
		found, err = readPair(groups[0], m[3], groups[1])
	} else {
		found, err = readTriple(append(groups, numeral{m[7], m[8]}), m[3] == m[6])
	}
	if err != nil {
		return JournalNo{}, err
	}
	return found.number(strings.TrimSpace(text), century)
}

// Key is the number in canonical text, 1979-00045: the same for 45/79, 45/1979 and 45/1979-80, and in byte order the order of start year, number and
// suffix (domain §4.2).
func (n JournalNo) Key() string { return fmt.Sprintf("%04d-%05d%s", n.Start, n.Sequence, n.Suffix) }

// Year is the journal year as printed: 1979-80 where it was written as a school year, else 1979.
func (n JournalNo) Year() string {
	if n.Split {
		return fmt.Sprintf("%d-%02d", n.Start, (n.Start+1)%100)
	}
	return strconv.Itoa(n.Start)
}

// String is the number as printed where its written form is not asked for: 45/1979-80.
func (n JournalNo) String() string { return fmt.Sprintf("%d%s/%s", n.Sequence, n.Suffix, n.Year()) }

// IsZero tells that there is no number.
func (n JournalNo) IsZero() bool { return n.Sequence == 0 }

// FolderIDOf is the derived id of the client folder with this number (domain §4.2: state is keyed by it, never by the written number).
func FolderIDOf(deposit ID, n JournalNo) FolderID { return FolderID(deposit.Derive("mappe", n.Key())) }

// FolderKeyPaths are the places below inn/mapper/ where the files of a folder may lie, since its number cannot be the name of a directory when it holds a
// slash (domain §4.2): journal year and number as two directories, or one name with the slash replaced. Paths use "/". If more than one of them is
// there, the row holds: which one is meant is not for the program to choose.
func FolderKeyPaths(n JournalNo) []string {
	if n.IsZero() {
		return nil
	}
	number := strconv.Itoa(n.Sequence) + n.Suffix
	numbers := []string{number}
	written := safeWritten(n.Written)
	for _, w := range strings.FieldsFunc(written, func(r rune) bool { return r == '/' || r == '-' || r == '_' }) {
		if strings.HasPrefix(w, "0") && strings.EqualFold(strings.TrimLeft(w, "0"), number) {
			numbers = append(numbers, w) // as written, with its leading zeros
		}
	}
	whole, split := JournalNo{Start: n.Start}.Year(), JournalNo{Start: n.Start, Split: true}.Year()
	var paths []string
	for _, seq := range numbers {
		for _, year := range []string{split, whole} {
			paths = append(paths, year+"/"+seq, seq+"_"+year)
		}
	}
	if strings.ContainsAny(written, "/_") {
		paths = append(paths, strings.ReplaceAll(written, "/", "_"), strings.NewReplacer("/", "-", "_", "-").Replace(written))
	} else if written != "" {
		paths = append(paths, written)
	}
	return withoutRepeats(paths)
}

// numeral is one group of digits of a written number and the letter that follows it.
type numeral struct{ digits, suffix string }

// fullYear is the group as a year in four digits, 0 when it is none.
func (g numeral) fullYear() int {
	v, _ := strconv.Atoi(g.digits)
	if len(g.digits) != 4 || g.suffix != "" || v < firstYear || v > lastYear {
		return 0
	}
	return v
}

func (g numeral) twoDigits() bool { return len(g.digits) == 2 && g.suffix == "" }

// reading is one way to understand the groups: which is the number, which the journal year.
type reading struct {
	of    numeral
	year  int
	short bool // year holds the last two digits only
	split bool
}

func (r reading) number(written string, century int) (JournalNo, error) {
	start := r.year
	if r.short {
		var err error
		if start, err = yearInCentury(r.year, century); err != nil {
			return JournalNo{}, err
		}
	}
	seq, err := strconv.Atoi(r.of.digits)
	if err != nil || seq < 1 || seq > maxSequence || start < firstYear || start > lastYear {
		return JournalNo{}, ErrOutOfRange
	}
	return JournalNo{written, seq, strings.ToLower(r.of.suffix), start, r.split}, nil
}

// readPair reads a number and a year of one group each.
func readPair(a numeral, sep string, b numeral) (reading, error) {
	ya, yb := a.fullYear(), b.fullYear()
	switch {
	case ya > 0 && yb > 0:
		return reading{}, ErrAmbiguous
	case ya > 0 && b.twoDigits() && followsShort(ya, b):
		return reading{}, ErrAmbiguous
	case ya > 0:
		return reading{of: b, year: ya}, nil
	case yb > 0:
		return reading{of: a, year: yb}, nil
	case sep == "/" && b.twoDigits():
		return reading{of: a, year: atoi(b.digits), short: true}, nil
	case a.twoDigits() || b.twoDigits():
		return reading{}, ErrAmbiguous // 45-79, 79/5: a year of two digits is read last and after a slash only
	}
	return reading{}, ErrNoYear
}

// readTriple reads a number and a school year, from either end. Years of two digits need two different separators: 01-02-03 is as likely a date.
func readTriple(g []numeral, sameSeparator bool) (reading, error) {
	var found []reading
	shaped := false
	for _, try := range []struct{ number, from, to numeral }{{g[0], g[1], g[2]}, {g[2], g[0], g[1]}} {
		y, short, shape := schoolYear(try.from, try.to)
		if !shape || short && sameSeparator {
			continue
		}
		shaped = true
		if y >= 0 {
			found = append(found, reading{try.number, y, short, true})
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return reading{}, ErrAmbiguous
	case shaped:
		return reading{}, ErrYearSpan
	}
	return reading{}, ErrNoYear
}

// schoolYear reads two groups as a school year: its start (-1 when the second year does not follow), whether in two digits, and whether the groups have
// the shape of one at all.
func schoolYear(from, to numeral) (start int, short, shape bool) {
	start = -1
	if y := from.fullYear(); y > 0 {
		if to.twoDigits() && followsShort(y, to) || to.fullYear() == y+1 {
			start = y
		}
		return start, false, to.twoDigits() || to.fullYear() > 0
	}
	if !from.twoDigits() || !to.twoDigits() {
		return -1, false, false
	}
	if y := atoi(from.digits); followsShort(y, to) {
		start = y
	}
	return start, true, true
}

func followsShort(year int, next numeral) bool { return (year+1)%100 == atoi(next.digits) }

// yearInCentury is the year that ends in two digits within the hundred years from century on.
func yearInCentury(two, century int) (int, error) {
	if century < 1 || century > lastYear {
		return 0, ErrNoCentury
	}
	year := century - century%100 + two
	if year < century {
		year += 100
	}
	return year, nil
}

func whyNotJournalNo(plain string) error {
	switch {
	case !strings.ContainsAny(plain, "0123456789"):
		return ErrNoNumber
	case bareNumber.MatchString(plain):
		return ErrNoYear
	}
	return ErrCharacters
}

// plainCell is a cell's text with the dashes and spaces of word processors made plain and runs of space made one. Control characters, digits of other
// scripts and what else is not plain text of a number are refused: two texts that look alike must not become two folders.
func plainCell(text string) (string, error) {
	if len(text) > maxWritten {
		return "", ErrOutOfRange
	}
	var out strings.Builder
	for _, r := range strings.TrimSpace(text) {
		switch {
		case r == '\u2010', r == '\u2011', r == '\u2012', r == '\u2013', r == '\u2212':
			r = '-'
		case r == '\u00a0', r == '\u2007', r == '\u2009', r == '\u202f':
			r = ' '
		case r < ' ' || r > '~':
			return "", ErrCharacters
		}
		out.WriteRune(r)
	}
	return strings.Join(strings.Fields(out.String()), " "), nil
}

// safeWritten is the written number when it is made of what ParseJournalNo takes, without spaces; anything else names no place on a disk.
func safeWritten(written string) string {
	plain, err := plainCell(written)
	if err != nil || !journalForm.MatchString(strings.ReplaceAll(plain, "_", "/")) {
		return ""
	}
	return strings.ReplaceAll(plain, " ", "")
}

func withoutRepeats(list []string) []string {
	seen := map[string]bool{}
	var out []string
	for _, s := range list {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

// atoi is the value of a group of digits that a pattern has let through.
func atoi(digits string) int {
	v, _ := strconv.Atoi(digits)
	return v
}
