package words

// word is a control word of Rich Text.
type word struct {
	name   string
	number int
	has    bool // a number stood after it
}

// on tells whether a switch is on: it is, unless its number is 0.
func (w word) on() bool { return !w.has || w.number != 0 }

// rtfUnread are destinations whose text is not the document's.
var rtfUnread = wordSet("fonttbl", "colortbl", "stylesheet", "info", "author", "operator", "company", "subject", "keywords", "comment", "doccomm", "filetbl", "listtable",
	"listoverridetable", "revtbl", "rsidtbl", "generator", "xmlnstbl", "themedata", "colorschememapping", "datastore", "latentstyles", "fldinst", "objdata", "objclass",
	"bkmkstart", "bkmkend", "atnid", "atnauthor", "atrfstart", "atrfend", "nonshppict", "sp", "xe", "tc", "ftnsep", "ftnsepc", "aftnsep", "aftnsepc", "private", "template",
	"pnseclvl", "mmathPr", "wgrffmtfilter", "userprops", "passwordhash", "pgptbl", "listpicture")

// rtfShown are destinations after \* whose text is read all the same.
var rtfShown = wordSet("shppict", "shpinst", "do", "ud")

// rtfSigns are words that stand for characters.
var rtfSigns = map[string]rune{"tab": '\t', "line": '\n', "emdash": '—', "endash": '–', "lquote": '‘', "rquote": '’', "ldblquote": '“', "rdblquote": '”', "bullet": '•',
	"emspace": '\u2003', "enspace": '\u2002', "qmspace": '\u2005'}

func wordSet(words ...string) map[string]bool {
	set := map[string]bool{}
	for _, w := range words {
		set[w] = true
	}
	return set
}

// word obeys a control word.
func (r *rtf) word(w word) error {
	star := r.star
	r.star = false
	if sign, is := rtfSigns[w.name]; is {
		r.char(sign)
		return nil
	}
	switch w.name {
	case "bin":
		return r.binary(w.number)
	case "u":
		r.unicode(w.number)
	case "uc":
		r.now.after = max(0, min(w.number, 10))
	case "ansicpg":
		if page := codePages[w.number]; page != nil {
			r.page = page
		}
	case "par", "sect", "page", "column":
		return r.paragraph()
	case "trowd", "cell", "nestcell", "row", "nestrow":
		return r.table(w.name)
	case "v", "deleted", "revised":
		r.format(w)
	case "plain":
		r.now.hidden, r.now.font = false, r.usual
	case "f":
		r.now.font = w.number
	case "deff":
		r.usual, r.now.font = w.number, w.number
	case "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "footnote", "shptxt":
		return r.beside(w.name)
	default:
		r.destination(w.name, star)
	}
	return nil
}

// beside begins text that stands beside the running paragraph.
func (r *rtf) beside(name string) error {
	if r.now.where != shown {
		return nil
	}
	if name == "shptxt" {
		r.found(TextBoxes)
	}
	r.now.aside = true
	return r.begin()
}

// table obeys the words of tables. A row is known by its first cell's end, since rows need not be announced.
func (r *rtf) table(name string) error {
	if r.now.where != shown {
		return nil
	}
	switch name {
	case "cell", "nestcell":
		if !r.inRow {
			r.inRow = true
			if err := r.rowFromOpen(); err != nil {
				return err
			}
		}
		r.flow.end()
		r.beginCell()
	case "row", "nestrow":
		if r.inRow {
			r.endRow()
			r.inRow = false
		}
	}
	return nil
}

// rowFromOpen begins a row with what was written of its first cell.
func (r *rtf) rowFromOpen() error {
	begun := ""
	if n := len(r.open); n > 0 {
		begun, r.open = r.open[n-1].String(), r.open[:n-1]
	}
	if err := r.beginRow(); err != nil {
		return err
	}
	r.beginCell()
	r.write(begun)
	return nil
}

// format notes hidden and tracked text. Tracked insertions are read as text, deletions are not.
func (r *rtf) format(w word) {
	switch {
	case w.name == "revised" && w.on():
		r.found(Insertions)
	case w.name == "revised":
	case w.on():
		kind := Hidden
		if w.name == "deleted" {
			kind = Deletions
		}
		r.found(kind)
		r.now.hidden = true
	default:
		r.now.hidden = false
	}
}

// destination begins text of another kind.
func (r *rtf) destination(name string, star bool) {
	r.now.fonts = r.now.fonts && !star // another name of the font, and the like
	switch {
	case r.now.where == unread && name == "title":
		r.now.where = titled
	case r.now.where != shown:
	case name == "pict":
		r.found(Pictures)
		r.now.where = pictured
	case name == "object":
		r.found(Objects)
	case name == "annotation":
		r.found(Comments)
		r.now.where = unread
	case rtfUnread[name], star && !rtfShown[name]:
		r.now.where, r.now.fonts = unread, name == "fonttbl"
	}
}

// binary passes over bytes that may be anything.
func (r *rtf) binary(n int) error {
	if n < 0 || n > len(r.in)-r.at {
		return Unreadable
	}
	if r.now.where == pictured {
		r.picture = append(r.picture, r.in[r.at:r.at+n]...)
	}
	r.at += n
	return nil
}
