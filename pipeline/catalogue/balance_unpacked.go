package catalogue

import (
	"bytes"
	"encoding/json"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// unpackedAccounts gathers what came out of archives and letters.
type unpackedAccounts struct {
	accounts
	came deposit.UnpackedAccount
}

// folder accounts for the parts of a folder: what intake took out of its files, against what convert says of each. The two are different rows, as of files.
func (a *unpackedAccounts) folder(f folder, taken []byte) error {
	var t deposit.Taken
	if bytes.Contains(taken, []byte(`"inside":`)) { // most folders have nothing that was unpacked
		if err := json.Unmarshal(taken, &t); err != nil {
			return err
		}
	}
	for _, part := range t.Files {
		if len(part.Inside) == 0 {
			if part.Parts > 0 {
				a.came.From++
			}
			continue
		}
		a.came.Came.Files++
		a.came.Came.Bytes += part.Size
		x, ok := f.parts[part.Ordinal]
		switch {
		case f.fate != deposit.FatePackaged:
			a.file(f.fate, f.because, part.Size)
		case ok && x.Size == part.Size:
			a.file(x.Fate, x.Because, part.Size)
			delete(f.parts, part.Ordinal)
		default:
			a.file(deposit.FateUnderway, "", part.Size)
		}
	}
	for _, x := range f.parts {
		if f.fate == deposit.FatePackaged {
			a.file(x.Fate, x.Because, x.Size) // a fate of a part that never came out: the sums will differ
		}
	}
	return nil
}

func (a *unpackedAccounts) account() deposit.UnpackedAccount {
	for _, fate := range fateOrder {
		if a.fates[fate] != nil {
			a.came.Went = append(a.came.Went, *a.fates[fate])
		}
	}
	return a.came
}
