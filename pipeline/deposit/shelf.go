package deposit

import (
	"fmt"
	"strconv"
	"strings"
)

// Keeper is what depot.yaml says: a depot (R6.2-1), its people, whom it lends to, its shelves.
type Keeper struct {
	ID        ID
	Body      Body
	Persons   []Person
	Borrowers []Borrower
	Heirs     []Succession
	Shelves   []Shelf
	BoxWidth  int // millimetres that a box takes of a shelf
	Loans     LoanPeriods
	Language  string // of what is printed: nb, nn, en
	Mark      string // printed on everything when set: "DEMO – syntetiske personer"
}

// Roles of a depot's people. The magazine sees places and boxes, never names.
const (
	DepotLeader    = "leder"
	DepotArchivist = "arkivar"
	DepotMagazine  = "magasin"
)

// DepotRoles is every role at a depot.
func DepotRoles() []string { return []string{DepotLeader, DepotArchivist, DepotMagazine} }

// MaySeeNames tells whether a role at a depot may look a client up by name or birth date (R2.7-1).
func MaySeeNames(role string) bool { return role == DepotLeader || role == DepotArchivist }

// MaySign tells whether a role at a depot may give a receipt on its behalf (R6.2-1).
func MaySign(role string) bool { return role == DepotLeader || role == DepotArchivist }

// Shelf is one shelf of a bay.
type Shelf struct {
	Room, Bay, Shelf string
	Width            int // millimetres
}

// Place is where a box stands: room, bay, shelf, and its position on it, counted from the left from 1.
type Place struct {
	Room     string `json:"room"`
	Bay      string `json:"bay"`
	Shelf    string `json:"shelf"`
	Position int    `json:"position"`
}

// IsZero tells that a box stands nowhere yet.
func (p Place) IsZero() bool { return p == Place{} }

// String is the place as people write it: M1/A/3/12.
func (p Place) String() string {
	if p.IsZero() {
		return ""
	}
	text := p.Room + "/" + p.Bay + "/" + p.Shelf
	if p.Position > 0 {
		text += "/" + strconv.Itoa(p.Position)
	}
	return text
}

// On is the shelf of the place, without the position.
func (p Place) On() Place { p.Position = 0; return p }

// ParsePlace reads room/bay/shelf, with or without a position.
func ParsePlace(text string) (Place, error) {
	parts := strings.Split(strings.TrimSpace(text), "/")
	if len(parts) < 3 || len(parts) > 4 {
		return Place{}, fmt.Errorf("a place is room/bay/shelf or room/bay/shelf/position")
	}
	for _, p := range parts {
		if strings.TrimSpace(p) == "" {
			return Place{}, fmt.Errorf("a part of the place is empty")
		}
	}
	p := Place{Room: parts[0], Bay: parts[1], Shelf: parts[2]}
	if len(parts) == 4 {
		n, err := strconv.Atoi(parts[3])
		if err != nil || n < 1 || n > 100_000 {
			return Place{}, fmt.Errorf("a position is a number from 1")
		}
		p.Position = n
	}
	return p, nil
}
