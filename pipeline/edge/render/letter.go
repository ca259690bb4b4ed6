package render

func (p *press) letter() error { return Unsupported }
