package describe

import (
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// noValue stands where a value was set for the first time or taken away: the schema of the change log has no empty values, and a correction that is left
// out would be worse.
const noValue = "(ingen verdi)"

// metadataOf is the Noark element, or the one of our own metadata, that a field of the register became.
var metadataOf = map[string]string{
	"etternavn": "partNavn", "fornavn": "partNavn", "journalnr": "mappeID", "fodselsdato": "fodselsdato",
	"registrert": "opprettetDato", "henvist": "opprettetDato", "avsluttet": "avsluttetDato", "siste_innforsel": "sisteInnfoersel",
	"saksbehandler": "saksansvarlig", "hjemmel": "skjermingshjemmel", "merknad": "merknadstekst", "dodsar": "merknadstekst",
	"medium": "dokumentmedium", "antall_omslag": "omslag", "tykkelse_mm": "tykkelseMm",
	"tittel": "tittel", "type": "dokumenttype", "motpart": "korrespondansepartNavn", "journaldato": "journaldato",
	"journalaar": "journalaar", "journalsekvens": "journalsekvensnummer",
}

// changes makes the recorded corrections entries of the change log (R2.4-2, krav 6.4.28). They are about the folder: the register names no document.
func (f *folder) changes() {
	for _, c := range f.in.Changes.Changes {
		metadata := metadataOf[c.Field]
		if metadata == "" {
			metadata = c.Field
		}
		if metadata == "" {
			metadata = c.Heading
		}
		d := deposit.DescribedChange{Unit: f.out.ID, Metadata: metadata, At: firstDay(c.At), By: c.By, Before: c.Old, After: c.New}
		for _, value := range []*string{&d.Before, &d.After} {
			if trimmed(*value) == "" {
				*value = noValue
				f.find(ChangeWithoutOne, c.Field, metadata)
			}
		}
		f.out.Changes = append(f.out.Changes, d)
		if c.Because != "" {
			f.out.Remarks = append(f.out.Remarks, deposit.DescribedRemark{Type: "Retting", Text: metadata + " er rettet: " + c.Because})
		}
	}
}
