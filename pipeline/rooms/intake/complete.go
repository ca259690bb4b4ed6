package intake

import (
	"slices"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Codes of the room's findings; texts, rules and legal answers are in the catalogue (deposit.Lookup).
const (
	Changed        deposit.Code = "INT-001" // other size or time than reception saw
	Gone           deposit.Code = "INT-002"
	Empty          deposit.Code = "INT-003" // zero bytes
	Encrypted      deposit.Code = "INT-004"
	Unknown        deposit.Code = "INT-005" // no known format
	ByNameOnly     deposit.Code = "INT-006" // only the extension speaks for the format
	NotAccepted    deposit.Code = "INT-007" // the policy does not take the format
	WrongExtension deposit.Code = "INT-009"
	Several        deposit.Code = "INT-010" // several formats fit
	Archive        deposit.Code = "INT-011" // of files that are judged each for itself
	UnreadArchive  deposit.Code = "INT-012" // of a kind that is not read, damaged, or empty
	Macros         deposit.Code = "INT-013"
	External       deposit.Code = "INT-014" // links that load what they show from elsewhere
	Comments       deposit.Code = "INT-015" // of cells and paragraphs
	Embedded       deposit.Code = "INT-016" // objects within a document
	Attachments    deposit.Code = "INT-017" // of a letter, which are judged each for itself
	Beside         deposit.Code = "INT-018" // parts that lie in the folder by themselves as well
	NoiseInside    deposit.Code = "INT-019" // what programs leave behind, in an archive
	Missing        deposit.Code = "INT-020" // referral, document overview or journal printout (R2.6-2)
	OutOfOrder     deposit.Code = "INT-021" // R2.6-2
	Gaps           deposit.Code = "INT-022" // in the document numbers (R2.5-3)

	// Why an archive or a letter is not unpacked. A person may take it along as it is, or leave it out.
	TooManyParts  deposit.Code = "INT-030"
	TooManyBytes  deposit.Code = "INT-031"
	TooDense      deposit.Code = "INT-032" // more than its size can honestly hold
	TooDeep       deposit.Code = "INT-033" // archives in archives
	BadNames      deposit.Code = "INT-034" // that lead out of it, or are too long
	NoFiles       deposit.Code = "INT-035" // links, devices
	AlikeNames    deposit.Code = "INT-036" // told only: parts go by numbers
	DamagedLetter deposit.Code = "INT-037"
)

// opening is what stands first in a folder's journal cover, in this order (R2.6-2).
var opening = []string{"henvisning", "dokumentoversikt", "journalutskrift"}

// complete looks through a folder's document overview. A folder without one – paper whose documents nobody listed – says nothing of what is missing.
func complete(documents deposit.Documents) []deposit.Finding {
	if len(documents.Documents) == 0 {
		return nil
	}
	var findings []deposit.Finding
	var places []int
	for _, kind := range opening {
		i := slices.IndexFunc(documents.Documents, func(d deposit.Document) bool { return d.Kind == kind })
		if i < 0 {
			findings = append(findings, deposit.Finding{Code: Missing, Field: "type", Args: []string{kind}})
			continue
		}
		if !documents.Documents[i].FromFileName { // the order of file names says nothing
			places = append(places, i)
		}
	}
	if !slices.IsSorted(places) {
		findings = append(findings, deposit.Finding{Code: OutOfOrder, Field: "doknr"})
	}
	if gaps := gapsOf(documents); gaps != "" {
		findings = append(findings, deposit.Finding{Code: Gaps, Field: "doknr", Args: []string{gaps}})
	}
	return findings
}

const gapsShown = 20 // a person looks at the overview after that many

// gapsOf names the numbers that are missing between 1 and the highest stated one, as ranges.
func gapsOf(documents deposit.Documents) string {
	var stated []int
	for _, d := range documents.Documents {
		if d.NumberStated {
			stated = append(stated, d.Number)
		}
	}
	slices.Sort(stated)
	var gaps []string
	next := 1
	for _, n := range stated {
		switch {
		case n == next+1:
			gaps = append(gaps, strconv.Itoa(next))
		case n > next:
			gaps = append(gaps, strconv.Itoa(next)+"–"+strconv.Itoa(n-1))
		}
		next = max(next, n+1)
		if len(gaps) == gapsShown {
			return strings.Join(gaps, ", ") + " …"
		}
	}
	return strings.Join(gaps, ", ")
}
