import { randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { TracewellError } from "#domain/errors.ts";

/** 32 random bytes: nobody guesses them. */
const TOKEN_BYTES = 32;

export function adminTokenFile(dataDir: string): string {
  return join(dataDir, "admin-token");
}

/** The token in the data directory, or null when none was made yet. */
export function readAdminToken(dataDir: string): string | null {
  const file = adminTokenFile(dataDir);
  if (!existsSync(file)) return null;
  const token = readFileSync(file, "utf8").trim();
  if (token.length < 16) {
    throw new TracewellError(
      "invalid-config",
      `The admin token in ${file} is too short; remove the file to have a new one made at the next start.`,
    );
  }
  return token;
}

/** The configured token, else the one on file, else a new one written with mode 600. */
export function ensureAdminToken(dataDir: string, configured: string | undefined): string {
  if (configured !== undefined) return configured;
  const known = readAdminToken(dataDir);
  if (known !== null) return known;
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  const file = openSync(adminTokenFile(dataDir), "wx", 0o600);
  try {
    writeSync(file, `${token}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return token;
}
