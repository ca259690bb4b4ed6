package reception

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

func TestARegisterThatCannotBeReadIsAHoldAndTouchesNothing(t *testing.T) {
	sound := book{clients: rows(soundRow("45/79"))}.bytes(t)
	for name, c := range map[string]struct {
		register []byte
		name     string
		absent   bool
		want     deposit.Code
	}{
		"absent":           {absent: true, want: NoRegister},
		"old xls":          {register: compound("Workbook"), name: "register.xls", want: RegisterFormat},
		"opendocument":     {register: zipOf(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet"), name: "register.ods", want: RegisterFormat},
		"DOCTYPE":          {register: patched(t, sound, "xl/workbook.xml", `<!DOCTYPE x [<!ENTITY a "b">]>`), name: "register.xlsx", want: RegisterUnsafe},
		"zip bomb":         {register: zipOf(t, "[Content_Types].xml", "<a/>", "xl/worksheets/sheet1.xml", strings.Repeat(" ", 80<<20)), name: "register.xlsx", want: RegisterUnsafe},
		"cut":              {register: sound[:len(sound)-200], name: "register.xlsx", want: RegisterDamaged},
		"NUL byte":         {register: []byte("Journalnummer;Etternavn\n45/79;\x00\n"), name: "register.csv", want: RegisterDamaged},
		"no headings":      {register: []byte("a;b\n1;2\n"), name: "register.csv", want: NoHeadings},
		"no number column": {register: []byte("Etternavn;Fornavn\nFjell;Rask\n"), name: "register.csv", want: NoNumberColumn},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMemory()
			receive(t, book{clients: rows(soundRow("45/79"))}.tray(t, inFolder+"a.pdf"), m)
			report := receive(t, &tray{register: c.register, name: c.name, absent: c.absent}, m)
			require.True(t, report.Refused)
			require.Equal(t, []string{string(c.want)}, m.codes())
			require.Len(t, m.folders, 1, "what was received stays")
			receive(t, &tray{absent: c.want != NoRegister, register: []byte("a;b\n1;2\n"), name: "register.csv"}, m)
			require.Len(t, m.codes(), 1, "another refusal stands in its place")
			require.NotEqual(t, []string{string(c.want)}, m.codes())
			report = receive(t, book{clients: rows(soundRow("45/79"))}.tray(t, inFolder+"a.pdf"), m)
			require.False(t, report.Refused || report.Unchanged, "the register that was there before is received")
			require.Empty(t, m.codes())
			require.Equal(t, deposit.Hold, deposit.Lookup(c.want).Severity)
			require.Empty(t, deposit.Lookup(c.want).Answers, "an unreadable register is mended, not answered")
		})
	}
}

func TestAProtectedRegisterSaysSo(t *testing.T) {
	m := newMemory()
	require.True(t, receive(t, &tray{register: compound("EncryptedPackage"), name: "register.xlsx"}, m).Refused)
	require.Equal(t, []string{string(RegisterPassword)}, m.codes())
}

func TestARowThatIsOddInCSV(t *testing.T) {
	head := soundHead + "\n"
	row := "45/79;Fjell;Rask;12.05.1971;ja;01.09.1979;grunnskole;01.06.1987;15.06.1987"
	for name, c := range map[string]struct {
		text string
		want deposit.Code
	}{
		"ragged":    {head + row + ";én for mye\n", RaggedRow},
		"bad text":  {head + strings.Replace(row, "Fjell", "Fj\x01ell", 1) + "\n", BadText},
		"no number": {head + row + "\n" + strings.Replace(row, "45/79", "", 1) + "\n", NumberMissing},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMemory()
			receive(t, &tray{register: []byte(c.text), name: "register.csv"}, m)
			require.Equal(t, []string{string(c.want)}, m.codes())
		})
	}
}

func TestATextFileIsKnownByItsName(t *testing.T) {
	m := newMemory()
	receive(t, &tray{register: []byte("Etternavn;Fornavn\nFjell;Rask\n"), name: "register.csv"}, m)
	require.Len(t, m.found, 1)
	for _, f := range m.found {
		require.Equal(t, "register.csv", f.Sheet)
		require.Equal(t, "Arket «register.csv» har ingen kolonne for journalnummer.", f.Say("nb").Text)
	}
}

func TestAFormulaIsTextAndSaid(t *testing.T) {
	register := patchedWith(t, book{clients: rows(soundRow("45/79"))}.bytes(t), "xl/worksheets/sheet1.xml", func(xml string) string {
		i := strings.Index(xml, "<t>Fjell</t>")
		require.Positive(t, i)
		start := strings.LastIndex(xml[:i], "<c ")
		end := i + strings.Index(xml[i:], "</c>")
		ref := xml[start:i]
		ref = ref[strings.Index(ref, `r="`) : strings.Index(ref, `r="`)+6]
		return xml[:start] + `<c ` + ref[:strings.LastIndex(ref, `"`)+1] + ` t="str"><f>cmd|'/c calc'!A1</f><v>Fjell</v>` + xml[end:]
	})
	m := newMemory()
	receive(t, &tray{register: register, name: "register.xlsx"}, m)
	require.Equal(t, []string{string(FormulaCell)}, m.codes())
	require.Equal(t, "Fjell", m.only(t).Parts[0].(deposit.Card).LastName)
}

func TestAnErrorInACellIsReadAsEmptyAndSaid(t *testing.T) {
	register := patchedWith(t, book{clients: rows(soundRow("45/79", "Antall omslag", "99999"))}.bytes(t), "xl/worksheets/sheet1.xml", func(xml string) string {
		i := strings.Index(xml, "<t>99999</t>")
		require.Positive(t, i)
		start, end := strings.LastIndex(xml[:i], "<c "), i+strings.Index(xml[i:], "</c>")
		ref := xml[start+strings.Index(xml[start:i], `r="`):]
		return xml[:start] + "<c " + ref[:strings.Index(ref[3:], `"`)+4] + ` t="e"><v>#REF!</v>` + xml[end:]
	})
	m := newMemory()
	receive(t, &tray{register: register, name: "register.xlsx"}, m)
	require.Equal(t, []string{string(FaultyCell)}, m.codes())
}

func TestWhatIsTakenOutOfACellIsNamedWithItsPlace(t *testing.T) {
	for text, want := range map[string]string{
		"Fj\x01ell": "U+0001 (3)", "sk\uFFFDl\uFFFEn": "U+FFFD (3), U+FFFE (5)", "br\xf8d": "byte F8 (3)", "F\tj\nell": "",
		"\x01\x02\x03\x04\x05\x06": "U+0001 (1), U+0002 (2), U+0003 (3), U+0004 (4), U+0005 (5) …",
	} {
		require.Equal(t, want, dropped(text), "%q", text)
		_, clean := soundText(text)
		require.Equal(t, want == "", clean, "%q", text)
	}
	m := newMemory()
	receive(t, &tray{register: []byte(soundHead + "\n45/79;Fj\x01ell;Rask;12.05.1971;ja;01.09.1979;grunnskole;01.06.1987;15.06.1987\n"), name: "register.csv"}, m)
	require.Equal(t, []string{"Etternavn", "U+0001 (3)"}, m.only(t).Findings[0].Args)
}

func TestWithoutACenturyATwoDigitYearHolds(t *testing.T) {
	m := newMemory()
	receive(t, book{clients: rows(soundRow("45/79"), soundRow("46/1979"))}.tray(t), m, func(d *deposit.Deposit) { d.Century = 0 })
	require.Equal(t, []string{string(NumberUnclear)}, m.codes())
}

// compound is an OLE file, as old workbooks and protected new ones are, with one directory entry of a name.
func compound(entry string) []byte {
	data := make([]byte, 4096)
	copy(data, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	copy(data[24:], []byte{0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0})
	put := func(at int, v uint32) {
		data[at], data[at+1], data[at+2], data[at+3] = byte(v), byte(v>>8), byte(v>>16), byte(v>>24)
	}
	put(44, 1)
	put(48, 1)
	put(56, 4096)
	put(60, 0xfffffffe)
	put(68, 0xfffffffe)
	for i := range 109 {
		put(76+4*i, 0xffffffff)
	}
	put(76, 0)
	for i := range 128 {
		put(512+4*i, 0xffffffff)
	}
	put(512, 0xfffffffd)
	put(516, 0xfffffffe)
	for i, name := range []string{"Root Entry", entry} {
		at := 1024 + 128*i
		for j, r := range name {
			data[at+2*j] = byte(r)
		}
		data[at+64] = byte(2*len(name) + 2)
		data[at+66] = []byte{5, 2}[i]
		data[at+67] = 1
		for _, link := range []int{68, 72, 76} {
			put(at+link, 0xffffffff)
		}
		put(at+116, 0xfffffffe)
	}
	put(1024+76, 1)
	for i := 2; i < 4; i++ {
		for _, link := range []int{68, 72, 76} {
			put(1024+128*i+link, 0xffffffff)
		}
	}
	return data
}

func zipOf(t *testing.T, parts ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := 0; i < len(parts); i += 2 {
		part, err := w.Create(parts[i])
		require.NoError(t, err)
		_, err = io.WriteString(part, parts[i+1])
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return out.Bytes()
}

// patched puts text behind the XML declaration of a part.
func patched(t *testing.T, archive []byte, part, insert string) []byte {
	return patchedWith(t, archive, part, func(xml string) string {
		at := strings.Index(xml, "?>") + 2
		return xml[:at] + insert + xml[at:]
	})
}

func patchedWith(t *testing.T, archive []byte, part string, change func(string) string) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	require.NoError(t, err)
	var parts []string
	for _, f := range r.File {
		in, err := f.Open()
		require.NoError(t, err)
		body, err := io.ReadAll(in)
		require.NoError(t, err)
		text := string(body)
		if f.Name == part {
			text = change(text)
		}
		parts = append(parts, f.Name, text)
	}
	return zipOf(t, parts...)
}
