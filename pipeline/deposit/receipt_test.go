package deposit

import (
	"bytes"
	"crypto/ed25519"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func signed(t require.TestingT) (Receipt, []byte) {
	r := Receipt{Version: 1, ID: "a", Depot: "Demodepot & Sønner", DepotID: "b", Package: Delivered{ID: "c", Digest: "d"}, Issued: "2024-10-01T12:00:00Z", By: "Ola <Ås>",
		Boxes: []ReceiptBox{{Number: 1, State: BoxCame}, {Number: 2, State: BoxMissing}, {Number: 3, State: BoxExtra}}}
	data, err := SignReceipt(r, ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize)))
	require.NoError(t, err)
	return r, data
}

func TestAReceiptIsReadAsItWasSigned(t *testing.T) {
	r, data := signed(t)
	got, signature, err := OpenReceipt(data)
	require.NoError(t, err)
	require.Equal(t, r, got)
	require.Equal(t, []int{2}, got.Shortfall())
	require.Equal(t, 2, got.Listed())
	require.NotEmpty(t, Fingerprint(signature.Key))
	lines := bytes.Split(data, []byte("\n"))
	require.Len(t, lines, 4, "the receipt stands alone on the second line")
	key, err := ParsePublicKey(signature.Key)
	require.NoError(t, err)
	require.Len(t, key, ed25519.PublicKeySize)
}

// TestNoChangedByteIsTaken: a receipt with one byte changed is refused, or says exactly the same under the same key.
func TestNoChangedByteIsTaken(t *testing.T) {
	r, data := signed(t)
	_, signature, err := OpenReceipt(data)
	require.NoError(t, err)
	rapid.Check(t, func(t *rapid.T) {
		changed := bytes.Clone(data)
		at := rapid.IntRange(0, len(changed)-1).Draw(t, "at")
		changed[at] ^= byte(1 << rapid.IntRange(0, 7).Draw(t, "bit"))
		got, by, err := OpenReceipt(changed)
		if err == nil {
			require.Equal(t, r, got)
			require.Equal(t, signature.Key, by.Key)
		}
	})
}

func TestWhatIsNoReceiptIsRefused(t *testing.T) {
	_, data := signed(t)
	for name, text := range map[string]string{
		"nothing": "", "no JSON": "kvittering", "a list": "[]", "two": string(data) + string(data), "another key": `{"receipt":{},"signature":{},"also":1}`,
		"no signature": `{"receipt":{"version":1}}`, "another version": string(bytes.Replace(data, []byte(`"version":1`), []byte(`"version":2`), 1)),
	} {
		_, _, err := OpenReceipt([]byte(text))
		require.Error(t, err, name)
	}
}

func TestAPlaceIsRoomBayShelfAndPosition(t *testing.T) {
	p, err := ParsePlace(" M1/A/3/12 ")
	require.NoError(t, err)
	require.Equal(t, Place{"M1", "A", "3", 12}, p)
	require.Equal(t, "M1/A/3/12", p.String())
	require.Equal(t, "M1/A/3", p.On().String())
	for _, text := range []string{"", "M1", "M1/A", "M1//3", "M1/A/3/0", "M1/A/3/x", "M1/A/3/1/2"} {
		_, err := ParsePlace(text)
		require.Error(t, err, text)
	}
}

func TestWhoActsForAnArchiveCreator(t *testing.T) {
	day := Date{2026, 1, 1}
	all := []Succession{{Creator: "A", Heir: "B", From: day}, {Creator: "B", Heir: "C", From: Date{2027, 1, 1}}, {Creator: "C", Heir: "A", From: day}}
	require.True(t, ActsFor("A", "A", day, all))
	require.True(t, ActsFor("B", "A", day, all))
	require.False(t, ActsFor("B", "A", Date{2025, 12, 31}, all))
	require.False(t, ActsFor("C", "A", day, all), "not yet")
	require.True(t, ActsFor("C", "A", Date{2027, 1, 1}, all), "through both")
	require.False(t, ActsFor("D", "A", day, all))
}

func TestAJournalNumberIsFoundHoweverItIsWritten(t *testing.T) {
	for _, text := range []string{"45/1979-80", "45/1979", "45/79", "45/79-80", "1979/45"} {
		require.Contains(t, JournalKeys(text), JournalKey("45/1979-80"), text)
	}
	require.NotContains(t, JournalKeys("45b/1979"), JournalKey("45/1979"))
	require.Equal(t, []string{"abc12"}, JournalKeys("ABC 12"))
}
