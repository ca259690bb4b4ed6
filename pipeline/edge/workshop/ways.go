package workshop

import (
	"fmt"
	"strings"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/edge/ghostscript"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/render"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/soffice"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/convert"
)

// Programs, as people call them.
const (
	libreOffice = "LibreOffice"
	ghostScript = "Ghostscript"
	ourselves   = "arkivdepot"
)

// portable is the PRONOM ids of PDF that is not PDF/A: 1.0 to 1.7, 2.0, PDF/X and PDF/E.
var portable = puids("fmt/14 fmt/15 fmt/16 fmt/17 fmt/18 fmt/19 fmt/20 fmt/276 fmt/1129 fmt/144 fmt/145 fmt/146 fmt/147 fmt/148 fmt/157 fmt/158 " +
	"fmt/488 fmt/489 fmt/490 fmt/491 fmt/492 fmt/493")

func puids(list string) map[string]bool {
	all := map[string]bool{}
	for _, puid := range strings.Fields(list) {
		all[puid] = true
	}
	return all
}

// revision is raised when what is done around the converters changes their result.
const revision = 1

// Way is how files of a format become renditions.
func (w *Workshop) Way(puid string) (convert.Way, bool) {
	basis := func(of string) string { return fmt.Sprintf("%d %s created %s", revision, of, w.created()) }
	if kind, ok := render.KindOf(puid); ok {
		return convert.Way{Tool: ourselves, Group: string(kind), Basis: basis(fmt.Sprintf("render %d %s", render.Revision, puid))}, true
	}
	if family, ok := soffice.FamilyOf(puid); ok {
		return convert.Way{Tool: libreOffice, Group: family.Name, Basis: basis(family.Basis() + annexOf(family))}, true
	}
	if claimed[puid] {
		return w.wayOfClaims(basis), true
	}
	if portable[puid] {
		return convert.Way{Tool: ghostScript, Group: "pdf", Basis: basis(ghostscript.Basis())}, true
	}
	return convert.Way{}, false
}

const claimedGroup = "pdfa"

// wayOfClaims is that of files that say they are PDF/A. What a validator said of one goes before what was seen without.
func (w *Workshop) wayOfClaims(basis func(string) string) convert.Way {
	of := func(judge string) string {
		return basis(fmt.Sprintf("claim %d %s %s", claimRevision, judge, ghostscript.Basis()))
	}
	way := convert.Way{Tool: ourselves, Group: claimedGroup, Basis: of("judged")}
	if w.o.Judge == nil {
		way.Basis, way.Better = of("looked at"), way.Basis
	}
	return way
}

// annexOf is what is put behind renditions of the family.
func annexOf(f soffice.Family) string {
	if !f.Sheets() {
		return ""
	}
	return fmt.Sprintf(" annex %d", render.AnnexRevision)
}

// Missing tells that the program of the way is not on this machine.
func (w *Workshop) Missing(way convert.Way) bool {
	switch way.Tool {
	case libreOffice:
		return w.o.Office == nil
	case ghostScript:
		return w.o.Ghostscript == nil
	}
	return false
}

// Basis is what can be made here. A validator judges what comes in and claims to be PDF/A; what was made is not judged again.
func (w *Workshop) Basis() string {
	return fmt.Sprintf("workshop %d office %t ghostscript %t judge %t created %s", revision, w.o.Office != nil, w.o.Ghostscript != nil, w.o.Judge != nil, w.created())
}

func (w *Workshop) created() string { return w.o.Created.UTC().Format(time.RFC3339) }
