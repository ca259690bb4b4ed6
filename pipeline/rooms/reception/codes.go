package reception

import "github.com/arkivdepot/arkivdepot/pipeline/deposit"

// Codes of the room's findings; texts, source rules and legal answers are in the catalogue (deposit.Lookup).
const (
	NoRegister        deposit.Code = "REC-001"
	RegisterPassword  deposit.Code = "REC-002"
	RegisterFormat    deposit.Code = "REC-003" // .xls and everything that is neither xlsx nor CSV
	RegisterUnsafe    deposit.Code = "REC-004" // zip bomb, DOCTYPE, larger than any register
	RegisterDamaged   deposit.Code = "REC-005"
	NoHeadings        deposit.Code = "REC-006"
	NoNumberColumn    deposit.Code = "REC-007" // R2.5-1
	NoRows            deposit.Code = "REC-008"
	ColumnNeeded      deposit.Code = "REC-010" // a whole column that folders cannot be judged without (R2.6-1, R4.3-1)
	ColumnWanted      deposit.Code = "REC-011" // a whole column that rules ask for
	ColumnUnknown     deposit.Code = "REC-012"
	ColumnTwice       deposit.Code = "REC-013"
	SheetNotRead      deposit.Code = "REC-014"
	RaggedRow         deposit.Code = "REC-015"
	FormulaCell       deposit.Code = "REC-016"
	BadText           deposit.Code = "REC-017" // characters that XML cannot hold
	NotUnderstood     deposit.Code = "REC-018" // no value of a choice column
	DateUnclear       deposit.Code = "REC-019"
	DateOrder         deposit.Code = "REC-020" // two dates contradict each other
	NumberMissing     deposit.Code = "REC-021" // R2.3-1
	NumberUnclear     deposit.Code = "REC-022" // R2.5-1
	NumberTwice       deposit.Code = "REC-023" // R2.5-1
	TwoPersons        deposit.Code = "REC-024" // R2.3-7: two rows
	TwoNames          deposit.Code = "REC-025" // R2.3-7: one row
	TwoFolders        deposit.Code = "REC-026" // R2.3-7: one person, two folders
	NameMissing       deposit.Code = "REC-027" // R2.6-1
	BirthMissing      deposit.Code = "REC-028" // R2.6-1
	BirthPartial      deposit.Code = "REC-029" // R2.6-1
	ReferralMissing   deposit.Code = "REC-030" // R2.3-1
	HelpRefused       deposit.Code = "REC-031" // R2.3-8
	PurgeAfterRefusal deposit.Code = "REC-032" // R2.3-8
	UsedThisYear      deposit.Code = "REC-033" // R4.2-1
	NotSetAside       deposit.Code = "REC-034" // R4.3-1
	ClosedByEntry     deposit.Code = "REC-035"
	ClosedByYear      deposit.Code = "REC-036"
	OtherOwner        deposit.Code = "REC-037" // R2.1-2
	OwnerUnclear      deposit.Code = "REC-038" // R2.1-2
	BirthNumberWrong  deposit.Code = "REC-040"
	BirthNumberOther  deposit.Code = "REC-041" // differs from the birth date
	RealPerson        deposit.Code = "REC-042" // real number in a synthetic deposit
	SyntheticPerson   deposit.Code = "REC-043" // synthetic number in a real one
	FilesInPaper      deposit.Code = "REC-044" // stated on paper, with files
	DateShort         deposit.Code = "REC-045" // year of two digits
	DateAhead         deposit.Code = "REC-046" // after the day that judges
	PaperInDigital    deposit.Code = "REC-047" // stated digital, with paper
	NoWholeNumber     deposit.Code = "REC-048"
	FaultyCell        deposit.Code = "REC-049"
	DocumentNoFolder  deposit.Code = "REC-050"
	DocumentNoFile    deposit.Code = "REC-051"
	FileTwice         deposit.Code = "REC-052"
	DocumentTwice     deposit.Code = "REC-053" // R2.5-3
	FilesUnlisted     deposit.Code = "REC-054" // R2.5-3
	ZoneMissing       deposit.Code = "REC-055" // R2.6-2
	FolderNoFiles     deposit.Code = "REC-056"
	RowUnclear        deposit.Code = "REC-057" // document or correction without a number that can be read
	FileWithoutRow    deposit.Code = "REC-060"
	PlaceAmbiguous    deposit.Code = "REC-061"
	PlaceOutside      deposit.Code = "REC-062"
	PlaceMissing      deposit.Code = "REC-063"
	PlaceContested    deposit.Code = "REC-064"
	LinkFound         deposit.Code = "REC-065"
	NoFile            deposit.Code = "REC-066" // device, or unreadable
	BadFileName       deposit.Code = "REC-067"
	Collision         deposit.Code = "REC-068"
	Noise             deposit.Code = "REC-069"
	ChangeIncomplete  deposit.Code = "REC-070" // R2.4-2
	ChangeNoFolder    deposit.Code = "REC-071" // R2.4-2
	ChangeField       deposit.Code = "REC-072" // R2.4-2
	Removed           deposit.Code = "REC-080"
	VanishedAfterActs deposit.Code = "REC-081"
	DestroyedAgain    deposit.Code = "PUR-002" // a file lies where a destroyed one lay
)
