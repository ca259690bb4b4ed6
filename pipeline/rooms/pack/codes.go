package pack

import "github.com/arkivdepot/arkivdepot/pipeline/deposit"

// Findings of the room (deposit/findings/pack.json).
const (
	NoChanges      deposit.Code = "PCK-001"
	NoJournals     deposit.Code = "PCK-002"
	PostTwice      deposit.Code = "PCK-003"
	SchemasMissing deposit.Code = "PCK-004"
	SchemaAltered  deposit.Code = "PCK-005"
	NoPeriod       deposit.Code = "PCK-006"
	SystemUnnamed  deposit.Code = "PCK-007"
	CreatorNoID    deposit.Code = "PCK-008"
)
