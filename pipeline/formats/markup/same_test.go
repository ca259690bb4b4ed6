package markup

import (
	"bytes"
	"strings"
	"testing"

	"github.com/beevik/etree"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestAnElementIsWrittenAsAnXMLLibraryWritesIt: another hand lays out and escapes the same tree, at any depth, to the same bytes.
func TestAnElementIsWrittenAsAnXMLLibraryWritesIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ours, theirs := NewElement("top", "top"), etree.NewElement("top")
		alike(t, ours, theirs, 3)
		require.NoError(t, ours.Err())
		depth := rapid.IntRange(0, 4).Draw(t, "depth")
		var out, want bytes.Buffer
		s := NewStream(&out)
		s.Put(ours, depth)
		require.NoError(t, s.End())
		want.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + strings.Repeat("  ", depth))
		above := theirs
		for range depth { // the library counts levels from the element that it is asked to lay out
			level := etree.NewElement("level")
			level.AddChild(above)
			above = level
		}
		settings := etree.NewIndentSettings()
		settings.Spaces, settings.PreserveLeafWhitespace = 2, true
		above.IndentWithSettings(settings)
		theirs.WriteTo(&want, &etree.WriteSettings{CanonicalText: true, CanonicalAttrVal: true})
		require.Equal(t, want.String()+"\n", out.String())
	})
}

// alike gives two elements the same attributes and children.
func alike(t *rapid.T, ours Element, theirs *etree.Element, levels int) {
	name := rapid.SampledFrom([]string{"a", "b", "n:a"})
	text := rapid.StringMatching("[\t\r\n <>&\"'\\]a\u00e6\U0001f600]{0,8}").Filter(func(s string) bool { return !Blank(s) })
	for range rapid.IntRange(0, 3).Draw(t, "attributes") {
		key, value := name.Draw(t, "attribute"), text.Draw(t, "value")
		ours.Attr(key, value)
		theirs.CreateAttr(key, value)
	}
	for range rapid.IntRange(0, 3).Draw(t, "children") {
		child := name.Draw(t, "child")
		if levels > 0 && rapid.Bool().Draw(t, "parent") {
			alike(t, ours.Add(child), theirs.CreateElement(child), levels-1)
			continue
		}
		value := text.Draw(t, "text")
		ours.Text(child, value)
		theirs.CreateElement(child).SetText(value)
	}
}
