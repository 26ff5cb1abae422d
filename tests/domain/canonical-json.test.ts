import { expect, test } from "vitest";
import { canonicalJson } from "#domain/canonical-json.ts";

test("keys are sorted by UTF-16 code units, at every depth, numbers among them", () => {
  const value = {
    "10": 1,
    "9": 2,
    "-": 3,
    b: [{ z: 1, a: 2 }],
    a: null,
    "\u{1F600}": 1,
    "\uFB33": 2,
  };
  expect(canonicalJson(value)).toBe(
    '{"-":3,"10":1,"9":2,"a":null,"b":[{"a":2,"z":1}],"\u{1F600}":1,"\uFB33":2}',
  );
});

test("what JSON leaves out is left out", () => {
  expect(canonicalJson({ a: undefined, b: [undefined, "é\n"] })).toBe('{"b":[null,"é\\n"]}');
});

test("the example of RFC 8785", () => {
  const example = String.raw`{
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
    "literals": [null, true, false]
  }`;
  expect(canonicalJson(JSON.parse(example))).toBe(
    String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
  );
});
