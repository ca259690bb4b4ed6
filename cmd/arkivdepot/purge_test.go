//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/fixtures"
	"github.com/arkivdepot/arkivdepot/pipeline"
	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// purgeable is a workspace with documents that may go, in folders of four to eight documents each.
func purgeable(t testing.TB, folders int, destroys, unsigned bool) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "ppt")
	require.NoError(t, os.MkdirAll(dir, 0o700))
	require.NoError(t, fixtures.WritePurging(dir, fixtures.Options{Folders: folders}, destroys, unsigned))
	return dir
}

// weeded walks to the gate of purging: everything before it is met, and the plan is shown. One draft on paper has a person's word for it.
func weeded(t testing.TB, dir string) {
	t.Helper()
	p := program{t: t}
	p.must(exitDone, "contact", dir, "arkivleder", "--by", "kari")
	p.must(exitDone, "contact", dir, "ika", "--by", "kari")
	p.must(exitHeld, "run", dir)
	p.must(exitDone, "decide", dir, "--code", "PUR-023", "weed", "--carried-by", "4", "--by", "kari", "--because", "Lest mot dokument 4.")
	p.must(exitHeld, "run", dir)
	p.must(exitDone, "attest", dir, "weeding", "--by", "eirik")
	p.must(exitHeld, "run", dir)
}

// approved is the same with both approvals by name.
func approved(t testing.TB, dir string) {
	t.Helper()
	weeded(t, dir)
	p, plan := program{t: t}, planOf(t, dir)
	p.must(exitDone, "approve", dir, "purge", "--by", "eirik", "--plan", plan)
	p.must(exitDone, "approve", dir, "purge", "--by", "kari", "--plan", plan, "--basis", "instruks kap. 5")
}

func purgingOf(t testing.TB, dir string) pipeline.Purging {
	t.Helper()
	s := program{t: t}.status(dir)
	require.NotNil(t, s.Purging)
	return *s.Purging
}

func planOf(t testing.TB, dir string) string { return purgingOf(t, dir).Plan.Short() }

// sources is the names of the files that stand below inn/.
func sources(t testing.TB, dir string) []string {
	var all []string
	for name := range tree(t, filepath.Join(dir, "inn")) {
		all = append(all, name)
	}
	return all
}

// TestPurgeKilledAtEveryDurableActEndsRightWithATrueRecord kills `purge execute` and `purge confirm` before every durable act, and lets the disk fail
// there. At no point does the record say destroyed of more files than are gone; called again it ends as the undisturbed run did, byte for byte.
func TestPurgeKilledAtEveryDurableActEndsRightWithATrueRecord(t *testing.T) {
	dir := purgeable(t, 1, true, true)
	approved(t, dir)
	came := len(sources(t, dir))
	for _, step := range [][]string{{"purge", "execute", "{ws}", "--by", "kari"}, {"purge", "confirm", "{ws}", "--all", "--method", "P-4", "--by", "kari"}} {
		before, counted := filepath.Join(t.TempDir(), "before"), filepath.Join(t.TempDir(), "count")
		copyTree(t, dir, before)
		program{t: t, env: []string{countTo + "=" + counted}}.must(exitDone, at(step, dir)...)
		text, err := os.ReadFile(counted)
		require.NoError(t, err)
		acts, err := strconv.ParseInt(string(text), 10, 64)
		require.NoError(t, err)
		require.Greater(t, acts, int64(4))
		want, inn, state := tree(t, filepath.Join(dir, "ut")), tree(t, filepath.Join(dir, "inn")), stateOf(t, dir)
		for n := int64(1); n <= acts; n++ {
			for _, fault := range []string{killAt, failFrom} {
				t.Run(fmt.Sprintf("%s %s %d", step[1], fault, n), func(t *testing.T) {
					t.Parallel()
					dir := filepath.Join(t.TempDir(), "ppt")
					copyTree(t, before, dir)
					r := program{t: t, env: []string{fault + "=" + strconv.FormatInt(n, 10)}}.run(at(step, dir)...)
					require.True(t, r.killed || fault == failFrom && r.code == exitInternal, "%d %s", r.code, r.err)
					said := purgingOf(t, dir)
					require.LessOrEqual(t, said.Done, came-len(sources(t, dir))+1, "the record says destroyed of a file that stands")
					require.Zero(t, said.Kept)
					program{t: t}.must(exitDone, at(step, dir)...)
					sameTree(t, inn, tree(t, filepath.Join(dir, "inn")), "inn")
					sameTree(t, want, tree(t, filepath.Join(dir, "ut")), "ut")
					require.Equal(t, state, stateOf(t, dir))
					program{t: t}.must(exitDone, "audit", "verify", dir)
				})
			}
		}
	}
	require.Len(t, sources(t, dir), 1, "only the assessment is left")
}

// at is a step in a workspace.
func at(step []string, dir string) []string {
	args := append([]string{}, step...)
	for i := range args {
		args[i] = strings.ReplaceAll(args[i], "{ws}", dir)
	}
	return args
}

// TestAnInterruptedPurgeIsFinishedBeforeAnythingElse: between removing a file and recording it the program is killed; nothing may look at inn/ before the
// record is true again.
func TestAnInterruptedPurgeIsFinishedBeforeAnythingElse(t *testing.T) {
	dir := purgeable(t, 1, true, true)
	approved(t, dir)
	before := len(sources(t, dir))
	for n := 1; len(sources(t, dir)) == before; n++ {
		r := program{t: t, env: []string{killAt + "=" + strconv.Itoa(n)}}.run("purge", "execute", dir, "--by", "kari")
		require.True(t, r.killed || r.code == exitDone)
	}
	p := program{t: t}
	require.Contains(t, p.must(exitHeld, "run", dir).err, "en kassasjon ble avbrutt")
	require.Contains(t, p.must(exitHeld, "reopen", dir, "--from", "purge", "--by", "kari", "--because", "x").err, "en kassasjon ble avbrutt")
	p.must(exitDone, "purge", "execute", dir, "--by", "kari")
	p.must(exitDone, "purge", "confirm", dir, "--all", "--method", "P-5", "--by", "kari")
	p.must(exitHeld, "run", dir)
	require.Equal(t, "list", p.status(dir).At)
}

// TestWhatChangedSinceTheApprovalIsNotDestroyed changes one thing after the approvals: what it is about stays, with the reason on record, and the rest goes.
func TestWhatChangedSinceTheApprovalIsNotDestroyed(t *testing.T) {
	for want, change := range map[deposit.OutcomeWhy]func(t *testing.T, dir string){
		deposit.NotForHold: func(t *testing.T, dir string) {
			program{t: t}.must(exitDone, "hold", "add", dir, "1/2009-10", "--document", "5", "--by", "signe", "--because", "Klage.")
		},
		deposit.NotTheSame: func(t *testing.T, dir string) { inside(t, dir, "5.txt", "Et annet dokument.") },
		deposit.NotThere:   func(t *testing.T, dir string) { require.NoError(t, os.Remove(innFile(dir, "5.txt"))) },
		deposit.NotPlain: func(t *testing.T, dir string) {
			require.NoError(t, os.Rename(innFile(dir, "5.txt"), innFile(dir, "x.txt")))
			require.NoError(t, os.Symlink("x.txt", innFile(dir, "5.txt")))
		},
		deposit.NotAlone: func(t *testing.T, dir string) {
			require.NoError(t, os.Link(innFile(dir, "5.txt"), filepath.Join(t.TempDir(), "annet.txt")))
		},
		deposit.NotCarried: func(t *testing.T, dir string) { inside(t, dir, "4.txt", "Vurderingen er skrevet om.") },
	} {
		t.Run(string(want), func(t *testing.T) {
			t.Parallel()
			dir := purgeable(t, 2, true, true)
			approved(t, dir)
			change(t, dir)
			var done pipeline.Executed
			require.NoError(t, json.Unmarshal([]byte(program{t: t}.must(exitDone, "purge", "execute", dir, "--by", "kari", "--json").out), &done))
			kept, why := 1, want
			switch want {
			case deposit.NotCarried:
				kept = 3 // all three lean on the assessment
			case deposit.NotThere, deposit.NotPlain: // a file that has gone makes the folder another than the one that was approved: nothing of it goes
				kept, why = 3, deposit.NotTheSame
			}
			require.Equal(t, map[deposit.OutcomeWhy]int{why: kept}, done.Why)
			require.Equal(t, 6-kept, done.Destroyed)
			if want != deposit.NotThere {
				_, err := os.Lstat(innFile(dir, "5.txt"))
				require.NoError(t, err, "what stays, stays")
			}
			require.NoFileExists(t, filepath.Join(dir, "inn", "mapper", "2009-10", "2", "5.txt"))
		})
	}
}

func innFile(dir, name string) string {
	return filepath.Join(dir, "inn", "mapper", "2009-10", "1", name)
}

func inside(t *testing.T, dir, name, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(innFile(dir, name), []byte(text), 0o600))
}

// TestTheCertificateNamesNoClientAndNoTitle reads every paper of purging for names, numbers and titles, with outcomes of each kind on it.
func TestTheCertificateNamesNoClientAndNoTitle(t *testing.T) {
	dir := purgeable(t, 2, true, true)
	approved(t, dir)
	p := program{t: t}
	p.must(exitDone, "hold", "add", dir, "2/2009-10", "--by", "signe", "--because", "Innsyn.")
	p.must(exitDone, "purge", "execute", dir, "--by", "kari")
	p.must(exitDone, "purge", "confirm", dir, "--all", "--not-done", "--because", "Makulatoren er i stykker.", "--by", "kari")
	secrets, err := fixtures.Secrets(dir)
	require.NoError(t, err)
	require.NotEmpty(t, secrets)
	secrets = append(secrets, "Håndskrevet kladd", "Arbeidsnotat", "Sakkyndig vurdering", "5.txt", "Makulatoren", "Innsyn")
	papers, err := filepath.Glob(filepath.Join(dir, "ut", "kassasjon", "*.pdf"))
	require.NoError(t, err)
	require.Len(t, papers, 3)
	for _, paper := range papers {
		lookFor(t, secrets, filepath.Base(paper), pdfText(t, paper))
	}
	said := pdfText(t, filepath.Join(dir, "ut", "kassasjon", "kassasjonsattest.pdf"))
	for _, words := range []string{"ikke signert", "Eirik Demoleder", "Kari Demoarkivar", "instruks kap. 5", "Fullført: hvert ledd har et utfall", "en sperre står på",
		"den som skulle makulere", "fil slettet, lest tilbake", "1/2009"} {
		require.Contains(t, said, words)
	}
}

// TestAnAlteredApprovalOrPlanIsRefused changes the store and the kept plan behind the program's back: nothing is destroyed, and the reason is said.
func TestAnAlteredApprovalOrPlanIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		alter func(t *testing.T, dir string)
		says  string
	}{
		"another person": {func(t *testing.T, dir string) {
			tamper(t, dir, `UPDATE act SET person = 'signe' WHERE role = 'archivist'`)
		}, "signaturen passer ikke"},
		"another basis": {func(t *testing.T, dir string) {
			tamper(t, dir, `UPDATE act SET basis = 'alt' WHERE role = 'archivist'`)
		}, "signaturen passer ikke"},
		"another time": {func(t *testing.T, dir string) {
			tamper(t, dir, `UPDATE act SET at = '2020-01-01T00:00:00Z' WHERE role = 'controller'`)
		},
			"signaturen passer ikke"},
		"no signature": {func(t *testing.T, dir string) {
			tamper(t, dir, `UPDATE act SET signature = '', key = '' WHERE role = 'controller'`)
		}, "ikke signert"},
		"one person twice": {func(t *testing.T, dir string) {
			tamper(t, dir, `UPDATE act SET key = (SELECT key FROM act WHERE role = 'archivist'), signature = (SELECT signature FROM act WHERE role = 'archivist'),
				person = 'kari' WHERE role = 'controller'`)
		}, "samme person"},
		"another plan": {func(t *testing.T, dir string) {
			plan := purgingOf(t, dir).Plan
			path := filepath.Join(dir, ".arkivdepot", "files", string(plan[:2]), string(plan))
			text, err := os.ReadFile(path)
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(path, []byte(strings.Replace(string(text), `"document":5`, `"document":4`, 1)), 0o600))
		}, "ikke den som ble godkjent"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := purgeable(t, 1, true, false)
			weeded(t, dir)
			signAll(t, dir)
			before := sources(t, dir)
			c.alter(t, dir)
			r := program{t: t}.run("purge", "execute", dir, "--by", "kari")
			require.NotEqual(t, exitDone, r.code)
			require.Contains(t, r.err, c.says)
			require.ElementsMatch(t, before, sources(t, dir))
		})
	}
}

// signAll is both approvals, each with a key of its own.
func signAll(t *testing.T, dir string) {
	t.Helper()
	p, keys, plan := program{t: t}, t.TempDir(), planOf(t, dir)
	phrase := filepath.Join(keys, "setning")
	require.NoError(t, os.WriteFile(phrase, []byte("fjorten blå tapre reker\n"), 0o600))
	for _, by := range []string{"eirik", "kari"} {
		key := filepath.Join(keys, by)
		p.must(exitDone, "key", "new", "--key", key, "--passphrase-file", phrase)
		p.must(exitDone, "approve", dir, "purge", "--by", by, "--plan", plan, "--basis", "kap. 5", "--key", key, "--passphrase-file", phrase)
	}
}

// TestAProfileThatKeepsOriginalsDestroysNothing carries a plan out where the profile says behold: every outcome says so, and the documents are packed.
func TestAProfileThatKeepsOriginalsDestroysNothing(t *testing.T) {
	dir := purgeable(t, 1, false, true)
	approved(t, dir)
	p, before := program{t: t}, sources(t, dir)
	require.Contains(t, p.must(exitDone, "purge", "execute", dir, "--by", "kari").out, "3: depotets profil sier at digitale originaler beholdes")
	p.must(exitDone, "purge", "confirm", dir, "--all", "--method", "P-4", "--by", "kari")
	p.must(exitHeld, "run", dir)
	require.ElementsMatch(t, before, sources(t, dir))
	s := p.status(dir)
	require.Equal(t, "list", s.At)
	for _, a := range s.Balance.Went {
		require.NotEqual(t, deposit.FateExcludedByRule, a.Fate, "all files are packed")
	}
	require.Contains(t, pdfText(t, filepath.Join(dir, "ut", "kassasjon", "kassasjonsattest.pdf")), "depotets profil sier")
}

// TestOnePersonInBothRolesApprovesNothing: two roles are not two people.
func TestOnePersonInBothRolesApprovesNothing(t *testing.T) {
	dir := purgeable(t, 1, true, true)
	weeded(t, dir)
	plan := planOf(t, dir)
	name := filepath.Join(dir, "deponering.yaml")
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(name, []byte(strings.Replace(string(text), `behandlingsansvarlig: "eirik"`, `behandlingsansvarlig: "kari"`, 1)), 0o600))
	r := program{t: t}.must(exitUsage, "approve", dir, "purge", "--by", "kari", "--plan", plan, "--basis", "kap. 5")
	require.Contains(t, r.err, "samme person")
}
