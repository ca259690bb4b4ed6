package compound

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/richardlehane/mscfb"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

var wide = Limits{Entries: 10_000, Depth: 50}

func sample() *Storage {
	inner := &Storage{Streams: map[string][]byte{"liten": []byte("kort"), "stor": bytes.Repeat([]byte("lang "), 2_000)}}
	return &Storage{Streams: map[string][]byte{"en": []byte("én"), "tom": {}, "grense": make([]byte, miniCutoff), "under": make([]byte, miniCutoff-1)},
		Storages: []Named{{"mappe", inner}, {"tom mappe", &Storage{Streams: map[string][]byte{}}}}}
}

func TestWhatIsWrittenIsReadAndAsTheLibraryReadsIt(t *testing.T) {
	raw := Bytes(sample())
	require.Equal(t, raw, Bytes(sample()))
	got, err := Read(raw, wide)
	require.NoError(t, err)
	require.Equal(t, listing(sample(), ""), listing(got, ""))
	theirs, err := mscfb.New(bytes.NewReader(raw))
	require.NoError(t, err)
	var lines []string
	for f, err := theirs.Next(); err == nil; f, err = theirs.Next() {
		if f.FileInfo().IsDir() {
			continue
		}
		content, err := io.ReadAll(f)
		require.NoError(t, err)
		lines = append(lines, strings.Join(append(slices.Clone(f.Path), f.Name), "/")+"="+string(content))
	}
	slices.Sort(lines)
	require.Equal(t, listing(got, ""), lines)
}

// listing is every stream with its place and content.
func listing(s *Storage, at string) []string {
	var lines []string
	for name, content := range s.Streams {
		lines = append(lines, at+name+"="+string(content))
	}
	for _, named := range s.Storages {
		lines = append(lines, listing(named.Storage, at+named.Name+"/")...)
	}
	slices.Sort(lines)
	return lines
}

func TestRandomStoragesComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := &Storage{Streams: map[string][]byte{}}
		for i := range rapid.IntRange(0, 30).Draw(t, "streams") {
			s.Streams[string(rune('a'+i))] = bytes.Repeat([]byte{byte(i)}, rapid.IntRange(0, 9_000).Draw(t, "size"))
		}
		got, err := Read(Bytes(s), wide)
		require.NoError(t, err)
		require.Equal(t, listing(s, ""), listing(got, ""))
	})
}

func TestLimitsHold(t *testing.T) {
	deep := &Storage{Streams: map[string][]byte{}}
	for range 60 {
		deep = &Storage{Streams: map[string][]byte{}, Storages: []Named{{"i", deep}}}
	}
	_, err := Read(Bytes(deep), wide)
	require.ErrorIs(t, err, ErrFormat, "storages in storages")
	_, err = Read(Bytes(sample()), Limits{Entries: 5, Depth: 50})
	require.ErrorIs(t, err, ErrFormat, "entries")
}

// Every byte of the file is changed once: it is read or refused, never more than the file's own size comes back for long, and nothing panics.
func TestAnyByteMayBeWrong(t *testing.T) {
	raw := Bytes(&Storage{Streams: map[string][]byte{"a": []byte("kort"), "b": make([]byte, 5_000)}, Storages: sample().Storages[1:]})
	for at := range raw {
		for _, value := range []byte{0x00, 0xFF, raw[at] + 1} {
			spoilt := bytes.Clone(raw)
			spoilt[at] = value
			if got, err := Read(spoilt, wide); err == nil {
				require.LessOrEqual(t, len(strings.Join(listing(got, ""), "")), 3*len(raw))
			}
		}
	}
	for end := range raw {
		_, _ = Read(raw[:end], wide)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(Bytes(sample()))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if got, err := Read(raw, wide); err == nil && got == nil {
			t.Fatal("no storage and no error")
		}
	})
}
