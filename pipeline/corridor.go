package pipeline

import (
	"context"
)

// station is a room or a gate where it stands in the corridor.
type station struct {
	name    string
	why     string // why it stands here
	checked bool   // `check` walks through it too
	do      func(v *visit, ctx context.Context) error
}

// corridor is THE list of rooms and gates. A newcomer reads the product here.
var corridor = []station{
	{"reception", "register and tree become folders; whatever came in is on the list before anything is judged", true, receive},
	{"intake", "every file is hashed, identified and judged once; every knowable hold stands before the first gate", true, walkIntake},
	{"retention", "both deadlines, and what is due; unknown never means due", true, together},
	{"proof", "what may go with its proof, and why the rest is kept: a person sees it before the weeding is attested (R5-2)", true, together},
	{GateContact, "archivist and IKA are contacted before anything is prepared (R6.3-1, R6.2-2)", false, wait(GateContact)},
	{GateWeeding, "only weeded folders are measured, boxed and listed (R5-1, R6.3-2)", false, wait(GateWeeding)},
	{planHall, "the plan of what may go, as text that two people can put their names to", false, planPurge},
	{GatePurge, "two people approve exactly this plan, and what was done is on record, before anything is measured or listed (R5-2, R5-3)", false, wait(GatePurge)},
	{"convert", "what of each folder goes into the package, and the fate of every file", true, walkConvert},
	{"describe", "Noark 5 values without places: no box, no journal sequence, no counts", true, together},
	{"holds", "while a hold is open nothing after this runs: each can be fixed, decided or deferred", false, waitForHolds},
	{"box", "folders fill boxes in order; lists and labels need the places", false, planBoxes},
	{"draft", "the depot looks at a draft before anything is labelled", false, draftLists},
	{GateList, "the depot has approved the list (R6.3-3)", false, wait(GateList)},
	{"lists", "three lists in three copies, as approved (R6.3-4)", false, finalLists},
	{GateBoxes, "clips and plastic are out, boxes are packed as planned (R6.4-3)", false, wait(GateBoxes)},
	{"pack", "places and journal numbers in, XML streamed, counts last, sealed", false, packUp},
	{"transfer", "the package is judged as the depot will judge it, before it is shown", false, handOver},
	{GateReceipt, "the depot's signed receipt closes the sender's case (gate 5)", false, closeDeposit},
}
