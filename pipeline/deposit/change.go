package deposit

// Change is one recorded correction of the register (R2.4-2): what stood, what stands, who, when and why. It is append-only and becomes an entry of the
// extraction's endringslogg.
type Change struct {
	Folder  FolderID `json:"folder"`
	Field   string   `json:"field"`             // field key of the register column: fodselsdato
	Heading string   `json:"heading,omitempty"` // as the register wrote the field, where it names no known column
	Old     string   `json:"old,omitempty"`
	New     string   `json:"new,omitempty"`
	At      Date     `json:"at"`
	By      string   `json:"by"`
	Because string   `json:"because"`
}

// Changes are the recorded corrections of one folder, in the order of the register's sheet.
type Changes struct {
	Changes []Change `json:"changes"`
}

// Part makes the corrections a stored part: a correction that was added late redoes only the rooms that read it.
func (Changes) Part() PartKey { return PartKey{"changes", 1} }

// Correction is a correction as it goes into the register file: one value of one folder's row (R2.4-2).
type Correction struct {
	Journal JournalNo
	Field   Column
	Value   string
	By      string // name as it stands on the sheet
	Because string
	At      Date
}
