/**
 * The port of the key store. One AES-256 key per data subject, wrapped by the master key, which lives
 * outside the data directory (`TRACEWELL_MASTER_KEY_FILE`). Destroying a subject's key erases the subject.
 */
export interface KeyStore {
  /** The subject's key, made and stored durably on first use. Throws `key-unavailable` once destroyed. */
  subjectKey(subject: string): Buffer;
  /** Like `subjectKey` but never makes one; null when unknown or destroyed. */
  findSubjectKey(subject: string): Buffer | null;
  /** Key for search tokens (HMAC-SHA-256), derived from the master key. */
  readonly searchKey: Buffer;
  close(): void;
}

/**
 * What the writer thread owns: it alone makes and destroys keys. A key must be durable before the
 * ciphertext made with it, so a batch is committed before the ledger's own commit.
 */
export interface WritableKeyStore extends KeyStore {
  /** From here on new keys are collected and become durable together with `commitBatch`. Idempotent. */
  beginBatch(): void;
  /**
   * Makes the new keys of the batch durable and ends it; nothing happens without one. Throws
   * `ledger-stopped` on failure, and from then on always: nothing protected may be written any more.
   */
  commitBatch(): void;
  /**
   * Erases the subject: its key is overwritten on disk, and what it protected can never be read again.
   * A subject never seen is marked too. Durable when it returns; idempotent.
   */
  destroySubjectKey(subject: string): void;
}
