package plan

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

var head = Head{Deposit: "6b2f7d2e-0000-4000-8000-000000000001", Rules: "r", AsOf: deposit.Date{Year: 2024, Month: 10, Day: 1}}

func planned(journal string, l deposit.PurgeLine) deposit.PlannedLine {
	folder := deposit.FolderID("f-" + journal)
	return deposit.PlannedLine{ID: l.ID(folder), Folder: folder, Journal: journal, Line: l}
}

func drawn(t *rapid.T) []deposit.PlannedLine {
	var all []deposit.PlannedLine
	for i := range rapid.IntRange(1, 6).Draw(t, "lines") {
		l := deposit.PurgeLine{Document: i + 1, Class: rapid.IntRange(1, 3).Draw(t, "class"), Rule: rapid.String().Draw(t, "rule"),
			Medium: rapid.SampledFrom([]deposit.Medium{deposit.OnPaper, deposit.Digital, deposit.Mixed}).Draw(t, "medium"), Size: rapid.Int64Min(0).Draw(t, "size"),
			SHA256: deposit.DigestOf(rapid.SliceOf(rapid.Byte()).Draw(t, "content")), Proof: deposit.Proof{Kind: deposit.ProofPassages, Score: 1000,
				Carriers: []deposit.Carrier{{Document: 9, Words: rapid.IntRange(0, 9).Draw(t, "words")}}}}
		if l.Medium != deposit.OnPaper {
			l.Ordinal = i + 1
		}
		all = append(all, planned("1/2009", l))
	}
	return all
}

func textOf(t require.TestingT, lines []deposit.PlannedLine) (Text, deposit.PurgePlan, string) {
	var out bytes.Buffer
	plan, err := Write(&out, head, func(yield func(deposit.PlannedLine) error) error {
		for _, l := range lines {
			if err := yield(l); err != nil {
				return err
			}
		}
		return nil
	})
	require.NoError(t, err)
	body := out.String()
	return Text{Digest: plan.Digest, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(body)), nil }}, plan, body
}

func TestWhatIsReadIsWhatWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := drawn(t)
		text, plan, _ := textOf(t, lines)
		var read []deposit.PlannedLine
		require.NoError(t, text.Lines(func(l deposit.PlannedLine) error {
			read = append(read, l)
			return nil
		}))
		require.Equal(t, lines, read)
		require.Equal(t, len(lines), plan.Lines)
		again, _, _ := textOf(t, lines)
		require.Equal(t, text.Digest, again.Digest)
	})
}

// TestAnyChangedByteIsAnotherPlan flips a byte anywhere: nobody acts on such a text.
func TestAnyChangedByteIsAnotherPlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, plan, body := textOf(t, drawn(t))
		altered := []byte(body)
		i := rapid.IntRange(0, len(altered)-1).Draw(t, "at")
		altered[i] ^= byte(rapid.IntRange(1, 255).Draw(t, "flip"))
		_, err := Read(bytes.NewReader(altered), plan.Digest, func(deposit.PlannedLine) error { return nil })
		require.Error(t, err)
		_, err = Read(strings.NewReader(body[:i]), text.Digest, func(deposit.PlannedLine) error { return nil })
		require.Error(t, err, "cut off")
	})
}

func TestALineWhoseNameDoesNotFitIsRefused(t *testing.T) {
	l := planned("1/2009", deposit.PurgeLine{Document: 4, Class: 3, Medium: deposit.Digital, Ordinal: 1})
	l.Line.Document = 5
	text, _, _ := textOf(t, []deposit.PlannedLine{l})
	require.Error(t, text.Lines(func(deposit.PlannedLine) error { return nil }), "the digest is right, the line is not")
}

func TestTheDifferenceOfTwoPlansNamesDocuments(t *testing.T) {
	line := func(document, class int) deposit.PlannedLine {
		return planned("1/2009", deposit.PurgeLine{Document: document, Class: class, Medium: deposit.Digital, Ordinal: 1})
	}
	was, _, _ := textOf(t, []deposit.PlannedLine{line(4, 3), line(5, 3), line(6, 3)})
	now, _, _ := textOf(t, []deposit.PlannedLine{line(4, 3), line(5, 2), line(7, 3)})
	d, err := Compare(was, now)
	require.NoError(t, err)
	require.Equal(t, Difference{Added: []string{"1/2009 dok. 7"}, Removed: []string{"1/2009 dok. 6"}, Changed: []string{"1/2009 dok. 5"}}, d)
	same, err := Compare(was, was)
	require.NoError(t, err)
	require.Equal(t, Difference{}, same)
}

func TestSidesAndSumsFollowTheMedium(t *testing.T) {
	_, plan, _ := textOf(t, []deposit.PlannedLine{
		planned("1/2009", deposit.PurgeLine{Document: 1, Medium: deposit.Digital, Ordinal: 1}), planned("1/2009", deposit.PurgeLine{Document: 2, Medium: deposit.OnPaper}),
		planned("1/2009", deposit.PurgeLine{Document: 3, Medium: deposit.Mixed, Ordinal: 2}), planned("1/2009", deposit.PurgeLine{Document: 4, Medium: deposit.Mixed})})
	require.Equal(t, 4, plan.Lines)
	require.Equal(t, 2, plan.Files)
	require.Equal(t, 3, plan.Papers)
}
