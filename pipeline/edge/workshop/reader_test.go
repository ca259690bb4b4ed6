package workshop

import (
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/words"
)

var (
	pagesLine = regexp.MustCompile(`(?m)^Pages:\s+(\d+)`)
	titleLine = regexp.MustCompile(`(?m)^Title:[ ]*(.*)$`)
)

// reader reads PDF with poppler: an eye of its own beside the one that the program has.
func reader(context.Context) (words.Reader, func() error, error) {
	return words.Reader{PDF: byPoppler}, func() error { return nil }, nil
}

func byPoppler(_ context.Context, s words.Source) (words.Text, error) {
	dir, err := os.MkdirTemp("", "arkivdepot-poppler")
	if err != nil {
		return words.Text{}, err
	}
	defer os.RemoveAll(dir)
	data, err := io.ReadAll(io.NewSectionReader(s.R, 0, s.Size))
	if err != nil {
		return words.Text{}, err
	}
	path := filepath.Join(dir, "a.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		return words.Text{}, err
	}
	info, err := exec.Command("pdfinfo", "-enc", "UTF-8", path).CombinedOutput()
	m := pagesLine.FindSubmatch(info)
	if err != nil || m == nil || strings.Contains(string(info), "Syntax Error") {
		return words.Text{}, words.Unreadable
	}
	var t words.Text
	t.Pages, _ = strconv.Atoi(string(m[1])) // of digits
	if m := titleLine.FindSubmatch(info); m != nil {
		t.Title = string(m[1])
	}
	body, err := exec.Command("pdftotext", "-enc", "UTF-8", path, "-").Output()
	t.Body = strings.ReplaceAll(string(body), "\n", "\n\n")
	return t, err
}
