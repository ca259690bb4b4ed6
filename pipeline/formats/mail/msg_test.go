package mail

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/mail/compound"
)

// item builds the storage of a message, recipient or attachment.
type item struct {
	head    int
	streams map[string][]byte
	fixed   []byte
	inner   []compound.Named
}

func newItem(head int) *item { return &item{head: head, streams: map[string][]byte{}} }

func (i *item) unicode(t tag, text string) *item {
	var raw []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		raw = binary.LittleEndian.AppendUint16(raw, unit)
	}
	return i.raw(t, typeUnicode, raw)
}

func (i *item) raw(t tag, kind int, raw []byte) *item {
	i.streams[fmt.Sprintf("__substg1.0_%04X%04X", uint16(t), kind)] = raw
	return i
}

func (i *item) number(t tag, kind uint16, value uint64) *item {
	i.fixed = binary.LittleEndian.AppendUint16(i.fixed, kind)
	i.fixed = binary.LittleEndian.AppendUint16(i.fixed, uint16(t))
	i.fixed = binary.LittleEndian.AppendUint32(i.fixed, 6)
	i.fixed = binary.LittleEndian.AppendUint64(i.fixed, value)
	return i
}

func (i *item) with(name string, inner *item) *item {
	i.inner = append(i.inner, compound.Named{Name: name, Storage: inner.storage()})
	return i
}

func (i *item) storage() *compound.Storage {
	i.streams[propertyStream] = append(make([]byte, i.head), i.fixed...)
	return &compound.Storage{Streams: i.streams, Storages: i.inner}
}

func readMSG(t *testing.T, raw []byte, limits Limits) (Letter, error) {
	t.Helper()
	return ReadMSG(bytes.NewReader(raw), int64(len(raw)), limits)
}

// packedHello is the example of [MS-OXRTFCP] 4.1: a packed text and what it says.
const packedHello, hello = "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c0900206277" + "05b06c647d0a800fa0", "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"

func outlookItem(t testing.TB) *item {
	packed, err := hex.DecodeString(packedHello)
	require.NoError(t, err)
	sent := time.Date(2011, 2, 3, 4, 5, 6, 0, time.UTC)
	embedded := newItem(24).unicode(tagSubject, "Inni").number(tagCodePage, 3, 1252).raw(tagBody, typeString8, []byte("Gr\xf8t"))
	return newItem(32).unicode(tagSubject, "Møte").unicode(tagSender, "Brå Bjørk").unicode(tagSenderSMTP, "bra@kommune.example").
		unicode(tagDisplayTo, "Rask Elg; Lilla Tiger").number(tagSubmitted, 0x40, uint64(sent.Unix())*1e7+116_444_736_000_000_000).
		number(tagInternetPage, 3, 28605).raw(tagHTML, typeBinary, []byte("<p>Gr\xf8t \xa4</p>")).raw(tagRTF, typeBinary, packed).
		with(recipientPrefix+"00000000", newItem(8).unicode(tagDisplayName, "Rask Elg").unicode(tagSMTP, "rask@skole.example").number(tagRecipientKind, 3, 1)).
		with(recipientPrefix+"00000001", newItem(8).unicode(tagDisplayName, "Lilla Tiger").unicode(tagAddress, "/O=KOMMUNE/CN=LT").number(tagRecipientKind, 3, 2)).
		with(attachmentPrefix+"00000000", newItem(8).unicode(tagLongName, "årsrapport.pdf").unicode(tagMIME, "Application/PDF").raw(tagData, typeBinary, []byte("%PDF"))).
		with(attachmentPrefix+"00000001", newItem(8).unicode(tagDisplayName, "Inni").with("__substg1.0_3701000D", embedded))
}

func TestAnOutlookItem(t *testing.T) {
	letter, err := readMSG(t, compound.Bytes(outlookItem(t).storage()), Limits{})
	require.NoError(t, err)
	require.Equal(t, Header{From: "Brå Bjørk <bra@kommune.example>", To: "Rask Elg <rask@skole.example>", Cc: "Lilla Tiger", Subject: "Møte",
		Date: time.Date(2011, 2, 3, 4, 5, 6, 0, time.UTC)}, letter.Header)
	require.Equal(t, []Body{{HTML: "<p>Grøt €</p>", RTF: []byte(hello)}}, letter.Bodies)
	require.Len(t, letter.Attachments, 2)
	require.Equal(t, Attachment{Name: "årsrapport.pdf", MIME: "application/pdf", Content: []byte("%PDF")}, letter.Attachments[0])
	require.Equal(t, "Inni", letter.Attachments[1].Message.Header.Subject)
	require.Equal(t, "Grøt", letter.Attachments[1].Message.Text(nil, nil))
	require.False(t, letter.Damaged)
}

func TestAnOLEObjectIsToldAsUnread(t *testing.T) {
	object := newItem(8)
	object.inner = []compound.Named{{Name: "__substg1.0_3701000D", Storage: &compound.Storage{Streams: map[string][]byte{"\x01Ole": {1}}}}}
	letter, err := readMSG(t, compound.Bytes(newItem(32).unicode(tagBody, "x").with(attachmentPrefix+"0", object).storage()), Limits{})
	require.NoError(t, err)
	require.True(t, letter.Damaged)
}

func TestPackedRTF(t *testing.T) {
	require.Len(t, rtfSeed, 207)
	packed, err := hex.DecodeString(packedHello)
	require.NoError(t, err)
	rtf, whole := unpackRTF(packed, 1<<20)
	require.True(t, whole)
	require.Equal(t, hello, string(rtf))
	for end := range packed[:len(packed)-2] {
		rtf, whole := unpackRTF(packed[:end], 1<<20)
		require.False(t, whole, "cut at %d", end)
		require.True(t, strings.HasPrefix(hello, string(rtf)))
	}
	rtf, _ = unpackRTF(packed, 10)
	require.Equal(t, hello[:10], string(rtf))
	raw := append([]byte("\x00\x00\x00\x00\x03\x00\x00\x00MELA\x00\x00\x00\x00"), "abcd"...)
	rtf, whole = unpackRTF(raw, 1<<20)
	require.True(t, whole)
	require.Equal(t, "abc", string(rtf))
}

func TestWhatIsNoOutlookItemIsRefused(t *testing.T) {
	_, err := readMSG(t, []byte("From: a\n\nx"), Limits{})
	require.ErrorIs(t, err, NotLetter)
	word := compound.Bytes(&compound.Storage{Streams: map[string][]byte{"WordDocument": make([]byte, 5_000)}})
	_, err = readMSG(t, word, Limits{})
	require.ErrorIs(t, err, NotLetter)
	whole := compound.Bytes(outlookItem(t).storage())
	_, err = readMSG(t, whole[:len(whole)/2], Limits{})
	require.ErrorIs(t, err, Damaged)
	_, err = ReadMSG(bytes.NewReader(whole[:100]), int64(len(whole)), Limits{})
	require.Error(t, err, "a file that is shorter than it said")
	_, err = readMSG(t, whole, Limits{Bytes: 1_000})
	require.ErrorIs(t, err, TooLarge)
	_, err = readMSG(t, whole, Limits{Parts: 2})
	require.ErrorIs(t, err, TooDeep)
}

func FuzzReadMSG(f *testing.F) {
	f.Add(compound.Bytes(outlookItem(f).storage()))
	f.Fuzz(func(t *testing.T, raw []byte) {
		_, _ = readMSG(t, raw, Limits{})
	})
}

func FuzzUnpackRTF(f *testing.F) {
	packed, err := hex.DecodeString(packedHello)
	require.NoError(f, err)
	f.Add(packed)
	f.Fuzz(func(t *testing.T, raw []byte) {
		if rtf, _ := unpackRTF(raw, 1<<16); len(rtf) > 1<<16 {
			t.Fatal("more than the limit")
		}
	})
}
