package pdfa

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash"
	"io"
	"math"
)

// An object stream holds this many objects: enough to compress well, few enough that a viewer
// looking for one of them does not unpack much.
const objectsPerStream = 200

// A body file (ISO 32000-1, 7.5) that is written front to back: an object leaves memory as soon as it is put.
// What stays is eight bytes an object for the cross-reference.
type objectWriter struct {
	w   *bufio.Writer
	sum hash.Hash // over all bytes before the trailer: the file's identity
	off int64
	err error // the first error of the writer below

	// one entry an object: a byte offset, or (packed bit set) stream number and index in it
	where  []uint64
	packed bool    // object streams and a cross-reference stream; PDF 1.4 has neither
	before *Ground // the file behind whose end this stands, or nil

	pending []ref
	ends    []int
	bodies  []byte

	zip    *zlib.Writer
	zipped bytes.Buffer
	head   []byte
}

const inStream = 1 << 63

// squeeze is how hard streams are compressed: a list is a quarter larger than at the usual 6, and packed in a quarter of the time.
const squeeze = zlib.BestSpeed

func newObjectWriter(w io.Writer, packed bool) *objectWriter {
	o := objectsOn(w)
	o.packed = packed
	version := "1.7"
	if !packed {
		version = "1.4"
	}
	// Four bytes above 127 tell transfer programs that the file is binary (ISO 19005-1, 6.1.2).
	o.raw([]byte("%PDF-" + version + "\n%\xE2\xE3\xCF\xD3\n"))
	return o
}

// objectsOn writes objects and nothing before them.
func objectsOn(w io.Writer) *objectWriter {
	o := &objectWriter{w: bufio.NewWriterSize(w, 1<<16), sum: sha256.New(), where: make([]uint64, 1)}
	o.zip, _ = zlib.NewWriterLevel(&o.zipped, squeeze) // the level is one that there is
	return o
}

func (o *objectWriter) raw(b []byte) {
	if o.err != nil {
		return
	}
	_, o.err = o.w.Write(b)
	o.sum.Write(b)
	o.off += int64(len(b))
}

// alloc reserves an object number; the object itself may be put later, or never be referred to.
func (o *objectWriter) alloc() ref {
	o.where = append(o.where, 0)
	return ref(len(o.where) - 1)
}

// put writes an object that is not a stream. The bytes are copied.
func (o *objectWriter) put(r ref, body []byte) {
	if o.packed {
		o.pending = append(o.pending, r)
		o.bodies = append(append(o.bodies, body...), ' ')
		o.ends = append(o.ends, len(o.bodies))
		if len(o.pending) == objectsPerStream {
			o.flush()
		}
		return
	}
	o.begin(r)
	o.raw(body)
	o.raw([]byte("\nendobj\n"))
}

func (o *objectWriter) begin(r ref) {
	o.where[r] = uint64(o.off)
	o.head = appendInt(o.head[:0], int(r))
	o.raw(append(o.head, " 0 obj\n"...))
}

// flush writes the pending objects as one object stream (ISO 32000-1, 7.5.7).
func (o *objectWriter) flush() {
	if len(o.pending) == 0 {
		return
	}
	self := o.alloc()
	index := make([]byte, 0, len(o.pending)*12)
	start := 0
	for i, r := range o.pending {
		index = append(appendInt(index, int(r)), ' ')
		index = append(appendInt(index, start), ' ')
		start = o.ends[i]
		o.where[r] = inStream | uint64(self)<<16 | uint64(i)
	}
	dict := append([]byte("/Type/ObjStm/N "), appendInt(nil, len(o.pending))...)
	dict = appendInt(append(dict, "/First "...), len(index))
	o.deflated(self, string(dict), index, o.bodies)
	o.pending, o.ends, o.bodies = o.pending[:0], o.ends[:0], o.bodies[:0]
}

// deflated writes a stream whose data is the given parts, compressed.
func (o *objectWriter) deflated(r ref, dict string, parts ...[]byte) {
	o.zipped.Reset()
	o.zip.Reset(&o.zipped)
	for _, part := range parts {
		_, _ = o.zip.Write(part) // a bytes.Buffer never fails
	}
	_ = o.zip.Close()
	o.stream(r, dict+"/Filter/FlateDecode", o.zipped.Bytes())
}

// stream writes a stream with its data as given.
func (o *objectWriter) stream(r ref, dict string, data []byte) {
	o.begin(r)
	head := append(append(make([]byte, 0, len(dict)+40), "<<"...), dict...)
	head = appendInt(append(head, "/Length "...), len(data))
	o.raw(append(head, ">>\nstream\n"...))
	o.raw(data)
	o.raw([]byte("\nendstream\nendobj\n"))
}

// finish writes cross-reference and trailer. The identity is made of the content,
// so that the same calls give the same file (ISO 32000-1, 14.4).
func (o *objectWriter) finish(root, info ref) error {
	o.flush()
	id := o.sum.Sum(nil)[:16]
	trailer := append([]byte("/Root "), appendRef(nil, root)...)
	trailer = append(appendRef(append(trailer, "/Info "...), info), "/ID["...)
	for n := range 2 {
		trailer = append(trailer, '<')
		if n == 0 && o.before != nil { // the first one stays the file's for good
			trailer = append(append(trailer, o.before.ID...), '>')
			continue
		}
		for i := 0; i < len(id); i += 2 {
			trailer = appendHex16(trailer, binary.BigEndian.Uint16(id[i:]))
		}
		trailer = append(trailer, '>')
	}
	trailer = append(trailer, ']')
	switch {
	case o.before != nil:
		o.crossUpdate(trailer)
	case o.packed:
		o.crossStream(trailer)
	default:
		o.crossTable(trailer)
	}
	if o.err == nil {
		o.err = o.w.Flush()
	}
	return o.err
}

// crossTable writes the classic cross-reference, the only one that PDF/A-1 knows (ISO 19005-1, 6.1.4).
func (o *objectWriter) crossTable(trailer []byte) {
	start := o.off
	size := appendInt(nil, len(o.where))
	o.raw(append(append([]byte("xref\n0 "), size...), "\n0000000000 65535 f \n"...))
	o.crossLines(o.where[1:])
	b := append(append([]byte("trailer\n<</Size "), size...), trailer...)
	o.raw(append(b, ">>\n"...))
	o.end(start)
}

func (o *objectWriter) crossLines(places []uint64) {
	line := []byte("0000000000 00000 n \n")
	for _, at := range places {
		for i := 9; i >= 0; i-- {
			line[i] = byte('0' + at%10)
			at /= 10
		}
		o.raw(line)
	}
}

// crossStream writes the cross-reference as a stream (ISO 32000-1, 7.5.8).
func (o *objectWriter) crossStream(trailer []byte) {
	self, start := o.alloc(), o.off
	if start > math.MaxUint32 {
		o.err = errors.New("pdfa: the file is larger than 4 GB, make it several documents")
		return
	}
	o.where[self] = uint64(start)
	rows := make([]byte, 0, len(o.where)*7)
	rows = append(rows, 0, 0, 0, 0, 0, 0xFF, 0xFF)
	for _, at := range o.where[1:] {
		kind, place, index := byte(1), uint32(at), uint16(0)
		if at&inStream != 0 {
			kind, place, index = 2, uint32(at>>16), uint16(at)
		}
		rows = append(rows, kind)
		rows = binary.BigEndian.AppendUint32(rows, place)
		rows = binary.BigEndian.AppendUint16(rows, index)
	}
	dict := appendInt([]byte("/Type/XRef/W[1 4 2]/Size "), len(o.where))
	o.deflated(self, string(append(dict, trailer...)), rows)
	o.end(start)
}

func (o *objectWriter) end(start int64) {
	b := appendInt([]byte("startxref\n"), int(start))
	o.raw(append(b, "\n%%EOF\n"...))
}
