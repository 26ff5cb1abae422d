/** `removed`: PINs, card verification values and passwords are never written, not even as ciphertext. */
export type ProtectionKind = "personal" | "secret" | "removed";

/**
 * How a personal or secret field stands in the ledger, in place of its clear value:
 * `{"protected":"secret","subject":"customer:42","mask":"…0917","cipher":"v1.<nonce>.<ciphertext and tag>"}`
 * (base64url). AES-256-GCM; the nonce is derived from key, context and clear text (a synthetic IV), so that
 * the same event sent twice gives the same bytes and is recognized as a duplicate.
 */
export interface ProtectedValue {
  readonly protected: "personal" | "secret";
  readonly subject: string;
  /** What answers show. Last four characters for secrets, `•••` for personal data. */
  readonly mask: string;
  readonly cipher: string;
}

export function isProtectedValue(value: unknown): value is ProtectedValue {
  return (
    typeof value === "object" &&
    value !== null &&
    "protected" in value &&
    "cipher" in value &&
    typeof value.cipher === "string" &&
    value.cipher.startsWith("v1.")
  );
}
