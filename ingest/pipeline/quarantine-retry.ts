import { TracewellError } from "#domain/errors.ts";
import type { CommittedGroup } from "#storage/ledger/ledger.ts";
import type { QuarantineItem, QuarantineStore } from "#storage/quarantine/quarantine-store.ts";
import type { IngestAnswer, IngestRequest, RetryRequest } from "./ingest-gateway.ts";
import type { IngestPipeline } from "./ingest-pipeline.ts";

/** Reads quarantined input again after a fix, or sets it aside with a reason. Nothing is ever deleted. */
export class QuarantineRetry {
  readonly #pipeline: IngestPipeline;
  readonly #quarantine: QuarantineStore;

  constructor(ports: { pipeline: IngestPipeline; quarantine: QuarantineStore }) {
    this.#pipeline = ports.pipeline;
    this.#quarantine = ports.quarantine;
  }

  /**
   * The item is resolved when every record in it was accepted; else it stays open with the new reason.
   * Throws `not-found`, and `invalid-parameter` for an item that is not open and for blank content.
   */
  retry(request: RetryRequest): { answer: IngestAnswer; group: CommittedGroup | null } {
    const item = this.#openItem(request.itemId);
    if (request.content !== undefined && isBlank(request.content)) {
      throw new TracewellError(
        "invalid-parameter",
        "The corrected content is blank. Give the mended input, or dismiss the item.",
      );
    }
    const { answer, group } = this.#pipeline.retry(this.#ingestRequest(item, request), item.itemId);
    const accepted = answer.items.flatMap(({ seq, status }) =>
      seq === undefined || status === "quarantined" ? [] : [seq],
    );
    const refusal = answer.items.find(({ status }) => status === "quarantined");
    if (refusal !== undefined || accepted.length === 0) {
      const message = refusal?.error?.message ?? "The input holds no record.";
      this.#quarantine.recordOutcome(item.itemId, { status: "open", message, by: request.by });
    } else {
      this.#quarantine.recordOutcome(item.itemId, {
        status: "resolved",
        seqs: accepted,
        by: request.by,
      });
    }
    return { answer, group };
  }

  dismiss(request: { itemId: string; note: string; by: string }): void {
    this.#openItem(request.itemId);
    this.#quarantine.recordOutcome(request.itemId, {
      status: "dismissed",
      note: request.note,
      by: request.by,
    });
  }

  #openItem(itemId: string): QuarantineItem {
    const item = this.#quarantine.get(itemId);
    if (item === null) {
      throw new TracewellError("not-found", `There is no quarantined item ${itemId}.`);
    }
    if (item.status !== "open") {
      throw new TracewellError(
        "invalid-parameter",
        `Item ${itemId} is already ${item.status}; only open items can be retried or dismissed.`,
      );
    }
    return item;
  }

  #ingestRequest(item: QuarantineItem, request: RetryRequest): IngestRequest {
    const timezone = request.timezone ?? item.options?.timezone;
    const assumedTimeMs = request.assumedTimeMs ?? assumedTimeOf(item);
    const { offset, line, file } = item.position;
    return {
      body: request.content ?? this.#quarantine.content(item.itemId),
      sourceName: request.sourceName ?? item.sourceName,
      format: request.format ?? item.format,
      waitIndexed: false,
      allItems: true,
      ...(timezone !== undefined && { timezone }),
      ...(assumedTimeMs !== undefined && { assumedTimeMs }),
      ...(file !== undefined && { file }),
      ...(item.options?.fingerprint !== undefined && { fingerprint: item.options.fingerprint }),
      ...(item.options?.idempotencyKey !== undefined && {
        idempotencyKey: item.options.idempotencyKey,
        startIndex: item.position.index ?? 0,
      }),
      ...(item.options?.continuation !== undefined && { continuation: item.options.continuation }),
      ...(offset !== undefined && { startOffset: offset }),
      ...(line !== undefined && { startLine: line }),
    };
  }
}

/** What the first reading took for the time of text without one; undefined where it knew none. */
function assumedTimeOf({ options, quarantinedAt }: QuarantineItem): number | undefined {
  if (options?.assumedTime !== undefined) return Date.parse(options.assumedTime);
  const isRepeatable = options?.fingerprint !== undefined || options?.idempotencyKey !== undefined;
  return isRepeatable ? undefined : Date.parse(quarantinedAt);
}

function isBlank(content: Uint8Array): boolean {
  return Buffer.from(content).toString("utf8").trim() === "";
}
