// Package workshop makes renditions: PDF/A-2 of whatever the programs on this machine can convert. It knows which program takes which format, copies each
// source into a work folder and sees that it is the one that was taken in, lets the program work, makes the result the same for every run, and then
// looks at it: that it opens and has pages, that the text of the source stands in it, that it says and shows that it is PDF/A, and, where the user has
// veraPDF, that a validator accepts it. What does not pass is no rendition, whatever the program said. It records which fonts are others than those asked
// for, and puts behind a workbook's pages what they do not show.
//
// A file that says it is PDF/A is looked at in the same place, and left alone where that is so.
package workshop
