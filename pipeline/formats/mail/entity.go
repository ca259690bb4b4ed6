package mail

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/quotedprintable"
	"strings"
)

// entity is a header and what follows it: a letter, or a part of one.
type entity struct {
	header map[string][]byte // by lower-case name; the first of a name counts
	kind   string            // media type, lower case
	params map[string]string
	body   []byte
}

// split reads an entity. A line that is no header line ends the header, as in letters that lost their blank line.
func split(raw []byte) entity {
	e := entity{header: map[string][]byte{}}
	last, begun := "", false
	for len(raw) > 0 {
		line, rest := cutLine(raw)
		if len(line) == 0 {
			raw = rest
			break
		}
		if begun && (line[0] == ' ' || line[0] == '\t') {
			e.header[last] = append(append(e.header[last], ' '), bytes.TrimSpace(line)...)
			raw = rest
			continue
		}
		name, value, ok := headerLine(line)
		if !ok {
			break
		}
		if _, have := e.header[name]; have {
			name = "" // no header has this name: where later ones of a name go, with their folded lines
		}
		e.header[name], last, begun, raw = bytes.Clone(bytes.TrimSpace(value)), name, true, rest
	}
	e.body = raw
	e.kind, e.params = mediaType(string(e.header["content-type"]))
	return e
}

// cutLine takes the first line, without its end.
func cutLine(raw []byte) (line, rest []byte) {
	line, rest, _ = bytes.Cut(raw, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r")), rest
}

// headerLine splits "Name: value"; a name is printable ASCII without spaces.
func headerLine(line []byte) (name string, value []byte, ok bool) {
	at := bytes.IndexByte(line, ':')
	if at <= 0 {
		return "", nil, false
	}
	for _, c := range bytes.TrimRight(line[:at], " \t") {
		if c <= ' ' || c > '~' {
			return "", nil, false
		}
	}
	return strings.ToLower(strings.TrimRight(string(line[:at]), " \t")), line[at+1:], true
}

// mediaType reads Content-Type or Content-Disposition. What the strict grammar refuses is read loosely: half the letters of the world have such a line.
func mediaType(value string) (string, map[string]string) {
	if kind, params, err := mime.ParseMediaType(value); err == nil {
		return kind, params
	}
	fields := strings.Split(value, ";")
	params := map[string]string{}
	for _, field := range fields[1:] {
		if name, text, ok := strings.Cut(field, "="); ok {
			params[strings.ToLower(strings.TrimSpace(name))] = strings.Trim(strings.TrimSpace(text), `"`)
		}
	}
	return strings.ToLower(strings.TrimSpace(fields[0])), params
}

// content undoes the transfer encoding; whole is false when something was lost.
func (e entity) content() (content []byte, whole bool) {
	switch strings.ToLower(string(bytes.TrimSpace(e.header["content-transfer-encoding"]))) {
	case "base64":
		return fromBase64(e.body)
	case "quoted-printable":
		content, err := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(e.body)))
		return content, err == nil
	}
	return e.body, true
}

// fromBase64 skips what is not of the alphabet, as RFC 2045 asks, and decodes what is there of a text that ends too early.
func fromBase64(body []byte) ([]byte, bool) {
	clean := make([]byte, 0, len(body))
	for _, c := range body {
		if c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/' {
			clean = append(clean, c)
		}
	}
	whole := len(clean)%4 != 1
	if !whole {
		clean = clean[:len(clean)-1]
	}
	n, err := base64.RawStdEncoding.Decode(clean, clean)
	return clean[:n], whole && err == nil
}

// parts cuts a multipart body; whole is false when the last boundary is missing. At most limit+1 parts come back.
func (e entity) parts(limit int) (parts [][]byte, whole bool) {
	delimiter := []byte("--" + e.params["boundary"])
	start := -1
	for at := 0; at < len(e.body) && len(parts) <= limit; {
		line, rest := cutLine(e.body[at:])
		next := len(e.body) - len(rest)
		if tail, is := bytes.CutPrefix(line, delimiter); is {
			tail = bytes.TrimSpace(tail)
			if last := string(tail) == "--"; last || len(tail) == 0 {
				if start >= 0 {
					parts = append(parts, trimEnd(e.body[start:at]))
				}
				if start = next; last {
					return parts, true
				}
			}
		}
		at = next
	}
	if start >= 0 && start < len(e.body) {
		parts = append(parts, e.body[start:])
	}
	return parts, false
}

// trimEnd drops the line end that belongs to the boundary after it.
func trimEnd(part []byte) []byte {
	return bytes.TrimSuffix(bytes.TrimSuffix(part, []byte("\n")), []byte("\r"))
}
