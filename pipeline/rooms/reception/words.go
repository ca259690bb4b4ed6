package reception

import (
	"path"
	"strings"
	"unicode"
)

// Kinds of document that rules and the completeness check know by name (R2.6-2). Other kinds are free text.
const (
	kindReferral = "henvisning"
	kindOverview = "dokumentoversikt"
	kindPrintout = "journalutskrift"
	kindExpert   = "sakkyndig vurdering"
	kindReport   = "rapport"
	kindTest     = "test"
	kindNote     = "notat"
	kindDecision = "vedtak"
	kindMinutes  = "referat"
	kindConsent  = "samtykke"
	kindLetter   = "brev"
)

// kindWords are the words by which a kind is known, in bokmål, nynorsk and as offices abbreviate; longer ones first where one holds the other.
var kindWords = []struct{ word, kind string }{
	{"dokumentoversikt", kindOverview}, {"dokumentliste", kindOverview}, {"dokumentoversyn", kindOverview}, {"innholdsliste", kindOverview},
	{"journalutskrift", kindPrintout}, {"journalutskrifter", kindPrintout}, {"utskrift av journal", kindPrintout}, {"klientjournal", kindPrintout},
	{"sakkyndig vurdering", kindExpert}, {"sakkunnig vurdering", kindExpert}, {"sakkyndigvurdering", kindExpert}, {"sakkyndig uttalelse", kindExpert},
	{"sakkunnig", kindExpert}, {"sakkyndig", kindExpert},
	{"henvisning", kindReferral}, {"tilvising", kindReferral}, {"henvisingsskjema", kindReferral}, {"henvising", kindReferral},
	{"samtykke", kindConsent}, {"referat", kindMinutes}, {"vedtak", kindDecision}, {"rapport", kindReport}, {"epikrise", kindReport},
	{"wisc", kindTest}, {"wppsi", kindTest}, {"testskjema", kindTest}, {"testresultat", kindTest}, {"testprotokoll", kindTest}, {"test", kindTest},
	{"arbeidsnotat", kindNote}, {"notat", kindNote}, {"brev", kindLetter},
}

// kindOfText is the kind that a text names, empty when it names none. Words count as whole words, or as the beginning of a compound: «testprotokoll» is
// a test, «protestbrev» is none.
func kindOfText(text string) string {
	words := " " + wordsOf(text)
	for _, k := range kindWords {
		if strings.Contains(words, " "+k.word) {
			return k.kind
		}
	}
	return ""
}

// kindStated is the kind that the register states: the known word for it, else what stands there.
func kindStated(text string) string {
	if kind := kindOfText(text); kind != "" {
		return kind
	}
	return text
}

// wordsOf makes a file name or a text words in lower case with single spaces: «03_Sakkyndig-vurdering» → «sakkyndig vurdering».
func wordsOf(text string) string {
	return strings.Join(strings.FieldsFunc(fold(text), func(r rune) bool { return !unicode.IsLetter(r) }), " ")
}

// stem is a file's name without its extension: the title of a document that nobody gave one.
func stem(name string) string {
	base := path.Base(name)
	if s := strings.TrimSuffix(base, path.Ext(base)); s != "" {
		return s
	}
	return base
}
