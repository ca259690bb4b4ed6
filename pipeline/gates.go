package pipeline

import (
	"context"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Gates of the corridor by name.
const (
	GateContact = "contact"
	GateWeeding = "weeding"
	GatePurge   = "purge"
	GateList    = "list"
	GateBoxes   = "boxes"
	GateReceipt = "receipt"
)

// gate is a place where people act before the deposit goes on.
type gate struct {
	name  string
	verb  string   // the command that records the act
	roles []string // an act for each; nil: one act
	rule  string
	// seen is the digest of what the person acts on, empty where there is nothing to see.
	seen func(o *Office, ctx context.Context) (deposit.Digest, error)
	// differs tells in which folders or boxes that differs from what was acted on; nil: only that it does.
	differs func(o *Office, ctx context.Context, acted deposit.Act, s *Stale) error
}

// gates are those that wait for acts, in the order of the corridor. Purging is a gate of its own kind (purge_round.go): it has nothing to approve when the
// plan has no lines, and after the approvals it waits until every line has an outcome.
var gates = []gate{
	{name: GateContact, verb: "contact", roles: []string{"arkivleder", "ika"}, rule: "R6.3-1, R6.2-2"},
	{name: GateWeeding, verb: "attest", rule: "R5-1, R6.3-2", seen: (*Office).fileHashes, differs: (*Office).weedingDiffers},
	{name: GatePurge, verb: "approve", roles: purgeRoles, rule: "R5-2, R5-3", seen: (*Office).planDigest},
	{name: GateList, verb: "approve", rule: "R6.3-3", seen: (*Office).listDigest, differs: (*Office).listDiffers},
	{name: GateBoxes, verb: "attest", rule: "R6.4-3", seen: (*Office).boxDigest},
}

func gateNamed(name string) (gate, bool) {
	for _, g := range gates {
		if g.name == name {
			return g, true
		}
	}
	return gate{}, false
}

// wait is the station of a gate: it lets the walk pass when every act that it asks for stands and is about what stands now.
func wait(name string) func(v *visit, ctx context.Context) error {
	return func(v *visit, ctx context.Context) error {
		switch {
		case v.past:
			return nil
		case name == GatePurge:
			return waitPurge(v, ctx)
		}
		g, _ := gateNamed(name)
		seen, err := g.digest(v.office, ctx)
		if err != nil {
			return err
		}
		standing := standingActs(v.acts, g)
		if stale := g.stale(standing, seen); stale != nil {
			v.stop, v.status.Stale = true, &Stale{Gate: name, Acted: stale.Digest, Now: seen}
			if g.differs != nil {
				return g.differs(v.office, ctx, *stale, v.status.Stale)
			}
			return nil
		}
		missing := v.office.missing(g, standing, seen, true)
		if len(missing) == 0 {
			v.status.Met = append(v.status.Met, name)
			return nil
		}
		v.stop = true
		v.status.Missing = append(v.status.Missing, missing...)
		return nil
	}
}

func (g gate) digest(o *Office, ctx context.Context) (deposit.Digest, error) {
	if g.seen == nil {
		return "", nil
	}
	return g.seen(o, ctx)
}

// standingActs is the last standing act for each role of the gate.
func standingActs(acts []deposit.Act, g gate) map[string]deposit.Act {
	standing := map[string]deposit.Act{}
	for _, a := range acts {
		if a.Gate == g.name && a.Undone == 0 {
			standing[a.Role] = a
		}
	}
	return standing
}

func (g gate) stale(standing map[string]deposit.Act, seen deposit.Digest) *deposit.Act {
	for _, a := range standing {
		if a.Digest != seen {
			return &a
		}
	}
	return nil
}

// needs is what a gate still waits for before the ones after it may be acted at.
func (o *Office) needs(ctx context.Context, g gate, acts []deposit.Act, now bool) ([]Missing, error) {
	if g.name != GatePurge {
		return o.missing(g, standingActs(acts, g), "", now), nil
	}
	s, err := o.purging(ctx, acts)
	if err != nil || s.plan.Digest != "" || now {
		return o.purgeMissing(s, now), err
	}
	proposed, err := o.ports.Store.FindingsLike(ctx, string(codeProposed))
	if err != nil || len(proposed) == 0 { // nothing to prepare for
		return nil, err
	}
	return o.purgeMissing(s, false), nil
}

func (o *Office) missing(g gate, standing map[string]deposit.Act, seen deposit.Digest, now bool) []Missing {
	roles := g.roles
	if roles == nil {
		roles = []string{""}
	}
	var missing []Missing
	for _, role := range roles {
		if _, ok := standing[role]; !ok {
			missing = append(missing, Missing{Gate: g.name, Role: role, Who: o.mayAct(g, role), Plan: seen, Now: now, Paste: o.paste(g, role, seen)})
		}
	}
	return missing
}

// mayAct is the person who may act at the gate, where deponering.yaml names one.
func (o *Office) mayAct(g gate, role string) string {
	switch {
	case g.name == GateWeeding, role == deposit.RoleController:
		return o.Deposit.Controller
	case role == deposit.RoleArchivist, role == "arkivleder" || g.name == GateList:
		return o.Deposit.Archivist
	}
	return ""
}

func (o *Office) paste(g gate, role string, seen deposit.Digest) string {
	plan := seen.Short()
	if plan == "" {
		plan = "…" // not known before the gate is reached
	}
	who := o.mayAct(g, role)
	if who == "" && len(o.Deposit.Persons) > 0 {
		who = o.Deposit.Persons[0].Key
	}
	words := []string{g.verb, "{ws}"}
	switch {
	case role != "" && g.name != GatePurge:
		words = append(words, role)
	default:
		words = append(words, g.name)
	}
	words = append(words, "--by", who)
	if g.name == GateList {
		words = append(words, "--for", `"Navn, `+o.Deposit.Depot.Name+`"`, "--ref", `"brev …"`, "--plan", plan)
	}
	if role == deposit.RoleArchivist {
		words = append(words, "--basis", `"…"`)
	}
	if g.name == GateBoxes || g.name == GatePurge {
		words = append(words, "--plan", plan)
	}
	return strings.Join(words, " ")
}

// later lists the acts that gates after the present one will ask for, so that people can prepare.
func (v *visit) later(ctx context.Context) error {
	if len(v.status.Missing) == 0 {
		return nil
	}
	after := false
	for _, g := range gates {
		if after {
			missing, err := v.office.needs(ctx, g, v.acts, false)
			if err != nil {
				return err
			}
			v.status.Missing = append(v.status.Missing, missing...)
		}
		after = after || g.name == v.status.At
	}
	return nil
}

// person is the acting person, or a usage error that lists who there is.
func (o *Office) person(key string) (deposit.Person, error) {
	var keys []string
	for _, p := range o.Deposit.Persons {
		if p.Key == key {
			return p, nil
		}
		keys = append(keys, p.Key)
	}
	return deposit.Person{}, usage("--by", key, "no_person", strings.Join(keys, ", "))
}
