package render_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/edge/render"
	"github.com/arkivdepot/arkivdepot/schemas"
)

// TestThePolicyPromisesWhatIsRendered reads the format policy that comes with the program: what it says is made by ourselves must have a kind here.
func TestThePolicyPromisesWhatIsRendered(t *testing.T) {
	data, err := schemas.Read(schemas.Formats, "raf-220301")
	require.NoError(t, err)
	lines := regexp.MustCompile(`puid: \[([^\]]+)\], med: (image|text|mail)`).FindAllStringSubmatch(string(data), -1)
	require.GreaterOrEqual(t, len(lines), 5)
	for _, line := range lines {
		for _, puid := range strings.Split(line[1], ", ") {
			kind, ok := render.KindOf(puid)
			require.True(t, ok, puid)
			want := map[string][]render.Kind{"image": {render.Picture, render.Pages}, "text": {render.Text}, "mail": {render.Letter}}[line[2]]
			require.Contains(t, want, kind, puid)
		}
	}
}
