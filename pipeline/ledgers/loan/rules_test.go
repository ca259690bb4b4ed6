package loan

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

func day(y, m, d int) deposit.Date { return deposit.Date{Year: y, Month: m, Day: d} }

func depotHouse() House {
	return House{
		Borrowers: []deposit.Borrower{
			{Key: "kari", For: "PPT Demovik", From: day(2024, 1, 1), To: day(2025, 12, 31)},
			{Key: "nils", For: "PPT Nordre Demovik", From: day(2024, 1, 1)},
			{Key: "bente", For: "Barnevernet", From: day(2024, 1, 1)},
		},
		Heirs: []deposit.Succession{{Creator: "PPT Demovik", Heir: "PPT Nordre Demovik", From: day(2026, 1, 1), Ref: "vedtak 12/25"}},
	}
}

func asked() Request {
	return Request{Creator: "PPT Demovik", On: day(2025, 3, 1), Journal: "45/1979", Terms: deposit.LoanTerms{Borrower: "kari", Purpose: "ny henvisning",
		Due: day(2025, 3, 29), Accepted: deposit.Conditions(), Channel: deposit.Collected}}
}

func codes(found []deposit.Finding) (all []deposit.Code) {
	for _, f := range found {
		all = append(all, f.Code)
	}
	return all
}

func TestALoanIsGivenOnItsTermsOnly(t *testing.T) {
	require.Empty(t, depotHouse().Lending(asked()))
	for name, c := range map[string]struct {
		change func(*Request)
		want   []deposit.Code
	}{
		"nobody":            {func(r *Request) { r.Terms.Borrower = "ingen" }, []deposit.Code{NotAuthorised}},
		"list has ended":    {func(r *Request) { r.On, r.Terms.Due = day(2026, 1, 1), day(2026, 2, 1) }, []deposit.Code{NotAuthorised}},
		"list not begun":    {func(r *Request) { r.On = day(2023, 12, 31) }, []deposit.Code{NotAuthorised}},
		"another body":      {func(r *Request) { r.Terms.Borrower = "bente" }, []deposit.Code{OtherBody}},
		"heir before":       {func(r *Request) { r.Terms.Borrower = "nils" }, []deposit.Code{OtherBody}},
		"heir":              {func(r *Request) { r.Terms.Borrower, r.On, r.Terms.Due = "nils", day(2026, 1, 1), day(2026, 1, 2) }, nil},
		"no purpose":        {func(r *Request) { r.Terms.Purpose = " " }, []deposit.Code{NoPurpose}},
		"no due date":       {func(r *Request) { r.Terms.Due = deposit.Date{} }, []deposit.Code{NoDueDate}},
		"half a date":       {func(r *Request) { r.Terms.Due = deposit.Date{Year: 2025, Month: 4} }, []deposit.Code{NoDueDate}},
		"due before":        {func(r *Request) { r.Terms.Due = day(2025, 2, 28) }, []deposit.Code{NoDueDate}},
		"two conditions":    {func(r *Request) { r.Terms.Accepted = r.Terms.Accepted[:2] }, []deposit.Code{NotAccepted}},
		"none":              {func(r *Request) { r.Terms.Accepted = nil }, []deposit.Code{NotAccepted, NotAccepted, NotAccepted}},
		"fax":               {func(r *Request) { r.Terms.Channel = deposit.Fax }, []deposit.Code{ByFax}},
		"e-mail":            {func(r *Request) { r.Terms.Channel, r.Terms.Routine = deposit.Email, "R-4" }, []deposit.Code{EmailOpen}},
		"e-mail, encrypted": {func(r *Request) { r.Terms.Channel, r.Terms.Routine, r.Terms.Container = deposit.Email, "R-4", "a.age" }, nil},
		"registered":        {func(r *Request) { r.Terms.Channel = deposit.Registered }, []deposit.Code{NoPostNumber}},
		"registered, no.":   {func(r *Request) { r.Terms.Channel, r.Terms.Post = deposit.Registered, "RR1" }, nil},
		"all at once":       {func(r *Request) { r.Terms = deposit.LoanTerms{Channel: deposit.Fax} }, []deposit.Code{NotAuthorised, NoPurpose, NoDueDate, NotAccepted, NotAccepted, NotAccepted, ByFax}},
	} {
		r := asked()
		c.change(&r)
		require.Equal(t, c.want, codes(depotHouse().Lending(r)), name)
	}
}

func TestTheOfficeLendsToItsOwnOnly(t *testing.T) {
	h := depotHouse()
	h.Office = "PPT Demovik"
	r := asked()
	r.Terms = deposit.LoanTerms{Borrower: "kari", Due: r.On}
	require.Empty(t, h.Lending(r), "no purpose and no conditions are asked of the office's own")
	r.Terms.Borrower = "bente"
	require.Equal(t, []deposit.Code{OutsideOffice}, codes(h.Lending(r)))
}

func TestACopyHasNoDueDateButSomebodyToGoTo(t *testing.T) {
	r := asked()
	r.Terms.Due, r.Terms.Accepted = deposit.Date{}, nil
	require.Empty(t, depotHouse().Copying(r))
	r.Terms.Borrower, r.Terms.Channel = "bente", deposit.Fax
	require.Equal(t, []deposit.Code{OtherBody, ByFax}, codes(depotHouse().Copying(r)))
}

func TestEveryCodeOfTheLedgerIsInTheCatalogueWithItsRule(t *testing.T) {
	for i := 1; i <= 28; i++ {
		code := deposit.Code("LOA-" + string([]byte{'0', byte('0' + i/10), byte('0' + i%10)}))
		entry := deposit.Lookup(code)
		require.Contains(t, deposit.Codes(), code)
		require.Contains(t, entry.Rule, "R", code)
	}
}
