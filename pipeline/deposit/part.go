package deposit

// Part is what one room knows of one client folder: concrete fields under a name and a revision of their own, stored as canonical JSON. A room reads
// the parts that its input names and writes exactly one; reception writes several, so that a thickness measured late does not redo the hashing.
type Part interface {
	// Part is the name under which the part is stored and the revision of its shape. A stored part of another revision counts as not done.
	Part() PartKey
}

// PartKey names a part and the revision of its shape.
type PartKey struct {
	Name     string
	Revision int
}

// FolderRef is what may be said of a folder outside its own parts: the derived id for state and events, the journal number for people.
type FolderRef struct {
	ID      FolderID `json:"id"`
	Journal string   `json:"journal"` // journal number in canonical form
}
