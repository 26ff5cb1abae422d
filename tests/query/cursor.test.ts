import * as fc from "fast-check";
import { expect, test } from "vitest";
import { TracewellError } from "#domain/errors.ts";
import { type Cursor, filtersHash, readCursor, writeCursor } from "#query/cursor.ts";

const position = fc.record({
  timeMs: fc.integer({ min: -1e15, max: 1e15 }),
  ledger: fc.string(),
  seq: fc.nat(),
});

const cursorOf: fc.Arbitrary<Cursor> = fc.record({
  filters: fc.constant(filtersHash(["events", "a", undefined])),
  order: fc.constantFrom("newest" as const, "oldest" as const),
  throughSeq: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.nat()),
  nowMs: fc.nat(),
  after: position,
});

function codeOf(text: string, expected: { filters: string; order: "newest" | "oldest" }): string {
  try {
    readCursor(text, expected);
    return "read";
  } catch (error) {
    if (error instanceof TracewellError) return error.code;
    throw error;
  }
}

test("a cursor gives back what it was made of, in characters that need no escaping", () => {
  fc.assert(
    fc.property(cursorOf, (cursor) => {
      const text = writeCursor(cursor);
      expect(encodeURIComponent(text)).toBe(text);
      expect(readCursor(text, cursor)).toEqual(cursor);
    }),
  );
});

test("a cursor of other filters or order is refused", () => {
  fc.assert(
    fc.property(cursorOf, (cursor) => {
      const text = writeCursor(cursor);
      const other = cursor.order === "newest" ? "oldest" : "newest";
      expect(codeOf(text, { filters: cursor.filters, order: other })).toBe("invalid-cursor");
      expect(codeOf(text, { filters: filtersHash(["b"]), order: cursor.order })).toBe(
        "invalid-cursor",
      );
    }),
  );
});

test("an altered cursor is refused, whatever was altered", () => {
  fc.assert(
    fc.property(
      cursorOf,
      fc.nat(),
      fc.constantFrom("A", "b", "_", "", "=", "+"),
      (cursor, at, by) => {
        const text = writeCursor(cursor);
        const place = at % text.length;
        const altered = text.slice(0, place) + by + text.slice(place + 1);
        fc.pre(altered !== text);
        expect(codeOf(altered, cursor)).toBe("invalid-cursor");
      },
    ),
    { numRuns: 500 },
  );
});

test("foreign text is refused", () => {
  const expected = { filters: "x", order: "newest" } as const;
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
      expect(codeOf(text, expected)).toBe("invalid-cursor");
    }),
  );
  expect(codeOf("a".repeat(10_000), expected)).toBe("invalid-cursor");
});

test("filters are told apart by place and presence", () => {
  const hashes = [
    filtersHash(["events", "a", undefined]),
    filtersHash(["events", undefined, "a"]),
    filtersHash(["events", "a", ""]),
    filtersHash(["events", "a"]),
    filtersHash(["transaction", "a", undefined]),
  ];
  expect(new Set(hashes).size).toBe(hashes.length);
  expect(filtersHash(["a", undefined])).toBe(filtersHash(["a", undefined]));
});
