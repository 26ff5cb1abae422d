import { z } from "zod";
import type { Explanation, OrderNumberAnswer } from "../answers/number-answers.ts";
import type { Positions } from "../coverage.ts";
import type { QuerySources } from "../query-sources.ts";
import type { OrderNumbersRequest } from "./number-request.ts";
import { type NumberSpan, readSpan } from "./read-span.ts";

/** Numbers of a sequence that one request looks at, told or not: some hundred milliseconds of work. */
const NUMBERS_LOOKED_AT_MAX = 10_000;

/** Numbers looked at together. */
const SPAN_NUMBERS = 1_000;

/** Where a page begins: a sequence, and how many of its rows came before; two orders may carry one number. */
interface Place {
  readonly sequence: number;
  readonly taken: number;
}

/** The part of a store's sequence that is asked for. */
export interface StoreRange {
  readonly store: string;
  /** The lowest place that some record tells. */
  readonly first: number;
  readonly begin: number;
  readonly end: number;
}

/** Fills one page, store after store, within what one request may look at. */
export class NumberPage {
  readonly items: OrderNumberAnswer[] = [];
  readonly reasons = new Set<string>();
  readonly #sources: QuerySources;
  readonly #request: OrderNumbersRequest;
  readonly #throughSeq: Positions;
  readonly #wanted: ReadonlySet<Explanation> | null;
  #left = NUMBERS_LOOKED_AT_MAX;

  constructor(sources: QuerySources, request: OrderNumbersRequest, throughSeq: Positions) {
    this.#sources = sources;
    this.#request = request;
    this.#throughSeq = throughSeq;
    const { explanations } = request;
    this.#wanted = explanations === undefined ? null : new Set(explanations);
  }

  /** Takes numbers from where the page before ended; says where this one does, null at the end of all. */
  async fill(ranges: readonly StoreRange[], after: string | null): Promise<string | null> {
    const start = after === null ? null : readPlace(after);
    const place = start === null ? 0 : ranges.findIndex(({ store }) => store === start.store);
    for (const range of ranges.slice(Math.max(0, place))) {
      const begin = range.store === start?.store ? start : { sequence: range.begin, taken: 0 };
      const { sequence, taken } = await this.#fillFrom(range, begin);
      if (sequence < range.end) return JSON.stringify([range.store, sequence, taken]);
    }
    return null;
  }

  async #fillFrom({ store, first, end }: StoreRange, begin: Place): Promise<Place> {
    let next = begin;
    while (next.sequence < end && this.items.length < this.#request.limit && this.#left > 0) {
      const from = next.sequence;
      const span = await readSpan(this.#sources, {
        store,
        from,
        end: Math.min(end, from + this.#spanNumbers()),
        first,
        throughSeq: this.#throughSeq,
        nowMs: this.#request.nowMs,
      });
      for (const reason of span.reasons) this.reasons.add(reason);
      next = this.#take(span, next);
      this.#left -= next.sequence - from;
    }
    return next;
  }

  /** Every place gives an item where nothing is filtered: no more of them are read than the page has left. */
  #spanNumbers(): number {
    const missing = this.#request.limit - this.items.length;
    return Math.min(this.#wanted === null ? missing : SPAN_NUMBERS, this.#left, SPAN_NUMBERS);
  }

  /** Takes over what is wanted, up to the limit; gives the place that is next. */
  #take({ numbers, end }: NumberSpan, next: Place): Place {
    let place: Place = { sequence: next.sequence, taken: 0 };
    for (const number of numbers) {
      const { sequence, explanation } = number;
      const taken = sequence === place.sequence ? place.taken : 0;
      place = { sequence, taken: taken + 1 };
      if (sequence === next.sequence && taken < next.taken) continue;
      if (this.#wanted?.has(explanation) === false) continue;
      if (this.items.length === this.#request.limit) return { sequence, taken };
      this.items.push(number);
    }
    return { sequence: end, taken: 0 };
  }
}

const placeSchema = z.tuple([z.string(), z.number(), z.number()]);

function readPlace(text: string): Place & { readonly store: string } {
  const [store, sequence, taken] = placeSchema.parse(JSON.parse(text));
  return { store, sequence, taken };
}
