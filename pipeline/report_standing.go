package pipeline

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/page"
)

// reportFolders is under which name it stands what the report says of the folders: in an order of their own, and nothing else changes it.
const reportFolders = "rapport-mapper"

// foldersTold is all that a report says of the folders together; what it says of each stands in a list and in a table.
type foldersTold struct {
	Forecast *deposit.Forecast
	Formats  []deposit.FormatUse
	Counted  folderTotals
}

// standing is a report that stands, from which a new one copies what it would say of the folders too. Nearly all of a report is that, and most of what
// people do changes other things: a name, an answer, an act.
type standing struct {
	open func(name string) (io.ReadCloser, error)
}

// told reads what the report says of the folders together.
func (s standing) told() (all foldersTold, err error) {
	var head struct {
		Forecast *deposit.Forecast   `json:"forecast"`
		Formats  []deposit.FormatUse `json:"formats"`
	}
	err = s.lines(func(part string, line []byte) error {
		switch part {
		case headKey:
			return json.Unmarshal(line, &head)
		case countedKey:
			return json.Unmarshal(line, &all.Counted)
		}
		return nil
	})
	all.Forecast, all.Formats = head.Forecast, head.Formats
	return all, err
}

// list copies the elements of the list of folders.
func (s standing) list(to io.Writer) error {
	return s.lines(func(part string, line []byte) error {
		if part != foldersKey {
			return nil
		}
		_, err := to.Write(line)
		return err
	})
}

// rows copies the rows of the table of folders.
func (s standing) rows(to io.Writer) error {
	f, err := s.open(reportHTML)
	if err != nil {
		return err
	}
	return errors.Join(page.CopyRows(to, f, foldersSection), f.Close())
}

// lines gives the lines of report.json with the key that they stand under.
func (s standing) lines(give func(part string, line []byte) error) error {
	f, err := s.open(reportJSON)
	if err != nil {
		return err
	}
	defer f.Close()
	in, part := bufio.NewReaderSize(f, 64<<10), ""
	for {
		line, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read the report that stands: %w", err)
		}
		if bytes.HasSuffix(line, []byte(":\n")) || bytes.HasSuffix(line, []byte("[\n")) { // an element ends with "}"
			part = keyOf(line)
			continue
		}
		if string(line) == reportEnd {
			return nil
		}
		if err := give(part, line); err != nil {
			return err
		}
	}
}

// keyOf is the key that a line ends with, as jsonLists writes it.
func keyOf(line []byte) string {
	words := bytes.Split(line, []byte(`"`))
	if len(words) < 2 {
		return ""
	}
	return string(words[1])
}
