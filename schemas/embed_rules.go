package schemas

import (
	"embed"
	"fmt"
	"path"
	"strings"
)

// Data holds the rule sets, depot profiles and format policies with the JSON Schema of each kind, below "rules/", "profiles/" and "formats/". SOURCES.md
// says where each fact comes from.
//
//go:embed rules/*.yaml rules/*.json profiles/*.yaml profiles/*.json formats/*.yaml formats/*.json
var Data embed.FS

// Kinds of data: the folders of Data.
const (
	Rules    = "rules"
	Profiles = "profiles"
	Formats  = "formats"
)

// Read is the file of a kind by its name without ending; an unknown name is an error that lists the known ones.
func Read(kind, name string) ([]byte, error) {
	for _, known := range Names(kind) {
		if known == name {
			return Data.ReadFile(path.Join(kind, name+".yaml"))
		}
	}
	return nil, fmt.Errorf("no %s/%s.yaml; there is: %s", kind, name, strings.Join(Names(kind), ", "))
}

// Names is what there is of a kind, in order.
func Names(kind string) []string {
	entries, err := Data.ReadDir(kind)
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".yaml"); ok {
			names = append(names, name)
		}
	}
	return names
}
