// Package gauge knows which XML Schema judges which XML file of a package, and measures a file while it is written or read: the bytes pass by once and are
// judged by a goroutine of their own. Schemas come from the package itself or from whoever judges, never from the network; what is ours, and the attributes
// of XLink, it has in itself.
package gauge
