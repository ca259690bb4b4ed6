package intake

import (
	"encoding/binary"
	"io"
	"strings"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/mail/compound"
)

// insideCompound looks through a document of Office 97–2003, which is a small file system of its own (MS-CFB).
func insideCompound(s *Steady, size int64) contents {
	raw := make([]byte, size)
	if _, err := io.ReadFull(io.NewSectionReader(s, 0, size), raw); err != nil {
		return contents{}
	}
	root, err := compound.Read(raw, compound.Limits{Entries: mostMembers, Depth: 20})
	if err != nil {
		return contents{}
	}
	var c contents
	c.storage(root)
	for name, stream := range root.Streams {
		c.stream(name, stream)
	}
	return c
}

// storage notes macros and objects by the names of their storages (MS-DOC 2.1.10, MS-XLS 2.1.7.17, MS-OVBA 2.2.1).
func (c *contents) storage(s *compound.Storage) {
	for _, sub := range s.Storages {
		switch {
		case sub.Name == "Macros", sub.Name == "_VBA_PROJECT_CUR", sub.Name == "VBA":
			c.macros = true
			continue
		case sub.Name == "ObjectPool":
			c.embedded += len(sub.Storage.Storages)
			continue
		case strings.HasPrefix(sub.Name, "MBD"):
			c.embedded++
		}
		c.storage(sub.Storage)
	}
}

func (c *contents) stream(name string, data []byte) {
	le := binary.LittleEndian
	const wordLocked, powerPointLocked = 0x0100, 0xF3D1C4DF // MS-DOC 2.5.2 fEncrypted; MS-PPT 2.3.2 headerToken
	switch name {
	case "EncryptedPackage":
		c.locked = true
	case "WordDocument":
		c.locked = c.locked || len(data) > 12 && le.Uint16(data[10:])&wordLocked != 0
	case "Current User":
		c.locked = c.locked || len(data) >= 16 && le.Uint32(data[12:]) == powerPointLocked
	case "Workbook", "Book":
		c.workbook(data)
	}
}

// Records of a workbook (MS-XLS 2.3.1).
const (
	recordNote     = 0x1C
	recordFilePass = 0x2F
	recordLinks    = 0x1AE // SupBook: this workbook, an add-in, or another file
)

// workbook walks through the records: type, length, content. Behind FilePass all contents are encrypted, but not the types.
func (c *contents) workbook(data []byte) {
	le := binary.LittleEndian
	for len(data) >= 4 {
		kind, size := le.Uint16(data), int(le.Uint16(data[2:]))
		if size > len(data)-4 {
			return
		}
		switch kind {
		case recordNote:
			c.comments++
		case recordFilePass:
			c.locked = true
		case recordLinks:
			const here, addIn = 0x0401, 0x3A01
			if size >= 4 && !c.locked && le.Uint16(data[6:]) != here && le.Uint16(data[6:]) != addIn {
				c.external++
			}
		}
		data = data[4+size:]
	}
}
