package page

// Text is a paragraph.
type Text string

func (t Text) write(w *writer) error { return w.fill("text", string(t)) }

// Heading is a heading inside a section.
type Heading string

func (h Heading) write(w *writer) error { return w.fill("heading", string(h)) }

// Tone says what a notice or a word asks of the reader. It is never said by colour alone: the words say it too.
type Tone string

// The tones.
const (
	Plain Tone = "plain"
	Good  Tone = "good"
	Warn  Tone = "warn"
	Stop  Tone = "stop"
)

// Notice is a box that should be seen.
type Notice struct {
	Tone  Tone
	Title string
	Texts []string
	Lines []string // commands or other text to copy, each on a line of its own
}

func (n Notice) write(w *writer) error {
	if n.Tone == "" {
		n.Tone = Plain
	}
	return w.fill("notice", n)
}

// Pair is a name and what stands to it.
type Pair struct{ Name, Value string }

// Pairs is a small table of names and values. A pair without a value is left out.
type Pairs struct {
	Caption string
	Pairs   []Pair
}

func (p Pairs) write(w *writer) error {
	kept := make([]Pair, 0, len(p.Pairs))
	for _, pair := range p.Pairs {
		if pair.Value != "" {
			kept = append(kept, pair)
		}
	}
	p.Pairs = kept
	return w.fill("pairs", p)
}
