import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { AuditEvent } from "#domain/events/event.ts";
import {
  ATTRIBUTE_VALUE_CHARACTERS_MAX,
  ATTRIBUTE_VALUES_MAX,
  isIndexedAttributeValue,
} from "#domain/tokens/attribute-values.ts";
import {
  actorToken,
  attributeToken,
  eventIdentifiers,
  eventTokens,
  levelToken,
  longAttributesToken,
  moreAttributesToken,
  moreWordsToken,
  objectToken,
  outcomeToken,
  protectedToken,
  sourceToken,
  transactionToken,
  typeToken,
  unattributedToken,
  wordToken,
} from "#domain/tokens/event-tokens.ts";
import { TEXT_WORDS_MAX, words } from "#domain/tokens/words.ts";

const base: AuditEvent = { type: "order.placed", time: "2026-01-31T09:05:00.120Z" };
const context = { sourceName: "Shop CZ", hash: () => null };

function tokensOf(event: AuditEvent, hash: (path: string) => string | null = () => null): string[] {
  return eventTokens(event, { sourceName: "Shop CZ", hash }).split(" ");
}

test("an event is found by everything it names", () => {
  const tokens = tokensOf({
    ...base,
    transactionId: "TU80WKRYTI9QUMJ4",
    objects: [
      { type: "order", id: "100000123" },
      { type: "order", id: "38-211449", role: "foreignId" },
      { type: "order", id: "100000123", role: "previous" },
    ],
    actor: { type: "customer", id: "42" },
    outcome: "Success",
    level: "INFO",
    message: "Full production starting",
    reason: "starting again",
    attributes: { store: "CZ_main", quantity: 2, paid: true },
    shelf: "B7",
  });
  expect(tokens).toEqual([
    "y:order.placed",
    "s:shop·cz",
    "t:tu80wkryti9qumj4",
    "o:order:100000123",
    "o:order:38-211449",
    "a:customer:42",
    "u:success",
    "l:info",
    "k:attributes.store:cz_main",
    "k:attributes.quantity:2",
    "k:attributes.paid:true",
    "k:attributes.shelf:b7",
    "w:full",
    "w:production",
    "w:starting",
    "w:again",
  ]);
});

test("the builders of queries give the tokens of events", () => {
  const event: AuditEvent = {
    ...base,
    transactionId: "Tx 1",
    objects: [{ type: "gift:card", id: "ÄB:9" }],
    actor: { type: "user", id: "Jo" },
    outcome: "failure",
    level: "warn",
    message: "Größe",
    attributes: { "a:b": { c: ["Ü X"] } },
  };
  const tokens = new Set(tokensOf(event));
  const built = [
    typeToken("Order.Placed"),
    sourceToken("SHOP CZ"),
    transactionToken("tX 1"),
    objectToken("Gift:card", "äb:9"),
    actorToken("user", "JO"),
    outcomeToken("FAILURE"),
    levelToken("Warn"),
    attributeToken("attributes.a:b.c", "ü x"),
    ...words("GRÖSSE").map(wordToken),
  ];
  expect(built.filter((token) => !tokens.has(token))).toEqual([]);
  expect(built).toHaveLength(9);
});

test("a record without a transaction is marked, and its raw text stands for a missing message", () => {
  expect(tokensOf({ ...base, raw: "Some Raw text" })).toEqual([
    "y:order.placed",
    "s:shop·cz",
    unattributedToken,
    "w:some",
    "w:raw",
    "w:text",
  ]);
  expect(tokensOf({ ...base, message: "Said", raw: "other" })).not.toContain("w:other");
});

test("values inside lists and objects are found by their path", () => {
  const tokens = tokensOf({
    ...base,
    attributes: {
      lines: [
        { lineItemId: "13297323620002339", amount: { minor: 5 } },
        { lineItemId: "13297323620002340", amount: { minor: 5 } },
      ],
      lineItemIds: ["7", "8"],
    },
  });
  expect(tokens).toContain("k:attributes.lines.lineitemid:13297323620002339");
  expect(tokens).toContain("k:attributes.lines.lineitemid:13297323620002340");
  expect(tokens.filter((token) => token === "k:attributes.lines.amount.minor:5")).toHaveLength(1);
  expect(tokens).toContain("k:attributes.lineitemids:8");
});

test("protected values are found by hash alone", () => {
  const secret = {
    protected: "secret",
    subject: "customer:42",
    mask: "…0917",
    cipher: "v1.n.c",
  };
  const event: AuditEvent = {
    ...base,
    attributes: { code: secret, address: { street: secret } },
    actor: { type: "customer", id: "42", email: secret },
    protectedText: { message: secret },
  };
  const tokens = tokensOf(event, (path) => (path === "attributes.address.street" ? null : "H4sh"));
  expect(tokens).toContain(protectedToken("attributes.code", "h4sh"));
  expect(tokens).toContain(protectedToken("actor.email", "h4sh"));
  expect(tokens.filter((token) => token.startsWith("h:"))).toHaveLength(2);
  expect(tokens.join(" ")).not.toMatch(/0917|v1\.|protectedtext/);
});

test("what has no token is told apart: long, blank and missing values", () => {
  const long = "x".repeat(ATTRIBUTE_VALUE_CHARACTERS_MAX + 1);
  const tokens = tokensOf({ ...base, attributes: { long, blank: " ", none: null, ok: "y" } });
  expect(tokens.filter((token) => token.startsWith("k:"))).toEqual(["k:attributes.ok:y"]);
  expect(tokens).toContain(longAttributesToken);
  expect(tokens).not.toContain(moreAttributesToken);
  expect([long, " ", null, undefined, {}].some(isIndexedAttributeValue)).toBe(false);
  expect(["y", 0, false, "x".repeat(128)].every(isIndexedAttributeValue)).toBe(true);
});

test("records beyond a bound carry a mark instead of being silently half searchable", () => {
  const many = Object.fromEntries(
    Array.from({ length: ATTRIBUTE_VALUES_MAX + 1 }, (_, n) => [`a${n}`, n]),
  );
  const tokens = tokensOf({ ...base, attributes: many });
  expect(tokens.filter((token) => token.startsWith("k:"))).toHaveLength(ATTRIBUTE_VALUES_MAX);
  expect(tokens).toContain(moreAttributesToken);

  const deep = { a: { b: { c: { d: { e: { f: { g: "hidden" } } } } } } };
  expect(tokensOf({ ...base, attributes: deep })).toContain(moreAttributesToken);
  expect(tokensOf({ ...base, attributes: { ["p".repeat(300)]: 1 } })).toContain(
    moreAttributesToken,
  );

  const message = Array.from({ length: TEXT_WORDS_MAX + 1 }, (_, n) => `w${n}`).join(" ");
  expect(tokensOf({ ...base, message })).toContain(moreWordsToken);
  expect(tokensOf({ ...base, message: "few words" })).not.toContain(moreWordsToken);
});

const jsonAttributes = fc.dictionary(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.jsonValue({ maxDepth: 4 }),
  { maxKeys: 8 },
);

test("tokens are distinct, joined by single blanks, and hold none", () => {
  fc.assert(
    fc.property(
      fc.record({
        transactionId: fc.string({ unit: "binary", minLength: 1 }),
        message: fc.string({ unit: "binary" }),
        attributes: jsonAttributes,
        objects: fc.array(
          fc.record({
            type: fc.constantFrom("order", "gift:card", "a b"),
            id: fc.string({ unit: "binary", minLength: 1, maxLength: 5 }),
          }),
          { maxLength: 6 },
        ),
      }),
      (fields) => {
        const text = eventTokens({ ...base, ...fields }, context);
        const tokens = text.split(" ");
        expect(text).not.toMatch(/[^\S ]|\p{Cc}/u);
        expect(tokens.every((token) => /^[tyosaulkhwn]:/.test(token))).toBe(true);
        expect(new Set(tokens).size).toBe(tokens.length);
      },
    ),
  );
});

test("each indexed attribute value has its token", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
      fc.oneof(fc.string({ unit: "binary", maxLength: 40 }), fc.double(), fc.boolean()),
      (name, value) => {
        const tokens = tokensOf({ ...base, attributes: { [name]: value } });
        const indexed = isIndexedAttributeValue(value);
        const expected = indexed ? [attributeToken(`attributes.${name}`, value)] : [];
        expect(tokens.filter((token) => token.startsWith("k:"))).toEqual(expected);
      },
    ),
  );
});

test("identifiers that people quote are listed once, with their skeletons", () => {
  const event: AuditEvent = {
    ...base,
    id: "e1",
    transactionId: "TU80WKRYTI9QUMJ4",
    objects: [
      { type: "transaction", id: "TU80WKRYTI9QUMJ4" },
      { type: "order", id: "38-211449", role: "foreignId" },
      { type: "product", id: "isc.1.0" },
      { type: "task", id: "nightly" },
      { type: "mail", id: "m1" },
      { type: "license", id: "LN-7" },
      { type: "license", id: "---" },
    ],
    actor: { type: "customer", id: "42" },
  };
  expect(eventIdentifiers(event)).toEqual([
    { objectType: "transaction", id: "TU80WKRYTI9QUMJ4", skeleton: "TU80WKRYT19QUMJ4" },
    { objectType: "order", id: "38-211449", skeleton: "38211449" },
    { objectType: "license", id: "LN-7", skeleton: "1N7" },
    { objectType: "customer", id: "42", skeleton: "42" },
  ]);
  expect(eventIdentifiers(event, (type) => type !== "license")).toHaveLength(1);
  expect(eventIdentifiers({ ...base, actor: { type: "operator", id: "7" } })).toEqual([]);
});
