import { expect, test } from "vitest";
import {
  GATEWAY_STATES,
  isGatewayName,
  isPaid,
  meaningOf,
} from "#domain/payments/gateway-states.ts";

const words = Object.entries(GATEWAY_STATES).flatMap(([gateway, states]) =>
  Object.entries(states).map(([word, meaning]) => ({ gateway, word, meaning })),
);

test("each word of each gateway falls into paid or unpaid by its meaning", () => {
  const paid = words.filter(({ gateway, word }) => isPaid(gateway, word));
  expect(paid.map(({ gateway, word }) => `${gateway} ${word}`)).toEqual([
    "card-gateway-a SETTLED",
    "card-gateway-a PARTLY_REFUNDED",
    "card-gateway-b sold",
    "card-gateway-b partly-reversed",
    "paypal Completed",
    "paypal Partially_Refunded",
    "bank credited",
    "bank partly-returned",
    "gift-cards captured",
    "gift-cards partlyRefunded",
    "external-cards captured",
    "external-cards partlyRefunded",
  ]);
});

test.each(Object.entries(GATEWAY_STATES))(
  "a meaning has one word at %s, which can say that it knows nothing",
  (_gateway, states) => {
    const meanings = Object.values(states);
    expect(new Set(meanings).size).toBe(meanings.length);
    expect(meanings).toContain("none");
  },
);

test("what is not known is not understood, and unpaid", () => {
  expect(meaningOf("card-gateway-a", "settled")).toBeUndefined();
  expect(meaningOf("card-gateway-a", "toString")).toBeUndefined();
  expect(meaningOf("another-gateway", "SETTLED")).toBeUndefined();
  expect(isPaid("card-gateway-b", "SETTLED")).toBe(false);
  expect(isGatewayName("constructor")).toBe(false);
});
