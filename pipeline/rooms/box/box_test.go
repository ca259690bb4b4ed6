package box

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// shelf is a store in memory: folders in order, and the last plan written.
type shelf struct {
	rows   []deposit.FolderRow
	plan   []Filled
	found  map[deposit.FolderID][]deposit.Finding
	writes int
}

func (s *shelf) Folders(context.Context, Line) iter.Seq2[deposit.FolderRow, error] {
	return func(yield func(deposit.FolderRow, error) bool) {
		for _, row := range s.rows {
			if !yield(row, nil) {
				return
			}
		}
	}
}

func (s *shelf) Stored(context.Context) iter.Seq2[Filled, error] {
	return func(yield func(Filled, error) bool) {
		for _, f := range s.plan {
			if !yield(f, nil) {
				return
			}
		}
	}
}

func (s *shelf) Replace(_ context.Context, _ Result, fill func(Sink) error) error {
	next := &shelf{found: map[deposit.FolderID][]deposit.Finding{}}
	if err := fill(next); err != nil {
		return err
	}
	s.plan, s.found = next.plan, next.found
	s.writes++
	return nil
}

func (s *shelf) Box(f Filled) error { s.plan = append(s.plan, f); return nil }

func (s *shelf) Find(id deposit.FolderID, found []deposit.Finding) error {
	s.found[id] = append(s.found[id], found...)
	return nil
}

func (s *shelf) codes() (codes []string) {
	for _, list := range s.found {
		for _, f := range list {
			codes = append(codes, string(f.Code))
		}
	}
	return codes
}

func profile(ordering deposit.Ordering) deposit.Profile {
	return deposit.Profile{Ordering: ordering, BoxCapacity: 85, MeanThickness: 12, AaAsA: true}
}

// folder is number/1979-80, so and so thick, in so many covers.
func folder(number, mm, covers int) deposit.FolderRow {
	text := fmt.Sprintf("%d/1979-80", number)
	return deposit.FolderRow{Ref: deposit.FolderRef{ID: deposit.FolderID("f" + text), Journal: text},
		Card:  deposit.Card{Journal: deposit.JournalNo{Written: text, Sequence: number, Start: 1979, Split: true}, LastName: fmt.Sprintf("Test%03d", number)},
		Paper: deposit.Paper{Medium: deposit.OnPaper, Volumes: covers, Thickness: mm}}
}

func run(t *testing.T, s *shelf, p deposit.Profile) Result {
	t.Helper()
	result, err := New(s, Options{Profile: p}).Run(t.Context())
	require.NoError(t, err)
	return result
}

// drawn writes a plan the short way: "1: 40 45 | 2: 30".
func drawn(plan []Filled) string {
	var boxes []string
	for _, f := range plan {
		text := fmt.Sprintf("%d:", f.Box.Number)
		for _, s := range f.Standing {
			text += fmt.Sprintf(" %s#%d", strings.TrimSuffix(s.Folder.Journal, "/1979-80"), s.Placing.Size)
		}
		boxes = append(boxes, text)
	}
	return strings.Join(boxes, " | ")
}

func TestBoxesAreFilledInOrderAndNeverReordered(t *testing.T) {
	for _, c := range []struct {
		name string
		rows []deposit.FolderRow
		want string
	}{
		{"a full box takes no more, though a thinner folder follows", []deposit.FolderRow{folder(1, 40, 1), folder(2, 60, 1), folder(3, 5, 1)}, "1: 1#40 | 2: 2#60 3#5"},
		{"exactly full", []deposit.FolderRow{folder(1, 40, 1), folder(2, 45, 1), folder(3, 1, 1)}, "1: 1#40 2#45 | 2: 3#1"},
		{"a folder that fits a box stays together", []deposit.FolderRow{folder(1, 40, 1), folder(2, 60, 2)}, "1: 1#40 | 2: 2#30 2#30"},
		{"one thick cover begins a box and leaves its rest to the next", []deposit.FolderRow{folder(1, 10, 1), folder(2, 200, 1), folder(3, 50, 1)}, "1: 1#10 | 2: 2#85 | 3: 2#85 | 4: 2#30 3#50"},
		{"thick with stated covers is divided between them", []deposit.FolderRow{folder(1, 20, 1), folder(2, 121, 3), folder(3, 5, 1)}, "1: 1#20 2#41 | 2: 2#40 2#40 3#5"},
		{"a cover thicker than a box stands alone", []deposit.FolderRow{folder(1, 20, 1), folder(2, 200, 2), folder(3, 5, 1)}, "1: 1#20 | 2: 2#100 | 3: 2#100 | 4: 3#5"},
		{"digital only has no box", []deposit.FolderRow{folder(1, 0, 0), folder(2, 30, 1)}, "1: 2#30"},
		{"nothing stated counts as the mean", []deposit.FolderRow{folder(1, 0, 1)}, "1: 1#12"},
	} {
		s := &shelf{rows: c.rows}
		run(t, s, profile(deposit.ByJournalNo))
		require.Equal(t, c.want, drawn(s.plan), c.name)
	}
}

func TestPositionCountsFoldersAndEveryLabelKnowsTheNumberOfBoxes(t *testing.T) {
	s := &shelf{rows: []deposit.FolderRow{folder(1, 20, 2), folder(2, 20, 1), folder(3, 120, 3)}}
	run(t, s, profile(deposit.ByJournalNo))
	require.Equal(t, "1: 1#10 1#10 2#20 3#40 | 2: 3#40 3#40", drawn(s.plan))
	require.Equal(t, []int{1, 1, 2, 3}, []int{s.plan[0].Standing[0].Placing.Position, s.plan[0].Standing[1].Placing.Position, s.plan[0].Standing[2].Placing.Position, s.plan[0].Standing[3].Placing.Position})
	require.Equal(t, deposit.Placing{Volume: 3, Volumes: 3, Box: 2, Position: 1, Size: 40}, s.plan[1].Standing[1].Placing)
	require.Equal(t, deposit.Box{Number: 1, Of: 2, Used: 80, Folders: 3, Ranges: []deposit.NoRange{{First: 1, Last: 3, Year: "1979-80"}}, Tail: &deposit.VolumeSpan{First: 1, Last: 1, Of: 3}},
		s.plan[0].Box)
	require.Equal(t, deposit.Box{Number: 2, Of: 2, Used: 80, Folders: 1, Volume: 2, LastVolume: 3, Volumes: 3, Ranges: []deposit.NoRange{{First: 3, Last: 3, Year: "1979-80"}}}, s.plan[1].Box)
}

// The third part of a folder is marked as its first two are, also where other folders follow it in the box.
func TestEveryBoxWithAPartOfAFolderKnowsIt(t *testing.T) {
	s := &shelf{rows: []deposit.FolderRow{folder(1, 10, 1), folder(2, 200, 1), folder(3, 50, 1), folder(4, 120, 2)}}
	run(t, s, profile(deposit.ByJournalNo))
	require.Equal(t, "1: 1#10 | 2: 2#85 | 3: 2#85 | 4: 2#30 3#50 | 5: 4#60 | 6: 4#60", drawn(s.plan))
	var said [][3]any
	for _, f := range s.plan {
		said = append(said, [3]any{f.Box.Volume, f.Box.Lead, f.Box.Tail})
	}
	none := (*deposit.VolumeSpan)(nil)
	require.Equal(t, [][3]any{{0, none, none}, {1, none, none}, {2, none, none}, {0, &deposit.VolumeSpan{First: 3, Last: 3, Of: 3}, none}, {1, none, none}, {2, none, none}}, said)
}

func TestANewJournalYearBeginsABoxOnlyWhereTheProfileSaysSo(t *testing.T) {
	later := folder(3, 10, 1)
	later.Card.Journal = deposit.JournalNo{Written: "3/1980", Sequence: 3, Start: 1980}
	rows := []deposit.FolderRow{folder(1, 10, 1), folder(2, 10, 1), later}
	p := profile(deposit.ByJournalNo)
	s := &shelf{rows: rows}
	run(t, s, p)
	require.Equal(t, []deposit.NoRange{{First: 1, Last: 2, Year: "1979-80"}, {First: 3, Last: 3, Year: "1980"}}, s.plan[0].Box.Ranges)
	p.BoxPerYear = true
	run(t, s, p)
	require.Len(t, s.plan, 2)
	require.NotContains(t, s.codes(), string(YearIgnored))
	p.Ordering = deposit.ByName
	run(t, s, p)
	require.Len(t, s.plan, 1, "by name, years alternate: a box for each would be a box for each folder")
	require.Contains(t, s.codes(), string(YearIgnored))
}

func TestFindingsSayWhatAPersonMustKnow(t *testing.T) {
	estimated := folder(1, 20, 1)
	estimated.Paper.Estimated = true
	s := &shelf{rows: []deposit.FolderRow{estimated, folder(2, 200, 2), folder(3, 90, 1), folder(4, 0, 1)}}
	result := run(t, s, profile(deposit.ByJournalNo))
	require.Equal(t, []deposit.Finding{{Code: Estimated, Args: []string{"2", "4"}}, {Code: Underfilled, Args: []string{"5", "17", "85"}}}, s.found[""])
	require.Equal(t, []deposit.Finding{{Code: Split, Journal: "2/1979-80", Args: []string{"2", "3", "2"}},
		{Code: TooThick, Journal: "2/1979-80", Field: "antall_omslag", Args: []string{"100", "85"}}}, s.found["f2/1979-80"])
	require.Equal(t, 2, result.Split)
	require.Equal(t, 1, result.TooThick)
	none := &shelf{rows: []deposit.FolderRow{folder(1, 0, 0)}}
	run(t, none, profile(deposit.ByJournalNo))
	require.Equal(t, []string{string(NoBoxes)}, none.codes())
	for _, code := range []deposit.Code{Estimated, Split, TooThick, Underfilled, NoBoxes, YearIgnored} {
		for _, lang := range []string{"nb", "nn", "en"} {
			require.NotEmpty(t, deposit.Lookup(code).Texts[lang].Remedy, "%s %s", code, lang)
		}
	}
}

func TestLabelsGrowOnlyWhereNeighboursReadAlike(t *testing.T) {
	var rows []deposit.FolderRow
	for i, name := range []string{"Berg", "Dahl", "Hagen", "Hansen", "Hansen", "Hanssen", "Olsen", "Østby"} {
		row := folder(i+1, 40, 1)
		row.Card.LastName = name
		rows = append(rows, row)
	}
	s := &shelf{rows: rows}
	run(t, s, profile(deposit.ByName))
	var labels []string
	for _, f := range s.plan {
		labels = append(labels, f.Box.FirstName+" - "+f.Box.LastName)
	}
	require.Equal(t, []string{"B - D", "Hag - Han", "Han - Han", "O - Ø"}, labels)
}

func TestAPinnedPlanIsNotChangedAndTheDifferenceIsToldByBox(t *testing.T) {
	s := &shelf{rows: []deposit.FolderRow{folder(1, 40, 1), folder(2, 40, 1), folder(3, 40, 1), folder(4, 40, 1)}}
	p := profile(deposit.ByJournalNo)
	first := run(t, s, p)
	again, err := New(s, Options{Profile: p, Pinned: first.Digest}).Run(t.Context())
	require.NoError(t, err, "the same folders give the same plan")
	require.Equal(t, first, again)
	before := drawn(s.plan)
	s.rows[1].Paper.Thickness = 50
	_, err = New(s, Options{Profile: p, Pinned: first.Digest}).Run(t.Context())
	require.Equal(t, deposit.Conflict, deposit.KindOf(err))
	conflict, ok := AsConflict(err)
	require.True(t, ok)
	require.Equal(t, 3, conflict.Boxes)
	require.Equal(t, []Change{{Box: 1, Kind: Changed, Out: []string{"2/1979-80"}}, {Box: 2, Kind: Changed, In: []string{"2/1979-80"}, Out: []string{"3/1979-80", "4/1979-80"}},
		{Box: 3, Kind: Added, In: []string{"3/1979-80", "4/1979-80"}}}, conflict.Changes)
	require.Equal(t, before, drawn(s.plan))
	require.Equal(t, 2, s.writes)
}

func TestPlanTextIsWhatTheDigestIsOfAndHoldsNoName(t *testing.T) {
	s := &shelf{rows: []deposit.FolderRow{folder(1, 40, 1), folder(2, 100, 1)}}
	var text strings.Builder
	result, err := New(s, Options{Profile: profile(deposit.ByJournalNo), Text: &text}).Run(t.Context())
	require.NoError(t, err)
	require.Equal(t, result.Digest, deposit.DigestOf([]byte(text.String())))
	require.Equal(t, "box\t1\t40\t1\t\"1-1/1979-80\"\n\t1\t1/1\t40\t\"1/1979-80\"\nbox\t2\t85\t1\t\"2-2/1979-80\"\n\t1\t1/2\t85\t\"2/1979-80\"\n"+
		"box\t3\t15\t1\t\"2-2/1979-80\"\n\t1\t2/2\t15\t\"2/1979-80\"\nend\t3\n", text.String())
}

func TestAStoreThatFailsOrChangesLeavesThePlan(t *testing.T) {
	_, err := New(&shelf{}, Options{}).Run(t.Context())
	require.Equal(t, deposit.Usage, deposit.KindOf(err))
	torn := errors.New("torn")
	_, err = New(failing{torn}, Options{Profile: profile(deposit.ByName)}).Run(t.Context())
	require.ErrorIs(t, err, torn)
	_, err = New(&fickle{shelf: shelf{rows: []deposit.FolderRow{folder(1, 40, 1)}}}, Options{Profile: profile(deposit.ByName)}).Run(t.Context())
	require.Equal(t, deposit.Conflict, deposit.KindOf(err))
}

type failing struct{ err error }

func (f failing) Folders(context.Context, Line) iter.Seq2[deposit.FolderRow, error] {
	return func(yield func(deposit.FolderRow, error) bool) { yield(deposit.FolderRow{}, f.err) }
}
func (f failing) Stored(context.Context) iter.Seq2[Filled, error] {
	return func(func(Filled, error) bool) {}
}
func (f failing) Replace(context.Context, Result, func(Sink) error) error { return nil }

// fickle has one folder more each time it is asked.
type fickle struct{ shelf }

func (f *fickle) Folders(ctx context.Context, l Line) iter.Seq2[deposit.FolderRow, error] {
	f.rows = append(f.rows, folder(len(f.rows)+1, 40, 1))
	return f.shelf.Folders(ctx, l)
}

func TestEveryFolderStandsOnceInOrderAndNoBoxIsOverfull(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var rows []deposit.FolderRow
		for i := range rapid.IntRange(0, 60).Draw(t, "folders") {
			rows = append(rows, folder(i+1, rapid.IntRange(0, 300).Draw(t, "mm"), rapid.IntRange(0, 4).Draw(t, "covers")))
		}
		p := profile(rapid.SampledFrom(deposit.Orderings()).Draw(t, "ordering"))
		p.BoxCapacity = rapid.IntRange(1, 120).Draw(t, "capacity")
		s, again := &shelf{rows: rows}, &shelf{rows: rows}
		one, err := New(s, Options{Profile: p}).Run(t.Context())
		require.NoError(t, err)
		two, err := New(again, Options{Profile: p}).Run(t.Context())
		require.NoError(t, err)
		require.Equal(t, one, two)
		check(t, s.plan, rows, p.BoxCapacity)
	})
}

// checkParts wants every part of a folder that stands in more than one box to be told by the box.
func checkParts(t require.TestingT, f Filled) {
	here := map[deposit.FolderID][]int{}
	for _, s := range f.Standing {
		here[s.Folder.ID] = append(here[s.Folder.ID], s.Placing.Volume)
	}
	want := 0
	for i, s := range f.Standing {
		volumes := here[s.Folder.ID]
		if len(volumes) == s.Placing.Volumes || i > 0 && f.Standing[i-1].Folder.ID == s.Folder.ID {
			continue
		}
		want++
		span := &deposit.VolumeSpan{First: volumes[0], Last: volumes[len(volumes)-1], Of: s.Placing.Volumes}
		told := []*deposit.VolumeSpan{f.Box.Lead, f.Box.Tail, {First: f.Box.Volume, Last: f.Box.LastVolume, Of: f.Box.Volumes}}
		require.Contains(t, told, span)
	}
	said := 0
	for _, there := range []bool{f.Box.Lead != nil, f.Box.Tail != nil, f.Box.Volumes > 0} {
		if there {
			said++
		}
	}
	require.Equal(t, want, said, "and nothing else")
}

func check(t require.TestingT, plan []Filled, rows []deposit.FolderRow, capacity int) {
	var stood []deposit.FolderID
	mm := map[deposit.FolderID]int{}
	next := map[deposit.FolderID]int{}
	for i, f := range plan {
		require.Equal(t, i+1, f.Box.Number)
		require.Equal(t, len(plan), f.Box.Of)
		require.NotEmpty(t, f.Standing)
		used := 0
		for _, s := range f.Standing {
			if n := len(stood); n == 0 || stood[n-1] != s.Folder.ID {
				stood = append(stood, s.Folder.ID)
			}
			next[s.Folder.ID]++
			require.Equal(t, next[s.Folder.ID], s.Placing.Volume, "volumes stand in order")
			require.Equal(t, f.Box.Number, s.Placing.Box)
			mm[s.Folder.ID] += s.Placing.Size
			used += s.Placing.Size
		}
		require.Equal(t, f.Box.Used, used)
		checkParts(t, f)
		require.True(t, used <= capacity || len(f.Standing) == 1, "box %d holds %d of %d mm", f.Box.Number, used, capacity)
	}
	var want []deposit.FolderID
	for _, row := range rows {
		if row.Paper.Volumes == 0 {
			continue
		}
		want = append(want, row.Ref.ID)
		require.GreaterOrEqual(t, mm[row.Ref.ID], row.Paper.Thickness)
	}
	require.Equal(t, want, stood, "every folder once, in order")
}
