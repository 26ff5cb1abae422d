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
import { printSearch } from "#query/search/search-tree.ts";
import { matches } from "../../contract/event-index-oracle.ts";
import { holds } from "./naive-evaluation.ts";
import { OVERFULL, smallEvent, START_MS } from "./small-documents.ts";
import { smallQuery } from "./small-queries.ts";

const CONTEXT: SearchContext = {
  nowMs: START_MS,
  searchHash: (path, clear) => `hash-of-${path}-${clear.toLowerCase()}`,
  present: () => true,
  objectTypes: () => ["shipment"],
};

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
    fc.property(
      smallQuery,
      fc.array(smallEvent, { maxLength: 6 }),
      fc.boolean(),
      (node, events, overfull) => {
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
      },
    ),
    { numRuns: 1_500 },
  );
  expect(found).toBeGreaterThan(500);
  expect(missed).toBeGreaterThan(500);
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
