package loan

import "github.com/arkivdepot/arkivdepot/pipeline/deposit"

// Why a ledger refuses (deposit/findings/loan.json).
const (
	AlreadyOut     deposit.Code = "LOA-001"
	NotOut         deposit.Code = "LOA-002"
	DamagedStays   deposit.Code = "LOA-003"
	DigitalStays   deposit.Code = "LOA-004"
	NotHere        deposit.Code = "LOA-005"
	DoesNotFit     deposit.Code = "LOA-006" // what is registered late would contradict what is registered already
	NotAuthorised  deposit.Code = "LOA-007"
	OtherBody      deposit.Code = "LOA-008"
	NoPurpose      deposit.Code = "LOA-009"
	NoDueDate      deposit.Code = "LOA-010"
	NotAccepted    deposit.Code = "LOA-011"
	NoConsent      deposit.Code = "LOA-012"
	ByFax          deposit.Code = "LOA-013"
	EmailOpen      deposit.Code = "LOA-014"
	NoPostNumber   deposit.Code = "LOA-015"
	OtherPlace     deposit.Code = "LOA-016"
	NotInLoan      deposit.Code = "LOA-017"
	OutsideOffice  deposit.Code = "LOA-018"
	NoDayArchive   deposit.Code = "LOA-019"
	PaperNoCopy    deposit.Code = "LOA-020"
	NotDamaged     deposit.Code = "LOA-021"
	InDayArchive   deposit.Code = "LOA-022"
	NotInDay       deposit.Code = "LOA-023"
	DamageWhileOut deposit.Code = "LOA-024"
	NoNote         deposit.Code = "LOA-025"
	NotTakenBack   deposit.Code = "LOA-026"
	NotOverdue     deposit.Code = "LOA-027"
	NotInRegister  deposit.Code = "LOA-028"
)
