package gauge

import (
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/xsd"
	"github.com/arkivdepot/arkivdepot/pipeline/trades/text"
)

// Say is the sentence of a finding with its named facts filled in. The value that was found is not among them unless somebody asked for it.
func Say(l text.Lang, f xsd.Finding) string {
	pairs := make([]string, 0, 2*len(f.Args))
	for name, value := range f.Args {
		pairs = append(pairs, "{"+name+"}", value)
	}
	return strings.NewReplacer(pairs...).Replace(l.Say("xsd." + string(f.Code)))
}
