package verify

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"path"
	"reflect"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/dias"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/mets"
	"github.com/arkivdepot/arkivdepot/pipeline/verify/gauge"
)

// maxInfo bounds a submission description; real ones are a few kilobytes.
const maxInfo = 8 << 20

// description is what the submission description says.
type description struct {
	given  bool
	broken bool
	digest deposit.Digest // of its own bytes
	header mets.Header
	tar    *mets.Entry
	inner  *mets.Entry // dias-mets.xml
}

// readInfo reads the submission description that travels beside the tar.
func (j *judge) readInfo(p *Package) error {
	if p.Info == nil {
		return j.find(NoInfo)
	}
	j.info.given = true
	sum := sha256.New()
	watch, err := j.watch(gauge.Info)
	if err != nil {
		return err
	}
	through := io.TeeReader(io.LimitReader(p.Info, maxInfo), watch.beside(sum))
	_, err = mets.Read(through, mets.Visitor{
		Header: func(h *mets.Header) error { j.info.header = *h; return nil },
		File: func(e *mets.Entry) error {
			entry := *e
			switch {
			case path.Base(e.Path) == dias.METS:
				j.info.inner = &entry
			case j.info.tar == nil:
				j.info.tar = &entry
			}
			return nil
		},
	})
	fault, _ := unreadable(err)
	if err == nil || fault != "" {
		_, err = io.Copy(io.Discard, through)
	}
	if err != nil {
		watch.drop()
		return err
	}
	j.info.digest = deposit.Digest(hex.EncodeToString(sum.Sum(nil)))
	if fault != "" {
		j.info.broken = true
		j.schemas.unread = gauge.Info
		if err := j.find(InfoUnfit, fault); err != nil {
			watch.drop()
			return err
		}
	}
	return j.verdict(watch)
}

// describedInfo has the tar that was read described, and reads that.
func (j *judge) describedInfo(p *Package) (err error) {
	if p.Info, p.Sums, err = p.Describe(j.summary.Digest, j.summary.Size); err != nil {
		return err
	}
	return j.readInfo(p)
}

// againstInfo compares the tar with what the submission description says of it.
func (j *judge) againstInfo(*Package) error {
	if !j.info.given || j.info.broken {
		return nil
	}
	tar := j.info.tar
	if tar == nil || tar.SHA256 == "" {
		return j.find(InfoUnfit, "no-sum")
	}
	var all []error
	if !strings.EqualFold(tar.SHA256, string(j.summary.Digest)) {
		all = append(all, j.find(TarDiffers, j.name))
	}
	if tar.Size >= 0 && tar.Size != j.summary.Size {
		all = append(all, j.find(TarSizeDiffers, number(j.summary.Size), number(tar.Size)))
	}
	if j.name != "" && path.Base(tar.Path) != j.name {
		all = append(all, j.find(NamesDisagree, j.name, tar.Path))
	}
	if j.hasMETS {
		all = append(all, j.innerAgrees())
	}
	return errors.Join(all...)
}

// innerAgrees compares the dias-mets.xml in the tar with the submission description.
func (j *judge) innerAgrees() error {
	var all []error
	r := j.ledger.at(dias.METS)
	if inner := j.info.inner; inner != nil && inner.SHA256 != "" && !strings.EqualFold(inner.SHA256, hex.EncodeToString(r.tar.sum[:])) {
		all = append(all, j.about(dias.METS, MetsDiffers, dias.METS))
	}
	if j.header == nil {
		return errors.Join(all...)
	}
	if j.header.ID != j.info.header.ID {
		all = append(all, j.find(NamesDisagree, j.header.ID, j.info.header.ID))
	} else if ours(j.header) && !sameWords(j.header, &j.info.header) {
		all = append(all, j.find(InfoUnfit, "other-facts"))
	}
	return errors.Join(all...)
}

// ours tells whether this program made the package: then both documents have the same words, and a difference is damage. Other programs differ freely.
func ours(h *mets.Header) bool {
	for _, a := range h.Agents {
		if a.Software && a.Name == "arkivdepot" {
			return true
		}
	}
	return false
}

func sameWords(a, b *mets.Header) bool {
	return a.Type == b.Type && a.Label == b.Label && a.Status == b.Status && a.Created.Equal(b.Created) && reflect.DeepEqual(a.Agents, b.Agents) && reflect.DeepEqual(a.Records, b.Records)
}

// againstSums compares tar and submission description with the checksum file.
func (j *judge) againstSums(p *Package) error {
	if p.Sums == nil {
		return nil
	}
	have := map[string]deposit.Digest{j.name: j.summary.Digest}
	if j.info.given {
		have[strings.TrimSuffix(j.name, path.Ext(j.name))+".xml"] = j.info.digest
	}
	lines := bufio.NewScanner(io.LimitReader(p.Sums, maxInfo))
	named := false
	for lines.Scan() {
		said, file, ok := strings.Cut(lines.Text(), " ")
		file = strings.TrimLeft(file, " *")
		is, known := have[file]
		named = named || file == j.name
		if ok && known && !strings.EqualFold(said, string(is)) {
			if err := j.find(SumsDiffer, file); err != nil {
				return err
			}
		}
	}
	if err := lines.Err(); err != nil && !errors.Is(err, bufio.ErrTooLong) {
		return err
	}
	if !named {
		return j.find(SumsDiffer, j.name)
	}
	return nil
}
