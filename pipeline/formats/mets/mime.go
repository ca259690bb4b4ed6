package mets

import (
	"path"
	"slices"
	"strings"
)

// legal is the whole enumeration of DIAS_METS.xsd.
var legal = []string{
	"application/x-tar", "application/xml", "audio/mp3", "image/jpg", "image/pdf", "image/tiff",
	"package/tar", "text/plain", "text/txt", "text/xml", "video/mpg",
}

// byMIME and byExtension give the nearest legal word for common types.
var (
	byMIME = map[string]string{
		"application/pdf": "image/pdf", "image/jpeg": "image/jpg", "text/csv": "text/plain", "text/html": "text/plain",
		"application/tar": "application/x-tar", "audio/mpeg": "audio/mp3",
	}
	byExtension = map[string]string{
		".xml": "application/xml", ".xsd": "application/xml", ".pdf": "image/pdf", ".txt": "text/plain",
		".csv": "text/plain", ".htm": "text/plain", ".html": "text/plain", ".jpg": "image/jpg", ".jpeg": "image/jpg",
		".tif": "image/tiff", ".tiff": "image/tiff", ".png": "image/tiff", ".gif": "image/tiff", ".bmp": "image/tiff",
		".jp2": "image/tiff", ".mp3": "audio/mp3", ".wav": "audio/mp3", ".mpg": "video/mpg", ".mpeg": "video/mpg",
		".mp4": "video/mpg", ".tar": "application/x-tar",
	}
	byFamily = map[string]string{"image": "image/tiff", "audio": "audio/mp3", "video": "video/mpg", "text": "text/plain"}
)

// LegalMIME gives the word of the schema's short list that comes nearest to a file's true MIME type,
// or to its name when the type is unknown. Most office formats have no word: they become
// application/xml, and the PUID in dias-premis.xml tells the truth.
func LegalMIME(mime, name string) string {
	mime = strings.ToLower(strings.TrimSpace(strings.Split(mime, ";")[0]))
	if slices.Contains(legal, mime) {
		return mime
	}
	if word, ok := byMIME[mime]; ok {
		return word
	}
	family, _, _ := strings.Cut(mime, "/")
	if word, ok := byFamily[family]; ok {
		return word
	}
	if word, ok := byExtension[strings.ToLower(path.Ext(name))]; ok && mime == "" {
		return word
	}
	return "application/xml"
}
