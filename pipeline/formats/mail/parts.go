package mail

// Parts is every file that came with a letter, in its order, those of letters attached to it where these stand. Attached letters are none: they are read
// with the letter.
func (l Letter) Parts() []Attachment {
	var all []Attachment
	for _, a := range l.Attachments {
		if a.Message != nil {
			all = append(all, a.Message.Parts()...)
			continue
		}
		all = append(all, a)
	}
	return all
}
