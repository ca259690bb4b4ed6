//go:build !windows

package xsd

import (
	"encoding/csv"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// disagreement is a row of testdata/disagreements.csv: where this package and libxml2 2.9.14 differ on purpose.
type disagreement struct {
	ours   bool           // our verdict
	what   *regexp.Regexp // matched against what the side that finds a fault says first
	clause string
}

type disagreements []disagreement

func knownDisagreements(t testing.TB) disagreements {
	t.Helper()
	f, err := os.Open("testdata/disagreements.csv")
	require.NoError(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	var all disagreements
	for _, row := range rows[1:] {
		require.NotEmpty(t, row[2], "a disagreement without the clause that decides it")
		all = append(all, disagreement{row[0] == "valid", regexp.MustCompile(row[1]), row[2]})
	}
	return all
}

// check fails the test unless the difference is listed.
func (d disagreements) check(t testing.TB, name string, mine, theirs verdict) (clause string) {
	t.Helper()
	said := strings.Join(append(mine.said, theirs.said...), "\n")
	for _, k := range d {
		if k.ours == mine.valid && k.what.MatchString(said) {
			return k.clause
		}
	}
	t.Errorf("%s\n  ours:   %s\n  theirs: %s", name, mine.readable(), theirs.readable())
	return ""
}
