package workspace

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// bodyFile is a body in deponering.yaml.
type bodyFile struct {
	Kind   verbatim `yaml:"type"`
	Number verbatim `yaml:"nummer"`
	Name   verbatim `yaml:"navn"`
}

// otherBodyFile is a body whose kind is given by where it stands.
type otherBodyFile struct {
	Number verbatim `yaml:"nummer"`
	Name   verbatim `yaml:"navn"`
}

type personFile struct {
	Key  verbatim `yaml:"nøkkel"`
	Name verbatim `yaml:"navn"`
	Role verbatim `yaml:"rolle"`
	Sign verbatim `yaml:"offentlig_nøkkel"`
}

type restrictionFile struct {
	Paragraph verbatim `yaml:"hjemmel"`
	Years     int      `yaml:"år"`
}

type periodFile struct {
	From int `yaml:"fra"`
	To   int `yaml:"til"`
}

// depositFile is deponering.yaml (versjon 1) as it stands on disk.
type depositFile struct {
	Version     int             `yaml:"versjon"`
	ID          verbatim        `yaml:"id"`
	Name        verbatim        `yaml:"navn"`
	Owner       bodyFile        `yaml:"eier"`
	Creator     otherBodyFile   `yaml:"arkivskaper"`
	Depot       otherBodyFile   `yaml:"depot"`
	Controller  verbatim        `yaml:"behandlingsansvarlig"`
	Archivist   verbatim        `yaml:"arkivleder"`
	Persons     []personFile    `yaml:"personer"`
	Agreement   verbatim        `yaml:"avtale"`
	AsOf        verbatim        `yaml:"dato"`
	Produced    verbatim        `yaml:"produsert"`
	Century     int             `yaml:"århundre"`
	Language    verbatim        `yaml:"språk"`
	System      verbatim        `yaml:"system"`
	Restriction restrictionFile `yaml:"skjerming"`
	Period      periodFile      `yaml:"periode"`
	Mark        verbatim        `yaml:"merke"`
	Synthetic   bool            `yaml:"syntetisk"`
	Reason      verbatim        `yaml:"begrunnelse"`
}

// deposit judges the file's values and gives them as facts; every fault is recorded, so that a person corrects the file once.
func (f depositFile) deposit(s *source) deposit.Deposit {
	d := deposit.Deposit{
		Name: s.text(f.Name, "navn"), Owner: f.owner(s), Agreement: string(f.Agreement), Century: f.Century, System: string(f.System),
		Creator: deposit.Body{Kind: "kontor", Number: string(f.Creator.Number), Name: s.text(f.Creator.Name, "arkivskaper", "navn")},
		Depot:   deposit.Body{Kind: "depot", Number: string(f.Depot.Number), Name: s.text(f.Depot.Name, "depot", "navn")},
		Reason:  string(f.Reason), Mark: string(f.Mark), Synthetic: f.Synthetic,
		Restriction: deposit.Restriction{Paragraph: string(f.Restriction.Paragraph), Years: f.Restriction.Years},
	}
	if f.Version != 1 {
		s.problem([]any{"versjon"}, "version")
	}
	id, err := deposit.ParseID(string(f.ID))
	if err != nil {
		s.problem([]any{"id"}, "uuid")
	}
	d.ID = id
	d.AsOf = s.day(f.AsOf, "dato")
	standing(s, d.Owner, d.AsOf)
	d.Produced = f.produced(s)
	d.Language = s.choice(f.Language, []string{"nb", "nn", "en"}, "språk")
	if f.Century != 0 {
		s.between(f.Century, 1800, 2100, "århundre")
	}
	if f.Restriction.Years != 0 {
		s.between(f.Restriction.Years, 1, 200, "skjerming", "år")
	}
	d.Persons = f.persons(s)
	d.Controller = f.person(s, f.Controller, "behandlingsansvarlig")
	d.Archivist = f.person(s, f.Archivist, "arkivleder")
	d.Period = f.period(s)
	return d
}

// owner is the one owner of the delivery (R2.1-2).
func (f depositFile) owner(s *source) deposit.Body {
	b := deposit.Body{Number: s.text(f.Owner.Number, "eier", "nummer"), Name: s.text(f.Owner.Name, "eier", "navn")}
	b.Kind = s.choice(f.Owner.Kind, []string{"kommune", "fylkeskommune"}, "eier", "type")
	switch {
	case b.Number == "":
	case b.Kind == "kommune" && !digits(b.Number, 4):
		s.problem([]any{"eier", "nummer"}, "kommune")
	case b.Kind == "fylkeskommune" && !digits(b.Number, 2):
		s.problem([]any{"eier", "nummer"}, "fylke")
	}
	return b
}

// coveredCounty is the county whose numbers the table of municipalities has whole (domain §4.4); of others it can only tell that a number has ended.
const coveredCounty = "11"

// standing refuses an owner that does not exist on the day: deposits are made by the owner of today, whoever it was when the folders were made.
func standing(s *source, owner deposit.Body, on deposit.Date) {
	if _, ok := deposit.MunicipalityAt(owner.Number, on); ok || !on.Full() || !digits(owner.Number, len(owner.Number)) {
		return
	}
	var heirs []string
	listed := strings.HasPrefix(owner.Number, coveredCounty) && len(owner.Number) == 4
	for _, m := range deposit.Municipalities() {
		if m.Number != owner.Number {
			continue
		}
		listed = true
		for _, c := range m.Current() {
			heirs = append(heirs, c.Number+" "+c.Name)
		}
	}
	switch {
	case !listed:
	case len(heirs) > 0:
		s.problem([]any{"eier", "nummer"}, "ended", on, strings.Join(heirs, ", "))
	default:
		s.problem([]any{"eier", "nummer"}, "no_owner", coveredCounty)
	}
}

func (f depositFile) produced(s *source) time.Time {
	if s.text(f.Produced, "produsert") == "" {
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339, string(f.Produced))
	if err != nil || at.Year() < 1970 {
		s.problem([]any{"produsert"}, "time", "produsert")
	}
	return at.UTC()
}

var personKey = regexp.MustCompile(`^[a-zæøå0-9][a-zæøå0-9.-]*$`)

// persons are the people who may act: every --by names one of their keys.
func (f depositFile) persons(s *source) []deposit.Person {
	persons := make([]deposit.Person, 0, len(f.Persons))
	seen := map[string]bool{}
	for i, p := range f.Persons {
		key := s.text(p.Key, "personer", i, "nøkkel")
		switch {
		case key == "":
		case !personKey.MatchString(key):
			s.problem([]any{"personer", i, "nøkkel"}, "person_key")
		case seen[key]:
			s.problem([]any{"personer", i, "nøkkel"}, "same_key")
		}
		seen[key] = true
		persons = append(persons, deposit.Person{Key: key, Name: s.text(p.Name, "personer", i, "navn"), Role: s.choice(p.Role, roles(), "personer", i, "rolle"),
			Sign: s.publicKey(p.Sign, persons, "personer", i, "offentlig_nøkkel")})
	}
	return persons
}

// publicKey is the key by which a person signs, where one is stated: each person has their own.
func (s *source) publicKey(v verbatim, before []deposit.Person, path ...any) string {
	if v == "" {
		return ""
	}
	if _, err := deposit.ParsePublicKey(string(v)); err != nil {
		s.problem(path, "public_key")
		return ""
	}
	for _, p := range before {
		if p.Sign == string(v) {
			s.problem(path, "same_public_key")
		}
	}
	return string(v)
}

func roles() []string {
	return []string{"arkivleder", "behandlingsansvarlig", "saksbehandler", "depot"}
}

// person is a role that one of the persons fills: the controller (R2.1-1), the archivist (R6.2-2).
func (f depositFile) person(s *source, key verbatim, field string) string {
	if s.text(key, field) == "" {
		return ""
	}
	for _, p := range f.Persons {
		if p.Key == key {
			return string(key)
		}
	}
	s.problem([]any{field}, "no_person", field)
	return ""
}

func (f depositFile) period(s *source) deposit.Window {
	from, to := f.Period.From, f.Period.To
	switch {
	case from == 0 && to == 0:
	case from == 0 || to == 0:
		s.problem([]any{"periode"}, "pair")
	case to < from:
		s.problem([]any{"periode", "til"}, "backwards")
	default:
		s.between(from, 1800, 2200, "periode", "fra")
		s.between(to, 1800, 2200, "periode", "til")
	}
	return deposit.Window{From: from, To: to}
}

// text is a value that must stand.
func (s *source) text(v verbatim, path ...any) string {
	if v == "" {
		s.problem(path, "missing", named(path))
	}
	return string(v)
}

// choice is a value that must be one of some.
func (s *source) choice(v verbatim, legal []string, path ...any) string {
	for _, l := range legal {
		if string(v) == l {
			return l
		}
	}
	s.problem(path, "one_of", named(path), strings.Join(legal, ", "))
	return ""
}

// day is a full date that must stand.
func (s *source) day(v verbatim, path ...any) deposit.Date {
	if s.text(v, path...) == "" {
		return deposit.Date{}
	}
	d, err := deposit.ParseDate(string(v))
	if err != nil || !d.Full() {
		s.problem(path, "date", named(path))
	}
	return d
}

func (s *source) between(n, low, high int, path ...any) {
	if n < low || n > high {
		s.problem(path, "between", named(path), low, high)
	}
}

// named is a path as people say it: eier.nummer, personer 2 navn.
func named(path []any) string {
	var text strings.Builder
	for _, step := range path {
		switch v := step.(type) {
		case string:
			if text.Len() > 0 {
				text.WriteByte('.')
			}
			text.WriteString(v)
		case int:
			text.WriteString("[" + strconv.Itoa(v+1) + "]")
		}
	}
	return text.String()
}

func digits(text string, n int) bool {
	if len(text) != n {
		return false
	}
	for _, c := range text {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}
