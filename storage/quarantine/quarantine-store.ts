/** The port of the quarantine: input that could not become an event, kept whole until somebody decides. */

export const QUARANTINE_REASONS = [
  "undecodable",
  "oversized",
  "id-conflict",
  "invalid-event",
  "invalid-time",
  "torn-tail",
] as const;
export type QuarantineReason = (typeof QUARANTINE_REASONS)[number];

/** `open`: counts against coverage. `resolved`: a retry was accepted. `dismissed`: set aside by a person, with a reason. */
export type QuarantineStatus = "open" | "resolved" | "dismissed";

export interface QuarantineDraft {
  readonly reason: QuarantineReason;
  /** One sentence: what is wrong, where, and how to mend it. */
  readonly message: string;
  readonly sourceName: string;
  readonly format: string;
  /** The input, whole and verbatim. */
  readonly content: Uint8Array;
  readonly position: {
    readonly file?: string;
    readonly line?: number;
    readonly offset?: number;
    readonly index?: number;
  };
  /** Ingest options that applied, so that a retry means the same. */
  readonly options?: Readonly<Record<string, string>>;
  /** Identity the input had, when it was known (conflicts). */
  readonly id?: string;
}

export interface QuarantineItem extends Omit<QuarantineDraft, "content"> {
  /** `q<number>`, in order of arrival. */
  readonly itemId: string;
  readonly status: QuarantineStatus;
  readonly quarantinedAt: string;
  readonly contentBytes: number;
  readonly retries: number;
  /** Ledger positions a successful retry was given. */
  readonly resolvedSeqs?: readonly number[];
  readonly note?: string;
}

export interface QuarantineStore {
  /** Durable when it returns. Throws `ledger-stopped` on failure: the caller must then not acknowledge. */
  add(drafts: readonly QuarantineDraft[]): QuarantineItem[];
  /** Newest first. `before` is an itemId. */
  list(query: {
    status?: QuarantineStatus;
    source?: string;
    before?: string;
    limit: number;
  }): QuarantineItem[];
  get(itemId: string): QuarantineItem | null;
  /** The clear bytes. Throws `key-unavailable` when the key was destroyed. */
  content(itemId: string): Uint8Array;
  /** Records the outcome of a retry or a person's decision; durable when it returns. */
  recordOutcome(
    itemId: string,
    outcome:
      | { status: "resolved"; seqs: readonly number[]; by: string }
      | { status: "open"; message: string; by: string }
      | { status: "dismissed"; note: string; by: string },
  ): QuarantineItem;
  openCount(): number;
  close(): void;
}
