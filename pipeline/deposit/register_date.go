package deposit

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Why a date of a register cannot be read, beside ErrAmbiguous, ErrCharacters and ErrOutOfRange.
var (
	ErrNoDate    = errors.New("no date stands there")
	ErrNoSuchDay = errors.New("no calendar has that day")
	ErrShortYear = errors.New("the year has two digits")
)

// Years that a register can speak of: guardians born in the 1800s, restrictions that end in the 2100s.
const (
	firstDateYear = 1800
	lastDateYear  = 2199
)

// dateForm is one way to write a date: its pattern and how the groups are understood.
type dateForm struct {
	pattern *regexp.Regexp
	read    func(groups []string) (Date, error)
}

// dateForms is every form that is read, tried in order; no text fits two of them with different outcomes.
var dateForms = []dateForm{
	{regexp.MustCompile(`^([0-9]{4})$`), func(g []string) (Date, error) { return makeDate(g[0], "", "") }},
	{regexp.MustCompile(`^([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?) ?([Zz]|[+-][0-9]{2}:?[0-9]{2})?$`), readDateTime},
	{regexp.MustCompile(`^([0-9]{4}) ?[-./] ?([0-9]{1,2}) ?[-./] ?([0-9]{1,2})\.?$`), func(g []string) (Date, error) { return makeDate(g[0], g[1], g[2]) }},
	{regexp.MustCompile(`^([0-9]{1,2}) ?\. ?([0-9]{1,2}) ?[. -] ?([0-9]{2}|[0-9]{4})\.?$`), readDayMonthYear},
	{regexp.MustCompile(`^([0-9]{1,2}) ?/ ?([0-9]{1,2}) ?[- ] ?([0-9]{2}|[0-9]{4})$`), readDayMonthYear},
	{regexp.MustCompile(`^([0-9]{1,2}) ?([-/]) ?([0-9]{1,2}) ?[-/] ?([0-9]{2}|[0-9]{4})$`), readEitherOrder},
	{regexp.MustCompile(`^([0-9]{1,2}) ?[-./] ?([0-9]{4})$`), func(g []string) (Date, error) { return makeDate(g[1], g[0], "") }},
	{regexp.MustCompile(`^([0-9]{4}) ?[-./] ?([0-9]{1,2})$`), readYearMonth},
	{regexp.MustCompile(`^([0-9]{4})([0-9]{2})([0-9]{2})$`), readEightDigits},
	{regexp.MustCompile(`^(?:([0-9]{1,2})[. /-]{1,2})?([a-z]{3,9})[. /-]{1,2}([0-9]{2}|[0-9]{4})$`), readNamedMonth},
	{regexp.MustCompile(`^[0-9]{1,2}(?: ?[-./] ?[0-9]{1,2})?\.?$|^[0-9]{6}$`), func([]string) (Date, error) { return Date{}, ErrAmbiguous }},
}

// monthNames are the months by the first three letters of their names, the same in bokmål and nynorsk, and what may follow those letters.
var monthNames = map[string]struct {
	month int
	rest  string
}{
	"jan": {1, "uar"}, "feb": {2, "ruar"}, "mar": {3, "s"}, "apr": {4, "il"}, "mai": {5, ""}, "jun": {6, "i"}, "jul": {7, "i"},
	"aug": {8, "ust"}, "sep": {9, "tember"}, "okt": {10, "ober"}, "nov": {11, "ember"}, "des": {12, "ember"},
}

// ParseRegisterDate reads a date as registers write it: 12.05.1979, 12/5-1979, 1979-05-12 (with a time of day or without), 05.1979, 1979, 12. mars 1979,
// mars 1979 (domain §4.2). A blank text is the unknown date, without error.
//
// A year of two digits is ErrShortYear: 31.12.02 is a child of 2002 in one folder and a grandmother of 1902 in the next. The century that a deposit states
// for its journal numbers says nothing of them.
//
// What two people would read differently is ErrAmbiguous, never a guess: 5/3/1979 and 5-3-1979 (Norwegian or American order, unless only one is a day),
// 79-03-05, 05.79, 050379, and 2003/04 (a school year or a month). A time with a zone that falls on two Norwegian days, by winter or summer time, too.
func ParseRegisterDate(text string) (Date, error) {
	plain, err := plainCell(text)
	if err != nil || plain == "" {
		return Date{}, err
	}
	plain = strings.ToLower(plain)
	for _, form := range dateForms {
		if m := form.pattern.FindStringSubmatch(plain); m != nil {
			return form.read(m[1:])
		}
	}
	return Date{}, ErrNoDate
}

// makeDate is the date of groups of digits; an empty month or day is unknown.
func makeDate(year, month, day string) (Date, error) {
	d := Date{Year: atoi(year), Month: atoi(month), Day: atoi(day)}
	switch {
	case d.Year < firstDateYear || d.Year > lastDateYear:
		return Date{}, ErrOutOfRange
	case month != "" && (d.Month < 1 || d.Month > 12):
		return Date{}, ErrNoSuchDay
	case day != "":
		if _, err := NewDate(d.Year, d.Month, d.Day); err != nil {
			return Date{}, ErrNoSuchDay
		}
	}
	return d, nil
}

func readDayMonthYear(g []string) (Date, error) {
	if len(g[2]) == 2 {
		return Date{}, ErrShortYear
	}
	return makeDate(g[2], g[1], g[0])
}

// readEitherOrder reads 25/12/1979 and 25-12-1979, which in American programs would be 12/25/1979: certain only where one of the orders is no date.
func readEitherOrder(g []string) (Date, error) {
	day, month, short := atoi(g[0]), atoi(g[2]), len(g[3]) == 2
	if month > 12 && !short {
		return Date{}, ErrNoSuchDay
	}
	if day <= 12 && day != month || short && (g[1] == "-" || month > 12) {
		return Date{}, ErrAmbiguous // 5/3/1979; 79-03-05 may begin with its year
	}
	return readDayMonthYear([]string{g[0], g[2], g[3]})
}

// readYearMonth reads 1979-05; 2003-04 is as likely the school year, as journal years are written.
func readYearMonth(g []string) (Date, error) {
	d, err := makeDate(g[0], g[1], "")
	if next := (atoi(g[0]) + 1) % 100; len(g[1]) == 2 && next == atoi(g[1]) {
		return Date{}, ErrAmbiguous
	}
	return d, err
}

// readEightDigits reads 19790512 and 12051979. No eight digits are both: a day of 18 to 21 beside a month would make the other year younger than 1800.
func readEightDigits(g []string) (Date, error) {
	if d, err := makeDate(g[0], g[1], g[2]); err == nil {
		return d, nil
	}
	return makeDate(g[1]+g[2], g[0][2:], g[0][:2])
}

// readNamedMonth reads 12. mars 1979 and mars 1979. A number up to 31 after a month alone may be a day: mars 12.
func readNamedMonth(g []string) (Date, error) {
	name, known := monthNames[g[1][:3]]
	if rest := g[1][3:]; !known || rest != "" && rest != name.rest && !(rest == "t" && name.month == 9) {
		return Date{}, ErrNoDate
	}
	if g[0] == "" && len(g[2]) == 2 && atoi(g[2]) <= 31 {
		return Date{}, ErrAmbiguous
	}
	if len(g[2]) == 2 {
		return Date{}, ErrShortYear
	}
	return makeDate(g[2], strconv.Itoa(name.month), g[0])
}

// readDateTime reads an ISO date and time. Without a zone, or with a Norwegian one, the date is as written; with another it is the Norwegian date, when winter time (+1) and summer
// time (+2) agree on it: a midnight of summer, stored as 22:00Z, belongs to the day after.
func readDateTime(g []string) (Date, error) {
	d, err := makeDate(g[0], g[1], g[2])
	if err != nil {
		return Date{}, err
	}
	clock := strings.ReplaceAll(g[3], ",", ".")
	if len(clock) == len("15:04") {
		clock += ":00"
	}
	zone := strings.ToUpper(strings.ReplaceAll(g[4], ":", ""))
	at, err := time.Parse("2006-01-02T15:04:05.999999999Z0700", d.String()+"T"+clock+zoneOrUTC(zone))
	if err != nil {
		return Date{}, ErrNoSuchDay
	}
	if zone == "" || zone == "+0100" || zone == "+0200" {
		return d, nil // the clock on a Norwegian wall
	}
	winter, summer := DateOf(at.UTC().Add(time.Hour)), DateOf(at.UTC().Add(2*time.Hour))
	if winter != summer {
		return Date{}, ErrAmbiguous
	}
	return winter, nil
}

func zoneOrUTC(zone string) string {
	if zone == "" {
		return "Z"
	}
	return zone
}
