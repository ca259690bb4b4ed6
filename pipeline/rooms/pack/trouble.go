package pack

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/dias"
)

// asError gives trouble its kind once; an error that has one passes unchanged. Paths are left out: they may hold a person's name.
func asError(err error) error {
	var known *deposit.Error
	if errors.As(err, &known) {
		return err
	}
	kind := deposit.Internal
	var path *fs.PathError
	switch {
	case errors.Is(err, context.Canceled):
		kind = deposit.Interrupted
	case errors.As(err, &path):
		kind, err = deposit.Disk, path.Err
	}
	return &deposit.Error{Kind: kind, Op: "pack", Err: err}
}

// nothing refuses a package without folders: there is nothing to deposit.
func nothing() error {
	return &deposit.Error{Kind: deposit.Held, Op: "pack", Err: errors.New("ingen mapper er med i denne leveransen"),
		Hint: "Se i rapport/report.html hvor mappene ble av: utsatt, utelatt eller en annen eiers."}
}

// fileTrouble says of which file, by journal number and ordinal, and that the package was not made.
func fileTrouble(f *toPack, err error) error {
	at := fmt.Sprintf("%s, fil %d", f.journal, f.ordinal)
	var path *fs.PathError
	switch {
	case errors.Is(err, dias.ErrSize), errors.Is(err, dias.ErrChecksum):
		return &deposit.Error{Kind: deposit.Conflict, Op: "pakke fil", At: at, Err: errors.New("filen er ikke den som ble tatt inn: størrelse eller sjekksum er en annen"),
			Hint: "Ingen pakke er laget. Legg den opprinnelige filen tilbake; er den nye riktig, kjør `arkivdepot run` så den blir tatt inn på nytt."}
	case errors.Is(err, fs.ErrNotExist):
		return &deposit.Error{Kind: deposit.Conflict, Op: "pakke fil", At: at, Err: errors.New("filen er borte"),
			Hint: "Ingen pakke er laget. Legg filen tilbake i inn/, og kjør `arkivdepot run` på nytt."}
	case errors.As(err, &path):
		err = path.Err
	}
	return &deposit.Error{Kind: deposit.Disk, Op: "pakke fil", At: at, Err: err, Hint: "Se etter at filen kan leses og at disken har plass, og kjør `arkivdepot run` på nytt."}
}

// conserved is nil when the description holds exactly the files that convert said go along: a file that falls out between two rooms stops the package.
func conserved(f Folder) error {
	described := map[deposit.Digest]int{}
	for _, r := range f.Description.Records {
		for _, o := range r.Objects {
			described[o.SHA256]++
		}
	}
	for _, p := range f.Renditions.Packed {
		described[p.SHA256]--
	}
	for _, n := range described {
		if n != 0 {
			return &deposit.Error{Kind: deposit.Internal, Op: "pack", At: f.Ref.Journal, Err: errors.New("the described files are not those that go into the package"),
				Hint: "Ingenting pakkes. Kjør `arkivdepot run` på nytt; står det fortsatt, meld fra med rapport/report.json."}
		}
	}
	return nil
}
