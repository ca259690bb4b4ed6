package pipeline

import (
	"context"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/pack"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// edition is which package of this deposit it is. The first has the number 1; one that is sealed after a reopening replaces the one before, under an id of
// its own: a depot that has both must be able to tell them apart.
type edition struct {
	number   int
	replaces deposit.Digest // of the seal's output that it replaces: counted once, however often the run is killed
}

const editionSeal = "pack edition"

// edition is the one that is sealed, or on its way.
func (o *Office) edition(ctx context.Context) (edition, error) {
	s, counted, err := o.ports.Store.HallSeal(ctx, editionSeal)
	if err != nil || !counted {
		return edition{number: 1}, err
	}
	number, err := strconv.Atoi(string(s.Basis))
	if err != nil {
		return edition{}, &deposit.Error{Kind: deposit.Internal, Op: "read edition", Err: err}
	}
	return edition{number, s.Input}, nil
}

// nextEdition counts the package that replaces the sealed one, before it is made.
func (o *Office) nextEdition(ctx context.Context, e edition, sealed stage.Seal) (edition, error) {
	if e.replaces == sealed.Output {
		return e, nil
	}
	e = edition{e.number + 1, sealed.Output}
	return e, o.ports.Store.SealHall(ctx, editionSeal, stage.Seal{Basis: deposit.Digest(strconv.Itoa(e.number)), Input: e.replaces})
}

// packageName is the package's place below ut/.
func (o *Office) packageName(ctx context.Context) (string, error) {
	e, err := o.edition(ctx)
	return "pakke/" + string(pack.PackageID(o.Deposit.ID, e.number)) + ".tar", err
}
