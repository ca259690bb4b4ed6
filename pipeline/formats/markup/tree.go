package markup

import (
	"encoding/xml"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/xmltext"
)

// Tree is one element held in memory with all below it.
type Tree struct {
	xml.StartElement
	Text     string // its own, in one piece
	Children []*Tree
}

// Tree reads the element that start opened, within bounds.
func (s *Scanner) Tree(start xml.StartElement) (*Tree, error) {
	s.nodes, s.held = 0, 0
	return s.grow(start)
}

func (s *Scanner) grow(start xml.StartElement) (*Tree, error) {
	if s.nodes++; s.nodes > s.max.Nodes {
		return nil, s.at(ErrTooLarge)
	}
	t := &Tree{StartElement: start}
	var pieces []byte // of a text that comes in more than one
	for {
		kind, err := s.next()
		switch {
		case err != nil:
			return nil, err
		case kind == xmltext.Start:
			child, err := s.grow(s.start())
			if err != nil {
				return nil, err
			}
			t.Children = append(t.Children, child)
		case kind == xmltext.Text:
			if s.held += len(s.src.Text()); s.held > s.max.Text {
				return nil, s.at(ErrTooLarge)
			}
			if t.Text == "" {
				t.Text = string(s.src.Text())
				continue
			}
			if pieces == nil {
				pieces = []byte(t.Text)
			}
			pieces = append(pieces, s.src.Text()...)
		default:
			if pieces != nil {
				t.Text = string(pieces)
			}
			return t, nil
		}
	}
}

// Holding adds up trees that are kept together.
type Holding struct{ nodes, text int }

// Hold adds the tree that was read last; all together are held to the bounds of one.
func (s *Scanner) Hold(h *Holding) error {
	h.nodes += s.nodes
	h.text += s.held
	if h.nodes > s.max.Nodes || h.text > s.max.Text {
		return s.at(ErrTooLarge)
	}
	return nil
}

// First gives the first child of that local name, or an empty tree.
func (t *Tree) First(name string) *Tree {
	for _, k := range t.Children {
		if k.Name.Local == name {
			return k
		}
	}
	return &Tree{}
}

// All gives the children of that local name.
func (t *Tree) All(name string) []*Tree {
	var found []*Tree
	for _, k := range t.Children {
		if k.Name.Local == name {
			found = append(found, k)
		}
	}
	return found
}

// Value gives the text of the first child of that name.
func (t *Tree) Value(name string) string { return t.First(name).Text }

// Values gives the texts of all children of that name.
func (t *Tree) Values(name string) []string {
	var found []string
	for _, k := range t.All(name) {
		found = append(found, k.Text)
	}
	return found
}

// Attribute gives an attribute by local name, whatever its namespace.
func (t *Tree) Attribute(name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
