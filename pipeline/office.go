package pipeline

import (
	"context"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/stage"
)

// Office is the sender's house: an archive leader's use-cases, one method a verb. It holds no state of its own; the store has it.
type Office struct {
	Settings
	ports Ports
}

// NewOffice opens the office on a workspace's settings and what wire brings.
func NewOffice(s Settings, p Ports) *Office { return &Office{Settings: s, ports: p} }

// Status is where a deposit stands: what every verb that moves it returns, and what --json prints.
type Status struct {
	ID       deposit.ID      `json:"id"`
	Name     string          `json:"name"`
	Owner    string          `json:"owner"`
	AsOf     deposit.Date    `json:"as_of"`
	At       string          `json:"at"` // the station where it stands: a gate, "holds", "receipt"
	Met      []string        `json:"met"`
	Missing  []Missing       `json:"missing,omitempty"`
	Findings deposit.Tally   `json:"findings"`
	Balance  deposit.Balance `json:"balance"`
	Rooms    []RoomCount     `json:"rooms,omitempty"`   // of this run
	Purging  *Purging        `json:"purging,omitempty"` // nil where nothing was ever proposed and no hold stands
	Refused  *deposit.Found  `json:"refused,omitempty"` // why the register cannot be read: nothing goes on before it is mended
	Stale    *Stale          `json:"stale,omitempty"`
	Package  string          `json:"package,omitempty"` // path below the workspace of the sealed tar
	Receipt  *deposit.Act    `json:"receipt,omitempty"` // the depot has given its receipt for this package

	SchemasLacking []string `json:"schemas_lacking,omitempty"` // official schemas that nobody has imported (krav 6.4.18): told before the package is sealed, and after
}

// Held tells that a person must act before the deposit goes on.
func (s Status) Held() bool { return len(s.Missing) > 0 || s.Findings.Open > 0 || s.Stale != nil }

// Missing is an act that a gate still waits for.
type Missing struct {
	Gate  string         `json:"gate"`
	Role  string         `json:"role,omitempty"`
	Who   string         `json:"who,omitempty"`  // key of the person who may, where deponering.yaml names one
	Plan  deposit.Digest `json:"plan,omitempty"` // what is approved
	Now   bool           `json:"now"`            // the corridor waits here; the others come after
	Paste string         `json:"paste"`          // arguments of the command; {ws} stands for the workspace. What people see is a whole command
}

// RoomCount says how often a room worked in this run, and how often its seal held.
type RoomCount struct {
	Room   string `json:"room"`
	Worked int    `json:"worked"`
	Held   int    `json:"held"`
}

// Stale is a gate whose people acted on something else than what stands now.
type Stale struct {
	Gate    string         `json:"gate"`
	Package bool           `json:"package,omitempty"` // what the sealed package is made of differs: schemas, profile, descriptions
	Printed bool           `json:"printed,omitempty"` // what lists and labels say besides their rows differs: owner, profile, language
	Acted   deposit.Digest `json:"acted,omitempty"`   // what people acted on
	Now     deposit.Digest `json:"now,omitempty"`
	Added   []string       `json:"added,omitempty"` // journal numbers, or box numbers
	Removed []string       `json:"removed,omitempty"`
	Changed []string       `json:"changed,omitempty"`
}

// Key is the key of the sentence that says what is stale.
func (s Stale) Key() string {
	switch {
	case s.Package:
		return "office.stale_package"
	case s.Printed:
		return "office.stale_printed"
	}
	return "office.stale"
}

// visit is one walk down the corridor.
type visit struct {
	office *Office
	status Status
	past   bool // past the gates: check looks at everything and waits for nobody
	acts   []deposit.Act
	stop   bool
	packed *packed
}

// Run takes the deposit as far as it may go: to the first gate that waits for people, to the holds, or to the end.
func (o *Office) Run(ctx context.Context) (Status, error) {
	if err := o.purgeAtRest(ctx, "run"); err != nil {
		return o.blank(), err
	}
	return o.walk(ctx, false)
}

// Check reads everything past the gates, up to describe. It is run on a scratch copy of the store: nothing in the workspace changes.
func (o *Office) Check(ctx context.Context) (Status, error) { return o.walk(ctx, true) }

func (o *Office) walk(ctx context.Context, past bool) (Status, error) {
	v := &visit{office: o, past: past, status: o.blank()}
	for _, s := range corridor {
		if past && !s.checked {
			continue
		}
		acts, err := o.ports.Store.Acts(ctx)
		if err != nil {
			return v.status, err
		}
		v.acts, v.status.At = acts, s.name
		if o.ports.Tell != nil {
			o.ports.Tell.Enter(s.name, s.why)
		}
		if err := s.do(v, ctx); err != nil {
			return v.status, err
		}
		if v.stop {
			break
		}
	}
	return v.status, v.finish(ctx)
}

func (o *Office) blank() Status {
	d := o.Deposit
	return Status{ID: d.ID, Name: d.Name, Owner: d.Owner.Name, AsOf: d.AsOf, SchemasLacking: o.Schemas.Lacking()}
}

// finish adds what a person wants to know wherever the walk ended.
func (v *visit) finish(ctx context.Context) (err error) {
	if v.status.Findings, err = v.office.ports.Store.TallyFindings(ctx); err != nil {
		return err
	}
	if v.status.Balance, err = v.office.ports.Store.Balance(ctx); err != nil {
		return err
	}
	if v.status.Purging, err = v.office.purgingStatus(ctx); err != nil {
		return err
	}
	if v.status.Refused, err = v.office.refused(ctx, v.status.Findings); err != nil || v.past {
		return err
	}
	if err := v.later(ctx); err != nil {
		return err
	}
	return v.office.report(ctx, v.status)
}

func (v *visit) count(c stage.Counts, rooms []stage.Step) {
	for _, r := range rooms {
		v.status.Rooms = append(v.status.Rooms, RoomCount{Room: string(r.Name), Worked: c.Worked[r.Name], Held: c.Held[r.Name]})
	}
}

// whole counts a deposit-wide room.
func (v *visit) whole(room string, worked bool) {
	c := RoomCount{Room: room, Held: 1}
	if worked {
		c.Worked, c.Held = 1, 0
	}
	v.status.Rooms = append(v.status.Rooms, c)
}
