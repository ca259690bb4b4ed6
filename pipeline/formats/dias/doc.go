// Package dias knows the layout of a DIAS package: the names in it, the order of its members, how its
// tar is written so that the same input gives the same bytes, and how any tar is walked without
// trusting it.
//
// It is a pure format package over io: it opens no file, unpacks nothing and reads no clock. The
// metadata files inside are the business of the packages mets, premis, addml and noark5.
package dias
