import type { EventAnswer } from "#query/answers/event-answer.ts";
import type { TailSlice } from "#query/query-engine.ts";

/** A matching record with its JSON, which is written once for all clients. */
export class TailItem {
  readonly seq: number;
  readonly event: EventAnswer;
  #json: string | null = null;

  constructor(event: EventAnswer) {
    this.seq = event.seq;
    this.event = event;
  }

  get json(): string {
    this.#json ??= JSON.stringify(this.event);
    return this.#json;
  }
}

export interface TailMatch {
  readonly item: TailItem;
  /** Places among the client's own queries. */
  readonly queries: readonly number[];
}

/**
 * A stretch of a ledger, read once and shared by the clients whose queries it was matched against.
 */
export class SharedSlice {
  readonly ledger: string;
  readonly afterSeq: number;
  readonly throughSeq: number;
  readonly #byQuery: Map<string, TailItem[]>;

  constructor(ledger: string, afterSeq: number, queries: readonly string[], slice: TailSlice) {
    this.ledger = ledger;
    this.afterSeq = afterSeq;
    this.throughSeq = slice.throughSeq;
    this.#byQuery = new Map(queries.map((query) => [query, []]));
    for (const { event, queries: places } of slice.items) {
      const item = new TailItem(event);
      for (const place of places) this.#byQuery.get(queries[place] ?? "")?.push(item);
    }
  }

  /** True when it can tell what follows `seq` for these queries. */
  serves(ledger: string, seq: number, queries: readonly string[]): boolean {
    return (
      ledger === this.ledger &&
      seq >= this.afterSeq &&
      seq < this.throughSeq &&
      queries.every((query) => this.#byQuery.has(query))
    );
  }

  /** Matches of a client's queries after `seq`, ascending. */
  matches(queries: readonly string[], seq: number): TailMatch[] {
    const found = new Map<TailItem, number[]>();
    queries.forEach((query, place) => {
      for (const item of this.#byQuery.get(query) ?? []) {
        if (item.seq <= seq) continue;
        const places = found.get(item);
        if (places === undefined) found.set(item, [place]);
        else places.push(place);
      }
    });
    const matches = [...found].map(([item, places]) => ({ item, queries: places }));
    return queries.length === 1 ? matches : matches.sort((a, b) => a.item.seq - b.item.seq);
  }
}
