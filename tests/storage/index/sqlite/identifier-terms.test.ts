import * as fc from "fast-check";
import { expect, test } from "vitest";
import { reverseSkeleton, skeletonOf } from "#domain/identifiers/skeleton.ts";
import {
  identifierKey,
  identifierRangeKey,
  identifierTermRange,
  identifierTerms,
  parseIdentifierTerm,
} from "#storage/index/sqlite/identifier-terms.ts";

const NO_TERM_CHARACTER = /[ \p{Cc}]/u;

const text = fc.oneof(
  fc.string({ minLength: 1, maxLength: 20, unit: "grapheme" }),
  fc.string({
    minLength: 1,
    maxLength: 20,
    unit: fc.constantFrom(...Array.from("AZaz09!^\\; ._:-\u0000\u007f\t\u00a0Žé支😀")),
  }),
);
const identifier = fc
  .record({ objectType: text, id: text })
  .map(({ objectType, id }) => ({ objectType, id, skeleton: skeletonOf(id) }));

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** What the full-text tokenizer does to a term. */
function foldAscii(term: string): string {
  return term.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

test("terms survive the tokenizer: folding, blanks and control characters", () => {
  fc.assert(
    fc.property(identifier, (given) => {
      const terms = identifierTerms([given]).trimStart().split(" ");
      expect(terms).toHaveLength(2);
      for (const [index, term] of terms.entries()) {
        expect(term).not.toMatch(NO_TERM_CHARACTER);
        expect(foldAscii(term)).toBe(term);
        const { skeleton, objectType, id } = given;
        const key = index === 0 ? skeleton : reverseSkeleton(skeleton);
        expect(parseIdentifierTerm(term)).toEqual({ key, objectType, id });
      }
    }),
  );
});

test("a range of terms holds every key between its bounds, whatever the bounds are", () => {
  fc.assert(
    fc.property(identifier, text, text, fc.boolean(), (given, from, to, reversed) => {
      const terms = identifierTerms([given]).trimStart().split(" ");
      const term = (reversed ? terms[1] : terms[0]) ?? "";
      const { key } = parseIdentifierTerm(term);
      fc.pre(compareBytes(key, from) >= 0 && compareBytes(key, to) < 0);
      const range = identifierTermRange(from, to, reversed ? "reversed" : "forward");
      expect(compareBytes(term, range.from)).toBeGreaterThanOrEqual(0);
      expect(compareBytes(term, range.to)).toBeLessThan(0);
    }),
    { numRuns: 300, maxSkipsPerRun: 1_000 },
  );
});

test("terms are in the order of their keys", () => {
  fc.assert(
    fc.property(identifier, identifier, (a, b) => {
      const order = compareBytes(a.skeleton, b.skeleton);
      fc.pre(order !== 0);
      const [first = "", second = ""] = [a, b].map(
        (given) => identifierTerms([given]).trimStart().split(" ")[0],
      );
      expect(Math.sign(compareBytes(first, second))).toBe(Math.sign(order));
    }),
  );
});

const bound = fc.oneof(
  // Often those that have a key, or the test would seldom come to what it is about.
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      "TU80WK",
      "TU80WKRYT19QUMJ4",
      "TU80WKRYT19QUMJ4!",
      "TU80WL",
      "TU80WKA",
      "38211449",
    ),
  },
  { weight: 1, arbitrary: text.map(skeletonOf) },
  { weight: 1, arbitrary: text },
);

test("what lies in a range has the key of the range, where it has one", () => {
  const id = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.constantFrom("TU80WKRYTI9QUMJ4", "tu80-wkx", "38-211449", "TU80WK"),
    },
    { weight: 1, arbitrary: text },
  );
  let keyed = 0;
  fc.assert(
    fc.property(id, bound, bound, fc.boolean(), (given, from, to, isReversed) => {
      const side = isReversed ? "reversed" : "forward";
      const rangeKey = identifierRangeKey(from, to, side);
      const skeleton = skeletonOf(given);
      const key = isReversed ? reverseSkeleton(skeleton) : skeleton;
      if (rangeKey === null || compareBytes(key, from) < 0 || compareBytes(key, to) >= 0) return;
      const terms = identifierTerms([{ objectType: "order", id: given, skeleton }])
        .trim()
        .split(" ");
      expect(identifierKey(terms[isReversed ? 1 : 0] ?? "")).toBe(rangeKey);
      keyed += 1;
    }),
    { numRuns: 5_000 },
  );
  expect(keyed).toBeGreaterThan(10);
});

test("ranges too wide for a key have none", () => {
  expect(identifierRangeKey("", "\u{10ffff}", "forward")).toBeNull();
  expect(identifierRangeKey("TU80W", "TU80X", "forward")).toBeNull();
  expect(identifierRangeKey("TU80WK", "TU80WM", "forward")).toBeNull();
  expect(identifierRangeKey("TU80WK", "TU80WL", "forward")).not.toBeNull();
});
