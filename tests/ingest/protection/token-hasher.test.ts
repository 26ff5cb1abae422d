import { expect, test } from "vitest";
import { fieldContext, type ProtectedRecord } from "#domain/protection/protection-context.ts";
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
