package wire

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/disk"
	"github.com/arkivdepot/arkivdepot/pipeline/edge/pdftext"
	"github.com/arkivdepot/arkivdepot/pipeline/rooms/purge"
)

// readText lays a file into an inbox and asks for its text.
func readText(t *testing.T, name, puid, content string) purge.Read {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600))
	var open closers
	reader := textsOf(disk.NewInbox(dir, ""), 1, &open)
	defer func() { require.NoError(t, open.close()) }()
	read, err := reader.Text(t.Context(), purge.Source{Path: name, PUID: puid, SHA256: deposit.DigestOf([]byte(content))})
	require.NoError(t, err)
	return read
}

func TestTextOfAFileAndWhyThereIsNone(t *testing.T) {
	require.Contains(t, readText(t, "a.txt", "x-fmt/111", "Observasjon i klassen.\r\n").Text, "Observasjon i klassen.")
	require.Equal(t, "no_text", readText(t, "a.txt", "x-fmt/111", " \n").Why)
	require.Equal(t, "empty", readText(t, "a.txt", "x-fmt/111", "").Why)
	require.Equal(t, "unsupported", readText(t, "a.jpg", "fmt/43", "\xFF\xD8").Why)
	require.Equal(t, "unreadable", readText(t, "a.docx", "fmt/412", "PK\x03\x04 cut").Why)
}

func TestTheReaderOfPDFStartsForAPDFOnly(t *testing.T) {
	dir := t.TempDir()
	started := 0
	reader := texts{files: disk.NewInbox(dir, ""), pdf: func() (*pdftext.Reader, error) { started++; return nil, os.ErrInvalid }}
	for name, puid := range map[string]string{"a.txt": "x-fmt/111", "a.pdf": "fmt/476"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(name), 0o600))
		_, err := reader.Text(t.Context(), purge.Source{Path: name, PUID: puid, SHA256: deposit.DigestOf([]byte(name))})
		require.Equal(t, puid == "fmt/476", err != nil, "a reader that does not start stops the run")
	}
	require.Equal(t, 1, started)
}

func TestALetterIsReadWithItsHeadAndWhatIsAttached(t *testing.T) {
	const eml = "From: Demo <demo@example.no>\r\nTo: ppt@example.no\r\nSubject: Møte\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" +
		"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nVi møtes på skolen 12. mars klokken ti.\r\n" +
		"--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=v.bin\r\n\r\nvedlegg\r\n--b--\r\n"
	read := readText(t, "a.eml", "fmt/278", eml)
	require.Empty(t, read.Why)
	require.Contains(t, read.Text, "Vi møtes på skolen 12. mars")
	require.Contains(t, read.Text, "demo@example.no")
	require.Len(t, read.Beside, 1, "the attachment is named by its content")
}

func TestAFileThatIsNotTheOneThatWasHashedHasNoText(t *testing.T) {
	dir := t.TempDir()
	source := purge.Source{Path: "a.txt", PUID: "x-fmt/111", SHA256: deposit.DigestOf([]byte("before"))}
	var open closers
	reader := textsOf(disk.NewInbox(dir, ""), 1, &open)
	defer func() { require.NoError(t, open.close()) }()
	for _, content := range []string{"", "after"} {
		if content != "" {
			require.NoError(t, os.WriteFile(filepath.Join(dir, "a.txt"), []byte(content), 0o600))
		}
		read, err := reader.Text(t.Context(), source)
		require.NoError(t, err)
		require.Equal(t, purge.Read{Why: changedSince}, read)
	}
}
