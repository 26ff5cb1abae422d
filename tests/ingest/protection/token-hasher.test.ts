import { expect, test } from "vitest";
import type { AuditEvent } from "#domain/events/event.ts";
import { fieldContext, type ProtectedRecord } from "#domain/protection/protection-context.ts";
import { eventTokens, protectedToken } from "#domain/tokens/event-tokens.ts";
import { protectEvent } from "#ingest/protection/protect-event.ts";
import { createTokenHasher } from "#ingest/protection/token-hasher.ts";
import { protectValue, searchHash } from "#storage/keys/protect-value.ts";
import { TemporaryKeys } from "../../storage/keys/temporary-keys.ts";

const record: ProtectedRecord = {
  ledger: "main",
  id: "e1",
  source: { name: "shop" },
  event: { type: "giftCard.issued", time: "2026-01-31T09:05:00.120Z" },
};

test("the indexer's hash equals the searcher's, and is null once the subject was erased", () => {
  using temporary = new TemporaryKeys();
  const keys = temporary.open();
  const subject = "customer:42";
  const clear = "GC-1111-2222-0917";
  const context = fieldContext(record, "code");
  const value = protectValue({ keys, subject, kind: "secret", context, clear });
  const reader = temporary.openReader();
  const hash = createTokenHasher(reader)(record);
  expect(hash("attributes.code", value)).toBe(searchHash(keys, "attributes.code", clear));
  expect(hash("attributes.other", value)).toBeNull();
  keys.destroySubjectKey(subject);
  expect(hash("attributes.code", value)).toBeNull();
});

test("protected fields are found by their exact value, wherever they stood in the event", () => {
  using temporary = new TemporaryKeys();
  const keys = temporary.open();
  const event: AuditEvent = {
    type: "giftCard.issued",
    time: "2026-01-31T09:05:00.120Z",
    attributes: {
      code: "GC-1111-2222-0917",
      email: "jan@example.org",
      lines: [{ licenseNumber: "LN-1" }, { licenseNumber: "LN-2" }],
    },
    actor: { type: "customer", id: "42", ip: "192.0.2.7" },
    email: "eva@example.org",
  };
  const protectedEvent = protectEvent(event, {
    ledger: "main",
    sourceName: "shop",
    identity: "e1",
    keys,
    protectRaw: false,
  }).event;
  const hash = createTokenHasher(keys)({ ...record, event: protectedEvent });
  const tokens = eventTokens(protectedEvent, { sourceName: "shop", hash }).split(" ");
  const sought: [string, string][] = [
    ["attributes.code", "gc1111 2222 0917"],
    ["attributes.email", "JAN@example.org"],
    ["attributes.email (top level)", "eva@example.org"],
    ["attributes.lines.licenseNumber", "ln-2"],
    ["actor.ip", "192.0.2.7"],
  ];
  for (const [path, clear] of sought) {
    expect(tokens).toContain(protectedToken(path, searchHash(keys, path, clear)));
  }
  expect(tokens).not.toContain(
    protectedToken("attributes.code", searchHash(keys, "code", "GC-1111-2222-0918")),
  );
});
