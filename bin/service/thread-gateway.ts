import { TracewellError } from "#domain/errors.ts";
import {
  INGEST_QUEUE_BYTES_MAX,
  type IngestAnswer,
  type IngestGateway,
  type IngestRequest,
  type RetryRequest,
  type SourceChange,
} from "#ingest/pipeline/ingest-gateway.ts";
import type { AppliedSources, ConfiguredSources } from "#ingest/pipeline/source-registry.ts";
import type { ServiceState } from "./service-state.ts";
import type { ThreadClient } from "./thread-rpc.ts";

/** The ingest gateway of the main thread: bounds what waits for the writer, and waits for the index. */
export class ThreadGateway implements IngestGateway {
  readonly #writer: Pick<ThreadClient, "call">;
  readonly #state: ServiceState;
  readonly #indexWaitMsMax: number;
  #queuedBytes = 0;

  constructor(options: {
    writer: Pick<ThreadClient, "call">;
    state: ServiceState;
    indexWaitMsMax: number;
  }) {
    this.#writer = options.writer;
    this.#state = options.state;
    this.#indexWaitMsMax = options.indexWaitMsMax;
  }

  async ingest(request: IngestRequest): Promise<IngestAnswer> {
    const answer = await this.#write(request);
    return request.waitIndexed ? await this.#whenIndexed(answer) : answer;
  }

  retryQuarantined(request: RetryRequest): Promise<IngestAnswer> {
    return this.#writer.call("retryQuarantined", request);
  }

  dismissQuarantined(request: { itemId: string; note: string; by: string }): Promise<void> {
    return this.#writer.call("dismissQuarantined", request);
  }

  configureSource(change: SourceChange): Promise<void> {
    return this.#writer.call("configureSource", change);
  }

  removeSource(name: string): Promise<void> {
    return this.#writer.call("removeSource", name);
  }

  /** All or none; see `SourceRegistry.applyConfiguration`. */
  applyConfiguration(configured: ConfiguredSources): Promise<AppliedSources> {
    return this.#writer.call("applyConfiguration", configured);
  }

  /** What waits for the index later on no longer stands in the writer's queue. */
  async #write(request: IngestRequest): Promise<IngestAnswer> {
    const bytes = request.body.length;
    if (this.#queuedBytes + bytes > INGEST_QUEUE_BYTES_MAX) {
      throw new TracewellError(
        "overloaded",
        `The writer has ${this.#queuedBytes} bytes waiting, of ${INGEST_QUEUE_BYTES_MAX} at most; send again in a second.`,
      );
    }
    this.#queuedBytes += bytes;
    try {
      const { buffer, byteOffset, byteLength } = request.body;
      const owned =
        buffer instanceof ArrayBuffer && byteOffset === 0 && byteLength === buffer.byteLength;
      return await this.#writer.call<IngestAnswer>("ingest", request, owned ? [buffer] : []);
    } finally {
      this.#queuedBytes -= bytes;
    }
  }

  async #whenIndexed(answer: IngestAnswer): Promise<IngestAnswer> {
    const seq = lastSeqOf(answer);
    const indexed = await this.#state.indexedThrough(seq, this.#indexWaitMsMax);
    return { ...answer, indexed };
  }
}

/** Who sends again after a broken connection waits for the records of the first time. */
function lastSeqOf({ lastSeq, items }: IngestAnswer): number {
  return items.reduce((last, { seq = 0 }) => Math.max(last, seq), lastSeq ?? 0);
}
