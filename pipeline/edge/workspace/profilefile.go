package workspace

import (
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// profileFile is regler/profil.yaml (versjon 1) as it stands on disk.
type profileFile struct {
	Version        int        `yaml:"versjon"`
	Name           verbatim   `yaml:"navn"`
	Rules          verbatim   `yaml:"regler"`
	Formats        verbatim   `yaml:"formater"`
	Ordering       verbatim   `yaml:"ordning"`
	BirthOrder     verbatim   `yaml:"fødselsdato_orden"`
	AaAsA          bool       `yaml:"aa_som_å"`
	Numeric        bool       `yaml:"tall_etter_verdi"`
	BoxCapacity    int        `yaml:"boks_mm"`
	BoxPerYear     bool       `yaml:"ny_boks_per_journalår"`
	MeanThickness  int        `yaml:"mappe_mm"`
	SheetsPerMM    int        `yaml:"ark_per_mm"`
	DocumentFolder verbatim   `yaml:"dokumentmappe"`
	KeepOriginal   bool       `yaml:"behold_original"`
	Columns        []verbatim `yaml:"kolonner"`
	LoanDays       int        `yaml:"lånedager"`
	RemindAfter    int        `yaml:"påminnes_etter"`
	EscalateAfter  int        `yaml:"arkivleder_etter"`

	Archival verbatim   `yaml:"pdf"`
	BoxLists bool       `yaml:"innholdslister"`
	Labels   []verbatim `yaml:"etiketter"`
	Years    verbatim   `yaml:"årstall"`
	Sheet    *sheetFile `yaml:"etikettark"`

	Exceptions []exceptionFile `yaml:"formatunntak"`

	Purging purgingFile `yaml:"kassasjon"`
}

// purgingFile is what the profile says of destroying. A profile from before there was any destroys nothing and wants signed approvals.
type purgingFile struct {
	Originals verbatim `yaml:"digitale_originaler"`
	Unsigned  bool     `yaml:"usignert"`
}

// What becomes of digital originals when an approved plan is carried out.
const (
	originalsKept      = "behold"
	originalsDestroyed = "slett"
)

func (f purgingFile) purging(s *source) deposit.Purging {
	p := deposit.Purging{Unsigned: f.Unsigned}
	if f.Originals != "" {
		p.Destroy = s.choice(f.Originals, []string{originalsDestroyed, originalsKept}, "kassasjon", "digitale_originaler") == originalsDestroyed
	}
	return p
}

// sheetFile is how labels stand on a sheet; lengths in millimetres.
type sheetFile struct {
	Width   float64 `yaml:"bredde"`
	Height  float64 `yaml:"høyde"`
	Columns int     `yaml:"bortover"`
	Rows    int     `yaml:"nedover"`
	Left    float64 `yaml:"venstre"`
	Top     float64 `yaml:"topp"`
	GapX    float64 `yaml:"mellom_bortover"`
	GapY    float64 `yaml:"mellom_nedover"`
	Frame   bool    `yaml:"ramme"`
}

// profile judges the file's values and gives them as a profile.
func (f profileFile) profile(s *source) deposit.Profile {
	if f.Version != 1 {
		s.problem([]any{"versjon"}, "version")
	}
	s.text(f.Rules, "regler")
	s.text(f.Formats, "formater")
	orderings := []string{string(deposit.ByJournalNo), string(deposit.ByName), string(deposit.ByBirth)}
	p := deposit.Profile{
		Name: s.text(f.Name, "navn"), Ordering: deposit.Ordering(s.choice(f.Ordering, orderings, "ordning")),
		BirthOrder: s.choice(f.BirthOrder, []string{"ymd", "md"}, "fødselsdato_orden"), AaAsA: f.AaAsA, Numeric: f.Numeric,
		BoxCapacity: f.BoxCapacity, BoxPerYear: f.BoxPerYear, MeanThickness: f.MeanThickness, SheetsPerMM: f.SheetsPerMM,
		DocumentFolder: s.choice(f.DocumentFolder, []string{"DOKUMENT", "dokumenter"}, "dokumentmappe"),
		KeepOriginal:   f.KeepOriginal, Columns: f.columns(s), Loans: deposit.LoanPeriods{Days: f.LoanDays, Remind: f.RemindAfter, Escalate: f.EscalateAfter}, Printing: f.printing(s), Purging: f.Purging.purging(s),
	}
	s.between(p.BoxCapacity, 10, 1000, "boks_mm")
	s.between(p.MeanThickness, 1, 1000, "mappe_mm")
	s.between(p.SheetsPerMM, 1, 100, "ark_per_mm")
	s.between(p.Loans.Days, 1, 3650, "lånedager")
	s.between(p.Loans.Remind, 0, 3650, "påminnes_etter")
	s.between(p.Loans.Escalate, p.Loans.Remind, 3650, "arkivleder_etter")
	return p
}

func (f profileFile) columns(s *source) []string {
	if len(f.Columns) == 0 {
		s.problem([]any{"kolonner"}, "missing", "kolonner")
	}
	var columns []string
	seen := map[verbatim]bool{}
	for i, c := range f.Columns {
		s.unused(seen, c, "kolonner", i)
		columns = append(columns, s.choice(c, deposit.ListColumns(), "kolonner", i))
	}
	return columns
}

// printing is what the profile asks of paper. Profiles from before there was printing say nothing of it and get what is usual.
func (f profileFile) printing(s *source) deposit.Printing {
	p := deposit.Printing{BoxLists: f.BoxLists}
	if f.Archival != "" {
		p.Archival = s.choice(f.Archival, deposit.Archivals(), "pdf")
	}
	if f.Years != "" {
		p.Years = s.choice(f.Years, deposit.LabelYears(), "årstall")
	}
	seen := map[verbatim]bool{}
	for i, kind := range f.Labels {
		s.unused(seen, kind, "etiketter", i)
		p.Labels = append(p.Labels, s.choice(kind, deposit.LabelKinds(), "etiketter", i))
	}
	if f.Sheet != nil {
		p.Sheet = f.Sheet.grid(s)
	}
	return p
}

func (f sheetFile) grid(s *source) deposit.LabelSheet {
	g := deposit.LabelSheet{Width: f.Width, Height: f.Height, Columns: f.Columns, Rows: f.Rows, Left: f.Left, Top: f.Top, GapX: f.GapX, GapY: f.GapY, Frame: f.Frame}
	s.between(g.Columns, 1, 20, "etikettark", "bortover")
	s.between(g.Rows, 1, 20, "etikettark", "nedover")
	s.between(int(g.Width), deposit.LabelWidth, 1000, "etikettark", "bredde")
	if s.between(int(g.Height), deposit.LabelHeight, 1000, "etikettark", "høyde"); !g.Fits() {
		s.problem([]any{"etikettark"}, "sheet", deposit.LabelWidth, deposit.LabelHeight)
	}
	return g
}
