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

/** A message is one sentence, perhaps with an excerpt of the input; a longer one is cut. */
export const QUARANTINE_MESSAGE_CHARACTERS_MAX = 1_024;

/** A paragraph. A longer note is refused. */
export const QUARANTINE_NOTE_CHARACTERS_MAX = 2_000;

/** `open`: counts against coverage. `resolved`: a retry was accepted. `dismissed`: set aside by a person, with a reason. */
export type QuarantineStatus = "open" | "resolved" | "dismissed";

export interface QuarantineDraft {
  readonly reason: QuarantineReason;
  /**
   * One sentence: what is wrong, where, and how to mend it. It may quote the input: it is kept encrypted, and
   * cut to `QUARANTINE_MESSAGE_CHARACTERS_MAX`.
   */
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
  /**
   * Recognizes a repeat of the same input from the same place: a keyed hash, so that nothing of the input can
   * be guessed from it. Absent where a repeat cannot be told from new input.
   */
  readonly inputKey?: string;
}

/**
 * Message and note are in clear here and encrypted on disk. Once the item's key was destroyed, or where they
 * cannot be read, sentences that need no key stand in their place.
 */
export interface QuarantineItem extends Omit<QuarantineDraft, "content" | "inputKey"> {
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
  /**
   * The item of each draft, in order. A draft whose `inputKey` is known gives the item it has, whatever
   * became of that, and writes nothing. Durable when it returns. Throws `ledger-stopped` on failure: the
   * caller must then not acknowledge.
   */
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
  /**
   * Records the outcome of a retry or a person's decision; durable when it returns. Once the item's key was
   * destroyed, the outcome counts but its message or note is not kept. Throws `not-found`, and
   * `invalid-parameter` for a note longer than `QUARANTINE_NOTE_CHARACTERS_MAX`.
   */
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
