package pdfa

import (
	"encoding/binary"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

type profile []byte

func (p profile) tag(t *testing.T, name string) []byte {
	for i := range int(binary.BigEndian.Uint32(p[128:])) {
		entry := p[132+12*i:]
		if string(entry[:4]) == name {
			at, size := binary.BigEndian.Uint32(entry[4:]), binary.BigEndian.Uint32(entry[8:])
			require.Zero(t, at%4, "tags begin at multiples of four")
			return p[at : at+size]
		}
	}
	t.Fatalf("no tag %s", name)
	return nil
}

func fixed16(b []byte) float64 { return float64(int32(binary.BigEndian.Uint32(b))) / 65536 }

func TestProfileIsAVersion2DisplayProfile(t *testing.T) {
	p := profile(srgbProfile())
	require.Equal(t, len(p), int(binary.BigEndian.Uint32(p)), "size in the header")
	require.Less(t, len(p), 700)
	require.Equal(t, byte(2), p[8], "major version: PDF/A-1 takes no other")
	require.Equal(t, "mntrRGB XYZ ", string(p[12:24]))
	require.Equal(t, "acsp", string(p[36:40]))
	for _, name := range []string{"desc", "cprt", "wtpt", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"} {
		require.NotEmpty(t, p.tag(t, name)) // ICC.1:2001-04, 6.3.2
	}
	require.Equal(t, p, profile(srgbProfile()))
}

// The numbers are those of IEC 61966-2-1 with the D50 adaptation that the ICC publishes for sRGB.
func TestProfileHasTheStandardsColours(t *testing.T) {
	p := profile(srgbProfile())
	sum := [3]float64{}
	for name, want := range map[string][3]float64{
		"wtpt": {0.9642, 1.0000, 0.8249},
		"rXYZ": {0.4360, 0.2225, 0.0139},
		"gXYZ": {0.3851, 0.7169, 0.0971},
		"bXYZ": {0.1431, 0.0606, 0.7141},
	} {
		for i := range want {
			got := fixed16(p.tag(t, name)[8+4*i:])
			require.InDelta(t, want[i], got, 0.0002, "%s %d", name, i)
			if name != "wtpt" {
				sum[i] += got
			}
		}
	}
	for i, white := range pcsWhite {
		require.InDelta(t, white, sum[i], 0.0001, "the primaries make white")
	}
}

// Every 8-bit value is decoded to within a fifth of a step of what the standard's function gives.
func TestProfileHasTheStandardsCurve(t *testing.T) {
	b := profile(srgbProfile()).tag(t, "gTRC")
	require.Equal(t, "curv", string(b[:4]))
	n := int(binary.BigEndian.Uint32(b[8:]))
	require.Equal(t, curvePoints, n)
	sample := func(i int) float64 { return float64(binary.BigEndian.Uint16(b[12+2*i:])) / 65535 }
	for code := range 256 {
		v := float64(code) / 255
		at := v * float64(n-1)
		i := min(int(at), n-2)
		light := sample(i) + (sample(i+1)-sample(i))*(at-float64(i))
		encoded := 12.92 * light
		if light > 0.0031308 {
			encoded = 1.055*math.Pow(light, 1/2.4) - 0.055
		}
		require.InDelta(t, code, encoded*255, 0.2)
	}
	// IEC 61966-2-1: the two parts of the function meet, and mid gray has a fifth of the light
	require.InDelta(t, 0.0031308, srgbLinear(0.04045), 1e-6)
	require.InDelta(t, 0.2140, srgbLinear(0.5), 0.0001)
	require.Equal(t, 1.0, srgbLinear(1))
}
