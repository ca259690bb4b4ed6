package purge

import (
	"slices"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// stated proves paper by the word of a person, who names the documents that bear what it says. Nobody has measured anything, and every document that
// comes of it says so.
func (f *folder) stated(c candidate) {
	switch {
	case c.Medium != deposit.OnPaper:
		f.keep(c, deposit.KeptNoText) // its file is missing: nobody can hold it against anything
	case len(c.carriers) == 0:
		f.keep(c, deposit.KeptPaper)
	default:
		f.stateCarriers(c)
	}
}

func (f *folder) stateCarriers(c candidate) {
	proof := deposit.Proof{Kind: deposit.ProofStated, By: c.by}
	from := f.bearers
	if c.class.Class == copyClass {
		from = f.originals()
	}
	for _, number := range slices.Sorted(slices.Values(c.carriers)) {
		i := slices.IndexFunc(from, func(d deposit.Document) bool { return d.Number == number })
		if i < 0 || !mayBear(c, from[i]) || !f.stays(from[i]) {
			f.keep(c, deposit.KeptNoCarrier)
			return
		}
		proof.Carriers = append(proof.Carriers, deposit.Carrier{Document: number, Ordinal: from[i].File, SHA256: f.taken[from[i].File].SHA256})
	}
	f.line(c, proof)
}
