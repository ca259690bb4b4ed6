package passages

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// pair is a draft and the papers that stay, with what a person who reads them would say: is every statement of the draft in them?
type pair struct {
	kind     string
	draft    string
	carriers []string
	true     bool
}

// perKind is how many pairs of each kind the set has.
const perKind = 12

// labelled makes the set, the same every time.
func labelled() []pair {
	var all []pair
	for _, kinds := range []struct {
		of   map[string]func(writer) pair
		true bool
	}{{trueKinds, true}, {falseKinds, false}} {
		names := make([]string, 0, len(kinds.of))
		for name := range kinds.of {
			names = append(names, name)
		}
		slices.Sort(names)
		for k, name := range names {
			for i := range perKind {
				p := kinds.of[name](newWriter(uint64(k*1000 + i)))
				p.kind, p.true = name, kinds.true
				other := newWriter(uint64(900_000 + k*1000 + i))
				p.carriers = append(p.carriers, other.document().text()) // every folder holds other papers of the same templates
				all = append(all, p)
			}
		}
	}
	return all
}

// against is a draft and one carrier.
func against(draft, carrier string) pair { return pair{draft: draft, carriers: []string{carrier}} }

// trueKinds are drafts of which nothing is lost.
var trueKinds = map[string]func(writer) pair{
	"the same":                      func(w writer) pair { d := w.document(); return against(d.text(), d.text()) },
	"paragraphs added in the final": func(w writer) pair { d := w.document(); return against(d.text(), w.longer(d).text()) },
	"paragraphs not yet written": func(w writer) pair {
		final := w.document()
		draft := final.clone()
		s := &draft.sections[w.IntN(len(draft.sections))]
		at := w.IntN(len(s.paragraphs))
		s.paragraphs = slices.Delete(s.paragraphs, at, at+1)
		return against(draft.text(), final.text())
	},
	"a section not yet written": func(w writer) pair {
		final := w.document()
		draft := final.clone()
		at := w.IntN(len(draft.sections))
		draft.sections = slices.Delete(draft.sections, at, at+1)
		return against(draft.text(), final.text())
	},
	"no letterhead and no signature": func(w writer) pair {
		final := w.document()
		draft := final.clone()
		draft.head, draft.foot = nil, nil
		return against(draft.text(), final.text())
	},
	"sections in another order": func(w writer) pair {
		d := w.document()
		final := d.clone()
		w.Shuffle(len(final.sections), func(i, k int) { final.sections[i], final.sections[k] = final.sections[k], final.sections[i] })
		return against(d.text(), final.text())
	},
	"paragraphs in another order": func(w writer) pair {
		d := w.document()
		final := d.clone()
		s := &final.sections[w.IntN(len(final.sections))]
		slices.Reverse(s.paragraphs)
		return against(d.text(), final.text())
	},
	"spread over two papers": func(w writer) pair {
		d := w.document()
		first, second := d.clone(), d.clone()
		first.sections, second.sections = d.sections[:2], d.sections[2:]
		return pair{draft: d.text(), carriers: []string{first.text(), second.text()}}
	},
	"quotation marks, dashes and spaces": func(w writer) pair {
		d := w.longer(w.document()).text()
		final := strings.NewReplacer("«", "\"", "»", "\"", "PP-tjenesten", "PP\u2011tjenesten", ". ", ".\u00A0", " og ", "  og ").Replace(d)
		return against(d, final)
	},
	"soft and hard hyphens": func(w writer) pair {
		d := w.document().text()
		return against(strings.NewReplacer("spesialundervisning", "spesial\u00ADundervisning", "gjennomsnittet", "gjennom-\nsnittet").Replace(d), d)
	},
	"decomposed letters and capitals": func(w writer) pair {
		d := w.document()
		return against(norm.NFD.String(d.text()), strings.ReplaceAll(d.text(), "Vurdering", "VURDERING"))
	},
	"bullets": func(w writer) pair {
		d := w.document().text()
		return against(strings.ReplaceAll(d, "\n\nEleven", "\n\n- Eleven"), strings.ReplaceAll(d, "\n\nEleven", "\n\n\u2022 Eleven"))
	},
	"the final is a PDF": func(w writer) pair { d := w.document(); return against(d.text(), wrapped(d.text(), 90)) },
	"the draft is a PDF": func(w writer) pair { d := w.document(); return against(wrapped(d.text(), 85), w.longer(d).text()) },
	"both are PDF":       func(w writer) pair { d := w.document().text(); return against(wrapped(d, 100), wrapped(d, 70)) },
	"PDF with hyphens": func(w writer) pair {
		d := w.document().text()
		return against(d, strings.ReplaceAll(wrapped(d, 80), "undervisning", "undervis-\nning"))
	},
	"a PDF with a paragraph more": func(w writer) pair { d := w.document(); return against(d.text(), wrapped(w.longer(d).text(), 90)) },
	"a text file with empty lines": func(w writer) pair {
		d := w.document()
		var typed []string
		for _, p := range d.paper() {
			typed = append(typed, wrapped(p, 72))
		}
		return against(strings.Join(typed, "\n\n"), w.longer(d).text())
	},
	"notes gathered in a report": func(w writer) pair {
		final := w.document()
		var notes []string
		for _, s := range final.sections {
			notes = append(notes, strings.Join(s.paragraphs[w.IntN(len(s.paragraphs))], " "))
		}
		return against(strings.Join(notes, "\n\n"), final.text())
	},
	"an earlier part sent alone": func(w writer) pair {
		final := w.document()
		draft := final.clone()
		draft.sections, draft.table, draft.answers, draft.foot = draft.sections[:2], nil, nil, nil
		return against(draft.text(), w.maybeWrapped(final.text()))
	},
	"no table and no answers yet": func(w writer) pair {
		final := w.document()
		draft := final.clone()
		draft.table, draft.answers = nil, nil
		return against(draft.text(), final.text())
	},
	"one note in a report": func(w writer) pair {
		final := w.document()
		s := final.sections[w.IntN(len(final.sections))]
		return against(strings.Join(s.paragraphs[len(s.paragraphs)-1], " "), final.text())
	},
	"a table of its own": func(w writer) pair {
		final := w.document()
		var rows []string
		for _, row := range final.table {
			rows = append(rows, row[0]+"\t"+row[1])
		}
		return against(strings.Join(rows, "\n"), final.text())
	},
	"a sentence added inside a paragraph": func(w writer) pair { // kept on purpose (a passage is a paragraph): the one kind that is not found
		d := w.document()
		final := d.clone()
		p := &final.sections[0].paragraphs[0]
		*p = slices.Insert(*p, 1, "Dette er drøftet med hjemmet i et eget møte på skolen.")
		return against(d.text(), final.text())
	},
}

// longer adds a paragraph at the end of a section.
func (w writer) longer(d document) document {
	final := d.clone()
	s := &final.sections[w.IntN(len(final.sections))]
	s.paragraphs = append(s.paragraphs, w.paragraph())
	return final
}

// edit is a draft of which one sentence says something else than the final's.
func (w writer) edit(old, changed string) pair {
	d := w.document()
	s := &d.sections[w.IntN(len(d.sections))]
	p := &s.paragraphs[w.IntN(len(s.paragraphs))]
	at := w.IntN(len(*p))
	(*p)[at] = old
	draft := d.clone()
	*p = slices.Replace(*p, at, at+1, changed)
	return against(w.maybeWrapped(draft.text()), w.maybeWrapped(d.text()))
}

// maybeWrapped makes a PDF of every third text.
func (w writer) maybeWrapped(text string) string {
	if w.IntN(3) > 0 {
		return text
	}
	return wrapped(text, 60+w.IntN(50))
}

// edits are pairs of sentences in which one thing differs.
var edits = map[string][2]string{
	"a word changed":            {"Eleven har store vansker med å følge undervisningen i klassen.", "Eleven har små vansker med å følge undervisningen i klassen."},
	"a word only in the draft":  {"Mor var svært bekymret for situasjonen hjemme denne høsten.", "Mor var bekymret for situasjonen hjemme denne høsten."},
	"a word only in the final":  {"Mor var bekymret for situasjonen hjemme denne høsten.", "Mor var svært bekymret for situasjonen hjemme denne høsten."},
	"ikke only in the draft":    {"Eleven har ikke behov for flere timer med voksenstøtte i år.", "Eleven har behov for flere timer med voksenstøtte i år."},
	"ikke only in the final":    {"Eleven har behov for flere timer med voksenstøtte i år.", "Eleven har ikke behov for flere timer med voksenstøtte i år."},
	"a number changed":          {"Det tilrås 4 timer spesialundervisning hver uke i norsk.", "Det tilrås 5 timer spesialundervisning hver uke i norsk."},
	"a decimal changed":         {"Resultatet ligger 1,5 standardavvik under gjennomsnittet for alderen.", "Resultatet ligger 15 standardavvik under gjennomsnittet for alderen."},
	"a sign changed":            {"Avviket fra forventet nivå var -2 poeng på denne prøven.", "Avviket fra forventet nivå var 2 poeng på denne prøven."},
	"a range changed":           {"Eleven gikk i gruppe med 3-5 andre barn det året.", "Eleven gikk i gruppe med 35 andre barn det året."},
	"an exponent lost":          {"Rommet der prøven ble tatt var på 10² meter omtrent.", "Rommet der prøven ble tatt var på 102 meter omtrent."},
	"a date changed":            {"Foreldrene samtykket muntlig i møtet den 12.05.2003 på skolen.", "Foreldrene samtykket muntlig i møtet den 12.06.2003 på skolen."},
	"a name changed":            {"Det var Rask Elg som meldte fra til barnevernet først.", "Det var Varm Vind som meldte fra til barnevernet først."},
	"words in another order":    {"Far sier at mor ikke vil, og skolen venter på svar.", "Mor sier at far ikke vil, og skolen venter på svar."},
	"a comma moved":             {"Rådet til skolen var å vente ikke, handle nå med tiltak.", "Rådet til skolen var å vente, ikke handle nå med tiltak."},
	"an abbreviation's stop":    {"Prøven ble tatt ca. 14 dager etter ferien var over.", "Prøven ble tatt ca. 4 dager etter ferien var over."},
	"a unit changed":            {"Han arbeidet med oppgaven i 20 minutter før han ga seg.", "Han arbeidet med oppgaven i 20 timer før han ga seg."},
	"quotation marks lost":      {"Mor kaller gutten for doven og lite interessert i skolen.", "Mor kaller gutten for «doven» og lite interessert i skolen."},
	"a sentence without ending": {"Vi tilrår ikke at det settes inn ekstra ressurser nå.", "Vi tilrår ikke"},
}

// falseKinds are drafts that say what stands nowhere else. The edits above are added to them.
var falseKinds = withEdits(map[string]func(writer) pair{
	"a paragraph only in the draft": func(w writer) pair { d := w.document(); return against(w.longer(d).text(), w.maybeWrapped(d.text())) },
	"a sentence only in the draft": func(w writer) pair {
		d := w.document()
		draft := d.clone()
		p := &draft.sections[1].paragraphs[1]
		*p = slices.Insert(*p, w.IntN(len(*p)+1), "Dette ble aldri sagt til noen.")
		return against(draft.text(), w.maybeWrapped(d.text()))
	},
	"another paper of the same template": func(w writer) pair { return against(w.document().text(), w.document().text()) },
	"a cell changed": func(w writer) pair {
		d := w.document()
		draft := d.clone()
		draft.table[2][1] = fmt.Sprint(99)
		return against(draft.text(), w.maybeWrapped(d.text()))
	},
	"cells swapped": func(w writer) pair {
		d := w.document()
		d.table[1][1], d.table[3][1] = "11", "88"
		draft := d.clone()
		draft.table[1][1], draft.table[3][1] = "88", "11"
		return against(draft.text(), w.maybeWrapped(d.text()))
	},
	"an answer changed": func(w writer) pair {
		d := w.document()
		d.answers[1][1] = "Ja."
		draft := d.clone()
		draft.answers[1][1] = "Nei."
		return against(draft.text(), w.maybeWrapped(d.text()))
	},
	"answers swapped": func(w writer) pair {
		d := w.document()
		d.answers[1][1], d.answers[2][1] = "Ja.", "Nei."
		draft := d.clone()
		draft.answers[1][1], draft.answers[2][1] = "Nei.", "Ja."
		return against(draft.text(), w.maybeWrapped(d.text()))
	},
	"a short answer without full stop": func(w writer) pair {
		d := w.document()
		d.answers[0][1] = "Ja"
		draft := d.clone()
		draft.answers[0][1] = "Nei"
		return against(draft.text(), d.text())
	},
	"headings swapped": func(w writer) pair {
		d := w.document()
		draft := d.clone()
		draft.sections[0].heading, draft.sections[1].heading = d.sections[1].heading, d.sections[0].heading
		return against(draft.text(), w.maybeWrapped(d.text()))
	},
	"a paragraph under another heading": func(w writer) pair {
		d := w.document()
		draft := d.clone()
		draft.sections[0].paragraphs = []paragraph{d.sections[1].paragraphs[0]}
		draft.sections[1].paragraphs = d.sections[1].paragraphs[1:]
		return against(draft.text(), d.text())
	},
	"a later paragraph under another heading": func(w writer) pair {
		d := w.document()
		draft := d.clone()
		last := len(d.sections[0].paragraphs) - 1
		draft.sections[0].paragraphs = d.sections[0].paragraphs[:last]
		draft.sections[1].paragraphs = append(draft.sections[1].paragraphs, d.sections[0].paragraphs[last])
		return against(draft.text(), w.maybeWrapped(d.text()))
	},
	"an item under another lead": func(w writer) pair {
		items := []string{"Å lese en hel tekst på egen hånd uten hjelp.", "Å skrive en kort fortelling med riktig tegnsetting og rettskriving.", "Å regne med desimaltall i hodet og på papiret."}
		bullet := w.one("", "• ", "- ")
		lists := func(can, cannot []string) string {
			return "Dette mestrer eleven" + w.one(":", "") + "\n\n" + bullet + strings.Join(can, "\n\n"+bullet) + "\n\nDette mestrer eleven ikke:\n\n" + bullet + strings.Join(cannot, "\n\n"+bullet)
		}
		return against(lists(items[:2], items[2:]), lists(items[:1], items[1:]))
	},
	"tables swapped": func(w writer) pair {
		first, second := "lesing\t12\n\nskriving\t14\n\nregning\t18\n\nuttale\t11", "lesing\t32\n\nskriving\t34\n\nregning\t38\n\nuttale\t31"
		before, after := "Skårene før tiltakene ble satt i gang står i denne tabellen.\n\n", "Skårene etter at tiltakene ble satt i gang står i denne.\n\n"
		return against(before+first+"\n\n"+after+second, before+second+"\n\n"+after+first)
	},
	"a form put together from two": func(w writer) pair {
		ask := []string{"Eleven kan lese en enkel tekst med flyt og forståelse.", "Eleven kan regne med tall opp til hundre på egen hånd.", "Eleven kan skrive en kort tekst uten hjelp fra voksne."}
		form := func(answers ...string) string {
			var out []string
			for i, a := range answers {
				out = append(out, ask[i], a)
			}
			return strings.Join(out, "\n\n")
		}
		no, yes := w.one("Nei", "Delvis", "Nei.", "Sjelden"), w.one("Ja", "Helt", "Ja.", "Alltid")
		return pair{draft: form(no, yes, no), carriers: []string{form(no, no, no), form(yes, yes, no), form(yes, no, no)}}
	},
	"a last answer that stands elsewhere": func(w writer) pair {
		ask := "Eleven kan lese en enkel tekst med flyt og forståelse."
		other := "Eleven kan regne med tall opp til hundre på egen hånd."
		return against(other+"\n\nHelt\n\n"+ask+"\n\nDelvis", ask+"\n\nHelt\n\n"+other+"\n\nDelvis\n\n"+other+"\n\nHelt")
	},
	"said in the final only to be denied": func(w writer) pair {
		d := w.document()
		claim := "eleven har behov for ekstra støtte i alle teoretiske fag."
		final := d.clone()
		draft := d.clone()
		draft.sections[0].paragraphs = append(draft.sections[0].paragraphs, paragraph{"E" + claim[1:]})
		final.sections[0].paragraphs = append(final.sections[0].paragraphs, paragraph{"Det stemmer ikke at " + claim})
		return against(draft.text(), w.maybeWrapped(final.text()))
	},
	"said in the final only as a quotation": func(w writer) pair {
		d := w.document()
		claim := "Eleven har behov for ekstra støtte i alle teoretiske fag."
		draft, final := d.clone(), d.clone()
		draft.sections[0].paragraphs = append(draft.sections[0].paragraphs, paragraph{claim})
		final.sections[0].paragraphs = append(final.sections[0].paragraphs, paragraph{"Mor skriver: «" + claim + "» Det er vi uenige i."})
		return against(draft.text(), w.maybeWrapped(final.text()))
	},
	"a name on a new line after a denial": func(w writer) pair {
		d := w.document()
		draft := d.clone()
		draft.sections[0].paragraphs = append(draft.sections[0].paragraphs, paragraph{"Rask Elg har behov for ekstra støtte i alle teoretiske fag."})
		return against(draft.text(), d.text()+"\n\nVi kan etter dette slett ikke si at\nRask Elg har behov for ekstra støtte i alle teoretiske fag.")
	},
	"a paragraph put together from two papers": func(w writer) pair {
		d := w.document()
		first, second := d.clone(), d.clone()
		one, two := w.one("Utredningen viste store vansker med lesing og skriving i høst."), "Dette har ikke bedret seg etter at tiltakene ble satt inn."
		draft := d.clone()
		draft.sections[0].paragraphs[0] = paragraph{one, two}
		first.sections[0].paragraphs[0] = paragraph{one, "Dette er bedre nå."}
		second.sections[0].paragraphs[0] = paragraph{"Hørselen er prøvd og funnet normal for alderen i høst.", two}
		return pair{draft: draft.text(), carriers: []string{first.text(), second.text()}}
	},
	"the final ends too early": func(w writer) pair {
		d := w.document()
		text := w.maybeWrapped(d.text())
		return against(d.text(), text[:len(text)*(2+w.IntN(6))/10])
	},
	"a few words as a whole document": func(w writer) pair {
		return against("Saken er avsluttet.", w.document().text()+"\n\nDet er ikke slik at saken er avsluttet.")
	},
	"a signature by another": func(w writer) pair {
		d := w.document()
		d.foot[1] = people[0]
		draft := d.clone()
		draft.foot[1] = people[1]
		return against(draft.text(), w.maybeWrapped(d.text()))
	},
	"a letter to another place": func(w writer) pair {
		d := w.document()
		draft := d.clone()
		draft.head = append([]string{"Til " + places[0]}, draft.head...)
		final := d.clone()
		final.head = append([]string{"Til " + places[1]}, final.head...)
		return against(draft.text(), final.text())
	},
	"no words at all":     func(w writer) pair { return against(" \n• \n…", w.document().text()) },
	"nothing to carry it": func(w writer) pair { return against(w.document().text(), "") },
})

func withEdits(kinds map[string]func(writer) pair) map[string]func(writer) pair {
	for name, e := range edits {
		kinds[name] = func(w writer) pair { return w.edit(e[0], e[1]) }
	}
	return kinds
}
