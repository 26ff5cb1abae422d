import fc from "fast-check";
import { expect, test } from "vitest";
import { isSignedBy, signCallback } from "#shop/payments/callback-signature.ts";

const SECRET = "sixteen characters at least";
const callback = {
  gateway: "card-gateway-a",
  reference: "1234567890123456",
  paymentId: "P-AAAABBBBCCCCDD",
  gatewayState: "SETTLED",
  amountMinor: 4_900,
};

test("a callback is signed by HMAC-SHA-256, for good", () => {
  const signature = signCallback(SECRET, callback);
  expect(signature).toMatch(/^[0-9a-f]{64}$/);
  expect(signature).toBe(signCallback(SECRET, { ...callback }));
  expect(isSignedBy(SECRET, callback, signature)).toBe(true);
});

test.each([
  ["gateway", "card-gateway-b"],
  ["reference", "1234567890123457"],
  ["paymentId", "P-AAAABBBBCCCCDE"],
  ["gatewayState", "REFUSED"],
  ["amountMinor", 4_901],
])("a signature holds for this %s alone", (field, value) => {
  const signature = signCallback(SECRET, callback);
  expect(isSignedBy(SECRET, { ...callback, [field]: value }, signature)).toBe(false);
});

test("no field runs into the next", () => {
  const shifted = { ...callback, reference: "12", paymentId: "34" };
  const other = { ...callback, reference: "1", paymentId: "234" };
  expect(signCallback(SECRET, shifted)).not.toBe(signCallback(SECRET, other));
});

test("whatever else is given as signature is refused", () => {
  fc.assert(
    fc.property(fc.string(), (signature) => {
      expect(isSignedBy(SECRET, callback, signature)).toBe(false);
    }),
  );
  expect(isSignedBy(SECRET, callback, signCallback("another secret", callback))).toBe(false);
});
