// Package passages tells whether what a document says stands in other documents: the measure behind a purge (R5-2, class 1 and 3; class 2 by content). It
// knows words and passages only, no files, and never gives text back: offsets and counts at most.
//
// A *passage* is a paragraph, never a sentence out of one: sentences of the same wording may speak of another subject, another year. Passages that cannot
// stand alone – short ones, rows of tables, items of a list, answers, what follows a question or a colon – are bound to their neighbours; a heading to what
// follows it. What results are *pieces*. A document is carried when every piece stands, word for word and in one stretch, in one carrier, begins and ends
// there where a sentence does, so that no "ikke" before it and no quotation marks around it are lost, and stands under the same heading. Pieces may stand
// in different carriers and in any order.
//
// In doubt a document is not carried. A sentence that the carrier has inside the paragraph is doubt; so is a PDF, whose paragraphs and headings cannot be
// known for certain, where anything stands between two pieces that the draft had side by side.
//
// The work has two steps. Shingles – every run of five words of the carriers – are an index: a piece with a run that no carrier has is out at once. What
// is left is compared word by word. So nothing is ever carried because of a hash or a likeness, and the score is for people only.
//
// Two texts that differ in typography alone are the same: composed or decomposed letters, ligatures, upper and lower case, kinds of quotation marks,
// dashes and spaces, hyphens within words and at the end of a line, bullets, line breaks. Punctuation and numbers are kept: "3-5" is not "35".
package passages

// shingle is the length of the runs that are indexed, in tokens.
const shingle = 5

// alone is how many words a passage needs to stand without its neighbours. Below it are headings, answers, cells, names and dates.
const alone = 8

// Share is how many words of a document stand in one carrier.
type Share struct {
	Index int // of the carrier, as given to NewIndex
	Words int
}

// Span is a stretch of a document by its words, from the first to before the last; never the words themselves.
type Span struct{ From, To int }

// Result is what was found about one document.
type Result struct {
	Carried bool    // every piece stands in a carrier; false for a document without words
	Score   int     // words that stand in the carriers, per mille; 1000 only when Carried
	Words   int     // of the document
	By      []Share // carriers of whole pieces, by index; each piece counts for one carrier
	Left    []Span  // pieces that do not stand in any carrier
}

// Carried judges one document against carriers. For several documents against the same carriers make the index once: [NewIndex].
func Carried(draft *Prepared, carriers ...*Prepared) Result {
	return NewIndex(carriers...).Carried(draft)
}
