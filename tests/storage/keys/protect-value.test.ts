import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isProtectedValue, type ProtectedValue } from "#domain/protection/protected-value.ts";
import { fieldContext, type ProtectedRecord } from "#domain/protection/protection-context.ts";
import { protectValue, revealValue, searchHash } from "#storage/keys/protect-value.ts";
import { TemporaryKeys } from "./temporary-keys.ts";

const subject = "customer:42";
const record: ProtectedRecord = {
  ledger: "main",
  id: "e1",
  source: { name: "shop" },
  event: { type: "giftCard.issued", time: "2026-01-31T09:05:00.120Z" },
};
const context = fieldContext(record, "code");
const clear = "GC-1111-2222-0917";

test("any text comes back as it was; other values come back as JSON", () => {
  using temporary = new TemporaryKeys();
  const keys = temporary.open();
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.jsonValue(), (text, json) => {
      const protectedText = protectValue({ keys, subject, kind: "personal", context, clear: text });
      expect(revealValue(protectedText, keys, context)).toBe(
        text.isWellFormed() ? text : JSON.stringify(text),
      );
      fc.pre(typeof json !== "string");
      const protectedJson = protectValue({ keys, subject, kind: "secret", context, clear: json });
      expect(revealValue(protectedJson, keys, context)).toBe(JSON.stringify(json));
    }),
  );
});

test("a protected value shows kind, subject and mask, and nothing of the rest", () => {
  using temporary = new TemporaryKeys();
  const value = protectValue({ keys: temporary.open(), subject, kind: "secret", context, clear });
  expect(isProtectedValue(value)).toBe(true);
  expect(Object.keys(value)).toEqual(["protected", "subject", "mask", "cipher"]);
  expect(value).toMatchObject({ protected: "secret", subject, mask: "…0917" });
  expect(value.cipher).toMatch(/^v1\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]+$/);
  expect(JSON.stringify(value)).not.toContain("1111");
});

test("equal input gives equal bytes, also after a restart; another context gives others", () => {
  using temporary = new TemporaryKeys();
  const first = protectValue({ keys: temporary.open(), subject, kind: "secret", context, clear });
  temporary.closeAll();
  const keys = temporary.open();
  expect(protectValue({ keys, subject, kind: "secret", context, clear })).toEqual(first);
  const ciphers = new Set([
    first.cipher,
    ...[
      { clear: `${clear} ` },
      { subject: "customer:43" },
      { context: fieldContext(record, "otherCode") },
      { context: fieldContext({ ...record, id: "e2" }, "code") },
    ].map(
      (change) => protectValue({ keys, subject, kind: "secret", context, clear, ...change }).cipher,
    ),
  ]);
  expect(ciphers.size).toBe(5);
});

function flip(text: string, at: number): string {
  return text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1);
}

test("a value that was altered or moved is not revealed", () => {
  using temporary = new TemporaryKeys();
  const keys = temporary.open();
  const value = protectValue({ keys, subject, kind: "secret", context, clear });
  keys.subjectKey("customer:43");
  const [version, nonce = "", body = ""] = value.cipher.split(".");
  const altered: ProtectedValue[] = [
    { ...value, cipher: `${version}.${flip(nonce, 3)}.${body}` },
    ...Array.from({ length: body.length - 1 }, (_, at) => {
      return { ...value, cipher: `${version}.${nonce}.${flip(body, at)}` };
    }),
    { ...value, cipher: `${version}.${nonce}.${body.slice(0, -8)}` },
    { ...value, cipher: `${version}.${nonce}` },
    { ...value, cipher: `v2.${nonce}.${body}` },
    { ...value, subject: "customer:43" },
  ];
  for (const one of altered) {
    expect(() => revealValue(one, keys, context)).toThrowError(
      expect.objectContaining({ code: "key-unavailable" }),
    );
  }
  expect(() => revealValue(value, keys, fieldContext(record, "other"))).toThrowError(
    expect.objectContaining({ code: "key-unavailable" }),
  );
  expect(revealValue(value, keys, context)).toBe(clear);
});

test("the search hash ignores case, blanks and dashes, and depends on field and store", () => {
  using temporary = new TemporaryKeys();
  const keys = temporary.open();
  const hash = searchHash(keys, "attributes.code", clear);
  expect(hash).toMatch(/^[A-Za-z0-9_-]{22}$/);
  expect(searchHash(keys, "code", "gc 11112222 0917")).toBe(hash);
  expect(searchHash(keys, "attributes.codes.0", clear)).not.toBe(hash);
  expect(searchHash(keys, "email", "Jan@Example.org")).toBe(
    searchHash(keys, "email", "jan@example.org"),
  );
  using elsewhere = new TemporaryKeys();
  expect(searchHash(elsewhere.open(), "code", clear)).not.toBe(hash);
});
