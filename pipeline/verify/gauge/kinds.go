package gauge

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"path"
	"slices"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/addml"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/dias"
	"github.com/arkivdepot/arkivdepot/pipeline/formats/noark5"
	"github.com/arkivdepot/arkivdepot/schemas"
)

// Info stands for the submission description, which lies beside the package and so has no path in it.
const Info = "info.xml"

// InfoSchema is the schema of the submission description; it is no part of a package.
const InfoSchema = "submissionDescription.xsd"

// kind is what judges a file: the first of the schemas that is there, with what that one needs beside it.
type kind struct {
	schemas []string // paths in the package
	needs   string
}

const structure = dias.Content + "/" + noark5.StructureFile

// kinds are the XML files of a DIAS package with a Noark 5 extraction (krav 6.4.18; DIAS), by path in the package.
var kinds = map[string]kind{
	structure:                          {[]string{content(noark5.StructureSchema)}, content(noark5.CatalogueSchema)},
	content(noark5.ChangeLogFile):      {[]string{content(noark5.ChangeLogSchema)}, content(noark5.CatalogueSchema)},
	content(noark5.RunningJournalFile): {[]string{content(noark5.RunningJournalSchema)}, content(noark5.CatalogueSchema)},
	content(noark5.PublicJournalFile):  {[]string{content(noark5.PublicJournalSchema)}, content(noark5.CatalogueSchema)},
	content(addml.File):                {[]string{content(addml.Schema), dias.ADDMLSchema}, ""},
	dias.ADDML:                         {[]string{dias.ADDMLSchema, content(addml.Schema)}, ""},
	dias.METS:                          {[]string{dias.METSSchema}, ""},
	dias.PREMIS:                        {[]string{dias.PREMISSchema}, ""},
	dias.Log:                           {[]string{dias.PREMISSchema}, ""},
	Info:                               {[]string{InfoSchema}, ""},
}

func content(name string) string { return path.Join(dias.Content, name) }

// published are the names under which schemas are published, where the package has another.
var published = map[string]string{"dias-mets.xsd": "DIAS_METS.xsd", "dias-premis.xsd": "DIAS_PREMIS.xsd"}

// official is the SHA-256 of every official edition of a schema, by its name in a package: Noark 5 in the schemas of 3.1, 4.0, 5.0 and 5.5; ADDML 8.2 and 8.3;
// DIAS METS 1.9 with local and with web address; DIAS PREMIS 2.0; submission description 1.0.
var official = map[string][]string{
	noark5.StructureSchema: {"f099781ffeb81b5a16bc9fcb89e3b2b28047f4cd75ebd2583fa120be09b75b20", "6b3092d44904836c7cc94ded7fce104fad43a4889b3544acbcd24a057d2e44eb",
		"85986f7c8fac408cca568a0436b26f5b2837d420877a529962437d21c71fac82", "24e056c8ffb86c182ef799c16843209787a1b7cbf2b83c81b2ac74ec9d633619"},
	noark5.CatalogueSchema: {"29cab7473ed02bb0dc2b1b7ec7573cd60c1c1c2141439af3b4af883f454c86b4", "43896558d3882ba44618a57df9fd8e3d0ba714fb26cd5c0aa84d03e7dbdd1431",
		"be4b4d0f4d1453711a799324b475544bde24664ffee447811ace7010aa0bae6d", "d4f05aefa852b121ed2c84c4b0bb933442096fd86789f8bb5ee65d5c61e848c3"},
	noark5.ChangeLogSchema: {"960e697887953832d5b52ac18a5c57c0cefa5a3d6e0ed6591f61b2bdadcd22e6", "6ffed4b158578dcad3a571f9090cf8b728309f28d8210a02e9c5705e435ad5c6",
		"9c0aa09d77ce76077f6f65f0a7500f5cf3dadd82410a1ab38cbfd32a76e93d20", "3b3de5182efe95b968b1c4fcc0344946105b3e3dcf5e20209a3bb2a0b312b602"},
	noark5.RunningJournalSchema: {"8056192d9734b267db1f00ec1ec033e41f4cefda2197dfcbc49f3b78944d93a6", "8a05867384eca031cbe2cd3af5d4d3154a27afc7ae18682b9dde7d1f1a0f76d5",
		"e1c2737159f40e67627329de851d49d841617dddc360ccf3aeea1ffc1ef72e6c", "5474a898125b0696bfe24f793718623b900a243b3ac1640430e584bc07207a78"},
	noark5.PublicJournalSchema: {"be30b1da252807447cb78873529fb0ea266fbcaa8878db8a3e7b456f5adeddab", "55890f63184f4aee1e59ab0cfd782e5df47dc8854805ab2cc5e07dac16a76d9d",
		"0e8d3b49eeb9eab496bc2ea2f8af9160e6e2526485fe27e377a508b3946bff6e", "4b60e2c232b8d11686c9754697dea4e86b914503aed307784809dbb9c9bc24e3"},
	addml.Schema:      {"4dc20e5dbf21e94cf211464e9a60b99acd24c45b46ecbf872a32fe2384b904e6", "ae2c4c9be0c1f4f291be36db3dfc069085f35eb515b072d3b1230ac89647d5dd"},
	"dias-mets.xsd":   {"b71370ffdd2e86dfa3320ccb5a8eb6fb39de1bf8b4467632331a0f4f69ff7c1e", "6d2a718014c8cde1c44e82f884cb66fe4c7c01b296f17c3b91c5e7036015233a"},
	"dias-premis.xsd": {"5131975b732ca285dbb4dfdafd85dde122eb384db3984e9aec2598057671e017"},
	InfoSchema:        {"55f36c2d16628b225c4782dd6129da227cc9dad436ec2ce27243b476ebaa71b8"},
}

// Judges tells whether the file at the path has a schema at all.
func Judges(p string) bool { _, ok := kinds[p]; return ok }

// Paths are the files that have a schema, in order.
func Paths() []string { return slices.Sorted(maps.Keys(kinds)) }

// Foreign tells that the file bears the name of a schema that we know, and is no edition of it: its verdict is worth what its maker is worth.
func Foreign(name string, sum []byte) bool {
	name = path.Base(name)
	if name == noark5.OwnSchema {
		own, err := schemas.Noark5.ReadFile(ownSchema)
		want := sha256.Sum256(own)
		return err != nil || !slices.Equal(want[:], sum)
	}
	sums, known := official[name]
	return known && !slices.Contains(sums, hex.EncodeToString(sum))
}
