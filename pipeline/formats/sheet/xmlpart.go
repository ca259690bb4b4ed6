package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/xmltext"
)

const (
	smallPart = 16 << 20 // bounds the parts that are read whole: workbook, relations, styles

	// What a part written by a spreadsheet stays far below; beyond it is TooLarge.
	maxDepth      = 256
	maxAttributes = 512
	maxName       = 1 << 10
)

// part is one XML part of a workbook, read token by token.
type part struct {
	name  string
	src   *xmltext.Scanner
	token int64 // bytes that a tag, or what stands between two tags, may have
	tag   int64 // where the last tag ended
	close io.Closer
}

// meter counts unpacked bytes, because a zip entry may lie about its size.
type meter struct {
	r    io.Reader
	left int64
}

// Read asks for one byte more than may come, to tell a part that is over from one that just fits.
func (m *meter) Read(p []byte) (int, error) {
	if m.left < 0 {
		return 0, &Error{Trouble: TooLarge}
	}
	n, err := m.r.Read(p[:min(int64(len(p)), m.left+1)])
	if m.left -= int64(n); m.left < 0 {
		return n - 1, &Error{Trouble: TooLarge}
	}
	return n, err
}

func openPart(file *zip.File, size, token int64) (*part, error) {
	body, err := file.Open()
	if err != nil {
		return nil, zipTrouble(file.Name, err)
	}
	src := xmltext.NewUTF8(context.Background(), &meter{r: body, left: size},
		xmltext.Limits{Depth: maxDepth, Attributes: maxAttributes, Name: maxName, Tag: int(token)})
	return &part{name: file.Name, src: src, token: token, close: body}, nil
}

// next gives the next token; xmltext.Done ends the part. Its bytes hold until the next call.
func (p *part) next() (xmltext.Kind, error) {
	kind, err := p.src.Next()
	if err != nil {
		return 0, p.trouble(err)
	}
	from, to := p.src.Span()
	size := to - p.tag
	if kind != xmltext.Text {
		size = max(from-p.tag, to-from)
		p.tag = to
	}
	if size > p.token {
		return 0, &Error{Trouble: TooLarge, Part: p.name}
	}
	return kind, nil
}

// each calls visit with the name of every start tag of a part that is read whole.
func (p *part) each(visit func(local string) error) error {
	defer func() { _ = p.close.Close() }()
	for {
		kind, err := p.next()
		if err != nil || kind == xmltext.Done {
			return err
		}
		if kind != xmltext.Start {
			continue
		}
		if err := visit(p.src.Name().Local); err != nil {
			return err
		}
	}
}

// prolog reads up to the root element: a DOCTYPE can stand nowhere else.
func (p *part) prolog() error {
	defer func() { _ = p.close.Close() }()
	_, err := p.next()
	return err
}

// trouble sorts what the scanner and archive/zip complain about.
func (p *part) trouble(err error) error {
	var fault *xmltext.Fault
	if !errors.As(err, &fault) {
		return zipTrouble(p.name, err)
	}
	t := TooLarge
	switch fault.Trouble {
	case xmltext.Doctype:
		t = Doctype
	case xmltext.CutShort:
		t = Truncated
	case xmltext.NotWellFormed:
		t = Damaged
	}
	return &Error{Trouble: t, Part: p.name, Err: fault}
}

func zipTrouble(name string, err error) error {
	var over *Error
	switch {
	case errors.As(err, &over):
		return &Error{Trouble: over.Trouble, Part: name}
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &Error{Trouble: Truncated, Part: name, Err: err}
	case errors.Is(err, zip.ErrAlgorithm):
		return &Error{Trouble: Unsupported, Part: name, Err: err}
	}
	return &Error{Trouble: Damaged, Part: name, Err: err}
}

// attr gives an attribute of the start tag by its local name; it holds until the
// next token.
func (p *part) attr(local string) []byte { return p.attrOf(local, false) }

// attrOf is attr where a prefix matters: it tells r:id from id.
func (p *part) attrOf(local string, prefixed bool) []byte {
	attrs := p.src.Attrs()
	for i := range attrs {
		if n := attrs[i].Name; n.Local == local && (n.Prefix != "") == prefixed {
			return attrs[i].Value
		}
	}
	return nil
}

// text appends the characters up to an end tag.
func (p *part) text(to []byte, end string, limit int64) ([]byte, error) {
	start := len(to)
	for {
		kind, err := p.next()
		if err != nil {
			return to, err
		}
		switch kind {
		case xmltext.Text:
			piece := p.src.Text()
			if int64(len(to)-start+len(piece)) > limit {
				return to, &Error{Trouble: TooLarge, Part: p.name}
			}
			to = append(to, piece...)
		case xmltext.End:
			if p.src.Ended().Local == end {
				return to, nil
			}
		}
	}
}

// richText appends the runs of a string item; phonetic runs are reading aids, not
// content.
func (p *part) richText(to []byte, end string, limit int64) ([]byte, error) {
	start, phonetic := len(to), false
	for {
		kind, err := p.next()
		if err != nil {
			return to, err
		}
		switch kind {
		case xmltext.Start:
			switch p.src.Name().Local {
			case "rPh":
				phonetic = true
			case "t":
				run := len(to)
				if to, err = p.text(to, "t", limit-int64(run-start)); err != nil {
					return to, err
				}
				if phonetic {
					to = to[:run]
				} else if bytes.Contains(to[run:], escapeMark) {
					to = append(to[:run], unescape(string(to[run:]))...)
				}
			}
		case xmltext.End:
			switch p.src.Ended().Local {
			case "rPh":
				phonetic = false
			case end:
				return to, nil
			}
		}
	}
}

var escapeMark = []byte("_x")
