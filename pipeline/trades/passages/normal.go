package passages

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// even makes one spelling of what differs in typography alone, line ends and letter case apart. Characters that compatibility would turn into plain
// digits (², ½, ①) are marked first: ten squared is not 102.
func even(text string) string {
	var out strings.Builder
	out.Grow(len(text) + len(text)/16)
	for _, r := range strings.ReplaceAll(text, "\r\n", "\n") {
		switch {
		case r < 0x80 && r >= 0x20 && r != '`':
			out.WriteRune(r)
		case invisible(r):
		case r == '\r' || r == '\v' || r == '\f' || r == '\u2028' || r == '\u0085': // a page may end within a sentence
			out.WriteByte('\n')
		case r == '\u2029':
			out.WriteString("\n\n")
		case strings.ContainsRune("«»“”„‟″〝〞", r):
			out.WriteByte('"')
		case strings.ContainsRune("‘’‚‛′`´‹›", r):
			out.WriteByte('\'')
		case r >= '\u2010' && r <= '\u2015' || r == '\u2212' || r == '\uFE58' || r == '\uFE63' || r == '\uFF0D':
			out.WriteByte('-')
		case unicode.Is(unicode.No, r):
			out.WriteByte('^')
			out.WriteRune(r)
		case unicode.IsControl(r) && r != '\n' && r != '\t':
			out.WriteByte(' ')
		default:
			out.WriteRune(r)
		}
	}
	return norm.NFKC.String(out.String())
}

// invisible tells of characters that steer breaking or direction and say nothing: the soft hyphen, zero-width ones, byte order marks, bidi marks.
func invisible(r rune) bool {
	return r == '\u00AD' || r >= '\u200B' && r <= '\u200F' || r >= '\u202A' && r <= '\u202E' || r >= '\u2060' && r <= '\u2064' || r == '\uFEFF'
}

// isBullet tells of a mark that a list puts before its items. Symbol fonts use the private area.
func isBullet(r rune) bool {
	return strings.ContainsRune("•◦▪▫●○■□‣⁃∙·➢➤►✓✔*", r) || r >= '\uE000' && r <= '\uF8FF'
}

// inWord tells of a character that words are made of.
func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '_' || r == '^'
}

// wordSet is a list of words as a set.
func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(list) {
		set[word] = true
	}
	return set
}

// abbreviations end in a full stop that ends no sentence. Those with a full stop inside (f.eks.) show themselves.
var abbreviations = wordSet("adr adm ang avd bd ca dr dvs ekskl eks el etc evt fig fl forf fv gj hhv iflg iht ift inkl jf jfr jnr kap kgl kl komm kr ktr lign maks mfl mht " +
	"mill moh mrd mv nr obs osv pga pkt prof resp saksnr sp spes st str tab tlf tv vedk vedl vedr vgs årg")

// bare are words that answer, or turn the meaning of what stands before them: a short line with one of them is an answer, never a heading. Words of scales
// are among them (seldom, partly, high): where a heading has one, it is bound to its neighbours, and a draft may be kept that could go.
var bare = wordSet("ja nei jo ikke ikkje ingen inga inkje intet ingenting aldri uten utan neppe knapt verken hverken nektet avslått avslag usikker ukjent ukjend kanskje " +
	"delvis helt alltid sjelden ofte noe noen litt lite mye mykje middels godt bra dårlig dårleg svak svakt sterk sterkt normal normalt lav låg høy høg gjennomsnittlig enig uenig " +
	"samd usamd bekreftet avkreftet mestrer strever yes no not none never without unknown sant usant riktig galt feil bestått")
