package mail

import (
	"bytes"
	"encoding/binary"
)

// rtfSeed fills the window that packed RTF refers back to ([MS-OXRTFCP] 2.2.2.1).
const rtfSeed = "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier" +
	"{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"

const rtfWindow = 4096

// unpackRTF undoes the compression of PidTagRtfCompressed ([MS-OXRTFCP]); whole is false when it ends too early. It makes at most limit bytes.
func unpackRTF(raw []byte, limit int64) (rtf []byte, whole bool) {
	if len(raw) < 16 {
		return nil, false
	}
	size := min(int64(binary.LittleEndian.Uint32(raw[4:])), limit)
	switch string(raw[8:12]) {
	case "MELA":
		content := raw[16:]
		return content[:min(size, int64(len(content)))], int64(len(content)) >= size
	case "LZFu":
		return unpackWindow(raw[16:], int(size))
	}
	return nil, false
}

// unpackWindow runs the tokens: a byte of eight flags, then for each a letter, or two bytes that say where in the window to copy from and how much.
// A reference to the place of writing ends it.
func unpackWindow(in []byte, size int) ([]byte, bool) {
	var window [rtfWindow]byte
	at := copy(window[:], rtfSeed)
	var out bytes.Buffer
	put := func(c byte) {
		window[at%rtfWindow] = c
		at++
		out.WriteByte(c)
	}
	for len(in) > 0 {
		flags := in[0]
		in = in[1:]
		for bit := 0; bit < 8; bit++ {
			if out.Len() >= size {
				return out.Bytes()[:size], true
			}
			if flags>>bit&1 == 0 {
				if len(in) < 1 {
					return out.Bytes(), false
				}
				put(in[0])
				in = in[1:]
				continue
			}
			if len(in) < 2 {
				return out.Bytes(), false
			}
			from, count := int(in[0])<<4|int(in[1])>>4, int(in[1]&0xF)+2
			in = in[2:]
			if from == at%rtfWindow {
				return out.Bytes(), out.Len() >= size
			}
			for i := range count {
				put(window[(from+i)%rtfWindow])
			}
		}
	}
	return out.Bytes(), out.Len() >= size
}
