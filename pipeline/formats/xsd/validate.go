package xsd

import (
	"context"
	"errors"
	"hash/maphash"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/xmltext"
)

// Validate reads one document from r and hands every finding to report, in the order of the document as far as the
// rules allow; report returns false to stop. The error is machine trouble only: what r or ctx said. A document
// that is not valid, not well-formed or hostile is told by findings, and then the error is nil.
//
// The document is read once, as a stream. What is kept is the open elements, the set of IDs and the tables of
// identity constraints, all within Options.Limits.
func (s *Schema) Validate(ctx context.Context, r io.Reader, o Options, report func(Finding) bool) error {
	o = o.withDefaults()
	src, err := newScanner(ctx, r, o.Limits)
	v := &validator{
		schema: s, options: o, report: report, src: src, seed: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()},
		names: map[Name]*docName{}, ids: map[keyHash]int32{}, refs: map[keyHash]place{}, wanted: map[*constraint]int{},
	}
	v.scope = scope{resolve: v.lookup, notations: s.notations}
	if err == nil {
		err = v.run()
	}
	if fault := syntaxOf(err); fault != nil {
		v.syntax(fault)
		err = nil
	}
	if err == errStopped {
		err = nil
	}
	return err
}

// Findings is Validate as an iterator. An error of the machine comes as the last pair, with an empty finding.
func (s *Schema) Findings(ctx context.Context, r io.Reader, o Options) iter.Seq2[Finding, error] {
	return func(yield func(Finding, error) bool) {
		open := true
		err := s.Validate(ctx, r, o, func(f Finding) bool {
			open = yield(f, nil)
			return open
		})
		if err != nil && open {
			yield(Finding{}, err)
		}
	}
}

// errStopped ends a validation that has said enough. It never leaves the package.
var errStopped = errors.New("stopped")

// keyHash stands for an ID or a key-sequence: 128 bits, seeded anew for every document.
type keyHash [2]uint64

// place is where something stood, for findings that come later.
type place struct {
	line, column, tagEnd int
	path, element        string
}

// docName is a resolved name of a document.
type docName struct {
	name   Name
	symbol symbol
}

// validator is the state of one validation.
type validator struct {
	schema  *Schema
	options Options
	report  func(Finding) bool
	src     *xmltext.Scanner
	scope   scope

	spaces   []binding
	gen, top uint32 // generation of the bindings in force, and the last one given out
	names    map[Name]*docName

	frames   []frame
	text     []byte // of the innermost element, where it is needed
	attrs    []docAttr
	attrKeys []string // of attrs, where a field may want them
	seen     []bool
	found    int
	ended    bool

	seed    [2]maphash.Seed
	ids     map[keyHash]int32
	refs    map[keyHash]place
	keys    int // entries in all tables
	tables  []*keyScope
	targets []*target
	pending []pendingField
	wanted  map[*constraint]int // keys that an open keyref waits for
}

// treatment says how an element is judged.
type treatment uint8

const (
	judged  treatment = iota
	ignored           // only well-formedness counts here and below
)

// frame is an open element.
type frame struct {
	spelling  *xmltext.Spelling
	name      *docName
	decl      *elementDecl
	typ       *typeDef
	state     *state
	treatment treatment
	line, col int
	tagEnd    int
	number    int // among its like-named siblings; 0 when they are too many to count by name
	counts    []childCount
	spaces    int // bindings before this element
	gen       uint32
	tables    int // key scopes and targets before this element
	targets   int
	nodes     nodeTables

	nilled, broken, told bool
	hasText, hasKids     bool
	collects             bool
	quiet                int // accepted children that must come before another one is complained of
}

// childCount counts children by name.
type childCount struct {
	spelling *xmltext.Spelling
	n        int
}

// namesCounted bounds how many different child names are counted apart.
const namesCounted = 128

func (v *validator) run() error {
	for {
		kind, err := v.src.Next()
		if err != nil {
			return err
		}
		switch kind {
		case xmltext.Start:
			err = v.start()
		case xmltext.End:
			err = v.end()
		case xmltext.Text:
			err = v.chars(v.src.Text())
		case xmltext.Done:
			err = v.finish()
			if err == nil {
				return nil
			}
		}
		if err != nil {
			return err
		}
		if v.ended {
			return errStopped
		}
	}
}

// tell reports a finding at a place.
func (v *validator) tell(f Finding) {
	if v.ended {
		return
	}
	if v.found++; v.found > v.options.MaxFindings {
		v.ended = true
		v.report(Finding{
			Code: TooManyFindings, Line: f.Line, Column: f.Column, Path: f.Path,
			Args: map[string]string{"limit": strconv.Itoa(v.options.MaxFindings)},
		})
		return
	}
	if !v.report(f) {
		v.ended = true
	}
}

// tellElement reports a finding at the innermost open element.
func (v *validator) tellElement(code Code, args map[string]string, expected ...string) {
	f := &v.frames[len(v.frames)-1]
	if args == nil {
		args = map[string]string{}
	}
	args["element"] = f.name.name.Local
	v.tell(Finding{
		Code: code, Line: f.line, Column: f.col, TagEnd: f.tagEnd, Path: v.path(), Args: args, Expected: expected,
	})
}

// path writes the way from the root to the innermost open element.
func (v *validator) path() string {
	var b strings.Builder
	for i := range v.frames {
		f := &v.frames[i]
		b.WriteByte('/')
		b.WriteString(f.spelling.Raw)
		if f.number > 0 {
			b.WriteByte('[')
			b.WriteString(strconv.Itoa(f.number))
			b.WriteByte(']')
		}
	}
	return b.String()
}

// pathsKept is how many paths are kept for findings that may come later; beyond it line and column must do.
const pathsKept = 10_000

func (v *validator) keptPath(already int) string {
	if already >= pathsKept {
		return ""
	}
	return v.path()
}

// syntax reports a fault of the text, the last thing that is said of a document.
func (v *validator) syntax(fault *syntaxError) {
	args := map[string]string{"reason": fault.reason}
	if limit := v.limitOf(fault.code); limit > 0 {
		args = map[string]string{"limit": strconv.Itoa(limit)}
	}
	v.tell(Finding{Code: fault.code, Line: fault.line, Column: fault.column, Path: v.path(), Args: args})
}

func (v *validator) limitOf(code Code) int {
	l := v.options.Limits
	return map[Code]int{
		TooDeep: l.Depth, TooManyAttributes: l.Attributes, NameTooLong: l.Name, TagTooLong: l.Tag,
		TextTooLong: l.Text, TooManyKeys: l.Keys,
	}[code]
}

// finish tells of references that led nowhere, in the order of the document.
func (v *validator) finish() error {
	left := make([]place, 0, len(v.refs))
	for _, p := range v.refs {
		left = append(left, p)
	}
	slices.SortFunc(left, func(a, b place) int {
		if a.line != b.line {
			return a.line - b.line
		}
		return a.column - b.column
	})
	for _, p := range left {
		v.tell(Finding{
			Code: DanglingIDREF, Severity: Warning, Line: p.line, Column: p.column, TagEnd: p.tagEnd,
			Path: p.path,
			Args: map[string]string{"element": p.element},
		})
	}
	return nil
}

// chars takes a piece of character data.
func (v *validator) chars(text []byte) error {
	f := &v.frames[len(v.frames)-1]
	if f.treatment == ignored {
		return nil
	}
	if f.collects {
		f.hasText = true
		if len(v.text)+len(text) > v.options.Limits.Text {
			return v.fault(TextTooLong, "text too long")
		}
		v.text = append(v.text, text...)
		return nil
	}
	switch {
	case f.nilled:
		v.tellOnce(f, NilWithContent)
	case f.typ.kind == emptyContent && f.typ.complex:
		v.tellOnce(f, ContentInEmpty)
	case f.typ.simple == nil && !f.typ.mixed && !f.told && !xmltext.AllSpace(text):
		v.tellOnce(f, UnexpectedText)
	}
	f.hasText = true
	return nil
}

// tellOnce reports what is the matter with the content of an element, but only the first time.
func (v *validator) tellOnce(f *frame, code Code) {
	if !f.told {
		f.told = true
		v.tellElement(code, nil)
	}
}
