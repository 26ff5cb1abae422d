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
