package words

import (
	"strconv"
	"strings"
)

// edge is how many lines at the top and at the bottom of a page may be furniture.
const edge = 3

// Pages joins the texts of a document's pages, of which each is lines as printed. Headers and footers – lines at the same distance from the edge on at
// least half of the pages, and on two, that differ in the page's own number alone – would stand in the midst of sentences: they are taken out and given
// once each, at the end, without the numbers of pages. Nothing else is lost or moved.
func Pages(pages []string) string {
	sheets := make([]sheet, len(pages))
	seen := map[string]int{}
	for i, page := range pages {
		sheets[i] = sheetOf(page, i+1, len(pages))
		for _, key := range sheets[i].keys {
			seen[key]++
		}
	}
	var out, after strings.Builder
	given := map[string]bool{}
	for _, s := range sheets {
		repeats := func(k int) bool { n := seen[s.keys[k]]; return n >= 2 && n*2 >= len(pages) }
		top, bottom := 0, len(s.lines)
		for top < min(edge, bottom) && repeats(top) {
			top++
		}
		for bottom > max(top, len(s.lines)-edge) && repeats(bottom-1) {
			bottom--
		}
		for k, line := range s.lines {
			if text := s.texts[k]; k >= top && k < bottom {
				out.WriteString(line + "\n")
			} else if !given[text] {
				given[text] = true
				after.WriteString(text + "\n\n")
			}
		}
	}
	return strings.TrimRight(out.String(), "\n") + "\n\n" + after.String()
}

// sheet is the lines of a page; texts are the same without the numbers of pages, keys the same with their distance from the edge.
type sheet struct{ lines, texts, keys []string }

func sheetOf(page string, number, pages int) sheet {
	s := sheet{lines: linesOf(page)}
	for k, line := range s.lines {
		marked := furniture(line, number, pages)
		s.texts = append(s.texts, strings.Join(strings.Fields(strings.ReplaceAll(marked, pageMark, " ")), " "))
		from := k
		if k >= len(s.lines)-edge {
			from = k - len(s.lines)
		}
		s.keys = append(s.keys, strconv.Itoa(from)+" "+marked)
	}
	return s
}

func linesOf(page string) []string {
	var lines []string
	for _, line := range strings.Split(strings.ReplaceAll(page, "\r\n", "\n"), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// pageMark stands for the number of a page, or of all pages, in a line of furniture.
const pageMark = "\x00"

// furniture is a line with the numbers of its page and of all pages marked.
func furniture(line string, page, pages int) string {
	fields := strings.Fields(line)
	for i, field := range fields {
		parts := strings.Split(field, "/")
		for k, part := range parts {
			bare := strings.Trim(part, "-–().:")
			if bare == strconv.Itoa(page) || bare == strconv.Itoa(pages) && (i > 0 || k > 0) {
				parts[k] = pageMark
			}
		}
		fields[i] = strings.Join(parts, "/")
	}
	return strings.Join(fields, " ")
}
