package pdftext

import (
	"context"
	"errors"
	"io"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/mail"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/mail/compound"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/words"
)

// Letter reads a message for formats/words. An attached letter is one more thing that is attached: it is compared by its bytes or not at all. What could
// not be decoded makes the whole letter unreadable.
func Letter(_ context.Context, s words.Source, outlook words.Outlook) (words.Letter, error) {
	read := readEML
	if outlook {
		read = readMSG
	}
	letter, err := read(s)
	var trouble mail.Trouble
	switch {
	case errors.As(err, &trouble):
		return words.Letter{}, reasons[trouble]
	case err != nil:
		return words.Letter{}, err
	case letter.Encrypted:
		return words.Letter{}, words.Locked
	case letter.Damaged:
		return words.Letter{}, words.Unreadable
	}
	return handed(letter), nil
}

// Limits of a compound file.
const (
	mostStreams = 10_000
	mostStorage = 20 // storages in each other
)

// Compound reads the streams of a document of Office 97 to 2003 for formats/words.
func Compound(_ context.Context, s words.Source) (map[string][]byte, error) {
	raw, err := io.ReadAll(s.Section())
	if err != nil {
		return nil, err
	}
	root, err := compound.Read(raw, compound.Limits{Entries: mostStreams, Depth: mostStorage})
	if err != nil {
		return nil, words.Unreadable
	}
	return root.Streams, nil
}

// reasons are what the troubles of a letter's reader are called here.
var reasons = map[mail.Trouble]words.Reason{mail.NotLetter: words.Unreadable, mail.Damaged: words.Unreadable, mail.TooLarge: words.TooLarge, mail.TooDeep: words.TooLarge}

func readEML(s words.Source) (mail.Letter, error) { return mail.ReadEML(s.Section(), mail.Limits{}) }
func readMSG(s words.Source) (mail.Letter, error) { return mail.ReadMSG(s.R, s.Size, mail.Limits{}) }

func handed(letter mail.Letter) words.Letter {
	h := letter.Header
	out := words.Letter{Head: []string{h.From, h.To, h.Cc, h.Subject}}
	if !h.Date.IsZero() {
		out.Head = append(out.Head, h.Date.UTC().Format("2006-01-02 15:04"))
	}
	for _, b := range letter.Bodies {
		out.Bodies = append(out.Bodies, words.Body{Plain: b.Plain, HTML: b.HTML, RTF: b.RTF})
	}
	for _, a := range letter.Attachments {
		if a.Message != nil && len(a.Content) == 0 {
			out.Loose++
			continue
		}
		out.Attached = append(out.Attached, a.Content)
	}
	return out
}
