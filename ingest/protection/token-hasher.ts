import { TracewellError } from "#domain/errors.ts";
import type { ProtectedValue } from "#domain/protection/protected-value.ts";
import { fieldContext, type ProtectedRecord } from "#domain/protection/protection-context.ts";
import type { KeyStore } from "#storage/keys/key-store.ts";
import { revealValue, searchHash } from "#storage/keys/protect-value.ts";

/** The search hash of a protected value of one record; null when it cannot be read any more. */
export type TokenHasher = (path: string, value: ProtectedValue) => string | null;

/**
 * For the indexer: gives for each record the function that turns its protected values into search tokens.
 * Null stands for an erased subject, and for a value that never was one of ours.
 */
export function createTokenHasher(keys: KeyStore): (record: ProtectedRecord) => TokenHasher {
  return (record) => (path, value) => {
    try {
      return searchHash(keys, path, revealValue(value, keys, fieldContext(record, path)));
    } catch (error) {
      if (error instanceof TracewellError && error.code === "key-unavailable") return null;
      throw error;
    }
  };
}
