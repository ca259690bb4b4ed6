package reception

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzStatedPlacesStayBelowMapper(f *testing.F) {
	for _, seed := range []string{"1979-80/45", `inn\mapper\45_1979-80`, "../x", "mapper/../..", "/etc", `C:\x`, "a/./b//c", ".", "inn", "mapper", "...", "mapper//..//x", "~"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, stated string) {
		place, ok := cleanPlace(stated)
		if !ok {
			return
		}
		if !strings.HasPrefix(strings.ToLower(place), mapperDir+"/") || place == mapperDir+"/" {
			t.Fatalf("%q became %q", stated, place)
		}
		for _, part := range strings.Split(place, "/") {
			if part == ".." || part == "." || part == "" {
				t.Fatalf("%q became %q", stated, place)
			}
		}
	})
}

func FuzzSoundTextIsTextForXML(f *testing.F) {
	for _, seed := range []string{"Åse", "A\u030ase", "a\x00b", "a\ufffeb", "\xff\xfe", "a\r\nb", "\U0001F600"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		sound, clean := soundText(text)
		if !utf8.ValidString(sound) || strings.ContainsAny(sound, "\x00\x08\x1f\n\ufffe\uffff") {
			t.Fatalf("%q became %q", text, sound)
		}
		if again, still := soundText(sound); again != sound || !still {
			t.Fatalf("%q is not steady", sound)
		}
		if clean && !utf8.ValidString(text) {
			t.Fatalf("%q passed as clean", text)
		}
	})
}
