package pack

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/verify"
)

// sealedFiles are the three files that a depot gets.
type sealedFiles struct {
	name            string
	tar, info, sums []byte
}

func filesOf(t testing.TB, draft folderDraft, r Result) sealedFiles {
	t.Helper()
	read := func(name string) []byte {
		data, err := os.ReadFile(draft.Path(name))
		require.NoError(t, err)
		return data
	}
	return sealedFiles{string(r.ID) + ".tar", read(r.Tar), read(r.Info), read(r.Sums)}
}

func (s sealedFiles) judge(t testing.TB) (verify.Summary, []deposit.Finding) {
	t.Helper()
	var found []deposit.Finding
	p := verify.Package{Name: s.name, Tar: bytes.NewReader(s.tar), Info: bytes.NewReader(s.info), Sums: bytes.NewReader(s.sums)}
	summary, err := verify.Run(t.Context(), p, verify.Options{}, func(f deposit.Finding) error { found = append(found, f); return nil })
	require.NoError(t, err)
	return summary, found
}

func TestEveryPackageThatIsMadeIsJudgedValid(t *testing.T) {
	bare := newShelf()
	bare.add(t, client{number: "45/1979-80", last: "Eksempel", medium: deposit.OnPaper, placings: []deposit.Placing{{Volume: 1, Volumes: 1, Box: 1, Position: 1, Size: 14}}})
	without := options(t)
	without.Schemas = nil
	small := options(t)
	small.Profile.DocumentFolder = "dokumenter"
	for name, c := range map[string]struct {
		shelf *shelf
		o     Options
		found []deposit.Code
	}{
		"believable":              {believable(t), options(t), nil},
		"Arkade's folder name":    {believable(t), small, nil},
		"paper only":              {bare, options(t), []deposit.Code{verify.NoJournals, verify.NoChangeLog}},
		"without imported schema": {believable(t), without, []deposit.Code{verify.SchemaMissing}},
	} {
		t.Run(name, func(t *testing.T) {
			draft, result := packed(t, c.shelf, c.o)
			summary, found := filesOf(t, draft, result).judge(t)
			require.True(t, summary.Valid(), "%v", found)
			require.Equal(t, verify.NoarkDIAS, summary.Kind)
			require.Equal(t, []any{string(result.ID), result.Digest, result.Size, result.Members, result.Folders, result.Records, result.Documents},
				[]any{summary.ID, summary.Digest, summary.Size, summary.Members, summary.Folders, summary.Records, summary.Objects})
			for _, f := range found {
				require.Contains(t, c.found, f.Code, "%v", f.Args)
			}
			require.Equal(t, len(c.found) == 0, len(found) == 0)
		})
	}
}

// span is where a member's content lies in the tar.
func spans(t testing.TB, s sealedFiles) func(offset int) string {
	t.Helper()
	type span struct {
		from, to int
		name     string
	}
	var all []span
	file := t.TempDir() + "/p.tar"
	require.NoError(t, os.WriteFile(file, s.tar, 0o600))
	contents, order := members(t, file)
	at := 0
	for _, name := range order {
		data := contents[name]
		if len(data) == 0 {
			continue
		}
		i := bytes.Index(s.tar[at:], data)
		require.GreaterOrEqual(t, i, 0)
		at += i
		all = append(all, span{at, at + len(data), strings.SplitN(name, "/", 2)[1]})
		at += len(data)
	}
	return func(offset int) string {
		for _, s := range all {
			if offset >= s.from && offset < s.to {
				return s.name
			}
		}
		return ""
	}
}

// One flipped byte anywhere is found: the member is named when its bytes changed, else the tar or the submission description.
func TestOneFlippedByteAnywhereIsFound(t *testing.T) {
	o := options(t)
	o.Schemas = nil // they are many bytes, and judged like any other member
	draft, result := packed(t, believable(t), o)
	whole := filesOf(t, draft, result)
	at := spans(t, whole)
	for offset := 0; offset < len(whole.tar); offset += 251 {
		damaged := whole
		damaged.tar = bytes.Clone(whole.tar)
		damaged.tar[offset] ^= 1 << (offset % 8)
		_, found := damaged.judge(t)
		requireNamed(t, found, offset, at(offset), verify.TarDiffers)
	}
	for offset := 0; offset < len(whole.info); offset += 13 {
		damaged := whole
		damaged.info = bytes.Clone(whole.info)
		damaged.info[offset] ^= 1 << (offset % 7)
		summary, _ := damaged.judge(t)
		require.False(t, summary.Valid(), "offset %d of the submission description", offset)
	}
}

func requireNamed(t *testing.T, found []deposit.Finding, offset int, member string, tar deposit.Code) {
	t.Helper()
	var codes []deposit.Code
	named := false
	for _, f := range found {
		codes = append(codes, f.Code)
		named = named || f.File == member && f.Severity() == deposit.Hold
	}
	require.Contains(t, codes, tar, "offset %d", offset)
	if member != "" {
		require.True(t, named, "offset %d: %s is not named among %v", offset, member, codes)
	}
}
