package passages

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// document is a made-up paper of a client folder. Its people and places are nobody.
type document struct {
	head     []string // letterhead lines
	sections []section
	table    [][2]string
	answers  [][2]string // question, short answer
	foot     []string
}

type section struct {
	heading    string
	paragraphs []paragraph
}

type paragraph []string // sentences

// writer makes documents from one source of chance.
type writer struct{ *rand.Rand }

func newWriter(seed uint64) writer { return writer{rand.New(rand.NewPCG(seed, 7))} }

func (w writer) one(from ...string) string { return from[w.IntN(len(from))] }

var (
	subjects = []string{"norsk", "matematikk", "engelsk", "samfunnsfag", "naturfag", "kroppsøving", "musikk", "sosialt samspill", "lesing", "skriving"}
	skills   = []string{"avkoding", "begrepsforståelse", "tallforståelse", "arbeidsminne", "konsentrasjon", "uttale", "rettskriving", "samarbeid", "utholdenhet", "finmotorikk"}
	people   = []string{"Rask Elg", "Lilla Tiger", "Stille Bjørk", "Munter Sky", "Blå Fjord", "Klok Ugle", "Varm Vind", "Grønn Eng"}
	places   = []string{"Eksempel skole", "Prøve ungdomsskole", "Fjordheim barnehage", "Testbyen skole"}
	headings = []string{"Bakgrunn for henvisningen", "Opplysninger fra hjemmet", "Opplysninger fra skolen", "Observasjoner", "Resultater fra utredningen", "Vurdering", "Styrker", "Vansker", "Tilråding", "Videre arbeid"}
)

// sentence is one that a report of this kind could hold, of the templates that all such reports share.
func (w writer) sentence() string {
	subject, other, skill, person, place := w.one(subjects...), w.one(subjects...), w.one(skills...), w.one(people...), w.one(places...)
	number, more, year := 1+w.IntN(9), 10+w.IntN(80), 1990+w.IntN(20)
	switch w.IntN(16) {
	case 0:
		return fmt.Sprintf("Eleven har behov for spesialundervisning i %s med %d timer per uke.", subject, number)
	case 1:
		return fmt.Sprintf("%s ved %s opplyser at eleven ikke har vist framgang i %s siden %d.", person, place, subject, year)
	case 2:
		return fmt.Sprintf("Skåren for %s ligger på %d prosent, som er %d,%d standardavvik under gjennomsnittet.", skill, more, number, w.IntN(10))
	case 3:
		return fmt.Sprintf("Det ble gjennomført samtale med %s den %d.%d.%d om %s og %s.", person, 1+w.IntN(28), 1+w.IntN(12), year, subject, skill)
	case 4:
		return fmt.Sprintf("I %s arbeider eleven godt når oppgavene er korte og tydelige, men ikke når de er lange.", subject)
	case 5:
		return fmt.Sprintf("Foreldrene har aldri vært bekymret for %s, men ønsker mer hjelp i %s.", skill, other)
	case 6:
		return fmt.Sprintf("PP-tjenesten tilrår at opplæringen i %s legges til rette i en gruppe på %d elever.", subject, number+1)
	case 7:
		return fmt.Sprintf("Eleven kan lese %d ord i minuttet og forstår det meste av innholdet i teksten.", more)
	case 8:
		return fmt.Sprintf("Læreren beskriver %s som en styrke, særlig i %s og i praktiske fag.", skill, subject)
	case 9:
		return fmt.Sprintf("Det er uten betydning for saken at %s ble prøvd i %d ved %s.", skill, year, place)
	case 10:
		return fmt.Sprintf("Prøven i %s ble avbrutt etter %d minutter fordi eleven var sliten.", skill, more)
	case 11:
		return fmt.Sprintf("%s skal følge opp tiltakene i %s fram til våren %d.", person, subject, year)
	case 12:
		return fmt.Sprintf("Vansker med %s kan henge sammen med %s, jf. rapporten fra %d.", skill, w.one(skills...), year)
	case 13:
		return fmt.Sprintf("Det er ingen tegn til vansker med %s på det nåværende tidspunkt.", skill)
	case 14:
		return fmt.Sprintf("Eleven sier selv at %s er det vanskeligste faget og at «%s går bra».", subject, other)
	}
	return fmt.Sprintf("Tiltakene i %s vurderes på nytt etter %d uker sammen med hjemmet.", subject, more)
}

func (w writer) paragraph() paragraph {
	var p paragraph
	for range 2 + w.IntN(4) {
		p = append(p, w.sentence())
	}
	return p
}

func (w writer) document() document {
	d := document{head: []string{"PP-tjenesten i Testbyen", "Dato: " + fmt.Sprintf("%02d.%02d.%d", 1+w.IntN(28), 1+w.IntN(12), 1990+w.IntN(20)), "Sakkyndig vurdering"},
		foot: []string{"Med hilsen", w.one(people...), "pedagogisk-psykologisk rådgiver"}}
	for _, at := range w.Perm(len(headings))[:4+w.IntN(3)] {
		s := section{heading: headings[at]}
		for range 2 + w.IntN(3) {
			s.paragraphs = append(s.paragraphs, w.paragraph())
		}
		d.sections = append(d.sections, s)
	}
	for _, at := range w.Perm(len(skills))[:5] {
		d.table = append(d.table, [2]string{skills[at], fmt.Sprint(10 + w.IntN(80))})
	}
	for _, at := range w.Perm(len(subjects))[:4] {
		d.answers = append(d.answers, [2]string{"Trenger eleven hjelp i " + subjects[at] + "?", w.one("Ja.", "Nei.")})
	}
	return d
}

// paper is the paragraphs of a document as words gives them: an empty line after each, a table's row on one line.
func (d document) paper() []string {
	out := append([]string{}, d.head...)
	for _, s := range d.sections {
		out = append(out, s.heading)
		for _, p := range s.paragraphs {
			out = append(out, strings.Join(p, " "))
		}
	}
	if len(d.table) > 0 {
		out = append(out, "Oversikt over skårene")
	}
	for _, row := range d.table {
		out = append(out, row[0]+"\t"+row[1])
	}
	if len(d.answers) > 0 {
		out = append(out, "Fra skjemaet")
	}
	for _, a := range d.answers {
		out = append(out, a[0], a[1])
	}
	return append(out, d.foot...)
}

func (d document) text() string { return strings.Join(d.paper(), "\n\n") }

// clone lets a document be changed without its original.
func (d document) clone() document {
	c := document{head: append([]string{}, d.head...), table: append([][2]string{}, d.table...), answers: append([][2]string{}, d.answers...), foot: append([]string{}, d.foot...)}
	for _, s := range d.sections {
		s2 := section{heading: s.heading}
		for _, p := range s.paragraphs {
			s2.paragraphs = append(s2.paragraphs, append(paragraph{}, p...))
		}
		c.sections = append(c.sections, s2)
	}
	return c
}

// wrapped is a text as a PDF gives it: lines of a width, nothing that tells where a paragraph ends.
func wrapped(text string, width int) string {
	var out []string
	for _, p := range strings.Split(text, "\n\n") {
		line := ""
		for _, word := range strings.Fields(p) {
			if line != "" && len(line)+1+len(word) > width {
				out, line = append(out, line), ""
			}
			if line != "" {
				line += " "
			}
			line += word
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}
