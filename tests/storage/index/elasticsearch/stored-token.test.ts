import { expect, test } from "vitest";
import { storedToken, TOKEN_BYTES_MAX } from "#storage/index/elasticsearch/stored-token.ts";

test.for(["", "w:pay", "w:支付", "w:😀", "x".repeat(TOKEN_BYTES_MAX)])("keeps %#", (token) => {
  expect(storedToken(token)).toBe(token);
});

test.for(["x", "é", "支", "😀"])("cuts a token of %s between characters", (character) => {
  const token = `o:${character.repeat(TOKEN_BYTES_MAX)}`;
  const stored = storedToken(token);
  expect(token.startsWith(stored)).toBe(true);
  const bytes = Buffer.byteLength(stored);
  expect(bytes).toBeLessThanOrEqual(TOKEN_BYTES_MAX);
  expect(bytes).toBeGreaterThan(TOKEN_BYTES_MAX - Buffer.byteLength(character));
  expect(stored.isWellFormed()).toBe(true);
});
