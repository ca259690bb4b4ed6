package pdfa

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Flavour is the standard that a document follows.
type Flavour int

const (
	// A2aUA1 is PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) in one file: the default.
	A2aUA1 Flavour = iota
	// A1b is PDF/A-1b (ISO 19005-1), for depots that ask for it. The tags are written but not promised.
	A1b
)

// PageSize is the width and height of a page in millimetres.
type PageSize struct{ W, H float64 }

// A4 is 210 × 297 mm.
func A4() PageSize { return PageSize{210, 297} }

// A4Landscape is 297 × 210 mm.
func A4Landscape() PageSize { return PageSize{297, 210} }

// Margins are the white edges of a page in millimetres.
type Margins struct{ Top, Right, Bottom, Left float64 }

// Options say what a document is. Title, Lang and Created are required.
type Options struct {
	Flavour Flavour
	Title   string // shown by viewers in place of the file name (ISO 14289-1, 7.1)
	Author  string
	Subject string
	Creator string // the program that asks for the document
	// Producer is the program that writes it; empty means this package.
	Producer string
	// Lang is the language of the document as in BCP 47: nb-NO, nn-NO, se-NO, en.
	Lang string
	// Created is the one date in the file, cut to seconds, in its own zone.
	Created time.Time

	Page    PageSize // of flowing pages; zero is A4
	Margins Margins  // of flowing pages; zero is 15 mm all round
	Size    float64  // of running text in points; zero is 10
	// Furniture gives what stands at the top and bottom of flowing page number page of pages.
	// It is called when a page begins, with 99,999 as pages, to see how much room it takes,
	// and once more in Close, with the real number, to print it. Nil is no furniture.
	Furniture func(page, pages int) Furniture
}

// Furniture is what surrounds the text on a page and is not part of it: screen readers pass over it (ISO 32000-1, 14.8.2.2).
type Furniture struct {
	Header []FurnitureLine // from the top margin down, a thin rule below
	Footer []FurnitureLine // down to the bottom margin
	Size   float64         // points; zero is 8
}

// FurnitureLine is one line of furniture. Texts too wide for their part are wrapped, never cut.
type FurnitureLine struct {
	Left, Center, Right string
	Bold                bool
}

func (o Options) completed() (Options, error) {
	if o.Page == (PageSize{}) {
		o.Page = A4()
	}
	if o.Margins == (Margins{}) {
		o.Margins = Margins{15, 15, 15, 15}
	}
	if o.Size == 0 {
		o.Size = 10
	}
	if o.Producer == "" {
		o.Producer = "arkivdepot pdfa"
	}
	for _, field := range []*string{&o.Title, &o.Author, &o.Subject, &o.Creator, &o.Producer} {
		*field = norm.NFC.String(*field)
	}
	o.Created = o.Created.Truncate(time.Second)
	return o, o.check()
}

func (o Options) check() error {
	if o.Flavour != A2aUA1 && o.Flavour != A1b {
		return fmt.Errorf("pdfa: no such flavour: %d", o.Flavour)
	}
	if strings.TrimSpace(o.Title) == "" {
		return errors.New("pdfa: Options.Title is empty: PDF/UA asks for a title")
	}
	for _, f := range []struct{ name, value string }{
		{"Title", o.Title}, {"Author", o.Author}, {"Subject", o.Subject}, {"Creator", o.Creator}, {"Producer", o.Producer},
	} {
		if err := checkMeta(f.value); err != nil {
			return fmt.Errorf("pdfa: Options.%s %w", f.name, err)
		}
	}
	if err := checkLang(o.Lang); err != nil {
		return fmt.Errorf("pdfa: Options.Lang: %w", err)
	}
	if y := o.Created.Year(); o.Created.IsZero() || y < 1 || y > 9999 {
		return errors.New("pdfa: Options.Created is not set: the document has no other clock")
	}
	if _, offset := o.Created.Zone(); offset%60 != 0 {
		return errors.New("pdfa: Options.Created has a zone with seconds, which a PDF date cannot say")
	}
	if err := o.Page.check(); err != nil {
		return err
	}
	m := o.Margins
	if !allMM(m.Top, m.Right, m.Bottom, m.Left) || min(m.Top, m.Right, m.Bottom, m.Left) < 0 {
		return errors.New("pdfa: Options.Margins must be 0 mm or more")
	}
	if o.Page.W-m.Left-m.Right < 20 || o.Page.H-m.Top-m.Bottom < 20 {
		return errors.New("pdfa: the margins leave less than 20 mm of the page")
	}
	return checkSize(o.Size)
}

// checkMeta refuses what XML 1.0 cannot hold, and what would differ between Info and XMP after an XML reader's trimming.
func checkMeta(s string) error {
	if !utf8.ValidString(s) {
		return errors.New("is not UTF-8")
	}
	for _, r := range s {
		if unicode.IsControl(r) || r == '\uFFFE' || r == '\uFFFF' || r == '\u2028' || r == '\u2029' {
			return fmt.Errorf("holds the control character %U", r)
		}
	}
	if s != strings.TrimSpace(s) {
		return errors.New("begins or ends with a space")
	}
	return nil
}

// checkLang accepts the shape of a BCP 47 tag: a language of two or three letters and subtags.
func checkLang(tag string) error {
	for i, part := range strings.Split(tag, "-") {
		if part == "" || len(part) > 8 || i == 0 && (len(part) < 2 || len(part) > 3) {
			return fmt.Errorf("%q is not a language tag like nb-NO", tag)
		}
		for _, c := range []byte(part) {
			letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
			if !letter && (i == 0 || c < '0' || c > '9') {
				return fmt.Errorf("%q is not a language tag like nb-NO", tag)
			}
		}
	}
	return nil
}

// check holds a page inside what PDF/A-2 allows, 3 to 14,400 points (ISO 19005-2, 6.1.13).
func (p PageSize) check() error {
	if !allMM(p.W, p.H) || min(p.W, p.H) < 10 || max(p.W, p.H) > 5000 {
		return fmt.Errorf("pdfa: a page of %g × %g mm: both must be 10 to 5000", p.W, p.H)
	}
	return nil
}

func checkSize(size float64) error {
	if !(size >= 2 && size <= 400) {
		return fmt.Errorf("pdfa: text of %g points: must be 2 to 400", size)
	}
	return nil
}

// allMM tells whether lengths are numbers that a page can have.
func allMM(values ...float64) bool {
	for _, v := range values {
		if math.IsNaN(v) || math.Abs(v) > 10000 {
			return false
		}
	}
	return true
}
