import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CardEntry } from "#domain/gift-cards/accounting.ts";
import { type CardEntries, reconcile } from "#domain/gift-cards/reconcile.ts";

const issued = (amountMinor: number): CardEntry => ({ kind: "issued", atMs: 1, amountMinor });
const authorized = (authorizationId: string, amountMinor: number): CardEntry => ({
  kind: "authorized",
  atMs: 2,
  authorizationId,
  amountMinor,
});
const captured = (authorizationId: string | null, amountMinor: number): CardEntry => ({
  kind: "captured",
  atMs: 3,
  authorizationId,
  amountMinor,
});
const refunded = (authorizationId: string, amountMinor: number, from?: string): CardEntry => ({
  kind: "refunded",
  atMs: 4,
  authorizationId,
  amountMinor,
  ...(from !== undefined && { originalCardId: from }),
});

function card(
  id: string,
  entries: readonly CardEntry[],
  store: string | null = "europe",
): CardEntries {
  return { card: id, store, currency: "EUR", entries };
}

describe("each card by itself", () => {
  test("one that is in order has no break", () => {
    const entries = [
      issued(5_000),
      authorized("a", 2_000),
      captured("a", 1_500),
      refunded("a", 500),
    ];
    const [one] = reconcile([card("FA1", entries)]).cards;
    expect(one).toEqual({
      card: "FA1",
      store: "europe",
      currency: "EUR",
      issuedMinor: 5_000,
      refundedMinor: 500,
      capturedMinor: 1_500,
      balanceMinor: 4_000,
      authorizedMinor: 0,
      availableMinor: 4_000,
      breaks: [],
    });
  });

  test.each<[string, CardEntry[], string[]]>([
    ["money without an issue", [captured(null, 100)], ["not-issued", "overdrawn"]],
    ["more taken than there was", [issued(100), captured(null, 101)], ["overdrawn"]],
    ["more held than there is", [issued(100), authorized("a", 101)], ["held-beyond-balance"]],
    [
      "more given back than taken",
      [issued(100), captured("a", 50), refunded("a", 51)],
      ["refunded-beyond-captured"],
    ],
    ["another card's money", [issued(100), refunded("z", 50, "FA9")], []],
    ["nothing at all", [], []],
  ])("%s", (_, entries, breaks) => {
    expect(reconcile([card("FA1", entries)]).cards[0]?.breaks).toEqual(breaks);
  });
});

describe("all cards together", () => {
  test("by currency and store, and what is owed apart from what was overdrawn", () => {
    const { groups } = reconcile([
      card("FA1", [issued(5_000), captured(null, 6_000)]),
      card("FA2", [issued(3_000), authorized("b", 1_000)]),
      card("FA3", [issued(700)], null),
      { card: "FA4", store: "america", currency: "USD", entries: [issued(1)] },
    ]);
    expect(groups.map(({ store, currency }) => [currency, store])).toEqual([
      ["EUR", null],
      ["EUR", "europe"],
      ["USD", "america"],
    ]);
    expect(groups[1]).toMatchObject({
      cards: 2,
      issuedMinor: 8_000,
      capturedMinor: 6_000,
      balanceMinor: 2_000,
      authorizedMinor: 1_000,
      availableMinor: 1_000,
      owedMinor: 3_000,
      overdrawnMinor: 1_000,
      broken: 1,
      conserves: true,
    });
  });

  test("no cards, no groups", () => {
    expect(reconcile([])).toEqual({ cards: [], groups: [] });
  });

  const anyEntry: fc.Arbitrary<CardEntry> = fc.oneof(
    fc.nat(9_000).map(issued),
    fc.tuple(fc.constantFrom("a", "b"), fc.nat(9_000)).map(([id, minor]) => authorized(id, minor)),
    fc.tuple(fc.constantFrom("a", "b"), fc.nat(9_000)).map(([id, minor]) => captured(id, minor)),
    fc.tuple(fc.constantFrom("a", "b"), fc.nat(9_000)).map(([id, minor]) => refunded(id, minor)),
  );
  const anyCards = fc.array(
    fc.record({
      card: fc.string(),
      store: fc.constantFrom("europe", "america", null),
      currency: fc.constantFrom("EUR", "USD"),
      entries: fc.array(anyEntry, { maxLength: 12 }),
    }),
    { maxLength: 12 },
  );

  test("for any cards: the groups are the sums of their cards, conserve, and owed − overdrawn remains", () => {
    fc.assert(
      fc.property(anyCards, (cards) => {
        const { cards: one, groups } = reconcile(cards);
        expect(groups.reduce((sum, group) => sum + group.cards, 0)).toBe(cards.length);
        for (const group of groups) {
          const own = one.filter(
            ({ store, currency }) => store === group.store && currency === group.currency,
          );
          const sum = own.reduce((total, { balanceMinor }) => total + balanceMinor, 0);
          expect(group.balanceMinor).toBe(sum);
          expect(group.owedMinor - group.overdrawnMinor).toBe(sum);
          expect(group.conserves).toBe(true);
          expect(group.availableMinor).toBe(group.balanceMinor - group.authorizedMinor);
        }
      }),
    );
  });
});
