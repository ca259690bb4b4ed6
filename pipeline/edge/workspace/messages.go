package workspace

import (
	"fmt"
	"strconv"
	"strings"
)

// wording is a message in bokmål, nynorsk and English. {0}, {1} … stand for arguments: keys, legal values and numbers, never what a person wrote under
// personer.
type wording struct{ nb, nn, en string }

// say is a message in the screen's language; whatever is not nn or en is bokmål.
func say(lang, key string, args ...any) string {
	w := messages[key]
	text := w.nb
	switch lang {
	case "nn":
		text = w.nn
	case "en":
		text = w.en
	}
	pairs := make([]string, 0, 2*len(args))
	for i, a := range args {
		pairs = append(pairs, "{"+strconv.Itoa(i)+"}", fmt.Sprint(a))
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

var messages = map[string]wording{
	"read":         {"lese arbeidsmappen", "lese arbeidsmappa", "read workspace"},
	"create":       {"lage arbeidsmappe", "lage arbeidsmappe", "make workspace"},
	"no_file":      {"filen finnes ikke", "fila finst ikkje", "no such file"},
	"too_large":    {"filen er større enn 1 MB", "fila er større enn 1 MB", "the file is larger than 1 MB"},
	"hint_missing": {"hent {0} fra en sikkerhetskopi, eller lag en ny arbeidsmappe med arkivdepot new og kopier filen derfra", "hent {0} frå ein tryggingskopi, eller lag ei ny arbeidsmappe med arkivdepot new og kopier fila derifrå", "restore {0} from a backup, or make a new workspace with arkivdepot new and copy the file from there"},
	"hint_edit":    {"rett {0} i en teksteditor og kjør kommandoen igjen", "rett {0} i ein teksteditor og køyr kommandoen igjen", "correct {0} in a text editor and run the command again"},

	"unknown_key":      {"ukjent nøkkel «{0}»", "ukjend nøkkel «{0}»", "unknown key «{0}»"},
	"unknown_key_near": {"ukjent nøkkel «{0}»; mente du «{1}»?", "ukjend nøkkel «{0}»; meinte du «{1}»?", "unknown key «{0}»; did you mean «{1}»?"},
	"twice":            {"«{0}» står to ganger", "«{0}» står to gonger", "«{0}» stands twice"},
	"syntax":           {"ikke gyldig YAML: sett tekst med kolon i anførselstegn, og bruk mellomrom, ikke tabulator, i innrykk (teknisk årsak: {0})", "ikkje gyldig YAML: set tekst med kolon i hermeteikn, og bruk mellomrom, ikkje tabulator, i innrykk (teknisk årsak: {0})", "not valid YAML: quote text with a colon, and indent with spaces, not tabs (technical cause: {0})"},
	"syntax_tab":       {"ikke gyldig YAML: linjen begynner med tabulator; bruk mellomrom", "ikkje gyldig YAML: linja byrjar med tabulator; bruk mellomrom", "not valid YAML: the line begins with a tab; use spaces"},
	"syntax_place":     {"ikke gyldig YAML: dette kan ikke stå her; ta bort [] på linjen over, og se etter at innrykket er som på linjene rundt", "ikkje gyldig YAML: dette kan ikkje stå her; ta bort [] på linja over, og sjå etter at innrykket er som på linjene rundt", "not valid YAML: this cannot stand here; remove [] on the line above, and see that it is indented as the lines around it"},
	"wrong_kind":       {"verdien er av feil slag her (tekst, tall, true/false eller liste)", "verdien er av feil slag her (tekst, tal, true/false eller liste)", "a value of this kind cannot stand here (text, number, true/false or list)"},
	"one_document":     {"filen har flere YAML-dokumenter (---); den skal ha ett", "fila har fleire YAML-dokument (---); ho skal ha eitt", "the file holds several YAML documents (---); it must hold one"},

	"version":         {"versjon må være 1; filen er laget for en annen utgave av programmet", "versjon må vere 1; fila er laga for ei anna utgåve av programmet", "versjon must be 1; the file was made for another edition of the program"},
	"missing":         {"{0} mangler", "{0} manglar", "{0} is missing"},
	"uuid":            {"id må være en UUID, for eksempel 6f1c2b1e-…; bruk den som new skrev", "id må vere ein UUID, til dømes 6f1c2b1e-…; bruk den som new skreiv", "id must be a UUID such as 6f1c2b1e-…; keep the one that new wrote"},
	"date":            {"{0} må være en dato på formen ÅÅÅÅ-MM-DD", "{0} må vere ein dato på forma ÅÅÅÅ-MM-DD", "{0} must be a date of the form YYYY-MM-DD"},
	"time":            {"{0} må være et tidspunkt på formen 2024-11-01T12:00:00Z", "{0} må vere eit tidspunkt på forma 2024-11-01T12:00:00Z", "{0} must be a time of the form 2024-11-01T12:00:00Z"},
	"one_of":          {"{0} må være en av: {1}", "{0} må vere ein av: {1}", "{0} must be one of: {1}"},
	"between":         {"{0} må være fra {1} til {2}", "{0} må vere frå {1} til {2}", "{0} must be from {1} to {2}"},
	"sheet":           {"etikettene på {0} × {1} mm får ikke plass på arket; rett mål og antall", "etikettane på {0} × {1} mm får ikkje plass på arket; rett mål og tal", "labels of {0} × {1} mm do not fit on the sheet; correct measures and counts"},
	"kommune":         {"kommunenummeret må ha fire siffer, for eksempel 1103", "kommunenummeret må ha fire siffer, til dømes 1103", "a municipality number has four digits, for example 1103"},
	"fylke":           {"fylkesnummeret må ha to siffer, for eksempel 11", "fylkesnummeret må ha to siffer, til dømes 11", "a county number has two digits, for example 11"},
	"ended":           {"ingen har dette nummeret {0}; i dag: {1}", "ingen har dette nummeret {0}; i dag: {1}", "nobody has this number on {0}; today: {1}"},
	"no_owner":        {"ingen kommune i fylke {0} har dette nummeret", "ingen kommune i fylke {0} har dette nummeret", "no municipality in county {0} has this number"},
	"no_person":       {"{0} må være nøkkelen til en av personene under personer", "{0} må vere nøkkelen til ein av personane under personer", "{0} must be the key of one of the persons under personer"},
	"person_key":      {"nøkkel må være små bokstaver, tall, punktum eller bindestrek, for eksempel kari", "nøkkel må vere små bokstavar, tal, punktum eller bindestrek, til dømes kari", "nøkkel takes lower-case letters, digits, dots and hyphens, for example kari"},
	"same_key":        {"to personer har samme nøkkel", "to personar har same nøkkel", "two persons have the same nøkkel"},
	"public_key":      {"offentlig_nøkkel er ikke slik arkivdepot key show skriver den", "offentlig_nøkkel er ikkje slik arkivdepot key show skriv han", "offentlig_nøkkel is not as arkivdepot key show writes it"},
	"same_public_key": {"to personer har samme offentlig_nøkkel", "to personar har same offentlig_nøkkel", "two persons have the same offentlig_nøkkel"},
	"backwards":       {"til ligger før fra", "til ligg før fra", "til lies before fra"},
	"pair":            {"fra og til hører sammen: oppgi begge eller ingen", "fra og til høyrer saman: oppgje begge eller ingen", "fra and til belong together: state both or neither"},

	"same_id":      {"id-en er brukt før i filen", "id-en er brukt før i fila", "the id is used before in the file"},
	"no_rule":      {"ingen regel har denne id-en", "ingen regel har denne id-en", "no rule has this id"},
	"built_in_id":  {"id-en {0} er brukt i regelsettet; en egen regel må ha sin egen", "id-en {0} er brukt i regelsettet; ein eigen regel må ha sin eigen", "the id {0} is used in the rule set; a rule of your own needs its own"},
	"not_in_order": {"regelen {0} må stå i rekkefølge, ellers vinner den aldri", "regelen {0} må stå i rekkefølge, elles vinn han aldri", "rule {0} must stand in rekkefølge, or it never wins"},
	"no_authority": {"ingen hjemmel har denne id-en", "ingen heimel har denne id-en", "no legal source has this id"},
	"needs_age":    {"utløseren {0} trenger en alder", "utløysaren {0} treng ein alder", "the trigger {0} needs an alder"},
	"low_ceiling":  {"tak må være minst like mange år som år", "tak må vere minst like mange år som år", "tak must be at least as many years as år"},
	"same_puid":    {"PUID-en står også i regelen {0}", "PUID-en står òg i regelen {0}", "the PUID stands in rule {0} too"},
	"puid":         {"en PUID ser ut som fmt/95 eller x-fmt/111", "ein PUID ser ut som fmt/95 eller x-fmt/111", "a PUID looks like fmt/95 or x-fmt/111"},
	"order":        {"avleveringene må stå i rekkefølge, én per år, og etter at perioden er slutt", "avleveringane må stå i rekkjefølgje, éi per år, og etter at perioden er slutt", "deliveries must stand in order, one in a year, each after the end of its period"},

	"not_empty":   {"mappen finnes fra før og er ikke tom", "mappa finst frå før og er ikkje tom", "the folder exists and is not empty"},
	"hint_empty":  {"velg et annet navn, eller tøm mappen først", "vel eit anna namn, eller tøm mappa først", "choose another name, or empty the folder first"},
	"no_profile":  {"ukjent profil; det finnes: {0}", "ukjend profil; det finst: {0}", "unknown profile; there is: {0}"},
	"hint_disk":   {"se etter om det er plass på disken og om du kan skrive her", "sjå etter om det er plass på disken og om du kan skrive her", "check that there is room on the disk and that you may write here"},
	"hint_option": {"se arkivdepot new --help", "sjå arkivdepot new --help", "see arkivdepot new --help"},
}
