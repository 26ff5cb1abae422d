import { setImmediate } from "node:timers/promises";
import { TracewellError } from "#domain/errors.ts";
import type { ExportSpool } from "#storage/exports/export-spool.ts";
import type { ExportStore } from "#storage/exports/export-store.ts";
import { type Positions, withCommas } from "../coverage.ts";
import type { QuerySources } from "../query-sources.ts";
import { ExportFileWriter } from "./export-file-writer.ts";
import type { ExportJob } from "./export-job.ts";
import { CHECKPOINT_BYTES, CHECKPOINT_MS, type ExportLimits } from "./export-limits.ts";
import { type ExportContext, type ExportPlace, runSteps } from "./export-work.ts";
import { makeManifest } from "./make-manifest.ts";
import { stepsOf } from "./steps-of.ts";

export interface ExportRun {
  readonly sources: QuerySources;
  readonly store: ExportStore;
  readonly limits: ExportLimits;
  readonly version: string;
  readonly nowMs: () => number;
  /** Bytes of the files of all other exports. */
  readonly otherBytes: number;
  /** Told after every piece; what is durable is told by `save`. */
  readonly onProgress: (place: ExportPlace) => void;
  /** Durable when it returns. */
  readonly save: (job: ExportJob) => void;
  /** Ends the run at the next piece. */
  readonly signal: AbortSignal;
}

/** Made when something is gathered: lines of a search need none. */
class LazySpool {
  readonly #open: () => ExportSpool;
  #spool: ExportSpool | null = null;

  constructor(open: () => ExportSpool) {
    this.#open = open;
  }

  get(): ExportSpool {
    return (this.#spool ??= this.#open());
  }

  sync(): void {
    this.#spool?.sync();
  }

  close(): void {
    this.#spool?.close();
  }
}

function contextOf(run: ExportRun, job: ExportJob, spool: LazySpool): ExportContext {
  const { answer, facts, nowMs, positions } = job;
  const { sources, version } = run;
  return {
    sources,
    request: { what: answer.what, format: answer.format },
    facts,
    nowMs,
    positions,
    version,
    get spool() {
      return spool.get();
    },
  };
}

/**
 * Works on an export from where it is to its end, or until the signal. What was saved last is durable: the
 * file is synced before. Throws what stopped it; the job that was saved last stays as it is then.
 */
export async function runExport(run: ExportRun, given: ExportJob): Promise<ExportJob> {
  for (const [ledger, throughSeq] of Object.entries(given.positions)) {
    run.sources.ledgers.get(ledger)?.advance(throughSeq);
  }
  await requireIndexed(run.sources, given.positions);
  const spool = new LazySpool(() => run.store.openSpool(given.answer.id));
  let writer: ExportFileWriter | null = null;
  try {
    writer = await ExportFileWriter.open(run.store, given.answer.id, given.bytes);
    const context = contextOf(run, given, spool);
    return await writePieces(run, { context, writer, spool }, given);
  } finally {
    writer?.close();
    spool.close();
  }
}

async function writePieces(
  run: ExportRun,
  parts: {
    readonly context: ExportContext;
    readonly writer: ExportFileWriter;
    readonly spool: LazySpool;
  },
  given: ExportJob,
): Promise<ExportJob> {
  const { context, writer, spool } = parts;
  let job = given;
  let savedMs = run.nowMs();
  const save = (place: ExportPlace): void => {
    writer.sync();
    spool.sync();
    job = { ...job, place, bytes: writer.bytes };
    run.save(job);
    savedMs = run.nowMs();
  };
  let place = job.place;
  for await (const piece of runSteps(stepsOf(context), job.place)) {
    requireRoom(run, writer.bytes + Buffer.byteLength(piece.text));
    writer.append(piece.text);
    place = piece.place;
    run.onProgress(place);
    const isDue =
      writer.bytes - job.bytes >= CHECKPOINT_BYTES || run.nowMs() - savedMs >= CHECKPOINT_MS;
    if (isDue || run.signal.aborted) save(place);
    if (run.signal.aborted) return job;
    await setImmediate();
  }
  const sha256 = writer.finish();
  const finishedAt = new Date(run.nowMs()).toISOString();
  job = { ...job, place, bytes: writer.bytes };
  return { ...job, manifest: makeManifest(job, { version: run.version, sha256, finishedAt }) };
}

/** An index that is made anew knows less than when the export was begun. */
async function requireIndexed(sources: QuerySources, positions: Positions): Promise<void> {
  for (const { ledger, throughSeq } of await sources.index.watermarks()) {
    const needed = positions[ledger] ?? 0;
    if (throughSeq >= needed) continue;
    throw new TracewellError(
      "index-unavailable",
      `The index has read ledger ${ledger} through ${withCommas(throughSeq)} of ${withCommas(needed)} that this export looks at. Resume it when it has read on.`,
    );
  }
}

function requireRoom({ limits, otherBytes, store }: ExportRun, bytes: number): void {
  if (otherBytes + bytes > limits.bytesMax) {
    throw new TracewellError(
      "overloaded",
      `Exports may have ${withCommas(limits.bytesMax)} bytes on disk together. Remove some, or let them expire, and resume this one.`,
    );
  }
  if (store.freeBytes() < limits.freeBytesMin) {
    throw new TracewellError(
      "overloaded",
      `The disk has less than ${withCommas(limits.freeBytesMin)} bytes left, which the ledger needs. Make room and resume this export.`,
    );
  }
}
