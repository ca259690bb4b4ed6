package xsd

import (
	"crypto/sha256"
	"io"
	"io/fs"
	"net/url"
	"path"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/xmltext"
)

// document is one schema document in one target namespace.
type document struct {
	file      string
	target    string
	chameleon bool // has no target namespace of its own: takes that of its includer
	imports   map[string]bool
	root      *item

	elementsQualified, attributesQualified bool
	block, final                           string
}

// docKey tells documents apart: a chameleon document is another one in another namespace.
type docKey struct {
	sum    [sha256.Size]byte
	target string
}

// maxDocuments bounds how many schema documents one schema may be made of.
const maxDocuments = 1000

// Load reads the schema documents roots from fsys with everything that they include, import and redefine, and
// builds one schema of it (XML Schema Part 1 §4). Addresses on the web are looked up in catalog; the network is
// never asked. The error is a [*SchemaError] with file and line: for a file that is not there, for a reference that
// leads nowhere, and for every construct that this package does not support. A schema is never loaded in part.
func Load(fsys fs.FS, catalog Catalog, roots ...string) (*Schema, error) {
	l := &loader{
		fsys: fsys, catalog: catalog,
		docs: map[docKey]*document{}, found: map[symbolSpace]map[Name]*component{},
	}
	for _, root := range roots {
		if err := l.open(wanted{file: path.Clean(root), asked: path.Clean(root)}); err != nil {
			return nil, err
		}
	}
	if len(roots) == 0 {
		return nil, &SchemaError{File: "", Reason: "no schema named"}
	}
	return newBuilder(l).build()
}

// loader gathers schema documents and registers their components by name.
type loader struct {
	fsys    fs.FS
	catalog Catalog
	docs    map[docKey]*document
	found   map[symbolSpace]map[Name]*component
	depth   int
}

// symbolSpace keeps components apart that may bear the same name (XML Schema Part 1 §2.5).
type symbolSpace string

const (
	typeSpace       symbolSpace = "type"
	elementSpace    symbolSpace = "element"
	attributeSpace  symbolSpace = "attribute"
	groupSpace      symbolSpace = "group"
	attrGroupSpace  symbolSpace = "attributeGroup"
	notationSpace   symbolSpace = "notation"
	constraintSpace symbolSpace = "identity constraint"
)

var spaceOf = map[string]symbolSpace{
	"simpleType": typeSpace, "complexType": typeSpace, "element": elementSpace, "attribute": attributeSpace,
	"group": groupSpace, "attributeGroup": attrGroupSpace, "notation": notationSpace,
}

// component is a named part of a schema before it is built.
type component struct {
	item     *item
	original *component // what this one redefines
}

// wanted is a request for a schema document.
type wanted struct {
	file    string // path in the file system
	asked   string // as written
	by      *item  // nil for a root
	include bool   // include or redefine: must be of the same namespace, or of none
}

func (w wanted) fault(clause, reason string, err error) error {
	e := &SchemaError{File: w.asked, Clause: clause, Reason: reason, Err: err}
	if w.by != nil {
		e.File, e.Line = w.by.doc.file, w.by.line
		e.Reason = reason + " " + w.asked
	}
	return e
}

func (l *loader) open(w wanted) error {
	doc, err := l.read(w)
	if doc == nil || err != nil {
		return err
	}
	if l.depth++; l.depth > 100 {
		return w.fault("", "too many schema documents inside each other:", nil)
	}
	defer func() { l.depth-- }()
	for _, it := range doc.root.kids {
		if err := l.take(it, doc); err != nil {
			return err
		}
	}
	return nil
}

// read gives the document, or nil when it is there already.
func (l *loader) read(w wanted) (*document, error) {
	content, err := l.content(w)
	if err != nil {
		return nil, err
	}
	doc := &document{file: w.file, imports: map[string]bool{}}
	if doc.root, err = readItems(strings.NewReader(content), doc); err != nil {
		return nil, err
	}
	if !doc.root.is("schema") {
		return nil, doc.root.fault("", "the root element is not xs:schema")
	}
	if err := doc.header(w); err != nil {
		return nil, err
	}
	key := docKey{sha256.Sum256([]byte(content)), doc.target}
	if l.docs[key] != nil {
		return nil, nil
	}
	if len(l.docs) >= maxDocuments {
		return nil, w.fault("", "too many schema documents:", nil)
	}
	l.docs[key] = doc
	return doc, checkShape(doc.root)
}

func (l *loader) content(w wanted) (string, error) {
	f, err := l.fsys.Open(w.file)
	if err != nil {
		return "", w.fault("", "open schema", err)
	}
	defer f.Close()
	const largest = 64 << 20
	b, err := io.ReadAll(io.LimitReader(f, largest+1))
	if err != nil {
		return "", w.fault("", "read schema", err)
	}
	if len(b) > largest {
		return "", w.fault("", "schema document too large:", nil)
	}
	return string(b), nil
}

// header reads the attributes of xs:schema and settles the namespace (src-include.2, src-import.3).
func (d *document) header(w wanted) error {
	target, has := d.root.attr("targetNamespace")
	if has && target == "" {
		return d.root.fault("", "targetNamespace is empty")
	}
	d.target = target
	switch {
	case w.by == nil:
	case w.include && !has:
		d.target, d.chameleon = w.by.doc.target, w.by.doc.target != ""
	case w.include && target != w.by.doc.target:
		return w.fault("src-include.2.1", "target namespace differs in", nil)
	case !w.include && target != w.by.attrOr("namespace", ""):
		return w.fault("src-import.3", "target namespace is not the one imported:", nil)
	}
	d.elementsQualified = d.root.attrOr("elementFormDefault", "") == "qualified"
	d.attributesQualified = d.root.attrOr("attributeFormDefault", "") == "qualified"
	d.block, d.final = d.root.attrOr("blockDefault", ""), d.root.attrOr("finalDefault", "")
	return nil
}

// take handles one child of xs:schema.
func (l *loader) take(it *item, doc *document) error {
	switch it.name.Local {
	case "annotation":
		return nil
	case "import":
		return l.imports(it, doc)
	case "include":
		return l.include(it, doc)
	case "redefine":
		if err := l.include(it, doc); err != nil {
			return err
		}
		for _, k := range it.kids {
			if k.is("annotation") {
				continue
			}
			if err := l.redefine(k, doc); err != nil {
				return err
			}
		}
		return nil
	}
	return l.register(it, doc)
}

func (l *loader) imports(it *item, doc *document) error {
	space := it.attrOr("namespace", "")
	if space == doc.target && !doc.chameleon {
		return it.fault("src-import.1", "a schema cannot import its own namespace")
	}
	doc.imports[space] = true
	location, ok := it.attr("schemaLocation")
	if !ok {
		if location, ok = l.catalog[space]; !ok {
			return nil // a promise that the components come from elsewhere; references to them tell
		}
		return l.open(wanted{file: location, asked: location, by: it})
	}
	return l.follow(wanted{asked: location, by: it})
}

func (l *loader) include(it *item, _ *document) error {
	location, ok := it.attr("schemaLocation")
	if !ok {
		return it.fault("", it.name.Local+" without schemaLocation")
	}
	return l.follow(wanted{asked: location, by: it, include: true})
}

// follow turns an address into a path: by the catalog, else beside the document that asks.
func (l *loader) follow(w wanted) error {
	if known, ok := l.catalog[w.asked]; ok {
		w.file = known
		return l.open(w)
	}
	u, err := url.Parse(w.asked)
	if err != nil || u.Scheme != "" || u.Host != "" || strings.HasPrefix(u.Path, "/") {
		return w.fault("", "the catalog does not know", nil)
	}
	w.file = path.Join(path.Dir(w.by.doc.file), u.Path)
	if !fs.ValidPath(w.file) {
		return w.fault("", "outside the schema folder:", nil)
	}
	return l.open(w)
}

func (l *loader) register(it *item, doc *document) error {
	local, ok := it.attr("name")
	if !ok || !xmltext.IsNCName(local) {
		return it.fault("", it.name.Local+" without a proper name")
	}
	space := spaceOf[it.name.Local]
	name := Name{doc.target, local}
	if there := l.found[space][name]; there != nil {
		return it.fault("sch-props-correct.2", string(space)+" "+name.String()+" is also in "+there.item.doc.file)
	}
	l.set(space, name, &component{item: it})
	return nil
}

func (l *loader) set(space symbolSpace, name Name, c *component) {
	if l.found[space] == nil {
		l.found[space] = map[Name]*component{}
	}
	l.found[space][name] = c
}

// redefine puts a component in the place of the one that it is made from (XML Schema Part 1 §4.2.2).
func (l *loader) redefine(it *item, doc *document) error {
	space := spaceOf[it.name.Local]
	name := Name{doc.target, it.attrOr("name", "")}
	original := l.found[space][name]
	if original == nil || original.item.name != it.name {
		return it.fault("src-redefine", "nothing to redefine: "+it.name.Local+" "+name.String())
	}
	if space == typeSpace && !it.derivesFrom(name) {
		return it.fault("src-redefine.5", "a redefined type must be derived from itself")
	}
	l.set(space, name, &component{item: it, original: original})
	return nil
}

// derivesFrom says whether a type definition names its base so.
func (it *item) derivesFrom(name Name) bool {
	if content := it.child("simpleContent", "complexContent"); content != nil {
		it = content
	}
	how := it.child("restriction", "extension")
	if how == nil {
		return false
	}
	base, _ := how.attr("base")
	n, err := how.qname(base)
	return err == nil && n == name
}
