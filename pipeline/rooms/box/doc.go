// Package box is the room that puts paper folders into archive boxes: it streams the packaged folders in the profile's order, fills box after box by
// thickness, and hands over where every volume stands together with what each box's label needs (R4.1-1, R6.4-1). It never reorders to pack better,
// never looks into a folder, and writes nothing when people have acted on another plan than the one it would make.
//
// How it fills, so that a person with a trolley can follow it (domain §3.4):
//
//   - A folder that fits an empty box is never divided: it goes into the open box, or begins the next one.
//   - A folder of one cover that is thicker than a box begins a new box and fills as many as it needs; what comes after it stands behind its last part.
//   - A folder of several stated covers that is thicker than a box is divided between covers only. The register gives one thickness for all, so each
//     cover counts for its even share. A cover that is thicker than a box stands alone in one.
//   - A new journal year begins a new box only where the profile says so and the boxes follow the journal number.
//   - A folder that is digital only has no box.
package box
