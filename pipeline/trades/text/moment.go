package text

import "time"

// Oslo is a time on the clock of Norway: an hour ahead of UTC, two from the last Sunday of March to the last Sunday of October, at one o'clock UTC (forskrift
// om sommertid, the rule of the EU since 1996). It is our own rule and not the machine's tables: the same time is the same words on every machine.
func Oslo(t time.Time) time.Time {
	t = t.UTC()
	if summer(t) {
		return t.In(summerZone)
	}
	return t.In(winterZone)
}

// FromOslo is what a clock in Norway shows, as a time. The hour that comes twice in October is the first of the two; the one that never comes in March is an
// hour later.
func FromOslo(shown time.Time) time.Time {
	shown = time.Date(shown.Year(), shown.Month(), shown.Day(), shown.Hour(), shown.Minute(), shown.Second(), shown.Nanosecond(), time.UTC)
	if early := shown.Add(-2 * time.Hour); summer(early) {
		return early
	}
	return shown.Add(-time.Hour)
}

var summerZone, winterZone = time.FixedZone("CEST", 2*60*60), time.FixedZone("CET", 60*60)

func summer(t time.Time) bool {
	return !t.Before(lastSunday(t.Year(), time.March)) && t.Before(lastSunday(t.Year(), time.October))
}

// lastSunday is one o'clock UTC on the last Sunday of a month.
func lastSunday(year int, month time.Month) time.Time {
	last := time.Date(year, month+1, 0, 1, 0, 0, 0, time.UTC)
	return last.AddDate(0, 0, -int(last.Weekday()))
}

// Moment is a time of the store (RFC 3339) as people read it: day and minute on the clock of Norway, which is named. Midnight UTC is a day that somebody
// stated without an hour. What is no time is shown as it is.
func (l Lang) Moment(at string) string {
	t, err := time.Parse(time.RFC3339, at)
	switch {
	case err != nil:
		return at
	case t.Equal(t.Truncate(24 * time.Hour)):
		return t.UTC().Format("02.01.2006")
	case summer(t.UTC()):
		return l.Say("time.summer", Oslo(t).Format("02.01.2006 15.04"))
	}
	return l.Say("time.winter", Oslo(t).Format("02.01.2006 15.04"))
}

// Day is the day of a time of the store in Norway.
func Day(at string) (time.Time, bool) {
	t, err := time.Parse(time.RFC3339, at)
	return Oslo(t), err == nil
}
