package deposit

// JournalNo is a client journal number (R2.5-1), as written and as parsed. The written form is kept for lists and labels; uniqueness and order go by
// the parsed one.
type JournalNo struct {
	Written  string `json:"written"`
	Sequence int    `json:"sequence"` // 45 in 45/1979-80
	Start    int    `json:"start"`    // first calendar year of the journal year, 1979
	Split    bool   `json:"split"`    // written as a school year: 1979-80
}
