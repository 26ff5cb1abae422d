import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  createTextEraser,
  createTextMasker,
  knownInFields,
  type KnownValue,
} from "#domain/protection/free-text.ts";
import { maskOf } from "#domain/protection/mask.ts";

const code: KnownValue = { kind: "secret", clear: "GC-1234-5678-0917" };
const pin: KnownValue = { kind: "removed", clear: "1234" };

test.each([
  ["mail sent to jan.novak+shop@example.org.", "mail sent to •••."],
  ["<Jiří@příklad.cz>, a@b.co", "<•••>, •••"],
  ["GET /login?mail=jan%40example.org&x=1", "GET /login?mail=•••&x=1"],
  ["jan@mail.example.co.uk failed", "••• failed"],
])("e-mail addresses are masked: %s", (text, masked) => {
  expect(createTextMasker([])(text)).toBe(masked);
});

test.each([["paid 2@EUR"], ["see isc@1.0.0.12"], ["no address here"], ["@home"], ["a @ b.com"]])(
  "text without an address is untouched: %s",
  (text) => {
    expect(createTextMasker([])(text)).toBe(text);
  },
);

test.each([
  ["card GC-1234-5678-0917 rejected", "card …0917 rejected"],
  ["card gc1234 5678 0917 rejected", "card …0917 rejected"],
  ["XGC123456780917Y", "X…0917Y"],
  ["number 1234 5678 0917", "number …0917"],
])("a known secret is masked in every spelling: %s", (text, masked) => {
  expect(createTextMasker([code])(text)).toBe(masked);
});

test("long digit runs that equal the card code are masked", () => {
  const mask = createTextMasker([{ kind: "secret", clear: "1234 5678 9012 3456" }]);
  expect(mask("account 1234567890123456, order 12345678")).toBe("account …3456, order 12345678");
});

test("short values must stand alone", () => {
  const mask = createTextMasker([pin, { kind: "personal", clear: "Ann" }]);
  expect(mask("pin 1234, order 51234, Ann, Annual")).toBe("pin …, order 51234, •••, Annual");
});

test("a PIN is struck out, but not out of a code that contains its digits", () => {
  const erase = createTextEraser([code, pin]);
  expect(erase("GC-1234-5678-0917 with 1234")).toBe("GC-1234-5678-0917 with …");
  expect(createTextEraser([code])("1234")).toBe("1234");
});

test("values are also found as JSON and URLs spell them", () => {
  const mask = createTextMasker([{ kind: "personal", clear: 'Jan "Honza" Dvořák' }]);
  expect(mask(JSON.stringify({ who: 'Jan "Honza" Dvořák' }))).toBe('{"who":"•••"}');
  expect(mask(`who=${encodeURIComponent('Jan "Honza" Dvořák')}`)).toBe("who=•••");
});

test("letters that are alike but for case are one, also beyond ASCII", () => {
  const kelvin = createTextMasker([{ kind: "secret", clear: "\u212aEY-20\u017fT" }]);
  expect(kelvin("the key-20st of it")).toBe(`the ${maskOf("secret", "\u212aEY-20\u017fT")} of it`);
  const plain = createTextMasker([{ kind: "secret", clear: "KEY-20ST" }]);
  expect(plain("the \u212aey-20\u017ft of it")).toBe(`the ${maskOf("secret", "KEY-20ST")} of it`);
});

test("with more values than are looked for, or longer ones, the text is masked whole", () => {
  const many = Array.from({ length: 65 }, (_, index): KnownValue => {
    return { kind: "secret", clear: `CODE-${index}-XYZ` };
  });
  expect(createTextMasker(many)("anything")).toBe("•••");
  expect(createTextMasker([{ kind: "secret", clear: "x".repeat(257) }])("anything")).toBe("•••");
});

test("in undeclared fields short personal words are left to programs", () => {
  const known: KnownValue[] = [
    { kind: "personal", clear: "Card" },
    { kind: "personal", clear: "Novák Jan" },
    code,
  ];
  expect(knownInFields(known).map(({ clear }) => clear)).toEqual(["Novák Jan", code.clear]);
});

test("whatever surrounds it, a known secret does not survive", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 40 }),
      fc.string({
        unit: fc.constantFrom(...Array.from("ABC019-.*+?()[]{}|/\\^$")),
        minLength: 8,
        maxLength: 30,
      }),
      fc.string({ unit: "grapheme", maxLength: 40 }),
      (before, secret, after) => {
        fc.pre(secret.replace(/[\s-]/g, "").length >= 8);
        const masked = createTextMasker([{ kind: "secret", clear: secret }])(
          `${before} ${secret} ${after}`,
        );
        expect(masked.includes(secret)).toBe(false);
        expect(masked.startsWith(before.slice(0, 1))).toBe(true);
      },
    ),
  );
});

// Quadratic work over a million characters would outlast the test's time limit by far.
test("long runs without an address are scanned in linear time", () => {
  const text = `${"a".repeat(500_000)} @ ${"b.".repeat(250_000)}`;
  expect(createTextMasker([])(text)).toBe(text);
});
