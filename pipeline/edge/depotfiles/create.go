package depotfiles

import (
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/disk"
	"github.com/arkivdepot/arkivdepot/schemas"
)

// Options say what depot is made.
type Options struct {
	Name    string // empty is the folder's name
	Profile string // depot profile: ika-rogaland
	ID      deposit.ID
	Persons []deposit.Person
	Public  ed25519.PublicKey     // of the depot's key pair
	Before  func(op string) error // asked before each durable act; nil asks nothing
}

// Create makes a depot in a folder that does not exist or is empty. It is made beside its place and renamed: a killed one leaves nothing under the name.
func Create(dir string, o Options) error {
	content, err := o.judged(dir)
	if err != nil {
		return err
	}
	public, err := publicPEM(o.Public)
	if err != nil {
		return err
	}
	draft, err := os.MkdirTemp(filepath.Dir(filepath.Clean(dir)), ".arkivdepot-new-*")
	if err != nil {
		return &deposit.Error{Kind: deposit.Disk, Op: "make depot", Key: "disk", Err: withoutPath(err)}
	}
	if err := fill(draft, map[string]string{File: content, PublicKey: public}, o.Before); err != nil {
		return errors.Join(err, os.RemoveAll(draft))
	}
	if err := show(draft, dir, o.Before); err != nil {
		return errors.Join(&deposit.Error{Kind: deposit.Disk, Op: "make depot", Key: "disk", Err: withoutPath(err)}, os.RemoveAll(draft))
	}
	return nil
}

// Check tells whether a depot can be made so, before a key is made for it.
func Check(dir string, o Options) error {
	_, err := o.judged(dir)
	return err
}

// judged is depot.yaml as it will stand, read once as it will be read, and only for a folder that is free.
func (o Options) judged(dir string) (string, error) {
	content, err := o.yaml(filepath.Base(dir))
	if err != nil {
		return "", err
	}
	if _, err := parse([]byte(content)); err != nil {
		return "", err
	}
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return "", &deposit.Error{Kind: deposit.Usage, Op: "make depot", At: dir, Key: "depot_not_empty"}
	}
	return content, nil
}

func fill(draft string, files map[string]string, before func(string) error) error {
	if err := os.MkdirAll(filepath.Join(draft, filepath.Dir(PublicKey)), 0o700); err != nil {
		return &deposit.Error{Kind: deposit.Disk, Op: "make depot", Key: "disk", Err: withoutPath(err)}
	}
	d := disk.Open(draft, before)
	for name, content := range files {
		err := d.WriteFile(filepath.Join(draft, filepath.FromSlash(name)), func(w io.Writer) error {
			_, err := io.WriteString(w, content)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func show(draft, dir string, before func(string) error) error {
	if before != nil {
		if err := before("rename"); err != nil {
			return err
		}
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, os.ErrNotExist) { // not every system renames onto an empty folder
		return err
	}
	return os.Rename(draft, dir)
}

// publicPEM is a public key as common tools read it (RFC 8410).
func publicPEM(key ed25519.PublicKey) (string, error) {
	der, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		return "", err
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})), nil
}

// wishes is what a depot takes over from its profile.
type wishes struct {
	LoanDays      int `yaml:"lånedager"`
	RemindAfter   int `yaml:"påminnes_etter"`
	EscalateAfter int `yaml:"arkivleder_etter"`
}

func (o Options) yaml(folder string) (string, error) {
	profile, err := schemas.Read(schemas.Profiles, o.Profile)
	if err != nil {
		return "", &deposit.Error{Kind: deposit.Usage, Op: "--profile", At: o.Profile, Key: "no_depot_profile", Args: []string{strings.Join(schemas.Names(schemas.Profiles), ", ")}}
	}
	var w wishes
	if err := yaml.Unmarshal(profile, &w); err != nil {
		return "", err
	}
	if o.Name == "" {
		o.Name = folder
	}
	var persons strings.Builder
	for _, p := range o.Persons {
		fmt.Fprintf(&persons, "  - nøkkel: %s\n    navn: %s\n    rolle: %s\n", strconv.Quote(p.Key), strconv.Quote(p.Name), p.Role)
	}
	if persons.Len() == 0 {
		persons.WriteString("  # - nøkkel: ola\n  #   navn: Ola Ås\n  #   rolle: leder\n")
	}
	return fmt.Sprintf(template, o.ID, strconv.Quote(o.Name), w.LoanDays, w.RemindAfter, w.EscalateAfter, persons.String()), nil
}

// template is depot.yaml as `depot new` writes it. YAML's double-quoted texts take what strconv.Quote writes.
const template = `# Depotet. Ukjente nøkler avvises; rett filen i en teksteditor.
versjon: 1
# Depotets egen id. Skal aldri endres.
id: %s
navn: %s
nummer: ""
# Språket i det som skrives ut: nb, nn eller en.
språk: nb
# Trykkes på alt når det er satt, for eksempel DEMO.
merke: ""
# Så mye av en hylle tar en boks.
boksbredde_mm: 95
utlån:
  # Hentet fra profilen. Fristen settes for hvert lån; så mange dager foreslås når den mangler. Så mange dager etter fristen påminnes låntakeren, og så mange
  # dager etter den varsles arkivlederen hos eieren.
  dager: %d
  påminnes_etter: %d
  arkivleder_etter: %d
# Hvem som handler i depotet: --by navngir nøkkelen. Roller: leder, arkivar, magasin. Magasinet ser aldri navn på klienter.
personer:
%s# Hvem eierne har gitt fullmakt til å låne, for hvilken arkivskaper, og når.
låntakere: []
#  - nøkkel: kari
#    navn: Kari Nes
#    for: PP-tjenesten i Demovik
#    fra: 2024-01-01
#    til: 2027-12-31
#    fullmakt: brev 24/88
# Hvem som har overtatt etter en arkivskaper, med vedtaket som sier det.
etterfølgere: []
#  - arkivskaper: PP-tjenesten i Demovik
#    etterfølger: PP-tjenesten i Nye Demovik
#    fra: 2028-01-01
#    vedtak: k.sak 12/27
# Reolene: hyllene nummereres fra 1, øverst, og er like lange.
reoler: []
#  - rom: M1
#    reol: A
#    hyller: 6
#    mm: 1000
`
