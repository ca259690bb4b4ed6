package pipeline

import (
	"context"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// readAnew walks from the door to the proofs, as a run does, and stops before the first gate: what people approve or carry out is judged by what register,
// tree and rules say today, not by what they said when somebody last ran the program.
func (o *Office) readAnew(ctx context.Context) error {
	v := &visit{office: o, status: o.blank()}
	for _, s := range corridor {
		if s.name == GateContact {
			return nil
		}
		acts, err := o.ports.Store.Acts(ctx)
		if err != nil {
			return err
		}
		v.acts, v.status.At = acts, s.name
		if err := s.do(v, ctx); err != nil {
			return err
		}
		if v.stop {
			return &deposit.Error{Kind: deposit.Held, Op: "purge", Key: "not_read_anew"}
		}
	}
	return nil
}
