import { TracewellError } from "#domain/errors.ts";
import { deriveKeys } from "./key-wrapping.ts";
import { readMasterKey } from "./master-key-file.ts";

/**
 * The key for what the service must keep secret of itself and of no person, such as the signing secrets of
 * webhooks; derived from the master key. Throws `key-unavailable` where that is missing or not readable.
 */
export function readSealingKey(masterKeyFile: string): Buffer {
  const masterKey = readMasterKey(masterKeyFile);
  if (masterKey !== null) return deriveKeys(masterKey).sealing;
  throw new TracewellError(
    "key-unavailable",
    `The master key ${masterKeyFile} is missing: what is kept secret cannot be read without it. Restore that file from its backup, or name it in TRACEWELL_MASTER_KEY_FILE.`,
    { detail: { masterKeyFile } },
  );
}
