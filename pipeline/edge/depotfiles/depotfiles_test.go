package depotfiles

import (
	"bytes"
	"crypto/ed25519"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

func options() Options {
	return Options{Name: `Depot "Å"`, Profile: "ika-rogaland", ID: "11111111-0000-4000-8000-000000000001", Persons: []deposit.Person{{Key: "ola", Name: "Ola: Ås", Role: deposit.DepotLeader}},
		Public: ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize)).Public().(ed25519.PublicKey)}
}

func TestWhatIsMadeIsRead(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "depot")
	require.NoError(t, Create(dir, options()))
	k, err := Open(dir)
	require.NoError(t, err)
	require.Equal(t, `Depot "Å"`, k.Body.Name)
	require.Equal(t, options().Persons, k.Persons)
	require.Equal(t, deposit.LoanPeriods{Days: 28, Remind: 1, Escalate: 14}, k.Loans, "the days are the profile's")
	key, err := ReadPublicKey(filepath.Join(dir, filepath.FromSlash(PublicKey)))
	require.NoError(t, err)
	require.True(t, options().Public.Equal(key))
	require.ErrorContains(t, Create(dir, options()), dir, "not over what stands there, which is named")
	require.Equal(t, deposit.NoWorkspace, deposit.KindOf(second(Open(t.TempDir()))))
	o := options()
	o.Profile = "ingen"
	require.Error(t, Create(filepath.Join(t.TempDir(), "x"), o))
}

func second[T any](_ T, err error) error { return err }

func TestEveryFaultOfTheFileHasItsPlace(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "depot")
	require.NoError(t, Create(dir, options()))
	path := filepath.Join(dir, File)
	good, err := os.ReadFile(path)
	require.NoError(t, err)
	for change, at := range map[string]string{
		"versjon: 1=>versjon: 2": "versjon", "id: 11111111=>id: x1111111": "id", "språk: nb=>språk: se": "språk", "boksbredde_mm: 95=>boksbredde_mm: 0": "boksbredde_mm",
		"dager: 28=>dager: 0": "utlån", `rolle: leder=>rolle: sjef`: "personer[1].rolle", `nøkkel: "ola"=>nøkkel: "Ola"`: "personer[1].nøkkel",
		"merke:=>merkje:": File + ":", "låntakere: []=>låntakere: [{nøkkel: a, navn: A, for: B}]": "låntakere[1].fra",
		"låntakere: []\n=>låntakere: [{nøkkel: a, navn: A, for: B, fra: 2024-01-01, til: 2023-01-01}]\n": "låntakere[1].til", "etterfølgere: []=>etterfølgere: [{arkivskaper: A, etterfølger: B, fra: 2024-01-01}]": "etterfølgere[1]",
		"reoler: []=>reoler: [{rom: M/1, reol: A, hyller: 1, mm: 100}]": "reoler[1]", "reoler: []=>reoler: [{rom: M, reol: A, hyller: 0, mm: 100}]": "reoler[1].hyller",
		"reoler: []=>reoler: [{rom: M, reol: A, hyller: 1, mm: 100}, {rom: M, reol: A, hyller: 1, mm: 100}]": "reoler[2]",
	} {
		was, is, _ := strings.Cut(change, "=>")
		require.Contains(t, string(good), was)
		require.NoError(t, os.WriteFile(path, []byte(strings.Replace(string(good), was, is, 1)), 0o600))
		_, err := Open(dir)
		fault := new(deposit.Error)
		require.ErrorAs(t, err, &fault, change)
		require.True(t, strings.HasPrefix(fault.At, at), "%s: %s", change, fault.At)
		require.NotContains(t, err.Error(), "Ola")
	}
	require.NoError(t, os.WriteFile(path, append(good, strings.Repeat("#", mostYAML)...), 0o600))
	fault := new(deposit.Error)
	require.ErrorAs(t, second(Open(dir)), &fault)
	require.Equal(t, deposit.Error{Kind: deposit.Usage, Op: "read depot.yaml", Key: "depot_large"}, *fault, "no word of the machine's")
}

func TestAPackageIsKeptRefusedOrNothing(t *testing.T) {
	dir := t.TempDir()
	d := NewDisk(dir, nil)
	in, err := d.Incoming()
	require.NoError(t, err)
	_, err = in.Create("../ut")
	require.Error(t, err)
	w, err := in.Create("a.tar")
	require.NoError(t, err)
	_, err = io.WriteString(w, "pakke")
	require.NoError(t, err)
	require.NoError(t, w.Close())
	require.NoError(t, in.Keep("a"))
	f, err := d.Package("a")
	require.NoError(t, err)
	data, err := io.ReadAll(f)
	require.NoError(t, err)
	require.NoError(t, f.Close())
	require.Equal(t, "pakke", string(data))

	in, err = d.Incoming()
	require.NoError(t, err)
	place, err := in.Refuse("f00")
	require.NoError(t, err)
	require.DirExists(t, filepath.Join(dir, filepath.FromSlash(place)))
	in, err = d.Incoming()
	require.NoError(t, err)
	require.NoError(t, in.Discard())
	require.NoDirExists(t, filepath.Join(dir, filepath.FromSlash(incoming)))
}

func TestATrustedKeyIsReadBackAndASlipIsNoTrust(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "regler"), 0o700))
	trust := NewTrust(dir, nil)
	key, err := trust.Trusted()
	require.NoError(t, err)
	require.Empty(t, key)
	text := deposit.PublicKeyText(options().Public)
	require.NoError(t, trust.Trust(text))
	key, err = trust.Trusted()
	require.NoError(t, err)
	require.Equal(t, text, key)
	require.NoError(t, os.WriteFile(filepath.Join(dir, filepath.FromSlash(TrustedKey)), []byte("ingen"), 0o600))
	_, err = trust.Trusted()
	require.Error(t, err)
}
