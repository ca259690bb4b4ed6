package workshop

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"unicode"

	"github.com/arkivdepot/arkivdepot/pipeline/edge/soffice"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/pdfclaim"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/words"
)

// twins are fonts whose letters are as wide as those of another: what is set in one of them keeps its lines and pages when the other takes its place
// (fontconfig, 30-metric-aliases.conf). By the font that is asked for, the others in small letters without spaces.
var twins = map[string]string{
	"arial": "liberationsans arimo nimbussans helvetica", "helvetica": "liberationsans arimo nimbussans arial", "arialnarrow": "liberationsansnarrow nimbussansnarrow",
	"timesnewroman": "liberationserif tinos nimbusroman times", "times": "liberationserif tinos nimbusroman timesnewroman",
	"couriernew": "liberationmono cousine nimbusmonops courier", "courier": "liberationmono cousine nimbusmonops couriernew",
	"calibri": "carlito", "cambria": "caladea", "georgia": "gelasio",
}

// signs are fonts of pictures and bullets, whose signs are taken from another font one by one.
var signs = map[string]bool{"symbol": true, "wingdings": true, "wingdings2": true, "wingdings3": true, "webdings": true, "zapfdingbats": true, "marlett": true}

// fontKey is a font's name without what its writers differ in: spaces, cut and slope, the maker's mark. «Times New Roman» is TimesNewRomanPS-BoldMT in a PDF.
func fontKey(name string) string {
	name, _, _ = strings.Cut(name, "-")
	name, _, _ = strings.Cut(name, ",")
	name = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
	for _, ending := range []string{"mt", "ps", "regular", "bold", "italic", "oblique"} {
		if rest := strings.TrimSuffix(name, ending); rest != "" {
			name = rest
		}
	}
	return name
}

// replacements are the fonts that a source asks for and its rendition does not have.
type replacements struct {
	kept    []string // by a font of the same widths, as «Calibri → Carlito»
	changed []string // by another
}

// replaced compares names of fonts.
func replaced(asked, embedded []string) replacements {
	has := map[string]string{}
	for _, name := range embedded {
		if key := fontKey(name); has[key] == "" {
			has[key] = family(name)
		}
	}
	var r replacements
	for _, name := range asked {
		key := fontKey(name)
		if has[key] != "" || signs[key] || key == "" {
			continue
		}
		twin := ""
		for _, t := range strings.Fields(twins[key]) {
			if twin == "" {
				twin = has[t]
			}
		}
		if twin != "" {
			r.kept = append(r.kept, printable(name)+" → "+twin)
		} else {
			r.changed = append(r.changed, printable(name))
		}
	}
	slices.Sort(r.kept)
	slices.Sort(r.changed)
	r.kept, r.changed = slices.Compact(r.kept), slices.Compact(r.changed)
	return r
}

// family is the name of an embedded font without its cut and slope.
func family(name string) string {
	name, _, _ = strings.Cut(name, "-")
	return printable(name)
}

const (
	mostLetters = 40 // of a font's name in the record: names come from the file
	mostFonts   = 12
)

func printable(name string) string {
	clean := []rune(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(" -_", r) {
			return r
		}
		return -1
	}, name))
	return string(clean[:min(len(clean), mostLetters)])
}

// listed is names for the record.
func listed(names []string) string {
	if len(names) > mostFonts {
		names = append(slices.Clone(names[:mostFonts]), "…")
	}
	return strings.Join(names, ", ")
}

// asks reads which fonts the source asks for. Of a PDF those count that it does not have itself.
func (p *place) asks(ctx context.Context, w *work) error {
	return opened(w.source, func(f *os.File, size int64) (err error) {
		if !isPDF(w.job.PUID) {
			w.fonts, w.fontsKnown, err = p.reader.Fonts(ctx, w.job.PUID, words.Source{R: f, Size: size})
			return err
		}
		claim, err := pdfclaim.Look(f, size)
		if errors.Is(err, pdfclaim.ErrTooLarge) {
			return nil
		}
		w.fonts, w.fontsKnown, w.inside = claim.Loose, true, claim.Attached
		return err
	})
}

// compareFonts records which of the fonts that the source asks for are others in the rendition. Where nobody can tell what it asks for, fonts
// that are made to stand in for others are recorded as what they probably are.
func (w *work) compareFonts(embedded []string) {
	if family, office := soffice.FamilyOf(w.job.PUID); !office && !isPDF(w.job.PUID) || family.Name == "html" {
		return // we set it ourselves, or it leaves the font to whoever shows it
	}
	if !w.fontsKnown {
		w.standIns(embedded)
		return
	}
	if isPDF(w.job.PUID) {
		embedded = stoodIn(w.fonts)
	}
	r := replaced(w.fonts, embedded)
	if len(r.kept) > 0 {
		w.saw("replaced_fonts", "same_widths", len(r.kept), listed(r.kept))
	}
	if len(r.changed) > 0 {
		w.saw("replaced_fonts", "other_widths", len(r.changed), listed(r.changed))
	}
}

var ghostFonts = map[string]string{"nimbussans": "NimbusSans", "nimbusroman": "NimbusRoman", "nimbusmonops": "NimbusMonoPS"}

// stoodIn are the fonts that Ghostscript has for those that every reader of PDF once had (ISO 32000-1, 9.6.2.2). It embeds them under the name that was asked
// for, so that the rendition does not tell.
func stoodIn(asked []string) (all []string) {
	for _, name := range asked {
		for _, twin := range strings.Fields(twins[fontKey(name)]) {
			if own := ghostFonts[twin]; own != "" {
				all = append(all, own)
			}
		}
	}
	return all
}

// standInFor is the fonts that exist to be the twins of others.
var standInFor = map[string]string{"liberationsans": "Arial", "liberationserif": "Times New Roman", "liberationmono": "Courier New", "carlito": "Calibri", "caladea": "Cambria",
	"liberationsansnarrow": "Arial Narrow", "gelasio": "Georgia"}

func (w *work) standIns(embedded []string) {
	var likely []string
	for _, name := range embedded {
		if of := standInFor[fontKey(name)]; of != "" {
			likely = append(likely, of+" → "+family(name))
		}
	}
	slices.Sort(likely)
	if likely = slices.Compact(likely); len(likely) > 0 {
		w.saw("replaced_fonts", "likely", len(likely), listed(likely))
		return
	}
	w.saw("replaced_fonts", "unknown", 0, "")
}
