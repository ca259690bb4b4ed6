package markup

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestADocumentIsWrittenPieceByPiece(t *testing.T) {
	var out bytes.Buffer
	s := NewStream(&out)
	root := NewElement("a", "a")
	root.Attr("xmlns", "urn:a")
	root.Attr("left-out", " \t\r\n")
	root.Add("head").Need("title", "æ & <b>")
	s.Open(root, 0)
	part := NewElement("part", "a/part[1]")
	part.NeedAttr("kind", `x "y"`)
	part.Texts("line", []string{"1", "", " \n", "2\r\n"})
	part.Add("level").Text("leaf", "  as it is  ")
	s.Put(part, 1)
	loose := NewElement("loose", "a")
	loose.Add("one")
	loose.Add("two")
	s.PutChildren(loose, 1)
	s.Line(0, "</a>")
	require.NoError(t, errors.Join(root.Err(), part.Err(), loose.Err(), s.End()))
	assert.Equal(t, `<?xml version="1.0" encoding="UTF-8"?>
<a xmlns="urn:a">
  <head>
    <title>æ &amp; &lt;b&gt;</title>
  </head>
  <part kind="x &quot;y&quot;">
    <line>1</line>
    <line>2&#xD;
</line>
    <level>
      <leaf>  as it is  </leaf>
    </level>
  </part>
  <one/>
  <two/>
</a>
`, out.String())
}

func TestTheFirstFaultIsKeptWithItsPath(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(Element)
		want  ElementError
	}{
		"blank, but needed":            {func(e Element) { e.Need("x", " \r\n\t") }, ElementError{"top/x", FaultMissing}},
		"blank attribute, but needed":  {func(e Element) { e.NeedAttr("x", "") }, ElementError{"top/@x", FaultMissing}},
		"text":                         {func(e Element) { e.Text("x", "Ola\x01") }, ElementError{"top/x", FaultText}},
		"attribute":                    {func(e Element) { e.Attr("x", "Ola\x01") }, ElementError{"top/@x", FaultText}},
		"one of several":               {func(e Element) { e.Texts("x", []string{"a", "Ola\x01"}) }, ElementError{"top/x", FaultText}},
		"what the caller finds":        {func(e Element) { e.Fail("x/@y", FaultOrder) }, ElementError{"top/x/@y", FaultOrder}},
		"the second of the same name":  {func(e Element) { e.Add("b"); e.Add("c"); e.Add("b").Need("x", "") }, ElementError{"top/b[2]/x", FaultMissing}},
		"deep, with a prefix":          {func(e Element) { e.Add("b").Add("n:c").Need("x", "") }, ElementError{"top/b[1]/n:c[1]/x", FaultMissing}},
		"the first counts, not others": {func(e Element) { e.Add("b").Fail("x", FaultForm); e.Fail("y", FaultConflict) }, ElementError{"top/b[1]/x", FaultForm}},
	} {
		t.Run(name, func(t *testing.T) {
			e := NewElement("root", "top")
			require.NoError(t, e.Err())
			c.spoil(e)
			var fault *ElementError
			require.ErrorAs(t, e.Err(), &fault)
			assert.Equal(t, c.want, *fault)
			assert.Equal(t, c.want.Path+": "+string(c.want.Fault), e.Err().Error(), "the value is no part of it")
		})
	}
}

func TestAnElementIsAskedWhatItHolds(t *testing.T) {
	e := NewElement("a", "a")
	e.Attr("x", "1")
	assert.True(t, e.Empty(), "attributes aside")
	_, ok := e.Last("b")
	assert.False(t, ok)
	e.Text("b", "1")
	e.Text("b", "2")
	last, ok := e.Last("b")
	require.True(t, ok)
	last.Need("c", "")
	require.ErrorContains(t, e.Err(), "a/b[2]/c", "the last of them, and the same fragment")
	e.Add("d")
	_, ok = e.Last("b")
	assert.False(t, ok, "something else came after")
	assert.False(t, e.Empty())
	assert.True(t, e.Has("b"))
	assert.False(t, e.Has("c"))
}

func TestWhatXMLCannotHoldIsRefused(t *testing.T) {
	for _, bad := range []string{"\x00", "\x01", "\x0b", "\x1f", "\ufffe", "\uffff", "\xe6", "a\xff\xfe", "\xed\xa0\x80"} {
		assert.False(t, Holdable("Ola"+bad), "%q", bad)
	}
	for _, good := range []string{"", "\t\r\n ", "Čáhppe Øyvind", "\ufffd", "\ue000", "😀", "\x7f"} {
		assert.True(t, Holdable(good), "%q", good)
	}
}

// An archive may not change data quietly: what is written is read back to the letter, and what would not be is refused.
func TestEveryTextIsReadBackOrRefused(t *testing.T) {
	text := rapid.OneOf(rapid.String(), rapid.StringMatching("[\t\r\n <>&\"'\\]a\u00e6\ufffd\x01]{0,6}"), rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 4), func(b []byte) string { return string(b) }))
	rapid.Check(t, func(t *rapid.T) {
		value := text.Draw(t, "text")
		e := NewElement("a", "a")
		e.Text("b", value)
		e.Attr("c", value)
		var fault *ElementError
		if errors.As(e.Err(), &fault) {
			require.Equal(t, FaultText, fault.Fault)
			require.False(t, Holdable(value))
			return
		}
		var out bytes.Buffer
		s := NewStream(&out)
		s.Put(e, 0)
		require.NoError(t, s.End())
		scan := NewScanner(&out)
		start, err := scan.Root("a")
		require.NoError(t, err)
		read, err := scan.Tree(start)
		require.NoError(t, err)
		if Blank(value) {
			value = ""
			require.Empty(t, read.Children, "krav 6.4.5: no empty elements")
			require.Empty(t, read.Attr)
		}
		require.Equal(t, value, read.Value("b"))
		require.Equal(t, value, read.Attribute("c"))
	})
}

// fullDisk takes so many bytes and no more.
type fullDisk struct{ left int }

var errFull = errors.New("no space left on device")

func (d *fullDisk) Write(p []byte) (int, error) {
	if d.left -= len(p); d.left < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestAWriteErrorIsFinal(t *testing.T) {
	s := NewStream(&fullDisk{left: bufferSize})
	require.NoError(t, s.Err())
	for range 5 {
		e := NewElement("a", "a")
		e.Text("b", strings.Repeat("x", bufferSize/2))
		s.Put(e, 1)
	}
	require.Equal(t, errFull, s.Err(), "seen when it happens, not only at the end")
	s.Line(0, "</a>")
	require.Equal(t, errFull, s.End())

	short := NewStream(&fullDisk{})
	require.NoError(t, short.Err())
	require.Equal(t, errFull, short.End(), "what is still held is written at the end")
}
