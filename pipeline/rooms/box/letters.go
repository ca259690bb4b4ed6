package box

import (
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

func collation(p deposit.Profile) string { return "" }

func (r Room) letters(surname string, n int) string {
	runes := []rune(surname)
	return string(runes[:min(n, len(runes))])
}
