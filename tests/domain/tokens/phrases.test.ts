import * as fc from "fast-check";
import { expect, test } from "vitest";
import { containsPhrase, wordSequence, wordsOfPrefix } from "#domain/tokens/phrases.ts";
import { words } from "#domain/tokens/words.ts";

const text = "Prepay Production Error: No handler for COURSETOBUY (order 38-211449)";

test("a phrase is found whatever stands between its words, and only in its order", () => {
  expect(containsPhrase(text, "production error no HANDLER")).toBe(true);
  expect(containsPhrase(text, "38-211449")).toBe(true);
  expect(containsPhrase(text, "error production")).toBe(false);
  expect(containsPhrase(text, "prepay error")).toBe(false);
  expect(containsPhrase("38 of order 211449", "38-211449")).toBe(false);
  expect(containsPhrase(text, "…")).toBe(false);
  expect(containsPhrase("", "order")).toBe(false);
});

test("with a prefix the last word may go on", () => {
  expect(containsPhrase(text, "handler for course", { prefix: true })).toBe(true);
  expect(containsPhrase(text, "handler for course")).toBe(false);
  expect(containsPhrase(text, "handl for course", { prefix: true })).toBe(false);
});

test("unspaced scripts are found by stretches of characters", () => {
  expect(containsPhrase("支付网关无响应", "网关无")).toBe(true);
  expect(containsPhrase("支付网关无响应", "网无")).toBe(false);
});

test("a query that ends in a prefix gives whole words and the beginning of the last", () => {
  expect(wordsOfPrefix("full produ")).toEqual({ words: ["full"], prefix: "produ" });
  expect(wordsOfPrefix("38-21")).toEqual({ words: ["38"], prefix: "21" });
  expect(wordsOfPrefix("订单")).toEqual({ words: ["订"], prefix: "单" });
  expect(wordsOfPrefix("--")).toEqual({ words: [], prefix: "" });
});

test("every stretch of a text's words is a phrase of it, and its words have tokens", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }),
      fc.nat(),
      fc.nat(),
      (text, first, length) => {
        const sequence = wordSequence(text);
        fc.pre(sequence.length > 0);
        const from = first % sequence.length;
        const phrase = sequence.slice(from, from + 1 + (length % sequence.length)).join(" ");
        expect(containsPhrase(text, phrase)).toBe(true);
        const tokens = new Set(words(text));
        for (const word of sequence) expect(tokens.has(words(word)[0] ?? "")).toBe(true);
      },
    ),
  );
});
