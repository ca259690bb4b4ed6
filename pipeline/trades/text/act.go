package text

// Act is what was done at a gate; where an act has a role, whom it was about: arkivleder, ika.
func (l Lang) Act(gate, role string) string {
	if key := "gate." + gate + "." + role; Has(key) {
		return l.Say(key)
	}
	return l.Say("gate." + gate)
}

// Station is a place of the corridor: a gate or a room.
func (l Lang) Station(name string) string {
	if key := "gate." + name; Has(key) {
		return l.Say(key)
	}
	return l.Say("room." + name)
}
