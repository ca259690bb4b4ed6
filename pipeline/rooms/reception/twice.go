package reception

import (
	"slices"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// parted makes a number that stands on several rows a group for each of them: two rows are two persons until somebody says otherwise, and each is a
// folder that holds. None of them has the number's own id: what people decided on the number before was about one of these rows, and nobody knows which.
// Documents and corrections say the number only; they go to none of the rows.
func (w *work) parted(g *group) ([]*group, error) {
	if len(g.rows) == 1 {
		return []*group{g}, nil
	}
	for i := range g.rows {
		if err := g.rows[i].read(); err != nil {
			return nil, err
		}
	}
	twice := deposit.Finding{Code: NumberTwice, Args: []string{g.rows[0].text("journalnr"), strconv.Itoa(len(g.rows))}}
	if slices.ContainsFunc(g.rows[1:], func(n noted) bool { return !samePerson(g.rows[0], n) }) {
		twice.Code = TwoPersons
	}
	marks := w.marksOf(g)
	groups := make([]*group, len(g.rows))
	for i, n := range g.rows {
		twice.Args[0] = n.text("journalnr")
		groups[i] = &group{key: g.key, mark: marks[i], twice: deposit.Finding{Code: twice.Code, Args: slices.Clone(twice.Args)}, rows: []noted{n},
			contested: g.contested, twins: g.twins}
	}
	return groups, nil
}

// marksOf tells the rows of a number apart by what stands in them, never by where they stand: by the person; where that is the same, by the whole row;
// and rows in which everything is the same by their count, since nothing else is between them.
func (w *work) marksOf(g *group) []string {
	marks := make([]string, len(g.rows))
	count := map[string]int{}
	for i, n := range g.rows {
		marks[i] = w.mark(g.key, person(n))
		count[marks[i]]++
	}
	seen := map[string]int{}
	for i, n := range g.rows {
		if count[marks[i]] > 1 {
			marks[i] = w.mark(g.key, person(n), rowMark(n))
		}
		if seen[marks[i]]++; seen[marks[i]] > 1 {
			marks[i] += "-" + strconv.Itoa(seen[marks[i]])
		}
	}
	return marks
}

const markLength = 8 // hexadecimal digits

// mark is derived as ids are: it says nothing of the person to those who do not have the register.
func (w *work) mark(key ...string) string {
	return string(w.deposit.ID.Derive("rad", key...))[:markLength]
}

// person is what tells two persons apart in a row, however it is written.
func person(n noted) string {
	birth := n.text("fodselsdato")
	if d, err := deposit.ParseRegisterDate(birth); err == nil {
		birth = d.String()
	}
	return strings.Join([]string{fold(n.text("etternavn")), fold(n.text("fornavn")), birth, n.birthDigits()}, "\x00")
}

// samePerson tells that nothing in two rows speaks for two persons.
func samePerson(a, b noted) bool {
	if a.birthDigits() != "" && b.birthDigits() != "" {
		return a.birthDigits() == b.birthDigits()
	}
	for _, field := range []string{"etternavn", "fornavn"} {
		if fold(a.text(field)) != fold(b.text(field)) {
			return false
		}
	}
	one, err := deposit.ParseRegisterDate(a.text("fodselsdato"))
	two, other := deposit.ParseRegisterDate(b.text("fodselsdato"))
	return err != nil || other != nil || one == two || one.IsZero() || two.IsZero()
}

// birthDigits is a cell of eleven digits as it is compared; empty when it is anything else.
func (n noted) birthDigits() string {
	if digits := strings.ReplaceAll(n.text("fodselsnummer"), " ", ""); len(digits) == 11 {
		return digits
	}
	return ""
}

// marked is a canonical number with the mark of one of its rows.
func marked(journal, mark string) string {
	if mark == "" {
		return journal
	}
	return journal + "#" + mark
}

// idOf is the derived id of a number's folder, or of one of its rows.
func (w *work) idOf(no deposit.JournalNo, mark string) deposit.FolderID {
	if mark == "" {
		return deposit.FolderIDOf(w.deposit.ID, no)
	}
	return deposit.FolderID(w.deposit.ID.Derive("mappe", no.Key(), mark))
}

// stillThere tells that a row has the number of a folder that no row was kept as: the number went from one row to several, or back.
func (w *work) stillThere(ref deposit.FolderRef) (bool, error) {
	journal, _, _ := strings.Cut(ref.Journal, "#")
	no, err := deposit.ParseJournalNo(journal, w.deposit.Century)
	if err != nil {
		return false, nil
	}
	rows, err := w.s.Look(Range{Kind: scrapFolder, From: no.Key() + "/" + ofRow, Before: no.Key() + "/" + ofRow + "\x00", Limit: 1})
	return len(rows) > 0, err
}
