module github.com/arkivdepot/arkivdepot/pipeline/formats/pdfa/testdata/fpdf

go 1.26.0

require (
	codeberg.org/go-pdf/fpdf v0.12.0
	github.com/go-fonts/liberation v0.3.3
)
