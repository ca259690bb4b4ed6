package mail

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"
)

// lines makes a letter of lines, with the line ends of the net.
func lines(l ...string) string { return strings.Join(l, "\r\n") + "\r\n" }

func read(t *testing.T, raw string) Letter {
	letter, err := ReadEML(strings.NewReader(raw), Limits{})
	require.NoError(t, err)
	return letter
}

var plain = lines(
	"Received: from a by b", "Received: from c", "\tby d",
	"From: =?ISO-8859-1?Q?Br=E5_Bj=F8rk?= <bra@kommune.example>",
	"To: Rask Elg <rask@skole.example>,", " Lilla Tiger <lilla@skole.example>",
	"Cc: =?utf-8?B?w5hya2VuIMOFcw==?= <o@x.example>",
	"Subject: =?utf-8?Q?M=C3=B8te_?= =?utf-8?Q?om_gruppe?=",
	"Date: Tue, 5 Mar 2019 14:05:06 +0100",
	"Content-Type: text/plain; charset=iso-8859-1", "Content-Transfer-Encoding: quoted-printable", "",
	"Hei=21 M=F8tet er =", "utsatt til fredag.", "", "Hilsen Br=E5")

func TestAPlainLetter(t *testing.T) {
	letter := read(t, plain)
	require.Equal(t, Header{From: "Brå Bjørk <bra@kommune.example>", To: "Rask Elg <rask@skole.example>, Lilla Tiger <lilla@skole.example>",
		Cc: "Ørken Ås <o@x.example>", Subject: "Møte om gruppe", Date: letter.Header.Date, DateText: "Tue, 5 Mar 2019 14:05:06 +0100"}, letter.Header)
	require.True(t, time.Date(2019, 3, 5, 13, 5, 6, 0, time.UTC).Equal(letter.Header.Date))
	require.Equal(t, []Body{{Plain: "Hei! Møtet er utsatt til fredag.\n\nHilsen Brå\n"}}, letter.Bodies)
	require.Empty(t, letter.Attachments)
	require.False(t, letter.Damaged)
}

var mixed = lines(
	"From: a@x.example", "Subject: vedlegg", "MIME-Version: 1.0", `Content-Type: multipart/mixed; boundary="ytre"`, "",
	"forord som ingen leser", "--ytre",
	"Content-Type: multipart/alternative; boundary=indre", "",
	"--indre", "Content-Type: text/plain; charset=utf-8", "", "Se vedlegg.",
	"--indre", "Content-Type: multipart/related; boundary=bilde", "",
	"--bilde", "Content-Type: text/html; charset=windows-1252", "", "<p>Se <b>vedlegg</b> \xe5 les.</p>",
	"--bilde", "Content-Type: image/png", "Content-ID: <logo>", "Content-Transfer-Encoding: base64", "", "iVBO", "Rw==", "--bilde--",
	"--indre--",
	"--ytre", `Content-Type: application/pdf; name="=?utf-8?Q?=C3=A5rsrapport.pdf?="`, "Content-Transfer-Encoding: base64", "", "JVBERg==",
	"--ytre", "Content-Type: application/octet-stream", "Content-Disposition: attachment; filename*=utf-8''r%C3%A5d.txt", "", "rått",
	"--ytre", "Content-Type: message/rfc822", "", "From: b@x.example", "Subject: inni", "", "Innerst.",
	"--ytre", "Content-Type: text/plain", "", "Sendt fra telefon",
	"--ytre--", "etterord")

func TestPartsFindTheirPlace(t *testing.T) {
	letter := read(t, mixed)
	require.False(t, letter.Damaged)
	require.Equal(t, []Body{{Plain: "Se vedlegg.", HTML: "<p>Se <b>vedlegg</b> å les.</p>"}, {Plain: "Sendt fra telefon"}}, letter.Bodies)
	require.Equal(t, "Se vedlegg.\nSendt fra telefon", letter.Text(nil, nil))
	require.Len(t, letter.Attachments, 4)
	require.Equal(t, Attachment{MIME: "image/png", Inline: true, Content: []byte("\x89PNG"[:4])}, letter.Attachments[0])
	require.Equal(t, Attachment{Name: "årsrapport.pdf", MIME: "application/pdf", Content: []byte("%PDF")}, letter.Attachments[1])
	require.Equal(t, Attachment{Name: "råd.txt", MIME: "application/octet-stream", Content: []byte("rått")}, letter.Attachments[2])
	require.Equal(t, "inni", letter.Attachments[3].Message.Header.Subject)
	require.Equal(t, "Innerst.", letter.Attachments[3].Message.Text(nil, nil))
}

func TestTextTakesTheFirstFormThatHasWords(t *testing.T) {
	upper := func(s string) string { return strings.ToUpper(s) }
	rtf := func(b []byte) string { return "rtf " + string(b) }
	letter := Letter{Bodies: []Body{{Plain: " \n", HTML: "ord"}, {RTF: []byte("x")}, {Plain: "klar"}}}
	require.Equal(t, "ORD\nrtf x\nklar", letter.Text(upper, rtf))
	require.Equal(t, "klar", letter.Text(nil, nil))
}

func TestBrokenLettersAreReadAndSaySo(t *testing.T) {
	for name, c := range map[string]struct {
		raw     string
		text    string
		damaged bool
	}{
		"last boundary lost":       {"From: a\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nen\n--b\n\nto", "en\nto", true},
		"base64 cut":               {"From: a\nContent-Transfer-Encoding: base64\n\nSGVpI", "Hei", true},
		"base64 with rubbish":      {"From: a\nContent-Transfer-Encoding: base64\n\nSG!!V\npIQ==", "Hei!", false},
		"blank line lost":          {"From: a\nSubject: b\nHer er brevet\n", "Her er brevet\n", false},
		"unknown charset, 1252":    {"From: a\nContent-Type: text/plain; charset=x-egen\n\nbl\xe5b\xe6r", "blåbær", false},
		"ascii that is utf-8":      {"From: a\nContent-Type: text/plain; charset=us-ascii\n\nblåbær", "blåbær", false},
		"media type with an error": {"From: a\nContent-Type: text/plain; charset=utf-8; =\n\nblåbær", "blåbær", false},
		"mbox line":                {"From a@x Tue Mar 5 2019\nFrom: a\n\nbrev", "brev", false},
		"folded line of a second":  {"From: a\nTo: b\nTo: c\n d\n\nbrev", "brev", false},
	} {
		letter := read(t, c.raw)
		require.Equal(t, c.text, letter.Text(nil, nil), name)
		require.Equal(t, c.damaged, letter.Damaged, name)
	}
	letter := read(t, "From: Bl\xe5 Elg\nTo: b\nTo: c\n d\n\n")
	require.Equal(t, "Blå Elg", letter.Header.From)
	require.Equal(t, "b", letter.Header.To)
}

func TestEncryptedLettersSaySo(t *testing.T) {
	require.True(t, read(t, "From: a\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n\nx").Encrypted)
	require.True(t, read(t, "From: a\nContent-Type: multipart/encrypted; boundary=b\n\n--b\nContent-Type: application/octet-stream\n\nx\n--b--\n").Encrypted)
	require.False(t, read(t, plain).Encrypted)
}

func TestWhatIsNoLetterIsRefused(t *testing.T) {
	for _, raw := range []string{"", "bare tekst", "Notat: husk\n\nmelk", "{\\rtf1 From: a}", "\x00\x01\x02"} {
		_, err := ReadEML(strings.NewReader(raw), Limits{})
		require.ErrorIs(t, err, NotLetter, "%q", raw)
	}
	broken := errors.New("disk")
	_, err := ReadEML(iotest.ErrReader(broken), Limits{})
	require.ErrorIs(t, err, broken)
}

func TestEMLLimitsHold(t *testing.T) {
	_, err := ReadEML(strings.NewReader(plain), Limits{Bytes: 100})
	require.ErrorIs(t, err, TooLarge)
	many := "From: a\nContent-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\n\nx\n", 200) + "--b--\n"
	_, err = ReadEML(strings.NewReader(many), Limits{Parts: 100})
	require.ErrorIs(t, err, TooDeep)
	deep := strings.Repeat("From: a\nContent-Type: message/rfc822\n\n", 100)
	_, err = ReadEML(strings.NewReader(deep), Limits{})
	require.ErrorIs(t, err, TooDeep)
	boxes := "From: a\n"
	for i := range 100 {
		boxes += fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
	}
	_, err = ReadEML(strings.NewReader(boxes), Limits{})
	require.ErrorIs(t, err, TooDeep)
}

func FuzzReadEML(f *testing.F) {
	f.Add([]byte(plain))
	f.Add([]byte(mixed))
	f.Fuzz(func(t *testing.T, raw []byte) {
		letter, err := ReadEML(strings.NewReader(string(raw)), Limits{})
		if err == nil {
			_ = letter.Text(nil, nil)
		}
	})
}
