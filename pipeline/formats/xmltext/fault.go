package xmltext

// Trouble names the kind of a [Fault].
type Trouble uint8

// The troubles.
const (
	NotWellFormed Trouble = iota + 1
	CutShort              // not well-formed, because the document ends too soon
	Doctype               // a document type declaration, which is never read
	TooDeep               // over Limits.Depth, and so on
	TooManyAttributes
	NameTooLong
	TagTooLong
)

// Fault is what is wrong with the text of a document; nothing can be read after it.
type Fault struct {
	Trouble Trouble
	// Reason says it in English. It may hold a name from the document, never a value.
	Reason string
	// Line and Column are where it was noticed, counted from one; the column counts characters.
	Line, Column int
}

// Error gives the reason.
func (f *Fault) Error() string { return f.Reason }

// Limits keeps a hostile document small; there are no defaults.
type Limits struct {
	Depth      int // elements that may be open at once
	Attributes int // on one element
	Name       int // bytes of one name
	Tag        int // bytes of one start tag with its attributes, beyond which it is not kept waiting for
}
