import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EventIndexReader, EventIndexWriter, IndexEntry } from "#storage/index/event-index.ts";
import { openSqliteIndexReader } from "#storage/index/sqlite/event-index-reader.ts";
import { openSqliteIndexWriter } from "#storage/index/sqlite/event-index-writer.ts";

/** An index on disk whose halves are opened as a test needs them; all are closed and removed at the end. */
export interface TemporaryIndex extends AsyncDisposable {
  readonly directory: string;
  openReader(partitionsOpenMax?: number): EventIndexReader;
  openWriter(): EventIndexWriter;
  /** The file of a partition of ledger `main`. */
  partitionFile(segmentFirstSeq: number): string;
}

export async function temporaryIndex(): Promise<TemporaryIndex> {
  const root = await mkdtemp(join(tmpdir(), "tracewell-index-"));
  const directory = join(root, "index");
  const open: { close(): Promise<void> }[] = [];
  const keep = <Half extends { close(): Promise<void> }>(half: Half): Half => {
    open.push(half);
    return half;
  };
  return {
    directory,
    openReader: (partitionsOpenMax = 64) =>
      keep(openSqliteIndexReader({ directory, partitionsOpenMax })),
    openWriter: () => keep(openSqliteIndexWriter({ directory })),
    partitionFile: (segmentFirstSeq) =>
      join(directory, "main", `${String(segmentFirstSeq).padStart(20, "0")}.db`),
    async [Symbol.asyncDispose]() {
      for (const half of open) await half.close();
      await rm(root, { recursive: true });
    },
  };
}

/** Records `first` to `last`, a second apart, each with a token of its own. */
export function numberedEntries(first: number, last: number): IndexEntry[] {
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const seq = first + index;
    const id = `N${seq}`;
    return {
      seq,
      timeMs: seq * 1_000,
      tokens: `t:${seq} y:type.${seq % 3} w:word`,
      identifiers: [{ objectType: "order", id, skeleton: id }],
    };
  });
}

/** Fills ledger `main` with segments of equal length. */
export async function fillSegments(
  writer: EventIndexWriter,
  options: { readonly segments: number; readonly recordsEach: number },
): Promise<void> {
  for (let index = 0; index < options.segments; index += 1) {
    const segmentFirstSeq = index * options.recordsEach + 1;
    const entries = numberedEntries(segmentFirstSeq, segmentFirstSeq + options.recordsEach - 1);
    await writer.index({ ledger: "main", segmentFirstSeq, entries });
  }
}
