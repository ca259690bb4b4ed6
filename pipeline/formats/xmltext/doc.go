// Package xmltext reads XML 1.0 with namespaces as a stream of tokens: start tags with their attributes, end tags and
// text, each with its line and column. What it gives is well-formed; a document that is not ends with a [Fault].
//
// It is what xsd, sheet and markup read documents with: they meet hostile XML of hundreds of megabytes, and a standard decoder
// takes several times as long over each of their tokens. One token is held in memory. There are no document types,
// so there are no entities but the five of XML itself; nothing is fetched, and no fault quotes what the document
// holds beyond its names.
//
// Names follow the fifth edition of XML 1.0, which allows more characters than the second.
package xmltext
