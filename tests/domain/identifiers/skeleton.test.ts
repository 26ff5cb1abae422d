import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  normalizeGiven,
  prefixEnd,
  readingsOfGiven,
  reverseSkeleton,
  SKELETON_ALPHABET,
  skeletonOf,
} from "#domain/identifiers/skeleton.ts";

test("a skeleton has neither case, separators nor look-alikes", () => {
  expect(skeletonOf("TU80WKRYTI9QUMJ4")).toBe("TU80WKRYT19QUMJ4");
  expect(skeletonOf("tu8o-wkry tl9q-umj4")).toBe("TU80WKRYT19QUMJ4");
  expect(skeletonOf("O0 Il1 B8 S5 Z2 G6")).toBe("0011188552266");
  expect(skeletonOf("38-211449")).toBe("38211449");
  expect(skeletonOf("---")).toBe("");
  expect(skeletonOf("ＴＵ８０ é")).toBe("TU80E");
});

test("a skeleton is its own skeleton and holds only its alphabet", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme-ascii", maxLength: 40 }), (text) => {
      const skeleton = skeletonOf(text);
      expect(skeletonOf(skeleton)).toBe(skeleton);
      for (const character of skeleton) expect(SKELETON_ALPHABET).toContain(character);
    }),
  );
});

test("the skeleton of a text is that of its characters joined, in any script", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 20 }), (text) => {
      expect(Array.from(text, skeletonOf).join("")).toBe(skeletonOf(text));
    }),
  );
});

test("reversing twice gives the skeleton back, surrogate pairs whole", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 20 }), (text) => {
      expect(reverseSkeleton(reverseSkeleton(text))).toBe(text);
      expect(reverseSkeleton(text).isWellFormed()).toBe(text.isWellFormed());
    }),
  );
});

test("the end of a prefix follows all that begins with it, and nothing else", () => {
  const encoder = new TextEncoder();
  const compareBytes = (left: string, right: string): number => {
    const [a, b] = [encoder.encode(left), encoder.encode(right)];
    for (let place = 0; place < Math.min(a.length, b.length); place += 1) {
      const difference = (a[place] ?? 0) - (b[place] ?? 0);
      if (difference !== 0) return difference;
    }
    return a.length - b.length;
  };
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 5 }),
      fc.string({ unit: "grapheme", maxLength: 5 }),
      (prefix, other) => {
        const end = prefixEnd(prefix);
        expect(compareBytes(prefix + other, end)).toBeLessThan(0);
        expect(compareBytes(prefix, other) <= 0 && compareBytes(other, end) < 0).toBe(
          other.startsWith(prefix),
        );
      },
    ),
  );
  expect(prefixEnd("a\ud7ff")).toBe("a\ue000");
});

test("labels and signs around a given ID are dropped, parts of it are kept", () => {
  expect(normalizeGiven("Order no. 38-211449")).toBe("38211449");
  expect(normalizeGiven("  [TU80 WKRY TI9Q UMJ4] ")).toBe("TU80WKRYTI9QUMJ4");
  expect(normalizeGiven("Transaction ID: “TU80WKRYTl9QUMJ4”.")).toBe("TU80WKRYTl9QUMJ4");
  expect(normalizeGiven("order #100000123")).toBe("100000123");
  expect(normalizeGiven("objednávka č. 38-211449")).toBe("38211449");
  expect(normalizeGiven("订单号：100000123")).toBe("100000123");
  expect(normalizeGiven("ORDER-5")).toBe("ORDER5");
  expect(normalizeGiven("order")).toBe("order");
  expect(normalizeGiven("--")).toBe("");
  expect(normalizeGiven("x".repeat(5_000))).toBe("");
});

test("a label may belong to the ID: both readings are given, the one without it first", () => {
  expect(readingsOfGiven("LN 100000123")).toEqual(["100000123", "LN100000123"]);
  expect(readingsOfGiven("LN-100000123")).toEqual(["LN100000123"]);
  expect(readingsOfGiven("")).toEqual([]);
});
