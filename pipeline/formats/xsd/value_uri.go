package xsd

import "strings"

// parseURI accepts what becomes a URI reference when the characters that URIs do not allow are escaped
// (Part 2 §3.2.17, XLink §5.4, RFC 2396 with RFC 2732). That leaves little that is wrong: bad escapes, a second
// '#', brackets outside an address, a scheme that is none, a port that is no number.
func parseURI(text string, _ *scope) (value, Code) {
	rest, fragment, _ := strings.Cut(text, "#")
	if strings.Contains(fragment, "#") || !escapesOK(text) {
		return value{}, WrongType
	}
	head, _, _ := strings.Cut(rest, "?")
	if i := strings.IndexAny(head, ":/"); i >= 0 && head[i] == ':' {
		if !isScheme(head[:i]) {
			return value{}, WrongType
		}
		head = head[i+1:]
	}
	if strings.HasPrefix(head, "//") {
		authority, path, _ := strings.Cut(head[2:], "/")
		if !authorityOK(authority) {
			return value{}, WrongType
		}
		head = path
	}
	if strings.ContainsAny(head, "[]") || strings.ContainsAny(fragment, "[]") {
		return value{}, WrongType
	}
	return value{text: text}, ""
}

func escapesOK(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && (i+2 >= len(s) || !isHex(s[i+1]) || !isHex(s[i+2])) {
			return false
		}
	}
	return true
}

func isScheme(s string) bool {
	for i := range len(s) {
		c := s[i]
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || !isAlnum(c) && c != '+' && c != '-' && c != '.') {
			return false
		}
	}
	return s != ""
}

// authorityOK judges user@host:port; the host may be an address in brackets.
func authorityOK(s string) bool {
	if i := strings.LastIndexByte(s, '@'); i >= 0 {
		if strings.ContainsAny(s[:i], "[]") {
			return false
		}
		s = s[i+1:]
	}
	port := ""
	if strings.HasPrefix(s, "[") {
		end := strings.IndexByte(s, ']')
		if end < 0 || strings.ContainsAny(s[1:end], "[]/") {
			return false
		}
		if s = s[end+1:]; s != "" && s[0] != ':' {
			return false
		}
		port = strings.TrimPrefix(s, ":")
	} else {
		var host string
		if host, port, _ = strings.Cut(s, ":"); strings.ContainsAny(host, "[]") {
			return false
		}
	}
	return port == "" || onlyDigits(port)
}
