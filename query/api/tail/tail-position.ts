import { TracewellError } from "#domain/errors.ts";
import type { LedgerHead } from "../ports.ts";

/** Ledgers a position may name; far above the few a service has. */
const LEDGERS_MAX = 256;

const SEQ = /^\d{1,15}$/;

/** Where a live stream stands: in each ledger, the last record that was looked at. */
export class TailPosition {
  readonly #seqs: Map<string, number>;

  constructor(seqs: Iterable<readonly [string, number]>) {
    this.#seqs = new Map(seqs);
  }

  static atHeads(heads: readonly LedgerHead[]): TailPosition {
    return new TailPosition(heads.map(({ ledger, headSeq }) => [ledger, headSeq]));
  }

  /** Reads what `id` wrote. Throws `invalid-cursor`. */
  static parse(id: string): TailPosition {
    const text = Buffer.from(id, "base64url").toString("utf8");
    const fields = text.split(" ");
    if (fields.length % 2 !== 0 || fields.length > 2 * LEDGERS_MAX) throw foreignId();
    const seqs: [string, number][] = [];
    for (let at = 0; at < fields.length; at += 2) {
      const [ledger = "", seq = ""] = fields.slice(at, at + 2);
      if (ledger === "" || !SEQ.test(seq)) throw foreignId();
      seqs.push([ledger, Number(seq)]);
    }
    return new TailPosition(seqs);
  }

  /** A ledger that was not there before is read from its beginning. */
  seqOf(ledger: string): number {
    return this.#seqs.get(ledger) ?? 0;
  }

  moveTo(ledger: string, seq: number): void {
    this.#seqs.set(ledger, seq);
  }

  /** Opaque to clients; as of `seq` in `ledger` when given. Ledger names hold no blanks. */
  id(ledger?: string, seq?: number): string {
    const fields = [...this.#seqs].map(
      ([name, through]) => `${name} ${name === ledger ? (seq ?? through) : through}`,
    );
    return Buffer.from(fields.join(" ")).toString("base64url");
  }

  /** Throws `invalid-cursor` for a position that the ledgers do not have. */
  checkAgainst(heads: readonly LedgerHead[]): void {
    for (const [ledger, seq] of this.#seqs) {
      const head = heads.find((known) => known.ledger === ledger);
      if (head === undefined || seq > head.headSeq) {
        throw new TracewellError(
          "invalid-cursor",
          `The position ${ledger}:${seq} lies beyond what this service has. It may come from another one.`,
        );
      }
    }
  }
}

function foreignId(): TracewellError {
  return new TracewellError("invalid-cursor", "This position was not made by this service.");
}
