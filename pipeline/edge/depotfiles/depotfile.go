package depotfiles

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// depotFile is depot.yaml (versjon 1) as it stands on disk.
type depotFile struct {
	Version  int    `yaml:"versjon"`
	ID       string `yaml:"id"`
	Name     string `yaml:"navn"`
	Number   string `yaml:"nummer"`
	Language string `yaml:"språk"`
	Mark     string `yaml:"merke"`
	BoxWidth int    `yaml:"boksbredde_mm"`
	Loans    struct {
		Days     int `yaml:"dager"`
		Remind   int `yaml:"påminnes_etter"`
		Escalate int `yaml:"arkivleder_etter"`
	} `yaml:"utlån"`
	Persons []struct {
		Key  string `yaml:"nøkkel"`
		Name string `yaml:"navn"`
		Role string `yaml:"rolle"`
	} `yaml:"personer"`
	Borrowers []struct {
		Key       string `yaml:"nøkkel"`
		Name      string `yaml:"navn"`
		For       string `yaml:"for"`
		From      string `yaml:"fra"`
		To        string `yaml:"til"`
		Authority string `yaml:"fullmakt"`
	} `yaml:"låntakere"`
	Heirs []struct {
		Creator string `yaml:"arkivskaper"`
		Heir    string `yaml:"etterfølger"`
		From    string `yaml:"fra"`
		Ref     string `yaml:"vedtak"`
	} `yaml:"etterfølgere"`
	Bays []struct {
		Room    string `yaml:"rom"`
		Bay     string `yaml:"reol"`
		Shelves int    `yaml:"hyller"`
		Width   int    `yaml:"mm"`
	} `yaml:"reoler"`
}

const mostYAML = 4 << 20 // bytes

var errTooLarge = errors.New("larger than 4 MB")

// Open reads and judges depot.yaml. The first fault comes as a usage error with its place; a folder without the file is one of kind NoWorkspace.
func Open(dir string) (deposit.Keeper, error) {
	data, err := readBounded(filepath.Join(dir, File))
	if errors.Is(err, os.ErrNotExist) {
		return deposit.Keeper{}, &deposit.Error{Kind: deposit.NoWorkspace, At: dir, Key: "no_depot"}
	}
	if errors.Is(err, errTooLarge) {
		return deposit.Keeper{}, fault("", "depot_large")
	}
	if err != nil {
		return deposit.Keeper{}, &deposit.Error{Kind: deposit.Disk, Op: "read depot.yaml", Key: "disk", Err: withoutPath(err)}
	}
	return parse(data)
}

// parse judges the text of depot.yaml.
func parse(data []byte) (deposit.Keeper, error) {
	var f depotFile
	if err := yaml.UnmarshalWithOptions(data, &f, yaml.Strict()); err != nil {
		return deposit.Keeper{}, fault(placeOf(err), "depot_yaml")
	}
	return f.keeper()
}

func readBounded(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, mostYAML+1))
	if err == nil && len(data) > mostYAML {
		err = errTooLarge
	}
	return data, err
}

var lineColumn = regexp.MustCompile(`^\[(\d+):(\d+)\]`)

// placeOf is line and column of a YAML fault; what the file says there may name people and is not shown.
func placeOf(err error) string {
	if at := lineColumn.FindStringSubmatch(err.Error()); at != nil {
		return File + ":" + at[1] + ":" + at[2]
	}
	return File
}

// fault is a fault of the file's values: where, and the key of the sentence.
func fault(at, key string, args ...string) error {
	return &deposit.Error{Kind: deposit.Usage, Op: "read depot.yaml", At: at, Key: key, Args: args}
}

var keyForm = regexp.MustCompile(`^[a-zæøå0-9][a-zæøå0-9.-]*$`)

// keeper judges the file's values and gives them as facts.
func (f depotFile) keeper() (deposit.Keeper, error) {
	k := deposit.Keeper{Body: deposit.Body{Kind: "depot", Number: f.Number, Name: strings.TrimSpace(f.Name)}, Language: f.Language, Mark: f.Mark, BoxWidth: f.BoxWidth,
		Loans: deposit.LoanPeriods{Days: f.Loans.Days, Remind: f.Loans.Remind, Escalate: f.Loans.Escalate}}
	id, err := deposit.ParseID(f.ID)
	switch {
	case f.Version != 1:
		return k, fault("versjon", "depot_value", "1")
	case err != nil:
		return k, fault("id", "depot_value", "UUID")
	case k.Body.Name == "":
		return k, fault("navn", "depot_missing")
	case !slices.Contains([]string{"nb", "nn", "en"}, f.Language):
		return k, fault("språk", "depot_value", "nb, nn, en")
	case f.BoxWidth < 10 || f.BoxWidth > 1000:
		return k, fault("boksbredde_mm", "depot_value", "10–1000")
	case k.Loans.Days < 1 || k.Loans.Days > 3650 || k.Loans.Remind < 0 || k.Loans.Escalate < k.Loans.Remind:
		return k, fault("utlån", "depot_value", "1 ≤ dager ≤ 3650, 0 ≤ påminnes_etter ≤ arkivleder_etter")
	}
	k.ID = id
	for _, fill := range []func(*deposit.Keeper) error{f.persons, f.borrowers, f.heirs, f.shelves} {
		if err := fill(&k); err != nil {
			return k, err
		}
	}
	return k, nil
}

func (f depotFile) persons(k *deposit.Keeper) error {
	seen := map[string]bool{}
	for i, p := range f.Persons {
		at := fmt.Sprintf("personer[%d]", i+1)
		switch {
		case !keyForm.MatchString(p.Key) || seen[p.Key]:
			return fault(at+".nøkkel", "depot_key")
		case strings.TrimSpace(p.Name) == "":
			return fault(at+".navn", "depot_missing")
		case !slices.Contains(deposit.DepotRoles(), p.Role):
			return fault(at+".rolle", "depot_value", strings.Join(deposit.DepotRoles(), ", "))
		}
		seen[p.Key] = true
		k.Persons = append(k.Persons, deposit.Person{Key: p.Key, Name: p.Name, Role: p.Role})
	}
	return nil
}

// borrowers are those whom the owners have authorised. One key may stand several times, for other days or another body.
func (f depotFile) borrowers(k *deposit.Keeper) error {
	for i, b := range f.Borrowers {
		at := fmt.Sprintf("låntakere[%d]", i+1)
		from, fromErr := day(b.From)
		to, toErr := day(b.To)
		switch {
		case !keyForm.MatchString(b.Key):
			return fault(at+".nøkkel", "depot_key")
		case strings.TrimSpace(b.Name) == "" || strings.TrimSpace(b.For) == "":
			return fault(at, "depot_missing")
		case fromErr != nil || from.IsZero():
			return fault(at+".fra", "depot_value", "ÅÅÅÅ-MM-DD")
		case toErr != nil || !to.IsZero() && to.Before(from):
			return fault(at+".til", "depot_value", "ÅÅÅÅ-MM-DD")
		}
		k.Borrowers = append(k.Borrowers, deposit.Borrower{Key: b.Key, Name: b.Name, For: strings.TrimSpace(b.For), From: from, To: to, Authority: b.Authority})
	}
	return nil
}

func (f depotFile) heirs(k *deposit.Keeper) error {
	for i, h := range f.Heirs {
		from, err := day(h.From)
		if err != nil || from.IsZero() || strings.TrimSpace(h.Creator) == "" || strings.TrimSpace(h.Heir) == "" || strings.TrimSpace(h.Ref) == "" {
			return fault(fmt.Sprintf("etterfølgere[%d]", i+1), "depot_missing")
		}
		k.Heirs = append(k.Heirs, deposit.Succession{Creator: strings.TrimSpace(h.Creator), Heir: strings.TrimSpace(h.Heir), From: from, Ref: h.Ref})
	}
	return nil
}

// shelves are the shelves of each bay, numbered from 1 from the top.
func (f depotFile) shelves(k *deposit.Keeper) error {
	for i, b := range f.Bays {
		at := fmt.Sprintf("reoler[%d]", i+1)
		switch {
		case b.Room == "" || b.Bay == "" || strings.Contains(b.Room+b.Bay, "/"):
			return fault(at, "depot_missing")
		case b.Shelves < 1 || b.Shelves > 1000:
			return fault(at+".hyller", "depot_value", "1–1000")
		case b.Width < 10 || b.Width > 100_000:
			return fault(at+".mm", "depot_value", "10–100000")
		}
		for n := 1; n <= b.Shelves; n++ {
			s := deposit.Shelf{Room: b.Room, Bay: b.Bay, Shelf: strconv.Itoa(n), Width: b.Width}
			if slices.ContainsFunc(k.Shelves, func(o deposit.Shelf) bool { return o.Room == s.Room && o.Bay == s.Bay && o.Shelf == s.Shelf }) {
				return fault(at, "depot_key")
			}
			k.Shelves = append(k.Shelves, s)
		}
	}
	return nil
}

// day is a whole date, or none.
func day(text string) (deposit.Date, error) {
	if text == "" {
		return deposit.Date{}, nil
	}
	d, err := deposit.ParseDate(text)
	if err == nil && !d.Full() {
		err = errors.New("not a whole date")
	}
	return d, err
}

// withoutPath is what the system says, without the path: it may hold a name.
func withoutPath(err error) error {
	var path *os.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}
