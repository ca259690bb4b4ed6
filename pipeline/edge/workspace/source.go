package workspace

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	near "github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// maxBytes bounds a file of ours; the longest, a rule set, is some ten kilobytes.
const maxBytes = 1 << 20

// Problem is one fault in a file of the workspace.
type Problem struct {
	File    string // path inside the workspace, with "/"
	Line    int    // 1-based; 0 when the fault has no place
	Column  int    // 1-based, in characters
	Text    string // what is wrong and what is legal, in the screen's language
	Excerpt string // the line with a caret under the place; without what stands under personer
}

// Problems are all faults found in one file, in the order of their places: the Err of a deposit.Error of kind Usage.
type Problems []Problem

// ForPeople marks the text as one that people read as it is.
func (p Problems) ForPeople() {}

// Error lists the problems, each with its place and excerpt.
func (p Problems) Error() string {
	lines := make([]string, 0, len(p))
	for _, one := range p {
		text := fmt.Sprintf("%s:%d:%d: %s", one.File, one.Line, one.Column, one.Text)
		if one.Line == 0 {
			text = one.File + ": " + one.Text
		}
		if one.Excerpt != "" {
			text += "\n" + one.Excerpt
		}
		lines = append(lines, text)
	}
	return strings.Join(lines, "\n")
}

// source is a YAML file with its syntax tree, so that whatever is wrong with a value can be pointed at.
type source struct {
	name     string
	lang     string
	lines    []string
	root     ast.Node
	problems Problems
}

// readSource reads a file of the workspace strictly into a struct.
func readSource(dir, name, lang string) (*source, []byte, error) {
	path := filepath.Join(dir, filepath.FromSlash(name))
	data, err := os.ReadFile(path)
	switch {
	case errors.Is(err, syscall.ENOTDIR):
		return nil, nil, &deposit.Error{Kind: deposit.NoWorkspace, At: dir, Key: "no_workspace"}
	case errors.Is(err, os.ErrNotExist):
		return nil, nil, missing(dir, name, lang)
	case err != nil:
		return nil, nil, &deposit.Error{Kind: deposit.Disk, Op: say(lang, "read"), At: name, Err: withoutPath(err)}
	case len(data) > maxBytes:
		return nil, nil, &deposit.Error{Kind: deposit.Usage, Op: say(lang, "read"), At: name, Err: deposit.Said(say(lang, "too_large"))}
	}
	return newSource(name, lang, data), data, nil
}

func newSource(name, lang string, data []byte) *source {
	text := strings.TrimPrefix(string(data), "\ufeff")
	return &source{name: name, lang: lang, lines: strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")}
}

// decode fills a struct; a fault of the syntax, an unknown key or a value of the wrong kind ends the reading of the file.
func (s *source) decode(into any) error {
	text := []byte(strings.Join(s.lines, "\n"))
	file, err := parser.ParseBytes(text, 0)
	if err == nil && len(file.Docs) > 0 {
		s.root = file.Docs[0].Body
	}
	if err == nil && len(file.Docs) > 1 {
		s.problem(nil, "one_document")
		return s.err()
	}
	if err == nil {
		err = yaml.UnmarshalWithOptions(text, into, yaml.Strict())
	}
	if err != nil {
		s.broken(err, keysOf(into))
	}
	return s.err()
}

// broken turns an error of the YAML library into a problem: its text may quote values, so only what is known to be harmless of it is kept.
func (s *source) broken(err error, known []string) {
	var unknown *yaml.UnknownFieldError
	var syntax *yaml.SyntaxError
	var kind yaml.Error
	switch {
	case errors.As(err, &unknown):
		key := unknown.GetToken().Value
		if near := near.Nearest(key, known); near != "" {
			s.add(unknown.GetToken(), say(s.lang, "unknown_key_near", key, near))
			return
		}
		s.add(unknown.GetToken(), say(s.lang, "unknown_key", key))
	case errors.As(err, &syntax) && strings.Contains(syntax.GetMessage(), "already defined"):
		s.add(syntax.GetToken(), say(s.lang, "twice", syntax.GetToken().Value))
	case errors.As(err, &syntax):
		s.add(syntax.GetToken(), s.syntax(syntax.GetMessage()))
	case errors.As(err, &kind):
		s.add(kind.GetToken(), say(s.lang, "wrong_kind"))
	default:
		s.add(nil, say(s.lang, "wrong_kind"))
	}
}

// problem records a fault at the value of a path (mapping keys and sequence indices), or at the nearest part of the path that is there.
func (s *source) problem(path []any, key string, args ...any) {
	s.add(find(s.root, path), say(s.lang, key, args...))
}

func (s *source) add(at *token.Token, text string) {
	p := Problem{File: s.name, Text: text}
	if at != nil && at.Position != nil {
		p.Line, p.Column = at.Position.Line, at.Position.Column
		p.Excerpt = s.excerpt(p.Line, p.Column)
	}
	s.problems = append(s.problems, p)
}

// err is all problems as one error, nil when there is none. Each problem says its own place.
func (s *source) err() error {
	if len(s.problems) == 0 {
		return nil
	}
	slices.SortStableFunc(s.problems, func(a, b Problem) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	return &deposit.Error{Kind: deposit.Usage, Op: say(s.lang, "read"), Hint: say(s.lang, "hint_edit", s.name), Err: s.problems}
}

// excerpt is the line with a caret under the column.
func (s *source) excerpt(line, column int) string {
	if line < 1 || line > len(s.lines) {
		return ""
	}
	text := s.lines[line-1]
	if s.within(line) == "personer" {
		text = masked(text)
	}
	shown := []rune(strings.ReplaceAll(text, "\t", " "))
	column = min(max(column, 1), len(shown)+1)
	return fmt.Sprintf("%5d | %s\n      | %s^", line, string(shown), strings.Repeat(" ", column-1))
}

// within is the top-level key that a line stands under.
func (s *source) within(line int) string {
	for i := line - 1; i >= 0; i-- {
		text := s.lines[i]
		if text == "" || strings.ContainsAny(text[:1], " \t#-") {
			continue
		}
		key, _, _ := strings.Cut(text, ":")
		return strings.TrimSpace(key)
	}
	return ""
}

// masked keeps a line up to its first value.
func masked(text string) string {
	if before, _, found := strings.Cut(text, ": "); found {
		return before + ": …"
	}
	return text
}

// find is the token of a path's value in the tree, else of the deepest part that is there.
func find(node ast.Node, path []any) *token.Token {
	if node == nil {
		return nil
	}
	at := startOf(node)
	for _, step := range path {
		key, value := child(node, step)
		if value == nil {
			return at
		}
		node, at = value, value.GetToken()
		if key != nil && compound(value) {
			at = key.GetToken()
		}
	}
	return at
}

func startOf(node ast.Node) *token.Token {
	if m, ok := node.(*ast.MappingNode); ok && len(m.Values) > 0 {
		return m.Values[0].Key.GetToken()
	}
	return node.GetToken()
}

func child(node ast.Node, step any) (key, value ast.Node) {
	switch n := node.(type) {
	case *ast.AnchorNode:
		return child(n.Value, step)
	case *ast.MappingNode:
		for _, v := range n.Values {
			if name, ok := step.(string); ok && v.Key.GetToken().Value == name {
				return v.Key, v.Value
			}
		}
	case *ast.SequenceNode:
		if i, ok := step.(int); ok && i < len(n.Values) {
			return nil, n.Values[i]
		}
	}
	return nil, nil
}

// syntax is a fault of the syntax in words, where it is one of those that people make.
func (s *source) syntax(message string) string {
	switch {
	case strings.Contains(message, "found character '\t'"):
		return say(s.lang, "syntax_tab")
	case strings.Contains(message, "not allowed in this context"):
		return say(s.lang, "syntax_place")
	}
	return say(s.lang, "syntax", harmless(message))
}

func compound(node ast.Node) bool {
	switch node.(type) {
	case *ast.MappingNode, *ast.SequenceNode:
		return true
	}
	return false
}

// verbatim is a scalar as it is written: a municipality number 0301 is not 193, whatever YAML thinks of leading zeros.
type verbatim string

// UnmarshalYAML takes the text of a scalar.
func (v *verbatim) UnmarshalYAML(node ast.Node) error {
	switch n := node.(type) {
	case *ast.NullNode:
		*v = ""
	case *ast.StringNode:
		*v = verbatim(strings.TrimSpace(n.Value))
	case *ast.LiteralNode:
		*v = verbatim(strings.TrimSpace(n.Value.Value))
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		*v = verbatim(strings.TrimSpace(node.GetToken().Value))
	default:
		return &yaml.UnexpectedNodeTypeError{Actual: node.Type(), Expected: ast.StringType, Token: node.GetToken()}
	}
	return nil
}

// missing is a file that is not there. Without the first of them the folder, which is named as the person wrote it, is no workspace.
func missing(dir, name, lang string) error {
	if name != DepositFile {
		return &deposit.Error{Kind: deposit.Usage, Op: say(lang, "read"), At: name, Hint: say(lang, "hint_missing", name), Err: deposit.Said(say(lang, "no_file"))}
	}
	key := "no_workspace"
	if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
		key = "no_such_folder"
	}
	return &deposit.Error{Kind: deposit.NoWorkspace, At: dir, Key: key}
}

// withoutPath drops the path of a file system error: it may hold a person's name.
func withoutPath(err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err
	}
	return err
}
