import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { AuditEvent, RecordedEvent } from "#domain/events/event.ts";
import {
  longAttributesToken,
  moreAttributesToken,
  moreWordsToken,
} from "#domain/tokens/event-tokens.ts";
import { compileSearch, matchesSearch } from "#query/search/compile-search.ts";
import { DocumentView } from "#query/search/document-view.ts";
import { parseSearch } from "#query/search/parse-search.ts";
import type { SearchContext } from "#query/search/search-context.ts";
import { printSearch, type SearchNode } from "#query/search/search-tree.ts";
import { matches } from "../../contract/event-index-oracle.ts";
import { holds } from "./naive-evaluation.ts";

const START_MS = Date.parse("2026-01-10T12:00:00.000Z");
const LONG_VALUE = `${"long ".repeat(40)}value`;

const CONTEXT: SearchContext = {
  nowMs: START_MS,
  searchHash: (path, clear) => `hash-of-${path}-${clear.toLowerCase()}`,
  present: () => true,
  objectTypes: () => ["shipment"],
};

function maybe<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.option(value, { nil: undefined });
}

const IDS = ["TU80", "38-211449", "ab", "a.b"] as const;
const WORDS = ["paying", "Payment", "success", "38", "ab", "x-1", "..."] as const;
const text = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 });
const scalar = fc.constantFrom("eu", "EU", "a.b", 7, 12, true, LONG_VALUE, `${LONG_VALUE} too`);

const event: fc.Arbitrary<AuditEvent> = fc
  .record({
    type: fc.constantFrom("payment.captured", "payment.declined", "order.placed"),
    time: fc.nat(4).map((offset) => new Date(START_MS + offset).toISOString()),
    transactionId: maybe(fc.constantFrom(...IDS)),
    unattributed: maybe(text.map((parts) => parts.join(" "))),
    objects: maybe(
      fc.array(
        fc.record({
          type: fc.constantFrom("order", "giftCard", "customer", "shipment"),
          id: fc.constantFrom(...IDS),
        }),
        { maxLength: 2 },
      ),
    ),
    actor: maybe(
      fc.record({
        type: fc.constantFrom("customer", "system"),
        id: fc.constantFrom("42", "customer", "TU80"),
      }),
    ),
    amount: maybe(
      fc.record({
        minor: fc.integer({ min: 9, max: 13 }),
        currency: fc.constantFrom("EUR", "CZK"),
      }),
    ),
    outcome: maybe(fc.constantFrom("success", "failure")),
    reason: maybe(text.map((parts) => parts.join(", "))),
    message: maybe(text.map((parts) => parts.join(" "))),
    level: maybe(fc.constantFrom("error", "info")),
    attributes: maybe(
      fc.record({
        store: scalar,
        lines: fc.array(fc.record({ product: scalar }), { maxLength: 2 }),
      }),
    ),
  })
  .map(({ type, time, ...optional }) => {
    const present = Object.entries(optional).filter(([, value]) => value !== undefined);
    return Object.assign({ type, time }, Object.fromEntries(present));
  });

/** Records that hold more than their tokens say: words, attributes, depth. */
const OVERFULL: readonly AuditEvent[] = [
  {
    type: "trace.recorded",
    time: new Date(START_MS).toISOString(),
    message: `${Array.from({ length: 2_100 }, (_, place) => `w${place}`).join(" ")} paying success`,
  },
  {
    type: "trace.recorded",
    time: new Date(START_MS).toISOString(),
    attributes: {
      filler: Array.from({ length: 200 }, (_, place) => place),
      store: "eu",
      lines: [{ product: 12 }],
    },
  },
];

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
  return fc.record({
    form: fc.constantFrom("word" as const, "phrase" as const, "prefix" as const),
    text: fc.constantFrom(...texts),
  });
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

const tree: fc.Arbitrary<SearchNode> = fc.letrec<{ node: SearchNode }>((tie) => ({
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

function recordOf(event: AuditEvent, index: number): RecordedEvent {
  return {
    ledger: "main",
    seq: index + 1,
    recordedAt: "2026-01-10T12:00:00.000Z",
    source: { name: "shop" },
    event,
  };
}

const MARKERS = [moreWordsToken, moreAttributesToken, longAttributesToken];

test("expression, predicate and range together find what the query means", () => {
  let found = 0;
  let missed = 0;
  const withoutPredicate = new Set<boolean>();
  fc.assert(
    fc.property(tree, fc.array(event, { maxLength: 6 }), fc.boolean(), (node, events, overfull) => {
      const records = [...events, ...(overfull ? OVERFULL : [])].map(recordOf);
      const views = records.map((record) => new DocumentView(record, () => null));
      const held = new Set(
        MARKERS.filter((marker) => views.some((view) => view.tokens.has(marker))),
      );
      const compiled = compileSearch(node, { ...CONTEXT, present: (marker) => held.has(marker) });
      withoutPredicate.add(compiled.predicate === null);
      for (const view of views) {
        const isHit =
          matches(compiled.expression, view.tokens) &&
          view.timeMs >= compiled.fromMs &&
          view.timeMs < compiled.toMs;
        const answer = isHit && (compiled.predicate === null || compiled.predicate(view));
        const expected = holds(node, view.record);
        expect({ query: printSearch(node), answer }).toEqual({
          query: printSearch(node),
          answer: expected,
        });
        expect(matchesSearch(node, view.record, { ...CONTEXT, hashProtected: () => null })).toBe(
          expected,
        );
        if (expected) found += 1;
        else missed += 1;
      }
    }),
    { numRuns: 3_000 },
  );
  expect(found).toBeGreaterThan(1_000);
  expect(missed).toBeGreaterThan(1_000);
  expect(withoutPredicate.size).toBe(2);
});

test("keys, words and whole queries of them need no look at the records", () => {
  const context = { ...CONTEXT, present: () => false };
  for (const query of [
    "TU80WKRYTI9QUMJ4",
    "38-211449 -type:payment.*",
    "paying OR level:error",
    "attributes.store:eu",
    "time:>=2016-07-27T09:32 tx:*",
  ]) {
    expect({ query, predicate: compileSearch(parseSearch(query), context).predicate }).toEqual({
      query,
      predicate: null,
    });
  }
  for (const query of ['"payment success"', "amount:>5", "message:paying", "-reason:declined"]) {
    expect(compileSearch(parseSearch(query), context).predicate).toBeTypeOf("function");
  }
});

test("times every match must fulfill narrow the range instead of a scan", () => {
  const { expression, predicate, fromMs, toMs } = compileSearch(
    parseSearch("time:>=2016-07-27T09:32 tx:a (time:<=2016-07-27T09:40 time:<now)"),
    CONTEXT,
  );
  expect(new Date(fromMs).toISOString()).toBe("2016-07-27T09:32:00.000Z");
  expect(new Date(toMs).toISOString()).toBe("2016-07-27T09:41:00.000Z");
  expect({ expression, predicate }).toEqual({
    expression: { kind: "token", token: "t:a" },
    predicate: null,
  });
});

test("an excluded part that must be looked at excludes nothing in the index", () => {
  const compiled = compileSearch(parseSearch("-amount:>5 type:a.b"), CONTEXT);
  expect(compiled.expression).toEqual({ kind: "token", token: "y:a.b" });
  expect(compileSearch(parseSearch("-*"), CONTEXT).expression).toEqual({ kind: "none" });
});
