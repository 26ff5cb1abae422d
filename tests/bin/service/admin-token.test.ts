import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { adminTokenFile, ensureAdminToken, readAdminToken } from "#bin/service/admin-token.ts";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "tracewell-token-"));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

test("a token is made once, readable by its owner alone", () => {
  expect(readAdminToken(dataDir)).toBeNull();
  const token = ensureAdminToken(dataDir, undefined);
  expect(token.length).toBeGreaterThanOrEqual(43);
  expect(statSync(adminTokenFile(dataDir)).mode & 0o777).toBe(0o600);
  expect(ensureAdminToken(dataDir, undefined)).toBe(token);
  expect(readAdminToken(dataDir)).toBe(token);
});

test("a configured token is used and not written down", () => {
  expect(ensureAdminToken(dataDir, "configured-token-1")).toBe("configured-token-1");
  expect(readAdminToken(dataDir)).toBeNull();
});

test("an emptied token file is refused, not taken as no password", () => {
  writeFileSync(adminTokenFile(dataDir), "\n", { mode: 0o600 });
  expect(() => ensureAdminToken(dataDir, undefined)).toThrow(/too short/);
});

test.each([0o644, 0o640, 0o604])("a token that others can read is refused: mode %o", (mode) => {
  const token = ensureAdminToken(dataDir, undefined);
  const file = adminTokenFile(dataDir);
  chmodSync(file, mode);
  expect(() => ensureAdminToken(dataDir, undefined)).toThrow(`Run: chmod 600 ${file}`);
  chmodSync(file, 0o600);
  expect(ensureAdminToken(dataDir, undefined)).toBe(token);
});
