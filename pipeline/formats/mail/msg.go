package mail

import (
	"io"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/mail/compound"
)

// ReadMSG reads an Outlook item ([MS-OXMSG]) of size bytes. It is read into memory, Limits.Bytes at most. A compound file that is not an Outlook item,
// such as a Word document, is NotLetter; a broken one Damaged.
func ReadMSG(r io.ReaderAt, size int64, limits Limits) (Letter, error) {
	b := &budget{limits: limits.filled()}
	if size > b.limits.Bytes {
		return Letter{}, TooLarge
	}
	raw := make([]byte, max(size, 0))
	if n, err := r.ReadAt(raw, 0); err != nil && (err != io.EOF || int64(n) < size) {
		return Letter{}, err
	}
	if !compound.Is(raw) {
		return Letter{}, NotLetter
	}
	root, err := compound.Read(raw, compound.Limits{Entries: 64 * b.limits.Parts, Depth: 2*b.limits.Depth + 2})
	if err != nil {
		return Letter{}, Damaged
	}
	if _, is := root.Streams[propertyStream]; !is {
		return Letter{}, NotLetter
	}
	return readItem(root, b, 0)
}

// The names that [MS-OXMSG] 2.2 gives.
const (
	propertyStream   = "__properties_version1.0"
	attachmentPrefix = "__attach_version1.0_#"
	recipientPrefix  = "__recip_version1.0_#"
	embeddedSuffix   = "3701000D"
)

// readItem reads a message's storage, the file's own or that of an attached letter.
func readItem(s *compound.Storage, b *budget, depth int) (Letter, error) {
	if err := b.take(depth); err != nil {
		return Letter{}, err
	}
	head := 32
	if depth > 0 {
		head = 24
	}
	p := readProperties(s, head, 0)
	letter := Letter{Header: itemHead(p, s)}
	body := Body{Plain: p.text(tagBody), HTML: p.markup(tagHTML)}
	if packed := p.bytes(tagRTF); len(packed) > 0 {
		var whole bool
		body.RTF, whole = unpackRTF(packed, b.limits.Bytes)
		letter.Damaged = !whole
	}
	if body.Plain != "" || body.HTML != "" || len(body.RTF) > 0 {
		letter.Bodies = []Body{body}
	}
	letter.Encrypted = strings.EqualFold(p.text(tagMessageClass), "IPM.Note.SMIME")
	for _, named := range s.Storages {
		if !strings.HasPrefix(named.Name, attachmentPrefix) {
			continue
		}
		if err := letter.attachItem(named.Storage, b, attachedAt{depth: depth + 1, page: p.page}); err != nil {
			return Letter{}, err
		}
	}
	return letter, nil
}

// attachedAt is what an attachment takes from its letter.
type attachedAt struct {
	depth int
	page  uint32 // code page of its texts
}

// attachItem reads one attachment.
func (l *Letter) attachItem(s *compound.Storage, b *budget, at attachedAt) error {
	if err := b.take(at.depth); err != nil {
		return err
	}
	p := readProperties(s, 8, at.page)
	a := Attachment{Name: p.text(tagLongName), MIME: strings.ToLower(p.text(tagMIME)), Content: p.bytes(tagData)}
	if a.Name == "" {
		a.Name = p.text(tagShortName)
	}
	if a.Name == "" {
		a.Name = p.text(tagDisplayName)
	}
	a.Inline = p.number(tagHidden)&0xFFFF != 0 || p.number(tagFlags)&4 != 0
	for _, named := range s.Storages {
		if !strings.HasSuffix(named.Name, embeddedSuffix) {
			continue
		}
		if _, is := named.Storage.Streams[propertyStream]; !is {
			l.Damaged = true // an OLE object: its own program can open it, nobody else
			continue
		}
		inner, err := readItem(named.Storage, b, at.depth)
		if err != nil {
			return err
		}
		a.Message = &inner
		l.Damaged = l.Damaged || inner.Damaged
	}
	l.Attachments = append(l.Attachments, a)
	return nil
}

// itemHead makes the header that the letter was shown with: recipients from their own storages where they are, else as Outlook wrote the line.
func itemHead(p properties, s *compound.Storage) Header {
	h := Header{Subject: p.text(tagSubject), Date: p.date(tagSubmitted), To: p.text(tagDisplayTo), Cc: p.text(tagDisplayCc)}
	if h.Date.IsZero() {
		h.Date = p.date(tagDelivered)
	}
	h.From = person(first(p.text(tagSender), p.text(tagOnBehalf)), first(p.text(tagSenderSMTP), p.text(tagSenderAddress)))
	lines := map[uint64][]string{}
	for _, named := range s.Storages {
		if strings.HasPrefix(named.Name, recipientPrefix) {
			r := readProperties(named.Storage, 8, p.page)
			kind := r.number(tagRecipientKind) & 0xF
			lines[kind] = append(lines[kind], person(r.text(tagDisplayName), first(r.text(tagSMTP), r.text(tagAddress))))
		}
	}
	if to := strings.Join(lines[1], ", "); to != "" {
		h.To = to
	}
	if cc := strings.Join(lines[2], ", "); cc != "" {
		h.Cc = cc
	}
	return h
}

// person is a name with its address, as in an .eml. An address of the sender's own Exchange house ("/O=…") says nothing outside it.
func person(name, address string) string {
	switch {
	case address == "" || strings.HasPrefix(address, "/") || address == name:
		return name
	case name == "":
		return address
	}
	return name + " <" + address + ">"
}

func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
