package pack

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/verify"
)

// span is where a member's content lies in the tar; its header block stands right before it.
type span struct {
	from, to int
	name     string // in the package
}

// spansOf reads where the members lie from the tar itself: the reader takes whole blocks and never reads ahead.
func spansOf(t testing.TB, whole []byte) []span {
	t.Helper()
	read := &counted{r: bytes.NewReader(whole)}
	in := tar.NewReader(read)
	var all []span
	for {
		h, err := in.Next()
		if errors.Is(err, io.EOF) {
			return all
		}
		require.NoError(t, err)
		_, name, _ := strings.Cut(h.Name, "/")
		s := span{read.n, read.n + int(h.Size), name}
		content, err := io.ReadAll(in)
		require.NoError(t, err)
		require.Equal(t, whole[s.from:s.to], content, name)
		all = append(all, s)
	}
}

// counted hides that the tar could be sought in.
type counted struct {
	r io.Reader
	n int
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += n
	return n, err
}

// flipped is the package with one bit of its tar turned.
func (s sealedFiles) flipped(offset, bit int) sealedFiles {
	s.tar = bytes.Clone(s.tar)
	s.tar[offset] ^= 1 << bit
	return s
}

func memberAt(all []span, offset int) string {
	for _, s := range all {
		if offset >= s.from && offset < s.to {
			return s.name
		}
	}
	return "" // a header block, or padding
}

func spanOf(t testing.TB, all []span, name string) span {
	t.Helper()
	for _, s := range all {
		if s.name == name {
			return s
		}
	}
	require.Fail(t, "no such member", name)
	return span{}
}

// flippable is a package without the official schemas: they are many bytes, and judged like any other member.
func flippable(t *testing.T) (sealedFiles, []span) {
	o := options(t)
	o.Schemas = nil
	draft, result := packed(t, believable(t), o)
	whole := filesOf(t, draft, result)
	return whole, spansOf(t, whole.tar)
}

// requireFound wants the tar to be told, and the member when its bytes changed.
func requireFound(t require.TestingT, damaged sealedFiles, at, member string) {
	summary, found := judged(t, damaged)
	var codes []deposit.Code
	named := member == ""
	for _, f := range found {
		codes = append(codes, f.Code)
		named = named || f.File == member && f.Severity() == deposit.Hold
	}
	require.False(t, summary.Valid(), at)
	require.Contains(t, codes, verify.TarDiffers, at)
	require.True(t, named, "%s: %s is not named among %v", at, member, codes)
}

func judged(t require.TestingT, s sealedFiles) (verify.Summary, []deposit.Finding) {
	var found []deposit.Finding
	p := verify.Package{Name: s.name, Tar: bytes.NewReader(s.tar), Info: bytes.NewReader(s.info), Sums: bytes.NewReader(s.sums)}
	summary, err := verify.Run(context.Background(), p, verify.Options{}, func(f deposit.Finding) error {
		if f.Code != verify.SchemaNotThere { // the submission description's is never in the package
			found = append(found, f)
		}
		return nil
	})
	require.NoError(t, err)
	return summary, found
}

// flipsPerDraw times rapid's hundred draws is how many bits are turned in each of the two files.
const flipsPerDraw = 3

// One flipped bit anywhere is found: the member is named when its bytes changed, else the tar or the submission description.
func TestAnyFlippedBitIsFound(t *testing.T) {
	whole, members := flippable(t)
	rapid.Check(t, func(t *rapid.T) {
		for range flipsPerDraw {
			offset, bit := rapid.IntRange(0, len(whole.tar)-1).Draw(t, "offset in the tar"), rapid.IntRange(0, 7).Draw(t, "bit")
			requireFound(t, whole.flipped(offset, bit), fmt.Sprintf("bit %d of byte %d", bit, offset), memberAt(members, offset))

			damaged := whole
			damaged.info = bytes.Clone(whole.info)
			offset = rapid.IntRange(0, len(whole.info)-1).Draw(t, "offset in the submission description")
			damaged.info[offset] ^= 1 << bit
			summary, _ := judged(t, damaged)
			require.False(t, summary.Valid(), "bit %d of byte %d of the submission description", bit, offset)
		}
	})
}

// Draws may miss: one document is turned bit by bit, and the header block before it byte by byte.
func TestEveryBitOfADocumentAndEveryByteOfAHeaderIsFound(t *testing.T) {
	whole, members := flippable(t)
	document := spanOf(t, members, "content/DOKUMENT/2004-00013/0002.pdf")
	for offset := document.from; offset < document.to; offset++ {
		for bit := range 8 {
			requireFound(t, whole.flipped(offset, bit), fmt.Sprintf("bit %d of byte %d of a document", bit, offset-document.from), document.name)
		}
	}
	const block = 512
	for offset := document.from - block; offset < document.from; offset++ {
		requireFound(t, whole.flipped(offset, offset%8), fmt.Sprintf("byte %d of a header", offset-document.from+block), "")
	}
}
