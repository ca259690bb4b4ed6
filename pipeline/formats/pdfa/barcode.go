package pdfa

import (
	"errors"
	"fmt"
	"image/color"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/qr"
)

// Narrowest modules in mm: below these a hand scanner misses bars that a laser printer has smeared.
const (
	barModule  = 0.33
	qrModule   = 0.5
	leastBar   = 0.19
	leastQR    = 0.3
	barHeight  = 12
	barQuiet   = 10 // modules left and right (ISO/IEC 15417, 4.4)
	qrQuiet    = 4  // modules on all sides (ISO/IEC 18004, 6.3.8)
	widestCode = 400
)

// Code128 makes a bar code of printable ASCII with its quiet zones. Module is the width of the narrowest bar in mm:
// zero is 0.33, less than 0.19 is an error. Height is in mm; zero is 12.
func Code128(text, alt string, module, height float64) (Figure, error) {
	if module == 0 {
		module = barModule
	}
	if height == 0 {
		height = barHeight
	}
	if err := checkCode(text, module, leastBar); err != nil {
		return Figure{}, fmt.Errorf("pdfa: code 128: %w", err)
	}
	code, err := code128.Encode(text)
	if err != nil {
		return Figure{}, fmt.Errorf("pdfa: code 128: %w", err)
	}
	f := Figure{Alt: alt, W: float64(code.Bounds().Dx()+2*barQuiet) * module, H: height}
	f.Draw = func(g *Drawing) { bars(g, code, module, Rect{barQuiet * module, 0, module, height}) }
	return f, nil
}

// QR makes a QR code, error correction M, of printable ASCII with its quiet zone. Module is the side of one square in mm:
// zero is 0.5, less than 0.3 is an error.
func QR(text, alt string, module float64) (Figure, error) {
	if module == 0 {
		module = qrModule
	}
	if err := checkCode(text, module, leastQR); err != nil {
		return Figure{}, fmt.Errorf("pdfa: QR: %w", err)
	}
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return Figure{}, fmt.Errorf("pdfa: QR: %w", err)
	}
	side := float64(code.Bounds().Dx()+2*qrQuiet) * module
	f := Figure{Alt: alt, W: side, H: side}
	f.Draw = func(g *Drawing) {
		bars(g, code, module, Rect{qrQuiet * module, qrQuiet * module, module, module})
	}
	return f, nil
}

func checkCode(text string, module, least float64) error {
	switch {
	case text == "":
		return errors.New("there is nothing to encode")
	case !plainASCII(text):
		return errors.New("the text is not printable ASCII, which is all that every scanner reads")
	case !allMM(module) || module < least || module > 20:
		return fmt.Errorf("modules of %g mm: must be %g to 20", module, least)
	case len(text) > widestCode:
		return fmt.Errorf("%d characters, more than %d", len(text), widestCode)
	}
	return nil
}

// bars paints the dark modules; neighbours in a row become one rectangle, so that no hairline shows between them.
// First is where the first module stands and how large a module is.
func bars(g *Drawing, code barcode.Barcode, module float64, first Rect) {
	if g.d.err != nil {
		return
	}
	size := code.Bounds()
	for y := range size.Dy() {
		for x := 0; x < size.Dx(); x++ {
			from := x
			for x < size.Dx() && dark(code.At(x, y)) {
				x++
			}
			if x > from {
				g.rect(Rect{first.X + float64(from)*module, first.Y + float64(y)*module, float64(x-from) * module, first.H})
			}
		}
	}
	g.c.str("f\n")
}

func dark(c color.Color) bool {
	r, _, _, _ := c.RGBA()
	return r == 0
}
