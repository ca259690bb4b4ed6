package sheet

import (
	"bytes"
	"io"

	"github.com/richardlehane/mscfb"
)

// Answers of sniff that are no trouble.
const (
	zipFile  Trouble = "zip"
	textFile Trouble = "text"
)

var (
	zipMagic = []byte("PK\x03\x04")
	oleMagic = []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	// foreign begins, in small letters, files that could pass for text but are none of ours.
	foreign = []struct {
		magic   string
		trouble Trouble
	}{
		{"%pdf-", NotWorkbook}, {"{\\rtf", NotWorkbook}, {"<!doctype", NotWorkbook}, {"<html", NotWorkbook},
		{"<table", NotWorkbook}, {"<?xml", Unsupported},
		{"\x09\x08", LegacyXLS}, {"\x09\x04", LegacyXLS}, {"\x09\x02", LegacyXLS},
	}
)

// sniff judges the format by the first bytes.
func sniff(from Source) Trouble {
	head := make([]byte, 512)
	n, err := from.Reader.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return Unreadable
	}
	head = head[:n]
	switch {
	case bytes.HasPrefix(head, zipMagic):
		return zipFile
	case bytes.HasPrefix(head, oleMagic):
		return sniffOLE(from)
	case bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return NotWorkbook
	}
	lower := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF")), " \r\n"))
	for _, f := range foreign {
		if bytes.HasPrefix(lower, []byte(f.magic)) {
			return f.trouble
		}
	}
	switch extension(from.Name) {
	case ".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".ods":
		if n < len(zipMagic) {
			return Truncated
		}
		return NotWorkbook
	}
	return textFile
}

// sniffOLE tells a password from an old workbook; both lie in the same container.
func sniffOLE(from Source) Trouble {
	answer := NotWorkbook
	err := safely("", func() error {
		doc, err := mscfb.New(io.NewSectionReader(from.Reader, 0, from.Size))
		if err != nil {
			return err
		}
		const entries = 4096 // a directory may loop; no real one is longer
		for range entries {
			entry, err := doc.Next()
			if err != nil {
				return nil
			}
			switch entry.Name {
			case "EncryptedPackage":
				answer = Encrypted
				return nil
			case "Workbook", "Book":
				answer = LegacyXLS
			}
		}
		return nil
	})
	if err != nil {
		return Truncated
	}
	return answer
}
