// Package xsd judges XML documents by XML Schema 1.0 (second edition): exactly, as a stream, with the line of every
// fault. It reads schemas and documents from what it is given, never from the network, and writes nothing.
//
// [Load] builds a [Schema] of any number of schema documents; [Schema.Validate] judges a document with it. What is
// wrong with a document is a [Finding], a value with a [Code], a place and arguments; an error is only ever the
// trouble of a machine. Findings name elements, attributes and rules, never what was written in the document, unless
// [Options.ShowValues] asks for it.
//
// # What is covered
//
// All of XSD 1.0 that bears on the validity of documents: all particles with exact occurrence, wildcards, groups,
// extension and restriction, substitution groups, xsi:type and xsi:nil, block and final, all built-in types and facets,
// unique, key and keyref, include, import, redefine and chameleon includes. A reference to nothing, an element or
// attribute that XSD 1.0 does not know, or an expression outside its grammar makes Load fail with file and line.
//
// # Where it differs
//
//   - Documents with a DOCTYPE are refused, so there are no entities and an xs:ENTITY value is never valid.
//   - An IDREF without its ID is a [Warning]: the standard asks for it (cvc-id.1), the usual tools do not check it.
//   - Schemas are trusted in what only constrains other schemas: that a restriction by content model really narrows
//     its base (§3.9.6), that fixed facets stay, that declarations of one name agree (§3.8.6), and that no content model
//     is ambiguous (§3.8.6). An ambiguous model is matched as what it means: a document is valid when some attribution
//     of its elements is. Facets of a type and of all its bases hold together, whatever a restriction claims.
//   - Two documents imported for one namespace are both read; a component that both declare is refused.
//   - Names follow the fifth edition of XML 1.0, which allows more characters than the second.
//   - xsi:schemaLocation is only ever a hint, and is not followed.
package xsd
