import * as fc from "fast-check";
import { expect, test } from "vitest";
import { TracewellError } from "#domain/errors.ts";
import { classifyIdentifier } from "#domain/identifiers/classify-identifier.ts";
import { parseForeignId } from "#domain/identifiers/foreign-id.ts";
import { parseGiftCardCode } from "#domain/identifiers/gift-card-code.ts";
import { parseLineItemId } from "#domain/identifiers/line-item-id.ts";
import {
  parseGiftCardId,
  parseInvoiceId,
  parseLicenseId,
  parsePaymentId,
  parseQuoteId,
} from "#domain/identifiers/object-ids.ts";
import { parseOrderNumber } from "#domain/identifiers/order-number.ts";
import { parseTransactionId } from "#domain/identifiers/transaction-id.ts";

function refusal(parse: () => unknown): string {
  try {
    return `accepted ${String(parse())}`;
  } catch (error) {
    if (!(error instanceof TracewellError)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

test("a transaction ID has sixteen capital letters and digits", () => {
  expect(parseTransactionId(" TU80WKRYTI9QUMJ4\n")).toBe("TU80WKRYTI9QUMJ4");
  for (const text of [
    "TU80WKRYTI9QUMJ",
    "TU80WKRYTI9QUMJ4X",
    "tu80wkryti9qumj4",
    "TU80-KRYTI9QUMJ4",
  ]) {
    expect(refusal(() => parseTransactionId(text))).toBe(
      `invalid-identifier: \`${text}\` is not a transaction ID: expected 16 characters A–Z or 0–9, such as TU80WKRYTI9QUMJ4.`,
    );
  }
});

test("a source may have transaction IDs of its own pattern", () => {
  const expression = /^(?:T-\d+|X\d)$/u;
  expect(parseTransactionId("T-15", expression)).toBe("T-15");
  expect(refusal(() => parseTransactionId("T-15x", expression))).toContain(
    "expected a text that matches",
  );
  expect(refusal(() => parseTransactionId("yX1", expression))).toContain("`yX1` is not");
});

function digits(count: number): fc.Arbitrary<string> {
  const digit = fc.constantFrom(..."0123456789".split(""));
  return fc.string({ unit: digit, minLength: count, maxLength: count });
}

test("a foreign ID is two digits, a hyphen and five to seven digits", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      digits(1),
      fc.integer({ min: 0, max: 12 }).chain(digits),
      (x, y, z) => {
        const text = `${x}${y}-${z}`;
        const isLong = z.length >= 5 && z.length <= 7;
        const found = refusal(() => parseForeignId(text));
        expect(found.startsWith("accepted")).toBe(isLong);
      },
    ),
  );
  expect(parseForeignId(" 38-211449 ")).toBe("38-211449");
  for (const text of [
    "08-211449",
    "38211449",
    "3-211449",
    "38–211449",
    "38-2114490x",
    "٣8-211449",
  ]) {
    expect(refusal(() => parseForeignId(text))).toBe(
      `invalid-identifier: \`${text}\` is not a foreign ID: expected two digits of which the first is no zero, a hyphen and five to seven digits, such as 38-211449.`,
    );
  }
});

test("a line item ID is text, for a number of its size has lost digits", () => {
  expect(parseLineItemId("13297323620002339")).toBe("13297323620002339");
  const lossy: unknown = JSON.parse("13297323620002339");
  expect(refusal(() => parseLineItemId(lossy))).toContain(
    "is not a line item ID: expected text, since a number may have lost digits.",
  );
  for (const value of ["", " ", "a b", null, {}, "x".repeat(65)]) {
    expect(refusal(() => parseLineItemId(value))).toContain("expected text of 1 to 64 letters");
  }
});

test("an order number has letters, digits and separators, a digit among them", () => {
  for (const text of ["100000123", "CZ-2026/00017", "A1", "38-211449"]) {
    expect(parseOrderNumber(text)).toBe(text);
  }
  for (const text of ["", "ORDER", "-1", "1-", "1--2", "1 2", "1".repeat(65)]) {
    expect(refusal(() => parseOrderNumber(text))).toContain("is not an order number: expected");
  }
});

test("a gift card code is read with its blanks and dashes, and never told in an error", () => {
  expect(parseGiftCardCode("6391 2345-6789 0917")).toBe("6391234567890917");
  expect(parseGiftCardCode("abcd–ef12")).toBe("ABCDEF12");
  expect(parseGiftCardCode("639123", 6)).toBe("639123");
  const messages = [
    refusal(() => parseGiftCardCode("6391 2345 6789 0917", 12)),
    refusal(() => parseGiftCardCode("63912")),
    refusal(() => parseGiftCardCode("6391_2345_6789_0917")),
    refusal(() => parseGiftCardCode("6".repeat(1_000))),
  ];
  expect(messages).toEqual([
    "invalid-identifier: What was given (16 of them) is not a gift card code: expected 12 digits or letters, blanks and dashes aside.",
    "invalid-identifier: What was given (text of 5 characters) is not a gift card code: expected 6 to 32 digits or letters, blanks and dashes aside.",
    "invalid-identifier: What was given (text of 19 characters) is not a gift card code: expected 6 to 32 digits or letters, blanks and dashes aside.",
    "invalid-identifier: What was given (text of 1000 characters) is not a gift card code: expected 6 to 32 digits or letters, blanks and dashes aside.",
  ]);
});

test("IDs of other systems are any printable text, and each error names its kind", () => {
  const kinds = {
    "a quote ID": parseQuoteId,
    "a payment ID": parsePaymentId,
    "an invoice ID": parseInvoiceId,
    "a license ID (LN ID)": parseLicenseId,
    "a gift card's account ID": parseGiftCardId,
  };
  for (const [kind, parse] of Object.entries(kinds)) {
    expect(parse(" LN-100 / ž №7 ")).toBe("LN-100 / ž №7");
    for (const text of ["", "  ", "a\u0000b", "a\nb", "x".repeat(257)]) {
      expect(refusal(() => parse(text))).toContain(
        `is not ${kind}: expected 1 to 256 printable characters, not all blank.`,
      );
    }
  }
});

test("a text is classified by its form, the most telling first", () => {
  expect(classifyIdentifier("38-211449")).toEqual([
    "foreignId",
    "orderNumber",
    "lineItem",
    "license",
    "giftCard",
    "quote",
    "payment",
    "invoice",
  ]);
  expect(classifyIdentifier(" TU80WKRYTI9QUMJ4 ").slice(0, 2)).toEqual([
    "transaction",
    "orderNumber",
  ]);
  expect(classifyIdentifier("main:42")).toContain("eventReference");
  expect(classifyIdentifier("100000123")).toContain("orderNumber");
  expect(classifyIdentifier("6391234567890917")).toContain("giftCardCode");
  expect(classifyIdentifier("T-15", { transactionId: /^T-\d+$/ })[0]).toBe("transaction");
  expect(classifyIdentifier("")).toEqual([]);
  expect(classifyIdentifier("\u0000")).toEqual([]);
});
