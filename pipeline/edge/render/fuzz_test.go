package render_test

import (
	"bytes"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/edge/render"
)

// FuzzRender gives foreign bytes to every kind: there is a rendition or a reason, never an error or a panic.
func FuzzRender(f *testing.F) {
	puids := []string{"fmt/43", "fmt/12", "fmt/4", "fmt/116", "fmt/566", "fmt/353", "x-fmt/111", "x-fmt/18", "fmt/950", "x-fmt/430"}
	f.Add(0, encoded(&testing.T{}, "jpeg", photo(8, 8)))
	f.Add(1, encoded(&testing.T{}, "png", photo(8, 8)))
	f.Add(2, encoded(&testing.T{}, "gif", photo(8, 8)))
	f.Add(3, encoded(&testing.T{}, "bmp", photo(8, 8)))
	f.Add(7, []byte("a;b\n1;\"2\"\n"))
	f.Add(8, []byte(letter))
	o := options()
	o.Limits = render.Limits{Bytes: 1 << 20, Pixels: 1 << 16, Pages: 4, Text: 1 << 16}
	f.Fuzz(func(t *testing.T, kind int, data []byte) {
		s := render.Source{PUID: puids[uint(kind)%uint(len(puids))], R: bytes.NewReader(data), Size: int64(len(data))}
		_, _, err := render.Render(t.Context(), s, io.Discard, o)
		require.NoError(t, err)
	})
}
