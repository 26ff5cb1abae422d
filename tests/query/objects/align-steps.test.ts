import fc from "fast-check";
import { expect, test } from "vitest";
import { alignSteps } from "#query/objects/align-steps.ts";

const align = (left: string, right: string) =>
  alignSteps(
    { left: left.length, right: right.length },
    (one, other) => left[one] === right[other],
  );

/** `ab|ab` as rows: a letter for both, `<a` and `>a` for one side alone. */
function drawn(left: string, right: string): string[] {
  return align(left, right).map((row) => {
    if (row.left !== null && row.right !== null) return left[row.left] ?? "";
    return row.left === null ? `>${right[row.right ?? 0]}` : `<${left[row.left]}`;
  });
}

test("like stands beside like, what one side lacks stands alone", () => {
  expect(drawn("abc", "abc")).toEqual(["a", "b", "c"]);
  expect(drawn("abxc", "abc")).toEqual(["a", "b", "<x", "c"]);
  expect(drawn("ac", "abc")).toEqual(["a", ">b", "c"]);
  expect(drawn("axc", "ayc")).toEqual(["a", "<x", ">y", "c"]);
  expect(drawn("", "ab")).toEqual([">a", ">b"]);
  expect(drawn("", "")).toEqual([]);
});

test("a step in another order names the row of its like", () => {
  const rows = align("abc", "bca");
  const moved = rows.flatMap((row, place) => (row.counterpart === null ? [] : [place]));
  expect(moved).toEqual([0, 3]);
  expect(rows[0]).toEqual({ left: 0, right: null, counterpart: 3 });
  expect(rows[3]).toEqual({ left: null, right: 2, counterpart: 0 });
});

/** Length of the longest common subsequence, by its definition. */
function longestPairing(left: string, right: string): number {
  if (left === "" || right === "") return 0;
  const skipped = Math.max(
    longestPairing(left.slice(1), right),
    longestPairing(left, right.slice(1)),
  );
  return left[0] === right[0]
    ? Math.max(skipped, 1 + longestPairing(left.slice(1), right.slice(1)))
    : skipped;
}

const steps = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 7 });

test("every step stands once, in the order of its side, with as many pairs as there can be", () => {
  fc.assert(
    fc.property(steps, steps, (left, right) => {
      const rows = align(left, right);
      const places = (side: "left" | "right") => rows.flatMap((row) => row[side] ?? []);
      expect(places("left")).toEqual(Array.from({ length: left.length }, (_, place) => place));
      expect(places("right")).toEqual(Array.from({ length: right.length }, (_, place) => place));
      const pairs = rows.filter((row) => row.left !== null && row.right !== null);
      for (const pair of pairs) expect(left[pair.left ?? -1]).toBe(right[pair.right ?? -1]);
      expect(pairs).toHaveLength(longestPairing(left, right));
      for (const [place, { counterpart }] of rows.entries()) {
        const back = counterpart === null ? place : rows[counterpart]?.counterpart;
        expect(back).toBe(place);
      }
    }),
  );
});
