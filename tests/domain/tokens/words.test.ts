import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  foldKey,
  foldText,
  KEY_BLANK,
  TEXT_WORDS_MAX,
  WORD_CHARACTERS_MAX,
  words,
} from "#domain/tokens/words.ts";

const anyText = fc.string({ unit: "binary", maxLength: 80 });
const realText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "Straße",
        "SOLDOUT",
        "पेज़",
        "हिन्दी",
        "订单号",
        "注文",
        "주문을",
        "Ελλάς",
        "naïve",
      ),
      fc.constantFrom("38-211449", "payment.captured", "İstanbul", "ТЕСТ", "สวัสดี", "كِتَابٌ", "42"),
      fc.string({ unit: "grapheme", maxLength: 8 }),
    ),
    { maxLength: 12 },
  )
  .chain((parts) =>
    fc
      .array(fc.constantFrom(" ", "-", ".", ": ", "\n", " — ", "，"), {
        minLength: parts.length,
        maxLength: parts.length,
      })
      .map((separators) => ({ parts, separators })),
  );

function join(parts: readonly string[], separators: readonly string[]): string {
  return parts.map((part, place) => part + (separators[place] ?? "")).join("");
}

test("a word is a folded run of letters and digits", () => {
  expect(words("Test Interactive : Payment\nSuccess")).toEqual([
    "test",
    "interactive",
    "payment",
    "success",
  ]);
});

test("identifiers inside text are split into their parts, in the text as in the query", () => {
  expect(words("order 38-211449, payment.captured")).toEqual([
    "order",
    "38",
    "211449",
    "payment",
    "captured",
  ]);
});

test("case and accents fold, letters of other scripts keep what makes them", () => {
  expect(words("Straße STRASSE naïve İstanbul ISPARTA ısı ΟΔΟΣ Łódź œuvre")).toEqual([
    "strasse",
    "naive",
    "istanbul",
    "isparta",
    "isi",
    "οδοσ",
    "lodz",
    "oeuvre",
  ]);
  expect(words("हिन्दी हिन्दू")).toEqual(["हिन्दी", "हिन्दू"]);
  expect(words("ガ カ")).toEqual(["ガ", "カ"].map((kana) => kana.normalize("NFC")));
  expect(words("كِتَابٌ كتاب")).toEqual(["كتاب"]);
});

test("composed and decomposed text, wide and narrow forms, are the same words", () => {
  expect(words("é".normalize("NFD"))).toEqual(words("é".normalize("NFC")));
  expect(words("ＴＵ８０")).toEqual(["tu80"]);
  expect(words("co\u00adope\u200crate")).toEqual(["cooperate"]);
});

test("scripts without blanks are found by any character and any stretch", () => {
  const text = new Set(words("订单号123无法处理"));
  for (const query of ["单", "订单", "单号", "订单号", "无法处理", "123", "号123无"]) {
    expect(words(query).filter((word) => !text.has(word))).toEqual([]);
  }
  expect(words("理无").every((word) => text.has(word))).toBe(false);
  const korean = new Set(words("주문을 찾을 수 없습니다"));
  expect(words("주문").every((word) => korean.has(word))).toBe(true);
});

test("tokenizing is deterministic and changes nothing of its own output", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const once = words(text);
      expect(words(text)).toEqual(once);
      expect(words(once.join(" "))).toEqual(once);
      expect(new Set(once).size).toBe(once.length);
    }),
  );
});

test("no token holds white space or is empty", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      for (const word of words(text)) expect(word).toMatch(/^[^\s\p{Cc}\p{Z}]+$/u);
      expect(foldKey(text)).not.toMatch(/[\s\p{Cc}\p{Z}]/u);
    }),
  );
});

test("a text is found by each stretch of it between separators", () => {
  fc.assert(
    fc.property(realText, fc.nat(), fc.nat(), ({ parts, separators }, first, second) => {
      const text = new Set(words(join(parts, separators)));
      const [from = 0, to = 0] = [first % (parts.length + 1), second % (parts.length + 1)].sort(
        (left, right) => left - right,
      );
      const query = join(parts.slice(from, to), separators.slice(from, to));
      expect(words(query).filter((word) => !text.has(word))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test("folding twice changes nothing, over all of Unicode", () => {
  const unstable: string[] = [];
  for (let code = 0; code <= 0x10_ffff; code += 1) {
    const text = `a${String.fromCodePoint(code)}b`;
    const folded = foldText(text);
    if (foldText(folded) !== folded) unstable.push(`text ${code.toString(16)}`);
    const key = foldKey(text);
    if (foldKey(key) !== key) unstable.push(`key ${code.toString(16)}`);
  }
  expect(unstable).toEqual([]);
});

test("long words are cut in the text as in the query, never through a character", () => {
  expect(words("x".repeat(500))).toEqual(["x".repeat(WORD_CHARACTERS_MAX)]);
  const letters = words(`x${"𝕏".repeat(3)}${"𐐨".repeat(100)}`);
  expect(letters).toHaveLength(1);
  expect(letters[0]?.isWellFormed()).toBe(true);
});

test("the number of words is bounded, repeats not counted", () => {
  const numbers = Array.from({ length: TEXT_WORDS_MAX + 500 }, (_, number) => `w${number}`);
  expect(words(numbers.join(" "))).toEqual(numbers.slice(0, TEXT_WORDS_MAX));
  expect(words("again ".repeat(5_000))).toEqual(["again"]);
  expect(words(`${numbers.slice(0, 100).join(" ")} w7 w99 new`)).toHaveLength(101);
});

test("keys fold case and blanks but keep their punctuation and accents", () => {
  expect(foldKey("TU80WKRYTI9QUMJ4")).toBe("tu80wkryti9qumj4");
  expect(foldKey("38-211449")).toBe("38-211449");
  expect(foldKey(" Production \t\u00a0Controller ")).toBe(`production${KEY_BLANK}controller`);
  expect(foldKey("Köln")).toBe("köln");
  expect(foldKey("Ko\u0308ln")).toBe("köln");
  expect(foldKey("a\u0000b")).toBe(`a${KEY_BLANK}b`);
});
