import * as fc from "fast-check";
import type { SearchNode } from "#query/search/search-tree.ts";
import { LONG_VALUE, START_MS } from "./small-documents.ts";

const textMatch = fc.record({
  form: fc.constantFrom("word" as const, "phrase" as const, "prefix" as const),
  text: fc.constantFrom(
    "TU80",
    "tu8",
    "38-211449",
    "[TU80]",
    "ab",
    "42",
    "paying",
    "pay",
    "Payment",
    "x-1",
  ),
});
const phrase = fc.record({
  form: fc.constant("phrase" as const),
  text: fc.constantFrom("payment success", "success payment", "38 ab", "..."),
});
const measure = fc.oneof(
  fc.record({
    form: fc.constant("compare" as const),
    operator: fc.constantFrom(">=" as const, "<=" as const, ">" as const, "<" as const),
    bound: fc.constantFrom("7", "10", "12"),
  }),
  fc.record({
    form: fc.constant("range" as const),
    from: fc.constantFrom("", "7", "10"),
    to: fc.constantFrom("11", "12"),
  }),
  fc.constant({ form: "word" as const, text: "12" }),
  fc.constant({ form: "prefix" as const, text: "" }),
);

function term(
  name: Extract<SearchNode, { kind: "field" }>["field"]["name"],
  match: fc.Arbitrary<Extract<SearchNode, { kind: "field" }>["match"]>,
  path = "",
): fc.Arbitrary<SearchNode> {
  return match.map((match) => ({ kind: "field", field: { name, path }, match }));
}

function values(...texts: string[]) {
  const form = fc.constantFrom("word" as const, "phrase" as const, "prefix" as const);
  return fc
    .record({ form, text: fc.constantFrom(...texts) })
    .map(({ form, text }) => ({ form: text.includes(" ") ? ("phrase" as const) : form, text }));
}

const anything = fc.constant({ form: "prefix" as const, text: "" });
const attributeMatch = fc.oneof(values("eu", "E", "7", "true", LONG_VALUE, "long"), anything);
const isOrdered = (match: { form: string }) => match.form === "compare" || match.form === "range";

const leaf: fc.Arbitrary<SearchNode> = fc.oneof(
  fc.constant<SearchNode>({ kind: "all" }),
  fc.oneof(textMatch, phrase).map((match): SearchNode => ({ kind: "text", match })),
  term("type", values("payment.captured", "payment.", "PAYMENT.DECLINED", "payment")),
  term("tx", fc.oneof(textMatch, anything)),
  term("order", fc.oneof(textMatch, anything)),
  term("giftCard", textMatch),
  term("customer", fc.oneof(textMatch, values("42"), anything)),
  term("source", values("shop", "SHOP", "sh")),
  term("outcome", values("success", "fail")),
  term("level", fc.oneof(values("error", "in"), anything)),
  term("currency", values("eur", "CZ")),
  term("actor", fc.oneof(values("customer", "customer:42", "cust", "42", "system:4"), anything)),
  term("message", fc.oneof(textMatch, phrase, anything)),
  term("reason", fc.oneof(textMatch, phrase)),
  term(
    "unattributed",
    fc.oneof(
      values("true", "false", "paying").filter((m) => m.form === "word"),
      phrase,
      anything,
    ),
  ),
  term("amount", measure),
  term(
    "time",
    fc.nat(5).map((offset) => ({ form: "word" as const, text: String(START_MS + offset) })),
  ),
  term(
    "time",
    fc.nat(5).map((offset) => ({
      form: "compare" as const,
      operator: ">=" as const,
      bound: String(START_MS + offset),
    })),
  ),
  term(
    "time",
    fc.nat(5).map((offset) => ({
      form: "range" as const,
      from: String(START_MS + 1),
      to: String(START_MS + offset),
    })),
  ),
  term("attributes", attributeMatch, "store"),
  term("attributes", attributeMatch, "lines.product"),
  term("attributes", measure.filter(isOrdered), "store"),
  term("attributes", measure.filter(isOrdered), "lines.product"),
);

/** Queries of all kinds over the values of `smallEvent`. */
export const smallQuery: fc.Arbitrary<SearchNode> = fc.letrec<{ node: SearchNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, depthSize: "small", withCrossShrink: true },
    leaf,
    fc.record({
      kind: fc.constantFrom("and" as const, "or" as const),
      operands: fc.array(tie("node"), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant("not" as const), operand: tie("node") }),
  ),
})).node;
