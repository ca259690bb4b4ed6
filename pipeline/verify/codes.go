package verify

import "github.com/arkivdepot/arkivdepot/pipeline/deposit"

// Findings of verify (deposit/findings/verify.json).
const (
	TarDamaged       deposit.Code = "VER-001"
	MemberRefused    deposit.Code = "VER-002"
	MemberMissing    deposit.Code = "VER-003" // that the layout demands
	SchemaMissing    deposit.Code = "VER-004"
	NotJudged        deposit.Code = "VER-005"
	NamesDisagree    deposit.Code = "VER-006"
	Unreadable       deposit.Code = "VER-007"
	ChecksumDiffers  deposit.Code = "VER-010"
	SizeDiffers      deposit.Code = "VER-011"
	ListedMissing    deposit.Code = "VER-012"
	Unlisted         deposit.Code = "VER-013"
	NoChecksum       deposit.Code = "VER-014"
	LeadsOutside     deposit.Code = "VER-015"
	ListedTwice      deposit.Code = "VER-016"
	PremisDiffers    deposit.Code = "VER-020"
	PremisForeign    deposit.Code = "VER-021"
	PremisLacks      deposit.Code = "VER-022"
	TarDiffers       deposit.Code = "VER-030"
	TarSizeDiffers   deposit.Code = "VER-031"
	MetsDiffers      deposit.Code = "VER-032"
	NoInfo           deposit.Code = "VER-033"
	InfoUnfit        deposit.Code = "VER-034"
	SumsDiffer       deposit.Code = "VER-035"
	FileAbsent       deposit.Code = "VER-040"
	FileSumDiffers   deposit.Code = "VER-041"
	CountDiffers     deposit.Code = "VER-042"
	ObjectSumDiffers deposit.Code = "VER-043"
	ObjectNoFile     deposit.Code = "VER-044"
	FileNoObject     deposit.Code = "VER-045"
	ObjectSizeWrong  deposit.Code = "VER-046"
	FileTwice        deposit.Code = "VER-047"
	FlagDiffers      deposit.Code = "VER-048"
	IDTwice          deposit.Code = "VER-049"
	StatusWrong      deposit.Code = "VER-050"
	SeriesUnknown    deposit.Code = "VER-051"
	JournalsDiffer   deposit.Code = "VER-052"
	JournalOrder     deposit.Code = "VER-053"
	ChangeUnknown    deposit.Code = "VER-054"
	EmptyElements    deposit.Code = "VER-055"
	EmptyFile        deposit.Code = "VER-056"
	NoChangeLog      deposit.Code = "VER-057"
	NoJournals       deposit.Code = "VER-058"
	Unstated         deposit.Code = "VER-059"
	CopyDiffers      deposit.Code = "VER-060"
	OtherVersion     deposit.Code = "VER-061"
	SchemaBroken     deposit.Code = "VER-062" // an XML file does not follow its schema
	SchemaDoubted    deposit.Code = "VER-063" // it does, but usual tools would not have looked
	SchemaUnfit      deposit.Code = "VER-064" // a schema in the package cannot be used
	SchemaForeign    deposit.Code = "VER-065" // a schema in the package is no official edition
	SchemaNotThere   deposit.Code = "VER-066" // what was not judged, because no schema is there
)
