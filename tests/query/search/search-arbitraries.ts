import * as fc from "fast-check";
import { OBJECT_FIELDS } from "#query/search/search-fields.ts";
import type { FieldMatch, SearchNode, TextMatch } from "#query/search/search-tree.ts";

const BARE_UNITS = Array.from("abXY019-.:/[]@#_'%&ñé漢=<>,;+");

/** Text that may stand without quotes: nothing a query reads as a sign. */
const bareText = fc
  .string({ unit: fc.constantFrom(...BARE_UNITS), minLength: 1, maxLength: 12 })
  .filter((text) => !/^-|^(AND|OR|NOT)$|^[A-Za-z][\w.-]*:(?!\/\/)|^[<>]|\.\./.test(text));

const phraseText = fc
  .string({ unit: fc.constantFrom(...BARE_UNITS, " ", '"', "\\", "(", ")", "*"), maxLength: 16 })
  .filter((text) => text.trim() !== "");

const textMatch: fc.Arbitrary<TextMatch> = fc.oneof(
  fc.record({ form: fc.constant("word" as const), text: bareText }),
  fc.record({ form: fc.constant("phrase" as const), text: phraseText }),
  fc.record({ form: fc.constant("prefix" as const), text: bareText }),
);

/** A value after a field's colon may begin with anything but a comparison. */
const fieldTextMatch: fc.Arbitrary<TextMatch> = fc.oneof(
  textMatch,
  fc.constant({ form: "prefix", text: "" } as const),
  fc.constant({ form: "word", text: "-a:b" } as const),
);

const number = fc.integer({ min: -5_000, max: 5_000 }).map(String);
const time = fc.constantFrom("2016-07-27", "2016-07-27T09:32", "1469611934761", "now-1h");

function ordered(bound: fc.Arbitrary<string>): fc.Arbitrary<FieldMatch> {
  return fc.oneof(
    fc.record({
      form: fc.constant("compare" as const),
      operator: fc.constantFrom(">=" as const, "<=" as const, ">" as const, "<" as const),
      bound,
    }),
    fc.record({ form: fc.constant("range" as const), from: bound, to: bound }),
    fc.record({ form: fc.constant("range" as const), from: bound, to: fc.constant("") }),
    fc.record({ form: fc.constant("word" as const), text: bound }),
  );
}

const textField = fc.constantFrom(
  ...OBJECT_FIELDS,
  ...(["type", "tx", "source", "outcome", "level", "currency", "actor"] as const),
  ...(["message", "reason", "unattributed"] as const),
);
const path = fc.constantFrom("store", "a.b", "x-y", "Été");

const fieldNode: fc.Arbitrary<SearchNode> = fc.oneof(
  fc.record({
    kind: fc.constant("field" as const),
    field: textField.map((name) => ({ name, path: "" })),
    match: fieldTextMatch,
  }),
  fc.record({
    kind: fc.constant("field" as const),
    field: path.map((path) => ({ name: "attributes" as const, path })),
    match: fc.oneof(fieldTextMatch, ordered(number)),
  }),
  fc.record({
    kind: fc.constant("field" as const),
    field: fc.constant({ name: "amount" as const, path: "" }),
    match: ordered(number),
  }),
  fc.record({
    kind: fc.constant("field" as const),
    field: fc.constant({ name: "time" as const, path: "" }),
    match: ordered(time),
  }),
);

/** Trees as the parser makes them: within its bounds, and nothing it could not have read. */
export const searchTree: fc.Arbitrary<SearchNode> = fc.letrec<{ node: SearchNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    fc.oneof(
      fc.constant({ kind: "all" } as const),
      fc.record({ kind: fc.constant("text" as const), match: textMatch }),
      fieldNode,
    ),
    fc.record({
      kind: fc.constantFrom("and" as const, "or" as const),
      operands: fc.array(tie("node"), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant("not" as const), operand: tie("node") }),
  ),
})).node;
