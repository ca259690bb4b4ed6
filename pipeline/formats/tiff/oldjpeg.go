package tiff

import (
	"encoding/binary"
	"fmt"
)

// JPEG as TIFF 6.0 had it (section 22), which was withdrawn because everybody read it differently. Three kinds are met: a whole JPEG file with a field that
// says where; its head there and its scan in the strips; and tables and scan only, without any head.

// oldStream is the page as a JPEG file.
func (p *Page) oldStream() ([]byte, error) {
	if p.tiled || p.planar != 1 {
		return nil, fmt.Errorf("%w: old JPEG in tiles or planes", ErrUnsupported)
	}
	head, err := p.oldHead()
	if err != nil {
		return nil, err
	}
	if head != nil {
		s, err := takeApart(head)
		if err == nil && len(s.scan) > 2 { // the whole file
			return head, nil
		}
		if _, complete := s.find(markSOS); err == nil && complete {
			return p.withStrips(s.headAs())
		}
	}
	if len(p.offsets) > 0 { // a whole file in the only strip
		if raw, err := p.raw(0); err == nil && len(p.offsets) == 1 && len(raw) > 2 && raw[0] == 0xFF && raw[1] == markSOI {
			return raw, nil
		}
	}
	return p.fromTables()
}

// oldHead is the stream that a field points to, nil when there is none.
func (p *Page) oldHead() ([]byte, error) {
	at, err := p.s.numbers(p.fields, tagJPEGFile)
	if err != nil || len(at) == 0 || at[0] == 0 {
		return nil, err
	}
	size, err := p.s.numbers(p.fields, tagJPEGBytes)
	if err != nil {
		return nil, err
	}
	n := int(p.s.size) - at[0]
	if len(size) > 0 && size[0] > 0 {
		n = min(n, size[0])
	}
	return p.s.read(int64(at[0]), n)
}

// withStrips appends the strips as the scan. With several the head must say the restart interval; they bear no marker at their ends.
func (p *Page) withStrips(out []byte) ([]byte, error) {
	for i := range p.offsets {
		raw, err := p.raw(i)
		if err != nil {
			return nil, err
		}
		scan, ok := entropy(raw)
		if !ok && len(p.offsets) > 1 {
			return nil, fmt.Errorf("%w: old JPEG with restarts in strips", ErrUnsupported)
		}
		if !ok {
			scan = raw
		}
		if i > 0 {
			out = append(out, 0xFF, markRST0+byte((i-1)%8))
		}
		out = append(out, scan...)
	}
	return append(out, 0xFF, markEOI), nil
}

// fromTables writes the head that the file does not have. Components whose tables lie at one place share one: a baseline stream has two of a kind at most.
func (p *Page) fromTables() ([]byte, error) {
	frame := []byte{8}
	frame = binary.BigEndian.AppendUint16(frame, uint16(p.Height))
	frame = binary.BigEndian.AppendUint16(frame, uint16(p.Width))
	frame = append(frame, byte(p.samples))
	scan := []byte{byte(p.samples)}
	out := []byte{0xFF, markSOI}
	ids := map[uint16][]byte{} // of each component's table
	for _, t := range []struct {
		tag           uint16
		marker, class byte
	}{{tagJPEGQ, markDQT, 0}, {tagJPEGDC, markDHT, 0x00}, {tagJPEGAC, markDHT, 0x10}} {
		tables, own, err := p.oldTables(t.tag, t.marker, t.class)
		if err != nil {
			return nil, err
		}
		out, ids[t.tag] = append(out, tables...), own
	}
	for i := range p.samples {
		sampling := byte(0x11)
		if i == 0 && p.photo == yCbCr {
			sampling = byte(p.subH<<4 | p.subV)
		}
		frame = append(frame, byte(i+1), sampling, ids[tagJPEGQ][i])
		scan = append(scan, byte(i+1), ids[tagJPEGDC][i]<<4|ids[tagJPEGAC][i])
	}
	out = segment{markSOF0, frame}.append(out)
	if restart, err := p.restart(); err != nil {
		return nil, err
	} else if restart > 0 {
		out = segment{markDRI, binary.BigEndian.AppendUint16(nil, uint16(restart))}.append(out)
	}
	return p.withStrips(segment{markSOS, append(scan, 0, 63, 0)}.append(out))
}

// oldTables is the segments of one kind of table, and the number of each component's table.
func (p *Page) oldTables(tag uint16, marker, class byte) (out, ids []byte, err error) {
	places, err := p.s.numbers(p.fields, tag)
	if err != nil || len(places) < p.samples {
		return nil, nil, damaged(err, "old JPEG without tables")
	}
	at := map[int]byte{}
	for _, place := range places[:p.samples] {
		id, known := at[place]
		if !known {
			id = byte(len(at))
			at[place] = id
			body, err := p.oldTable(place, marker)
			if err != nil {
				return nil, nil, err
			}
			out = segment{marker, append([]byte{class | id}, body...)}.append(out)
		}
		ids = append(ids, id)
	}
	return out, ids, nil
}

// oldTable is a quantization table of 64 bytes, or a Huffman table of 16 counts and its values.
func (p *Page) oldTable(at int, marker byte) ([]byte, error) {
	if marker == markDQT {
		return p.s.read(int64(at), 64)
	}
	counts, err := p.s.read(int64(at), 16)
	if err != nil {
		return nil, err
	}
	n := 0
	for _, c := range counts {
		n += int(c)
	}
	return p.s.read(int64(at), 16+n)
}

// restart is the units between restarts: what the field says, or one strip.
func (p *Page) restart() (int, error) {
	stated, err := p.s.numbers(p.fields, tagJPEGRestart)
	if err != nil || len(stated) > 0 && stated[0] > 0 {
		if err == nil {
			return stated[0], nil
		}
		return 0, err
	}
	if len(p.offsets) < 2 {
		return 0, nil
	}
	unitW, unitH := 8, 8
	if p.photo == yCbCr {
		unitW, unitH = 8*p.subH, 8*p.subV
	}
	return (p.Width + unitW - 1) / unitW * (p.chunkHeight / unitH), nil
}
