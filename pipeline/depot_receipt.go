package pipeline

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
	"github.com/arkivdepot/arkivdepot/pipeline/verify"
)

// Why a receipt is not given (deposit/findings/depot.json).
const (
	BoxesUnticked deposit.Code = "DEP-040"
	NotToSign     deposit.Code = "DEP-041"
)

// ReceiptRequest asks for the receipt of a package.
type ReceiptRequest struct {
	Delivery string
	Doer
	Key ed25519.PrivateKey // the depot's
}

// Issued is a receipt and where it was written.
type Issued struct {
	deposit.Receipt
	JSON string `json:"json_file"`
	PDF  string `json:"pdf_file"`
}

// IssueReceipt writes the depot's receipt, on paper and signed for the sender's program. It is given when every box is accounted for; what did not come
// stands in it. When more comes later, a new receipt says so: receipts of a package are numbered, and none is overwritten. Only who may sign for the depot
// gives one.
func (d *Depot) IssueReceipt(ctx context.Context, r ReceiptRequest) (Issued, error) {
	by, err := personOf(d.Keeper.Persons, r.By)
	if err != nil {
		return Issued{}, err
	}
	if !deposit.MaySign(by.Role) {
		return Issued{}, deposit.Refuse(deposit.Finding{Code: NotToSign, Args: []string{by.Key, by.Role}})
	}
	p, err := d.delivery(ctx, r.Delivery)
	if err != nil {
		return Issued{}, err
	}
	boxes, err := d.ports.Store.Boxes(ctx, p.ID)
	if err != nil {
		return Issued{}, err
	}
	receipt := deposit.Receipt{Version: 1, Depot: d.Keeper.Body.Name, DepotID: d.Keeper.ID, Mark: d.Keeper.Mark, Package: p, By: by.Name}
	if err := account(&receipt, boxes); err != nil {
		return Issued{}, err
	}
	given, err := d.receiptsGiven(ctx, p.ID)
	if err != nil {
		return Issued{}, err
	}
	receipt.Number = len(given) + 1
	e, err := d.entry(entryReceipt, r.Doer, packageSubject(p.ID), map[string]any{"number": receipt.Number, "complete": receipt.Complete, "missing": receipt.Shortfall()})
	if err != nil {
		return Issued{}, err
	}
	if e, err = d.Book.Enter(ctx, e); err != nil {
		return Issued{}, err
	}
	receipt.ID, receipt.Entry, receipt.Ledger, receipt.Issued = d.Keeper.ID.Derive("kvittering", string(p.ID), strconv.FormatInt(e.Seq, 10)), e.Seq, e.Hash, e.At
	return d.writeReceipt(receipt, r.Key)
}

// account puts the boxes into a receipt; one that is still expected stands against it.
func account(r *deposit.Receipt, boxes []deposit.KeptBox) error {
	r.Boxes, r.Complete = []deposit.ReceiptBox{}, true
	waiting := 0
	for _, b := range boxes {
		if b.State == deposit.BoxExpected {
			waiting++
		}
		r.Complete = r.Complete && b.State.Here()
		r.Boxes = append(r.Boxes, deposit.ReceiptBox{Number: b.Number, Code: b.Code, State: b.State, Remark: b.Remark, Place: b.Place.String()})
	}
	if waiting > 0 {
		return deposit.Refuse(deposit.Finding{Code: BoxesUnticked, Args: []string{text.Count(int64(waiting)), text.Count(int64(len(boxes)))}})
	}
	return nil
}

// ReceiptGiven is a receipt as the ledger has it.
type ReceiptGiven struct {
	Number  int    `json:"number"`
	At      string `json:"at"`
	Missing []int  `json:"missing,omitempty"` // boxes that had not come
}

// receiptsGiven is the receipts of a package, in the order in which they were given.
func (d *Depot) receiptsGiven(ctx context.Context, of deposit.ID) ([]ReceiptGiven, error) {
	entries, err := d.Book.EntriesOf(ctx, 0, packageSubject(of), nil)
	var all []ReceiptGiven
	for _, e := range entries {
		if e.Kind != entryReceipt {
			continue
		}
		var given ReceiptGiven
		if err := json.Unmarshal([]byte(e.Body), &given); err != nil {
			return nil, &deposit.Error{Kind: deposit.Internal, Op: "read ledger", Err: err}
		}
		given.Number, given.At = len(all)+1, e.At
		all = append(all, given)
	}
	return all, err
}

// ReceiptDue tells that every box is accounted for, and that no receipt says so, or none that has the number of missing boxes that there are now.
func (p PackageStanding) ReceiptDue() bool {
	return p.Accounted() && (p.Receipt == nil || len(p.Receipt.Missing) != p.BoxStates[deposit.BoxMissing])
}

func (d *Depot) writeReceipt(r deposit.Receipt, key ed25519.PrivateKey) (Issued, error) {
	data, err := deposit.SignReceipt(r, key)
	if err != nil {
		return Issued{}, err
	}
	name := fmt.Sprintf("kvittering/%s-%d", r.Package.ID, r.Number)
	got := Issued{Receipt: r, JSON: d.disk.OutputPath(name + ".json"), PDF: d.disk.OutputPath(name + ".pdf")}
	err = d.disk.WriteOutput(name+".json", func(w io.Writer) error { _, err := w.Write(data); return err })
	if err != nil {
		return got, err
	}
	fingerprint := deposit.Fingerprint(deposit.PublicKeyText(key.Public().(ed25519.PublicKey)))
	return got, d.disk.WriteOutput(name+".pdf", func(w io.Writer) error { return d.print(w, d.receiptSheet(r, fingerprint)) })
}

// receiptSheet is the receipt on paper.
func (d *Depot) receiptSheet(r deposit.Receipt, fingerprint string) sheet {
	lang, p := d.lang(), r.Package
	s := sheet{title: lang.Say("depot.receipt.title"), signs: []string{lang.Say("loan.back.signed", r.Depot)},
		facts: []pdfa.Pair{d.fact("depot", r.Depot), d.fact("receipt", text.Joined(strconv.Itoa(r.Number), string(r.ID))), d.fact("package", string(p.ID)), d.fact("label", p.Label), d.fact("owner", p.Owner), d.fact("creator", p.Creator),
			d.fact("came", d.lang().Moment(p.At)), d.fact("folders", text.Count(int64(p.Folders))), d.fact("files", text.Count(int64(p.Files))), d.fact("sha256", string(p.Digest)),
			d.fact("signed_with", fingerprint), d.fact("entry", strconv.FormatInt(r.Entry, 10)+" · "+r.Ledger.Short()), d.fact("issued", d.lang().Moment(r.Issued)), d.fact("received_by", r.By)}}
	if r.Number > 1 {
		s.ends = []string{lang.Say("depot.receipt.supersedes", r.Number)}
	}
	switch missing, listed := r.Shortfall(), r.Listed(); {
	case len(r.Boxes) == 0:
		s.says = []string{lang.Say("depot.receipt.digital")}
		return s
	case len(missing) > 0:
		s.says = []string{lang.Say("depot.receipt.short", text.Count(int64(len(missing))), text.Count(int64(listed)))}
	default:
		s.says = []string{lang.Say("depot.receipt.whole", text.Count(int64(listed)))}
	}
	for _, key := range []string{"box", "state", "place", "remark"} {
		s.heads = append(s.heads, lang.Say("depot.fact."+key))
	}
	for _, b := range r.Boxes {
		s.rows = append(s.rows, []string{b.Code, lang.Say("depot.box." + b.State.Word()), b.Place, b.Remark})
	}
	return s
}

// Rejection is why a package was not taken: what is sent back with it.
type Rejection struct {
	Depot    string            `json:"depot"`
	Mark     string            `json:"mark,omitempty"`
	Judged   string            `json:"judged"` // UTC
	Package  string            `json:"package,omitempty"`
	SHA256   deposit.Digest    `json:"sha256"`
	Valid    bool              `json:"valid"` // by itself; then it does not fit what the depot has
	Summary  verify.Summary    `json:"summary"`
	Findings []RejectionReason `json:"findings"`
}

// RejectionReason is a finding with its words, in the language of the depot's papers.
type RejectionReason struct {
	deposit.Finding
	Severity deposit.Severity `json:"severity"`
	Rule     string           `json:"rule"`
	Text     string           `json:"text"`
	Remedy   string           `json:"remedy"`
}

func (d *Depot) rejection(w *arrival) Rejection {
	r := Rejection{Depot: d.Keeper.Body.Name, Mark: d.Keeper.Mark, Judged: d.now.UTC().Format(timeOfAct), Package: w.got.Summary.ID, SHA256: w.got.Summary.Digest,
		Valid: w.got.Valid, Summary: w.got.Summary, Findings: []RejectionReason{}}
	if id, err := deposit.ParseID(w.stem); err == nil && r.Package == "" {
		r.Package = string(id) // so far it was not readable, but its name says so
	}
	for _, f := range w.got.Findings {
		words := f.Say(string(d.lang()))
		r.Findings = append(r.Findings, RejectionReason{f, f.Severity(), d.lang().Rule(deposit.Lookup(f.Code).Rule), words.Text, words.Remedy})
	}
	return r
}

// sheet is the rejection on paper: what stands against the package first, warnings and notes by number only.
func (r Rejection) sheet(d *Depot) sheet {
	lang := d.lang()
	s := sheet{title: lang.Say("depot.reject.title"), heads: []string{lang.Say("depot.fact.code"), lang.Say("depot.fact.what"), lang.Say("depot.fact.do")},
		facts: []pdfa.Pair{d.fact("depot", r.Depot), d.fact("package", r.Package), d.fact("sha256", string(r.SHA256)), d.fact("judged", d.lang().Moment(r.Judged))},
		says:  []string{lang.Say("depot.reject.says", r.Depot)}, signs: []string{lang.Say("loan.back.signed", r.Depot)}}
	others := 0
	for _, f := range r.Findings {
		if f.Severity != deposit.Hold {
			others++
			continue
		}
		s.rows = append(s.rows, []string{string(f.Code), f.Text, f.Remedy})
	}
	if len(s.rows) == 0 {
		s.heads = nil
	}
	if hidden := r.Summary.Findings.Holds - len(s.rows); hidden > 0 {
		s.ends = append(s.ends, lang.Say("depot.reject.more", text.Count(int64(hidden))))
	}
	if others > 0 {
		s.ends = append(s.ends, lang.Say("depot.reject.others", text.Count(int64(others))))
	}
	return s
}
