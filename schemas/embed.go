// Package schemas holds, as data, the schemas that the project itself defines. Official schemas are not
// among them: users import those.
package schemas

import "embed"

// Noark5 holds our XML Schemas for own metadata in a Noark 5 extraction, below "noark5/".
//
//go:embed noark5/*.xsd
var Noark5 embed.FS
