// Package mail reads letters: an Internet message (RFC 5322 with MIME, .eml) and an Outlook item (MS-OXMSG, .msg). It gives the header that people read,
// the body in the forms that the letter holds, and what is attached. It writes nothing, keeps nothing on disk, and its cost is bounded by [Limits]: the
// letter comes from strangers. What it cannot decode it says, in Letter.Damaged and Letter.Encrypted, rather than handing on half a letter as a whole one.
package mail

import (
	"strings"
	"time"
)

// Letter is one message.
type Letter struct {
	Header      Header
	Bodies      []Body       // in reading order; several where parts of text follow each other
	Attachments []Attachment // in the order of the letter
	Encrypted   bool         // the text is encrypted (S/MIME, OpenPGP) and was not read
	Damaged     bool         // something could not be decoded, or the letter ends too early
}

// Header is what stands above a letter, decoded; empty where the letter is silent.
type Header struct {
	From, To, Cc, Subject string
	Date                  time.Time // zero when missing or unreadable
	DateText              string    // as written in an .eml; empty in a .msg
}

// Body is one text in the forms that the letter has it in; they are meant to say the same.
type Body struct {
	Plain string
	HTML  string // decoded to UTF-8, tags and all
	RTF   []byte // .msg only, unpacked
}

// Attachment is what comes with a letter. An attached letter is in Message; from a .msg, which keeps it as loose properties, it has no Content.
type Attachment struct {
	Name    string // as the sender wrote it: never a path to write to
	MIME    string // lower case, without parameters; may be empty
	Inline  bool   // shown in the body, such as a logo
	Content []byte
	Message *Letter
}

// Text is the body as words: of each text the plain form, else what html makes of the marked-up one, else what rtf makes of the third. The two
// strippers come from the caller (package words has them) because formats know nothing of each other. A nil stripper leaves its form out.
func (l Letter) Text(html func(string) string, rtf func([]byte) string) string {
	var texts []string
	for _, b := range l.Bodies {
		switch {
		case strings.TrimSpace(b.Plain) != "":
			texts = append(texts, b.Plain)
		case b.HTML != "" && html != nil:
			texts = append(texts, html(b.HTML))
		case len(b.RTF) > 0 && rtf != nil:
			texts = append(texts, rtf(b.RTF))
		}
	}
	return strings.Join(texts, "\n")
}

// Limits bound what a letter may cost. Zero fields take the value of [DefaultLimits].
type Limits struct {
	Bytes int64 // the file, and each text when unpacked
	Parts int   // parts, attachments and attached letters together
	Depth int   // parts in parts and letters in letters
}

// DefaultLimits fits what mail servers let through.
func DefaultLimits() Limits { return Limits{Bytes: 128 << 20, Parts: 2_000, Depth: 20} }

func (l Limits) filled() Limits {
	d := DefaultLimits()
	if l.Bytes <= 0 {
		l.Bytes = d.Bytes
	}
	if l.Parts <= 0 {
		l.Parts = d.Parts
	}
	if l.Depth <= 0 {
		l.Depth = d.Depth
	}
	return l
}

// Trouble says why a file could not be read as a letter. Each value is an error of its own: errors.Is(err, mail.TooLarge).
type Trouble string

// The troubles. An error of the reader that was given comes back as it is.
const (
	NotLetter Trouble = "file is not a letter"
	TooLarge  Trouble = "letter is larger than the limits allow"
	TooDeep   Trouble = "letter has more parts, or parts in parts, than the limits allow"
	Damaged   Trouble = "letter is damaged"
)

// Error makes a Trouble an error. It never quotes the letter.
func (t Trouble) Error() string { return string(t) }

// budget counts the parts of one file down.
type budget struct {
	limits Limits
	parts  int
}

// take spends a part at a depth.
func (b *budget) take(depth int) error {
	if b.parts++; b.parts > b.limits.Parts || depth > b.limits.Depth {
		return TooDeep
	}
	return nil
}
