import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import { dirname, join } from "node:path";
import envPaths from "env-paths";
import { TracewellError } from "#domain/errors.ts";

export const MASTER_KEY_BYTES = 32;
const HEADER = "tracewell-master-key v1";
const FILE_PATTERN = new RegExp(`^${HEADER}\r?\n([A-Za-z0-9_-]{43})\r?\n?$`);

/** Longest file read: header and key take 68 bytes. */
const FILE_BYTES_MAX = 1024;

/** `tracewell/master.key` in the user's configuration directory: outside every data directory. */
export function defaultMasterKeyFile(): string {
  return join(envPaths("tracewell", { suffix: "" }).config, "master.key");
}

/** The master key, or null when the file does not exist. Throws `key-unavailable` naming the file. */
export function readMasterKey(path: string): Buffer | null {
  let descriptor: number;
  try {
    descriptor = fs.openSync(path, "r");
  } catch (error) {
    if (isCode(error, "ENOENT")) return null;
    throw unavailable(`The master key file ${path} cannot be read.`, path, error);
  }
  try {
    refuseReadableByOthers(path, fs.fstatSync(descriptor).mode);
    const content = Buffer.alloc(FILE_BYTES_MAX);
    const bytes = fs.readSync(descriptor, content, 0, FILE_BYTES_MAX, 0);
    return parseMasterKey(content.toString("latin1", 0, bytes), path);
  } finally {
    fs.closeSync(descriptor);
  }
}

/**
 * Makes a new master key with mode 600; durable when it returns. Where another process was faster, its
 * key is returned with `created: false`: an existing file is never replaced.
 */
export function createMasterKey(path: string): { key: Buffer; created: boolean } {
  const key = randomBytes(MASTER_KEY_BYTES);
  const draft = `${path}.${randomBytes(6).toString("hex")}.new`;
  try {
    fs.mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const descriptor = fs.openSync(draft, "wx", 0o600);
    try {
      fs.writeFileSync(descriptor, `${HEADER}\n${key.toString("base64url")}\n`);
      fs.fsyncSync(descriptor);
    } finally {
      fs.closeSync(descriptor);
    }
    const created = linkUnlessPresent(draft, path);
    fs.unlinkSync(draft);
    syncDirectory(dirname(path));
    if (created) return { key, created };
  } catch (error) {
    throw unavailable(`The master key file ${path} cannot be created.`, path, error);
  }
  const present = readMasterKey(path);
  if (present === null) throw unavailable(`The master key file ${path} has vanished.`, path);
  return { key: present, created: false };
}

function linkUnlessPresent(draft: string, path: string): boolean {
  try {
    fs.linkSync(draft, path);
    return true;
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    throw error;
  }
}

function syncDirectory(path: string): void {
  const descriptor = fs.openSync(path, "r");
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Windows has no mode bits: there the user's profile directory is what keeps others out. */
function refuseReadableByOthers(path: string, mode: number): void {
  if (process.platform === "win32" || (mode & 0o077) === 0) return;
  const octal = (mode & 0o777).toString(8);
  throw unavailable(
    `The master key file ${path} is open to other users (mode ${octal}). Run: chmod 600 ${path}`,
    path,
  );
}

function parseMasterKey(text: string, path: string): Buffer {
  const encoded = FILE_PATTERN.exec(text)?.[1];
  if (encoded === undefined) {
    throw unavailable(
      `The file ${path} is not a master key: it must hold the line "${HEADER}" and a key of 43 characters.`,
      path,
    );
  }
  return Buffer.from(encoded, "base64url");
}

function unavailable(message: string, file: string, cause?: unknown): TracewellError {
  return new TracewellError("key-unavailable", message, { cause, detail: { file } });
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
