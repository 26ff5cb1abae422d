import { expect, test } from "vitest";
import {
  STORED_MESSAGE_CHARACTERS_MAX,
  storedMessage,
} from "#storage/quarantine/stored-message.ts";

function stored(message: string, content: string, known: string[] = []): string {
  return storedMessage(message, Buffer.from(content), { reason: "undecodable", known });
}

test.each([
  ["transactionId: too long", '{"transactionId":"TU80WKRYTI9QUMJ4"}', "transactionId: too long"],
  ["code TU80WKRYTI9QUMJ4 is odd", "TU80WKRYTI9QUMJ4", "code … is odd"],
  [
    'Unexpected token, ..."name":"Novak"... is not JSON',
    '{"name":"Novak",',
    "Unexpected token, ...…... is not JSON",
  ],
  [
    "time 2016-13-27 11:32:13 does not exist",
    "-- 2016-13-27 11:32:13 753 --",
    "time 2016-13-27 11:32:13 does not exist",
  ],
  ["no such street: Dlouhá ulice v Brně", "x Dlouhá ulice v Brně y", "no such street:…"],
  ["mail jan@example.org", "something else", "mail •••"],
])("%s beside %s", (message, content, expected) => {
  expect(stored(message, content)).toBe(expected);
});

test("what stands in clear beside the item may be named", () => {
  const content = '{"id":"order-10000123"}';
  expect(stored("Other content under the ID order-10000123.", content, ["order-10000123"])).toBe(
    "Other content under the ID order-10000123.",
  );
});

test("where the content is too large to compare, or gone, a plain sentence is kept", () => {
  const large = "x".repeat(1024 * 1024);
  expect(stored("secret 12345678", large)).not.toContain("12345678");
  expect(stored("secret 12345678", large).length).toBeGreaterThan(20);
  expect(storedMessage("secret 12345678", null, { reason: "oversized", known: [] })).toBe(
    "The input is too large for one record. Shorten it and retry.",
  );
});

test("messages are bounded", () => {
  expect(stored("a b ".repeat(1000), "").length).toBe(STORED_MESSAGE_CHARACTERS_MAX);
});
