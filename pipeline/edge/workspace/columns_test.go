package workspace

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/sheet"
)

func dictionary(columns []deposit.Column) sheet.Dictionary {
	var d sheet.Dictionary
	for _, c := range columns {
		d = append(d, sheet.Field{Key: c.Key, Names: c.Names(), Required: c.Required})
	}
	return d
}

func TestNoHeadingMeansTwoColumns(t *testing.T) {
	require.Empty(t, dictionary(deposit.RegisterColumns()).Clashes())
	require.Empty(t, dictionary(deposit.DocumentColumns()).Clashes())
	require.Empty(t, dictionary(deposit.ChangeColumns()).Clashes())
}
