package deposit

// Ordering is the order in which a client series stands in its boxes (R4.1-1); the lists are always three, whatever the boxes follow.
type Ordering string

// The three orderings.
const (
	ByJournalNo Ordering = "journalnr"
	ByName      Ordering = "alfabetisk"
	ByBirth     Ordering = "fodselsdato"
)

// Orderings is all three, in the order in which the lists are made.
func Orderings() []Ordering { return []Ordering{ByName, ByBirth, ByJournalNo} }

// SortKeys are a folder's collation keys, computed once when its row is read, with the version of the collation that made them.
type SortKeys struct {
	Name    []byte
	Birth   []byte
	Journal []byte
	Version string
}

// Placing is where one volume of a folder stands.
type Placing struct {
	Volume   int `json:"volume"`   // 1…; a folder thicker than a box has several
	Volumes  int `json:"volumes"`  // how many in all
	Box      int `json:"box"`      // 1…, stable over re-runs
	Position int `json:"position"` // 1… within the box: mappe i boks
	Size     int `json:"mm"`       // millimetres of this volume
}

// Box is one archive box and what its label needs.
type Box struct {
	Number     int       `json:"number"`
	Of         int       `json:"of"`
	Used       int       `json:"used_mm"`
	Folders    int       `json:"folders"`
	Volume     int       `json:"volume,omitempty"` // first and last volume, of how many, when the box holds a part of one folder and nothing else
	LastVolume int       `json:"last_volume,omitempty"`
	Volumes    int       `json:"volumes,omitempty"`
	FirstName  string    `json:"first_name"` // collation letters of first and last surname, as printed: "A", or up to three letters where boxes would read alike
	LastName   string    `json:"last_name"`
	FirstDay   Date      `json:"first_day"` // birth dates of first and last
	LastDay    Date      `json:"last_day"`
	Ranges     []NoRange `json:"ranges"` // one per journal year in the box

	// Where a box holds several folders: what stands here of the first, when its beginning stands in a box before, and of the last, when its end stands in
	// a box behind.
	Lead *VolumeSpan `json:"lead,omitempty"`
	Tail *VolumeSpan `json:"tail,omitempty"`
}

// VolumeSpan is some volumes of one folder, first to last, of how many.
type VolumeSpan struct {
	First int `json:"first"`
	Last  int `json:"last"`
	Of    int `json:"of"`
}

// NoRange is a span of journal numbers of one journal year.
type NoRange struct {
	First int    `json:"first"`
	Last  int    `json:"last"`
	Year  string `json:"year"` // journal year as printed: 1979-80 or 1979
}

// ListRow is one folder in the three lists: the same values in all nine documents (R6.3-3, R6.3-4).
type ListRow struct {
	Journal   string    `json:"journal"` // as written
	LastName  string    `json:"last_name"`
	FirstName string    `json:"first_name"`
	Birth     Date      `json:"birth"`
	Opened    Date      `json:"opened"`
	Closed    Date      `json:"closed"`
	Medium    Medium    `json:"medium"`
	Placings  []Placing `json:"placings"` // empty for a folder that is digital only
}

// FolderRow is what the deposit-wide rooms stream: a folder with the parts they need and its sort keys in the order asked for.
type FolderRow struct {
	Ref   FolderRef
	Card  Card
	Paper Paper
}
