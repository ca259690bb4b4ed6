package deposit

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEveryColumnIsWholeAndItsKeyStandsOnce(t *testing.T) {
	for name, columns := range map[string][]Column{SheetClients: RegisterColumns(), SheetDocuments: DocumentColumns(), SheetChanges: ChangeColumns()} {
		seen := map[string]bool{}
		for _, c := range columns {
			require.False(t, seen[c.Key], "%s: %s twice", name, c.Key)
			seen[c.Key] = true
			for field, text := range map[string]string{"fact": c.Fact, "rule": c.Rule, "nb": c.Bokmaal, "nn": c.Nynorsk, "explain": c.Explain, "forklar": c.Forklar} {
				require.NotEmpty(t, strings.TrimSpace(text), "%s: %s has no %s", name, c.Key, field)
			}
			require.Equal(t, c.Kind == ChoiceColumn, len(c.Choices) > 0, "%s: %s", name, c.Key)
		}
	}
	require.Len(t, RegisterColumns(), 37)
	require.Len(t, DocumentColumns(), 14)
}

// Nynorsk has more than one word for some of the columns, and a register may use any of them. No heading names two columns of a sheet.
func TestAHeadingNamesOneColumn(t *testing.T) {
	for name, columns := range map[string][]Column{SheetClients: RegisterColumns(), SheetDocuments: DocumentColumns(), SheetChanges: ChangeColumns()} {
		owner := map[string]string{}
		for _, c := range columns {
			for _, heading := range c.Names() {
				heading = strings.ToLower(heading)
				require.True(t, owner[heading] == "" || owner[heading] == c.Key, "%s: %s is %s and %s", name, heading, owner[heading], c.Key)
				owner[heading] = c.Key
			}
		}
		if name == SheetClients {
			for heading, key := range map[string]string{"fornamn": "fornavn", "førenamn": "fornavn", "tal omslag": "antall_omslag", "talet på omslag": "antall_omslag", "talet på ark": "antall_ark"} {
				require.Equal(t, key, owner[heading], heading)
			}
		}
	}
}

func TestAChoiceIsNamedByOneValueOnly(t *testing.T) {
	for _, c := range append(RegisterColumns(), DocumentColumns()...) {
		owner := map[string]string{}
		for _, choice := range c.Choices {
			for _, name := range choice.Names {
				require.Empty(t, owner[name], "%s: %s", c.Key, name)
				owner[name] = choice.Value
			}
		}
	}
}
