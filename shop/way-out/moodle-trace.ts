import { basename, dirname, extname, join } from "node:path";
import { z } from "zod";
import type { ShopDatabase } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import type { LoggedEvent } from "../events/shop-event.ts";
import type { Store } from "../settings.ts";
import { TextFile } from "./text-file.ts";
import { traceRecord } from "./trace-record.ts";

/** Visits whose store is remembered: more than happen within a batch. */
const STORES_REMEMBERED_MAX = 10_000;

const visitRow = z.object({ store: z.string() });

export interface MoodleTraceOptions {
  /** `trace.txt` gives `trace-europe.txt` and so on: a trace names no zone, so each store has its own file. */
  readonly path: string;
  readonly stores: readonly Store[];
  /** Knows the store of a visit: the web database. */
  readonly visits: ShopDatabase;
  /** As of the event file. */
  readonly durable?: boolean;
}

/** The path of one store's trace. */
export function storeTracePath(path: string, store: string): string {
  const extension = extname(path);
  return join(dirname(path), `${basename(path, extension)}-${store}${extension}`);
}

/**
 * The text trace of the Moodle shop, of the events that belong to visits; what went wrong before a visit had
 * an ID stands without one, in the file of the store it names, else of the first. To be ingested with the
 * format `moodle-trace` and the store's zone.
 */
export class MoodleTrace {
  readonly #options: MoodleTraceOptions;
  readonly #files: ReadonlyMap<string, { readonly file: TextFile; readonly timezone: string }>;
  readonly #storeOfVisit = new Map<string, string>();

  constructor(options: MoodleTraceOptions) {
    this.#options = options;
    const { durable = true } = options;
    this.#files = new Map(
      options.stores.map(({ code, timezone }) => [
        code,
        { file: new TextFile(storeTracePath(options.path, code), { durable }), timezone },
      ]),
    );
  }

  /**
   * Appends the records of these events. After a failure (`internal`) or a crash the same events are given
   * again, and each file goes on where it stopped.
   */
  write(events: readonly LoggedEvent[]): void {
    const texts = new Map<string, string>();
    for (const event of events) {
      if (event.transactionId === undefined && event.unattributed === undefined) continue;
      const store = this.#storeOf(event);
      const { timezone } = this.#fileOf(store);
      texts.set(store, (texts.get(store) ?? "") + traceRecord(event, timezone));
    }
    for (const [store, text] of texts) this.#fileOf(store).file.append(text);
  }

  sync(): void {
    for (const { file } of this.#files.values()) file.sync();
  }

  /** Idempotent. */
  close(): void {
    for (const { file } of this.#files.values()) file.close();
  }

  #fileOf(store: string): { file: TextFile; timezone: string } {
    const found = this.#files.get(store);
    if (found === undefined) throw new ShopError("internal", `There is no store ${store}.`);
    return found;
  }

  #storeOf({ transactionId, attributes }: LoggedEvent): string {
    const named = attributes?.["store"];
    const visited = transactionId === undefined ? undefined : this.#visitedStore(transactionId);
    const known = [visited, named].find(
      (store): store is string => typeof store === "string" && this.#files.has(store),
    );
    return known ?? this.#options.stores[0]?.code ?? "";
  }

  #visitedStore(transactionId: string): string | undefined {
    const remembered = this.#storeOfVisit.get(transactionId);
    if (remembered !== undefined) return remembered;
    const visit = this.#options.visits.get(
      visitRow,
      "SELECT store FROM visits WHERE transactionId = ?",
      transactionId,
    );
    if (visit === undefined) return undefined;
    if (this.#storeOfVisit.size >= STORES_REMEMBERED_MAX) this.#storeOfVisit.clear();
    this.#storeOfVisit.set(transactionId, visit.store);
    return visit.store;
  }
}
