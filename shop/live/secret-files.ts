import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ShopError } from "../errors.ts";

/** Name under which operators come. */
export const OPERATOR = "operator";

/** What an operator's request carries. */
export function operatorAuthorization(password: string): string {
  return `Basic ${Buffer.from(`${OPERATOR}:${password}`).toString("base64")}`;
}

/** What nobody may guess: a secret has 32 characters. */
const SECRET_BYTES = 24;
const FILE_MODE = 0o600;

/** The operator's password in the shop's directory, made at the first start. Throws as of `ensureSecret`. */
export function ensureOperatorPassword(directory: string): string {
  return ensureSecret(directory, "operator-password");
}

/** What the secrets of the gateways' callbacks are derived from; likewise. */
export function ensureCallbackSecret(directory: string): string {
  return ensureSecret(directory, "callback-secret");
}

/** Throws `internal` when the file is there and too short. */
function ensureSecret(directory: string, name: string): string {
  const file = join(directory, name);
  if (!existsSync(file)) {
    const secret = randomBytes(SECRET_BYTES).toString("base64url");
    writeFileSync(file, `${secret}\n`, { mode: FILE_MODE, flag: "wx" });
  }
  const secret = readFileSync(file, "utf8").trim();
  if (secret.length < SECRET_BYTES) {
    throw new ShopError(
      "internal",
      `${file} holds fewer than ${SECRET_BYTES} characters; remove it, and a new one is made.`,
    );
  }
  return secret;
}
