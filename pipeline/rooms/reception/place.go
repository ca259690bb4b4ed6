package reception

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// mapperDir is where the files of client folders lie, below inn/ (domain §4.2).
const mapperDir = "mapper"

var driveLetter = regexp.MustCompile(`^[A-Za-z]:`)

// findPlaces finds where in the tree the row's files lie: at the path that it states, else at one of the places that its number names.
func (w *work) findPlaces(n *noted) error {
	stated := n.text("mappesti")
	if stated == "" {
		var keys []string
		for _, p := range deposit.FolderKeyPaths(n.Number) {
			keys = append(keys, fold(mapperDir+"/"+p))
		}
		have, err := w.s.Have(scrapDir, keys)
		for _, key := range keys {
			if have[key] && !slices.Contains(n.Places, key) {
				n.Places = append(n.Places, key)
			}
		}
		return err
	}
	place, ok := cleanPlace(stated)
	if !ok {
		n.Place = PlaceOutside
		return nil
	}
	key := fold(place)
	have, err := w.s.Have(scrapDir, []string{key})
	n.Places = []string{key}
	if !have[key] {
		n.Place = PlaceMissing
	}
	return err
}

// cleanPlace makes a stated path one below inn/: «1979-80/45», «mapper/1979-80/45» and «inn\mapper\1979-80\45» are the same. A path that leads anywhere
// else – absolute, with a drive, with «..» – is refused, not mended.
func cleanPlace(stated string) (string, bool) {
	p := strings.Trim(strings.ReplaceAll(stated, `\`, "/"), " ")
	if p == "" || strings.HasPrefix(p, "/") || driveLetter.MatchString(p) || strings.ContainsRune(p, 0) {
		return "", false
	}
	if slices.Contains(strings.Split(p, "/"), "..") {
		return "", false
	}
	p = path.Clean(p)
	p = strings.TrimPrefix(p, "inn/")
	if lower := strings.ToLower(p); p == "." || lower == mapperDir || lower == "inn" {
		return "", false // the whole tree is no folder's place
	}
	if !strings.HasPrefix(strings.ToLower(p), mapperDir+"/") {
		p = mapperDir + "/" + p
	}
	return p, true
}

// settleClaims finds places that two rows claim, with one number or with two, or that lie one inside the other: their files go to neither (R2.3-7).
func (w *work) settleClaims() error {
	c := w.scan(scrapClaim, "", "")
	var outer Scrap
	for {
		claim, ok, err := c.next()
		if err != nil || !ok {
			return err
		}
		if outer.Key == "" || !strings.HasPrefix(claim.Key, outer.Key) {
			outer = claim
			continue
		}
		for _, s := range []Scrap{outer, claim} {
			if err := w.contest(s); err != nil {
				return err
			}
		}
	}
}

func (w *work) contest(claim Scrap) error {
	place := strings.TrimSuffix(claim.Key, "/")
	return w.s.Jot(
		Scrap{scrapClaim, claim.Key, claim.Seq, nil},
		Scrap{scrapFolder, string(claim.Body) + "/" + ofContest, claim.Seq, []byte(place)},
	)
}
