package schemas

import "embed"

// Support holds, below "support/", what schemas that are not ours need to be loaded without the network: the attributes of XLink, the schema that judges
// our own metadata where no official one is at hand, and catalog.xml, which maps web addresses to the files here.
//
//go:embed support/*.xsd support/catalog.xml
var Support embed.FS
