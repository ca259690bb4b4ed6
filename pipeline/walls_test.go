package pipeline

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const module = "github.com/arkivdepot/arkivdepot/"

// wall is a rule of the building: what the folder may import of ours, and why nothing else.
type wall struct {
	of      string
	may     []string
	why     string
	stdOnly bool
}

// archival is what the four XML formats of a deposit have in common: hostile XML is met, and a fault kept without its contents, in one place for all of them.
var archival = []string{"pipeline/formats/markup"}

const archivalWhy = "an archival format could be a library of its own, together with the one way in which the four read and write XML"

// tokens is what those share that read XML: documents to be judged by a schema, registers, and the documents of the archival formats.
var tokens = []string{"pipeline/formats/xmltext"}

const tokensWhy = "a reader of a format could be a library of its own, together with the one scanner of XML that they share"

// proof is what tests ask others by; a program that imports it would carry its tests along.
const proof = "pipeline/formats/markup/oracle"

// walls stand in order: the first whose folder fits a file is the file's wall.
var walls = []wall{
	{of: "pipeline/deposit", stdOnly: true, why: "facts need nothing but the standard library"},
	{of: "pipeline/stage", may: []string{"pipeline/deposit"}, why: "the shape of a room knows facts only"},
	{of: "pipeline/formats/addml", may: archival, why: archivalWhy},
	{of: "pipeline/formats/mets", may: archival, why: archivalWhy},
	{of: "pipeline/formats/noark5", may: archival, why: archivalWhy},
	{of: "pipeline/formats/premis", may: archival, why: archivalWhy},
	{of: "pipeline/formats/markup", may: tokens, why: tokensWhy},
	{of: "pipeline/formats/sheet", may: tokens, why: tokensWhy},
	{of: "pipeline/formats/xsd", may: tokens, why: tokensWhy},
	{of: "pipeline/formats", why: "a reader or writer of a format could be a library of its own"},
	{of: "pipeline/trades", may: []string{"pipeline/deposit", "pipeline/trades"}, why: "a trade has no state and no disk"},
	{of: "pipeline/verify", may: []string{"pipeline/deposit", "pipeline/stage", "pipeline/trades", "pipeline/formats", "pipeline/verify", "schemas"}, why: "verify judges any package as a stream, without a store or a disk"},
	{of: "pipeline/rooms", may: []string{"pipeline/deposit", "pipeline/stage", "pipeline/trades", "pipeline/formats", "pipeline/verify", "schemas"},
		why: "rooms do not know each other, nor edge or catalogue: they name a port and wire brings the adapter"},
	{of: "pipeline/ledgers", may: []string{"pipeline/deposit", "pipeline/stage", "pipeline/trades"}, why: "a ledger's rules know facts: the house brings the time, the catalogue the entries"},
	{of: "pipeline/catalogue", may: []string{"pipeline/deposit", "pipeline/stage", "pipeline/rooms", "pipeline/ledgers", "pipeline/catalogue/sqlite"},
		why: "the store meets ports and knows no house; both stores open their file in one way"},
	{of: "pipeline/edge", may: []string{"pipeline/deposit", "pipeline/stage", "pipeline/rooms", "pipeline/formats", "pipeline/trades", "pipeline/edge", "schemas"}, why: "an adapter meets ports and knows no house"},
	{of: "pipeline", may: []string{"pipeline/deposit", "pipeline/stage", "pipeline/rooms", "pipeline/ledgers", "pipeline/verify", "pipeline/trades", "pipeline/formats", "schemas"},
		why: "a house knows rooms and facts; wire picks the adapters"},
	{of: "schemas", why: "schemas are data"},
	{of: "fixtures", may: []string{"pipeline/deposit", "pipeline/formats", "schemas", "fixtures"}, why: "fixtures are made from facts and formats, not from the program that is tested with them"},
	{of: "cmd/arkivdepot/wire", may: []string{"pipeline", "schemas"}, why: "the only place that picks adapters"},
	{of: "cmd/arkivdepot", may: []string{"cmd/arkivdepot/wire", "pipeline", "pipeline/deposit", "pipeline/trades", "pipeline/formats", "pipeline/verify", "pipeline/edge/clock", "pipeline/edge/faulty", "fixtures", "schemas"},
		why: "a command parses, calls one use-case, renders, exits"},
}

func TestImportsRunOneWay(t *testing.T) {
	files := goFiles(t)
	require.Greater(t, len(files), 60, "the walk found the tree")
	for _, file := range files {
		for _, imported := range imports(t, file) {
			if reason := refused(filepath.ToSlash(file), imported); reason != "" {
				t.Errorf("%s imports %s\n\t%s", file, imported, reason)
			}
		}
	}
}

func TestNoPackageHasANameThatSaysNothing(t *testing.T) {
	for _, file := range goFiles(t) {
		for _, part := range strings.Split(filepath.ToSlash(filepath.Dir(file)), "/") {
			switch part {
			case "util", "utils", "common", "helpers", "helper", "core", "misc", "base", "shared":
				t.Errorf("%s: a function without a home shows a missing noun, not a package %q", file, part)
			}
		}
	}
}

// TestWallsStopWhatTheyAreForStopping proves that the test above can fail.
func TestWallsStopWhatTheyAreForStopping(t *testing.T) {
	for _, c := range [][2]string{
		{"pipeline/rooms/box/a.go", module + "pipeline/rooms/lists"},
		{"pipeline/rooms/box/a.go", module + "pipeline/catalogue"},
		{"pipeline/deposit/a.go", "github.com/beevik/etree"},
		{"pipeline/formats/pdfa/a.go", module + "pipeline/deposit"},
		{"pipeline/formats/pdfa/a.go", module + "pipeline/formats/markup"},
		{"pipeline/formats/mets/a.go", module + "pipeline/formats/premis"},
		{"pipeline/formats/markup/a.go", module + "pipeline/formats/mets"},
		{"pipeline/formats/mets/a.go", module + "pipeline/formats/xmltext"},
		{"pipeline/formats/xmltext/a.go", module + "pipeline/formats/xsd"},
		{"pipeline/formats/sheet/a.go", module + "pipeline/formats/xsd"},
		{"pipeline/formats/xsd/a.go", module + "pipeline/formats/markup"},
		{"pipeline/formats/mets/a.go", module + proof},
		{"pipeline/verify/a.go", module + proof},
		{"cmd/arkivdepot/a.go", module + proof},
		{"pipeline/catalogue/a.go", module + "pipeline"},
		{"pipeline/edge/disk/a.go", module + "pipeline"},
		{"pipeline/office.go", module + "pipeline/catalogue"},
		{"cmd/arkivdepot/run.go", module + "pipeline/catalogue"},
		{"fixtures/a.go", module + "pipeline/rooms/intake"},
	} {
		require.NotEmpty(t, refused(c[0], c[1]), "%s may not import %s", c[0], c[1])
	}
	require.Empty(t, refused("pipeline/rooms/box/a_test.go", "github.com/stretchr/testify/require"))
	require.Empty(t, refused("pipeline/rooms/box/a.go", module+"pipeline/trades/order"))
	require.Empty(t, refused("pipeline/formats/mets/a.go", module+"pipeline/formats/markup"))
	require.Empty(t, refused("pipeline/formats/mets/a_test.go", module+proof))
	require.Empty(t, refused("pipeline/formats/sheet/a.go", module+"pipeline/formats/xmltext"))
	require.Empty(t, refused("pipeline/formats/xsd/a.go", module+"pipeline/formats/xmltext"))
	require.Empty(t, refused("pipeline/formats/markup/a.go", module+"pipeline/formats/xmltext"))
	require.Empty(t, refused("cmd/arkivdepot/a_test.go", module+proof))
}

// refused is the reason why the file may not import the package, empty when it may.
func refused(file, imported string) string {
	dir := file[:strings.LastIndex(file, "/")]
	for _, w := range walls {
		if !within(dir, w.of) {
			continue
		}
		ours, isOurs := strings.CutPrefix(imported, module)
		switch {
		case !isOurs && w.stdOnly && strings.Contains(strings.Split(imported, "/")[0], ".") && !strings.HasSuffix(file, "_test.go"):
			return w.why
		case !isOurs || ours == dir:
			return ""
		case ours == proof && strings.HasSuffix(file, "_test.go"):
			return ""
		case ours == proof:
			return "proof is for tests"
		}
		if w.of == "pipeline/rooms" && within(ours, "pipeline/rooms") {
			return w.why
		}
		if w.of == "pipeline/formats" && within(ours, dir) {
			return "" // a format's own inner packages
		}
		for _, m := range w.may {
			if m == ours || (m != "pipeline" || w.of == "cmd/arkivdepot/wire") && within(ours, m) {
				return ""
			}
		}
		return w.why
	}
	return "the folder has no place in the building (design §2)"
}

func within(dir, of string) bool { return dir == of || strings.HasPrefix(dir, of+"/") }

func imports(t *testing.T, file string) []string {
	tree, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", file), nil, parser.ImportsOnly)
	require.NoError(t, err)
	var paths []string
	for _, i := range tree.Imports {
		path, err := strconv.Unquote(i.Path.Value)
		require.NoError(t, err)
		paths = append(paths, path)
	}
	return paths
}

// goFiles is every Go file of the module, relative to its root.
func goFiles(t *testing.T) []string {
	var files []string
	require.NoError(t, filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || d.Name() == "build" || d.Name() == "dist" || strings.HasPrefix(d.Name(), ".") && d.Name() != "..") {
			return filepath.SkipDir
		}
		if strings.HasSuffix(path, ".go") {
			rel, err := filepath.Rel("..", path)
			files = append(files, rel)
			return err
		}
		return nil
	}))
	return files
}
