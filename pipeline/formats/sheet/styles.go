package sheet

import (
	"strconv"
	"strings"
)

// maxStyles is twice what Excel allows.
const maxStyles = 1 << 17

// shape is what a number format makes of a number, as far as it matters here.
type shape uint8

const (
	plainShape shape = iota
	dateShape
	timeShape
	maskShape
)

type format struct {
	shape shape
	mask  string
}

// readFormats gives the format of every cell style.
func readFormats(p *part) ([]format, error) {
	codes := map[string]string{}
	var formats []format
	inside := false // cellXfs, not cellStyleXfs nor dxfs
	err := p.each(func(local string) error {
		switch local {
		case "numFmt":
			codes[string(p.attr("numFmtId"))] = string(p.attr("formatCode"))
		case "cellXfs":
			inside = true
		case "cellStyles", "dxfs", "cellStyleXfs":
			inside = false
		case "xf":
			if inside {
				formats = append(formats, formatOf(string(p.attr("numFmtId")), codes))
			}
		}
		if len(formats) > maxStyles || len(codes) > maxStyles {
			return &Error{Trouble: TooLarge, Part: p.name}
		}
		return nil
	})
	return formats, err
}

// formatOf judges a style by its format number; the built-in ones have no code
// in the file, and those from 27 to 36 and 50 to 58 are dates of eastern locales.
func formatOf(id string, codes map[string]string) format {
	if code, own := codes[id]; own {
		return formatCode(code)
	}
	n, err := strconv.Atoi(id)
	switch {
	case err != nil:
		return format{}
	case n >= 14 && n <= 17, n == 22, n >= 27 && n <= 31, n == 36, n >= 50 && n <= 54, n == 57, n == 58:
		return format{shape: dateShape}
	case n >= 18 && n <= 21, n == 45, n == 47, n >= 32 && n <= 35, n == 55, n == 56:
		return format{shape: timeShape}
	}
	return format{}
}

// formatCode judges a format of the workbook's own.
func formatCode(code string) format {
	bare := strings.ToLower(bareCode(code))
	switch {
	case strings.Contains(bare, "general"):
		return format{}
	case strings.ContainsAny(bare, "yåd"): // å: year in codes that a Norwegian program wrote untranslated
		return format{shape: dateShape}
	case elapsed(strings.ToLower(code)):
		return format{}
	case strings.ContainsAny(bare, "hs"):
		return format{shape: timeShape}
	case strings.Contains(bare, "m"):
		return format{shape: dateShape}
	case strings.Contains(bare, "00") && strings.Trim(bare, "0 -/") == "":
		return format{shape: maskShape, mask: bare}
	}
	return format{}
}

// elapsed finds formats such as [h]:mm, where the number is a length of time.
func elapsed(code string) bool {
	for _, unit := range []string{"[h]", "[hh]", "[m]", "[mm]", "[s]", "[ss]"} {
		if strings.Contains(code, unit) {
			return true
		}
	}
	return false
}

// bareCode is the first section of a format without colours, locales and
// conditions; quoted and escaped text is kept only where a mask may have it.
func bareCode(code string) string {
	var out strings.Builder
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case ';':
			return out.String()
		case '[':
			if end := strings.IndexByte(code[i:], ']'); end >= 0 {
				i += end
			}
		case '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				return out.String()
			}
			keepLiteral(&out, code[i+1:i+1+end])
			i += end + 1
		case '\\':
			if i++; i < len(code) {
				keepLiteral(&out, code[i:i+1])
			}
		case '_', '*': // a space as wide as, or filled with, the next character
			i++
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}

// keepLiteral keeps separators and turns other literals into a sign that no
// format letter is, so that neither dates nor masks are seen in them.
func keepLiteral(out *strings.Builder, text string) {
	for i := 0; i < len(text); i++ {
		if strings.IndexByte(" -/", text[i]) >= 0 {
			out.WriteByte(text[i])
		} else {
			out.WriteByte('~')
		}
	}
}
