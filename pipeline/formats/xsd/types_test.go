//go:build !windows

package xsd

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

// lexicalForms are values that sit at the edges of the lexical spaces of Part 2 §3.
var lexicalForms = []string{
	"", " ", "a", "A1", "1a", "-", "_x", "x.y", "x:y", ":x", "x:", "x y", " x ", "x\ty", "é", "æøå", "a·b", "x/y", "*",
	"0", "00", "+0", "-0", "1", "-1", "+1", "01", "1.", ".1", ".", "1.0", "-1.50", "+.5", "1,5", "1 2", "1e3", "1E-3", "1e", "e1", "1e+3",
	"INF", "-INF", "+INF", "NaN", "inf", "0x10", "1_000", "127", "128", "-128", "-129", "255", "256", "32767", "32768", "-32768", "-32769",
	"65535", "65536", "2147483647", "2147483648", "-2147483648", "-2147483649", "4294967295", "4294967296", "9223372036854775807",
	"9223372036854775808", "-9223372036854775808", "-9223372036854775809", "18446744073709551615", "18446744073709551616",
	"123456789012345678901234", "0.000000000000000000001", "1e400", "3.5e38",
	"true", "false", "True", "TRUE", "yes", " true ",
	"2020-02-29", "2019-02-29", "2000-02-29", "1900-02-29", "2020-04-31", "2020-13-01", "2020-00-10", "2020-01-00", "2020-1-1", "0001-01-01",
	"0000-01-01", "-0001-01-01", "12020-01-01", "02020-01-01", "2020-01-01Z", "2020-01-01+14:00", "2020-01-01-14:00", "2020-01-01+14:01",
	"2020-01-01+1:00", "2020-01-01z", "20200101", "2020-01-01T", "2020-01-01T00:00:00", "2020-01-01T24:00:00", "2020-01-01T24:00:00.0",
	"2020-01-01T24:01:00", "2020-01-01T23:59:60", "2020-01-01T12:00:00.", "2020-01-01T12:00:00.123456789", "2020-01-01T12:00", "2020-01-01 12:00:00",
	"2020-01-01T12:00:00Z", "2020-01-01T12:00:00+01:00", "2020-01-01T12:60:00", "2020-01-01T25:00:00", "-2020-01-01T12:00:00Z",
	"12:00:00", "24:00:00", "12:00", "12:00:00Z", "12:00:00.5-05:00", "1:00:00", "23:59:59.999",
	"2020", "20", "-2020", "2020Z", "02020", "0000", "2020+01:00", "2020-01", "2020-13", "2020-01Z", "--01", "--13", "--01--", "--12Z", "--02-29", "--02-30",
	"--04-31", "--12-31Z", "---01", "---31", "---32", "---01Z", "---1",
	"P1Y", "P1Y2M3DT4H5M6.7S", "-P1D", "P", "PT", "P1YT", "PT1S", "P1S", "PT1.S", "PT.5S", "P-1Y", "+P1Y", "P1M1Y", "PT1M1H", "P1.5Y", "PT0S", "p1y",
	"00", "0F", "0f", "0", "0G", "0 0", "AAAA", "QQ==", "QQ=", "QQ", "QR==", "QUI=", "QUJ=", "Q Q = =", "Q===", "=", "QQ==QQ==", "+/+/", "-_-_",
	"en", "en-US", "nb-NO", "i-klingon", "abcdefghi", "en_US", "x-", "sami-sørsamisk", "zh-Hans-CN",
	"http://a/b", "http://a:80/", "http://a:x/", "http://[::1]/", "http://[::1", "http://a b", "a%20b", "a%2", "a%zz", "#f", "#a#b", "mailto:a@b", "1a:b", "../x", "//x",
	"file:///C:/x", "C:\\x", "urn:uuid:1", "http://æ/", "{x}", "?a=b", "a?b?c", "http://", ":", "a:", "x|y", "<", "\"", "^", "http://u@h:1/p", "file:x y.pdf", "[", "a]b",
	"a b c", "x y:z", "1 2", "a  b",
}

// TestBuiltInTypesAgreeWithJudge puts every lexical form to every built-in type (Part 2 §3.2, §3.3).
func TestBuiltInTypesAgreeWithJudge(t *testing.T) {
	names := append(allBuiltins(), "anySimpleType")
	checked := 0
	for _, name := range names {
		if name == "NOTATION" || name == "ID" { // not for elements on their own; one ID a value
			continue
		}
		definition := fmt.Sprintf(`<xs:simpleType name="t"><xs:restriction base="xs:%s"/></xs:simpleType>`, name)
		if name == "anySimpleType" {
			definition = `<xs:complexType name="t"><xs:simpleContent><xs:extension base="xs:anySimpleType"/></xs:simpleContent></xs:complexType>`
		}
		checked += compareValues(t, name, definition, lexicalForms)
	}
	t.Logf("%d values", checked)
}

func allBuiltins() []string {
	names := []string{"NMTOKENS", "IDREFS", "ENTITIES"}
	for _, d := range derivedTypes {
		names = append(names, d.name)
	}
	for name := range primitives {
		if name != "anySimpleType" {
			names = append(names, name)
		}
	}
	return names
}

// compareValues validates one document with one value a line with both, and compares line by line.
func compareValues(t *testing.T, name, definition string, values []string) int {
	t.Helper()
	schema := `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">` + definition +
		`<xs:element name="r"><xs:complexType><xs:sequence><xs:element name="v" type="t" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element></xs:schema>`
	s, err := Load(fstest.MapFS{"t.xsd": {Data: []byte(schema)}}, nil, "t.xsd")
	require.NoError(t, err, name)
	file := filepath.Join(t.TempDir(), "t.xsd")
	require.NoError(t, os.WriteFile(file, []byte(schema), 0o600))
	var doc bytes.Buffer
	doc.WriteString("<r xmlns:x='urn:x'>\n")
	for _, v := range values {
		doc.WriteString("<v>")
		require.NoError(t, xml.EscapeText(&doc, []byte(v)))
		doc.WriteString("</v>\n")
	}
	doc.WriteString("</r>\n")
	theirs := judge(t, file, catalogPath(t), [][]byte{doc.Bytes()})[0]
	mine := ours(t, s, doc.Bytes())
	bad := func(lines []int) map[int]bool {
		set := map[int]bool{}
		for _, l := range lines {
			set[l-2] = true
		}
		return set
	}
	known := typeDisagreements(t)
	us, them := bad(mine.exact), bad(theirs.lines)
	for i, v := range values {
		if us[i] == them[i] {
			continue
		}
		side := "valid"
		if us[i] {
			side = "invalid"
		}
		if known[name+"|"+v] != side && known[name+"|*"] != side && known["*|"+v] != side {
			t.Errorf("%s: %q is %s by us, not by the judge", name, v, side)
		}
	}
	return len(values)
}

// typeDisagreements reads testdata/type-disagreements.csv: type, value, our verdict, clause.
func typeDisagreements(t testing.TB) map[string]string {
	b, err := os.ReadFile("testdata/type-disagreements.csv")
	require.NoError(t, err)
	known := map[string]string{}
	for _, line := range strings.Split(strings.TrimRight(string(b), "\n"), "\n")[1:] {
		cells := strings.Split(line, ";")
		require.Len(t, cells, 4, line)
		known[cells[0]+"|"+cells[1]] = cells[2]
	}
	return known
}
