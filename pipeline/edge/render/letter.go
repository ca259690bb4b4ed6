package render

import (
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/mail"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

const outlook = "x-fmt/430" // msg; the other letters are Internet messages

// letter renders an e-mail: what stands above it, its text, a list of what is attached. Attached letters follow in full; other attachments are documents of
// their own.
func (p *press) letter() error {
	l, err := p.readLetter()
	var trouble mail.Trouble
	if errors.As(err, &trouble) {
		return map[mail.Trouble]Reason{mail.TooLarge: TooLarge, mail.TooDeep: TooLarge}[trouble].orElse(Damaged)
	}
	if err != nil {
		return err
	}
	if l.Encrypted {
		return Locked
	}
	if p.untold(l) {
		return Unsupported
	}
	if err := p.begin(pdfa.A4(), 0); err != nil {
		return err
	}
	p.printLetter(l, "")
	return p.end()
}

func (r Reason) orElse(other Reason) Reason {
	if r == "" {
		return other
	}
	return r
}

func (p *press) readLetter() (mail.Letter, error) {
	limits := mail.Limits{Bytes: p.o.Limits.Bytes}
	if p.source.PUID == outlook {
		return mail.ReadMSG(p.source.R, p.source.Size, limits)
	}
	return mail.ReadEML(io.NewSectionReader(p.source.R, 0, p.source.Size), limits)
}

// untold tells of a letter whose text stands only in a form that nobody here reads.
func (p *press) untold(l mail.Letter) bool {
	for _, b := range l.Bodies {
		if strings.TrimSpace(b.Plain) == "" && (b.HTML != "" && p.o.HTML == nil || b.HTML == "" && len(b.RTF) > 0 && p.o.RTF == nil) {
			return true
		}
	}
	for _, a := range l.Attachments {
		if a.Message != nil && (a.Message.Encrypted || p.untold(*a.Message)) {
			return true
		}
	}
	return false
}

// printLetter prints a letter, and the letters attached to it below. The number is empty for the letter itself, and 2 or 2.1 for one attached.
func (p *press) printLetter(l mail.Letter, number string) {
	p.note(Incomplete, count(l.Damaged))
	subject := oneLine(l.Header.Subject)
	title := subject
	if title == "" {
		title = p.say.Say("render.letter")
	}
	if number != "" {
		p.doc.PageBreak()
		title = p.say.Say("render.attached", number+" "+title)
	}
	p.doc.Heading(1, title)
	p.header(l.Header, subject)
	p.body(l)
	p.attachments(l.Attachments)
	for i, a := range l.Attachments {
		if a.Message != nil {
			p.printLetter(*a.Message, strings.TrimPrefix(number+"."+strconv.Itoa(i+1), "."))
		}
	}
}

// mostInHeader is the characters that a row of the header's table takes. Longer ones – lists of recipients – are set as running text.
const mostInHeader = 1500

func (p *press) header(h mail.Header, subject string) {
	date := oneLine(h.DateText)
	if !h.Date.IsZero() {
		layout := "02.01.2006 15:04 (-07:00)"
		if p.say == text.English {
			layout = "2006-01-02 15:04 (-07:00)"
		}
		date = h.Date.Format(layout)
	}
	var rows []pdfa.Pair
	for _, f := range []struct{ key, value string }{{"from", h.From}, {"to", h.To}, {"cc", h.Cc}, {"date", date}, {"subject", subject}} {
		value := oneLine(f.value)
		switch {
		case value == "":
		case len(value) > mostInHeader:
			p.doc.Text(pdfa.Style{}, pdfa.Run{Text: p.say.Say("render."+f.key) + ": ", Font: pdfa.SansBold}, pdfa.Run{Text: value})
		default:
			rows = append(rows, pdfa.Pair{Key: p.say.Say("render." + f.key), Value: value})
		}
	}
	p.doc.KeyValues(pdfa.KeyValues{Pairs: rows})
}

// body sets the text: a paragraph between blank lines, lines as they were broken.
func (p *press) body(l mail.Letter) {
	said := strings.TrimSpace(lines(l.Text(p.o.HTML, p.o.RTF)))
	if said == "" {
		p.doc.Paragraph(p.say.Say("render.nobody"))
		return
	}
	var block []string
	for _, line := range append(strings.Split(said, "\n"), "") {
		if line = strings.TrimRightFunc(line, unicode.IsSpace); line != "" {
			block = append(block, line)
		} else if len(block) > 0 {
			p.doc.Paragraph(strings.Join(block, "\n"))
			block = nil
		}
	}
}

func (p *press) attachments(list []mail.Attachment) {
	if len(list) == 0 {
		return
	}
	p.doc.Heading(2, p.say.Say("render.attachments"))
	table := p.doc.Table(pdfa.Table{SplitCells: true, Columns: []pdfa.Column{{Title: p.say.Say("render.number"), Width: 14, Align: pdfa.Right},
		{Title: p.say.Say("render.name")}, {Title: p.say.Say("render.kind"), Width: 55}, {Title: p.say.Say("render.size"), Width: 25, Align: pdfa.Right}}})
	for i, a := range list {
		name, kind, size := oneLine(a.Name), oneLine(a.MIME), text.Bytes(int64(len(a.Content)))
		if name == "" {
			name = p.say.Say("render.unnamed")
		}
		if a.Inline {
			name = p.say.Say("render.shown", name)
		}
		if a.Message != nil {
			kind = p.say.Say("render.below")
			if len(a.Content) == 0 { // Outlook keeps it as loose properties
				size = ""
			}
		}
		table.Row(strconv.Itoa(i+1), name, kind, size)
	}
	table.End()
}

// oneLine is a text without line breaks and control characters.
func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)), " ")
}
