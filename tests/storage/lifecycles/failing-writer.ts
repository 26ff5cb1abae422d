import { TracewellError } from "#domain/errors.ts";
import type { LifecycleBatch, LifecycleWriter } from "#storage/lifecycles/lifecycle-store.ts";

/** A writer whose next write fails as told: before it is done, or after it was; or finds the file damaged. */
export class FailingWriter {
  failing: "before" | "after" | "damaged" | null = null;
  readonly writer: LifecycleWriter;

  constructor(writer: LifecycleWriter) {
    this.writer = {
      position: (ledger) => writer.position(ledger),
      judgedMs: () => writer.judgedMs(),
      seqsOf: (objects, limit) => writer.seqsOf(objects, limit),
      lateRecords: (seqs) => writer.lateRecords(seqs),
      latestTimes: () => writer.latestTimes(),
      due: (atMs, limit) => writer.due(atMs, limit),
      nextChangeMs: () => writer.nextChangeMs(),
      write: (batch) => this.#write(writer, batch),
      tell: (noticedMs) => writer.tell(noticedMs),
      dropBefore: (ledger, seq) => writer.dropBefore(ledger, seq),
      outdated: (limit) => writer.outdated(limit),
      clear: () => writer.clear(),
      close: () => writer.close(),
    };
  }

  async #write(writer: LifecycleWriter, batch: LifecycleBatch): Promise<void> {
    const { failing } = this;
    this.failing = null;
    if (failing === "before") throw new Error("The disk is full.");
    if (failing === "damaged") {
      const detail = { damaged: true };
      throw new TracewellError("index-unavailable", "The file is damaged.", { detail });
    }
    await writer.write(batch);
    if (failing === "after") throw new Error("The answer was lost.");
  }
}
