package pack

import (
	"fmt"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// looked is a thing that was looked at in a rendition, and what was seen.
type looked struct{ at, saw string }

// said is how the package says it, in the package's language.
var said = map[looked]func(deposit.RenditionCheck) string{
	{"claim", "ok"}:              func(c deposit.RenditionCheck) string { return c.More },
	{"claim", "doubt"}:           always("sier at den er PDF/A, men noe taler imot"),
	{"attached_files", "inside"}: func(c deposit.RenditionCheck) string { return fmt.Sprintf("filer lagt inn i PDF-filen: %d", c.N) },
	{"pages", "ok"}:              func(c deposit.RenditionCheck) string { return fmt.Sprintf("sider: %d", c.N) },
	{"text", "ok"}: func(c deposit.RenditionCheck) string {
		return fmt.Sprintf("tekst gjenfunnet: %d,%d %%", c.N/10, c.N%10)
	},
	{"text", "none"}:         always("filen har ingen tekst som kan leses ut"),
	{"text", "not_compared"}: always("teksten er ikke sammenlignet"),
	{"text", "unknown"}:      always("teksten er ikke sammenlignet"),
	{"fonts", "ok"}:          func(c deposit.RenditionCheck) string { return fmt.Sprintf("innebygde skrifter: %d", c.N) },
	{"replaced_fonts", "same_widths"}: func(c deposit.RenditionCheck) string {
		return "skrifter erstattet av skrifter med samme bredde, som bevarer oppsettet: " + c.More
	},
	{"replaced_fonts", "other_widths"}: func(c deposit.RenditionCheck) string {
		return "skrifter erstattet av andre, linjer og sider kan være flyttet: " + c.More
	},
	{"replaced_fonts", "likely"}: func(c deposit.RenditionCheck) string {
		return "skrifter trolig erstattet av skrifter med samme bredde: " + c.More
	},
	{"replaced_fonts", "unknown"}: always("hvilke skrifter filen ber om, er ikke lest"),
	{"comments", "annexed"}: func(c deposit.RenditionCheck) string {
		return fmt.Sprintf("merknader til celler på egen side bakerst: %d", c.N)
	},
	{"cut_cells", "annexed"}: func(c deposit.RenditionCheck) string {
		return fmt.Sprintf("celler med tekst som ikke får plass, på egen side bakerst: %d", c.N)
	},
	{"annex", "left_out"}: func(c deposit.RenditionCheck) string {
		return fmt.Sprintf("merknader og tekster i celler som ikke vises: %d", c.N)
	},
	{"hidden", "left_out"}:     func(c deposit.RenditionCheck) string { return fmt.Sprintf("skjulte steder som ikke vises: %d", c.N) },
	{"title", "lost"}:          always("tittelen inne i filen er tapt"),
	{"steady", "no"}:           always("kan få andre byte om den lages på nytt"),
	{"verapdf", "ok"}:          func(c deposit.RenditionCheck) string { return "godtatt av " + c.More },
	{"verapdf", "not_checked"}: always("ikke kontrollert mot veraPDF"),
}

func always(words string) func(deposit.RenditionCheck) string {
	return func(deposit.RenditionCheck) string { return words }
}

// checked says what was looked at in a rendition: a depot must be able to tell a judged file from one that nobody judged.
func checked(checks []deposit.RenditionCheck) string {
	var all []string
	for _, c := range checks {
		if say := said[looked{c.What, c.Seen}]; say != nil {
			all = append(all, say(c))
		}
	}
	if len(all) == 0 {
		return ""
	}
	return "Kontrollert: " + strings.Join(all, "; ")
}
