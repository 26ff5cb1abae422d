import * as fc from "fast-check";
import type {
  FacetsRequest,
  HistogramRequest,
  IdentifierQuery,
  IndexEntry,
  IndexExpression,
  IndexRange,
  SearchRequest,
  SortOrder,
} from "#storage/index/event-index.ts";
import { skeletonOf } from "#domain/identifiers/skeleton.ts";

export const LEDGERS = ["main", "second"] as const;

/** Few tokens, so that they meet; with the characters that query syntaxes stumble over. */
const TOKENS = [
  "t:tu80wkryti9qumj4",
  "t:tu80wkryti9qumj5",
  "o:order:1",
  "o:order:10",
  "y:order.placed",
  "y:payment.captured",
  "s:api",
  "w:payment",
  "w:pay",
  "w:and",
  "w:or",
  "w:not",
  "w:near",
  'k:attributes.note:"quoted"',
  "k:attributes.note:it's",
  "k:attributes.note:a*b",
  "k:attributes.note:(a|b)^2",
  "k:attributes.note:-x+y{z}",
  "w:čeština",
  "w:支付",
  "w:😀",
  `h:attributes.code:${"f".repeat(256)}`,
];
const PREFIXES = ["t:tu80", "o:order:", "y:", "w:", "w:pay", "k:attributes.note:", "x:", ""];
const IDENTIFIERS = [
  "TU80WKRYTI9QUMJ4",
  "tu80-wkryti9qumj4",
  "38-211449",
  "38211449",
  "LN-7",
  "Ln-7",
  "[LN-7]",
  "Žďár-1",
  "é",
];

/**
 * Most records share few milliseconds; some lie at borders of minutes, some before 1970, and some beyond
 * what 43 bits hold.
 */
const timeMs = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -4, max: 12 }) },
  { weight: 4, arbitrary: fc.integer({ min: 1_767_225_600_000, max: 1_767_225_600_500 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(-60_001, -60_000, -59_999, 59_999, 60_000, 60_001, 120_000, 150_000),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      -62_167_219_200_000,
      -62_167_219_199_999,
      -(2 ** 42) - 1,
      -(2 ** 42),
      -(2 ** 42) + 1,
      2 ** 42 - 2,
      2 ** 42 - 1,
      2 ** 42,
      253_402_300_799_999,
    ),
  },
);

const identifier = fc
  .record({
    objectType: fc.constantFrom("transaction", "order"),
    id: fc.constantFrom(...IDENTIFIERS),
  })
  .map(({ objectType, id }) => ({ objectType, id, skeleton: skeletonOf(id) }));

/** A record before it has its place in a ledger. */
export type LooseEntry = Omit<IndexEntry, "seq">;

export const looseEntry: fc.Arbitrary<LooseEntry> = fc.record({
  timeMs,
  tokens: fc.subarray(TOKENS, { maxLength: 6 }).map((tokens) => tokens.join(" ")),
  identifiers: fc.uniqueArray(identifier, {
    maxLength: 2,
    selector: ({ objectType, id }) => `${objectType}:${id}`,
  }),
});

export const expression: fc.Arbitrary<IndexExpression> = fc.letrec<{ node: IndexExpression }>(
  (tie) => {
    const operands = fc.array(tie("node"), { maxLength: 3 });
    return {
      node: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<IndexExpression>({ kind: "all" }, { kind: "none" }),
        fc
          .constantFrom(...TOKENS, "w:absent")
          .map((token): IndexExpression => ({ kind: "token", token })),
        fc.constantFrom(...PREFIXES).map((prefix): IndexExpression => ({ kind: "prefix", prefix })),
        operands.map((nodes): IndexExpression => ({ kind: "and", operands: nodes })),
        operands.map((nodes): IndexExpression => ({ kind: "or", operands: nodes })),
        tie("node").map((operand): IndexExpression => ({ kind: "not", operand })),
      ),
    };
  },
).node;

const position = fc.integer({ min: 0, max: 40 });

const range: fc.Arbitrary<IndexRange> = fc.record(
  {
    fromMs: timeMs,
    toMs: timeMs,
    throughSeq: fc.oneof(
      fc.record({ main: position, second: position }),
      fc.record({ second: position }),
    ),
  },
  { requiredKeys: [] },
);

/** Everything is asked for often: it has ways of its own to be counted. */
const sought = fc.oneof(
  { weight: 3, arbitrary: expression },
  { weight: 1, arbitrary: fc.constant<IndexExpression>({ kind: "all" }) },
);

const searched = fc
  .tuple(range, sought)
  .map(([bounds, sought]) => Object.assign({}, bounds, { expression: sought }));

const order = fc.constantFrom<SortOrder[]>("newest", "oldest");

export const searchRequest: fc.Arbitrary<SearchRequest> = fc
  .tuple(
    searched,
    order,
    fc.integer({ min: 1, max: 30 }),
    fc.option(fc.record({ timeMs, ledger: fc.constantFrom(...LEDGERS, "a", "z"), seq: position })),
  )
  .map(([request, direction, limit, after]) =>
    Object.assign({}, request, { order: direction, limit }, after === null ? {} : { after }),
  );

export const histogramRequest: fc.Arbitrary<HistogramRequest> = fc
  .tuple(searched, fc.constantFrom(1, 3, 60_000, 86_400_000), fc.constantFrom(3, 1_000))
  .map(([request, bucketMs, bucketsMax]) => Object.assign({}, request, { bucketMs, bucketsMax }));

export const facetsRequest: fc.Arbitrary<FacetsRequest> = fc
  .tuple(
    fc.oneof(searched, fc.constant({ expression: { kind: "all" } as const })),
    fc.subarray(["y:", "w:", "k:attributes.note:", "x:"]),
    fc.integer({ min: 1, max: 8 }),
  )
  .map(([request, prefixes, valuesMax]) => Object.assign({}, request, { prefixes, valuesMax }));

export const identifierQuery: fc.Arbitrary<IdentifierQuery> = fc.record({
  from: fc.constantFrom("", "1", "38", "4J", "4JMUQ9", "T", "TU80WK", "TU80WKRYT19QUMJ4", "Ž"),
  to: fc.constantFrom(
    "2",
    "4",
    "4JMUQ91Z",
    "TU80WL",
    "TU80WKRYT19QUMJ4!",
    "TU81",
    "Ž",
    "\u{10ffff}",
  ),
  reversed: fc.boolean(),
  limit: fc.integer({ min: 1, max: 10 }),
});

/** What happens to an index: what is written, and what is asked after it. */
export type IndexAction =
  | {
      readonly kind: "index";
      readonly ledger: (typeof LEDGERS)[number];
      readonly entries: readonly LooseEntry[];
      /** Begin a new segment first. */
      readonly roll: boolean;
      /** Records already written that come again in front. */
      readonly repeated: number;
      /** As bytes instead of entries. */
      readonly packed: boolean;
    }
  | { readonly kind: "drop"; readonly ledger: (typeof LEDGERS)[number]; readonly seq: number }
  | { readonly kind: "reopen" }
  | { readonly kind: "compact" }
  | { readonly kind: "clear" };

export const indexAction: fc.Arbitrary<IndexAction> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant("index" as const),
      ledger: fc.constantFrom(...LEDGERS),
      entries: fc.array(looseEntry, { maxLength: 12 }),
      roll: fc.boolean(),
      repeated: fc.integer({ min: 0, max: 4 }),
      packed: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("drop" as const),
      ledger: fc.constantFrom(...LEDGERS),
      seq: position,
    }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: "reopen" as const }) },
  { weight: 4, arbitrary: fc.constant({ kind: "compact" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "clear" as const }) },
);

/** One question of every kind. */
export const questions = fc.record({
  search: searchRequest,
  count: searched,
  histogram: histogramRequest,
  facets: facetsRequest,
  identifiers: identifierQuery,
});
export type Questions = typeof questions extends fc.Arbitrary<infer Value> ? Value : never;
