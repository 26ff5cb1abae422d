import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensureCallbackSecret, ensureOperatorPassword } from "#shop/live/secret-files.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tracewell-secrets-"));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

test("secrets are made once, each its own, and only the own user reads them", () => {
  const password = ensureOperatorPassword(directory);
  expect(ensureOperatorPassword(directory)).toBe(password);
  expect(ensureCallbackSecret(directory)).not.toBe(password);
  expect(password).toMatch(/^[\w-]{32}$/);
  expect(statSync(join(directory, "operator-password")).mode & 0o777).toBe(0o600);
});

test("a file without a secret is refused by name", () => {
  writeFileSync(join(directory, "operator-password"), "\n");
  expect(() => ensureOperatorPassword(directory)).toThrow(/operator-password holds fewer than/);
});
