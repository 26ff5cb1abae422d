import type { IngestAnswer, IngestRequest } from "#ingest/pipeline/ingest-gateway.ts";
import type { IngestPipeline } from "#ingest/pipeline/ingest-pipeline.ts";
import type { CommittedGroup } from "#storage/ledger/ledger.ts";
import type { PieceCheckpoints } from "./piece-checkpoints.ts";

/** Body bytes that share one sync: more gains nothing and would delay the first answers. */
const GROUP_BODY_BYTES_MAX = 16 * 1024 * 1024;

interface Waiting {
  readonly request: IngestRequest;
  readonly resolve: (answer: IngestAnswer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit: everything that arrived while the last group was being synced becomes the next group.
 * `onGroup` hears of each committed group before its requests are answered.
 */
export class CommittingQueue {
  readonly #pipeline: IngestPipeline;
  readonly #onGroup: (group: CommittedGroup) => void;
  readonly #checkpoints: PieceCheckpoints | undefined;
  readonly #waiting: Waiting[] = [];
  #scheduled = false;

  constructor(
    pipeline: IngestPipeline,
    onGroup: (group: CommittedGroup) => void,
    checkpoints?: PieceCheckpoints,
  ) {
    this.#pipeline = pipeline;
    this.#onGroup = onGroup;
    this.#checkpoints = checkpoints;
  }

  add(request: IngestRequest): Promise<IngestAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#commitNext();
      if (this.#waiting.length > 0) this.#schedule();
    });
  }

  #commitNext(): void {
    const group: Waiting[] = [];
    let bodyBytes = 0;
    for (const waiting of this.#waiting) {
      bodyBytes += waiting.request.body.length;
      if (group.length > 0 && bodyBytes > GROUP_BODY_BYTES_MAX) break;
      group.push(waiting);
    }
    this.#waiting.splice(0, group.length);
    try {
      const { results, group: committed } = this.#pipeline.run(group.map(({ request }) => request));
      if (committed !== null) this.#onGroup(committed);
      const requests = group.map(({ request }) => request);
      const kept = this.#checkpoints?.keep(requests, results) ?? results;
      kept.forEach((result, at) => {
        if (result.ok) group[at]?.resolve(result.answer);
        else group[at]?.reject(result.error);
      });
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }
}
