package disk

import (
	"encoding/json"
	"os"
	"strconv"
	"time"

	"github.com/arkivdepot/arkivdepot/pipeline/deposit"
)

// Holder is who holds the workspace, readable beside the lock.
type Holder struct {
	Process int    `json:"process"`
	Host    string `json:"host"`
	Command string `json:"command"`
	Since   string `json:"since"`
}

// Lock takes the workspace for this process until unlock is called or the process ends, however it ends. When another holds it the error (kind Locked)
// names the holder.
func (d *Disk) Lock(command string, now time.Time) (unlock func() error, err error) {
	if err := os.MkdirAll(d.State(), dirMode); err != nil {
		return nil, d.trouble("lock workspace", err)
	}
	f, err := os.OpenFile(d.State("lock"), os.O_CREATE|os.O_RDWR, fileMode)
	if err != nil {
		return nil, d.trouble("lock workspace", err)
	}
	if err := lockFile(f); err != nil {
		_ = f.Close()
		return nil, d.lockedError()
	}
	host, _ := os.Hostname() // told to people only; an unknown host is an empty word
	text, err := json.Marshal(Holder{Process: os.Getpid(), Host: host, Command: command, Since: now.UTC().Format(time.RFC3339)})
	if err == nil {
		err = os.WriteFile(d.State("lock.holder"), text, fileMode)
	}
	if err != nil {
		_ = f.Close()
		return nil, d.trouble("lock workspace", err)
	}
	return func() error {
		_ = os.Remove(d.State("lock.holder"))
		return f.Close() // closing lets go of the lock
	}, nil
}

func (d *Disk) lockedError() error {
	var h Holder
	text, err := os.ReadFile(d.State("lock.holder"))
	if err == nil {
		err = json.Unmarshal(text, &h)
	}
	if err != nil {
		return &deposit.Error{Kind: deposit.Locked, Key: "locked"}
	}
	return &deposit.Error{Kind: deposit.Locked, Key: "locked_by", Args: []string{h.Command, strconv.Itoa(h.Process), h.Host, h.Since}}
}
