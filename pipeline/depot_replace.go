package pipeline

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/mets"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// What stands against a package that adds to or replaces another, and what a replacement changed (deposit/findings/depot.json).
const (
	NothingEarlier  deposit.Code = "DEP-002"
	EarlierOfOther  deposit.Code = "DEP-003"
	ReplacedIsOut   deposit.Code = "DEP-004"
	BoxNumberTaken  deposit.Code = "DEP-007"
	ReplacedAlready deposit.Code = "DEP-009"
	WhichEarlier    deposit.Code = "DEP-010"
	FolderTaken     deposit.Code = "DEP-011"
	BoxesChanged    deposit.Code = "DEP-012"
	NeverReceived   deposit.Code = "DEP-013"
)

// earlier is the package that a supplement or a replacement belongs to: the one that a person names; else the one that the package names itself
// (PREVIOUSREFERENCECODE); else the one of the same delivery. A package that names one which another has replaced already came too late, and which of
// several it means is not for the program to choose. What a sender sealed, never sent and then replaced is not known here: the replacement is the first.
func (w *arrival) earlier(status deposit.PackageStatus, inside *inside) (deposit.ID, error) {
	if status != deposit.Supplement && status != deposit.Replacement {
		return "", nil
	}
	all, err := w.depot.ports.Store.Packages(w.ctx)
	if err != nil {
		return "", err
	}
	named, delivery := inside.previous(), w.delivery()
	var fit []deposit.ID
	for _, known := range all {
		switch {
		case w.r.Of != "":
			if known.Replaced == "" && strings.HasPrefix(string(known.ID), strings.ToLower(w.r.Of)) {
				fit = append(fit, known.ID)
			}
		case known.ID == named && known.Replaced != "":
			return "", deposit.Refuse(deposit.Finding{Code: ReplacedAlready, Args: []string{string(known.ID), string(known.Replaced)}})
		case known.ID == named:
			return known.ID, nil
		case known.Replaced == "" && delivery != "" && known.Delivery == delivery:
			fit = append(fit, known.ID)
		}
	}
	switch {
	case len(fit) == 0 && w.r.Of == "" && status == deposit.Replacement:
		w.got.Findings = append(w.got.Findings, deposit.Finding{Code: NeverReceived, Args: []string{cmp.Or(string(named), "–")}})
		return "", nil
	case len(fit) == 0:
		return "", deposit.Refuse(deposit.Finding{Code: NothingEarlier, Args: []string{string(status)}})
	case len(fit) > 1 && (w.r.Of != "" || status == deposit.Replacement):
		return "", deposit.Refuse(deposit.Finding{Code: WhichEarlier, Args: []string{string(fit[0]), string(fit[1])}})
	}
	return fit[0], nil // a supplement adds to the delivery, whose first package stands for it
}

// delivery is the delivery that the folders of the package say they belong to.
func (w *arrival) delivery() deposit.ID {
	for _, f := range w.folders {
		if f.delivery != "" {
			return f.delivery
		}
	}
	return ""
}

// previous is the id of the package that this one says it comes after; empty where it says nothing.
func (in *inside) previous() deposit.ID {
	for _, r := range in.header.Records {
		if r.Type == mets.PreviousReference {
			value := strings.ToLower(strings.TrimSpace(r.Value))
			return deposit.ID(strings.TrimPrefix(strings.TrimPrefix(value, "urn:"), "uuid:"))
		}
	}
	return ""
}

// clashes is why a valid package does not fit what stands in the catalogue.
func clashes(p deposit.Delivered, r deposit.Rivals) (found []deposit.Finding) {
	find := func(code deposit.Code, args ...string) {
		found = append(found, deposit.Finding{Code: code, Args: args})
	}
	if p.Of != "" && (r.Of.Owner != p.Owner || r.Of.Creator != p.Creator) {
		find(EarlierOfOther, string(p.Of))
	}
	if p.Status == deposit.NewPackage {
		if len(r.SameDelivery) > 0 {
			find(DeliveryKnown, string(r.SameDelivery[0]))
		}
		return found
	}
	if len(r.BoxesTaken) > 0 {
		find(BoxNumberTaken, numbers(r.BoxesTaken))
	}
	if r.FoldersTaken > 0 {
		find(FolderTaken, text.Count(int64(r.FoldersTaken)), r.FirstTaken)
	}
	if r.Out > 0 {
		find(ReplacedIsOut, text.Count(int64(r.Out)))
	}
	return found
}

// changed tells what a replacement changed at the depot.
func changed(p deposit.Delivered, x deposit.Exchange) deposit.Finding {
	return deposit.Finding{Code: BoxesChanged, Args: []string{string(p.Of), numbers(x.Other), numbers(x.Unlisted), text.Count(int64(x.Gone))}}
}

// mostNumbers is how many box numbers a sentence names.
const mostNumbers = 20

// numbers is box numbers as a sentence has them; a dash where there are none.
func numbers(all []int) string {
	if len(all) == 0 {
		return "–"
	}
	var words []string
	for _, n := range all[:min(len(all), mostNumbers)] {
		words = append(words, strconv.Itoa(n))
	}
	if len(all) > mostNumbers {
		words = append(words, "…")
	}
	return strings.Join(words, ", ")
}
