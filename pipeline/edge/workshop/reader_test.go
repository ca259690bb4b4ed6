package workshop

import (
	"context"
	"os"
	"path/filepath"

	"github.com/arkivdepot/arkivdepot/pipeline/edge/pdftext"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/words"
)

// reader is the program's own.
func reader(ctx context.Context) (words.Reader, func() error, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return words.Reader{}, nil, err
	}
	r, err := pdftext.Open(ctx, pdftext.Options{CacheDir: filepath.Join(dir, "arkivdepot", "pdfium")})
	if err != nil {
		return words.Reader{}, nil, err
	}
	return r.Words(), func() error { return r.Close(context.Background()) }, nil
}
