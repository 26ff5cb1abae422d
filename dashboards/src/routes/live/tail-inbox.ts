import type { TailEvent, TailGap } from "#query/answers/tail-messages.ts";
import { markFill } from "../../events/event-kind.ts";
import { countArrival, noArrivals } from "./arrival-counts.ts";
import type { Arrivals } from "./arrival-counts.ts";
import { LIVE_ROWS_HELD_MAX, pushBounded } from "./tail-rows.ts";
import type { LiveRow } from "./tail-rows.ts";

/** Levels that tell of a problem where the type does not. */
const PROBLEM_LEVELS: ReadonlySet<string> = new Set(["error", "fatal", "critical"]);

/** Refused, failed, or said to be an error: what `e` goes to. */
export function isProblem(event: TailEvent["event"]): boolean {
  return markFill(event) === "refused" || PROBLEM_LEVELS.has(event.level?.toLowerCase() ?? "");
}

/** What has arrived and is not drawn yet, by column, with counts of all that arrived. */
export class TailInbox {
  readonly #pending = new Map<string, LiveRow[]>();
  readonly #arrivals = new Map<string, Arrivals>();

  /** Opens columns that are new, watched from `second` on, and forgets those that are gone. */
  setColumns(queries: readonly string[], second: number): void {
    for (const query of this.#arrivals.keys()) {
      if (queries.includes(query)) continue;
      this.#arrivals.delete(query);
      this.#pending.delete(query);
    }
    for (const query of queries) {
      if (!this.#arrivals.has(query)) this.#arrivals.set(query, noArrivals(second));
    }
  }

  /** `nowSecond`: of the service's clock; no record is later. */
  add({ event, queries: places }: TailEvent, queries: readonly string[], nowSecond: number): void {
    const problem = isProblem(event);
    const second = Math.min(nowSecond, Math.floor(Date.parse(event.recordedAt) / 1000));
    for (const place of places) {
      const query = queries[place];
      const arrivals = query === undefined ? undefined : this.#arrivals.get(query);
      if (query === undefined || arrivals === undefined) continue;
      this.#arrivals.set(query, countArrival(arrivals, second, problem));
      this.#push(query, { kind: "record", key: event.reference, event });
    }
  }

  /** A gap of the stream is one of every column: nobody looked at these records for any. */
  addGap(gap: TailGap): void {
    for (const query of this.#arrivals.keys()) {
      this.#push(query, { kind: "gap", key: `gap ${gap.from}`, ...gap });
    }
  }

  #push(query: string, row: LiveRow): void {
    const rows = this.#pending.get(query) ?? [];
    pushBounded(rows, row, LIVE_ROWS_HELD_MAX);
    this.#pending.set(query, rows);
  }

  /** Everything that waits, once. */
  take(): ReadonlyMap<string, readonly LiveRow[]> {
    const taken = new Map(this.#pending);
    this.#pending.clear();
    return taken;
  }

  /** Rows that wait, by column; columns where none does are left out. */
  waiting(): ReadonlyMap<string, number> {
    return new Map([...this.#pending].map(([query, rows]) => [query, rows.length]));
  }

  arrivals(): ReadonlyMap<string, Arrivals> {
    return new Map(this.#arrivals);
  }
}
