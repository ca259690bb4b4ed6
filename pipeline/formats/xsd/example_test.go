package xsd_test

import (
	"context"
	"fmt"
	"strings"
	"testing/fstest"

	"github.com/arkivdepot/arkivdepot/pipeline/formats/xsd"
)

func Example() {
	files := fstest.MapFS{"box.xsd": {Data: []byte(`<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:element name="box">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="year" type="xs:gYear"/>
        <xs:element name="shelf" type="xs:positiveInteger"/>
      </xs:sequence>
    </xs:complexType>
  </xs:element>
</xs:schema>`)}}
	schema, err := xsd.Load(files, nil, "box.xsd")
	if err != nil {
		fmt.Println(err)
		return
	}
	document := "<box>\n  <year>19xx</year>\n</box>"
	err = schema.Validate(context.Background(), strings.NewReader(document), xsd.Options{}, func(f xsd.Finding) bool {
		fmt.Println(f.Line, f.Column, f.Code, f.Path, f.Expected, f.Code.Clause())
		return true
	})
	fmt.Println(err)
	// Output:
	// 2 3 wrong-type /box[1]/year[1] [] cvc-datatype-valid.1.2.1
	// 1 1 missing-element /box[1] [shelf] cvc-complex-type.2.4
	// <nil>
}
