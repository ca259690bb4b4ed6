package workspace

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/sheet"
)

func TestNoHeadingMeansTwoColumns(t *testing.T) {
	for name, columns := range map[string][]deposit.Column{
		deposit.SheetClients: deposit.RegisterColumns(), deposit.SheetDocuments: deposit.DocumentColumns(), deposit.SheetChanges: deposit.ChangeColumns(),
	} {
		var dictionary sheet.Dictionary
		for _, c := range columns {
			dictionary = append(dictionary, sheet.Field{Key: c.Key, Names: c.Names(), Required: c.Required})
		}
		require.Empty(t, dictionary.Clashes(), name)
	}
}
