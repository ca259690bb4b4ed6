package pipeline

import (
	"context"
	"slices"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/transfer"
)

// judgePackage judges the finished package as anyone would, from the bytes on the disk, and gives the checksum of the tar, by which it is described. What it
// notes joins the package's findings; what stands against the package is an error, because the program made it: nothing is shown, and nothing waits for an
// answer that no person can give.
func (o *Office) judgePackage(ctx context.Context, p *packed) (deposit.Digest, error) {
	options := transfer.Options{Tar: p.result.Tar, Info: p.result.Info, Sums: p.result.Sums, CRC32C: p.result.CRC32C, Describe: p.result.Describe, Schemas: o.Schemas}
	if o.ports.Tell != nil {
		options.Tell = func(done, total int64) { o.ports.Tell.Progress("transfer", Passed{Bytes: done, OfBytes: total}) }
	}
	judged, err := transfer.New(p.draft, options).Run(ctx)
	if err != nil {
		return "", notShown(err, judged.Findings)
	}
	return judged.Summary.Digest, o.ports.Store.PutFindings(ctx, "transfer", judged.Findings)
}

// notShown is the error of a package that is not valid, with the codes that people report. Trouble with the machine stays what it is: a full disk says
// nothing of the package.
func notShown(err error, found []deposit.Finding) error {
	if deposit.KindOf(err) != deposit.NotValid {
		return err
	}
	return &deposit.Error{Kind: deposit.NotValid, Op: "transfer", Key: "own_package", Args: []string{codesOf(found)}, Err: err}
}

// codesOf is the codes of what stands against the package, each once: what people report.
func codesOf(findings []deposit.Finding) string {
	var codes []string
	for _, f := range findings {
		if f.Severity() == deposit.Hold && !slices.Contains(codes, string(f.Code)) {
			codes = append(codes, string(f.Code))
		}
	}
	return strings.Join(codes, " ")
}
