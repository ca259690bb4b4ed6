package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/dias"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/noark5"
	"github.com/arkivdepot/arkivdepot/pipeline/ledgers/loan"
)

// Copied is a copy of a digital folder, ready to be handed over: a folder in ut/ with the files and a list of their checksums.
type Copied struct {
	Folder string         `json:"folder"` // below ut/
	Path   string         `json:"path"`
	Files  int            `json:"files"`
	Bytes  int64          `json:"bytes"`
	Sums   deposit.Digest `json:"sha256"` // of the list of checksums: stands in the ledger
	Entry  int64          `json:"entry"`
}

// Copy makes a copy of a folder's files out of its package instead of a loan (R6.5-4), checks each against the checksum that the package has for it, and
// enters it. The files keep the package's neutral names; sha256sum -c checks them.
func (d *Depot) Copy(ctx context.Context, r LendRequest) (Copied, error) {
	u, e, found, err := d.asked(ctx, r, loan.Copy, d.house.Copying)
	if err != nil {
		return Copied{}, err
	}
	if u.journal != "" && u.folder.Medium != deposit.OnPaper { // a mixed folder has a digital part
		found = without(without(found, loan.PaperNoCopy), loan.NotHere)
	}
	if err := deposit.Refuse(found...); err != nil {
		return Copied{}, err
	}
	files, tar, err := d.filesOf(u)
	if err != nil {
		return Copied{}, err
	}
	defer tar.Close()
	if len(files) == 0 {
		return Copied{}, deposit.Refuse(deposit.Finding{Code: loan.PaperNoCopy, Journal: u.journal, Args: []string{u.word}})
	}
	seq, _, err := d.Book.Head(ctx)
	if err != nil {
		return Copied{}, err
	}
	c := Copied{Folder: fmt.Sprintf("kopi/%s-%d", strings.ToLower(string(u.folder.ID)), seq+1), Files: len(files)}
	var sums strings.Builder
	for _, f := range files {
		if err := d.copyFile(tar, f, c.Folder); err != nil {
			return c, err
		}
		c.Bytes += f.span.size
		fmt.Fprintf(&sums, "%s  %s\n", f.sum, f.name)
	}
	err = d.disk.WriteOutput(c.Folder+"/sha256sum.txt", func(w io.Writer) error {
		_, err := io.WriteString(w, sums.String())
		return err
	})
	if err != nil {
		return c, err
	}
	c.Sums, c.Path = deposit.DigestOf([]byte(sums.String())), d.disk.OutputPath(c.Folder)
	e.Body = strings.TrimSuffix(e.Body, "}") + fmt.Sprintf(`,"files":%d,"sha256":%q}`, c.Files, c.Sums)
	e, err = d.Book.Enter(ctx, e)
	c.Entry = e.Seq
	return c, err
}

func without(found []deposit.Finding, code deposit.Code) (kept []deposit.Finding) {
	for _, f := range found {
		if f.Code != code {
			kept = append(kept, f)
		}
	}
	return kept
}

// packed file of a folder: where it stands in the tar, the name that the copy has, and its checksum.
type packedFile struct {
	path string
	name string
	sum  string
	span span
}

// filesOf finds the files of a folder in its package.
func (d *Depot) filesOf(u lendable) ([]packedFile, io.ReadSeekCloser, error) {
	tar, err := d.ports.Disk.Package(u.folder.Package)
	if err != nil {
		return nil, nil, err
	}
	inside, err := openInside(tar)
	if err != nil {
		return nil, nil, errors.Join(err, tar.Close())
	}
	var files []packedFile
	err = inside.structure(func(f *noark5.Folder) error {
		if !strings.EqualFold(f.SystemID, string(u.folder.ID)) {
			return nil
		}
		files = referred(f)
		return errEnough
	})
	if err == nil {
		at := map[string]int{}
		for i, f := range files {
			at[f.path] = i
		}
		err = inside.locate(func(path string) bool { _, ok := at[path]; return ok })
	}
	for i := range files {
		files[i].span = inside.at[files[i].path]
	}
	if err != nil {
		return nil, nil, errors.Join(err, tar.Close())
	}
	return files, tar, nil
}

// referred is the files of a folder as its dokumentobjekter name them.
func referred(f *noark5.Folder) (files []packedFile) {
	for _, r := range f.Registrations {
		for _, doc := range r.Documents {
			for _, o := range doc.Objects {
				ref := path.Clean(strings.ReplaceAll(strings.TrimSpace(o.FileRef), `\`, "/"))
				files = append(files, packedFile{path: dias.Content + "/" + ref, name: path.Base(ref), sum: strings.ToLower(o.Checksum)})
			}
		}
	}
	seen := map[string]int{}
	for i := range files { // two documents may have files of one name in different places
		if seen[files[i].name]++; seen[files[i].name] > 1 {
			files[i].name = fmt.Sprintf("%d-%s", seen[files[i].name], files[i].name)
		}
	}
	return files
}

// copyFile copies one file and reads it for its checksum on the way; one that differs is never shown.
func (d *Depot) copyFile(tar io.ReadSeeker, f packedFile, folder string) error {
	return d.disk.WriteOutput(folder+"/"+f.name, func(w io.Writer) error {
		if _, err := tar.Seek(f.span.from, io.SeekStart); err != nil {
			return receiving(err)
		}
		sum := sha256.New()
		n, err := io.Copy(io.MultiWriter(w, sum), io.LimitReader(tar, f.span.size))
		if err != nil {
			return err
		}
		if n != f.span.size || hex.EncodeToString(sum.Sum(nil)) != f.sum {
			return &deposit.Error{Kind: deposit.NotValid, Op: "copy from package", Key: "copy_differs"}
		}
		return nil
	})
}
