package intake

import (
	"errors"
	"io"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/archive"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/mail"
)

// holding is the documents in an archive or a letter, by what it says of itself: nothing has been unpacked yet.
type holding struct {
	letter  bool
	parts   []archive.File
	bytes   int64
	alike   int          // names that another part has
	trouble deposit.Code // why it is not unpacked
}

const puidOutlook = "x-fmt/430"

// insideLetter lists what is attached. Letters attached are read and printed with it; what they have attached counts as its own.
func insideLetter(s *Steady, size int64, puid string) contents {
	var l mail.Letter
	var err error
	if puid == puidOutlook {
		l, err = mail.ReadMSG(s, size, mail.Limits{})
	} else {
		l, err = mail.ReadEML(io.NewSectionReader(s, 0, size), mail.Limits{})
	}
	switch {
	case errors.Is(err, mail.TooLarge):
		return contents{held: &holding{letter: true, trouble: TooManyBytes}}
	case errors.Is(err, mail.TooDeep):
		return contents{held: &holding{letter: true, trouble: TooDeep}}
	case err != nil:
		return contents{} // no letter after all: what converts it says so
	}
	h := &holding{letter: true}
	for _, a := range l.Parts() {
		h.add(archive.File{Name: a.Name, Size: int64(len(a.Content))})
	}
	if len(h.parts) > 0 && (damaged(l) || archive.Is(s)) { // an archive that is a letter too is nothing that anybody wrote
		h.trouble = DamagedLetter
	}
	return contents{locked: encrypted(l), held: h}
}

func (h *holding) add(part archive.File) { h.parts, h.bytes = append(h.parts, part), h.bytes+part.Size }

// damaged tells that something of the letter, or of one attached to it, could not be decoded.
func damaged(l mail.Letter) bool {
	return anyLetter(l, func(l mail.Letter) bool { return l.Damaged })
}

func encrypted(l mail.Letter) bool {
	return anyLetter(l, func(l mail.Letter) bool { return l.Encrypted })
}

func anyLetter(l mail.Letter, is func(mail.Letter) bool) bool {
	if is(l) {
		return true
	}
	for _, a := range l.Attachments {
		if a.Message != nil && anyLetter(*a.Message, is) {
			return true
		}
	}
	return false
}

// troubles is the finding for each reason that the reader of archives has.
var troubles = map[archive.Trouble]deposit.Code{archive.TooMany: TooManyParts, archive.TooLarge: TooManyBytes, archive.TooDense: TooDense,
	archive.NoFile: NoFiles, archive.BadName: BadNames}

// insideArchive lists an archive's files. One of another kind, a damaged and an empty one are unread.
func insideArchive(s *Steady, size int64) contents {
	a, err := archive.Read(s, size, archive.Limits{})
	if errors.Is(err, archive.Encrypted) {
		return contents{locked: true}
	}
	var trouble archive.Trouble
	errors.As(err, &trouble)
	switch code := troubles[trouble]; {
	case code != "":
		return contents{held: &holding{trouble: code}}
	case err != nil, len(a.Files) == 0:
		return contents{held: &holding{trouble: UnreadArchive}}
	}
	h := &holding{alike: a.Alike}
	for _, f := range a.Files {
		h.add(f)
	}
	return contents{held: h}
}
