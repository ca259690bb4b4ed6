package xsd

// Code names the kind of a finding. The texts that people read are made elsewhere from code and arguments.
type Code string

// What can be found. The comment gives the arguments beside the common ones.
const (
	// Faults of the text, and limits; each ends the validation.
	NotWellFormed     Code = "not-well-formed"     // reason
	DoctypeRefused    Code = "doctype-refused"     //
	TooDeep           Code = "too-deep"            // limit
	TooManyAttributes Code = "too-many-attributes" // limit
	NameTooLong       Code = "name-too-long"       // limit
	TagTooLong        Code = "tag-too-long"        // limit
	TextTooLong       Code = "text-too-long"       // limit
	TooManyKeys       Code = "too-many-keys"       // limit
	TooManyFindings   Code = "too-many-findings"   // limit

	// Elements.
	UnknownRoot        Code = "unknown-root"         // element, namespace
	UnexpectedElement  Code = "unexpected-element"   // element, namespace
	MissingElement     Code = "missing-element"      // element
	UndeclaredElement  Code = "undeclared-element"   // element, namespace
	UnexpectedText     Code = "unexpected-text"      // element
	ElementInValue     Code = "element-in-value"     // element, parent
	ContentInEmpty     Code = "content-in-empty"     // element
	AbstractElement    Code = "abstract-element"     // element
	AbstractType       Code = "abstract-type"        // element, type
	NotNillable        Code = "not-nillable"         // element
	NilWithContent     Code = "nil-with-content"     // element
	NilWithFixed       Code = "nil-with-fixed"       // element
	UnknownType        Code = "unknown-type"         // element
	TypeNotDerived     Code = "type-not-derived"     // element, type, declared
	ModelTooComplex    Code = "model-too-complex"    // element
	WrongElementFixed  Code = "wrong-fixed-element"  // element, fixed
	UnknownAttribute   Code = "unknown-attribute"    // element, attribute, namespace
	MissingAttribute   Code = "missing-attribute"    // element, attribute
	UndeclaredAttr     Code = "undeclared-attribute" // element, attribute, namespace
	WrongAttrFixed     Code = "wrong-fixed-attribute"
	SecondIDAttribute  Code = "second-id-attribute"  // element, attribute
	UnknownXSIProperty Code = "unknown-xsi-property" // element, attribute

	// Values: element, attribute (when the value is that of an attribute), type, and facet with limit.
	WrongType        Code = "wrong-type"
	WrongLength      Code = "wrong-length"
	TooShort         Code = "too-short"
	TooLong          Code = "too-long"
	WrongPattern     Code = "wrong-pattern"
	NotEnumerated    Code = "not-enumerated"
	TooSmall         Code = "too-small"
	TooLarge         Code = "too-large"
	TooManyDigits    Code = "too-many-digits"
	TooManyDecimals  Code = "too-many-decimals"
	UnboundPrefix    Code = "unbound-prefix"
	NoMemberOfUnion  Code = "no-member-of-union"
	UnparsedEntity   Code = "unparsed-entity"
	NotationUnknown  Code = "unknown-notation"
	DuplicateID      Code = "duplicate-id"      // element, line of the first
	DanglingIDREF    Code = "dangling-idref"    // element; a warning
	DuplicateKey     Code = "duplicate-key"     // element, constraint, first
	MissingKey       Code = "missing-key"       // element, constraint, field
	NillableKey      Code = "nillable-key"      // element, constraint, field
	AmbiguousField   Code = "ambiguous-field"   // element, constraint, field
	FieldNotValue    Code = "field-not-value"   // element, constraint, field
	UnknownReference Code = "unknown-reference" // element, constraint, refers
)

// Severity tells an error of the standard from a warning of ours.
type Severity uint8

// The severities.
const (
	Error Severity = iota
	Warning
)

// Finding is one thing that is wrong with a document, at one place. It is a fact, not a sentence.
type Finding struct {
	// Code says what is wrong.
	Code Code
	// Severity is [Warning] for what the standard asks but the usual tools do not check.
	Severity Severity
	// Line and Column count from one; the column counts characters. An element stands where its start
	// tag begins, an attribute where its name begins, a fault of the text where it was noticed.
	Line, Column int
	// TagEnd is the line on which the start tag of the element ends, which is the one that libxml2 names. It
	// differs from Line only where a start tag runs over several lines; zero where no element is meant.
	TagEnd int
	// Path is the place in the document: names as written, each with its number among its like-named siblings.
	Path string
	// Args are the facts of the finding by name: element, attribute, type, facet, limit and so on. The
	// value that was found stands under "value", and only when Options.ShowValues is set.
	Args map[string]string
	// Expected holds a few names that could have stood here.
	Expected []string
}

// Clause gives the rule of XML Schema 1.0 (second edition) that c reports a breach of; empty when the
// rule is ours.
func (c Code) Clause() string { return clauses[c] }

// Codes gives every code with its clause. The map is the caller's own.
func Codes() map[Code]string {
	all := make(map[Code]string, len(clauses))
	for code, clause := range clauses {
		all[code] = clause
	}
	return all
}

var clauses = map[Code]string{
	NotWellFormed: "XML 1.0 §2.1", DoctypeRefused: "", TooDeep: "", TooManyAttributes: "", NameTooLong: "",
	TagTooLong: "", TextTooLong: "", TooManyKeys: "", TooManyFindings: "", ModelTooComplex: "",
	UnknownRoot:        "cvc-elt.1",
	UnexpectedElement:  "cvc-complex-type.2.4",
	MissingElement:     "cvc-complex-type.2.4",
	UndeclaredElement:  "cvc-assess-elt.1.1",
	UnexpectedText:     "cvc-complex-type.2.3",
	ElementInValue:     "cvc-complex-type.2.2",
	ContentInEmpty:     "cvc-complex-type.2.1",
	AbstractElement:    "cvc-elt.2",
	AbstractType:       "cvc-type.2",
	NotNillable:        "cvc-elt.3.1",
	NilWithContent:     "cvc-elt.3.2.1",
	NilWithFixed:       "cvc-elt.3.2.2",
	UnknownType:        "cvc-elt.4.2",
	TypeNotDerived:     "cvc-elt.4.3",
	WrongElementFixed:  "cvc-elt.5.2.2",
	UnknownAttribute:   "cvc-complex-type.3.2",
	MissingAttribute:   "cvc-complex-type.4",
	UndeclaredAttr:     "cvc-assess-attr.1",
	WrongAttrFixed:     "cvc-attribute.4",
	SecondIDAttribute:  "cvc-complex-type.5.1",
	UnknownXSIProperty: "cvc-complex-type.3.2",
	WrongType:          "cvc-datatype-valid.1.2.1",
	WrongLength:        "cvc-length-valid",
	TooShort:           "cvc-minLength-valid",
	TooLong:            "cvc-maxLength-valid",
	WrongPattern:       "cvc-pattern-valid",
	NotEnumerated:      "cvc-enumeration-valid",
	TooSmall:           "cvc-minInclusive-valid",
	TooLarge:           "cvc-maxInclusive-valid",
	TooManyDigits:      "cvc-totalDigits-valid",
	TooManyDecimals:    "cvc-fractionDigits-valid",
	UnboundPrefix:      "cvc-datatype-valid.1.2.1",
	NoMemberOfUnion:    "cvc-datatype-valid.1.2.3",
	UnparsedEntity:     "cvc-simple-type.2",
	NotationUnknown:    "cvc-simple-type.2",
	DuplicateID:        "cvc-id.2",
	DanglingIDREF:      "cvc-id.1",
	DuplicateKey:       "cvc-identity-constraint.4.1",
	MissingKey:         "cvc-identity-constraint.4.2.1",
	NillableKey:        "cvc-identity-constraint.4.2.3",
	AmbiguousField:     "cvc-identity-constraint.3",
	FieldNotValue:      "cvc-identity-constraint.3",
	UnknownReference:   "cvc-identity-constraint.4.3",
}
