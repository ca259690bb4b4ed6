package words

import (
	"path"
	"strings"
)

// related is a line of a relationships part (ECMA-376 part 2, 9.3): its kind is the last word of its type.
type related struct{ kind, target string }

// relations are the relations of a part, by their ids, with targets as names of parts. Those that lead out of the file are left out.
func (c *container) relations(part string) (map[string]related, error) {
	v := &relationsOf{from: path.Dir(part), all: map[string]related{}}
	rels := c.find(path.Join(path.Dir(part), "_rels", path.Base(part)+".rels"))
	if rels == nil {
		return v.all, nil
	}
	return v.all, c.walk(rels, v)
}

type relationsOf struct {
	from string
	all  map[string]related
}

func (v *relationsOf) start(e element) error {
	if e.name != "Relationship" || e.attr["TargetMode"] == "External" {
		return nil
	}
	target := e.attr["Target"]
	if rest, rooted := strings.CutPrefix(target, "/"); rooted {
		target = path.Clean(rest)
	} else {
		target = path.Join(v.from, target)
	}
	v.all[e.attr["Id"]] = related{kind: path.Base(e.attr["Type"]), target: target}
	return nil
}
func (*relationsOf) text(string) {}
func (*relationsOf) end(string)  {}

// walkNamed shows a part by its name; one that is not there shows nothing.
func (c *container) walkNamed(name string, v visitor) error {
	part := c.find(name)
	if part == nil {
		return nil
	}
	return c.walk(part, v)
}
