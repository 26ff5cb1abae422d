import type { IngestRequest } from "#ingest/pipeline/ingest-gateway.ts";
import type { GroupResult } from "#ingest/pipeline/ingest-pipeline.ts";
import type { CheckpointStore } from "#storage/checkpoints/checkpoint-store.ts";
import { advance, type FileCheckpoint } from "#storage/checkpoints/file-checkpoint.ts";

/** Keeps how far followed files were read: after the group is durable, before its requests are answered. */
export class PieceCheckpoints {
  readonly #store: Pick<CheckpointStore, "save">;
  readonly #headSeq: () => number;

  constructor(store: Pick<CheckpointStore, "save">, headSeq: () => number) {
    this.#store = store;
    this.#headSeq = headSeq;
  }

  /**
   * The results, with the checkpoint in the answer to each piece of a followed file. Where they cannot be
   * kept, such requests fail: their pieces come again, and give duplicates.
   */
  keep(requests: readonly IngestRequest[], results: readonly GroupResult[]): GroupResult[] {
    const saved: FileCheckpoint[] = [];
    const answered = results.map((result, at): GroupResult => {
      const { checkpoint: piece, body } = requests[at] ?? {};
      if (!result.ok || piece === undefined || body === undefined) return result;
      const { consumedBytes, continuation } = result.answer;
      const checkpoint = advance(piece, body, consumedBytes, continuation);
      saved.push(checkpoint);
      if (piece.next !== undefined) saved.push(piece.next);
      return { ok: true, answer: { ...result.answer, checkpoint } };
    });
    try {
      this.#store.save(saved, this.#headSeq());
      return answered;
    } catch (error) {
      return results.map((result, at) =>
        requests[at]?.checkpoint === undefined ? result : { ok: false, error },
      );
    }
  }
}
