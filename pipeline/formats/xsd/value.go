package xsd

import (
	"math"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/xmltext"
)

// measure says what the length facets of a primitive type count.
type measure uint8

const (
	noLength measure = iota
	byCharacters
	byOctets
	byItems
)

// value is a value of any simple type; which fields are set depends on the primitive type.
type value struct {
	primitive  *primitive
	text       string // string family, boolean, binary without space, expanded QName
	negative   bool   // decimal, duration
	ints, frac string // decimal: digits that say something
	number     float64
	time       moment
	span       span
	octets     int
	items      []value
}

// primitive is a primitive datatype (Part 2 §3.2).
type primitive struct {
	name      string
	free      bool // every text is a value
	measure   measure
	parse     func(text string, at *scope) (value, Code)
	canonical func(v value) string
	compare   func(a, b value) (order int, comparable bool) // nil when not ordered
}

var listPrimitive = &primitive{name: "list", measure: byItems}

func textKey(v value) string { return v.text }

func parseText(text string, _ *scope) (value, Code) { return value{text: text}, "" }

// decimalPrimitive is shared by decimal and all integer types.
var decimalPrimitive = &primitive{
	name: "decimal", parse: parseDecimal, compare: compareDecimal, canonical: func(v value) string {
		sign := ""
		if v.negative {
			sign = "-"
		}
		return sign + v.ints + "." + v.frac
	},
}

// primitives are those of Part 2 §3.2, with anySimpleType as a type without any rule.
var primitives = map[string]*primitive{
	"anySimpleType": {name: "anySimpleType", free: true, measure: byCharacters, parse: parseText, canonical: textKey},
	"string":        {name: "string", free: true, measure: byCharacters, parse: parseText, canonical: textKey},
	"anyURI":        {name: "anyURI", measure: byCharacters, parse: parseURI, canonical: textKey},
	"boolean":       {name: "boolean", parse: parseBoolean, canonical: textKey},
	"decimal":       decimalPrimitive,
	"float":         floatPrimitive("float", 32),
	"double":        floatPrimitive("double", 64),
	"hexBinary":     {name: "hexBinary", measure: byOctets, parse: parseHex, canonical: textKey},
	"base64Binary":  {name: "base64Binary", measure: byOctets, parse: parseBase64, canonical: textKey},
	"QName":         {name: "QName", parse: parseQName, canonical: textKey},
	"NOTATION":      {name: "NOTATION", parse: parseNotation, canonical: textKey},
	"duration":      {name: "duration", parse: parseDuration, compare: compareDuration, canonical: durationKey},
	"dateTime":      momentPrimitive("dateTime"),
	"date":          momentPrimitive("date"),
	"time":          momentPrimitive("time"),
	"gYear":         momentPrimitive("gYear"),
	"gYearMonth":    momentPrimitive("gYearMonth"),
	"gMonth":        momentPrimitive("gMonth"),
	"gMonthDay":     momentPrimitive("gMonthDay"),
	"gDay":          momentPrimitive("gDay"),
}

func parseBoolean(text string, _ *scope) (value, Code) {
	switch text {
	case "true", "1":
		return value{text: "true"}, ""
	case "false", "0":
		return value{text: "false"}, ""
	}
	return value{}, WrongType
}

// parseDecimal reads digits with an optional sign and point (Part 2 §3.2.3.1); any number of digits is exact.
func parseDecimal(text string, _ *scope) (value, Code) {
	s, negative := text, false
	if s != "" && (s[0] == '+' || s[0] == '-') {
		s, negative = s[1:], s[0] == '-'
	}
	ints, frac, _ := strings.Cut(s, ".")
	if ints == "" && frac == "" || ints != "" && !onlyDigits(ints) || frac != "" && !onlyDigits(frac) {
		return value{}, WrongType
	}
	v := value{ints: strings.TrimLeft(ints, "0"), frac: strings.TrimRight(frac, "0")}
	v.negative = negative && (v.ints != "" || v.frac != "")
	return v, ""
}

func compareDecimal(a, b value) (int, bool) {
	if a.negative != b.negative {
		if a.negative {
			return -1, true
		}
		return 1, true
	}
	order := len(a.ints) - len(b.ints)
	if order == 0 {
		order = strings.Compare(a.ints, b.ints)
	}
	if order == 0 {
		order = strings.Compare(a.frac, b.frac)
	}
	if a.negative {
		order = -order
	}
	return order, true
}

// isInteger is the lexical form of integer: no point (Part 2 §3.3.13.1).
func isInteger(text string) bool {
	if text != "" && (text[0] == '+' || text[0] == '-') {
		text = text[1:]
	}
	return onlyDigits(text)
}

func floatPrimitive(name string, bits int) *primitive {
	return &primitive{
		name: name,
		parse: func(text string, _ *scope) (value, Code) {
			n, ok := parseFloat(text, bits)
			if !ok {
				return value{}, WrongType
			}
			return value{number: n}, ""
		},
		compare: func(a, b value) (int, bool) {
			switch {
			case math.IsNaN(a.number) && math.IsNaN(b.number), a.number == b.number:
				return 0, true
			case a.number < b.number:
				return -1, true
			}
			return 1, a.number > b.number
		},
		canonical: func(v value) string { return strconv.FormatFloat(v.number+0, 'g', -1, 64) },
	}
}

// parseFloat reads the lexical form of Part 2 §3.2.4.1; what is too large for the type becomes infinite.
func parseFloat(text string, bits int) (float64, bool) {
	switch text {
	case "INF":
		return math.Inf(1), true
	case "-INF":
		return math.Inf(-1), true
	case "NaN":
		return math.NaN(), true
	}
	mantissa, exponent := text, ""
	if i := strings.IndexAny(text, "eE"); i >= 0 {
		mantissa, exponent = text[:i], text[i+1:]
		if !isInteger(exponent) {
			return 0, false
		}
	}
	if _, code := parseDecimal(mantissa, nil); code != "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(text, bits)
	if err != nil && !math.IsInf(n, 0) {
		return 0, false
	}
	if n == 0 {
		n = 0 // there is only one zero
	}
	return n, true
}

func parseHex(text string, _ *scope) (value, Code) {
	for i := range len(text) {
		if !isHex(text[i]) {
			return value{}, WrongType
		}
	}
	if len(text)%2 != 0 {
		return value{}, WrongType
	}
	return value{text: strings.ToUpper(text), octets: len(text) / 2}, ""
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

const base64Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// parseBase64 is the grammar of Part 2 §3.2.16: groups of four, the last one filled up with = and no spare bits.
func parseBase64(text string, _ *scope) (value, Code) {
	if strings.IndexByte(text, ' ') >= 0 {
		text = strings.ReplaceAll(text, " ", "")
	}
	body := strings.TrimRight(text, "=")
	pad := len(text) - len(body)
	if len(text)%4 != 0 || pad > 2 {
		return value{}, WrongType
	}
	for i := range len(body) {
		if c := body[i]; !isAlnum(c) && c != '+' && c != '/' {
			return value{}, WrongType
		}
	}
	if pad > 0 {
		last := strings.IndexByte(base64Alphabet, body[len(body)-1])
		if last&(1<<(2*pad)-1) != 0 {
			return value{}, WrongType
		}
	}
	return value{text: text, octets: len(text)/4*3 - pad}, ""
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// parseQName needs the namespaces at the place of the value (Part 2 §3.2.18).
func parseQName(text string, at *scope) (value, Code) {
	prefix, local, ok := xmltext.SplitQName(text)
	if !ok {
		return value{}, WrongType
	}
	space, ok := at.resolve(prefix)
	if !ok {
		return value{}, UnboundPrefix
	}
	return value{text: "{" + space + "}" + local}, ""
}

func parseNotation(text string, at *scope) (value, Code) {
	v, code := parseQName(text, at)
	if code != "" {
		return v, code
	}
	space, local, _ := strings.Cut(v.text[1:], "}")
	if !at.notations[Name{space, local}] {
		return value{}, NotationUnknown
	}
	return v, ""
}

func onlyDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
