package mail

import (
	"encoding/binary"
	"fmt"
	"strings"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/mail/compound"
)

// tag is the number of a property ([MS-OXPROPS]).
type tag uint16

const (
	tagMessageClass  tag = 0x001A
	tagSubject       tag = 0x0037
	tagSubmitted     tag = 0x0039
	tagOnBehalf      tag = 0x0042
	tagRecipientKind tag = 0x0C15
	tagSender        tag = 0x0C1A
	tagSenderAddress tag = 0x0C1F
	tagDisplayCc     tag = 0x0E03
	tagDisplayTo     tag = 0x0E04
	tagDelivered     tag = 0x0E06
	tagBody          tag = 0x1000
	tagRTF           tag = 0x1009
	tagHTML          tag = 0x1013
	tagDisplayName   tag = 0x3001
	tagAddress       tag = 0x3003
	tagData          tag = 0x3701
	tagShortName     tag = 0x3704
	tagLongName      tag = 0x3707
	tagMIME          tag = 0x370E
	tagFlags         tag = 0x3714
	tagSMTP          tag = 0x39FE
	tagInternetPage  tag = 0x3FDE
	tagCodePage      tag = 0x3FFD
	tagSenderSMTP    tag = 0x5D01
	tagHidden        tag = 0x7FFE
)

// The types of a property's value.
const (
	typeString8 = 0x001E
	typeUnicode = 0x001F
	typeBinary  = 0x0102
)

// properties are what a storage says of its message, recipient or attachment: short values in one table, long ones each in a stream of its own.
type properties struct {
	fixed map[tag]uint64
	from  *compound.Storage
	page  uint32 // code page of texts that are not Unicode
}

// readProperties reads the table after its header of head bytes. The letter's code page holds for its recipients and attachments too.
func readProperties(s *compound.Storage, head int, page uint32) properties {
	p := properties{fixed: map[tag]uint64{}, from: s, page: page}
	table := s.Streams[propertyStream]
	for at := head; at+16 <= len(table); at += 16 {
		p.fixed[tag(binary.LittleEndian.Uint16(table[at+2:]))] = binary.LittleEndian.Uint64(table[at+8:])
	}
	if own := uint32(p.fixed[tagCodePage]); own != 0 {
		p.page = own
	}
	return p
}

func (p properties) stream(t tag, kind int) ([]byte, bool) {
	content, have := p.from.Streams[fmt.Sprintf("__substg1.0_%04X%04X", uint16(t), kind)]
	return content, have
}

func (p properties) number(t tag) uint64     { return p.fixed[t] }
func (p properties) bytes(t tag) []byte      { content, _ := p.stream(t, typeBinary); return content }
func trimmed(text string) string             { return strings.TrimRight(text, "\x00") }
func (p properties) page8(raw []byte) string { return trimmed(decode(raw, codecOfPage(p.page))) }
func (p properties) pageHTML(raw []byte) string {
	return trimmed(decode(raw, codecOfPage(p.htmlPage())))
}

// htmlPage is the code page of marked-up text that is kept as bytes.
func (p properties) htmlPage() uint32 {
	if page := uint32(p.fixed[tagInternetPage]); page != 0 {
		return page
	}
	return p.page
}

// text is a string property, Unicode before code page.
func (p properties) text(t tag) string {
	if raw, have := p.stream(t, typeUnicode); have {
		return decode16(raw)
	}
	raw, _ := p.stream(t, typeString8)
	return p.page8(raw)
}

// markup is the HTML body, which is kept as bytes or as a string.
func (p properties) markup(t tag) string {
	if raw, have := p.stream(t, typeBinary); have {
		return p.pageHTML(raw)
	}
	return p.text(t)
}

// date is a FILETIME: tenths of microseconds since 1601, UTC. Zero when the property is missing or no date that a letter can have.
func (p properties) date(t tag) time.Time {
	const toUnix = 116_444_736_000_000_000
	ticks := p.fixed[t]
	if ticks < toUnix || ticks > toUnix*4 {
		return time.Time{}
	}
	return time.Unix(int64(ticks-toUnix)/1e7, int64(ticks-toUnix)%1e7*100).UTC()
}
