package text

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRuleShowsOnlyWhatPeopleCanLookUp(t *testing.T) {
	for source, shown := range map[string]string{
		"R2.5-1": "R2.5-1", "krav 6.4.12, 6.4.22": "krav 6.4.12, 6.4.22", "krav 6.4.29, M001–M011": "krav 6.4.29, M001–M011", "N5.59, N5.60": "N5.59, N5.60",
		"design §4": "programmets regel", "domain §4.2": "programmets regel", "standards §22 nr 10, 14": "programmets regel", "sha256sum": "programmets regel",
		"R2.3-7, domain §3.4": "R2.3-7", "krav 6.4.25, XSD mappe": "krav 6.4.25, Noark 5-skjemaet", "XSD saksmappe": "Noark 5-skjemaet",
		"DIAS METS, CHECKSUM": "DIAS METS, CHECKSUM", "DIAS, infofil": "DIAS, infofil", "offl. § 13": "offl. § 13",
	} {
		require.Equal(t, shown, Bokmaal.Rule(source), source)
	}
	require.Equal(t, "the program's rule", English.Rule("design §3"))
	require.Equal(t, "regelen til programmet", Nynorsk.Rule("design §3"))
}

func TestNearestSuggestsOnlyWhatIsNear(t *testing.T) {
	verbs := []string{"run", "status", "decide", "dok", "rett"}
	require.Equal(t, "status", Nearest("stats", verbs))
	require.Equal(t, "decide", Nearest("DECDE", verbs))
	require.Empty(t, Nearest("foo", verbs))
	require.Empty(t, Nearest("w6", verbs))
}
