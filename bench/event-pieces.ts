import { generateEvents } from "./generate-events.ts";

/** Events made at a time: making all of a hundred million first would need more memory than there is. */
export const PIECE_EVENTS = 1_000_000;

/** Body of one push: what a busy relay would send. */
export const BODY_BYTES = 4 * 1024 * 1024;

/** Transactions asked for later, spread evenly over all events. */
const SAMPLED_TRANSACTIONS = 2_000;

export interface EventPiece {
  readonly events: number;
  readonly bytes: number;
  /** NDJSON, about `BODY_BYTES` each. */
  readonly bodies: readonly Buffer[];
}

/** The comparison data piece by piece; `transactionIds` grows with them. */
export class EventPieces {
  readonly transactionIds: string[] = [];
  readonly #lines: Generator<string>;
  readonly #sampleEvery: number;
  #left: number;
  #made = 0;

  constructor(count: number, seed: number) {
    this.#lines = generateEvents(count, seed);
    this.#left = count;
    this.#sampleEvery = Math.ceil(count / SAMPLED_TRANSACTIONS);
  }

  /** Null at the end. */
  next(): EventPiece | null {
    const events = Math.min(PIECE_EVENTS, this.#left);
    if (events === 0) return null;
    this.#left -= events;
    const bodies: Buffer[] = [];
    let text: string[] = [];
    let bodyBytes = 0;
    let bytes = 0;
    for (let at = 0; at < events; at++) {
      const line: string = this.#lines.next().value;
      if (this.#made++ % this.#sampleEvery === 0) this.#sample(line);
      text.push(line);
      bodyBytes += line.length + 1;
      if (bodyBytes < BODY_BYTES && at < events - 1) continue;
      bodies.push(Buffer.from(`${text.join("\n")}\n`));
      bytes += bodyBytes;
      text = [];
      bodyBytes = 0;
    }
    return { events, bytes, bodies };
  }

  #sample(line: string): void {
    this.transactionIds.push((JSON.parse(line) as { transactionId: string }).transactionId);
  }
}

/** Events per second of one thread that only splits and parses the same lines. */
export function parseRate({ bodies }: EventPiece, secondsMax = 3): number {
  let parsed = 0;
  const startedMs = performance.now();
  for (const body of bodies) {
    for (const line of body.toString("utf8").split("\n")) {
      if (line === "") continue;
      JSON.parse(line);
      parsed += 1;
    }
    if (performance.now() - startedMs > secondsMax * 1_000) break;
  }
  return parsed / ((performance.now() - startedMs) / 1_000);
}
