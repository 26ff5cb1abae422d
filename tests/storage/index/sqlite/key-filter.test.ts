import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { FacetTotals, FilterHead } from "#storage/index/sqlite/key-filter.ts";
import {
  blockMayHold,
  blockStart,
  FILTER_BLOCK_BYTES,
  keyHash,
  makeKeyFilter,
  parseTotals,
  readFilterHead,
} from "#storage/index/sqlite/key-filter.ts";

const MADE = { throughSeq: 5_000_000_000, records: 7 };

function headOf(file: Buffer): FilterHead | null {
  return readFilterHead(file.subarray(0, FILTER_BLOCK_BYTES), MADE);
}

/** Asks a whole file in memory, as readers ask it block by block. */
function mayHold(file: Buffer, token: string): boolean {
  const head = headOf(file);
  if (head === null) return true;
  const hash = keyHash(token);
  const start = blockStart(hash, head.blocks);
  return blockMayHold(file.subarray(start, start + FILTER_BLOCK_BYTES), start, hash);
}

function filterOf(tokens: readonly string[], totals: FacetTotals = {}): Buffer {
  return makeKeyFilter({ hashes: tokens.map(keyHash), count: tokens.length, totals }, MADE);
}

/** As read from the end of a file; null when damage shows. */
function totalsOf(file: Buffer): FacetTotals | null {
  const head = headOf(file);
  return head === null ? null : parseTotals(file.subarray(head.totalsStart), head);
}

test("holds every token it was made of, in any case", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ unit: "grapheme" }), { maxLength: 50 }), (tokens) => {
      const file = filterOf(tokens);
      for (const token of tokens) {
        expect(mayHold(file, token)).toBe(true);
        const upper = token.replace(/[a-z]/g, (letter) => letter.toUpperCase());
        expect(mayHold(file, upper)).toBe(true);
      }
    }),
  );
});

const MANY = 20_000;

function manyTokens(prefix: string): string[] {
  return Array.from({ length: MANY }, (_, number) => `t:${prefix}${number}`);
}

test("takes few other tokens for held", () => {
  const file = filterOf(manyTokens("tu80wkry"));
  expect(file.length).toBeLessThan(MANY * 2.3);
  const wrong = manyTokens("tu81wkry").filter((token) => mayHold(file, token));
  expect(wrong.length).toBeLessThan(MANY / 250);
});

test("a filter of nothing holds nothing", () => {
  expect(mayHold(filterOf([]), "t:1")).toBe(false);
});

test("damage never hides a token", () => {
  const tokens = Array.from({ length: 40 }, (_, number) => `o:order:${number}`);
  const file = filterOf(tokens);
  fc.assert(
    fc.property(
      fc.nat({ max: file.length - 1 }),
      fc.integer({ min: 1, max: 255 }),
      (place, flips) => {
        const bytes = Buffer.from(file);
        bytes[place] = (bytes[place] ?? 0) ^ flips;
        for (const token of tokens) expect(mayHold(bytes, token)).toBe(true);
      },
    ),
  );
});

test("blocks in each other's places never hide a token", () => {
  const tokens = Array.from({ length: 200 }, (_, number) => `o:order:${number}`);
  const file = filterOf(tokens);
  const first = Buffer.from(file.subarray(FILTER_BLOCK_BYTES, 2 * FILTER_BLOCK_BYTES));
  file.copyWithin(FILTER_BLOCK_BYTES, 2 * FILTER_BLOCK_BYTES, 3 * FILTER_BLOCK_BYTES);
  first.copy(file, 2 * FILTER_BLOCK_BYTES);
  for (const token of tokens) expect(mayHold(file, token)).toBe(true);
});

test("a filter of another partition is none", () => {
  const head = filterOf(["t:1"]).subarray(0, FILTER_BLOCK_BYTES);
  expect(readFilterHead(head, MADE)?.blocks).toBe(1);
  expect(readFilterHead(head, { ...MADE, records: 8 })).toBeNull();
  expect(readFilterHead(head, { ...MADE, throughSeq: 5 })).toBeNull();
  expect(readFilterHead(head.subarray(1), MADE)).toBeNull();
});

test("keeps the totals beside the tokens, or shows that they are damaged", () => {
  const totals = { "y:": [["order.placed", 7] as const], "s:": [["čeština", 2] as const] };
  const file = filterOf(["y:order.placed", "s:čeština"], totals);
  expect(totalsOf(file)).toEqual(totals);
  expect(totalsOf(file.subarray(0, file.length - 1))).toBeNull();
  for (let place = headOf(file)?.totalsStart ?? 0; place < file.length; place += 1) {
    const bytes = Buffer.from(file);
    bytes[place] = (bytes[place] ?? 0) ^ 1;
    expect(totalsOf(bytes)).toBeNull();
  }
});
