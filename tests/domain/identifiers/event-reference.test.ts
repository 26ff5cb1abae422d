import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  formatEventReference,
  isEventReference,
  parseEventReference,
} from "#domain/identifiers/event-reference.ts";

test("a reference is a ledger and a seq; a bare seq means ledger main", () => {
  expect(parseEventReference("shop-2:17")).toEqual({ ledger: "shop-2", seq: 17 });
  expect(parseEventReference(" 42 ")).toEqual({ ledger: "main", seq: 42 });
});

test("what is formatted is read back", () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/),
      fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
      (ledger, seq) => {
        expect(parseEventReference(formatEventReference({ ledger, seq }))).toEqual({ ledger, seq });
      },
    ),
  );
});

test("anything else is refused with what was given and what is expected", () => {
  for (const text of [
    "",
    "0",
    "main:0",
    "main:",
    ":5",
    "main:5:6",
    "main:05",
    "-1",
    "1.5",
    "a b:1",
    "../x:1",
    "9007199254740993",
    "99999999999999999999",
  ]) {
    expect(isEventReference(text)).toBe(false);
    expect(() => parseEventReference(text)).toThrow(
      `\`${text}\` is not an event reference: expected a ledger's name, a colon and a number from 1, such as main:42, or the number alone.`,
    );
  }
});
