package pdfa

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
)

// Ground is what has to be known of a file to write pages behind its end (ISO 32000-1, 7.5.6). The file is unencrypted and tagged, and ends with
// a classic cross-reference table; the caller has read all of this from it.
type Ground struct {
	Size       int64  // bytes
	Objects    int    // the number that the next new object gets
	Table      int64  // where the cross-reference table stands
	Root, Info int    // numbers of the catalog and of the document information
	ID         string // the file's first identifier, in hex
	Pages      Object // the root of the page tree
	Tags       Object // the root of the logical structure
	Parents    Object // its parent tree
}

// Object is an object of the file: its number, and what stands between obj and endobj.
type Object struct {
	Number int
	Body   []byte
}

// ErrGround is that pages cannot be written behind a file of that shape.
var ErrGround = errors.New("pdfa: the file has a shape behind which no pages can be written")

// update is what a document that goes on in another file keeps of it.
type update struct {
	Ground
	pages, tags, parents [2][]byte // the three objects, before and after what is put in
	count                int       // pages of the file
}

// Append begins a document that goes on behind the end of a file: w gets what is to stand there, the file itself stays as it is. Title, dates and metadata
// are the file's; of Options only the language, the page and the furniture count. What is written keeps to PDF/A-2, so that a valid file stays valid.
// Its error is ErrGround where the file is not of the shape that is known.
func Append(w io.Writer, onto Ground, options Options) (*Document, error) {
	u, err := onto.opened()
	if err != nil {
		return nil, err
	}
	opt, err := options.completed()
	if err != nil {
		return nil, err
	}
	if opt.Flavour == A1b {
		return nil, errors.New("pdfa: Append writes PDF/A-2 only")
	}
	d := &Document{opt: opt, out: continuedWriter(w, onto), missing: map[rune]int{}, spare: &page{}, onto: u}
	if d.faces, err = newFaces(); err != nil {
		return nil, err
	}
	d.fonts, d.tree, d.root = d.out.alloc(), d.out.alloc(), ref(onto.Tags.Number)
	d.body = &elem{ref: d.out.alloc(), parent: d.root, tag: "Part", attrs: "/Lang" + string(appendText(nil, opt.Lang))}
	// Keys of the parent tree must be new. The file has fewer than it has objects: each belongs to a page or an annotation.
	d.parents = make([]ref, onto.Objects)
	return d, nil
}

// continuedWriter counts objects and bytes on from those of the file.
func continuedWriter(w io.Writer, g Ground) *objectWriter {
	o := objectsOn(w)
	o.off, o.where, o.before = g.Size, make([]uint64, g.Objects), &g
	o.raw([]byte("\n"))
	return o
}

var (
	countWord = regexp.MustCompile(`/Count\s+(\d+)`)
	kidsWord  = regexp.MustCompile(`/Kids\s*\[[^\[\]]*(\])`)
	rootsWord = regexp.MustCompile(`/K\s*\[[^\[\]]*(\])`)
	oneRoot   = regexp.MustCompile(`/K\s+(\d+ 0 R)`)
	numsWord  = regexp.MustCompile(`(?s)^<<\s*/Nums\s*\[.*(\])\s*>>$`)
)

// opened finds the places in the three objects that grow.
func (g Ground) opened() (*update, error) {
	u := &update{Ground: g}
	if g.Size <= 0 || g.Objects <= 0 || len(g.ID) != 32 {
		return nil, ErrGround
	}
	pages := g.Pages.Body
	m := countWord.FindAllSubmatchIndex(pages, 2)
	if len(m) != 1 {
		return nil, fmt.Errorf("%w: its pages are not counted once", ErrGround)
	}
	n, err := strconv.Atoi(string(pages[m[0][2]:m[0][3]]))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrGround, err)
	}
	u.count = n
	// the count is written anew in front, where the dictionary begins
	pages = append(bytes.Clone(pages[:m[0][0]]), pages[m[0][1]:]...)
	tags := oneRoot.ReplaceAll(g.Tags.Body, []byte("/K[$1]"))
	for _, cut := range []struct {
		in      []byte
		pattern *regexp.Regexp
		to      *[2][]byte
	}{{pages, kidsWord, &u.pages}, {tags, rootsWord, &u.tags}, {g.Parents.Body, numsWord, &u.parents}} {
		m := cut.pattern.FindAllSubmatchIndex(cut.in, 2)
		if len(m) != 1 || !bytes.HasPrefix(cut.in, []byte("<<")) {
			return nil, fmt.Errorf("%w: %s does not stand once", ErrGround, cut.pattern)
		}
		*cut.to = [2][]byte{cut.in[:m[0][2]], cut.in[m[0][2]:]}
	}
	return u, nil
}

// closeAppended writes what makes the new pages a part of the file.
func (d *Document) closeAppended() error {
	u := d.onto
	d.putNodes(appendRef([]byte("<</Type/Pages/Parent "), ref(u.Pages.Number)))
	b := appendInt([]byte("<</Count "), u.count+len(d.pages))
	b = appendRef(append(append(b, u.pages[0][2:]...), ' '), d.tree)
	d.out.put(ref(u.Pages.Number), append(b, u.pages[1]...))
	d.close(d.body)
	b = appendRef(append(bytes.Clone(u.tags[0]), ' '), d.body.ref)
	d.out.put(d.root, append(b, u.tags[1]...))
	b = append(bytes.Clone(u.parents[0]), ' ')
	for key := u.Objects; key < len(d.parents); key++ {
		b = append(appendRef(append(appendInt(b, key), ' '), d.parents[key]), ' ')
	}
	d.out.put(ref(u.Parents.Number), append(b, u.parents[1]...))
	if err := d.embedFonts(); err != nil {
		d.fail(err)
		return err
	}
	d.out.put(d.fonts, d.fontDictionary())
	d.fail(d.out.finish(ref(u.Root), ref(u.Info)))
	return d.err
}

// crossUpdate writes the cross-reference of what is new or written anew, in sections without gaps (ISO 32000-1, 7.5.4), and leads back to the file's own.
func (o *objectWriter) crossUpdate(trailer []byte) {
	start := o.off
	o.raw([]byte("xref\n"))
	for from := 1; from < len(o.where); {
		to := from
		for to < len(o.where) && o.where[to] != 0 {
			to++
		}
		if to > from {
			o.raw(append(appendInt(append(appendInt(nil, from), ' '), to-from), '\n'))
			o.crossLines(o.where[from:to])
		}
		from = to + 1
	}
	b := appendInt([]byte("trailer\n<</Size "), len(o.where))
	b = appendInt(append(b, "/Prev "...), int(o.before.Table))
	o.raw(append(append(b, trailer...), ">>\n"...))
	o.end(start)
}
