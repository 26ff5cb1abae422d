import { Readable } from "node:stream";
import type { ServerResponse } from "node:http";
import type { ApiContext } from "../context.ts";
import type { Problem } from "../problem.ts";
import { RequestError } from "../problem.ts";
import { followTail } from "./follow-tail.ts";
import type { TailFormat } from "./tail-format.ts";
import type { TailPosition } from "./tail-position.ts";
import { TailPulse } from "./tail-pulse.ts";
import { TailReader } from "./tail-reader.ts";

export interface TailSubscription {
  readonly queries: readonly string[];
  readonly position: TailPosition;
  readonly format: TailFormat;
  /** What a failure in the middle is told as. */
  readonly describe: (error: unknown) => Problem;
}

/** The open live streams of one app. */
export class TailHub {
  readonly #context: ApiContext;
  readonly #reader: TailReader;
  readonly #pulse: TailPulse;
  readonly #open = new Set<AbortController>();
  readonly #unsubscribe: () => void;
  #closed = false;

  constructor(context: ApiContext) {
    const { limits, ports, nowMs } = context;
    this.#context = context;
    this.#pulse = new TailPulse(limits.tailPulseMs);
    this.#reader = new TailReader({
      engine: ports.engine,
      nowMs,
      sliceRecordsMax: limits.tailSliceRecordsMax,
      sharedQueriesMax: limits.tailSharedQueriesMax,
    });
    this.#unsubscribe = ports.onCommitted(() => this.#pulse.notice());
  }

  get size(): number {
    return this.#open.size;
  }

  /** Throws `too-many-tails`. */
  checkRoom(): void {
    const { tailClientsMax } = this.#context.limits;
    if (this.#open.size < tailClientsMax) return;
    throw new RequestError(
      "too-many-tails",
      `${tailClientsMax} live streams are open, and no more are taken. Close one: one stream serves many queries.`,
    );
  }

  /** The stream of one client, until its response is closed or the hub is. */
  open(subscription: TailSubscription, response: ServerResponse): Readable {
    this.checkRoom();
    const abort = new AbortController();
    this.#open.add(abort);
    if (this.#closed) abort.abort();
    const leave = this.#reader.join(subscription.queries);
    const end = (): void => {
      abort.abort();
      this.#open.delete(abort);
      leave();
    };
    // The generator may be waiting for records: destroying the stream alone would not wake it.
    response.once("close", end);
    const { limits, ports, nowMs, metrics } = this.#context;
    const messages = followTail({
      ...subscription,
      reader: this.#reader,
      pulse: this.#pulse,
      signal: abort.signal,
      heads: () => ports.status().heads,
      nowMs,
      heartbeatMs: limits.tailHeartbeatMs,
      lagRecordsMax: limits.tailLagRecordsMax,
      onDropped: (records) => metrics.countDropped(records),
    });
    // One chunk waits here while the socket is full; then nothing more is read for this client.
    return Readable.from(messages, { highWaterMark: 1 });
  }

  /** Ends every stream; clients resume where they were. */
  close(): void {
    this.#closed = true;
    this.#unsubscribe();
    this.#pulse.stop();
    for (const abort of this.#open) abort.abort();
  }
}
