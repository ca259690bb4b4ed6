package pipeline

import (
	"context"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Forecast tells what falls due in this delivery and the ones after it, in folders and paper (R6.1-2). It reads the verdicts of the last run as a stream
// and moves nothing.
func (o *Office) Forecast(ctx context.Context) (*deposit.Forecast, error) {
	f := deposit.NewForecast(o.Deposit.AsOf, o.Rules.Windows, o.Profile.MeanThickness)
	err := o.ports.Store.Coming(ctx, func(c deposit.Coming) error {
		f.Add(c)
		return nil
	})
	return f, err
}
