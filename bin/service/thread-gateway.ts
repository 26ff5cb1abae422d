import { TracewellError } from "#domain/errors.ts";
import {
  INDEX_WAIT_MS_MAX,
  INGEST_QUEUE_BYTES_MAX,
  type IngestAnswer,
  type IngestGateway,
  type IngestRequest,
  type RetryRequest,
} from "#ingest/pipeline/ingest-gateway.ts";
import type { ServiceState } from "./service-state.ts";
import type { ThreadClient } from "./thread-rpc.ts";

/** The ingest gateway of the main thread: bounds what waits for the writer, and waits for the index. */
export class ThreadGateway implements IngestGateway {
  readonly #writer: ThreadClient;
  readonly #state: ServiceState;
  #queuedBytes = 0;

  constructor(ports: { writer: ThreadClient; state: ServiceState }) {
    this.#writer = ports.writer;
    this.#state = ports.state;
  }

  async ingest(request: IngestRequest): Promise<IngestAnswer> {
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
      const answer = await this.#writer.call<IngestAnswer>(
        "ingest",
        request,
        owned ? [buffer] : [],
      );
      return request.waitIndexed ? await this.#whenIndexed(answer) : answer;
    } finally {
      this.#queuedBytes -= bytes;
    }
  }

  retryQuarantined(request: RetryRequest): Promise<IngestAnswer> {
    return this.#writer.call("retryQuarantined", request);
  }

  dismissQuarantined(request: { itemId: string; note: string; by: string }): Promise<void> {
    return this.#writer.call("dismissQuarantined", request);
  }

  async #whenIndexed(answer: IngestAnswer): Promise<IngestAnswer> {
    if (answer.lastSeq === null) return { ...answer, indexed: true };
    const indexed = await this.#state.indexedThrough(answer.lastSeq, INDEX_WAIT_MS_MAX);
    return { ...answer, indexed };
  }
}
