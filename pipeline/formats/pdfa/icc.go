package pdfa

import (
	"encoding/binary"
	"math"
)

// The output intent's profile: IEC 61966-2-1 (sRGB) as an ICC version 2 display profile of three colorants
// and one curve. It is computed from the numbers of the standard instead of being carried as a blob,
// because PDF/A-1 allows version 2 at most (ISO 19005-1, 6.2.2) and the profiles one finds have licences.

// chromaticities of IEC 61966-2-1, table 1
var (
	srgbPrimaries = [3][2]float64{{0.64, 0.33}, {0.30, 0.60}, {0.15, 0.06}}
	srgbWhite     = [2]float64{0.3127, 0.3290}
	pcsWhite      = [3]float64{0.9642, 1, 0.8249} // D50 of the profile connection space, ICC.1:2001-04, A.1
)

// curvePoints is the number of samples of the tone curve: with linear interpolation between 64 of them
// the error stays under a fifth of an 8-bit step.
const curvePoints = 64

type matrix [3][3]float64

// srgbLinear is the transfer function of IEC 61966-2-1, 5.2: encoded value to linear light, both 0–1.
func srgbLinear(v float64) float64 {
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

// colorants returns the XYZ of the three primaries as columns, adapted from D65 to D50 (linear Bradford).
func colorants() matrix {
	var raw matrix
	for i, p := range srgbPrimaries {
		x := xyz(p)
		raw[0][i], raw[1][i], raw[2][i] = x[0], x[1], x[2]
	}
	scale := raw.inverse().apply(xyz(srgbWhite))
	for row := range raw {
		for i := range scale {
			raw[row][i] *= scale[i]
		}
	}
	return adaptation(xyz(srgbWhite), pcsWhite).times(raw)
}

func xyz(p [2]float64) [3]float64 {
	return [3]float64{p[0] / p[1], 1, (1 - p[0] - p[1]) / p[1]}
}

func adaptation(from, to [3]float64) matrix {
	bradford := matrix{{0.8951, 0.2664, -0.1614}, {-0.7502, 1.7135, 0.0367}, {0.0389, -0.0685, 1.0296}}
	a, b := bradford.apply(from), bradford.apply(to)
	gain := matrix{{b[0] / a[0]}, {0, b[1] / a[1]}, {0, 0, b[2] / a[2]}}
	return bradford.inverse().times(gain.times(bradford))
}

func (m matrix) apply(v [3]float64) (out [3]float64) {
	for i := range out {
		out[i] = m[i][0]*v[0] + m[i][1]*v[1] + m[i][2]*v[2]
	}
	return out
}

func (m matrix) times(n matrix) (out matrix) {
	for i := range out {
		for j := range out {
			out[i][j] = m[i][0]*n[0][j] + m[i][1]*n[1][j] + m[i][2]*n[2][j]
		}
	}
	return out
}

func (m matrix) inverse() (out matrix) {
	var det float64
	for i := range m {
		for j := range m {
			a, b, c, d := (i+1)%3, (i+2)%3, (j+1)%3, (j+2)%3
			out[j][i] = m[a][c]*m[b][d] - m[a][d]*m[b][c]
		}
		det += m[0][i] * out[i][0]
	}
	for i := range out {
		for j := range out {
			out[i][j] /= det
		}
	}
	return out
}

type iccTag struct {
	name string
	data []byte
}

// srgbProfile builds the profile (ICC.1:2001-04, 6).
func srgbProfile() []byte {
	m := colorants()
	column := func(i int) []byte { return iccXYZ([3]float64{m[0][i], m[1][i], m[2][i]}) }
	curve := iccCurve()
	tags := []iccTag{
		{"desc", iccDescription("sRGB IEC61966-2.1")},
		{"cprt", append([]byte("text\x00\x00\x00\x00"), "No copyright\x00"...)},
		{"wtpt", iccXYZ(pcsWhite)},
		{"rXYZ", column(0)}, {"gXYZ", column(1)}, {"bXYZ", column(2)},
		{"rTRC", curve}, {"gTRC", curve}, {"bTRC", curve},
	}
	table := binary.BigEndian.AppendUint32(nil, uint32(len(tags)))
	var body []byte
	base, at := 128+4+12*len(tags), 0
	for i, tag := range tags {
		if i == 0 || &tag.data[0] != &tags[i-1].data[0] { // the three curves are one
			at = base + len(body)
			body = append(body, tag.data...)
			body = append(body, make([]byte, -len(body)&3)...)
		}
		table = append(table, tag.name...)
		table = binary.BigEndian.AppendUint32(table, uint32(at))
		table = binary.BigEndian.AppendUint32(table, uint32(len(tag.data)))
	}
	return append(append(iccHeader(base+len(body)), table...), body...)
}

// iccHeader is dated with the day of the sRGB standard: a profile without a clock.
func iccHeader(size int) []byte {
	h := make([]byte, 128)
	binary.BigEndian.PutUint32(h, uint32(size))
	copy(h[8:], "\x02\x10\x00\x00mntrRGB XYZ ")
	for i, v := range []uint16{1999, 10, 18, 0, 0, 0} {
		binary.BigEndian.PutUint16(h[24+2*i:], v)
	}
	copy(h[36:], "acsp")
	copy(h[68:], iccXYZ(pcsWhite)[8:])
	return h
}

func iccXYZ(v [3]float64) []byte {
	b := []byte("XYZ \x00\x00\x00\x00")
	for _, x := range v {
		b = binary.BigEndian.AppendUint32(b, uint32(int32(math.Round(x*65536))))
	}
	return b
}

func iccCurve() []byte {
	b := []byte("curv\x00\x00\x00\x00\x00\x00\x00")
	b = append(b, curvePoints)
	for i := range curvePoints {
		v := srgbLinear(float64(i) / (curvePoints - 1))
		b = binary.BigEndian.AppendUint16(b, uint16(math.Round(v*65535)))
	}
	return b
}

// iccDescription is a textDescriptionType: the ASCII name, and empty Unicode and Macintosh names.
func iccDescription(name string) []byte {
	b := []byte("desc\x00\x00\x00\x00")
	b = binary.BigEndian.AppendUint32(b, uint32(len(name)+1))
	b = append(append(b, name...), 0)
	return append(b, make([]byte, 4+4+2+1+67)...)
}
