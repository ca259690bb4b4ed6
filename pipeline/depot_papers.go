package pipeline

import (
	"context"
	"strconv"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// outCard stands in the place of what is out (R3.1-1), a copy in each box. It names the unit and the loan, and no client.
func (l *Lender) outCard(ctx context.Context, u lendable, got deposit.Loan) sheet {
	lang := l.lang()
	return sheet{name: "utlanskort", title: lang.Say("loan.card.title"), code: l.number(got),
		facts: []pdfa.Pair{l.fact("depot", l.Keeper.Body.Name), l.fact("loan", l.number(got)), l.fact("unit", u.word), l.fact("borrower", l.borrowerName(got.Terms)), l.fact("for", got.Terms.For), l.fact("out", l.lang().Moment(got.Out)),
			l.fact("due", got.Terms.Due.Norwegian())},
		says: []string{lang.Say("loan.card.use")}, heads: l.pieceHeads(), rows: l.pieceRows(ctx, u.pieces)}
}

// loanForm is what the borrower signs (domain §3.8): the terms, and the three conditions.
func (l *Lender) loanForm(ctx context.Context, u lendable, got deposit.Loan) sheet {
	lang, t := l.lang(), got.Terms
	s := sheet{name: "laneskjema", title: lang.Say("loan.form.title"), heads: l.pieceHeads(), rows: l.pieceRows(ctx, u.pieces),
		facts: []pdfa.Pair{l.fact("depot", l.Keeper.Body.Name), l.fact("loan", l.number(got)), l.fact("unit", u.word), l.fact("creator", u.creator), l.fact("borrower", l.borrowerName(t)), l.fact("for", t.For),
			l.fact("authority", t.Authority), l.fact("purpose", t.Purpose), l.fact("out", l.lang().Moment(got.Out)), l.fact("due", t.Due.Norwegian()), l.fact("channel", l.channelWords(t))},
		signs: []string{lang.Say("loan.form.gave"), lang.Say("loan.form.took")}}
	if l.house.Office == "" {
		s.says = []string{lang.Say("loan.form.conditions")}
		for _, c := range deposit.Conditions() {
			s.list = append(s.list, lang.Say("loan.condition."+string(c)))
		}
		s.ends = []string{lang.Say("loan.form.return", l.Keeper.Body.Name)}
	}
	return s
}

func (l *Lender) channelWords(t deposit.LoanTerms) string {
	if t.Channel == "" {
		return ""
	}
	return text.Joined(l.lang().Say("loan.channel."+string(t.Channel)), t.Post, t.Routine, t.Container)
}

func (l *Lender) pieceHeads() []string {
	lang := l.lang()
	return []string{lang.Say("depot.fact.journal"), lang.Say("depot.fact.volume"), lang.Say("depot.fact.box")}
}

// mostRows is how many pieces a form lists; a box holds fewer.
const mostRows = 500

// pieceRows is the pieces by journal number, volume and box. A piece that the catalogue cannot tell of stands by its number.
func (l *Lender) pieceRows(ctx context.Context, pieces []deposit.PieceID) (rows [][]string) {
	for _, p := range pieces[:min(len(pieces), mostRows)] {
		journal, volume, err := l.Book.FolderOf(ctx, p)
		if err != nil || journal == "" {
			journal = strconv.FormatInt(int64(p), 10)
		}
		box, _ := l.Book.BoxOf(ctx, p) // where nobody knows a box the cell is empty
		rows = append(rows, []string{journal, strconv.Itoa(volume), box.Code})
	}
	return rows
}

// returnReceipt is the borrower's proof that the paper is back (R6.5-2), with what is still out.
func (l *Lender) returnReceipt(ctx context.Context, got deposit.Loan, e deposit.LedgerEntry, r ReturnRequest) sheet {
	lang := l.lang()
	s := sheet{name: "kvittering", title: lang.Say("loan.back.title"), heads: l.pieceHeads(), rows: l.pieceRows(ctx, e.Pieces),
		facts: []pdfa.Pair{l.fact("depot", l.Keeper.Body.Name), l.fact("loan", l.number(got)), l.fact("unit", got.Terms.Unit), l.fact("borrower", l.borrowerName(got.Terms)), l.fact("for", got.Terms.For),
			l.fact("out", l.lang().Moment(got.Out)), l.fact("back", l.lang().Moment(e.At)), l.fact("condition", text.Joined(r.Damaged, r.Note)), l.fact("received_by", l.nameOf(e.By)),
			l.fact("entry", strconv.FormatInt(e.Seq, 10)+" · "+e.Hash.Short())},
		signs: []string{lang.Say("loan.back.signed", l.Keeper.Body.Name)}}
	if got.Left > 0 {
		s.says = []string{lang.Say("loan.back.left", text.Count(int64(got.Left)), text.Count(int64(got.Pieces)))}
	}
	return s
}

// reminder is the letter to the borrower, or to the archivist of the owner when the first did not help.
func (l *Lender) reminder(got deposit.Loan, on deposit.Date, escalate bool) sheet {
	lang, key, says := l.lang(), "loan.remind", "loan.remind.says"
	if escalate {
		key, says = "loan.escalate", "loan.escalate.says"
		if got.Reminded == 0 {
			says = "loan.escalate.first"
		}
	}
	return sheet{name: map[bool]string{false: "paminnelse", true: "varsel"}[escalate] + "-" + on.String(), title: lang.Say(key + ".title"),
		facts: []pdfa.Pair{l.fact("depot", l.Keeper.Body.Name), l.fact("loan", l.number(got)), l.fact("unit", got.Terms.Unit), l.fact("borrower", l.borrowerName(got.Terms)), l.fact("for", got.Terms.For),
			l.fact("out", l.lang().Moment(got.Out)), l.fact("due", got.Terms.Due.Norwegian()), l.fact("left", text.Count(int64(got.Left))), l.fact("issued", on.Norwegian())},
		says:  []string{lang.Say(says, got.LateOn(on), l.Keeper.Body.Name)},
		signs: []string{lang.Say("loan.back.signed", l.Keeper.Body.Name)}}
}
