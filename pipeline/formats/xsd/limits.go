package xsd

// Limits keeps a hostile document small. A zero field means the default; exceeding a limit is a
// finding with a code of its own that ends the validation, never an error and never a crash.
type Limits struct {
	// Depth is the number of elements that may be open at once (default 256).
	Depth int
	// Attributes is the number of attributes on one element (default 512).
	Attributes int
	// Name is the length of a name in bytes (default 1,024).
	Name int
	// Tag is the length of one start tag with its attributes in bytes (default 4 MiB).
	Tag int
	// Text is the length of the value of one element in bytes, where the value must be kept to be judged (default 64 MiB).
	Text int
	// Keys is the number of IDs, and of entries in all identity constraint tables, kept at once (default 4,000,000).
	Keys int
}

func (l Limits) withDefaults() Limits {
	fill := func(field *int, value int) {
		if *field <= 0 {
			*field = value
		}
	}
	fill(&l.Depth, 256)
	fill(&l.Attributes, 512)
	fill(&l.Name, 1024)
	fill(&l.Tag, 4<<20)
	fill(&l.Text, 64<<20)
	fill(&l.Keys, 4_000_000)
	return l
}

// Options says how one document is judged. The zero value is a sensible choice.
type Options struct {
	// MaxFindings ends the validation with a [TooManyFindings] after that many findings (default 1,000).
	MaxFindings int
	// ShowValues lets findings carry the value that was found. Leave it off where the content may be
	// personal: then names of elements and attributes, rules and facets are told, never what was written.
	ShowValues bool
	// NoReferenceCheck leaves out the warning about IDREF values without ID, and the memory it needs.
	NoReferenceCheck bool
	// Limits bounds what a hostile document may take.
	Limits Limits
}

func (o Options) withDefaults() Options {
	if o.MaxFindings <= 0 {
		o.MaxFindings = 1000
	}
	o.Limits = o.Limits.withDefaults()
	return o
}
