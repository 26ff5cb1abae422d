import * as fc from "fast-check";
import { expect, test } from "vitest";
import { compareCandidates, scoreCandidate } from "#domain/identifiers/score-candidate.ts";
import { skeletonOf } from "#domain/identifiers/skeleton.ts";
import { anyId, corruptions, dressed, misread } from "./corruptions.ts";

const id = "TU80WKRYTI9QUMJ4";

test("an ID that differs in blanks, dashes, brackets, labels or case is exact", () => {
  for (const given of [id, ` [tu80-WKRY ti9q umj4] `, `Transaction ID: "${id}"`]) {
    expect(scoreCandidate(given, id)).toEqual({
      exact: true,
      score: 1,
      reason: "as given",
      differences: [],
    });
  }
  expect(scoreCandidate("LN 100000123", "LN-100000123")?.exact).toBe(true);
  expect(scoreCandidate("LN 100000123", "100000123")?.exact).toBe(true);
});

test("look-alikes are named, with their places in the ID", () => {
  expect(scoreCandidate("TU80WKRYTl9QUMJ4", id)).toEqual({
    exact: false,
    score: 0.94,
    reason: "`l` read as `I`",
    differences: [9],
  });
  expect(scoreCandidate("TUBOWKRYT19QUMJ4", id)).toMatchObject({
    reason: "`B` read as `8`, `O` read as `0`, `1` read as `I`",
    differences: [2, 3, 9],
  });
});

test("one mistake is told in words, with its place", () => {
  expect(scoreCandidate("TU80WKRYTI9QUMX4", id)).toMatchObject({
    reason: "one wrong character: `X` for `J` at 15",
    differences: [14],
  });
  expect(scoreCandidate("TU80KWRYTI9QUMJ4", id)).toMatchObject({
    reason: "characters 5 and 6 swapped",
    differences: [4, 5],
  });
  expect(scoreCandidate("TU80WKYTI9QUMJ4", id)).toMatchObject({
    reason: "one character missing at 7: `R`",
    differences: [6],
  });
  expect(scoreCandidate("TU80WKRXYTI9QUMJ4", id)).toMatchObject({
    reason: "one character too many: `X`",
    differences: [],
  });
  expect(scoreCandidate("TU80WKRY", id)).toMatchObject({
    reason: "begins with what was given",
    differences: [8, 9, 10, 11, 12, 13, 14, 15],
  });
  expect(scoreCandidate("38-211494", "38-211449")).toMatchObject({
    reason: "characters 8 and 9 swapped",
    differences: [7, 8],
  });
  expect(scoreCandidate("TUBOWKRYTI9QUMX4", id)).toMatchObject({
    reason: "one wrong character: `X` for `J` at 15, `B` read as `8`, `O` read as `0`",
    differences: [2, 3, 14],
  });
});

test("two mistakes are refused", () => {
  for (const given of [
    "XX80WKRYTI9QUMJ4",
    "TU80WKRYTI9QUXJX",
    "UT80WKRYTI9QUM4J",
    "TU8WKRYT9QUMJ4",
    "TU80WKRYTI9QUMJ4XX",
    "4JMUQ9ITYRKW08UT",
    "TU80W",
    "",
  ]) {
    expect(scoreCandidate(given, id)).toBeNull();
  }
});

test("short texts are not corrected", () => {
  expect(scoreCandidate("124", "123")).toBeNull();
  expect(scoreCandidate("12", "123")).toBeNull();
  expect(scoreCandidate("l23", "123")?.reason).toBe("`l` read as `1`");
});

test("a dressed ID is exact", () => {
  fc.assert(
    fc.property(anyId, fc.nat(), (original, seed) => {
      expect(scoreCandidate(dressed(original, seed), original)?.exact).toBe(true);
    }),
  );
});

const REASONS = {
  wrong: /^one wrong character: /,
  missing: /^one character missing at \d+: /,
  "too many": /^one character too many: /,
  swapped: /^characters \d+ and \d+ swapped/,
} as const;

for (const kind of ["wrong", "missing", "too many", "swapped"] as const) {
  test(`one character ${kind} is accepted with its reason, look-alikes besides`, () => {
    fc.assert(
      fc.property(anyId, fc.nat(), fc.nat(), fc.nat(), (original, place, choice, seed) => {
        const given = misread(corruptions[kind](original, place, choice), seed);
        const score = scoreCandidate(given, original);
        expect(score).not.toBeNull();
        const isEdited = skeletonOf(given) !== skeletonOf(original);
        expect(score?.reason).toMatch(isEdited ? REASONS[kind] : /^as given$|^`.` read as `.`/);
        expect(score?.score).toBeLessThan(isEdited ? 0.81 : 1.01);
      }),
      { numRuns: 400 },
    );
  });
}

/** Edits between skeletons, a swap of neighbors counting as one. */
function distance(left: string, right: string): number {
  const rows = Array.from({ length: left.length + 1 }, (_, row) =>
    Array.from({ length: right.length + 1 }, (_, column) => (row === 0 ? column : row)),
  );
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Infinity;
  for (let row = 1; row <= left.length; row += 1) {
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1] ? 0 : 1;
      const isSwap = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      const edits = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + same,
        row > 1 && column > 1 && isSwap ? at(row - 2, column - 2) + 1 : Infinity,
      );
      rows[row]?.splice(column, 1, edits);
    }
  }
  return at(left.length, right.length);
}

test("what is accepted is one edit away or a beginning, and nothing of that is refused", () => {
  const kinds = Object.values(corruptions);
  const corruption = fc.tuple(fc.nat({ max: kinds.length - 1 }), fc.nat(), fc.nat());
  let refused = 0;
  fc.assert(
    fc.property(anyId, fc.array(corruption, { minLength: 1, maxLength: 3 }), (original, list) => {
      const given = list.reduce(
        (text, [kind, place, choice]) => kinds[kind]?.(text, place, choice) ?? text,
        original,
      );
      const [left, right] = [skeletonOf(given), skeletonOf(original)];
      const isBeginning = left.length >= 6 && right.startsWith(left);
      const expected = (distance(left, right) <= 1 && left.length >= 4) || isBeginning;
      if (!expected) refused += 1;
      expect(scoreCandidate(given, original) !== null).toBe(expected);
    }),
    { numRuns: 600 },
  );
  expect(refused).toBeGreaterThan(100);
});

test("exact comes before look-alikes, they before one edit, that before a beginning", () => {
  const scores = [id, "TU8OWKRYTl9QUMJ4", "TU80WKRYTI9QUMX4", "TUBOWKRYTl9QUMX4", "TU80WKRYTI"].map(
    (given) => scoreCandidate(given, id)?.score ?? -1,
  );
  expect(scores).toEqual(scores.toSorted((left, right) => right - left));
  expect(new Set(scores).size).toBe(scores.length);
  const manyLookAlikes = scoreCandidate("IIIIOOOOIIII", "111100001111")?.score ?? -1;
  expect(manyLookAlikes).toBeGreaterThan(
    scoreCandidate("112100001111", "111100001111")?.score ?? 2,
  );
});

test("candidates of one score keep one order", () => {
  const candidates = [
    { score: 0.5, objectType: "order", id: "2" },
    { score: 1, objectType: "order", id: "9" },
    { score: 0.5, objectType: "license", id: "3" },
    { score: 0.5, objectType: "order", id: "1" },
  ];
  expect(candidates.toSorted(compareCandidates).map((candidate) => candidate.id)).toEqual([
    "9",
    "3",
    "1",
    "2",
  ]);
});
