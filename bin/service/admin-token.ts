import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { TracewellError } from "#domain/errors.ts";

/** 32 random bytes: nobody guesses them. */
const TOKEN_BYTES = 32;

export function adminTokenFile(dataDir: string): string {
  return join(dataDir, "admin-token");
}

/**
 * The token in the data directory, or null when none was made yet. Throws `invalid-config` for one that
 * others can read, or that could be guessed.
 */
export function readAdminToken(dataDir: string): string | null {
  const file = adminTokenFile(dataDir);
  if (!existsSync(file)) return null;
  refuseReadableByOthers(file);
  const token = readFileSync(file, "utf8").trim();
  if (token.length < 16) {
    throw new TracewellError(
      "invalid-config",
      `The admin token in ${file} is too short; remove the file to have a new one made at the next start.`,
    );
  }
  return token;
}

/** Windows has no mode bits: there the user's profile directory is what keeps others out. */
function refuseReadableByOthers(file: string): void {
  const { mode } = statSync(file);
  if (process.platform === "win32" || (mode & 0o077) === 0) return;
  throw new TracewellError(
    "invalid-config",
    `The admin token ${file} is open to other users (mode ${(mode & 0o777).toString(8)}). Run: chmod 600 ${file}`,
  );
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
