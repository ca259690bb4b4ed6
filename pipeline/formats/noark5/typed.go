package noark5

import (
	"strconv"
	"strings"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup"
)

// element is one that this package puts together; its methods append what Noark is made of.
type element struct{ markup.Element }

// add appends an empty child element, to be filled by the caller.
func (e element) add(name string) element { return element{e.Add(name)} }

// day appends an xs:date without zone; the zero time is no element.
func (e element) day(name string, t time.Time) {
	e.stamp(name, t, time.DateOnly)
}

// moment appends an xs:dateTime without zone; the zero time is no element.
func (e element) moment(name string, t time.Time) {
	e.stamp(name, t, "2006-01-02T15:04:05")
}

func (e element) stamp(name string, t time.Time, layout string) {
	if t.IsZero() {
		return
	}
	if t.Year() < 1 || t.Year() > 9999 {
		e.Fail(name, markup.FaultForm)
		return
	}
	e.Text(name, t.Format(layout))
}

// needDay and needMoment are for mandatory times.
func (e element) needDay(name string, t time.Time) {
	if t.IsZero() {
		e.Fail(name, markup.FaultMissing)
	}
	e.day(name, t)
}

func (e element) needMoment(name string, t time.Time) {
	if t.IsZero() {
		e.Fail(name, markup.FaultMissing)
	}
	e.moment(name, t)
}

// act appends <prefix>Dato and <prefix>Av, both mandatory.
func (e element) act(prefix string, a Act) {
	e.needMoment(prefix+"Dato", a.At)
	e.Need(prefix+"Av", a.By)
}

// count appends a mandatory number that is at least 1.
func (e element) count(name string, n int) {
	if n < 1 {
		e.Fail(name, markup.FaultMissing)
		return
	}
	e.Text(name, strconv.Itoa(n))
}

// optional appends a number unless it is 0.
func (e element) optional(name string, n int) {
	switch {
	case n < 0:
		e.Fail(name, markup.FaultForm)
	case n > 0:
		e.Text(name, strconv.Itoa(n))
	}
}

// attachments appends antallVedlegg, where 0 is a statement too.
func (e element) attachments(n *int) {
	switch {
	case n == nil:
	case *n < 0:
		e.Fail("antallVedlegg", markup.FaultForm)
	default:
		e.Text("antallVedlegg", strconv.Itoa(*n))
	}
}

// id appends a mandatory UUID (systemID and references, 5.x).
func (e element) id(name, value string) {
	if markup.Blank(value) {
		e.Fail(name, markup.FaultMissing)
		return
	}
	e.ref(name, value)
}

// ref appends an optional UUID.
func (e element) ref(name, value string) {
	if markup.Blank(value) {
		return
	}
	if !isUUID(value) {
		e.Fail(name, markup.FaultForm)
		return
	}
	e.Text(name, value)
}

func (e element) refs(name string, values []string) {
	for _, v := range values {
		e.ref(name, v)
	}
}

// isUUID tells whether s is hex in groups of 8-4-4-4-12.
func isUUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		if i == 8 || i == 13 || i == 18 || i == 23 {
			if s[i] != '-' {
				return false
			}
			continue
		}
		if !strings.ContainsRune("0123456789abcdefABCDEF", rune(s[i])) {
			return false
		}
	}
	return true
}

// isHex tells whether s is a checksum written in hex without separators.
func isHex(s string) bool {
	return len(s)%2 == 0 && strings.Trim(s, "0123456789abcdefABCDEF") == ""
}

// readTime understands xs:date and xs:dateTime with and without a zone; what it cannot read is the
// zero time.
func readTime(s string) time.Time {
	s = strings.TrimSpace(s)
	for _, layout := range []string{time.DateOnly, "2006-01-02T15:04:05", time.RFC3339, "2006-01-02Z07:00"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t
		}
	}
	return time.Time{}
}

// readInt gives 0 for what is no number.
func readInt(s string) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil {
		return 0
	}
	return n
}

// readSize gives -1 for what is no size, since 0 is one.
func readSize(s string) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
	if err != nil || n < 0 {
		return -1
	}
	return n
}
