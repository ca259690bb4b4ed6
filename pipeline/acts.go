package pipeline

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/purge"
)

// ActRequest is a person's act at a gate.
type ActRequest struct {
	Gate    string
	Role    string // arkivleder or ika at the contact gate
	By      string
	For     string
	Ref     string
	Because string
	Plan    string // at least twelve hexadecimal digits of what was seen
	At      string // RFC 3339; empty: now
	Basis   string // legal basis of purging in the archivist's own words
	Signer  Signer // of an approval of purging; nil: by name only
}

// Act records a person's act: that somebody was contacted, that folders are weeded or boxes packed, that the depot has approved the list, that documents
// may go. It refuses a person who may not, and a plan that is not what stands now.
func (o *Office) Act(ctx context.Context, r ActRequest) (deposit.Act, error) {
	g, ok := gateNamed(r.Gate)
	if !ok {
		return deposit.Act{}, usage("port", r.Gate, "no_gate")
	}
	if _, err := o.person(r.By); err != nil {
		return deposit.Act{}, err
	}
	if g.name == GatePurge {
		return o.approvePurge(ctx, r)
	}
	if err := o.mayNot(ctx, g, r); err != nil {
		return deposit.Act{}, err
	}
	at, err := o.when(r.At)
	if err != nil {
		return deposit.Act{}, err
	}
	seen, err := o.seen(ctx, g)
	if err != nil {
		return deposit.Act{}, err
	}
	if err := samePlan(g, r.Plan, seen); err != nil {
		return deposit.Act{}, err
	}
	if err := o.inTurn(ctx, g, r.Role, seen); err != nil {
		return deposit.Act{}, err
	}
	shown, err := o.shown(ctx, g, seen)
	if err != nil {
		return deposit.Act{}, err
	}
	return o.ports.Store.PutAct(ctx, deposit.Act{Gate: r.Gate, Role: r.Role, By: r.By, For: r.For, Ref: r.Ref, Because: r.Because, Digest: seen, Shown: shown, At: at})
}

// inTurn refuses an act before the gates in front of it are met, and one on another thing than the act that stands there: what people approved is taken
// back by reopen, never by approving something else.
func (o *Office) inTurn(ctx context.Context, g gate, role string, seen deposit.Digest) error {
	acts, err := o.ports.Store.Acts(ctx)
	if err != nil {
		return err
	}
	if act, stands := standingActs(acts, g)[role]; stands && act.Digest != seen {
		return &deposit.Error{Kind: deposit.Conflict, Op: g.verb + " " + g.name, Key: "act_stands", Args: []string{act.Digest.Short(), seen.Short(), g.name}}
	}
	return o.before(ctx, g, acts)
}

// before refuses an act while a gate in front of it is not met.
func (o *Office) before(ctx context.Context, g gate, acts []deposit.Act) error {
	for _, earlier := range gates {
		if earlier.name == g.name {
			return nil
		}
		missing, err := o.needs(ctx, earlier, acts, true)
		if err != nil {
			return err
		}
		if len(missing) > 0 {
			return usage(g.verb, g.name, "gate_before", missing[0].Paste)
		}
	}
	return nil
}

// when is the time of an act: now, or the day or time that the person says, which is not in the future.
func (o *Office) when(at string) (string, error) {
	if at == "" {
		return o.ports.Now.UTC().Format(timeOfAct), nil
	}
	return parseMoment(at, o.ports.Now)
}

const timeOfAct = "2006-01-02T15:04:05Z"

// mayNot is the reason why this person may not do this act, nil when they may.
func (o *Office) mayNot(ctx context.Context, g gate, r ActRequest) error {
	switch {
	case g.name == GateContact && r.Role != "arkivleder" && r.Role != "ika":
		return usage("contact", r.Role, "no_contact")
	case g.name == GateWeeding && r.By != o.Deposit.Controller:
		return usage("attest weeding", r.By, "not_controller", o.Deposit.Controller)
	case g.name == GateList && (r.For == "" || r.Ref == ""):
		return usage("approve list", "", "approved_by_whom")
	case g.name == GateWeeding:
		return o.pinkDecided(ctx)
	}
	return nil
}

// pinkDecided refuses the attestation of weeding while a document of the pink cover waits for somebody to decide (R2.6-2).
func (o *Office) pinkDecided(ctx context.Context) error {
	found, err := o.ports.Store.FindingsLike(ctx, codeUndecided)
	if err != nil {
		return err
	}
	open := 0
	for _, f := range found {
		if f.Open() {
			open++
		}
	}
	if open == 0 {
		return nil
	}
	return usage("attest weeding", "", "pink_undecided", strconv.Itoa(open))
}

// Codes of room purge that the office acts on.
const (
	codeUndecided = string(purge.Undecided)
	codeProposed  = purge.Proposed
)

// samePlan compares what the person says to have seen with what stands.
func samePlan(g gate, plan string, seen deposit.Digest) error {
	if g.name != GateList && g.name != GateBoxes && g.name != GatePurge && plan == "" {
		return nil
	}
	plan = strings.ToLower(strings.TrimSuffix(plan, "…"))
	switch {
	case len(plan) < 12:
		return usage("--plan", plan, "plan_short", seen.Short())
	case !strings.HasPrefix(string(seen), plan):
		return &deposit.Error{Kind: deposit.Conflict, Op: "--plan", At: plan, Key: "plan_other", Args: []string{seen.Short()}}
	}
	return nil
}

// usage is a wrong call: what it was about, and the key of the sentence that says why and what to do.
func usage(op, at, key string, args ...string) error {
	return &deposit.Error{Kind: deposit.Usage, Op: op, At: at, Key: key, Args: args}
}

// DecideRequest is a person's answer to findings.
type DecideRequest struct {
	Finding string // id or the beginning of one
	Code    string // or: every open finding of a code
	Answer  deposit.AnswerKind
	By      string
	Because string
	At      string

	Carriers []int // with weed: the documents that bear what this one says, as the person states
}

// Decide answers a finding, or all of a code, with an answer that the catalogue allows, in the name of a person and with a reason.
func (o *Office) Decide(ctx context.Context, r DecideRequest) ([]deposit.Decision, error) {
	if err := o.mayDecide(r); err != nil {
		return nil, err
	}
	found, err := o.answered(ctx, r)
	if err != nil {
		return nil, err
	}
	at, err := o.when(r.At)
	if err != nil {
		return nil, err
	}
	var decisions []deposit.Decision
	for _, f := range found {
		if !deposit.Lookup(f.Finding.Code).May(r.Answer) {
			return nil, illegal(f.Finding.Code, r.Answer)
		}
		for _, number := range r.Carriers {
			if err := o.hasDocument(ctx, "--carried-by", deposit.FolderRef{ID: f.Folder, Journal: f.Finding.Journal}, number); err != nil {
				return nil, err
			}
		}
		decisions = append(decisions, deposit.Decision{Found: f, Answer: r.Answer, By: r.By, Because: r.Because, At: at, Carriers: r.Carriers})
	}
	if err := o.refuseAfterList(ctx); err != nil {
		return nil, err
	}
	return decisions, o.ports.Store.Decide(ctx, decisions)
}

// mayDecide refuses an answer of nobody, or without a reason.
func (o *Office) mayDecide(r DecideRequest) error {
	if _, err := o.person(r.By); err != nil {
		return err
	}
	if strings.TrimSpace(r.Because) == "" {
		return usage("decide", "", "no_reason")
	}
	return nil
}

// answered is the findings that the request is about. A whole code leaves alone what somebody has answered otherwise: that is changed one by one.
func (o *Office) answered(ctx context.Context, r DecideRequest) ([]deposit.Found, error) {
	key := r.Code
	if key == "" {
		key = r.Finding
	}
	if r.Code == "" && (len(key) < 6 || !strings.HasPrefix(key, "F-")) {
		return nil, usage("decide", key, "no_finding_id")
	}
	found, err := o.ports.Store.FindingsLike(ctx, key)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, usage("decide", key, "no_finding")
	}
	if r.Code != "" {
		found = slices.DeleteFunc(found, func(f deposit.Found) bool { return f.Answer != "" && f.Answer != r.Answer })
		if len(found) == 0 {
			return nil, usage("decide", key, "all_answered")
		}
	}
	ids := map[deposit.FindingID]bool{}
	for _, f := range found {
		ids[f.ID] = true
	}
	if r.Code == "" && len(ids) > 1 {
		return nil, usage("decide", key, "many_findings", strconv.Itoa(len(ids)))
	}
	return found, nil
}

func illegal(code deposit.Code, answer deposit.AnswerKind) error {
	var may []string
	for _, a := range deposit.Lookup(code).Answers {
		may = append(may, string(a))
	}
	if len(may) == 0 {
		return usage("decide", string(answer), "only_corrected", string(code))
	}
	return usage("decide", string(answer), "illegal_answer", string(code), strings.Join(may, ", "))
}

// refuseAfterList refuses a decision while an approved list stands: people acted on what it would change.
func (o *Office) refuseAfterList(ctx context.Context) error {
	acts, err := o.ports.Store.Acts(ctx)
	if err != nil {
		return err
	}
	g, _ := gateNamed(GateList)
	if len(standingActs(acts, g)) == 0 {
		return nil
	}
	return &deposit.Error{Kind: deposit.Conflict, Op: "decide", Key: "list_stands"}
}

// ReopenRequest takes back what people approved, so that the deposit may be changed again.
type ReopenRequest struct {
	From    string // the first gate that is taken back; empty: list
	By      string
	Because string
	At      string
}

// Reopen takes back the standing acts at a gate and at all after it. The acts stay in the record; the package, if there is one, is not touched before
// the next one is sealed.
func (o *Office) Reopen(ctx context.Context, r ReopenRequest) error {
	if _, err := o.person(r.By); err != nil {
		return err
	}
	if strings.TrimSpace(r.Because) == "" {
		return usage("reopen", "", "no_reason")
	}
	from := r.From
	if from == "" {
		from = GateList
	}
	var names []string
	for _, g := range gates {
		if g.name == from || len(names) > 0 {
			names = append(names, g.name)
		}
	}
	if len(names) == 0 {
		return usage("reopen", from, "no_gate")
	}
	if slices.Contains(names, GatePurge) {
		if err := o.purgeAtRest(ctx, "reopen"); err != nil {
			return err
		}
	}
	acts, err := o.ports.Store.Acts(ctx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(acts, func(a deposit.Act) bool { return a.Undone == 0 && slices.Contains(names, a.Gate) }) {
		return usage("reopen", from, "nothing_stands")
	}
	at, err := o.when(r.At)
	if err != nil {
		return err
	}
	return o.ports.Store.Reopen(ctx, names, deposit.Act{Role: from, By: r.By, Because: r.Because, At: at})
}
