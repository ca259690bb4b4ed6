//go:build !windows

package xsd

import (
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/markup/oracle"
)

// score counts how two judges agree.
type score struct {
	documents, invalid, sameLine, exactLine, listed int
}

// TestMutantsAgreeWithJudge compares verdict and line on documents with one thing changed each.
func TestMutantsAgreeWithJudge(t *testing.T) {
	known := knownDisagreements(t)
	var total score
	run := func(f family, schema string) {
		s := compareMutants(t, known, f, schema)
		t.Logf("%-45s %5d mutants %5d invalid %5d same line %5d exactly %3d listed", f.file, s.documents, s.invalid, s.sameLine, s.exactLine, s.listed)
		total.documents += s.documents
		total.invalid += s.invalid
		total.sameLine += s.sameLine
		total.exactLine += s.exactLine
		total.listed += s.listed
	}
	for _, f := range mutantFamilies(t) {
		run(f, filepath.Join(oracle.Standards(t), f.file))
	}
	for _, f := range ownSchemas(t) {
		run(f, filepath.Join("testdata", "own", f.file))
	}
	t.Logf("total: %+v", total)
	if total.sameLine*100 < total.invalid*95 {
		t.Errorf("first line the same in %d of %d invalid mutants: less than 95 %%", total.sameLine, total.invalid)
	}
}

// mutantFamilies keeps one schema of each kind: versions of the same standard differ little.
func mutantFamilies(t testing.TB) []family {
	wanted := []string{
		"noark5/5.5/arkivstruktur.xsd", "noark5/3.1/arkivstruktur.xsd", "noark5/5.5/endringslogg.xsd", "noark5/5.5/loependeJournal.xsd",
		"noark5/5.5/offentligJournal.xsd", "addml/8.3/addml.xsd", "addml/8.2/addml.xsd", "dias/mets/latest/DIAS_METS.xsd",
		"dias/premis/2.0/DIAS_PREMIS.xsd", "dias/submissionDescription/1.0/submissionDescription.xsd",
		"dias/legacy-loc-namespace/mets.xsd", "drivers/mets-eark.xsd", "mets/1.12.1/mets.xsd",
		"premis/3.0/premis.xsd", "ead/ead3-1.1.1/ead3.xsd", "ead/2002-20210412/ead.xsd", "eac-cpf/2010/cpf.xsd", "siard/2.2/metadata.xsd",
		"siard/2.1/metadata.xsd", "siard/1.0/metadata.xsd", "avlxml/2018-10-04/avlxml.xsd", "eark/cits-erms/2.1.2/ERMS.xsd",
	}
	var out []family
	for _, f := range families(t) {
		for _, w := range wanted {
			if f.file == w {
				out = append(out, f)
			}
		}
	}
	return out
}

func compareMutants(t *testing.T, known disagreements, f family, schema string) score {
	var all []mutant
	for _, s := range validFirst(t, f) {
		all = append(all, mutants(s, mutantsPerSample, mutantSeed)...)
		if len(all) >= mutantsPerFamily {
			break
		}
	}
	docs := make([][]byte, len(all))
	for i, m := range all {
		docs[i] = m.doc
	}
	theirs := judge(t, schema, catalogPath(t), docs)
	var s score
	for i, m := range all {
		s.documents++
		mine := ours(t, f.schema, m.doc)
		if mine.valid != theirs[i].valid {
			if known.check(t, f.file+" "+m.name, mine, theirs[i]) != "" {
				s.listed++
			}
			continue
		}
		if mine.valid {
			continue
		}
		s.invalid++
		if mine.line() == theirs[i].line() {
			s.sameLine++
		} else if testing.Verbose() && !strings.Contains(f.file, "own") {
			t.Logf("line: %s\n  ours:   %s\n  theirs: %s", m.name, mine.readable(), theirs[i].readable())
		}
		if mine.exact[0] == theirs[i].line() {
			s.exactLine++
		}
	}
	return s
}

// validFirst puts the samples that are valid first: in them, what was changed is the only fault. Small ones come before
// large ones, which give fewer different mutants for the time they take.
func validFirst(t testing.TB, f family) []sample {
	var valid, rest []sample
	for _, s := range f.samples {
		if len(s.content) > 1<<20 {
			continue
		}
		if ours(t, f.schema, s.content).valid {
			valid = append(valid, s)
		} else {
			rest = append(rest, s)
		}
	}
	sort.SliceStable(valid, func(i, j int) bool { return len(valid[i].content) > len(valid[j].content) })
	if len(valid) > 0 {
		return valid
	}
	return rest
}
