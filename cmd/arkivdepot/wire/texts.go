package wire

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/disk"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/mail"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/words"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/purge"
)

// texts reads what source files say, for the room purge. The bytes that are read are those that intake hashed, or none.
type texts struct {
	inbox  *disk.Inbox
	reader words.Reader
}

func textsOf(inbox *disk.Inbox) purge.Texts {
	return texts{inbox: inbox, reader: words.Reader{Letter: letter, Limits: words.Limits{Bytes: mostText}}}
}

// textsRevision is raised when the same file may give another text: a new extractor judges every proposal anew.
const textsRevision = "words 1"

// mostText bounds the file that is read for its text, in bytes; a larger one is kept. It lies in memory while it is read.
const mostText = 64 << 20

// Basis names the extractors.
func (texts) Basis() string { return textsRevision }

// Text is the text of one source file, and what stands beside it.
func (t texts) Text(ctx context.Context, s purge.Source) (purge.Read, error) {
	data, why, err := t.content(ctx, s)
	if err != nil || why != "" {
		return purge.Read{Why: why}, err
	}
	text, reason, err := t.reader.Of(ctx, s.PUID, words.Source{R: bytes.NewReader(data), Size: int64(len(data))})
	if err != nil || reason != "" {
		return purge.Read{Why: string(reason)}, err
	}
	read := purge.Read{Text: text.Body}
	for _, b := range text.Beside {
		if b.Kind == words.TextBoxes {
			continue // their words stand in the text
		}
		for _, sum := range b.SHA256 {
			read.Beside = append(read.Beside, string(b.Kind)+" "+sum)
		}
		if b.Count > len(b.SHA256) {
			read.Loose = append(read.Loose, string(b.Kind))
		}
	}
	return read, nil
}

// content is the file's bytes; why says that they are not those that intake hashed, or too many.
func (t texts) content(ctx context.Context, s purge.Source) (data []byte, why string, err error) {
	if err := ctx.Err(); err != nil {
		return nil, "", err
	}
	file, err := t.inbox.Open(s.Path)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		return nil, changedSince, nil
	}
	if err != nil {
		return nil, "", err
	}
	var all bytes.Buffer
	n, err := io.Copy(&all, io.LimitReader(file, mostText+1))
	if err = errors.Join(err, file.Close()); err != nil {
		return nil, "", err
	}
	switch {
	case n > mostText:
		return nil, string(words.TooLarge), nil
	case deposit.DigestOf(all.Bytes()) != s.SHA256:
		return nil, changedSince, nil
	}
	return all.Bytes(), "", nil
}

// changedSince is why a file has no text that is not the one that intake read: the next run takes it in anew.
const changedSince = "changed"

// letter reads a message for package words. What cannot be decoded whole has no text, and neither has a message with a letter in it whose bytes are not
// there to be compared.
func letter(_ context.Context, s words.Source, outlook words.Outlook) (words.Letter, error) {
	var l mail.Letter
	var err error
	if outlook {
		l, err = mail.ReadMSG(s.R, s.Size, mail.Limits{})
	} else {
		l, err = mail.ReadEML(io.NewSectionReader(s.R, 0, s.Size), mail.Limits{})
	}
	var trouble mail.Trouble
	switch {
	case errors.As(err, &trouble), l.Damaged:
		return words.Letter{}, words.Unreadable
	case err != nil:
		return words.Letter{}, err
	case l.Encrypted:
		return words.Letter{}, words.Locked
	}
	out := words.Letter{Head: []string{l.Header.From, l.Header.To, l.Header.Cc, l.Header.Subject, l.Header.DateText}}
	for _, b := range l.Bodies {
		out.Bodies = append(out.Bodies, words.Body{Plain: b.Plain, HTML: b.HTML, RTF: b.RTF})
	}
	for _, a := range l.Attachments {
		if a.Message != nil && len(a.Content) == 0 {
			return words.Letter{}, words.Unreadable
		}
		out.Attached = append(out.Attached, a.Content)
	}
	return out, nil
}
