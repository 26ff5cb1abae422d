import { createHmac } from "node:crypto";
import { TracewellError } from "#domain/errors.ts";

const PREFIX = "whsec_";

/** What Standard Webhooks asks of a symmetric secret. */
const SECRET_BYTES_MIN = 24;
const SECRET_BYTES_MAX = 64;

/** A new secret's: as many as the hash has. */
export const NEW_SECRET_BYTES = 32;

export function writeSecret(bytes: Uint8Array): string {
  return PREFIX + Buffer.from(bytes).toString("base64");
}

/** The key in a secret: `whsec_` and base64. Throws `invalid-parameter`, which shows nothing of it. */
export function readSecret(secret: string): Buffer {
  const encoded = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : "";
  const key = Buffer.from(encoded, "base64");
  const isWhole = key.toString("base64").replace(/=+$/, "") === encoded.replace(/=+$/, "");
  if (isWhole && key.length >= SECRET_BYTES_MIN && key.length <= SECRET_BYTES_MAX) return key;
  const message = `must be ${PREFIX} and ${SECRET_BYTES_MIN} to ${SECRET_BYTES_MAX} bytes in base64`;
  throw new TracewellError("invalid-parameter", `The secret ${message}.`, {
    detail: { errors: [{ path: "secret", message }] },
  });
}

/**
 * Headers of one attempt after Standard Webhooks 1.0: `webhook-signature` is `v1,` and the HMAC-SHA-256, in
 * base64, of ID, time in seconds and body, joined by dots.
 */
export function signedHeaders(options: {
  readonly id: string;
  readonly timeMs: number;
  readonly body: string;
  readonly secret: string;
}): Readonly<Record<"webhook-id" | "webhook-timestamp" | "webhook-signature", string>> {
  const { id, body } = options;
  const timestamp = String(Math.floor(options.timeMs / 1000));
  const signature = createHmac("sha256", readSecret(options.secret))
    .update(`${id}.${timestamp}.${body}`)
    .digest("base64");
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature}`,
  };
}
