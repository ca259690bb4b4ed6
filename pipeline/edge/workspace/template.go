package workspace

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// depositYAML is deponering.yaml with a comment on every key. It is written once by `new`; afterwards it is people's.
func depositYAML(d deposit.Deposit) string {
	var b strings.Builder
	w := func(format string, args ...any) {
		for text := range strings.SplitSeq(fmt.Sprintf(format, args...), "\n") {
			b.WriteString(strings.TrimRight(text, " ") + "\n") // what is not known leaves its key bare
		}
	}
	w("# deponering.yaml – én deponering: én eier, ett depot, én leveranse. Alt her kan rettes for hånd; ukjente nøkler blir avvist.")
	w("# Etter en rettelse: arkivdepot check")
	w("versjon: 1\n")
	w("# Deponeringens faste id. Alle andre id-er avledes av den: endre den aldri.\nid: %s", d.ID)
	w("# Et kort navn på deponeringen, til skjerm og rapport.\nnavn: %s\n", quoted(d.Name))
	writeBodies(w, d)
	writePeople(w, d)
	writeDates(w, d)
	writeRest(w, d)
	return b.String()
}

type line func(format string, args ...any)

func writeBodies(w line, d deposit.Deposit) {
	w("# Hvem som eier arkivet: kommune (fire siffer) eller fylkeskommune (to siffer). Et kontor med flere eiere lager én deponering for hver.")
	w("eier:\n  type: %s            # kommune eller fylkeskommune\n  nummer: %s\n  navn: %s\n", or(d.Owner.Kind, "kommune"), quoted(d.Owner.Number), quoted(d.Owner.Name))
	w("# Kontoret som har skapt arkivet. Nummer er organisasjonsnummeret, om det finnes.")
	w("arkivskaper:\n  nummer: %s\n  navn: %s\n", quoted(d.Creator.Number), quoted(d.Creator.Name))
	w("# Arkivdepotet (IKA) som tar imot.")
	w("depot:\n  nummer: %s\n  navn: %s", quoted(d.Depot.Number), quoted(d.Depot.Name))
	w("# Referansen til depotavtalen (punkt 6.2). Kan stå tom.\navtale: %s\n", quoted(d.Agreement))
}

func writePeople(w line, d deposit.Deposit) {
	w("# Alle som skal handle i deponeringen. Nøkkelen er det som skrives etter --by. To godkjenninger krever to personer.")
	w("# Rolle: %s.", strings.Join(roles(), ", "))
	if len(d.Persons) == 0 {
		w("# Ta bort # foran linjene, og skriv dem om; flere personer skrives på samme måte under.\npersoner:\n#  - nøkkel: kari\n#    navn: \"Kari Nordmann\"\n#    rolle: arkivleder")
	} else {
		w("personer:")
	}
	for _, p := range d.Persons {
		w("  - nøkkel: %s\n    navn: %s\n    rolle: %s", quoted(p.Key), quoted(p.Name), quoted(p.Role))
	}
	w("\n# Nøkkelen til lederen for PP-tjenesten, som er behandlingsansvarlig (punkt 2.1).\nbehandlingsansvarlig: %s", quoted(d.Controller))
	w("# Nøkkelen til kommunens arkivleder (punkt 6.2).\narkivleder: %s\n", quoted(d.Archivist))
}

func writeDates(w line, d deposit.Deposit) {
	w("# Datoen deponeringen bedømmes etter: frister, alder og skoleår regnes fra den, ikke fra dagen i dag.\ndato: %s", d.AsOf)
	w("# Tidspunktet som stemples på det som lages. Samme inndata og samme tidspunkt gir de samme filene.\nprodusert: %s", d.Produced.UTC().Format(time.RFC3339))
	w("# Arkivperioden som avleveres, når det er én bestemt.\nperiode:\n  fra: %s\n  til: %s", number(d.Period.From), number(d.Period.To))
	w("# Hvorfor det deponeres utenom de faste avleveringene (punkt 6.1). Trengs bare da.\nbegrunnelse: %s", quoted(d.Reason))
	w("# Første år i det hundreåret som et journalnummer som 45/79 ligger i, for eksempel 1900. Tom: slike nummer holdes tilbake.\nårhundre: %s\n", number(d.Century))
}

func writeRest(w line, d deposit.Deposit) {
	w("# Språket i listene og de andre dokumentene: nb, nn eller en.\nspråk: %s", d.Language)
	w("# Fagsystemet arkivet kommer fra, slik det skal stå i arkivuttrekket. Kan stå tom.\nsystem: %s", quoted(d.System))
	w("# Skjerming av alle mapper som ikke har sin egen hjemmel i registeret.")
	w("skjerming:\n  hjemmel: %s\n  år: %s\n", quoted(or(d.Restriction.Paragraph, "Offl. § 13, jf. fvl. § 13")), number(orNumber(d.Restriction.Years, 60)))
	w("# Et merke som trykkes på alt, for eksempel «DEMO – syntetiske personer».\nmerke: %s", quoted(d.Mark))
	w("# true: bare syntetiske personer; ekte fødselsnummer avvises. false: syntetiske fødselsnummer avvises.\nsyntetisk: %t", d.Synthetic)
}

// quoted is a YAML scalar in double quotes: JSON's form is legal YAML. What is not known stays empty.
func quoted(text string) string {
	if text == "" {
		return ""
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(text); err != nil {
		return ""
	}
	return strings.TrimSpace(b.String())
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

func orNumber(n, otherwise int) int {
	if n == 0 {
		return otherwise
	}
	return n
}

// readMe is LES-MEG.txt.
const readMe = `Dette er arbeidsmappen for én deponering.

deponering.yaml   hvem som eier, hvem som mottar, og hvilken dag deponeringen vurderes etter
register.xlsx     en rad for hver klientmappe; arket Forklaring sier hva hver kolonne er
inn/mapper/       de digitale dokumentene: én katalog for hver klientmappe som har noen. Journalnummer 45/1979-80 legges i
                  inn/mapper/1979-80/45/ eller inn/mapper/45_1979-80/, eller et sted du oppgir i kolonnen Mappesti.
                  Papirmapper trenger ingen katalog; de står bare i registeret.
regler/           depotets profil og reglene, slik de var da arbeidsmappen ble laget
ut/               det programmet lager

Filene i inn/ blir aldri endret eller slettet av programmet.

Når alt ligger her:  arkivdepot check
`
