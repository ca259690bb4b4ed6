package pipeline

import (
	"io/fs"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

// listener keeps what it was told last.
type listener struct {
	room string
	p    Passed
	n    int
}

func (l *listener) Enter(string, string) {}

func (l *listener) Progress(room string, p Passed) { l.room, l.p, l.n = room, p, l.n+1 }

func TestIntakeTellsFoldersAndBytesFromManyWorkers(t *testing.T) {
	files := fstest.MapFS{"a.txt": {Data: make([]byte, 1000)}, "b.txt": {Data: make([]byte, 24)}}
	heard := &listener{}
	told := &told{sources: files, tell: heard, room: "intake", p: Passed{OfFolders: 2, OfBytes: 51_200}}
	var workers sync.WaitGroup
	for range 50 {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for _, name := range []string{"a.txt", "b.txt"} {
				f, err := told.Open(name)
				if err == nil {
					_ = f.Close()
				}
			}
		}()
	}
	workers.Wait()
	told.folders("intake", 2)
	require.Equal(t, "intake", heard.room)
	require.Equal(t, Passed{Folders: 2, OfFolders: 2, Bytes: 51_200, OfBytes: 51_200}, heard.p)
	require.Equal(t, 101, heard.n)
	_, err := told.Open("gone.txt")
	require.ErrorIs(t, err, fs.ErrNotExist)
	require.Equal(t, 101, heard.n, "what could not be opened was not read")
}
