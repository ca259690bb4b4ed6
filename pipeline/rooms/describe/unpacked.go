package describe

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// partTitle stands for a part without a name of its own, and for one whose name is the client's.
const partTitle = "Vedlegg %d"

// lookInside sorts what came out of files below inn/ by the file's ordinal, and notes which files are archives: what programs leave behind in one is
// nobody's document.
func (f *folder) lookInside() map[int][]deposit.TakenFile {
	all := map[int][]deposit.TakenFile{}
	f.archives = map[int]bool{}
	for _, t := range f.in.Taken.Files {
		f.archives[t.Ordinal] = t.Verdict == deposit.FormatUnpacked && t.Finding == ""
		if len(t.Inside) > 0 && t.Verdict != deposit.FormatNoise {
			all[t.Inside[0]] = append(all[t.Inside[0]], t)
		}
	}
	return all
}

// unpacked describes what came out of the record's file: one registrering with its main document and a dokumentbeskrivelse for each part, in the order of
// the archive or letter, an inner archive before what came out of it.
func (f *folder) unpacked(r *deposit.DescribedRecord, parts []deposit.TakenFile, packed map[int][]deposit.PackedFile, left map[int]bool) {
	numbers := map[string]int{"": 1} // dokumentnummer by key
	for i, t := range parts {
		key := t.Inside.Key()
		numbers[key] = i + 2
		own := described{number: r.Number, part: i + 2, unpacked: f.archives[t.Ordinal]}
		f.files(&own, packed[t.Ordinal])
		delete(packed, t.Ordinal)
		p := deposit.DescribedPart{ID: f.deposit.ID.Derive("dokumentbeskrivelse", f.key, strconv.Itoa(r.Number), key), Number: i + 2, From: numbers[above(t.Inside)],
			Title: f.partTitle(t, i+1, r.Number), Objects: own.objects, Remarks: own.remarks, Inside: t.Inside}
		if left[t.Ordinal] && len(p.Objects) == 0 {
			p.Remarks = append(p.Remarks, leftOutRemark())
		}
		if own.original != "" {
			p.Remarks = append(p.Remarks, deposit.DescribedRemark{Type: "Format", Text: "Filen hadde formatet " + own.original + " før den ble konvertert. Originalen følger ikke med.", Deposit: true})
		}
		if t.Verdict == deposit.FormatUnpacked {
			p.Remarks = append(p.Remarks, unpackedRemark(t, len(p.Objects) > 0))
		}
		r.Parts = append(r.Parts, p)
	}
	for _, t := range f.in.Taken.Files {
		if t.Ordinal == fileOf(parts) && t.Verdict == deposit.FormatUnpacked {
			r.Remarks = append(r.Remarks, unpackedRemark(t, len(r.Objects) > 0))
		}
	}
}

// fileOf is the ordinal of the file below inn/ that the parts came out of.
func fileOf(parts []deposit.TakenFile) int {
	if len(parts) == 0 {
		return 0
	}
	return parts[0].Inside[0]
}

// above is the key of what a part came out of.
func above(i deposit.Inside) string { return i[:len(i)-1].Key() }

// unpackedRemark says why a description has no file of its own: an archive is no document when everything in it is.
func unpackedRemark(t deposit.TakenFile, along bool) deposit.DescribedRemark {
	text := fmt.Sprintf("Arkivet (format %s) er pakket ut ved deponeringen. Antall filer i det: %d. ", t.PUID, t.Parts)
	if along {
		text += "Arkivfilen følger med."
	} else {
		text += "Filene står som vedlegg i registreringen, og arkivfilen følger ikke med."
	}
	return deposit.DescribedRemark{Type: "Utpakking", Text: text, Deposit: true}
}

// partTitle is the name that the part had in the archive or letter, without its ending. One that holds the client's name or number is replaced, as that of
// a file is: nobody entered it as a title.
func (f *folder) partTitle(t deposit.TakenFile, nth, number int) string {
	title := trimmed(strings.TrimSuffix(t.Name, path.Ext(t.Name)))
	if title == "" {
		title = trimmed(t.Name)
	}
	switch {
	case title == "":
	case f.names(title):
		f.find(NameInTitle, "tittel", strconv.Itoa(number))
	default:
		return title
	}
	return fmt.Sprintf(partTitle, nth)
}
