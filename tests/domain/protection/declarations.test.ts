import { expect, test } from "vitest";
import type { AuditEvent } from "#domain/events/event.ts";
import { createDeclarations, DEFAULT_DECLARATIONS } from "#domain/protection/declarations.ts";

function event(type: string, more: Partial<AuditEvent> = {}): AuditEvent {
  return { type, time: "2026-01-31T09:05:00.120Z", ...more };
}

function kindOf(key: string, type = "order.placed", parent = "attributes", holder: object = {}) {
  return DEFAULT_DECLARATIONS.kindOf(key, parent, holder, event(type));
}

test.each([
  ["email"],
  ["e-mail"],
  ["eMail"],
  ["E_MAIL"],
  ["customerEmail"],
  ["customeremail"],
  ["emailAddress"],
  ["emails"],
  ["name"],
  ["firstName"],
  ["first_name"],
  ["LASTNAME"],
  ["surname"],
  ["customerName"],
  ["address"],
  ["billingAddress"],
  ["addressLine1"],
  ["addresses"],
  ["street"],
  ["postal_code"],
  ["phone"],
  ["phoneNumber"],
  ["mobile"],
  ["ip"],
  ["clientIp"],
  ["IPAddress"],
  ["ip_address"],
  ["x-forwarded-for"],
  ["recipient"],
  ["recipients"],
  ["loginId"],
  ["GeoIP"],
  ["geoip"],
])("%s is personal", (key) => {
  expect(kindOf(key)).toBe("personal");
});

test.each([
  ["licenseNumber"],
  ["license_number"],
  ["licenceNumber"],
  ["licenseKey"],
  ["giftCardCode"],
  ["cardNumber"],
])("%s is secret in any event", (key) => {
  expect(kindOf(key)).toBe("secret");
});

test.each([["pin"], ["PIN"], ["giftCardPin"], ["pin_code"], ["cvv"], ["password"], ["pins"]])(
  "%s is never written",
  (key) => {
    expect(kindOf(key)).toBe("removed");
  },
);

test.each([
  ["store"],
  ["quantity"],
  ["lineItemId"],
  ["productName"],
  ["fileName"],
  ["zipped"],
  ["ship"],
  ["tip"],
  ["pinned"],
  ["currencyCode"],
  ["gatewayCode"],
  ["emailSent"],
  ["recipientCount"],
  ["gatewayState"],
])("%s is harmless", (key) => {
  expect(kindOf(key)).toBeNull();
});

test("a name is a thing's in events about things, and a person's elsewhere", () => {
  expect(kindOf("name", "task.started")).toBeNull();
  expect(kindOf("name", "source.heartbeat")).toBeNull();
  expect(kindOf("name", "product.selected")).toBeNull();
  expect(kindOf("name", "order.placed", "lines")).toBeNull();
  expect(kindOf("name", "order.placed", "product")).toBeNull();
  expect(kindOf("name", "customer.registered")).toBe("personal");
  expect(kindOf("name", "order.placed", "customer")).toBe("personal");
});

test("a name among objects and actors follows their type", () => {
  expect(kindOf("name", "order.placed", "objects", { type: "product" })).toBeNull();
  expect(kindOf("name", "task.started", "objects", { type: "customer" })).toBe("personal");
  expect(kindOf("name", "order.placed", "actor", { type: "system" })).toBeNull();
  expect(kindOf("name", "order.placed", "actor", { type: "customer" })).toBe("personal");
});

test("a code is secret where a gift card or a license is meant", () => {
  const plain = event("payment.declined", { attributes: { method: "visa", code: "51" } });
  const byMethod = event("payment.captured", { attributes: { method: "Gift Card", code: "x" } });
  const byObject = event("payment.captured", { objects: [{ type: "giftCard", id: "FA1" }] });
  expect(DEFAULT_DECLARATIONS.kindOf("code", "attributes", {}, plain)).toBeNull();
  expect(DEFAULT_DECLARATIONS.kindOf("code", "attributes", {}, byMethod)).toBe("secret");
  expect(DEFAULT_DECLARATIONS.kindOf("code", "attributes", {}, byObject)).toBe("secret");
  expect(kindOf("code", "giftCard.issued")).toBe("secret");
  expect(kindOf("codes", "giftCard.issued")).toBe("secret");
  expect(kindOf("code", "order.placed", "giftCard")).toBe("secret");
  expect(kindOf("code", "order.placed", "country")).toBeNull();
  expect(kindOf("number", "giftCard.issued")).toBe("secret");
  expect(kindOf("number", "order.placed")).toBeNull();
});

test("configuration adds names and takes names away", () => {
  const declarations = createDeclarations({
    personal: ["nif"],
    secret: ["unlock"],
    removed: ["otp"],
    clear: ["name"],
  });
  const placed = event("order.placed");
  const kinds = ["nif", "unlock", "otp", "name", "email"].map((key) =>
    declarations.kindOf(key, "attributes", {}, placed),
  );
  expect(kinds).toEqual(["personal", "secret", "removed", null, "personal"]);
});

test("more different names than are remembered change no answer", () => {
  for (let index = 0; index < 10_000; index += 1) kindOf(`field${index}`);
  expect(kindOf("email")).toBe("personal");
  expect(kindOf("field1")).toBeNull();
});
