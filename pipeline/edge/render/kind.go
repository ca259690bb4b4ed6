package render

// Kind is a way of rendering.
type Kind string

// The kinds.
const (
	Picture Kind = "picture" // one image on one page
	Pages   Kind = "pages"   // TIFF
	Text    Kind = "text"    // line by line in Mono
	Table   Kind = "table"   // CSV
	Letter  Kind = "letter"  // eml, msg
)

// format is what decodes a picture.
type format string

const (
	formatJPEG format = "jpeg"
	formatPNG  format = "png"
	formatGIF  format = "gif"
	formatBMP  format = "bmp"
	formatWebP format = "webp"
)

// pictures is the PRONOM ids of pictures.
var pictures = map[string]format{
	"fmt/41": formatJPEG, "fmt/42": formatJPEG, "fmt/43": formatJPEG, "fmt/44": formatJPEG, "fmt/645": formatJPEG, "fmt/1507": formatJPEG, "x-fmt/390": formatJPEG,
	"x-fmt/391": formatJPEG, "x-fmt/398": formatJPEG, "fmt/112": formatJPEG,
	"fmt/11": formatPNG, "fmt/12": formatPNG, "fmt/13": formatPNG, "fmt/3": formatGIF, "fmt/4": formatGIF,
	"fmt/114": formatBMP, "fmt/115": formatBMP, "fmt/116": formatBMP, "fmt/117": formatBMP, "fmt/118": formatBMP, "fmt/119": formatBMP, "x-fmt/25": formatBMP, "x-fmt/270": formatBMP,
	"fmt/566": formatWebP, "fmt/567": formatWebP, "fmt/568": formatWebP,
}

// others is the PRONOM ids of everything else.
var others = map[string]Kind{
	"fmt/353": Pages, "fmt/154": Pages, "fmt/155": Pages, "fmt/156": Pages, "fmt/7": Pages, "fmt/8": Pages, "fmt/9": Pages, "fmt/10": Pages,
	"x-fmt/387": Pages, "x-fmt/388": Pages, "x-fmt/399": Pages,
	"x-fmt/111": Text, "x-fmt/16": Text, "x-fmt/14": Text, "x-fmt/15": Text, "x-fmt/21": Text, "x-fmt/22": Text, "x-fmt/130": Text, "x-fmt/282": Text, "x-fmt/283": Text,
	"x-fmt/18": Table, "x-fmt/13": Table,
	"fmt/278": Letter, "fmt/950": Letter, "x-fmt/430": Letter,
}

// KindOf is how files of a PRONOM id are rendered; false when they are not rendered here.
func KindOf(puid string) (Kind, bool) {
	if _, ok := pictures[puid]; ok {
		return Picture, true
	}
	kind, ok := others[puid]
	return kind, ok
}
