import type { IngestAnswer, IngestItem } from "./ingest-gateway.ts";

/** Where reading stopped. */
export interface BodyEnd {
  readonly consumedBytes: number;
  readonly continuation: string | undefined;
}

interface Refusal {
  readonly reason: string;
  readonly message: string;
  readonly position: object;
}

/** Collects the outcome of each record of one request. */
export class AnswerBuilder {
  /** Whether plainly accepted records are listed too. */
  readonly allItems: boolean;
  #consumedBytes = 0;
  #continuation: string | undefined;
  readonly #items: IngestItem[] = [];
  #accepted = 0;
  #duplicate = 0;
  #quarantined = 0;
  #firstSeq: number | null = null;
  #lastSeq: number | null = null;

  constructor(options: { allItems: boolean }) {
    this.allItems = options.allItems;
  }

  /** Tells where reading stopped. */
  end({ consumedBytes, continuation }: BodyEnd): void {
    this.#consumedBytes = consumedBytes;
    this.#continuation = continuation;
  }

  accepted(index: number, seq: number, id: string | undefined): void {
    this.#accepted += 1;
    this.#firstSeq ??= seq;
    this.#lastSeq = seq;
    if (this.allItems)
      this.#items.push({ index, status: "accepted", seq, ...(id !== undefined && { id }) });
  }

  duplicate(index: number, seq: number, id: string | undefined): void {
    this.#duplicate += 1;
    this.#items.push({ index, status: "duplicate", seq, ...(id !== undefined && { id }) });
  }

  quarantined(index: number, itemId: string | undefined, refusal: Refusal): void {
    this.#quarantined += 1;
    this.#items.push({
      index,
      status: "quarantined",
      ...(itemId !== undefined && { id: itemId }),
      error: { code: refusal.reason, message: refusal.message, position: { ...refusal.position } },
    });
  }

  /** Items by their place in the body. */
  build(): IngestAnswer {
    return {
      accepted: this.#accepted,
      duplicate: this.#duplicate,
      quarantined: this.#quarantined,
      firstSeq: this.#firstSeq,
      lastSeq: this.#lastSeq,
      items: this.#items.sort((left, right) => left.index - right.index),
      consumedBytes: this.#consumedBytes,
      ...(this.#continuation !== undefined && { continuation: this.#continuation }),
    };
  }
}
